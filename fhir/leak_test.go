package fhir_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// Ways in which a restricted value could have left, each found by somebody who
// looked for one. The word LEAK is in no default export.
func TestWaysOut(t *testing.T) {
	icd := func(code string) ephr.Concept { return ephr.ICD10(code) }
	snomed := func(code string) ephr.Concept {
		return ephr.Concept{Codings: []ephr.Coding{{System: "http://snomed.info/sct", Code: ephr.Code(code), Display: "LEAK"}}}
	}
	entry := func(id string) ephr.Entry { return ephr.Entry{ID: ephr.ID(id), Recorded: "2018-01-01"} }
	shelter := ephr.Site{ID: "sh", Key: "LEAK-key", Kind: "crisis-centre", Name: "LEAK house", Country: "BG"}
	centre := ephr.Site{ID: "s", Key: "LEAK-key-2", Kind: "accommodation-centre", Name: "LEAK centre", Country: "BG"}
	doctor := ephr.Practitioner{ID: "p", Key: "9", Role: "doctor", Names: []ephr.HumanName{{Text: "Dr LEAK"}}}
	operator := ephr.Organization{ID: "o", Key: "LEAK-org", Name: "LEAK foundation"}
	there := func(r *ephr.Record) { // an encounter at the shelter
		r.Sites = append(r.Sites, shelter)
		r.Practitioners = append(r.Practitioners, doctor)
		r.Organizations = append(r.Organizations, operator)
		r.Encounters = append(r.Encounters, ephr.Encounter{ID: "es", Type: "initial", Country: "BG", Site: "sh", Period: ephr.Period{Start: "2018"}})
	}
	at := func(id string) ephr.Entry { return ephr.Entry{ID: ephr.ID(id), Encounter: "es"} }

	for name, build := range map[string]func(*ephr.Record){
		"a target disease": func(r *ephr.Record) {
			r.Immunizations = []ephr.Immunization{{Entry: entry("v"), Vaccine: "mmr", Status: "completed", TargetDiseases: snomed("86406008").Codings}}
		},
		"a code beside an ordinary one": func(r *ephr.Record) {
			c := icd("Z00.0")
			c.Codings = append(c.Codings, snomed("86406008").Codings...)
			r.Conditions = []ephr.Condition{{Entry: entry("c"), Code: c}}
		},
		"the sender's display": func(r *ephr.Record) {
			c := icd("R50.9")
			c.Codings[0].Display = "LEAK"
			r.Conditions = []ephr.Condition{{Entry: entry("c"), Code: c}}
		},
		"a result in a terminology": func(r *ephr.Record) {
			c := snomed("165816005")
			r.Investigations = []ephr.Investigation{{Entry: entry("i"), Test: "haemoglobin", Concept: &c}}
		},
		"an occupation": func(r *ephr.Record) {
			c := snomed("1")
			r.Person.Occupation = &c
		},
		"a device": func(r *ephr.Record) {
			r.Devices = []ephr.Device{{Entry: entry("d"), Code: snomed("268460000"), Status: "active"}}
		},
		"a social determinant in words": func(r *ephr.Record) {
			r.SocialDeterminants = []ephr.SocialDeterminant{{Entry: entry("d"), Code: "housing", Concept: &ephr.Concept{Text: "LEAK"}}}
		},
		"an unknown code of an open list": func(r *ephr.Record) {
			r.Practitioners = []ephr.Practitioner{{ID: "q", Key: "k", Role: "LEAK-counsellor"}}
			r.Custodian = ""
			r.CareTeams = []ephr.CareTeam{{Entry: entry("t"), Members: []ephr.Participant{{Practitioner: "q"}}}}
		},
		"how and where to reach a contact": func(r *ephr.Record) {
			r.Person.Contacts = []ephr.Contact{{Name: &ephr.HumanName{Text: "a cousin"}, Address: &ephr.Address{City: "LEAK"}, Telecoms: []ephr.ContactPoint{{System: "phone", Value: "LEAK"}}}}
		},
		"a contact who works for a shelter's operator": func(r *ephr.Record) {
			r.Organizations = []ephr.Organization{{ID: "o1", Key: "k1", Name: "n", Kind: "shelter-operator"}}
			r.Person.Contacts = []ephr.Contact{{Name: &ephr.HumanName{Text: "LEAK"}, Organization: "o1"}}
		},
		"how a contact stands to the person": func(r *ephr.Record) {
			r.Person.Contacts = []ephr.Contact{{Name: &ephr.HumanName{Text: "somebody"}, Relationships: []ephr.Concept{{Text: "LEAK"}, snomed("224931005")}}}
		},
		"the sender's display in another language": func(r *ephr.Record) {
			c := icd("R50.9")
			c.Codings[0].Translations = []ephr.Translation{{Language: "it", Text: "LEAK"}}
			r.Conditions = []ephr.Condition{{Entry: entry("c"), Code: c}}
		},
		"a shelter's operator who knows of a medicine": func(r *ephr.Record) {
			r.Organizations = []ephr.Organization{{ID: "o1", Key: "LEAK", Name: "LEAK", Kind: "shelter-operator"}}
			r.Medications = []ephr.Medication{{Entry: entry("m"), Kind: "statement", Status: "active", Code: ephr.ATC("N02BE01"), Informant: "o1"}}
		},
		"what is in a medicine": func(r *ephr.Record) {
			r.Medications = []ephr.Medication{{Entry: entry("m"), Kind: "statement", Status: "active", Code: ephr.ATC("N02BE01"), Manufacturer: "LEAK",
				Ingredients: []ephr.Ingredient{{Code: snomed("1")}, {Code: ephr.Concept{Codings: []ephr.Coding{{System: "http://www.whocc.no/atc", Code: "J05AF13", Display: "LEAK"}}}}}}}
		},
		"the sender's category, severity and role": func(r *ephr.Record) {
			c := snomed("1")
			r.Practitioners = []ephr.Practitioner{{ID: "q", Key: "k", Role: "doctor", RoleConcept: &c}}
			r.Conditions = []ephr.Condition{{Entry: entry("c"), Code: icd("R50.9"), CategoryConcept: &c, SeverityConcept: &c, Asserter: "q"}}
		},
		"who asserted it and gave it there": func(r *ephr.Record) {
			there(r)
			r.Conditions = []ephr.Condition{{Entry: at("c"), Code: icd("J45.9"), Asserter: "p"}}
			r.Immunizations = []ephr.Immunization{{Entry: at("v"), Vaccine: "mmr", Status: "completed", Organization: "o"}}
		},
		"an asylum file's number": func(r *ephr.Record) {
			r.Person.Identifiers = []ephr.Identifier{{Type: "asylum-file", System: "https://asylum.example", Value: "LEAK"}}
		},
		"a medicine named by its group": func(r *ephr.Record) {
			r.Medications = []ephr.Medication{{Entry: entry("m"), Kind: "statement", Status: "active", Strength: "LEAK", Code: ephr.ATC("J05A")}}
		},
		"whoever measured there": func(r *ephr.Record) {
			there(r)
			r.VitalSigns = []ephr.VitalSign{{Entry: at("v"), Sign: codes.VitalSignHeartRate, Value: ephr.UCUM("70", "/min"), Performer: "p"}}
		},
		"whoever prescribed there": func(r *ephr.Record) {
			there(r)
			r.Medications = []ephr.Medication{{Entry: at("m"), Kind: "order", Status: "active", Code: ephr.ATC("N02BE01"), Prescriber: "p"}}
		},
		"whoever is in the team there": func(r *ephr.Record) {
			there(r)
			r.CareTeams = []ephr.CareTeam{{Entry: at("t"), Members: []ephr.Participant{{Practitioner: "p"}}}}
		},
		"whoever concluded there": func(r *ephr.Record) {
			there(r)
			r.Assessments = []ephr.Assessment{{Entry: at("a"), Summary: &ephr.Note{Text: "fine", Author: "p", Reviewed: ephr.True}}}
		},
		"whoever wrote down what was seen there": func(r *ephr.Record) {
			there(r)
			r.Conditions = []ephr.Condition{{Entry: at("c"), Code: icd("J45.9")}}
			r.Provenance = []ephr.Provenance{{Target: "c", Activity: "create", Recorded: "2018", Practitioner: "p", Organization: "o"}}
		},
		"whoever helps there": func(r *ephr.Record) {
			there(r)
			r.SupportServices = []ephr.SupportService{{Entry: entry("x"), Service: "interpreting", Status: "ongoing", Site: "sh", Practitioner: "p", Provider: "o"}}
		},
		"a centre that is called a crisis centre elsewhere": func(r *ephr.Record) {
			r.Sites = []ephr.Site{centre}
			r.Encounters = []ephr.Encounter{{ID: "e", Type: "initial", Country: "BG", Site: "s", Period: ephr.Period{Start: "2018"}}}
			r.Person.Accommodations = []ephr.Accommodation{{Kind: "crisis-centre", Site: "s"}}
		},
		"a row of the registry to which nothing refers": func(r *ephr.Record) {
			r.Sites = []ephr.Site{centre}
			r.Organizations = []ephr.Organization{operator}
		},
		"a part of a shelter's operator": func(r *ephr.Record) {
			r.Organizations = []ephr.Organization{{ID: "o1", Key: "k1", Name: "n", Kind: "shelter-operator"}, {ID: "o2", Key: "k2", Name: "LEAK branch", PartOf: "o1"}}
			r.Custodian = "o2"
		},
		"a copy of a shelter's row": func(r *ephr.Record) {
			copied := shelter
			copied.ID, copied.Kind = "s2", "accommodation-centre"
			r.Sites = []ephr.Site{shelter, copied}
			r.Encounters = []ephr.Encounter{{ID: "e", Type: "initial", Country: "BG", Site: "s2", Period: ephr.Period{Start: "2018"}}}
		},
		"a phone through a site that is not there": func(r *ephr.Record) {
			r.Person.Telecoms = []ephr.ContactPoint{{System: "phone", Value: "LEAK", Site: "gone"}}
		},
		"the name of a member that a newer version has": func(r *ephr.Record) {
			r.SchemaVersion = "1.7"
			r.Person.Absent = ephr.Absences{{Member: "LEAK", Reason: codes.AbsentReasonAskedDeclined}}
		},
		"a member that a newer version has": func(r *ephr.Record) {
			r.SchemaVersion = "1.7"
			r.Person.Unknown = ephr.Members{{Name: "x", Value: `"LEAK"`}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			rec := ephr.New()
			rec.Person = &ephr.Person{Sex: "female"}
			build(rec)
			for _, kind := range everyKind {
				out, err := fhir.Append(nil, rec, kind)
				if err != nil {
					t.Fatal(err)
				}
				if i := bytes.Index(out, []byte("LEAK")); i >= 0 {
					t.Fatalf("%s: …%s…", kind, out[max(0, i-160):min(len(out), i+20)])
				}
				cut, err := fhir.Append(nil, withoutRestricted(t, rec), kind)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(out, cut) {
					t.Fatalf("%s: the exports differ: %s", kind, firstDifference(out, cut))
				}
			}
			// Nor is it in what the person or a relative gets, who may have all of T3 that is known to be the person's.
			rec.Person.Relatives = []ephr.Relative{{ID: "kin", Relationship: "SIS"}}
			rec.Consents = []ephr.Consent{{ID: "k", Decision: permit, Purpose: treat, Recipients: []string{"kin"}}, {ID: "r", Decision: permit, Purpose: request}}
			for _, to := range []fhir.Recipient{{Relative: "kin", Purpose: treat}, {ToPerson: true, Purpose: request}} {
				for _, kind := range everyKind {
					out, err := fhir.Append(nil, rec, kind, fhir.ForRecipient(to))
					if err != nil {
						t.Fatal(err)
					}
					if i := bytes.Index(out, []byte("LEAK")); i >= 0 {
						t.Errorf("handed over, %s: …%s…", kind, out[max(0, i-160):min(len(out), i+20)])
					}
				}
			}
		})
	}
}

