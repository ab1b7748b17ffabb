package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

var everyKind = []fhir.Kind{fhir.Document, fhir.Collection, fhir.Transaction}

// A record from which the restricted values are missing gives the same bytes
// as one that has them. The values are cut out of the record's JSON here, by
// what Values says of each and by the format's required members, and not by
// the code that export uses.
func TestWithheldValuesLeaveNoTrace(t *testing.T) {
	g := ephrtest.New(11)
	for i := range 120 {
		rec := g.Record()
		cut := withoutRestricted(t, rec)
		for _, kind := range everyKind {
			with, err := fhir.Append(nil, rec, kind)
			if err != nil {
				t.Fatal(err)
			}
			without, err := fhir.Append(nil, cut, kind)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(with, without) {
				t.Fatalf("record %d, %s: the exports differ: %s", i, kind, firstDifference(with, without))
			}
		}
	}
}

// withoutRestricted cuts every value above T2 out of the record's JSON.
func withoutRestricted(t *testing.T, rec *ephr.Record) *ephr.Record {
	t.Helper()
	return withoutValues(t, rec, func(_ ephr.Pointer, c ephr.Class) bool { return c.Tier > ephr.T2 })
}

// withoutValues cuts the values for which withheld is true out of the record's JSON.
func withoutValues(t *testing.T, rec *ephr.Record, withheld func(ephr.Pointer, ephr.Class) bool) *ephr.Record {
	t.Helper()
	data, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	for p, c := range rec.Values() {
		if withheld(p, c) {
			cutOut(tree, p)
		}
	}
	tree, _ = prune(tree, "Record")
	data, err = json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := ephr.Decode(data)
	if err != nil {
		t.Fatalf("the cut record is not valid: %v", err)
	}
	return cut
}

func cutOut(tree any, p ephr.Pointer) {
	var tokens []string
	for token := range p.Tokens() {
		tokens = append(tokens, token)
	}
	for _, token := range tokens[:len(tokens)-1] {
		switch v := tree.(type) {
		case map[string]any:
			tree = v[token]
		case []any:
			var i int
			fmt.Sscan(token, &i)
			tree = v[i]
		}
	}
	last := tokens[len(tokens)-1]
	switch v := tree.(type) {
	case map[string]any:
		delete(v, last)
	case []any:
		var i int
		fmt.Sscan(last, &i)
		v[i] = nil
	}
}

// prune takes out what cannot stand after the cut: objects without a required
// member or without content, empty arrays.
func prune(tree any, object string) (any, bool) {
	switch v := tree.(type) {
	case nil:
		return nil, false
	case []any:
		var kept []any
		for _, e := range v {
			if e, ok := prune(e, object); ok {
				kept = append(kept, e)
			}
		}
		return kept, len(kept) > 0
	case map[string]any:
		if object == "" { // absences and extensions
			return v, len(v) > 0
		}
		content, required := 0, true
		marked := map[string][]string{"Concept": {"codings", "text"}, "Coding": {"code", "display"},
			"Identifier": {"type", "system", "value", "assigner"}, "HumanName": {"family", "given", "prefix", "suffix", "text"},
			"ContactPoint": {"system", "value"}, "Quantity": {"value", "unit", "code"},
			"Dosage":   {"text", "dose", "frequency", "period", "count", "asNeeded", "route"},
			"Contact":  {"name", "telecoms", "address", "organization"},
			"CareTeam": {"members", "notes"}, "FamilyHistory": {"conditions", "deceased", "notes"},
			"Assessment": {"triage", "fitnessToTravel", "infectionControl", "summary", "notes"}}[object]
		if v["reviewed"] == false { // that a text was looked at does not show without it
			delete(v, "reviewed")
		}
		for f := range ephr.Fields(object) {
			if e, ok := v[f.Name]; ok {
				if e, ok = prune(e, f.Object); ok {
					v[f.Name] = e
				} else {
					delete(v, f.Name)
				}
			}
			if _, ok := v[f.Name]; ok {
				if marked == nil || strings.Contains(" "+strings.Join(marked, " ")+" ", " "+f.Name+" ") {
					content++
				}
			} else if f.Required {
				required = false
			}
		}
		return v, required && content > 0
	}
	return tree, true
}

