package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/fhir"
)

// url is the canonical address of a profile.
func (p *profile) url() string { return codes.Canonical + "StructureDefinition/ephr-" + p.id }

// profiler applies profiles to their bases.
type profiler struct {
	own   map[string]fhir.Extension
	items map[string]coding // by our code: LOINC's code where there is one, else ours
	types map[string]string // of resources, by the id of a base
}

func newProfiler(src *source) (*profiler, error) {
	g := &profiler{own: map[string]fhir.Extension{}, items: map[string]coding{}, types: map[string]string{}}
	for e := range fhir.Extensions() {
		g.own[e.Name] = e
	}
	rows, err := src.rows("items")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		g.items[r[0]] = coding{codeSystemURL("record-item"), r[0]}
		if r[2] != "" {
			g.items[r[0]] = coding{systemLOINC, r[2]}
		}
	}
	for _, p := range profiles {
		if g.types[p.base] == "" {
			b, err := readBase(p.base)
			if err != nil {
				return nil, err
			}
			g.types[p.base] = b.Type
		}
	}
	return g, nil
}

// codings are the codes of which an Observation's code is one. That of a due
// date says how it was found.
func (g *profiler) codings(p *profile) (all []coding, err error) {
	for name := range strings.FieldsSeq(p.items) {
		if name == "due-date" {
			all = append(all, coding{systemLOINC, "11778-8"})
			for e := range codes.DueDateMethod("").List().All() {
				if c, ok := e.Coding(codes.LOINC); ok && c != "11778-8" {
					all = append(all, coding{systemLOINC, c})
				}
			}
			continue
		}
		c, ok := g.items[name]
		if !ok {
			return nil, fmt.Errorf("profile %s: no item %s", p.id, name)
		}
		all = append(all, c)
	}
	return all, nil
}

// snapshot is a base's snapshot on which a profile is being put, and what it
// changes of it.
type snapshot struct {
	elements []element
	changes  map[string]*element // by id
	err      error
}

// at is an element of the snapshot by its id, and what changes of it.
func (s *snapshot) at(id string) (e, change *element) {
	i := slices.IndexFunc(s.elements, func(e element) bool { return e.ID == id })
	if i < 0 {
		s.err = fmt.Errorf("no element %s", id)
		return &element{}, &element{}
	}
	e = &s.elements[i]
	if s.changes[id] == nil {
		s.changes[id] = &element{ID: e.ID, Path: e.Path, SliceName: e.SliceName}
	}
	return e, s.changes[id]
}

func (s *snapshot) least(id string, n int) {
	e, d := s.at(id)
	e.Min, d.Min = &n, &n
}

func (s *snapshot) most(id, n string) {
	e, d := s.at(id)
	e.Max, d.Max = n, n
}

// bound binds an element to a value set, extensibly: the sender's own codes and
// those of open lists are carried.
func (s *snapshot) bound(id, description, url, strength string) {
	e, d := s.at(id)
	if strength == "extensible" && e.Binding != nil && e.Binding.Strength == "required" {
		return // the base is stricter
	}
	b := &binding{strength, description, url}
	e.Binding, d.Binding = b, b
}

// fix gives an element one code, in the form that its type has.
func (s *snapshot) fix(id string, c coding) {
	e, d := s.at(id)
	if len(e.Type) == 0 {
		return
	}
	switch e.Type[0].Code {
	case "code":
		e.FixedCode, d.FixedCode = c.Code, c.Code
	case "Coding":
		e.PatternCoding, d.PatternCoding = &c, &c
	case "CodeableConcept":
		p := &concept{[]coding{c}}
		e.PatternCodeableConcept, d.PatternCodeableConcept = p, p
	default:
		s.err = fmt.Errorf("%s is of type %s", id, e.Type[0].Code)
	}
}

// slice adds a slice for an extension behind the element that holds extensions.
func (s *snapshot) slice(parent string, x fhir.Extension) {
	id := parent + ".extension"
	e, d := s.at(id)
	if s.err != nil {
		return
	}
	if e.Slicing == nil {
		e.Slicing = &slicing{Discriminator: []discriminator{{"value", "url"}}, Rules: "open"}
	}
	d.Slicing = e.Slicing
	least, no, most := 0, false, "1"
	if x.Repeats {
		most = "*"
	}
	slice := described(id+":"+x.Name, e.Path, x.Title, x.Description, least, most)
	slice.SliceName = x.Name
	slice.Type = []typeRef{{Code: "Extension", Profile: []string{x.URL()}}}
	change := slice
	slice.Base = e.Base
	slice.Condition = []string{"ele-1"}
	slice.Constraint = both()
	slice.IsModifier, slice.IsSummary = &no, &no
	i := slices.IndexFunc(s.elements, func(e element) bool { return e.ID == id }) + 1
	for i < len(s.elements) && strings.HasPrefix(s.elements[i].ID, id+":") {
		i++
	}
	s.elements = slices.Insert(s.elements, i, slice)
	s.changes[slice.ID] = &change
}

