package main

import (
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
)

// conceptMap says what the codes of a list are in another code system.
type conceptMap struct {
	head
	SourceCanonical string     `json:"sourceCanonical"`
	Group           []mapGroup `json:"group"`
}

type mapGroup struct {
	Source  string       `json:"source"`
	Target  string       `json:"target"`
	Element []mapElement `json:"element"`
}

type mapElement struct {
	Code   string      `json:"code"`
	Target []mapTarget `json:"target"`
}

type mapTarget struct {
	Code        string `json:"code"`
	Equivalence string `json:"equivalence"`
	Comment     string `json:"comment,omitempty"`
}

// The ways in which the lists name a code of another system.
const (
	aboutCodings = "A mapping is equivalent where the list says that both codes mean the same and only one code of each stands on either side, and where the other system is none of classes. All others are relatedto: which of the two is wider is not recorded."
	commentClass = "A class of a classification."
	commentSame  = "One of several codes of the list that have this code."
	commentMany  = "One of several codes for this code of the list."
)

// property is a property of rows that holds codes of a system.
type mappedProperty struct {
	list, name string
	system     codes.System
	comment    string
}

// mappedProperties are the mappings that are no codings: read and never
// written, or true of a part only.
var mappedProperties = [...]mappedProperty{
	{"", "loinc-also", codes.LOINC, "Read as this code and never written: its method or scale is narrower or was not checked."},
	{"", "atc-also", codes.ATC, "Read as this code and never written."},
	{"", "loinc-panel", codes.LOINC, "The panel of the screener."},
	{"vaccine", "target", codes.SNOMED, "A disease against which the vaccine protects."},
	{"use-status", "snomed-tobacco", codes.SNOMED, "For tobacco."},
	{"legal-status", "minor", codes.V3RoleCode, "For a minor."},
}

// conceptMaps are one for each list and each system to which its rows map.
func conceptMaps(src *source) (all []artefact, err error) {
	for l := range codes.Lists() {
		for _, system := range mappedSystems(l) {
			all = append(all, listMap(l, system))
		}
	}
	items, err := src.items()
	if err != nil {
		return nil, err
	}
	cm := newConceptMap(items.ID, items.Title, items.URL, codes.LOINC)
	seen := map[string]int{}
	for _, c := range items.Concept {
		for _, p := range c.Property {
			seen[p.ValueCoding.Code]++
			cm.add(c.Code, mapTarget{Code: p.ValueCoding.Code, Equivalence: "equivalent"})
		}
	}
	cm.grade(seen, false)
	return append(all, cm), nil
}

// mappedSystems are the other systems to which a list maps, in the order of their first codes.
func mappedSystems(l *codes.List) (all []codes.System) {
	for e := range l.All() {
		for c := range e.Codings() {
			if c.System != l.System() && !slices.Contains(all, c.System) {
				all = append(all, c.System)
			}
		}
	}
	for _, p := range mappedProperties {
		if p.list != "" && p.list != l.Name() || slices.Contains(all, p.system) {
			continue
		}
		for e := range l.All() {
			if e.Prop(p.name) != "" {
				all = append(all, p.system)
				break
			}
		}
	}
	return all
}

func listMap(l *codes.List, system codes.System) conceptMap {
	cm := newConceptMap(l.Name(), l.Title(), string(l.System()), system)
	seen := map[string]int{}
	for e := range l.All() {
		for c := range e.Codings() {
			if c.System == system {
				seen[c.Code]++
				cm.add(e.Code, mapTarget{Code: c.Code, Equivalence: "equivalent"})
			}
		}
		for _, p := range mappedProperties {
			if p.system != system || p.list != "" && p.list != l.Name() || e.Prop(p.name) == "" {
				continue
			}
			for code := range strings.SplitSeq(e.Prop(p.name), ",") {
				cm.add(e.Code, mapTarget{code, "relatedto", p.comment})
			}
		}
	}
	cm.grade(seen, system == codes.ICD10 || system == codes.ATC)
	return cm
}

func newConceptMap(id, title, source string, system codes.System) conceptMap {
	to := systemName(system)
	name := id + "-to-" + to
	return conceptMap{
		head: newHead("ConceptMap", name, codes.Canonical+"ConceptMap/"+name, "", title+" in "+systemTitle(system),
			"What codes of the list are in "+systemTitle(system)+". "+aboutCodings),
		SourceCanonical: valueSetURL(id),
		Group:           []mapGroup{{Source: source, Target: string(system)}},
	}
}

func (cm *conceptMap) add(code string, t mapTarget) {
	g := &cm.Group[0]
	if n := len(g.Element); n > 0 && g.Element[n-1].Code == code {
		g.Element[n-1].Target = append(g.Element[n-1].Target, t)
		return
	}
	g.Element = append(g.Element, mapElement{code, []mapTarget{t}})
}

// grade takes equivalence from the mappings for which nothing justifies it. Seen
// counts how often each code of the other system stands in a coding.
func (cm *conceptMap) grade(seen map[string]int, classes bool) {
	for i := range cm.Group[0].Element {
		e := &cm.Group[0].Element[i]
		codings := 0
		for _, t := range e.Target {
			if t.Equivalence == "equivalent" {
				codings++
			}
		}
		for j := range e.Target {
			t := &e.Target[j]
			if t.Equivalence != "equivalent" {
				continue
			}
			switch {
			case classes:
				*t = mapTarget{t.Code, "relatedto", commentClass}
			case seen[t.Code] > 1:
				*t = mapTarget{t.Code, "relatedto", commentSame}
			case codings > 1:
				*t = mapTarget{t.Code, "relatedto", commentMany}
			}
		}
	}
}

// systemTitle is a name of a system for people.
func systemTitle(s codes.System) string {
	switch s {
	case codes.SNOMED:
		return "SNOMED CT"
	case codes.LOINC:
		return "LOINC"
	case codes.ATC:
		return "ATC"
	case codes.ICD10:
		return "ICD-10"
	}
	return string(s[strings.LastIndexByte(string(s), '/')+1:])
}

// systemName is its name for an id.
func systemName(s codes.System) string {
	if s == codes.SNOMED {
		return "snomed"
	}
	return strings.ToLower(systemTitle(s))
}
