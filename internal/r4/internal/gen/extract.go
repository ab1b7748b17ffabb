package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const definitions = "http://hl7.org/fhir/StructureDefinition/"

// definition is what is read of a StructureDefinition.
type definition struct {
	Name, Type, Kind, Derivation string
	BaseDefinition               string
	Abstract                     bool
	Snapshot                     struct{ Element []part }
}

type part struct {
	Path, Max, ContentReference string
	Min                         int
	Base                        struct{ Path string }
	Type                        []struct {
		Code          string
		TargetProfile []string
		Extension     []struct{ URL, ValueURL string }
	}
	Binding *struct {
		Strength, ValueSet string
		Extension          []struct{ URL, ValueCanonical string }
	}
}

// valueSet is what is read of a ValueSet with its expansion.
type valueSet struct {
	Expansion *struct {
		Total    int
		Contains []concept
	}
}

type concept struct {
	System, Code string
	Abstract     bool
	Contains     []concept
}

// tooMany is from how many codes on a value set is not kept.
const tooMany = 400

// extract makes the tables from HL7's packages.
func extract(dir string) (elements, codes []byte, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "examples", "package", "StructureDefinition-*.json"))
	if err != nil || len(files) == 0 {
		return nil, nil, fmt.Errorf("no StructureDefinitions below %s", dir)
	}
	var defs []definition
	for _, name := range files {
		var d definition
		if err := read(name, &d); err != nil {
			return nil, nil, err
		}
		if d.Derivation == "constraint" || d.Kind == "logical" || len(d.Snapshot.Element) == 0 {
			continue
		}
		defs = append(defs, d)
	}
	slices.SortFunc(defs, func(a, b definition) int { return strings.Compare(a.Type, b.Type) })
	var out bytes.Buffer
	sets := map[string]bool{}
	for i := range defs {
		writeType(&out, &defs[i], sets)
	}
	names := []string{}
	var lists bytes.Buffer
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		var v valueSet
		if err := read(filepath.Join(dir, "expansions", "package", "ValueSet-"+name+".json"), &v); err != nil {
			continue // not enumerable: mime types, units, languages
		}
		writeCodes(&lists, name, &v)
	}
	return out.Bytes(), lists.Bytes(), nil
}

func read(name string, into any) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

// bound is the value set of which a code must be: that of a required binding, or
// the largest that a weaker one allows.
func (e *part) bound() string {
	if e.Binding == nil {
		return ""
	}
	if e.Binding.Strength == "required" {
		return e.Binding.ValueSet
	}
	for _, x := range e.Binding.Extension {
		if strings.HasSuffix(x.URL, "/elementdefinition-maxValueSet") {
			return x.ValueCanonical
		}
	}
	return ""
}

// writeType writes a type and the elements that its base has not.
func writeType(out *bytes.Buffer, d *definition, sets map[string]bool) {
	kind := d.Kind
	if d.Abstract {
		kind = "abstract"
	}
	fmt.Fprintf(out, "%s\t%s\t%s\n", d.Type, kind, strings.TrimPrefix(d.BaseDefinition, definitions))
	if kind == "primitive-type" {
		return
	}
	for _, e := range d.Snapshot.Element[1:] {
		// What a backbone element has of its own kind is Element's or BackboneElement's.
		if e.Base.Path != e.Path {
			continue
		}
		types := []string{}
		if e.ContentReference != "" {
			types = append(types, e.ContentReference)
		}
		for _, t := range e.Type {
			code := t.Code
			if strings.HasPrefix(code, "http:") {
				code = "string"
				for _, x := range t.Extension {
					if strings.HasSuffix(x.URL, "structuredefinition-fhir-type") {
						code = x.ValueURL
					}
				}
			}
			if e.Path == "Resource.id" { // the definition says string, its text and pattern id
				code = "id"
			}
			if code == "Reference" && len(t.TargetProfile) > 0 {
				targets := []string{}
				for _, p := range t.TargetProfile {
					targets = append(targets, strings.TrimPrefix(p, definitions))
				}
				slices.Sort(targets)
				code += "(" + strings.Join(targets, "|") + ")"
			}
			types = append(types, code)
		}
		set := ""
		if bound := e.bound(); bound != "" {
			set, _, _ = strings.Cut(bound[strings.LastIndexByte(bound, '/')+1:], "|")
			sets[set] = true
		}
		fmt.Fprintf(out, "%s\t%d\t%s\t%s\t%s\n", e.Path, e.Min, e.Max, strings.Join(types, " "), set)
	}
}

// writeCodes writes a value set, a line for each system, unless it is too large or not complete.
func writeCodes(out *bytes.Buffer, name string, v *valueSet) {
	if v.Expansion == nil {
		return
	}
	bySystem := map[string][]string{}
	n := 0
	var add func([]concept)
	add = func(list []concept) {
		for _, c := range list {
			if c.Code != "" && !c.Abstract {
				n++
				bySystem[c.System] = append(bySystem[c.System], c.Code)
			}
			add(c.Contains)
		}
	}
	add(v.Expansion.Contains)
	if n == 0 || n > tooMany {
		return
	}
	systems := []string{}
	for s, codes := range bySystem {
		slices.Sort(codes)
		systems = append(systems, s)
	}
	slices.Sort(systems)
	for _, s := range systems {
		fmt.Fprintf(out, "%s\t%s\t%s\n", name, s, strings.Join(slices.Compact(bySystem[s]), " "))
	}
}
