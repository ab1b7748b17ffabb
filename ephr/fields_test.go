package ephr_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/schema"
)

func ExampleField_Citations() {
	for f := range ephr.Fields("Journey") {
		if f.Name != "legalStatuses" {
			continue
		}
		for c := range f.Citations() {
			fmt.Printf("%s <%s>\n", c.Title, c.URL)
		}
	}
	// Output:
	// Zenner et al. 2022, health and illness of newly arrived migrants in the ePHR, J Travel Med 29(7):taac035 <https://doi.org/10.1093/jtm/taac035>
	// EMN, asylum and migration glossary <http://ec.europa.eu/dgs/home-affairs/what-we-do/networks/european_migration_network/glossary/index_a_en.htm>
}

// A reader who takes any member finds on what it rests, in Go and in the schema.
func TestEveryMemberNamesItsSource(t *testing.T) {
	type object struct {
		Properties map[string]struct {
			Source string `json:"x-source"`
		} `json:"properties"`
	}
	var root struct {
		object
		Defs    map[string]object `json:"$defs"`
		Sources map[string]string `json:"x-sources"`
	}
	if err := json.Unmarshal(schema.JSON(), &root); err != nil {
		t.Fatal(err)
	}
	root.Defs["Record"] = root.object
	for name, o := range root.Defs {
		for f := range ephr.Fields(name) {
			if f.Source == "" || f.Source != o.Properties[f.Name].Source {
				t.Errorf("%s.%s rests on %q, in the schema on %q", name, f.Name, f.Source, o.Properties[f.Name].Source)
			}
			var titles []string
			for c := range f.Citations() {
				titles = append(titles, c.Title)
				if c.URL != root.Sources[c.Title] {
					t.Errorf("%s is at %q, in the schema at %q", c.Title, c.URL, root.Sources[c.Title])
				}
			}
			if got := strings.Join(titles, "; "); got != f.Source {
				t.Errorf("%s.%s: Citations gives %q of %q", name, f.Name, got, f.Source)
			}
		}
	}
	for p, f := range ephr.Paths() {
		if f.Source == "" {
			t.Errorf("%s has no source", p)
		}
	}
}

func TestCitationsCanBeLeftEarly(t *testing.T) {
	for f := range ephr.Fields("Vulnerability") {
		for range f.Citations() {
			break
		}
	}
}
