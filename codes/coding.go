package codes

import (
	"iter"
	"slices"
)

// Coding is a code of a code system.
type Coding struct {
	System System
	Code   string
}

// Prop is a fact about a code, such as unit=Cel.
type Prop struct{ Name, Value string }

// Entry is a row of a list. It is a copy: changing it does not change the list.
type Entry struct {
	// Code is the code.
	Code string
	// Display is a short English label in our own words.
	Display string
	// Sensitivity is the group to which the code belongs, or "".
	Sensitivity Sensitivity
	// Tier is the code's sensitivity tier.
	Tier Tier
	// Source names where the code and its mappings come from.
	Source string

	codings []Coding
	props   []Prop
}

// Codings are the codes of published code systems that say the same as the
// entry. All of them may be written side by side.
func (e Entry) Codings() iter.Seq[Coding] { return slices.Values(e.codings) }

// Coding is the entry's code in the given system, and false where the entry
// has no mapping to it. Where it has several it is the first.
func (e Entry) Coding(system System) (string, bool) {
	for i := range e.codings {
		if e.codings[i].System == system {
			return e.codings[i].Code, true
		}
	}
	return "", false
}

// Props are the facts about the code.
func (e Entry) Props() iter.Seq[Prop] { return slices.Values(e.props) }

// Prop is the value of the named fact, or "".
func (e Entry) Prop(name string) string {
	for i := range e.props {
		if e.props[i].Name == name {
			return e.props[i].Value
		}
	}
	return ""
}
