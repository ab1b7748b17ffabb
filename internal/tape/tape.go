// Package tape reads JSON into a flat list of nodes, in which the members of an
// object are found without maps and without copies: strings are parts of the
// text. It is as strict as the record's own reader.
package tape

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/openephr/ephr-go/internal/jsontext"
)

// Kind is what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Null Kind = iota
	False
	True
	Number
	String
	Array
	Object
)

// Node is one value. The nodes inside of an array or object follow it, up to End.
type Node struct {
	// Key is the member's name where the node stands in an object.
	Key string
	// Text is the string without quotes and escapes, or the number's digits.
	Text string
	// From and To are the value's place in the text, in bytes.
	From, To int32
	// End is the index of the first node behind this one and all in it.
	End  int32
	Kind Kind
}

// Doc is a text with its nodes; node 0 is the outermost value.
type Doc struct {
	Text  string
	Nodes []Node
}

// MaxDepth is how deep a text may be nested, and MaxBytes how long it may be.
const (
	MaxDepth = 116
	MaxBytes = 1 << 30
)

// Error says what is wrong with a text, and where. It holds nothing of the text.
type Error struct {
	// What is the kind of fault.
	What string
	// Offset is the place in bytes; Line and Column count from 1.
	Offset, Line, Column int
}

func (e *Error) Error() string {
	return "line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": " + e.What
}

// The kinds of fault.
const (
	WhatSyntax    = "not JSON"
	WhatTruncated = "the input ends inside of a document"
	WhatTrailing  = "something follows the document"
	WhatDuplicate = "a member stands twice in one object"
	WhatUTF8      = "not UTF-8"
	WhatSurrogate = "half of a surrogate pair"
	WhatDepth     = "nested too deep"
	WhatSize      = "too large"
)

// Parse reads one value with nothing but white space around it. Nodes is
// memory to use again; it may be nil. The error is an [*Error].
func Parse(text string, nodes []Node) (Doc, error) {
	p := parser{s: text, nodes: nodes[:0]}
	if len(text) > MaxBytes {
		return Doc{}, p.error(WhatSize, 0)
	}
	if cap(p.nodes) == 0 {
		p.nodes = make([]Node, 0, len(text)/24+16)
	}
	p.space()
	p.value("", 0)
	if p.what == "" {
		if p.space(); p.i < len(text) {
			p.fail(WhatTrailing, p.i)
		}
	}
	if p.what != "" {
		return Doc{}, p.error(p.what, p.at)
	}
	return Doc{text, p.nodes}, nil
}

type parser struct {
	s     string
	i     int
	nodes []Node
	what  string
	at    int
}

func (p *parser) fail(what string, at int) bool {
	if p.what == "" {
		p.what, p.at = what, at
	}
	return false
}

func (p *parser) error(what string, at int) *Error {
	at = min(at, len(p.s))
	before := p.s[:at]
	line := 1 + strings.Count(before, "\n")
	return &Error{what, at, line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1}
}

func (p *parser) space() {
	s, i := p.s, p.i
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r') {
		if len(s)-i >= 8 && s[i:i+8] == "        " {
			i += 8
			continue
		}
		i++
	}
	p.i = i
}

func (p *parser) syntax() bool {
	if p.i >= len(p.s) {
		return p.fail(WhatTruncated, len(p.s))
	}
	return p.fail(WhatSyntax, p.i)
}

func (p *parser) value(key string, depth int) bool {
	if p.i >= len(p.s) {
		return p.syntax()
	}
	n := len(p.nodes)
	from := p.i
	switch c := p.s[p.i]; {
	case c == '"':
		text, ok := p.str()
		if !ok {
			return false
		}
		p.nodes = append(p.nodes, Node{key, text, int32(from), int32(p.i), int32(n + 1), String})
		return true
	case c == '{':
		p.nodes = append(p.nodes, Node{Key: key, From: int32(from), Kind: Object})
		if depth >= MaxDepth {
			return p.fail(WhatDepth, from)
		}
		if !p.object(n, depth+1) {
			return false
		}
	case c == '[':
		p.nodes = append(p.nodes, Node{Key: key, From: int32(from), Kind: Array})
		if depth >= MaxDepth {
			return p.fail(WhatDepth, from)
		}
		if !p.array(depth + 1) {
			return false
		}
	case c == '-' || c >= '0' && c <= '9':
		if !p.number() {
			return false
		}
		p.nodes = append(p.nodes, Node{key, p.s[from:p.i], int32(from), int32(p.i), int32(n + 1), Number})
		return true
	default:
		kind := Null
		word := "null"
		switch c {
		case 't':
			kind, word = True, "true"
		case 'f':
			kind, word = False, "false"
		}
		if !strings.HasPrefix(p.s[p.i:], word) {
			if strings.HasPrefix(word, p.s[p.i:]) {
				p.i = len(p.s)
			}
			return p.syntax()
		}
		p.i += len(word)
		p.nodes = append(p.nodes, Node{key, "", int32(from), int32(p.i), int32(n + 1), kind})
		return true
	}
	p.nodes[n].To, p.nodes[n].End = int32(p.i), int32(len(p.nodes))
	return true
}

