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
	// sample is the first sample that fills a member.
	sample map[member]string
}

type sample struct {
	name   string
	record *ephr.Record
	tree   map[string]any
}

func readSamples(folder string) (out []sample, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s := sample{name: filepath.Base(file)}
		if s.record, err = ephr.Decode(data); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if err := json.Unmarshal(data, &s.tree); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
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

// base is the FHIR element that holds the object at p: what most of its
// members' elements have in common.
func (f *format) base(p ephr.Pointer) string {
	count := map[string]int{}
	n := 0
	for _, r := range f.below(p) {
		if len(r.Elements) == 0 || strings.HasSuffix(string(r.Path), "/absent/*") {
			continue
		}
		n++
		e := r.Elements[0]
		for {
			count[e]++
			i := strings.LastIndexByte(e, '.')
			if i < 0 {
				break
			}
			e = e[:i]
		}
	}
	best := ""
	for e, c := range count {
		if c*4 >= n*3 && (len(e) > len(best) || len(e) == len(best) && e < best) {
			best = e
		}
	}
	return best
}

// elements are the FHIR elements of a member, as far as one line can tell.
func (f *format) elements(object string, m ephr.Field) []string {
	if !f.shared(object) {
		p := step(f.places[object][0], m)
		if m.Object == "" {
			return f.at[p].Elements
		}
		if e := f.base(p); e != "" {
			return []string{e}
		}
		return f.resources(p)
	}
	// An object that stands in many places: where its members go within the
	// element of the member that has it.
	count := map[string]int{}
	for _, place := range f.places[object] {
		p, base := step(place, m), f.base(place)
		element := ""
		if m.Object != "" {
			element = f.base(p)
		} else if e := f.at[p].Elements; len(e) > 0 {
			element = e[0]
		}
		if element == "" {
			continue
		}
		if tail, ok := strings.CutPrefix(element, base+"."); ok && base != "" {
			count["…."+tail]++
		} else if element == base {
			count["…"]++
		} else {
			count[element]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return all[:min(len(all), 3)]
}

// resources are the types of the resources into which the values below p go.
func (f *format) resources(p ephr.Pointer) []string {
	count := map[string]int{}
	for _, r := range f.below(p) {
		for _, name := range r.Resources[:min(1, len(r.Resources))] {
			count[name]++
		}
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return all[:min(len(all), 3)]
}
