package fhir

import (
	"encoding/binary"
	"slices"
)

// bulkLine is a resource of bulk data, with what was found out about it.
type bulkLine struct {
	key        bulkKey // of Type/id, zero without an id
	file, line uint32
	owner      uint32    // of a patient; of a line of a partition, the place in the order of output
	flags      uint8     // bulkPatient, bulkList, bulkSeveral
	asks       uint32    // how many of the refs say to whom it belongs; they come first
	refs       []bulkKey // of all to which it refers
	text       []byte
}

const (
	bulkPatient = 1 << iota // it is a Patient
	bulkList                // it is a List
	bulkSeveral             // it is about several patients
)

// bulkHead is how long a line's head is in a spool.
const bulkHead = 16 + 4*6 + 1

// size is how long the line is in a spool.
func (l *bulkLine) size() int64 { return int64(bulkHead + 16*len(l.refs) + len(l.text)) }

func (l *bulkLine) append(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, l.key[0])
	b = le.AppendUint64(b, l.key[1])
	for _, n := range [...]uint32{l.file, l.line, l.owner, l.asks, uint32(len(l.refs)), uint32(len(l.text))} {
		b = le.AppendUint32(b, n)
	}
	b = append(b, l.flags)
	for _, r := range l.refs {
		b = le.AppendUint64(b, r[0])
		b = le.AppendUint64(b, r[1])
	}
	return append(b, l.text...)
}

// bulkSize is the size of the line that begins with this head.
func bulkSize(head []byte) int {
	return bulkHead + 16*int(binary.LittleEndian.Uint32(head[32:])) + int(binary.LittleEndian.Uint32(head[36:]))
}

// decode reads the line that b is, and refers to b. The memory of its refs is used again.
func (l *bulkLine) decode(b []byte) {
	le := binary.LittleEndian
	l.key = bulkKey{le.Uint64(b), le.Uint64(b[8:])}
	l.file, l.line, l.owner, l.asks = le.Uint32(b[16:]), le.Uint32(b[20:]), le.Uint32(b[24:]), le.Uint32(b[28:])
	refs := int(le.Uint32(b[32:]))
	l.flags = b[40]
	b = b[bulkHead:]
	l.refs = slices.Grow(l.refs[:0], refs)
	for range refs {
		l.refs = append(l.refs, bulkKey{le.Uint64(b), le.Uint64(b[8:])})
		b = b[16:]
	}
	l.text = b
}
