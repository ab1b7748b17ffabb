package main

import (
	"slices"
	"strings"

	"github.com/openephr/ephr-go/ephr"
)

// An element is a FHIR element as the pages name it.
type element struct {
	name string
	kind string // the type where the element stands for its members
}

// families are types whose members change together: with one value of the
// record they are one element. The first member must be among them.
var families = []struct {
	kind    string
	members []string
}{
	{"CodeableConcept", []string{".coding.code", ".coding.display", ".coding.system", ".text"}},
	{"Quantity", []string{".value", ".unit", ".code", ".system"}},
	{"Identifier", []string{".value", ".system", ".use"}},
}

// together makes one of the members of a type that change together, and of
// Observations of several codes in which the same element changes. A value that
// is a member itself, as a code among codings, stays one.
func together(f ephr.Field, list []string) (out []element) {
	for _, name := range list {
		out = append(out, element{name: name})
	}
	for _, family := range families {
		if family.kind == "CodeableConcept" && f.Type != "code" {
			continue
		}
		for i := 0; i < len(out); i++ {
			whole, ok := strings.CutSuffix(out[i].name, family.members[0])
			last := whole[strings.LastIndexByte(whole, '.')+1:]
			switch {
			case !ok || out[i].kind != "":
				continue
			case family.kind == "Quantity" && !strings.HasSuffix(last, "Quantity"):
				continue
			case family.kind == "Identifier" && !strings.HasPrefix(last, "identifier"):
				continue
			}
			at, n := i, 0
			isMember := func(e element) bool {
				tail, ok := strings.CutPrefix(e.name, whole)
				return ok && slices.Contains(family.members, tail)
			}
			for j, e := range out {
				if isMember(e) {
					at, n = min(at, j), n+1
				}
			}
			if n > 1 {
				out[at] = element{whole, family.kind}
				out = slices.DeleteFunc(out, isMember)
				i = 0
			}
		}
	}
	// The same element of several Observations.
	for i := 0; i < len(out); i++ {
		name, slice := unsliced(out[i].name)
		if slice == "" {
			continue
		}
		found := []string{slice}
		for j := len(out) - 1; j > i; j-- {
			if other, slice := unsliced(out[j].name); other == name && slice != "" && out[j].kind == out[i].kind {
				found = append(found, slice)
				out = slices.Delete(out, j, j+1)
			}
		}
		slices.Sort(found)
		out[i].name = withSlices(name, found)
	}
	return out
}

// beside are those of also that are no members of what main has as one.
func beside(main, also []element) []element {
	return slices.DeleteFunc(also, func(e element) bool {
		return slices.ContainsFunc(main, func(m element) bool {
			for _, family := range families {
				for _, tail := range family.members {
					if family.kind == m.kind && e.name == m.name+tail {
						return true
					}
				}
			}
			return e.name == m.name
		})
	})
}

// unsliced parts the element of an Observation from the Observation's code.
func unsliced(name string) (element, slice string) {
	rest, ok := strings.CutPrefix(name, "Observation[")
	if !ok {
		return name, ""
	}
	slice, rest, _ = strings.Cut(rest, "]")
	return "Observation" + rest, slice
}

// withSlices puts the codes of the Observations back in.
func withSlices(name string, found []string) string {
	found = slices.DeleteFunc(slices.Clone(found), func(s string) bool { return s == "" })
	if len(found) == 0 {
		return name
	}
	return "Observation[" + strings.Join(found, ",") + "]" + strings.TrimPrefix(name, "Observation")
}

// resource is the type of the element's resource, and the code of an Observation.
func (e element) resource() string {
	name, _, _ := strings.Cut(e.name, ".")
	return name
}

// apart is the element once per Observation in which it is.
func (e element) apart() (out []element) {
	name, found := unsliced(e.name)
	for slice := range strings.SplitSeq(found, ",") {
		out = append(out, element{withSlices(name, []string{slice}), e.kind})
	}
	return out
}
