package fhir_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

// bare takes out of a bundle what could be stowing: extensions that are not
// HL7's, Binary and DocumentReference.
func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if t, _ := v["resourceType"].(string); t == "Binary" || t == "DocumentReference" {
			return nil
		}
		for name, child := range v {
			if name == "extension" || name == "modifierExtension" {
				list, _ := child.([]any)
				list = slices.DeleteFunc(list, func(x any) bool {
					url, _ := x.(map[string]any)["url"].(string)
					return strings.Contains(url, ":") && !strings.HasPrefix(url, "http://hl7.org/fhir/")
				})
				child = list
			}
			if child = bare(child); child == nil {
				delete(v, name)
			} else {
				v[name] = child
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		kept := v[:0]
		for _, child := range v {
			if child = bare(child); child != nil {
				kept = append(kept, child)
			}
		}
		if len(kept) == 0 {
			return nil
		}
		return kept
	}
	return v
}

// leaves counts the values of a record, apart from its source, by path and text.
func leaves(t testing.TB, rec *ephr.Record) map[string]int {
	var tree map[string]any
	if err := json.Unmarshal(asJSON(t, rec), &tree); err != nil {
		t.Fatal(err)
	}
	delete(tree, "source")
	out := map[string]int{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, child := range v {
				walk(path+"/"+name, child)
			}
		case []any:
			for _, child := range v {
				walk(path, child)
			}
		default:
			out[fmt.Sprint(path, "\x00", v)]++
		}
	}
	walk("", tree)
	return out
}

func TestShareComesBackByMapping(t *testing.T) {
	records := map[string]*ephr.Record{}
	for name, rec := range samples(t) {
		if len(rec.Source) == 0 {
			records[name] = rec
		}
	}
	for size := 1; size <= 3; size++ {
		g := ephrtest.New(uint64(90 + size))
		g.Size = size
		for i := range 20 {
			records[fmt.Sprint("generated ", size, " ", i)] = g.Record()
		}
	}
	lost := map[string]int{}
	for group, in := range map[string]func(string) bool{
		"samples":   func(n string) bool { return !strings.HasPrefix(n, "generated") },
		"generated": func(n string) bool { return strings.HasPrefix(n, "generated") },
	} {
		all, back := 0, 0
		worst, worstName := 1.0, ""
		for name, rec := range records {
			if !in(name) {
				continue
			}
			out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
			if err != nil {
				t.Fatal(err)
			}
			var bundle any
			decodeNumbers(t, out, &bundle)
			text, _ := json.Marshal(bare(bundle))
			got := leaves(t, imported(t, text))
			a, b := 0, 0
			for leaf, n := range leaves(t, rec) {
				a += n
				b += min(n, got[leaf])
				if n > got[leaf] {
					path, _, _ := strings.Cut(leaf, "\x00")
					lost[group+path] += n - got[leaf]
				}
			}
			all, back = all+a, back+b
			if s := float64(b) / float64(a); s < worst {
				worst, worstName = s, name
			}
		}
		if share := float64(back) / float64(all); group == "samples" && share < 0.9 {
			t.Errorf("only %.1f %% of the samples' values come back by mapping", 100*share)
		}
		t.Logf("%s: %d of %d, %.1f %%; worst %.1f %% %s", group, back, all, 100*float64(back)/float64(all), 100*worst, worstName)
	}
	var names []string
	for name := range lost {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return lost[names[i]] > lost[names[j]] })
	for _, n := range names[:min(len(names), 20)] {
		t.Log(lost[n], n)
	}
}
