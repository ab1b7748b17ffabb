package validate

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// placed is where a finding is in a document. It is not exact where the
// document does not have the place but only what holds it.
type placed struct {
	offset int
	exact  bool
}

// place finds the places of findings by their pointers in one pass over a
// document, which must be JSON.
func place(doc []byte, findings []Finding) []placed {
	root := &wanted{}
	for i := range findings {
		w := root
		for token := range findings[i].Pointer.Tokens() {
			w = w.child(token)
		}
		w.at = append(w.at, i)
	}
	l := locator{doc: doc, out: make([]placed, len(findings))}
	l.space()
	l.value(root)
	return l.out
}

// wanted is a tree of the pointers that are wanted.
type wanted struct {
	children map[string]*wanted
	at       []int // findings
}

func (w *wanted) child(token string) *wanted {
	c := w.children[token]
	if c == nil {
		if w.children == nil {
			w.children = map[string]*wanted{}
		}
		c = &wanted{}
		w.children[token] = c
	}
	return c
}

type locator struct {
	doc []byte
	i   int
	out []placed
}

// note says where the findings of w are, and for now those below it.
func (l *locator) note(w *wanted, exact bool) {
	for _, n := range w.at {
		l.out[n] = placed{l.i, exact}
	}
	for _, c := range w.children {
		l.note(c, false)
	}
}

func (l *locator) value(w *wanted) {
	l.note(w, true)
	if len(w.children) == 0 || l.i >= len(l.doc) {
		l.skip()
		return
	}
	switch l.doc[l.i] {
	case '{':
		l.i++
		for l.more('}') {
			from := l.i
			l.skip()
			key := l.doc[from+1 : l.i-1]
			l.space()
			l.i++ // the colon
			l.space()
			var c *wanted
			if bytes.IndexByte(key, '\\') >= 0 {
				var s string
				_ = json.Unmarshal(l.doc[from:from+len(key)+2], &s) // it was read before
				c = w.children[s]
			} else {
				c = w.children[string(key)]
			}
			l.member(c)
		}
	case '[':
		l.i++
		for n := 0; l.more(']'); n++ {
			l.member(w.children[strconv.Itoa(n)])
		}
	default:
		l.skip()
	}
}

func (l *locator) member(w *wanted) {
	if w != nil {
		l.value(w)
	} else {
		l.skip()
	}
}

// more moves to the next member or element; false behind the end.
func (l *locator) more(end byte) bool {
	l.space()
	if l.i < len(l.doc) && l.doc[l.i] == ',' {
		l.i++
		l.space()
	}
	if l.i >= len(l.doc) {
		return false
	}
	if l.doc[l.i] == end {
		l.i++
		return false
	}
	return true
}

func (l *locator) space() {
	for l.i < len(l.doc) && l.doc[l.i] <= ' ' {
		l.i++
	}
}

// skip moves behind the value.
func (l *locator) skip() {
	depth := 0
	for l.i < len(l.doc) {
		switch l.doc[l.i] {
		case '"':
			l.i = stringEnd(l.doc, l.i)
			if depth == 0 {
				return
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				if depth == 0 {
					l.i++
				}
				return
			}
		case ',', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return
			}
		}
		l.i++
	}
}

// stringEnd is the index behind the string that starts at i.
func stringEnd(doc []byte, i int) int {
	for i++; i < len(doc); i++ {
		switch doc[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(doc)
}

// scalar is the text of the string, number, true or false at an offset; empty where something else is there.
func scalar(doc []byte, offset int) string {
	if offset < 0 || offset >= len(doc) || doc[offset] == '{' || doc[offset] == '[' {
		return ""
	}
	l := locator{doc: doc, i: offset}
	l.skip()
	return string(doc[offset:l.i])
}

// count sets the lines and columns of findings that are in the order of their offsets.
func count(doc []byte, findings []Finding) {
	line, column, at := 1, 1, 0
	for i := range findings {
		f := &findings[i]
		passed := doc[at:f.Offset]
		if n := bytes.Count(passed, []byte("\n")); n > 0 {
			line += n
			column = 1
			passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
		}
		column += utf8.RuneCount(passed)
		at = int(f.Offset)
		f.Line, f.Column = line, column
	}
}
