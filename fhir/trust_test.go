package fhir_test

import (
	"encoding/json"
	"testing"

	"github.com/openephr/ephr-go/codes"
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

// A permit whose end somebody has brought forward does not hold longer for what we had
// recorded of the end beside it.
func TestPermitThatAServerHasShortened(t *testing.T) {
	rec := ephrtest.New(78).Record()
	rec.Consents = []ephr.Consent{{
		ID: "consent-1", Decision: codes.ConsentDecisionPermit, Purpose: codes.PurposeTreatment, Countries: []codes.Country{"RS"},
		Given: "2019-01-02", Period: &ephr.Period{Start: "2018", End: "2020~"},
	}}
	for with, want := range map[string]ephr.DateTime{"2020": "2020~", "2020-02-01": "2020-02-01~", "2019": "2019~", "soon": ""} {
		text := storedBy(t, rec, "Consent", func(r map[string]any) {
			provision, _ := r["provision"].(map[string]any)
			if period, ok := provision["period"].(map[string]any); ok { // consents to an assessment have none
				if period["end"] != "2020" {
					t.Fatal("the end is not written as it is here")
				}
				period["end"] = with
			}
		})
		lossless(t, text)
		got := imported(t, text).Consents
		switch {
		case want == "" && len(got) != 0:
			t.Errorf("%s: a permit is read without its end", with)
		case want != "" && len(got) == 1 && got[0].Period.End != want:
			t.Errorf("%s: the permit holds until %s", with, got[0].Period.End)
		case want == "2020~" && len(got) != 1:
			t.Errorf("%s: the permit is not read", with)
		}
	}
}

// What we had recorded of a time holds as long as the time is the one that we wrote.
func TestTimeThatAServerHasChanged(t *testing.T) {
	rec := ephrtest.New(78).Record()
	rec.Procedures = nil
	rec.Conditions = []ephr.Condition{{Entry: ephr.NewEntry("", "", "2019-03-05"), Code: ephr.ICD10("I10"), Onset: "2019~"}}
	for with, want := range map[string]ephr.DateTime{"2019": "2019~", "2019-03-04": "2019-03-04~", "2018": "2018~"} {
		text := storedBy(t, rec, "Condition", func(r map[string]any) { r["onsetDateTime"] = with })
		lossless(t, text)
		if got := imported(t, text).Conditions; len(got) != 1 || ephr.DateTime(got[0].Onset) != want {
			t.Errorf("%s: not read as %s: %v", with, want, len(got))
		}
	}
}
