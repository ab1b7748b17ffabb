package fhir_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// countLeaves counts the values that are no objects or arrays.
func countLeaves(v any) (n, size int) {
	switch v := v.(type) {
	case map[string]any:
		for name, child := range v {
			a, b := countLeaves(child)
			n, size = n+a, size+b+len(name)+3
		}
		return n, size
	case []any:
		for _, child := range v {
			a, b := countLeaves(child)
			n, size = n+a, size+b+1
		}
		return n, size
	}
	text, _ := json.Marshal(v)
	return 1, len(text) + 1
}

// TestTypedShare tells how many of the values of official examples become typed
// members of the record, and how large the source is beside what is not typed.
func TestTypedShare(t *testing.T) {
	dir := os.Getenv("EPHR_EXAMPLES")
	if dir == "" {
		t.Skip("EPHR_EXAMPLES names no folder of examples")
	}
	files, _ := filepath.Glob(filepath.Join(dir, "Bundle-*.json"))
	kept := map[string]int{}
	allLeaves, allKept := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var in map[string]any
		decodeNumbers(t, data, &in)
		total, _ := countLeaves(in)
		left, unmapped, sourceSize := 0, 0, 0
		records, err := fhir.Import(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range records {
			for _, s := range one.Record.Source {
				text := string(s.Bundle)
				if text != "" {
					var v any
					decodeNumbers(t, []byte(text), &v)
					n, size := countLeaves(v)
					left += n
					unmapped += size
					kept["Bundle"] += n
				}
				b, _ := json.Marshal(s)
				sourceSize += len(b)
				for _, r := range s.Resources {
					if r.Remainder == "" {
						continue
					}
					var v any
					decodeNumbers(t, []byte(r.Remainder), &v)
					n := remainderLeaves(r.Type, v, typedValues(t, one.Record, r.Item), kept)
					left += n
					_, size := countLeaves(v)
					unmapped += size
				}
			}
		}
		allLeaves, allKept = allLeaves+total, allKept+left
		if float64(sourceSize) > 1.2*float64(unmapped) {
			t.Errorf("%s: the source has %d bytes for %d that are not mapped", filepath.Base(file), sourceSize, unmapped)
		}
		t.Logf("%s: %d of %d leaves typed, %.1f %%; source %d bytes, unmapped about %d", filepath.Base(file), total-left, total, 100*float64(total-left)/float64(total), sourceSize, unmapped)
	}
	share := 100 * float64(allLeaves-allKept) / float64(allLeaves)
	if t.Logf("all: %.1f %%", share); share < 85 {
		t.Errorf("only %.1f %% of the values are typed", share)
	}
	names := slices.Collect(maps.Keys(kept))
	sort.Slice(names, func(i, j int) bool { return kept[names[i]] > kept[names[j]] })
	for _, n := range names[:min(len(names), 20)] {
		t.Log(kept[n], n)
	}
}

// remainderLeaves counts the values of what was read that a remainder keeps.
// A value counts as typed that the item has as well: where the sender wrote it in another
// order or form, the remainder repeats it.
func remainderLeaves(path string, v any, typed map[string]bool, kept map[string]int) (n int) {
	switch v := v.(type) {
	case map[string]any:
		for name, child := range v {
			switch {
			case name == "#" || strings.HasPrefix(name, "-"):
				continue
			case strings.HasPrefix(name, "="):
				pair, _ := child.([]any)
				if len(pair) == 2 {
					n += remainderLeaves(path+"."+name, pair[1], typed, kept)
				}
			default:
				n += remainderLeaves(path+"."+strings.TrimLeft(name, "~0123456789"), child, typed, kept)
			}
		}
		return n
	case []any:
		for _, child := range v {
			n += remainderLeaves(path, child, typed, kept)
		}
		return n
	}
	if typed[fmt.Sprint(v)] {
		return 0
	}
	kept[path]++
	return 1
}

// typedValues are the values of an item of the record, apart from short ones, which
// could stand there for something else.
func typedValues(t *testing.T, rec *ephr.Record, item ephr.ID) map[string]bool {
	values := map[string]bool{}
	var tree any
	decodeNumbers(t, asJSON(t, rec), &tree)
	var walk func(v any, inside bool)
	walk = func(v any, inside bool) {
		switch v := v.(type) {
		case map[string]any:
			inside = inside || item != "" && v["id"] == string(item)
			for name, child := range v {
				if name != "source" {
					walk(child, inside)
				}
			}
		case []any:
			for _, child := range v {
				walk(child, inside)
			}
		default:
			if s := fmt.Sprint(v); inside && len(s) > 4 {
				values[s] = true
			}
		}
	}
	walk(tree, false)
	return values
}
