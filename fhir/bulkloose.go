package fhir

import (
	"cmp"
	"math"
	"slices"
)

// bulkLoose are the lines that do not say of which patient they are.
type bulkLoose struct {
	spool   *bulkSpool
	names   []bulkKey
	offsets []int64
	owner   []uint32 // a patient, or one of the two below
	byName  []uint32 // sorted by name
	used    []bool   // it went to some patient
	cache   map[uint32]bulkLine
	cached  int64
}

const (
	ownerNone    = math.MaxUint32
	ownerSeveral = math.MaxUint32 - 1
)

func newBulkLoose(dir string) (*bulkLoose, error) {
	s, err := newBulkSpool(dir, "loose", 256<<10)
	if err != nil {
		return nil, err
	}
	return &bulkLoose{spool: s, cache: map[uint32]bulkLine{}}, nil
}

func (o *bulkLoose) put(l *bulkLine) error { return o.spool.put(l) }

// resolve finds out to which patient each line belongs: to the one to whom it
// refers, or to whom something belongs to which it refers, over as few resources
// in between as there are. Where these are several patients, it is none.
func (o *bulkLoose) resolve(patients map[bulkKey]uint32, owned *bulkIndex) error {
	n := o.spool.n
	o.names, o.offsets, o.owner, o.byName, o.used = make([]bulkKey, 0, n), make([]int64, 0, n), make([]uint32, 0, n), make([]uint32, n), make([]bool, n)
	if err := o.spool.each(func(l *bulkLine, offset int64) error {
		o.names, o.offsets = append(o.names, l.key), append(o.offsets, offset)
		owner := uint32(ownerNone)
		if l.flags&bulkSeveral != 0 {
			owner = ownerSeveral
		}
		o.owner = append(o.owner, owner)
		return nil
	}); err != nil {
		return err
	}
	for i := range o.byName {
		o.byName[i] = uint32(i)
	}
	slices.SortFunc(o.byName, func(x, y uint32) int { return cmp.Or(o.names[x].compare(o.names[y]), cmp.Compare(x, y)) })
	if err := o.join(patients, owned); err != nil {
		return err
	}
	return o.spread()
}

// bulkWant is a line that asks for the owner of a name.
type bulkWant struct {
	name  bulkKey
	asker uint32
}

// bulkWants is how many of them are answered at once.
const bulkWants = 1 << 20

// join gives each line the patient of what it refers to. It goes over the index
// once for each million of references.
func (o *bulkLoose) join(patients map[bulkKey]uint32, owned *bulkIndex) error {
	var wants []bulkWant
	answer := func() error {
		if len(wants) == 0 {
			return nil
		}
		slices.SortFunc(wants, func(x, y bulkWant) int { return x.name.compare(y.name) })
		err := owned.each(func(name bulkKey, patient uint32) {
			i, _ := slices.BinarySearchFunc(wants, name, func(w bulkWant, k bulkKey) int { return w.name.compare(k) })
			for ; i < len(wants) && wants[i].name == name; i++ {
				o.owner[wants[i].asker] = merged(o.owner[wants[i].asker], patient)
			}
		})
		wants = wants[:0]
		return err
	}
	asker := uint32(0)
	if err := o.spool.each(func(l *bulkLine, _ int64) error {
		for _, ref := range l.refs[:l.asks] {
			if l.flags&bulkSeveral != 0 {
				break
			}
			if p, ok := patients[ref]; ok {
				o.owner[asker] = merged(o.owner[asker], p)
			} else {
				wants = append(wants, bulkWant{ref, asker})
			}
		}
		asker++
		if len(wants) >= bulkWants {
			return answer()
		}
		return nil
	}); err != nil {
		return err
	}
	return answer()
}

// bulkEdge is a reference from one loose line to another.
type bulkEdge struct{ to, from uint32 }

// spread gives each line that has no patient yet the patient of a loose line to
// which it refers, step by step.
func (o *bulkLoose) spread() error {
	var edges []bulkEdge
	from := uint32(0)
	if err := o.spool.each(func(l *bulkLine, _ int64) error {
		if o.owner[from] == ownerNone {
			for _, ref := range l.refs[:l.asks] {
				for i := o.search(ref); i < len(o.byName) && o.names[o.byName[i]] == ref; i++ {
					edges = append(edges, bulkEdge{o.byName[i], from})
				}
			}
		}
		from++
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(edges, func(x, y bulkEdge) int { return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.from, y.from)) })
	var step []uint32 // what has a patient since the last step
	for i := range o.owner {
		if o.owner[i] != ownerNone {
			step = append(step, uint32(i))
		}
	}
	for len(step) > 0 {
		next := map[uint32]uint32{}
		for _, to := range step {
			i, _ := slices.BinarySearchFunc(edges, to, func(e bulkEdge, to uint32) int { return cmp.Compare(e.to, to) })
			for ; i < len(edges) && edges[i].to == to; i++ {
				if from := edges[i].from; o.owner[from] == ownerNone {
					owner, again := next[from]
					if !again {
						owner = ownerNone
					}
					next[from] = merged(owner, o.owner[to])
				}
			}
		}
		step = step[:0]
		for from, owner := range next {
			o.owner[from] = owner
			step = append(step, from)
		}
	}
	return nil
}

// merged is the owner of what belongs to both.
func merged(x, y uint32) uint32 {
	switch {
	case x == ownerNone || x == y:
		return y
	case y == ownerNone:
		return x
	}
	return ownerSeveral
}

// search is the place in byName where a name begins.
func (o *bulkLoose) search(name bulkKey) int {
	i, _ := slices.BinarySearchFunc(o.byName, name, func(n uint32, k bulkKey) int { return o.names[n].compare(k) })
	return i
}

// shared is the line of that name that belongs to nobody; false where there is none.
func (o *bulkLoose) shared(name bulkKey) (uint32, bool) {
	if name == (bulkKey{}) {
		return 0, false
	}
	for i := o.search(name); i < len(o.byName) && o.names[o.byName[i]] == name; i++ {
		if n := o.byName[i]; o.owner[n] == ownerNone {
			return n, true
		}
	}
	return 0, false
}

// maxBulkCache is how many bytes of shared lines are kept in memory.
const maxBulkCache = 4 << 20

// get is a line by its number. It must not be changed.
func (o *bulkLoose) get(n uint32) (bulkLine, error) {
	if l, ok := o.cache[n]; ok {
		return l, nil
	}
	end := o.spool.size
	if int(n)+1 < len(o.offsets) {
		end = o.offsets[n+1]
	}
	l, err := o.spool.at(o.offsets[n], end-o.offsets[n])
	if err != nil {
		return l, err
	}
	if o.cached > maxBulkCache {
		clear(o.cache)
		o.cached = 0
	}
	o.cache[n] = l
	o.cached += l.size()
	return l, nil
}