func firstDifference(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-300)
	return fmt.Sprintf("\nwith:    %s\nwithout: %s", a[from:min(len(a), i+120)], b[from:min(len(b), i+120)])
}

// Thirty strings that would lead to a shelter, planted wherever a record names
// places and people, are in no default export.
func TestShelterLeavesNoString(t *testing.T) {
	rec := shelterRecord()
	data, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	if faults := rec.Check(); len(faults) > 0 {
		t.Fatal(faults[0].Error())
	}
	if n := bytes.Count(data, []byte(planted)); n < 30 {
		t.Fatalf("only %d strings are planted", n)
	}
	for _, kind := range everyKind {
		out, err := fhir.Append(nil, rec, kind)
		if err != nil {
			t.Fatal(err)
		}
		if i := bytes.Index(out, []byte(planted)); i >= 0 {
			t.Errorf("%s: a planted string is in the export: …%s…", kind, out[max(0, i-200):min(len(out), i+60)])
		}
		for _, stays := range []string{"J45.9", "Ordinary Clinic"} {
			if !bytes.Contains(out, []byte(stays)) {
				t.Errorf("%s: %q is missing", kind, stays)
			}
		}
		all, err := fhir.Append(nil, rec, kind, fhir.AllTiers())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(all, []byte(planted)) {
			t.Errorf("%s: with all tiers the planted strings are missing", kind)
		}
	}
}

const planted = "Rosehip"

