package fieldmap

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// difference are the elements whose values differ between two exports, but for
// security labels and narrative, which follow from others.
func difference(a, b []entry) []string {
	changed := map[string]bool{}
	other := map[string]entry{}
	for _, e := range b {
		other[e.FullURL] = e
	}
	same := 0
	for _, e := range a {
		if _, ok := other[e.FullURL]; ok {
			same++
		}
	}
	if same < len(a)/2 && len(a) == len(b) { // the record's id is in all ids
		for i := range a {
			compare(a[i].Resource, b[i].Resource, changed)
		}
	} else {
		for _, e := range a {
			f := other[e.FullURL]
			delete(other, e.FullURL)
			compare(e.Resource, f.Resource, changed)
		}
		for _, e := range b {
			if f, left := other[e.FullURL]; left {
				compare(nil, f.Resource, changed)
			}
		}
	}
	all := slices.Sorted(maps.Keys(changed))
	return slices.DeleteFunc(all, func(e string) bool {
		return strings.Contains(e, ".meta.security") || strings.Contains(e, ".text.") || strings.HasSuffix(e, ".resourceType") || strings.HasSuffix(e, ".url")
	})
}

func compare(a, b json.RawMessage, changed map[string]bool) {
	if bytes.Equal(a, b) {
		return
	}
	x, y := elements(a), elements(b)
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

// elements are the values of a resource by element.
func elements(resource json.RawMessage) map[string][]string {
	out := map[string][]string{}
	if resource == nil {
		return out
	}
	v, err := parse(resource)
	if err != nil {
		panic(err)
	}
	o := v.(map[string]any)
	flatten(o["resourceType"].(string), v, out)
	for _, values := range out {
		slices.Sort(values)
	}
	return out
}

func flatten(at string, v any, out map[string][]string) {
	switch v := v.(type) {
	case map[string]any:
		for name, child := range v {
			name = strings.TrimPrefix(name, "_")
			flatten(at+"."+name, child, out)
		}
	case []any:
		for _, child := range v {
			if o, ok := child.(map[string]any); ok && strings.HasSuffix(strings.ToLower(at), "extension") {
				if url, ok := o["url"].(string); ok {
					flatten(at+"("+url[strings.LastIndexByte(url, '/')+1:]+")", child, out)
					continue
				}
			}
			flatten(at, child, out)
		}
	case string:
		out[at] = append(out[at], v)
	case json.Number:
		out[at] = append(out[at], v.String())
	case bool:
		out[at] = append(out[at], map[bool]string{true: "true", false: "false"}[v])
	}
}

func resourcesOf(elements []string) (out []string) {
	for _, e := range elements {
		name, _, _ := strings.Cut(e, ".")
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
