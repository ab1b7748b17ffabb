package ephr

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
)

// Decode reads one record. It is strict: duplicate, unknown and wrongly cased
// members, invalid UTF-8, lone surrogates, data after the record, a document
// that is nested too deep or is too large, a missing required member and a
// value without the form of its type are refused with a [*Fault] that says
// where. A newer minor version may have more members and codes: they are
// kept; [Inspect] reports them. The record does not refer to data.
func Decode(data []byte) (*Record, error) {
	d := decoder{s: string(data)}
	r := d.root()
	for i := range d.faults {
		if !d.faults[i].Newer {
			d.faults = d.faults[i : i+1]
			return nil, d.finish()[0].err()
		}
	}
	return r, nil
}

// Inspect reads one record and reports everything that is wrong with its form
// in the order of the document. The record is nil where nothing could be
// read; else it holds what could. Faults marked Newer are no errors.
func Inspect(data []byte) (*Record, []Fault) {
	d := decoder{s: string(data), all: true}
	r := d.root()
	return r, d.finish()
}

func (f *Fault) err() error { return f }

func (d *decoder) root() *Record {
	if len(d.s) > MaxBytes {
		d.fault(FaultSize, 0)
		return nil
	}
	d.space()
	if d.i < len(d.s) && d.s[d.i] == '{' {
		if d.choose(); d.stop {
			return nil
		}
	}
	r := new(Record)
	d.record(r)
	if d.stop {
		return nil
	}
	if d.space(); d.i < len(d.s) {
		d.fault(FaultTrailing, d.i)
		return nil
	}
	return r
}

// choose finds the version, which says how unknown members are to be treated.
// The encoder writes it first; elsewhere it takes a second look at the document.
func (d *decoder) choose() {
	start := d.i
	p := decoder{s: d.s, i: start, all: true}
	if !p.object() {
		return
	}
	for p.member() {
		if p.key == "schemaVersion" {
			s, ok := p.text()
			major, minor, valid := Version(s).numbers()
			switch {
			case !ok || !valid:
				return // the record's own reader faults
			case major != 1:
				d.fault(FaultVersion, p.at)
			default:
				d.newer = minor > 0
			}
			return
		}
		p.skip()
	}
	if !p.stop {
		d.fault(FaultVersion, start)
		d.faults[len(d.faults)-1].Pointer = "schemaVersion" // finish turns it into a place
	}
}

// finish puts the faults in the order of the document and gives each its place.
func (d *decoder) finish() []Fault {
	slices.SortStableFunc(d.faults, func(a, b Fault) int { return cmp.Compare(a.Offset, b.Offset) })
	l := locator{doc: d.s, isKey: true, line: 1}
	for i := range d.faults {
		f := &d.faults[i]
		name := string(f.Pointer)
		f.Pointer, f.Line, f.Column = l.locate(int(f.Offset))
		f.Pointer = f.Pointer.shown()
		if name != "" {
			f.Pointer = f.Pointer.Append(name)
		}
	}
	return d.faults
}

// shown is the pointer up to the first name that does not look like a member's name.
func (p Pointer) shown() Pointer {
	var out Pointer
	for token := range p.Tokens() {
		if !memberLike(token) && !digits(token) {
			return out
		}
		out = out.Append(token)
	}
	return out
}

// Records reads newline-delimited records, one per line of any length. Blank
// lines pass. A line that is no record yields a nil record and a [*Fault]
// whose Line is the line of the input, and the next line is read; an error of
// the reader itself is yielded last. A record's strings pin only its own line.
func Records(r io.Reader) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		for line, err := range Lines(r) {
			if err != nil {
				yield(nil, err)
				return
			}
			rec, err := Decode(line.Text)
			var f *Fault
			if errors.As(err, &f) {
				f.Line += line.Number - 1
				f.Offset += line.Offset
			}
			if !yield(rec, err) {
				return
			}
		}
	}
}

// Line is one line of newline-delimited JSON.
type Line struct {
	// Text is the line without its line end, valid until the next one is read.
	Text []byte
	// Number counts from 1, blank lines included.
	Number int
	// Offset is where the line starts in the input, in bytes.
	Offset int64
}

// Lines reads the lines of r that are not blank, however long they are. An
// error of the reader is yielded last, with the line that it cut off unread.
func Lines(r io.Reader) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		br := bufio.NewReaderSize(r, 64<<10)
		var long []byte
		line := Line{}
		var next int64
		for {
			long = long[:0]
			chunk, err := br.ReadSlice('\n')
			for errors.Is(err, bufio.ErrBufferFull) {
				long = append(long, chunk...)
				chunk, err = br.ReadSlice('\n')
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(Line{}, err)
				return
			}
			text := chunk
			if len(long) > 0 {
				long = append(long, chunk...)
				text = long
			}
			line.Number++
			line.Offset = next
			next += int64(len(text))
			line.Text = bytes.TrimRight(text, "\r\n")
			if len(bytes.TrimLeft(line.Text, " \t")) > 0 && !yield(line, nil) {
				return
			}
			if err != nil {
				return
			}
		}
	}
}

func (d *decoder) absences(names string) (a Absences) {
	if !d.object() {
		return nil
	}
	at, empty := d.at, true
	var before earlier
	for d.member() {
		name, keyAt := d.key, d.keyAt
		empty = false
		if before.has(len(a), name, func(i int) string { return a[i].Member }) {
			d.fault(FaultDuplicate, keyAt)
			return a
		}
		reason := absentReason(d.code())
		d.closed(string(reason), reason.Known())
		if d.stop {
			return a
		}
		if !hasName(names, name) {
			d.keyAt = keyAt
			d.fault(FaultUnknown, keyAt)
			if !d.newer {
				continue
			}
		}
		a = append(a, Absence{name, reason})
	}
	if empty && !d.stop {
		d.fault(FaultEmpty, at)
	}
	return a
}

// hasName reports whether name is one of the names that blanks part.
func hasName(names, name string) bool {
	for rest := names; rest != ""; {
		n, tail, _ := strings.Cut(rest, " ")
		if n == name {
			return true
		}
		rest = tail
	}
	return false
}

// more lengthens s by one zero element.
func more[T any](s []T) []T {
	if len(s) == cap(s) {
		grown := make([]T, len(s), max(4, 2*cap(s)))
		copy(grown, s)
		s = grown
	}
	return s[:len(s)+1]
}

// moreSlab lengthens s by one zero element, the first two from the slab.
func moreSlab[T any](s []T, slab *[]T) []T {
	const first, chunk = 2, 16
	if cap(s) == 0 {
		if len(*slab) < first {
			*slab = make([]T, chunk)
		}
		s = (*slab)[:0:first]
		*slab = (*slab)[first:]
	}
	return more(s)
}

// one takes one zero element from the slab.
func one[T any](slab *[]T) *T {
	const chunk = 16
	if len(*slab) == 0 {
		*slab = make([]T, chunk)
	}
	p := &(*slab)[0]
	*slab = (*slab)[1:]
	return p
}