// A consent for one group of data releases no other, and none for half of a value.
func TestConsentForAGroup(t *testing.T) {
	build := func(groups ...codes.Sensitivity) *ephr.Record {
		rec := ephr.New()
		rec.Person = &ephr.Person{Sex: "female"}
		both := ephr.ICD10("B20")
		both.Codings = append(both.Codings, ephr.ICD10("F43.1").Codings...)
		rec.Conditions = []ephr.Condition{
			{Entry: ephr.Entry{ID: "a"}, Code: ephr.ICD10("F32.1")},
			{Entry: ephr.Entry{ID: "b"}, Code: both},
		}
		rec.Pregnancies = []ephr.Pregnancy{{Entry: ephr.Entry{ID: "c"}, Status: "pregnant", DueDate: "2018-10-17"}}
		rec.Consents = []ephr.Consent{{ID: "k", Decision: permit, Purpose: treat, Sensitivities: groups}}
		return rec
	}
	for _, tt := range []struct {
		groups []codes.Sensitivity
		want   map[string]bool
	}{
		{[]codes.Sensitivity{"MH"}, map[string]bool{"F32.1": true, "B20": false, "2018-10-17": false}},
		{[]codes.Sensitivity{"HIV"}, map[string]bool{"F32.1": false, "B20": false, "2018-10-17": false}},
		{[]codes.Sensitivity{"PREGNANT"}, map[string]bool{"F32.1": false, "B20": false, "2018-10-17": true}},
		{nil, map[string]bool{"F32.1": true, "B20": true, "2018-10-17": true}},
	} {
		out, err := fhir.Append(nil, build(tt.groups...), fhir.Document, fhir.ForRecipient(fhir.Recipient{Country: "SI", Purpose: treat}))
		if err != nil {
			t.Fatal(err)
		}
		for value, want := range tt.want {
			if bytes.Contains(out, []byte(value)) != want {
				t.Errorf("consent for %v: %s leaves: %v", tt.groups, value, !want)
			}
		}
	}
}

