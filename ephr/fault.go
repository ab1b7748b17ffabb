package ephr

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// FaultCode names a kind of fault. The names are permanent.
type FaultCode string

// The kinds of fault. The first group ends the reading of a document, because
// what follows cannot be told apart; the second does not.
const (
	FaultSyntax    FaultCode = "syntax"           // not JSON
	FaultTruncated FaultCode = "truncated"        // the input ends inside a document
	FaultTrailing  FaultCode = "trailing-data"    // something follows the document
	FaultDuplicate FaultCode = "duplicate-member" // a member name stands twice in one object
	FaultUTF8      FaultCode = "invalid-utf8"     // bytes that are no UTF-8
	FaultSurrogate FaultCode = "lone-surrogate"   // half of a surrogate pair
	FaultDepth     FaultCode = "too-deep"         // nested deeper than MaxDepth
	FaultSize      FaultCode = "too-large"        // longer than the limit
	FaultNumber    FaultCode = "number-range"     // a number of more than 40 characters or beyond 1e30
	FaultVersion   FaultCode = "version"          // no version, or another major version

	FaultType    FaultCode = "wrong-type"     // another JSON type than the member has
	FaultUnknown FaultCode = "unknown-member" // a member that the version does not have
	FaultCase    FaultCode = "wrong-case"     // a member in the wrong case
	FaultMissing FaultCode = "missing-member" // a required member is not there
	FaultEmpty   FaultCode = "empty"          // an empty object, array or string
	FaultForm    FaultCode = "bad-form"       // a value without the form of its type
	FaultCoded   FaultCode = "unknown-code"   // a code that a closed list does not have
	FaultRange   FaultCode = "out-of-range"   // a number outside the member's range
)

var faultTexts = [...]struct {
	code FaultCode
	text string
}{
	{FaultSyntax, "not valid JSON"},
	{FaultTruncated, "the input ends inside the document"},
	{FaultTrailing, "something follows the end of the document"},
	{FaultDuplicate, "the member stands twice in this object"},
	{FaultUTF8, "not valid UTF-8"},
	{FaultSurrogate, "half of a surrogate pair"},
	{FaultDepth, "nested too deep"},
	{FaultSize, "too large"},
	{FaultNumber, "a number with too many digits or too large an exponent"},
	{FaultVersion, "schemaVersion is missing or of a major version that cannot be read"},
	{FaultType, "another JSON type than this member has"},
	{FaultUnknown, "not a member of this object"},
	{FaultCase, "the member's name is written in another case"},
	{FaultMissing, "a required member is missing"},
	{FaultEmpty, "empty"},
	{FaultForm, "the value has not the form of its type"},
	{FaultCoded, "not a code of the closed list"},
	{FaultRange, "the number is outside the member's range"},
}

// Text says in English what the kind of fault is.
func (c FaultCode) Text() string {
	for _, t := range faultTexts {
		if t.code == c {
			return t.text
		}
	}
	return string(c)
}

// lexical reports whether the fault ends the reading of the document.
func (c FaultCode) lexical() bool {
	switch c {
	case FaultSyntax, FaultTruncated, FaultTrailing, FaultDuplicate, FaultUTF8, FaultSurrogate, FaultDepth, FaultSize, FaultNumber, FaultVersion:
		return true
	}
	return false
}

// Fault is one thing wrong with the form of a record. It implements error,
// and holds no value of the record.
type Fault struct {
	// Code is the kind of fault.
	Code FaultCode
	// Pointer is the place. A member whose name the format does not have, in
	// whatever case, is not named: the pointer is its object's.
	Pointer Pointer
	// Offset is the place in bytes from the start of the input; -1 where the record was not read.
	Offset int64
	// Line and Column count from 1, columns in code points; 0 where the record was not read.
	Line, Column int
	// Newer is true where the document is of a newer minor version, which may be the reason; it is kept and no error.
	Newer bool
}

// Error says what is wrong and where, without any value.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString("ephr: ")
	if f.Line > 0 {
		b.WriteString("line " + strconv.Itoa(f.Line) + ", column " + strconv.Itoa(f.Column) + ": ")
	}
	if f.Pointer != "" {
		b.WriteString(string(f.Pointer) + ": ")
	}
	b.WriteString(f.Code.Text())
	return b.String()
}

// A locator turns offsets in a document, in rising order, into places. The
// document is valid JSON up to the last of them, which is why this second, slow
// pass can do without checks, and the decoder without keeping the path.
type locator struct {
	doc   string
	i     int
	stack []level
	isKey bool // the next string is a member's name

	counted, line, column int // line and column of the offset counted; columns count from 0
}

type level struct {
	name  string
	index int
	array bool
}

func (l *locator) locate(offset int) (p Pointer, line, column int) {
	offset = min(offset, len(l.doc))
	for l.i < offset {
		n := len(l.stack)
		switch c := l.doc[l.i]; c {
		case '{':
			l.stack = append(l.stack, level{})
			l.isKey = true
		case '[':
			l.stack = append(l.stack, level{array: true})
		case '}', ']':
			if n > 0 {
				l.stack = l.stack[:n-1]
			}
		case ',':
			if n > 0 && l.stack[n-1].array {
				l.stack[n-1].index++
			} else if n > 0 {
				l.stack[n-1].name = ""
				l.isKey = true
			}
		case '"':
			end := quoteEnd(l.doc, l.i)
			key := n > 0 && !l.stack[n-1].array && l.isKey
			if key {
				l.stack[n-1].name = unquoted(l.doc, l.i, end)
			}
			if end > offset {
				return l.at(offset) // inside of a string, which is where reading ended
			}
			l.isKey = l.isKey && !key
			l.i = end
			continue
		}
		l.i++
	}
	// A fault at a key is about that member.
	if n := len(l.stack); n > 0 && !l.stack[n-1].array && l.isKey && offset < len(l.doc) && l.doc[offset] == '"' {
		l.stack[n-1].name = unquoted(l.doc, offset, quoteEnd(l.doc, offset))
	}
	return l.at(offset)
}

func (l *locator) at(offset int) (p Pointer, line, column int) {
	for i := range l.stack {
		switch v := &l.stack[i]; {
		case v.array:
			p = p.Index(v.index)
		case v.name != "":
			p = p.Append(v.name)
		}
	}
	passed := l.doc[l.counted:offset]
	if n := strings.Count(passed, "\n"); n > 0 {
		l.line += n
		l.column = 0
		passed = passed[strings.LastIndexByte(passed, '\n')+1:]
	}
	l.column += utf8.RuneCountInString(passed)
	l.counted = offset
	return p, l.line, l.column + 1
}

// quoteEnd is the index behind the string that starts at i, or beyond the document where it does not end.
func quoteEnd(doc string, i int) int {
	for i++; i < len(doc); i++ {
		switch doc[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(doc) + 1
}

func unquoted(doc string, from, to int) string {
	if to > len(doc) {
		return ""
	}
	s, _ := unquote(doc[from:to])
	return s
}

// memberLike reports whether a name can be shown: it is one of the format's,
// in whatever case. Any other could be somebody's.
func memberLike(name string) bool {
	for i := range typeTable {
		for j := range typeTable[i].fields {
			if strings.EqualFold(typeTable[i].fields[j].Name, name) {
				return true
			}
		}
	}
	return false
}
