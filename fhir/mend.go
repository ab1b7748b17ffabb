package fhir

import (
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/jsontext"
	"github.com/openephr/ephr-go/internal/tape"
)

// mend takes out of the record what it must not hold: FHIR lets senders write
// what the record's form does not allow, such as blanks around a code. Nothing is
// lost: what is not in the record stays in its source.
func (im *importer) mend() {
	if im.rec.Check() == nil {
		return
	}
	text, err := im.rec.Append(nil)
	for round := 0; err == nil && round < 100; round++ {
		rec, faults := ephr.Inspect(text)
		if rec == nil {
			break
		}
		if len(faults) == 0 {
			im.rec = rec
			return
		}
		var d tape.Doc
		if d, err = tape.Parse(string(text), nil); err != nil {
			break
		}
		cut := map[int]bool{}
		for _, f := range faults {
			p := string(f.Pointer)
			if f.Code == ephr.FaultMissing { // an object without it is none
				p = p[:strings.LastIndexByte(p, '/')]
			}
			cutAt(&d, ephr.Pointer(p), cut)
		}
		// The next round looks at this text: a record would write an empty object again
		// where a member is required, and never say that it is missing.
		if text = without(nil, &d, 0, cut); len(text) == 0 {
			break
		}
	}
	// Not to be mended: all of it stays in the source.
	im.rec = &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: im.rec.ID}
	for _, i := range im.active {
		im.entries[i].known = false
	}
}

// cutAt marks the node at a place as gone, and those in which it stands as changed.
func cutAt(d *tape.Doc, p ephr.Pointer, cut map[int]bool) {
	n := 0
	in := []int{0}
	for token := range p.Tokens() {
		if d.Nodes[n].Kind != tape.Array {
			n = d.Get(n, token)
		} else if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < d.Len(n) {
			for n++; i > 0; i-- {
				n = int(d.Nodes[n].End)
			}
		} else {
			n = -1
		}
		if n < 0 {
			return
		}
		in = append(in, n)
	}
	for _, n := range in[:len(in)-1] {
		if !cut[n] {
			cut[n] = false // changed; of one that is gone already nothing is left to change
		}
	}
	cut[n] = true
}

// without appends a value without what is gone in it, and nothing where nothing is left of it.
// What has not changed is written as it was, digit by digit.
func without(dst []byte, d *tape.Doc, n int, cut map[int]bool) []byte {
	gone, changed := cut[n]
	if gone {
		return dst
	}
	if !changed {
		return append(dst, d.Raw(n)...)
	}
	start := len(dst)
	open, end := byte('{'), byte('}')
	if d.Nodes[n].Kind == tape.Array {
		open, end = '[', ']'
	}
	dst = append(dst, open)
	for c := n + 1; c < int(d.Nodes[n].End); c = int(d.Nodes[c].End) {
		before := len(dst)
		if before > start+1 {
			dst = append(dst, ',')
		}
		if open == '{' {
			dst = append(jsontext.AppendString(dst, d.Nodes[c].Key), ':')
		}
		value := len(dst)
		if dst = without(dst, d, c, cut); len(dst) == value {
			dst = dst[:before]
		}
	}
	if len(dst) == start+1 {
		return dst[:start]
	}
	return append(dst, end)
}
