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

func (c *checker) extensions(x Extensions) {
	for i, e := range x {
		if !e.URI.Valid() || !e.Value.valid() {
			c.fault(FaultForm, "extensions")
		}
		for _, f := range x[:i] {
			if f.URI == e.URI {
				c.fault(FaultDuplicate, "extensions")
			}
		}
	}
}

// members checks what a newer version has added; names are those that this one has.
func (c *checker) members(m Members, names string) {
	for i, x := range m {
		shown := ""
		if memberLike(x.Name) {
			shown = x.Name
		}
		twice := hasName(names, x.Name)
		for _, y := range m[:i] {
			twice = twice || y.Name == x.Name
		}
		switch {
		case twice:
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
	for i, x := range a {
		switch {
		case !hasName(names, x.Member):
			c.fault(FaultUnknown, "")
		case !x.Reason.Known():
			c.badCode(string(x.Reason), x.Member)
		}
		for _, y := range a[:i] {
			if y.Member == x.Member {
				c.fault(FaultDuplicate, x.Member)
			}
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