func TestRecipientMustBeExact(t *testing.T) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: "female", Nationalities: []codes.Country{"SY"}}
	rec.Conditions = []ephr.Condition{{Entry: ephr.Entry{ID: "a"}, Code: ephr.ICD10("B20")}}
	rec.Consents = []ephr.Consent{
		{ID: "k", Decision: permit, Purpose: treat, Given: "2018-01-01"},
		{ID: "l", Decision: deny, Purpose: treat, Given: "2018-02-01", Recipients: []string{"https://a.example"}},
	}
	for _, r := range []fhir.Recipient{{Purpose: treat}, {Country: "sy", Purpose: treat}, {Country: "SYR", Purpose: treat}, {Organization: "https://moh.example", Purpose: treat}} {
		var refused *fhir.RefusedError
		if _, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(r)); !errors.As(err, &refused) {
			t.Errorf("%+v is not refused: %v", r, err)
		}
	}
	for organization, want := range map[string]bool{"": false, "https://a.example": false, "https://b.example": true} {
		out, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Country: "IT", Organization: organization, Purpose: treat}))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(out, []byte("B20")) != want {
			t.Errorf("for %q the diagnosis leaves: %v", organization, !want)
		}
	}
}

// Records that are not valid, as Go can build them, neither panic nor give broken JSON.
func TestInvalidRecords(t *testing.T) {
	for name, rec := range map[string]*ephr.Record{
		"nothing":       {Person: &ephr.Person{Sex: "male"}},
		"a broken id":   {ID: `"\</td>`, Person: &ephr.Person{Sex: "x"}},
		"a third truth": {Person: &ephr.Person{Sex: "male", Languages: []ephr.PersonLanguage{{Language: "ar", Preferred: 3, InterpreterNeeded: 3}}}},
		"broken text":   {Person: &ephr.Person{Sex: "male", Names: []ephr.HumanName{{Text: "a\xffb"}}}},
		"own parent":    {Custodian: "o", Organizations: []ephr.Organization{{ID: "o", PartOf: "o"}}, Person: &ephr.Person{Sex: "male"}},
		"a bad number":  {Person: &ephr.Person{Sex: "male"}, VitalSigns: []ephr.VitalSign{{Value: ephr.UCUM("1e", "kg")}}},
	} {
		for _, kind := range everyKind {
			for _, opts := range [][]fhir.Option{nil, {fhir.AllTiers(), nil}} {
				out, err := fhir.Append(nil, rec, kind, opts...)
				if err != nil || !jsonValid(out) {
					t.Errorf("%s, %s: %v\n%s", name, kind, err, out)
				}
			}
		}
	}
	if _, err := fhir.Append(nil, nil, fhir.Document); err != fhir.ErrNoPerson {
		t.Error(err)
	}
	twice := &ephr.Record{Person: &ephr.Person{Sex: "male"}, Conditions: []ephr.Condition{{Entry: ephr.Entry{ID: "a"}}, {Entry: ephr.Entry{ID: "a"}}}}
	if _, err := fhir.Append(nil, twice, fhir.Transaction, fhir.AllTiers()); err != fhir.ErrDuplicateID {
		t.Error(err)
	}
}

