package main

import (
	"strconv"

	"github.com/openephr/ephr-go/codes"
)

type codeSystem struct {
	head
	CaseSensitive bool             `json:"caseSensitive"`
	ValueSet      string           `json:"valueSet,omitempty"`
	Content       string           `json:"content"`
	Count         int              `json:"count"`
	Property      []propertyOf     `json:"property,omitempty"`
	Concept       []conceptOfOwner `json:"concept"`
}

// propertyOf declares a property of a code system's concepts.
type propertyOf struct {
	Code        string `json:"code"`
	Description string `json:"description"`
	Type        string `json:"type"`
}

// conceptOfOwner is a concept of a code system.
type conceptOfOwner struct {
	Code     string     `json:"code"`
	Display  string     `json:"display"`
	Property []property `json:"property,omitempty"`
}

type property struct {
	Code         string  `json:"code"`
	ValueInteger *int    `json:"valueInteger,omitempty"`
	ValueString  string  `json:"valueString,omitempty"`
	ValueCoding  *coding `json:"valueCoding,omitempty"`
}

type valueSet struct {
	head
	Compose compose `json:"compose"`
}

type compose struct {
	Include []include `json:"include"`
}

type include struct {
	System  string            `json:"system"`
	Concept []conceptIncluded `json:"concept,omitempty"`
}

// conceptIncluded is a code of a published code system. Our label of it is a
// designation: a display is the code system's own.
type conceptIncluded struct {
	Code        string        `json:"code"`
	Designation []designation `json:"designation,omitempty"`
}

type designation struct {
	Language string `json:"language"`
	Value    string `json:"value"`
}

// The properties of the concepts of a list.
var listProperties = []propertyOf{
	{"tier", "Who may see the code: 1 ordinary, 2 identifying, 3 restricted, 4 very restricted.", "integer"},
	{"sensitivity", "The sensitivity group to which the code belongs.", "Coding"},
	{"mapping", "A code of a published code system that says the same.", "Coding"},
	{"source", "Where the code and its mappings come from.", "string"},
}

// lists are a code system for every list with codes of our own, and a value
// set for every list.
func lists() (all []artefact) {
	for l := range codes.Lists() {
		all = append(all, listValueSet(l))
		if l.Own() {
			all = append(all, listCodeSystem(l))
		}
	}
	return all
}

func listCodeSystem(l *codes.List) codeSystem {
	description := sentence(l.Description())
	content := "complete"
	if !l.Closed() {
		content = "fragment"
		description += " A code that is not listed is carried as it is and counts as tier " + strconv.Itoa(int(l.UnknownTier())) + "."
	}
	cs := newCodeSystem(l.Name(), l.Title(), description, content, listProperties)
	for e := range l.All() {
		cs.add(e.Code, e.Display, entryProperties(l, e))
	}
	return cs
}

func newCodeSystem(id, title, description, content string, properties []propertyOf) codeSystem {
	return codeSystem{
		head:          newHead("CodeSystem", id, codeSystemURL(id), "", title, description),
		CaseSensitive: true, ValueSet: valueSetURL(id), Content: content, Property: properties,
	}
}

func (cs *codeSystem) add(code, display string, properties []property) {
	cs.Concept = append(cs.Concept, conceptOfOwner{code, display, properties})
	cs.Count++
}

func entryProperties(l *codes.List, e codes.Entry) (all []property) {
	tier := int(e.Tier)
	all = append(all, property{Code: "tier", ValueInteger: &tier})
	if e.Sensitivity != "" {
		all = append(all, property{Code: "sensitivity", ValueCoding: &coding{string(codes.EPHRSensitivity), string(e.Sensitivity)}})
	}
	for c := range e.Codings() {
		if c.System != l.System() || c.Code != e.Code {
			all = append(all, property{Code: "mapping", ValueCoding: &coding{string(c.System), c.Code}})
		}
	}
	if e.Source != "" {
		all = append(all, property{Code: "source", ValueString: e.Source})
	}
	return all
}

func listValueSet(l *codes.List) valueSet {
	vs := newValueSet(l.Name(), l.Title(), sentence(l.Description()), string(l.System()))
	if l.Own() {
		return vs
	}
	added := include{System: codeSystemURL(l.Name())}
	for e := range l.All() {
		in := &vs.Compose.Include[0]
		if isAddition(l, e) {
			in = &added
		}
		in.Concept = append(in.Concept, conceptIncluded{e.Code, []designation{{"en", e.Display}}})
	}
	if added.Concept != nil {
		vs.Compose.Include = append(vs.Compose.Include, added)
	}
	return vs
}

// isAddition reports whether the code is not one of the published code system
// of its list: ISO 3166 gives a number to each of its countries.
func isAddition(l *codes.List, e codes.Entry) bool {
	return l.System() == codes.ISO3166 && e.Prop("numeric") == ""
}

// additions are the code systems of codes that lists of published codes add to them.
func additions() (all []artefact) {
	for l := range codes.Lists() {
		if l.Own() {
			continue
		}
		cs := newCodeSystem(l.Name(), l.Title()+", additions",
			"What the published code system of the list lacks. "+sentence(l.Description()), "complete", listProperties)
		cs.ValueSet = "" // the value set of the list holds more than these
		for e := range l.All() {
			if isAddition(l, e) {
				cs.add(e.Code, e.Display, entryProperties(l, e))
			}
		}
		if cs.Count > 0 {
			all = append(all, cs)
		}
	}
	return all
}

// newValueSet makes a value set of all codes of a system.
func newValueSet(id, title, description, system string) valueSet {
	return valueSet{
		head:    newHead("ValueSet", id, valueSetURL(id), "Codes", title, description),
		Compose: compose{[]include{{System: system}}},
	}
}