// shelterRecord is the synthetic record of somebody in a shelter.
func shelterRecord() *ephr.Record {
	rec := ephr.New()
	rec.Synthetic = ephr.True
	shelterOrg := rec.AddOrganization(ephr.Organization{ID: "Rosehip-org", Key: "https://Rosehip.example/org", Name: "Rosehip House Foundation",
		Telecoms: []ephr.ContactPoint{{System: "phone", Value: "+359 Rosehip 1"}}, Identifiers: []ephr.Identifier{{System: "https://Rosehip.example/register", Value: "Rosehip-77"}}})
	shelter := rec.AddSite(ephr.Site{ID: "Rosehip-site", Key: "https://Rosehip.example/site", Kind: "crisis-centre", Name: "Rosehip House", Country: "BG", Organization: shelterOrg,
		Telecoms: []ephr.ContactPoint{{System: "phone", Value: "+359 Rosehip 2"}}, Address: &ephr.Address{Lines: []string{"Rosehip street 4"}, City: "Rosehipovo"},
		Identifiers: []ephr.Identifier{{System: "urn:x:Rosehip", Value: "site-Rosehip"}}})
	psychologist := rec.AddPractitioner(ephr.Practitioner{ID: "Rosehip-psy", Key: "Rosehip-psy", Role: "psychologist", Site: shelter, Organization: shelterOrg,
		Names: []ephr.HumanName{{Text: "Dr Rosehip"}}, Telecoms: []ephr.ContactPoint{{System: "email", Value: "psy@Rosehip.example"}}, Identifiers: []ephr.Identifier{{System: "https://Rosehip.example/staff", Value: "9"}}})
	visitor := rec.AddPractitioner(ephr.Practitioner{ID: "Rosehip-visitor", Key: "visitor-Rosehip", Role: "doctor", Names: []ephr.HumanName{{Family: "Rosehipova"}}})
	clinic := rec.AddSite(ephr.Site{Key: "https://sites.example/clinic", Kind: "ngo-clinic", Name: "Ordinary Clinic", Country: "BG"})
	doctor := rec.AddPractitioner(ephr.Practitioner{Key: "d1", Role: "doctor", Site: clinic, Names: []ephr.HumanName{{Text: "Dr Ordinary"}}})

	rec.Custodian = shelterOrg
	rec.Person = &ephr.Person{Sex: "female", BirthDate: "1996",
		Names:          []ephr.HumanName{{Text: "Synthetic Person"}},
		Identifiers:    []ephr.Identifier{{Type: "shelter", System: "https://Rosehip.example/residents", Value: "Rosehip-12"}, {System: "https://numbers.example/Rosehip", Value: "R-12 Rosehip", Issuer: shelter}},
		Telecoms:       []ephr.ContactPoint{{System: "phone", Value: "+359 Rosehip 3", Site: shelter}},
		Accommodations: []ephr.Accommodation{{Kind: "crisis-centre", Site: shelter, Unit: "Rosehip room 3"}, {Kind: "safe-house", Address: &ephr.Address{Text: "Rosehip annex"}}},
		Relatives:      []ephr.Relative{{ID: "r1", Relationship: "SIB", Whereabouts: &ephr.Note{Text: "also in Rosehip", Reviewed: ephr.True}}},
	}
	ordinary := rec.AddEncounter(ephr.Encounter{Type: "initial", Country: "BG", Site: clinic, Period: ephr.Period{Start: "2018-02-01"}, Participants: []ephr.Participant{{Practitioner: doctor}}})
	there := rec.AddEncounter(ephr.Encounter{ID: "enc-Rosehip", Type: "follow-up", Country: "BG", Site: shelter, Custodian: shelterOrg, Period: ephr.Period{Start: "2018-03-01"},
		Identifiers:  []ephr.Identifier{{Type: "shelter", System: "https://Rosehip.example/visits", Value: "Rosehip-v1"}},
		Participants: []ephr.Participant{{Practitioner: psychologist}, {Practitioner: visitor}},
		Notes:        []ephr.Note{{Text: "seen at Rosehip", Author: psychologist}}})
	rec.Conditions = []ephr.Condition{
		{Entry: ephr.NewEntry(ordinary, doctor, "2018-02-01"), Code: ephr.ICD10("J45.9")},
		{Entry: ephr.NewEntry(there, psychologist, "2018-03-01"), Code: ephr.ICD10("F43.1")},
		{Entry: ephr.Entry{ID: "note-Rosehip", Encounter: there, Author: psychologist, Notes: []ephr.Note{{Text: "Rosehip staff note"}}}, Code: ephr.ICD10("J06.9")},
	}
	rec.Medications = []ephr.Medication{{Entry: ephr.NewEntry(there, visitor, "2018-03-01"), Kind: "order", Status: "active", Code: ephr.ATC("R03AC02"), Prescriber: visitor}}
	rec.SupportServices = []ephr.SupportService{{Entry: ephr.NewEntry(there, psychologist, "2018-03-01"), Service: "interpreting", Status: "ongoing", Site: shelter, Provider: shelterOrg, Practitioner: psychologist}}
	rec.Referrals = []ephr.Referral{{Entry: ephr.NewEntry(ordinary, doctor, "2018-02-01"), Type: "dental", Status: "proposed", Site: shelter, Outcome: &ephr.Note{Text: "letter from Rosehip"}}}
	rec.Protection = &ephr.Protection{Suspicion: "suspected", Shelter: shelter, Notes: []ephr.Note{{Text: "Rosehip plan", Reviewed: ephr.True}}}
	rec.PsychologistNotes = []ephr.PsychologistNote{{Entry: ephr.NewEntry(there, psychologist, "2018-03-01"), Text: ephr.Note{Text: "Rosehip session"}}}
	rec.Journey = &ephr.Journey{LegalNotes: []ephr.Note{{Text: "Rosehip file"}}}
	rec.Departures = []ephr.Departure{{Entry: ephr.NewEntry(there, psychologist, "2018-04-01"), Kind: "transferred", Site: shelter}}
	rec.Handovers = []ephr.Handover{{Entry: ephr.NewEntry(there, psychologist, "2018-04-01"), Issued: "2018-04-01", Format: "paper", Recipient: shelterOrg}}
	rec.Provenance = []ephr.Provenance{{Target: "note-Rosehip", Activity: "CREATE", Recorded: "2018-03-01", Practitioner: psychologist, Organization: shelterOrg, Reason: "told at Rosehip"}}
	rec.CareTeams = []ephr.CareTeam{{Entry: ephr.NewEntry(there, psychologist, "2018-03-01"), Members: []ephr.Participant{{Practitioner: psychologist}, {Practitioner: doctor}}}}
	rec.Source = []ephr.Source{{Resources: []ephr.SourceResource{{Type: "Location", ID: "Rosehip", Remainder: `{"name":"Rosehip"}`}}}}
	rec.Extensions = ephr.Extensions{{URI: "https://health.example/x", Value: `"Rosehip"`}}
	return rec
}
