package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
)

const (
	sources = "../../fhir"
	out     = "../../fhir/ig"
)

func TestOutputIsCurrent(t *testing.T) {
	files := generated(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		old, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil || !bytes.Equal(old, files[name]) {
			t.Errorf("%s is stale: run go generate ./fhir", name)
		}
	}
	old, err := stale(out, files)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range old {
		t.Errorf("%s is no longer made: run go generate ./fhir", name)
	}
}

func TestRunReplacesWhatIsStale(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"CodeSystem-gone.json", "ValueSet-answer.json", "README.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{}\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(sources, dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "CodeSystem-gone.json")); !os.IsNotExist(err) {
		t.Error("a stale file is still there")
	}
	if _, err := os.Stat(filepath.Join(dir, "README.md")); err != nil {
		t.Error("a file that is no artefact was removed")
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "ValueSet-answer.json")); len(text) < 100 {
		t.Error("a stale file was not written anew")
	}
}

// TestCanonicalsResolve follows every canonical of ours from one artefact to another.
func TestCanonicalsResolve(t *testing.T) {
	files := generated(t)
	systems := map[string]bool{}
	for name, text := range files {
		var r struct {
			ResourceType, ID, URL string
			UniqueID              []uniqueID
		}
		if err := json.Unmarshal(text, &r); err != nil {
			t.Fatal(name, err)
		}
		if r.URL != "" {
			if want := codes.Canonical + r.ResourceType + "/" + r.ID; r.URL != want {
				t.Errorf("%s: url is %s", name, r.URL)
			}
			systems[r.URL] = true
		}
		for _, u := range r.UniqueID {
			systems[u.Value] = true
		}
	}
	for name, text := range files {
		var r any
		if err := json.Unmarshal(text, &r); err != nil {
			t.Fatal(name, err)
		}
		walk(r, func(member, value string) {
			switch member {
			case "system", "valueSet", "profile", "targetProfile", "supportedProfile", "exampleCanonical", "sourceCanonical", "implementationGuide":
				if strings.HasPrefix(value, codes.Canonical) && !systems[value] {
					t.Errorf("%s: no artefact %s", name, value)
				}
			}
		})
	}
	for l := range codes.Lists() {
		if !systems[l.URL()] {
			t.Errorf("list %s is not published at %s", l.Name(), l.URL())
		}
	}
}

func walk(v any, visit func(member, value string)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walk(e, visit)
		}
	case map[string]any:
		for name, e := range v {
			list, ok := e.([]any)
			if !ok {
				list = []any{e}
			}
			for _, e := range list {
				if s, ok := e.(string); ok {
					visit(name, s)
				}
			}
			walk(e, visit)
		}
	}
}

func TestTablesOfTheSourcesAreRead(t *testing.T) {
	s, err := parse(sources)
	if err != nil {
		t.Fatal(err)
	}
	items, err := s.items()
	if err != nil {
		t.Fatal(err)
	}
	sections, err := s.sections()
	if err != nil {
		t.Fatal(err)
	}
	if items.Count < 90 || sections.Count < 5 {
		t.Errorf("%d items and %d sections", items.Count, sections.Count)
	}
	seen := map[string]bool{}
	for _, c := range items.Concept {
		if c.Code == "" || c.Display == "" || seen[c.Code] {
			t.Errorf("item %q, %q: empty or twice there", c.Code, c.Display)
		}
		seen[c.Code] = true
	}
}