func (p *parser) object(self, depth int) bool {
	p.i++
	p.space()
	if p.i < len(p.s) && p.s[p.i] == '}' {
		p.i++
		return true
	}
	members := 0
	for {
		if p.i >= len(p.s) || p.s[p.i] != '"' {
			return p.syntax()
		}
		at := p.i
		key, ok := p.str()
		if !ok {
			return false
		}
		if members++; !p.unique(self, key, members) {
			return p.fail(WhatDuplicate, at)
		}
		if p.i >= len(p.s) || p.s[p.i] != ':' {
			if p.space(); p.i >= len(p.s) || p.s[p.i] != ':' {
				return p.syntax()
			}
		}
		if p.i++; p.i < len(p.s) && p.s[p.i] <= ' ' {
			p.space()
		}
		if !p.value(key, depth) {
			return false
		}
		if p.i < len(p.s) && p.s[p.i] <= ' ' {
			p.space()
		}
		if p.i >= len(p.s) {
			return p.syntax()
		}
		switch p.s[p.i] {
		case ',':
			if p.i++; p.i < len(p.s) && p.s[p.i] <= ' ' {
				p.space()
			}
		case '}':
			p.i++
			return true
		default:
			return p.syntax()
		}
	}
}

// unique reports whether the object has no member of that name yet.
func (p *parser) unique(self int, key string, members int) bool {
	if members > 64 {
		return p.uniqueOfMany(self, key)
	}
	for i := self + 1; i < len(p.nodes); i = int(p.nodes[i].End) {
		if k := p.nodes[i].Key; len(k) == len(key) && k == key {
			return false
		}
	}
	return true
}

// uniqueOfMany is unique for objects that no format has: what costs the square
// of their members is bounded.
func (p *parser) uniqueOfMany(self int, key string) bool {
	seen := 0
	for i := self + 1; i < len(p.nodes); i = int(p.nodes[i].End) {
		if p.nodes[i].Key == key {
			return false
		}
		if seen++; seen > 10_000 {
			return p.fail(WhatSize, p.i)
		}
	}
	return true
}

func (p *parser) array(depth int) bool {
	p.i++
	p.space()
	if p.i < len(p.s) && p.s[p.i] == ']' {
		p.i++
		return true
	}
	for {
		if !p.value("", depth) {
			return false
		}
		p.space()
		if p.i >= len(p.s) {
			return p.syntax()
		}
		switch p.s[p.i] {
		case ',':
			p.i++
			p.space()
		case ']':
			p.i++
			return true
		default:
			return p.syntax()
		}
	}
}

func (p *parser) number() (ok bool) {
	if p.i, ok = jsontext.Number(p.s, p.i); !ok {
		return p.syntax()
	}
	return true
}

// str reads the string under the cursor.
func (p *parser) str() (string, bool) {
	s, start := p.s, p.i+1
	i := jsontext.PlainEnd(s, start)
	if i < len(s) && s[i] == '"' {
		p.i = i + 1
		return s[start:i], true
	}
	return p.longStr(start, i)
}

func (p *parser) longStr(start, i int) (string, bool) {
	text, at, fault := jsontext.Text(p.s, start, i, true)
	if fault != jsontext.None {
		return "", p.fail(textFaults[fault], at)
	}
	p.i = at
	return text, true
}

var textFaults = [...]string{
	jsontext.Syntax: WhatSyntax, jsontext.Truncated: WhatTruncated,
	jsontext.UTF8: WhatUTF8, jsontext.Surrogate: WhatSurrogate,
}

// Get is the index of the object's member of that name, or -1.
func (d *Doc) Get(object int, name string) int {
	if object < 0 || d.Nodes[object].Kind != Object {
		return -1
	}
	end := int(d.Nodes[object].End)
	for i := object + 1; i < end; i = int(d.Nodes[i].End) {
		if k := d.Nodes[i].Key; len(k) == len(name) && k == name {
			return i
		}
	}
	return -1
}

// String is the text of the object's member, where that is a string.
func (d *Doc) String(object int, name string) string {
	if i := d.Get(object, name); i >= 0 && d.Nodes[i].Kind == String {
		return d.Nodes[i].Text
	}
	return ""
}

// Raw is the value as it stands in the text.
func (d *Doc) Raw(i int) string { return d.Text[d.Nodes[i].From:d.Nodes[i].To] }

// Len is how many elements an array, or members an object, has.
func (d *Doc) Len(i int) (n int) {
	if i < 0 {
		return 0
	}
	for j := i + 1; j < int(d.Nodes[i].End); j = int(d.Nodes[j].End) {
		n++
	}
	return n
}
