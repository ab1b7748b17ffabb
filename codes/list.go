package codes

import (
	"iter"
	"slices"
)

// List is a code list. Lists are constant; they are reached through [Lists],
// [LookupList] and the List method of each code type.
type List struct {
	name, title, description string
	system                   System
	url, source              string
	own, closed              bool
	unknown                  Tier
	find                     func(string) int
	entries                  []Entry
}

// Lists are all code lists, ordered by name.
func Lists() iter.Seq[*List] { return slices.Values(allLists[:]) }

// LookupList is the list with the given name, such as vital-sign.
func LookupList(name string) (*List, bool) {
	l := findList(name)
	return l, l != nil
}

// Name is the list's name, such as vital-sign.
func (l *List) Name() string { return l.name }

// Title is the list's title for people.
func (l *List) Title() string { return l.title }

// Description says in a sentence what the codes are for.
func (l *List) Description() string { return l.description }

// System is the code system to which the codes belong: a published one, or
// ours where the codes are our own. It is never empty.
func (l *List) System() System { return l.system }

// Own reports whether the codes are our own, not those of a published code system.
func (l *List) Own() bool { return l.own }

// URL is the canonical address under which the list is published: of a
// CodeSystem where the codes are our own (it is then the same as the system),
// of a ValueSet where they are taken from a published code system.
func (l *List) URL() string { return l.url }

// Closed reports whether a code that is not on the list is an error.
func (l *List) Closed() bool { return l.closed }

// UnknownTier is the tier of a code that is not on the list.
func (l *List) UnknownTier() Tier { return l.unknown }

// Source names where the list comes from.
func (l *List) Source() string { return l.source }

// Len is the number of codes.
func (l *List) Len() int { return len(l.entries) }

// At is the i-th entry, counted from 0 in the order of the list.
func (l *List) At(i int) Entry { return l.entries[i] }

// All are the entries in the order of the list.
func (l *List) All() iter.Seq[Entry] { return slices.Values(l.entries) }

// Find is the place of a code on the list, or -1.
func (l *List) Find(code string) int { return l.find(code) }

// Lookup is the entry of a code. It does not allocate.
func (l *List) Lookup(code string) (Entry, bool) {
	i := l.find(code)
	if i < 0 {
		return Entry{}, false
	}
	return l.entries[i], true
}

// Tier is the tier of a code: T1 for the empty string, [List.UnknownTier] for
// a code that is not on the list.
func (l *List) Tier(code string) Tier {
	if code == "" {
		return T1
	}
	i := l.find(code)
	if i < 0 {
		return l.unknown
	}
	return l.entries[i].Tier
}

// Sensitivity is the sensitivity group of a code, or "".
func (l *List) Sensitivity(code string) Sensitivity {
	i := l.find(code)
	if i < 0 {
		return ""
	}
	return l.entries[i].Sensitivity
}

// Display is the label of a code, or "" where the list does not have it.
func (l *List) Display(code string) string { return l.display(code) }

func (l *List) display(code string) string {
	i := l.find(code)
	if i < 0 {
		return ""
	}
	return l.entries[i].Display
}

// A nameTable holds the names of a list's codes in one language: one text and
// the offsets at which the names end.
type nameTable struct {
	language Language
	text     string
	ends     []uint16
}

func (t *nameTable) name(i int) string {
	start := uint16(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return t.text[start:t.ends[i]]
}

// findNames is the table whose language fits best: the same tag, else the tag
// without its last subtags (sr-Latn-RS, sr-Latn, sr). It is nil where none fits.
func findNames(tables []nameTable, tag Language) *nameTable {
	for {
		for i := range tables {
			if equalFold(string(tables[i].language), string(tag)) {
				return &tables[i]
			}
		}
		i := len(tag) - 1
		for i >= 0 && tag[i] != '-' {
			i--
		}
		if i < 0 {
			return nil
		}
		tag = tag[:i]
	}
}

// equalFold compares ASCII text without regard to case.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lowerASCII(a[i]) != lowerASCII(b[i]) {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
