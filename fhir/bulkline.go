package fhir

import (
	"encoding/binary"
	"io"
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

// readFrom reads the next line of a spool into l, whose memory is used again. It
// returns io.EOF at the end.
func (l *bulkLine) readFrom(r io.Reader, head []byte) error {
	if _, err := io.ReadFull(r, head[:bulkHead]); err != nil {
		return err
	}
	le := binary.LittleEndian
	l.key = bulkKey{le.Uint64(head), le.Uint64(head[8:])}
	l.file, l.line, l.owner, l.asks = le.Uint32(head[16:]), le.Uint32(head[20:]), le.Uint32(head[24:]), le.Uint32(head[28:])
	refs, text := int(le.Uint32(head[32:])), int(le.Uint32(head[36:]))
	l.flags = head[40]
	l.refs = l.refs[:0]
	for range refs {
		if _, err := io.ReadFull(r, head[:16]); err != nil {
			return err
		}
		l.refs = append(l.refs, bulkKey{le.Uint64(head), le.Uint64(head[8:])})
	}
	if cap(l.text) < text {
		l.text = make([]byte, text)
	}
	l.text = l.text[:text]
	_, err := io.ReadFull(r, l.text)
	return err
}
