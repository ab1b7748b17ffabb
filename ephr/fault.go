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
	FaultAbsent  FaultCode = "bad-absence"    // an absence of a member that has a value or does not exist
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
	{FaultAbsent, "the absence names a member that has a value or does not exist"},
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
	// Pointer is the place. A member whose name the format does not have is
	// named only where the name looks like one; else the pointer is its object's.
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

// locate turns an offset in a document into a place. The document is valid
// JSON up to the offset, which is why this second, slow pass can do without
// checks, and the decoder without keeping the path.
func locate(doc string, offset int) (p Pointer, line, column int) {
	if offset > len(doc) {
		offset = len(doc)
	}
	type level struct {
		name  string
		index int
		array bool
	}
	var stack []level
	name, isKey := "", true
	for i := 0; i < offset; {
		switch c := doc[i]; c {
		case '{':
			stack = append(stack, level{})
			isKey = true
		case '[':
			stack = append(stack, level{array: true})
		case '}', ']':
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			}
		case ',':
			if n := len(stack); n > 0 {
				if stack[n-1].array {
					stack[n-1].index++
				} else {
					stack[n-1].name = ""
					isKey = true
				}
			}
		case '"':
			j := i + 1
			for j < len(doc) && doc[j] != '"' {
				if doc[j] == '\\' {
					j++
				}
				j++
			}
			if n := len(stack); n > 0 && !stack[n-1].array && isKey {
				if j < len(doc) {
					name, _ = unquote(doc[i : j+1])
				}
				stack[n-1].name = name
				isKey = false
			}
			if j >= offset {
				i = offset
				continue
			}
			i = j
		}
		i++
	}
	// A fault at a key is about that member.
	if n := len(stack); n > 0 && !stack[n-1].array && isKey && offset < len(doc) && doc[offset] == '"' {
		j := offset + 1
		for j < len(doc) && doc[j] != '"' {
			if doc[j] == '\\' {
				j++
			}
			j++
		}
		if j < len(doc) {
			stack[n-1].name, _ = unquote(doc[offset : j+1])
		}
	}
	for _, l := range stack {
		switch {
		case l.array:
			p = p.Index(l.index)
		case l.name != "":
			p = p.Append(l.name)
		}
	}
	line = 1 + strings.Count(doc[:offset], "\n")
	start := strings.LastIndexByte(doc[:offset], '\n') + 1
	return p, line, 1 + utf8.RuneCountInString(doc[start:offset])
}

// memberLike reports whether a name can be shown: it looks like the name of a
// member and not like somebody's data.
func memberLike(name string) bool {
	if len(name) == 0 || len(name) > 32 || name[0] < 'a' || name[0] > 'z' {
		return false
	}
	for i := range len(name) {
		if !isAlphaNum(name[i]) {
			return false
		}
	}
	return true
}
