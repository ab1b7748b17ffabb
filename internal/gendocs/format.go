package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/fieldmap"
)

// A member is one member of one object of the format.
type member struct{ object, name string }

// format is what the pages tell, put in order.
type format struct {
	rows []fieldmap.Row
	// at are the rows by path.
	at map[ephr.Pointer]fieldmap.Row
	// objects are the objects of the format, in the order of their first use; places are the paths at which each stands.
	objects []string
	places  map[string][]ephr.Pointer
	// sample is the smallest sample that fills a member.
	sample map[member]string
}

type sample struct {
	name   string
	size   int
	record *ephr.Record
	tree   map[string]any
}

func readSamples(folder string) (out []sample, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s := sample{name: filepath.Base(file), size: len(data)}
		if s.record, err = ephr.Decode(data); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if err := json.Unmarshal(data, &s.tree); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b sample) int { return cmp.Or(cmp.Compare(a.size, b.size), cmp.Compare(a.name, b.name)) })
	return out, nil
}

func newFormat(rows []fieldmap.Row, samples []sample) *format {
	f := &format{rows: rows, at: map[ephr.Pointer]fieldmap.Row{}, places: map[string][]ephr.Pointer{}, sample: map[member]string{}}
	for _, r := range rows {
		f.at[r.Path] = r
	}
	f.place("Record", "")
	for _, s := range samples {
		f.fill("Record", s.tree, s.name)
	}
	return f
}

func (f *format) place(object string, p ephr.Pointer) {
	if len(f.places[object]) == 0 {
		f.objects = append(f.objects, object)
	}
	f.places[object] = append(f.places[object], p)
	for m := range ephr.Fields(object) {
		if m.Object != "" {
			f.place(m.Object, step(p, m))
		}
	}
}

func step(p ephr.Pointer, m ephr.Field) ephr.Pointer {
	p = p.Append(m.Name)
	if m.Array || m.Type == "Absences" || m.Type == "Extensions" {
		p += "/*"
	}
	return p
}

// fill notes which members the sample fills.
func (f *format) fill(object string, o map[string]any, sample string) {
	for m := range ephr.Fields(object) {
		v, ok := o[m.Name]
		if !ok {
			continue
		}
		if key := (member{object, m.Name}); f.sample[key] == "" {
			f.sample[key] = sample
		}
		if m.Object == "" {
			continue
		}
		if !m.Array {
			v = []any{v}
		}
		for _, v := range v.([]any) {
			f.fill(m.Object, v.(map[string]any), sample)
		}
	}
}

// shared reports whether an object stands in several places, such as Address.
func (f *format) shared(object string) bool { return len(f.places[object]) > 1 }

// below are the rows of p and of what stands in it.
func (f *format) below(p ephr.Pointer) (out []fieldmap.Row) {
	for _, r := range f.rows {
		if r.Path == p || strings.HasPrefix(string(r.Path), string(p)+"/") {
			out = append(out, r)
		}
	}
	return out
}

// bases are the FHIR elements that hold the object at p: what most of its
// members' elements have in common, for each type of resource into which at
// least half of them go. Observations of several codes count as one.
func (f *format) bases(p ephr.Pointer) (out []string) {
	type found struct {
		rows  int
		count map[string]int
		codes map[string][]string
	}
	types := map[string]*found{}
	n := 0
	for _, r := range f.below(p) {
		if len(r.Elements) == 0 || strings.HasSuffix(string(r.Path), "/absent/*") {
			continue
		}
		n++
		seen := map[string]bool{}
		for _, e := range r.Elements {
			e, code := unsliced(e)
			resource, _, _ := strings.Cut(e, ".")
			if seen[resource] {
				continue
			}
			seen[resource] = true
			t := types[resource]
			if t == nil {
				t = &found{count: map[string]int{}, codes: map[string][]string{}}
				types[resource] = t
			}
			t.rows++
			for {
				t.count[e]++
				t.codes[e] = append(t.codes[e], code)
				i := strings.LastIndexByte(e, '.')
				if i < 0 {
					break
				}
				e = e[:i]
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(types), func(a, b string) int {
		return cmp.Or(cmp.Compare(types[b].rows, types[a].rows), cmp.Compare(a, b))
	})
	for _, name := range names {
		t := types[name]
		if t.rows*2 < n {
			continue
		}
		best := ""
		for e, c := range t.count {
			if c*4 >= t.rows*3 && (len(e) > len(best) || len(e) == len(best) && e < best) {
				best = e
			}
		}
		all := t.codes[best]
		slices.Sort(all)
		out = append(out, withSlices(best, slices.Compact(all)))
	}
	return out
}

// elements are the FHIR elements of a member, as far as one line can tell.
type elements struct {
	main, also []element
	more       bool // there are more than fit in
}

const most = 6 // elements in a cell

// elements are the FHIR elements of a member.
func (f *format) elements(object string, m ephr.Field) elements {
	if !f.shared(object) {
		p := step(f.places[object][0], m)
		if m.Object == "" {
			r := f.at[p]
			main := together(r.Field, r.Elements)
			return elements{main: main, also: beside(main, together(r.Field, r.Also))}
		}
		var out elements
		for _, e := range f.bases(p) {
			out.main = append(out.main, element{name: e})
		}
		if out.main == nil {
			return ranked(f.resources(p))
		}
		return out
	}
	// An object that stands in many places: where its members go within the
	// element of the member that has it.
	count := map[element]int{}
	for _, place := range f.places[object] {
		p, bases := step(place, m), f.bases(place)
		e := element{}
		if m.Object != "" {
			if list := f.bases(p); len(list) > 0 {
				e.name = list[0]
			}
		} else if r := f.at[p]; len(r.Elements) > 0 {
			e = together(r.Field, r.Elements)[0]
		}
		if e.name == "" {
			continue
		}
		e.name = within(bases, e.name)
		count[e]++
	}
	return ranked(count)
}

// within is the name of an element in one of the elements bases, which is left out.
func within(bases []string, name string) string {
	name, _ = unsliced(name)
	for _, base := range bases {
		base, _ := unsliced(base)
		if name == base {
			return "…"
		}
		if tail, ok := strings.CutPrefix(name, base+"."); ok {
			return "…." + tail
		}
	}
	return name
}

// resources are the types of the resources into which the values below p go.
func (f *format) resources(p ephr.Pointer) map[element]int {
	count := map[element]int{}
	for _, r := range f.below(p) {
		if len(r.Elements) > 0 {
			name, _, _ := strings.Cut(r.Elements[0], ".")
			count[element{name: name}]++
		}
	}
	return count
}

// ranked are the most frequent elements.
func ranked(count map[element]int) elements {
	all := slices.SortedFunc(maps.Keys(count), func(a, b element) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.name, b.name), cmp.Compare(a.kind, b.kind))
	})
	if len(all) > 3 {
		return elements{main: all[:3], more: true}
	}
	return elements{main: all}
}
