package ephr

import (
	"iter"
	"strconv"
	"strings"
)

// Pointer is a place in a record as a JSON Pointer (RFC 6901). The empty
// Pointer is the whole record. Each place has one spelling.
type Pointer string

// Append is the pointer to the member name below p.
func (p Pointer) Append(name string) Pointer {
	if strings.ContainsAny(name, "~/") {
		name = strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
	}
	return p + "/" + Pointer(name)
}

// Index is the pointer to element i of the array at p.
func (p Pointer) Index(i int) Pointer { return p + "/" + Pointer(strconv.Itoa(i)) }

// Parent is the pointer one step up; the parent of the whole record is itself.
func (p Pointer) Parent() Pointer {
	if i := strings.LastIndexByte(string(p), '/'); i >= 0 {
		return p[:i]
	}
	return ""
}

// Tokens iterates over the names and indexes of the pointer.
func (p Pointer) Tokens() iter.Seq[string] {
	return func(yield func(string) bool) {
		rest := string(p)
		for rest != "" {
			rest = rest[1:]
			i := strings.IndexByte(rest, '/')
			if i < 0 {
				i = len(rest)
			}
			token := rest[:i]
			if strings.IndexByte(token, '~') >= 0 {
				token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
			}
			if !yield(token) {
				return
			}
			rest = rest[i:]
		}
	}
}
