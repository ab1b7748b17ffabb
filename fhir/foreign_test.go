package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// The official examples are too large for the repository; EPHR_EXAMPLES names a
// folder of bundles and resources.
func TestForeignBundlesLoseNothing(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "testdata", "foreign", "*.json"))
	if dir := os.Getenv("EPHR_EXAMPLES"); dir != "" {
		more, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil || len(more) == 0 {
			t.Fatalf("no examples: %v", err)
		}
		files = append(files, more...)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) { lossless(t, data) })
	}
}

// lossless reads FHIR, writes it again, and wants every resource as it was.
func lossless(t *testing.T, data []byte) {
	t.Helper()
	records, err := fhir.Import(data)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	typed, source := 0, 0
	for _, one := range records {
		text := asJSON(t, one.Record)
		if _, err := ephr.Decode(text); err != nil {
			t.Errorf("the record is not valid: %v", err)
		}
		if faults := one.Record.Check(); len(faults) > 0 {
			t.Errorf("the record is not valid: %v", faults[0].Error())
		}
		for i := range one.Record.Source {
			for _, r := range one.Record.Source[i].Resources {
				source += len(r.Remainder)
				if r.Item != "" {
					typed++
				}
			}
		}
		out, err := fhir.Append(nil, one.Record, fhir.Collection, fhir.AllTiers())
		if err != nil {
			t.Fatal(err)
		}
		var bundle map[string]any
		decodeNumbers(t, out, &bundle)
		entries, _ := bundle["entry"].([]any)
		for _, e := range entries {
			entry := e.(map[string]any)
			r, ok := entry["resource"].(map[string]any)
			if !ok {
				continue // an entry without one
			}
			got[fmt.Sprint(entry["fullUrl"], " ", r["resourceType"], "/", r["id"])] = r
		}
	}
	var in map[string]any
	decodeNumbers(t, data, &in)
	want := map[string]any{}
	if in["resourceType"] != "Bundle" {
		want[fmt.Sprint(nil, " ", in["resourceType"], "/", in["id"])] = in
	} else {
		entries, _ := in["entry"].([]any)
		for _, e := range entries {
			entry := e.(map[string]any)
			r, _ := entry["resource"].(map[string]any)
			if r == nil {
				continue
			}
			want[fmt.Sprint(entry["fullUrl"], " ", r["resourceType"], "/", r["id"])] = r
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] == nil {
			t.Errorf("%s is missing", name)
			continue
		}
		if !reflect.DeepEqual(got[name], want[name]) {
			a, _ := json.Marshal(got[name])
			b, _ := json.Marshal(want[name])
			t.Errorf("%s differs: %s", name, firstDifference(a, b))
		}
	}
	t.Logf("%d resources, %d typed, %d bytes of %d in source", len(want), typed, source, len(data))
}

func decodeNumbers(t *testing.T, data []byte, v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		t.Fatalf("%v in %s", err, data[:min(len(data), 300)])
	}
}

// A statement without what it is about, a code with blanks around it: the record
// stays valid, the rest is read, and nothing is lost.
func TestFlawedResourcesAreKept(t *testing.T) {
	patient := `{"fullUrl":"urn:uuid:3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11","resource":{"resourceType":"Patient","id":"p","name":[{"family":" Primjer "}],"birthDate":"2019-02-31"}}`
	subject := `"subject":{"reference":"urn:uuid:3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11"}`
	for name, resource := range map[string]string{
		"no code":             `{"resourceType":"Condition","id":"x",` + subject + `}`,
		"an empty code":       `{"resourceType":"Condition","id":"x","code":{"coding":[{"system":" ","code":""}],"text":""},` + subject + `}`,
		"blanks":              `{"resourceType":"Condition","id":"x","code":{"coding":[{"system":"urn:x","code":" a "}]},"onsetDateTime":"yesterday",` + subject + `}`,
		"a sign without code": `{"resourceType":"Observation","id":"x","status":"final","category":[{"coding":[{"code":"vital-signs"}]}],"code":{},"valueQuantity":{"value":1e4},` + subject + `}`,
		"a reference to none": `{"resourceType":"Condition","id":"x","code":{"text":"a"},"encounter":{"reference":"Encounter/none"},"evidence":[{"detail":[{"reference":"Observation/none"}]}],` + subject + `}`,
		"another's reference": `{"resourceType":"DiagnosticReport","id":"x","code":{"text":"a"},"result":[{"reference":"Condition/none"},{"reference":"#c"}],"contained":[{"resourceType":"Observation","id":"c"}],` + subject + `}`,
		"a bundle inside":     `{"resourceType":"Bundle","id":"x","type":"collection","entry":[{"resource":{"resourceType":"Bundle","type":"batch"}}]}`,
		"odd types":           `{"resourceType":"Encounter","id":"x","status":3,"period":"2019","participant":{"a":[null]},"location":[null,[],{}],` + subject + `}`,
		"nulls in arrays":     `{"resourceType":"Practitioner","id":"x","name":[{"given":["a",null],"_given":[null,{"id":"i"}]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			lossless(t, []byte(`{"resourceType":"Bundle","type":"collection","entry":[`+patient+`,{"fullUrl":"urn:uuid:5f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c12","resource":`+resource+`}]}`))
		})
	}
}