// structure is a profile as a StructureDefinition.
func (g *profiler) structure(p *profile) (sd structureDefinition, err error) {
	b, err := readBase(p.base)
	if err != nil {
		return sd, err
	}
	s := &snapshot{elements: b.Element, changes: map[string]*element{}}
	at := func(path string) string { return b.Type + "." + path }

	root, change := s.at(b.Type)
	root.Short, root.Definition = p.title, p.description
	change.Short, change.Definition = p.title, p.description
	for _, never := range [...]string{"implicitRules", "contained", "modifierExtension"} {
		s.most(at(never), "0")
	}
	for _, f := range p.fixed {
		c := coding{f.system, f.code}
		if e, _ := s.at(at(f.path)); *e.Min == 0 {
			s.least(at(f.path), 1)
		}
		if e, _ := s.at(at(f.path)); e.Max == "*" {
			s.most(at(f.path), "1")
		}
		s.fix(at(f.path), c)
	}
	for path := range strings.FieldsSeq(p.required) {
		s.least(at(path), 1)
	}
	items, err := g.codings(p)
	if err != nil {
		return sd, err
	}
	switch len(items) {
	case 0:
	case 1:
		s.fix(at("code"), items[0])
	default:
		s.bound(at("code"), "The items of the record of which this is one.", valueSetURL(p.id+"-item"), "required")
	}
	if p.list != "" {
		path := p.at
		if path == "" {
			path = "code"
		}
		if err := s.list(at(path), p.list); err != nil {
			return sd, err
		}
	}
	if p.value != "" {
		e, d := s.at(at("value[x]"))
		e.Type = nil
		for code := range strings.FieldsSeq(p.value) {
			e.Type = append(e.Type, typeRef{Code: code})
		}
		d.Type = e.Type
	}
	if p.values != "" {
		if err := s.list(at("value[x]"), p.values); err != nil {
			return sd, err
		}
	}
	for _, x := range slices.Backward(g.extensions(p, b.Type)) {
		if s.err == nil {
			s.slice(x.parent, x.Extension)
		}
	}
	if s.err != nil {
		return sd, fmt.Errorf("profile %s: %w", p.id, s.err)
	}

	sd.structureHead = structureHead{
		head:        newHead("StructureDefinition", "ephr-"+p.id, p.url(), "", p.title, p.description),
		FHIRVersion: fhirVersion, Kind: "resource", Type: b.Type, BaseDefinition: b.URL, Derivation: "constraint",
	}
	sd.Snapshot.Element = s.elements
	for _, e := range s.elements {
		if d := s.changes[e.ID]; d != nil {
			sd.Differential.Element = append(sd.Differential.Element, *d)
		}
	}
	return sd, nil
}

func (s *snapshot) list(id, name string) error {
	l, ok := codes.LookupList(name)
	if !ok {
		return fmt.Errorf("no code list %s", name)
	}
	s.bound(id, sentence(l.Description()), valueSetURL(name), "extensible")
	return nil
}

// placed is an extension and the element that holds it.
type placed struct {
	parent string
	fhir.Extension
}

// extensions are those of a profile: on the resource, and on the elements in it
// that the extension's context names.
func (g *profiler) extensions(p *profile, kind string) (all []placed) {
	names := strings.Fields(p.extensions)
	slices.Sort(names)
	for _, name := range names {
		x, ok := g.own[name]
		if !ok || !slices.Contains(slices.Collect(x.Contexts()), kind) {
			panic("profile " + p.id + ": no extension " + name + " on " + kind)
		}
		all = append(all, placed{kind, x})
	}
	for x := range fhir.Extensions() {
		for c := range x.Contexts() {
			if strings.HasPrefix(c, kind+".") {
				all = append(all, placed{c, x})
			}
		}
	}
	return all
}

// structures are all profiles, and the value sets of the items that they name.
func (g *profiler) structures() (all []artefact, err error) {
	for i := range profiles {
		p := &profiles[i]
		sd, err := g.structure(p)
		if err != nil {
			return nil, err
		}
		all = append(all, sd)
		items, err := g.codings(p)
		if err != nil {
			return nil, err
		}
		if len(items) > 1 {
			all = append(all, itemValueSet(p, items))
		}
	}
	return all, nil
}

func itemValueSet(p *profile, items []coding) valueSet {
	vs := newValueSet(p.id+"-item", p.title+", codes", "The codes that say what such an Observation is about.", "")
	vs.Compose.Include = nil
	for _, c := range items {
		i := slices.IndexFunc(vs.Compose.Include, func(in include) bool { return in.System == c.System })
		if i < 0 {
			i = len(vs.Compose.Include)
			vs.Compose.Include = append(vs.Compose.Include, include{System: c.System})
		}
		vs.Compose.Include[i].Concept = append(vs.Compose.Include[i].Concept, conceptIncluded{Code: c.Code})
	}
	return vs
}
