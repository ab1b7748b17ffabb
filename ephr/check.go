package ephr

import (
	"unicode/utf8"

	"github.com/openephr/ephr-go/codes"
)

type absentReason = codes.AbsentReason

// Check reports everything that is wrong with the record's form: what [Decode]
// would refuse if the record were written and read again. The faults have
// pointers and no lines. It is for records that were built or changed in Go,
// and allocates nothing where it finds nothing.
func (r *Record) Check() []Fault {
	var c checker
	major, minor, ok := r.SchemaVersion.numbers()
	c.newer = ok && major == 1 && minor > 0
	if ok && major != 1 {
		c.fault(FaultVersion, "schemaVersion")
	}
	c.record(r)
	return c.faults
}

// checker walks a record with its place in hand. The generated functions in
// zz_check.go call it.
type checker struct {
	path   [16]step
	n      int
	newer  bool
	faults []Fault
}

type step struct {
	name  string
	index int // -1 where the member is no array
}

func (c *checker) push(name string, index int) {
	c.path[c.n] = step{name, index}
	c.n++
}

func (c *checker) pop() { c.n-- }

func (c *checker) fault(code FaultCode, name string) {
	var p Pointer
	for _, s := range c.path[:c.n] {
		p = p.Append(s.name)
		if s.index >= 0 {
			p = p.Index(s.index)
		}
	}
	if name != "" {
		p = p.Append(name)
	}
	c.faults = append(c.faults, Fault{Code: code, Pointer: p, Offset: -1, Newer: c.newer && (code == FaultCoded || code == FaultUnknown)})
}

func (c *checker) badCode(code, name string) {
	if validCode(code) {
		c.fault(FaultCoded, name)
	} else {
		c.fault(FaultForm, name)
	}
}

// earlier finds names that stood before in one object. Few are compared one
// by one, which allocates nothing; for many there is a map.
type earlier map[string]struct{}

func (e *earlier) has(i int, name string, at func(int) string) bool {
	if i < 32 {
		for j := range i {
			if at(j) == name {
				return true
			}
		}
		return false
	}
	if *e == nil {
		*e = make(earlier, 64)
		for j := range i {
			(*e)[at(j)] = struct{}{}
		}
	}
	_, twice := (*e)[name]
	(*e)[name] = struct{}{}
	return twice
}

func (c *checker) extensions(x Extensions) {
	var names earlier
	for i, e := range x {
		if !e.URI.Valid() || !e.Value.valid() {
			c.fault(FaultForm, "extensions")
		}
		if names.has(i, string(e.URI), func(j int) string { return string(x[j].URI) }) {
			c.fault(FaultDuplicate, "extensions")
		}
	}
}

// members checks what a newer version has added; names are those that this one has.
func (c *checker) members(m Members, names string) {
	var before earlier
	for i, x := range m {
		shown := ""
		if memberLike(x.Name) {
			shown = x.Name
		}
		switch {
		case hasName(names, x.Name) || before.has(i, x.Name, func(j int) string { return m[j].Name }):
			c.fault(FaultDuplicate, shown)
		case !x.Value.valid() || !utf8.ValidString(x.Name):
			c.fault(FaultForm, shown)
		default:
			c.fault(FaultUnknown, shown)
		}
	}
}

func (c *checker) absences(a Absences, names string) {
	c.push("absent", -1)
	var before earlier
	for i, x := range a {
		shown := ""
		if memberLike(x.Member) {
			shown = x.Member
		}
		if !x.Reason.Known() {
			c.badCode(string(x.Reason), shown)
		}
		if !hasName(names, x.Member) {
			c.fault(FaultUnknown, shown)
		}
		if before.has(i, x.Member, func(j int) string { return a[j].Member }) {
			c.fault(FaultDuplicate, shown)
		}
	}
	c.pop()
}

func validVersion(v Version) bool {
	_, _, ok := v.numbers()
	return ok
}

func (i Integer) within(lo, hi int64) bool {
	n, ok := i.Int64()
	return ok && lo <= n && n <= hi
}
