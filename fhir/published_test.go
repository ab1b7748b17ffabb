package fhir_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/icd"
)

// Every code of ICD-10, LOINC, SNOMED CT and ATC that the samples' exports hold
// was seen in a published table: those of ICD-10 in WHO's (or a named other
// edition), the others in what testdata/published/codes.tsv names. Codes of our
// own systems are on their lists or carried by an open one.
func TestEveryCodingIsPublished(t *testing.T) {
	table, err := os.ReadFile(filepath.Join("..", "testdata", "published", "codes.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(table)) {
		system, rest, _ := strings.Cut(line, "\t")
		code, _, _ := strings.Cut(rest, "\t")
		seen[system+" "+code] = true
	}
	short := map[codes.System]string{codes.LOINC: "loinc", codes.SNOMED: "snomed", codes.ATC: "atc"}
	counted := map[codes.System]int{}
	wrong := map[string]string{}
	check := func(sample string, system codes.System, code string) {
		counted[system]++
		switch name := short[system]; {
		case name != "":
			if !seen[name+" "+code] {
				wrong[name+" "+code] = sample
			}
		case system == codes.ICD10:
			if c, err := icd.Parse(code); err != nil || c.Known() == icd.StatusUnknown {
				wrong["icd-10 "+code] = sample
			}
		}
	}
	var walk func(sample string, v any)
	walk = func(sample string, v any) {
		switch v := v.(type) {
		case map[string]any:
			system, _ := v["system"].(string)
			if code, ok := v["code"].(string); ok && system != "" {
				check(sample, codes.System(system), code)
			}
			for _, child := range v {
				walk(sample, child)
			}
		case []any:
			for _, child := range v {
				walk(sample, child)
			}
		}
	}
	for name, rec := range samples(t) {
		out, err := fhir.Append(nil, rec, fhir.Document, fhir.AllTiers())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var bundle any
		if err := json.Unmarshal(out, &bundle); err != nil {
			t.Fatal(err)
		}
		walk(name, bundle)
	}
	for code, sample := range wrong {
		t.Errorf("%s: %s is in no published table", sample, code)
	}
	for _, system := range []codes.System{codes.ICD10, codes.LOINC, codes.SNOMED, codes.ATC} {
		if counted[system] < 50 {
			t.Errorf("%d codings of %s: the test does not see them", counted[system], system)
		}
	}
	t.Logf("codings of %d systems", len(counted))
}