// An item of which nothing may be seen is not there at all: a shell would tell
// that there was something.
func TestNoShells(t *testing.T) {
	entry := func(id string) ephr.Entry { return ephr.Entry{ID: ephr.ID(id), Recorded: "2019-03-25"} }
	for name, add := range map[string]func(*ephr.Record){
		"a team of a shelter": func(r *ephr.Record) {
			r.Sites = []ephr.Site{{ID: "sh", Key: "k", Kind: "crisis-centre", Name: "n", Country: "BG"}}
			r.Practitioners = []ephr.Practitioner{{ID: "p", Key: "p", Role: "doctor", Site: "sh"}}
			r.CareTeams = []ephr.CareTeam{{Entry: entry("t"), Members: []ephr.Participant{{Practitioner: "p"}}, Period: &ephr.Period{Start: "2019-03-22"}}}
		},
		"a sister's illness": func(r *ephr.Record) {
			r.FamilyHistory = []ephr.FamilyHistory{{Entry: entry("f"), Relationship: "SIS", Conditions: []ephr.FamilyCondition{{Code: ephr.ICD10("B20")}}}}
		},
		"an assessment in words": func(r *ephr.Record) {
			r.Assessments = []ephr.Assessment{{Entry: entry("a"), Summary: &ephr.Note{Text: "not reviewed"}}}
		},
		"a consent for a shelter": func(r *ephr.Record) {
			r.Consents = []ephr.Consent{{ID: "c", Decision: permit, Purpose: treat, Recipients: []string{"https://shelter.example"}, Given: "2019-03-25"}}
		},
	} {
		var with, without ephr.Record
		for _, r := range []*ephr.Record{&with, &without} {
			*r = ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: "0a44fb8c-a8af-439b-a03f-81e44787877e", Person: &ephr.Person{Sex: "female"},
				Conditions: []ephr.Condition{{Entry: ephr.Entry{ID: "ordinary"}, Code: ephr.ICD10("J06.9")}}}
		}
		add(&with)
		for _, kind := range everyKind {
			a, err := fhir.Append(nil, &with, kind)
			if err != nil {
				t.Fatal(err)
			}
			b, err := fhir.Append(nil, &without, kind)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(a, b) {
				t.Errorf("%s, %s: the export shows that it was there: %s", name, kind, firstDifference(a, b))
			}
		}
	}
}

