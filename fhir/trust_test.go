package fhir_test

import (
	"encoding/json"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

// storedBy is the collection of a record after a server has changed every resource of a
// type in it.
func storedBy(t *testing.T, rec *ephr.Record, typ string, change func(map[string]any)) []byte {
	t.Helper()
	out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	var bundle map[string]any
	decodeNumbers(t, out, &bundle)
	for _, entry := range bundle["entry"].([]any) {
		if r := entry.(map[string]any)["resource"].(map[string]any); r["resourceType"] == typ {
			change(r)
		}
	}
	text, err := json.Marshal(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func metaOf(r map[string]any) map[string]any {
	if r["meta"] == nil {
		r["meta"] = map[string]any{}
	}
	return r["meta"].(map[string]any)
}

// With a label that an export of ours would not give it again a resource is not read: a
// default export would show it without.
func TestLabelsOfOthers(t *testing.T) {
	g := ephrtest.New(77)
	g.Size = 2
	rec := g.Record()
	if len(rec.Immunizations) == 0 {
		t.Fatal("no immunizations")
	}
	for name, label := range map[string]map[string]any{
		"taboo":           {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "TABOO"},
		"very restricted": {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "V"},
	} {
		changed := false
		text := storedBy(t, rec, "Immunization", func(r map[string]any) {
			meta := metaOf(r)
			before, _ := json.Marshal(meta["security"])
			meta["security"] = []any{label}
			if after, _ := json.Marshal(meta["security"]); string(after) != string(before) {
				changed = true
			}
		})
		if !changed {
			t.Fatalf("%s: nothing was changed", name)
		}
		lossless(t, text)
		for _, v := range imported(t, text).Immunizations {
			if c := v.Class(); c.Tier < ephr.T4 {
				t.Errorf("%s: an immunization is read without the label", name)
			}
		}
	}
}

// What a server notes in the meta of a consent does not take it away; what it changes
// in one does.
func TestConsentsThatAServerHasStored(t *testing.T) {
	g := ephrtest.New(78)
	g.Size = 2
	rec := g.Record()
	if len(rec.Consents) == 0 {
		t.Fatal("no consents")
	}
	stored := storedBy(t, rec, "Consent", func(r map[string]any) {
		meta := metaOf(r)
		meta["versionId"], meta["lastUpdated"] = "2", "2026-01-02T03:04:05Z"
	})
	lossless(t, stored)
	if got := imported(t, stored); len(got.Consents) != len(rec.Consents) {
		t.Errorf("%d consents of %d are read", len(got.Consents), len(rec.Consents))
	}
	edited := storedBy(t, rec, "Consent", func(r map[string]any) {
		provision, _ := r["provision"].(map[string]any)
		if provision == nil {
			provision = map[string]any{}
			r["provision"] = provision
		}
		provision["provision"] = []any{map[string]any{"type": "deny"}}
	})
	lossless(t, edited)
	if got := imported(t, edited); len(got.Consents) != 0 {
		t.Errorf("%d edited consents are read", len(got.Consents))
	}
}
