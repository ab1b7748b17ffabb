package fhir_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// FuzzImport reads any bytes. What is read is a valid record, and what it holds
// goes out again: read once more, it gives the same.
func FuzzImport(f *testing.F) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: "female", BirthDate: "1994~", Names: []ephr.HumanName{{Family: "Primjer", Given: []string{"Ana"}}}}
	rec.Conditions = []ephr.Condition{{Entry: ephr.NewEntry("", "", "2017-03-14T09:30"), Code: ephr.ICD10("E11.9")}}
	for _, kind := range everyKind {
		out, err := fhir.Append(nil, rec, kind, fhir.AllTiers())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(out)
	}
	for _, seed := range []string{
		foreignDocument,
		`{"resourceType":"Patient","id":"p","name":[{"family":"Primjer"}]}`,
		`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient"}},{"fullUrl":"urn:uuid:x","resource":{"resourceType":"Condition","subject":{"reference":"Patient/1"}}}]}`,
		`{"resourceType":"Bundle","type":"searchset","total":2,"entry":[{"search":{"mode":"match"}},{}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		imported, err := fhir.Import(data)
		if err != nil {
			return
		}
		for _, one := range imported {
			text, err := one.Record.Append(nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := ephr.Decode(text); err != nil {
				t.Fatalf("the record is not valid: %v\n%s", err, text)
			}
			out, err := fhir.Append(nil, one.Record, fhir.Collection, fhir.AllTiers())
			if err != nil {
				continue // two items of one id, as the input had them
			}
			if !json.Valid(out) {
				t.Fatalf("no JSON: %s", out)
			}
			again, err := fhir.Import(out)
			if err != nil || len(again) == 0 {
				t.Fatalf("what was written cannot be read: %v", err)
			}
			if len(imported) > 1 {
				continue
			}
			second, err := fhir.Append(nil, again[0].Record, fhir.Collection, fhir.AllTiers())
			if err == nil && one.Record.Person != nil && !bytes.Contains(second, []byte(`"Patient"`)) {
				t.Fatal("the patient is gone")
			}
		}
	})
}
