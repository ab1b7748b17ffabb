package validate

import (
	"hash/maphash"

	"github.com/openephr/ephr-go/ephr"
)

// index finds what the ids of a record name. It is a hash table that keeps its
// memory from record to record; the hash has a secret seed, so that nobody can
// write a record whose ids fall together.
type index struct {
	seed    maphash.Seed
	seeded  bool
	entries []named
	table   []uint32 // numbers of entries, counted from 1; the length is a power of two
}

type named struct {
	id   ephr.ID
	hash uint64
	at   int // index in the array that holds it
	kind kind
	gone bool // only a tombstone is left
}

const (
	smallTable = 256
	// keepEntries is how large an index may be kept for the next record.
	keepEntries = 1 << 14
)

func (x *index) reset() {
	if !x.seeded {
		x.seed, x.seeded = maphash.MakeSeed(), true
	}
	if cap(x.table) < smallTable {
		x.table = make([]uint32, smallTable)
	}
	x.table = x.table[:smallTable]
	clear(x.table)
	x.entries = x.entries[:0]
}

// forget lets go of the record's strings.
func (x *index) forget() {
	if cap(x.entries) > keepEntries {
		x.entries, x.table = nil, nil
		return
	}
	clear(x.entries)
	x.entries = x.entries[:0]
}

// slot is where the id is in the table, or where it has to go.
func (x *index) slot(id ephr.ID, hash uint64) int {
	mask := len(x.table) - 1
	i := int(hash) & mask
	for x.table[i] != 0 {
		e := &x.entries[x.table[i]-1]
		if e.hash == hash && e.id == id {
			break
		}
		i = (i + 1) & mask
	}
	return i
}

func (x *index) find(id ephr.ID) *named {
	if n := x.table[x.slot(id, maphash.String(x.seed, string(id)))]; n != 0 {
		return &x.entries[n-1]
	}
	return nil
}

// add notes what an id names; false where it names something already.
func (x *index) add(id ephr.ID, k kind, at int) bool {
	hash := maphash.String(x.seed, string(id))
	i := x.slot(id, hash)
	if x.table[i] != 0 {
		return false
	}
	x.entries = append(x.entries, named{id: id, hash: hash, at: at, kind: k})
	x.table[i] = uint32(len(x.entries))
	if 2*len(x.entries) > len(x.table) {
		x.grow()
	}
	return true
}

// bury notes that of what the id named only a tombstone is left.
func (x *index) bury(id ephr.ID) {
	if id != "" && x.add(id, kindItems, -1) {
		x.entries[len(x.entries)-1].gone = true
	}
}

func (x *index) grow() {
	n := 2 * len(x.table)
	if n <= cap(x.table) {
		x.table = x.table[:n]
		clear(x.table)
	} else {
		x.table = make([]uint32, n)
	}
	mask := n - 1
	for e := range x.entries {
		i := int(x.entries[e].hash) & mask
		for x.table[i] != 0 {
			i = (i + 1) & mask
		}
		x.table[i] = uint32(e + 1)
	}
}
