package fieldmap

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/codes"
)

// A pair is one resource in two exports; one side is nil where only the other
// export has it.
type pair struct{ a, b *entry }

// difference are the elements whose values differ between two exports, but for
// security labels and narrative, which follow from others. A resource that only
// has another id is still the same one, and so is a reference to it: then only
// its id differs. Of one that has become another type only the types are told.
func difference(a, b []entry) []string {
	changed := map[string]bool{}
	pairs := pairUp(a, b)
	x, y := names{}, names{}
	for i, p := range pairs {
		if p.a != nil && p.b != nil && p.a.FullURL != p.b.FullURL {
			x[p.a.name()], y[p.b.name()] = i, i
		}
	}
	for _, p := range pairs {
		if p.a != nil && p.b != nil && p.a.FullURL == p.b.FullURL && bytes.Equal(p.a.Resource, p.b.Resource) {
			continue
		}
		v, w := p.a.parsed(), p.b.parsed()
		head := v
		if v == nil {
			head = w
		}
		at := head["resourceType"].(string)
		if v != nil && w != nil && at != w["resourceType"] {
			changed[at], changed[w["resourceType"].(string)] = true, true
			continue
		}
		if at == "Observation" {
			at = sliced(at, head)
		}
		if v != nil && w != nil && p.a.FullURL != p.b.FullURL {
			changed[at+".id"] = true
		}
		compare(elements(at, v, x), elements(at, w, y), changed)
	}
	return slices.Sorted(maps.Keys(changed))
}

// pairUp finds for each resource the one that it was before: by its address,
// else by its place among those of its type that are left, else by its place
// among all that are left.
func pairUp(a, b []entry) (pairs []pair) {
	other := make(map[string]int, len(b))
	for i := range b {
		other[b[i].FullURL] = i
	}
	taken := make([]bool, len(b))
	var left []int
	for i := range a {
		if j, ok := other[a[i].FullURL]; ok && !taken[j] {
			taken[j] = true
			pairs = append(pairs, pair{&a[i], &b[j]})
		} else {
			left = append(left, i)
		}
	}
	var added []int
	for j := range b {
		if !taken[j] {
			added = append(added, j)
		}
	}
	for _, sameType := range []bool{true, false} {
		if !sameType && len(left) != len(added) {
			break
		}
		for n, i := range left {
			for m, j := range added {
				if j >= 0 && (!sameType || a[i].kind() == b[j].kind()) {
					pairs = append(pairs, pair{&a[i], &b[j]})
					left[n], added[m] = -1, -1
					break
				}
			}
		}
		gone := func(i int) bool { return i < 0 }
		left, added = slices.DeleteFunc(left, gone), slices.DeleteFunc(added, gone)
	}
	for _, i := range left {
		pairs = append(pairs, pair{a: &a[i]})
	}
	for _, j := range added {
		pairs = append(pairs, pair{b: &b[j]})
	}
	return pairs
}

// name is the resource's id, as references end in it.
func (e *entry) name() string { return strings.TrimPrefix(e.FullURL, "urn:uuid:") }

// kind is the resource's type.
func (e *entry) kind() string { return e.parsed()["resourceType"].(string) }

func (e *entry) parsed() map[string]any {
	if e == nil {
		return nil
	}
	v, err := parse(e.Resource)
	if err != nil {
		panic(err)
	}
	return v.(map[string]any)
}

// names are the ids of the resources that have another id in the other export,
// and the number of the pair.
type names map[string]int

func compare(x, y map[string][]string, changed map[string]bool) {
	for e := range x {
		if !slices.Equal(x[e], y[e]) {
			changed[e] = true
		}
	}
	for e := range y {
		if x[e] == nil {
			changed[e] = true
		}
	}
}

// elements are the values of a resource by element; the resource itself is called at.
func elements(at string, resource map[string]any, ids names) map[string][]string {
	out := map[string][]string{}
	for name, child := range resource {
		switch name {
		case "text":
			if at == "Composition" { // the record's, where the document is somebody else's
				flatten(at+".text", child, ids, out)
			}
		case "resourceType", "id":
		case "recorded", "_recorded":
			// That of the export itself is the newest date in it, which only moves with others.
			if at != "Provenance" || resource["policy"] == nil {
				flatten(at+"."+strings.TrimPrefix(name, "_"), child, ids, out)
			}
		case "meta":
			meta := maps.Clone(child.(map[string]any))
			delete(meta, "security")
			flatten(at+".meta", meta, ids, out)
		default:
			flatten(at+"."+strings.TrimPrefix(name, "_"), child, ids, out)
		}
	}
	for _, values := range out {
		slices.Sort(values)
	}
	return out
}

func flatten(at string, v any, ids names, out map[string][]string) {
	switch v := v.(type) {
	case map[string]any:
		for name, child := range v {
			if name != "url" {
				flatten(at+"."+strings.TrimPrefix(name, "_"), child, ids, out)
			}
		}
	case []any:
		for _, child := range v {
			at := at
			if o, ok := child.(map[string]any); ok {
				if o["url"] == "name" && strings.Contains(at, "(member:") {
					continue // it is in the element's name
				}
				at = sliced(at, o)
			}
			flatten(at, child, ids, out)
		}
	case string:
		if i, ok := ids[strings.TrimPrefix(v, "urn:uuid:")]; ok {
			v = "resource " + strconv.Itoa(i)
		}
		out[at] = append(out[at], v)
	case json.Number:
		out[at] = append(out[at], v.String())
	case bool:
		out[at] = append(out[at], map[bool]string{true: "true", false: "false"}[v])
	}
}

// sliced is the name of an element that stands among others of its name: of an
// extension by its URL and the member that it carries, of an identifier by its system where that is our own,
// of an Observation and its components by their code.
func sliced(at string, o map[string]any) string {
	last := at[strings.LastIndexByte(at, '.')+1:]
	slice := ""
	switch {
	case strings.HasSuffix(strings.ToLower(last), "extension"):
		if url, ok := o["url"].(string); ok {
			url = url[strings.LastIndexByte(url, '/')+1:]
			if name := memberName(o); url == "member" && name != "" {
				url += ":" + name
			}
			return at + "(" + url + ")"
		}
	case last == "identifier":
		system, _ := o["system"].(string)
		slice, _ = strings.CutPrefix(system, codes.Canonical)
		if slice == system {
			slice = ""
		}
	case last == "Observation" || last == "component":
		slice = codeName(o["code"])
	}
	if slice == "" {
		return at
	}
	return at + "[" + slice + "]"
}

// memberName is the member of the record that our extension member carries.
func memberName(extension map[string]any) string {
	parts, _ := extension["extension"].([]any)
	for _, part := range parts {
		if o, ok := part.(map[string]any); ok && o["url"] == "name" {
			name, _ := o["valueCode"].(string)
			return name
		}
	}
	return ""
}

// codeName is a short name of what an Observation is about: our code for an
// item of the record, else the name of the list from which the code is, else
// the code of LOINC.
func codeName(concept any) (name string) {
	c, _ := concept.(map[string]any)
	codings, _ := c["coding"].([]any)
	rank := 0
	for _, coding := range codings {
		o, _ := coding.(map[string]any)
		system, _ := o["system"].(string)
		code, _ := o["code"].(string)
		list, own := strings.CutPrefix(system, codes.Canonical+"CodeSystem/")
		switch {
		case own && list == "record-item" && rank < 3:
			name, rank = code, 3
		case own && rank < 2:
			name, rank = list, 2
		case system == string(codes.LOINC) && rank < 1:
			name, rank = code, 1
		}
	}
	return name
}