// That a text was looked at and not found fit to be shared does not show.
func TestAReviewDoesNotShow(t *testing.T) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: "female"}
	c := ephr.ICD10("Z00.0")
	c.Text, c.Reviewed = "words", ephr.False
	rec.Conditions = []ephr.Condition{{Entry: ephr.Entry{ID: "c"}, Code: c}}
	out, err := fhir.Append(nil, rec, fhir.Document)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(out, []byte("/reviewed")) {
		t.Error("the export says that a text was reviewed")
	}
}

// What is run at a shelter goes with it, also where only a statement says that
// the place is one; a way to reach the person does not tell where the person is;
// a doctor's specialities stay with the doctor.
func TestRegistryTellsNothing(t *testing.T) {
	rec := ephr.New()
	rec.Organizations = []ephr.Organization{{ID: "o", Key: "LEAK-o", Name: "LEAK agency"}, {ID: "b", Key: "LEAK-b", Name: "LEAK branch", PartOf: "o"}}
	rec.Sites = []ephr.Site{{ID: "s", Key: "LEAK-s", Kind: "accommodation-centre", Name: "LEAK centre", Country: "BG", Organization: "o"},
		{ID: "c", Key: "k", Kind: "accommodation-centre", Name: "LEAK camp", Country: "BG"}}
	rec.Practitioners = []ephr.Practitioner{
		{ID: "p", Key: "LEAK-p", Role: "doctor", Organization: "b", Names: []ephr.HumanName{{Text: "Dr LEAK"}}},
		{ID: "q", Key: "q", Role: "doctor", Names: []ephr.HumanName{{Text: "Dr Ordinary"}}, Qualifications: []ephr.Concept{{Text: "LEAK medicine", Reviewed: ephr.True}}},
	}
	rec.Person = &ephr.Person{Sex: "female", Accommodations: []ephr.Accommodation{{Kind: "crisis-centre", Site: "s"}, {Kind: "private-home", LivingArrangement: "CS", Unit: "LEAK 3"}},
		Telecoms: []ephr.ContactPoint{{System: "phone", Value: "1", Site: "c"}}}
	rec.Conditions = []ephr.Condition{{Entry: ephr.NewEntry("", "p", "2019"), Code: ephr.ICD10("J06.9")}, {Entry: ephr.NewEntry("", "q", "2019"), Code: ephr.ICD10("J06.9")}}
	rec.Disclosures = []ephr.Disclosure{{Entry: ephr.Entry{ID: "d", Notes: []ephr.Note{{Text: "x", Author: "q"}}}, Kind: "exploitation", Answer: "not-asked"}}
	code := ephr.Concept{Codings: []ephr.Coding{{System: ephr.URI(codes.LOINC), Code: "55283-6"}}}
	rec.VitalSigns = []ephr.VitalSign{{Entry: ephr.Entry{ID: "v"}, Sign: "other", Code: &code, Effective: "2019-03-01", Value: &ephr.Quantity{Value: "144.753", Code: "/min"}}}
	for _, opts := range [][]fhir.Option{nil, {fhir.ForRecipient(fhir.Recipient{Country: "SI", Purpose: treat})}} {
		out, err := fhir.Append(nil, rec, fhir.Document, opts...)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"LEAK", "144.753"} {
			if i := bytes.Index(out, []byte(word)); i >= 0 {
				t.Errorf("%s leaves: …%s…", word, out[max(0, i-200):min(len(out), i+40)])
			}
		}
		if !bytes.Contains(out, []byte("Dr Ordinary")) {
			t.Error("the ordinary doctor is missing")
		}
	}
}
