package fhir_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

const request = codes.PurposePersonRequest

// What is withheld from a relative or the person leaves no trace in the copy
// that is handed over: without any consent, and under one that names them.
func TestHandedCopiesLeaveNoTrace(t *testing.T) {
	g := ephrtest.New(12)
	tried := 0
	for range 60 {
		rec := g.Record()
		rec.Consents = nil
		if len(rec.Person.Relatives) == 0 {
			rec.Person.Relatives = []ephr.Relative{{ID: "kin", Relationship: codes.RelationshipMother}}
		}
		relative := rec.Person.Relatives[0].ID
		toRelative := fhir.Recipient{Relative: relative, Purpose: treat, On: "2020-01-01"}
		toPerson := fhir.Recipient{ToPerson: true, Purpose: request, On: "2020-01-01"}
		others := func(p ephr.Pointer) bool {
			return strings.HasPrefix(string(p), "/person/relatives/") && !strings.HasPrefix(string(p), "/person/relatives/0/")
		}

		for name, c := range map[string]struct {
			to       fhir.Recipient
			withheld func(ephr.Pointer, ephr.Class) bool
		}{
			"a relative": {toRelative, func(p ephr.Pointer, c ephr.Class) bool { return c.Tier > ephr.T2 || others(p) }},
			"the person": {toPerson, func(_ ephr.Pointer, c ephr.Class) bool { return c.Tier > ephr.T2 }},
		} {
			sameCopies(t, name, rec, withoutValues(t, rec, c.withheld), c.to)
		}

		rec.Consents = []ephr.Consent{
			{ID: "for-kin", Decision: permit, Purpose: treat, Given: "2019-01-01", Recipients: []string{string(relative)}},
			{ID: "on-request", Decision: permit, Purpose: request, Given: "2019-01-01"},
		}
		traced := func(p ephr.Pointer) bool { return strings.HasPrefix(string(p), "/contactTracings/") }
		for name, c := range map[string]struct {
			to       fhir.Recipient
			withheld func(ephr.Pointer, ephr.Class) bool
		}{
			"a relative with consent": {toRelative, func(p ephr.Pointer, c ephr.Class) bool {
				return c.Tier > ephr.T3 || others(p) || c.Tier > ephr.T2 && (traced(p) || strings.HasPrefix(string(p), "/familyHistory/"))
			}},
			"the person with consent": {toPerson, func(p ephr.Pointer, c ephr.Class) bool { return c.Tier > ephr.T3 || c.Tier > ephr.T2 && traced(p) }},
		} {
			sameCopies(t, name, rec, withoutValues(t, rec, c.withheld), c.to)
			tried++
		}
	}
	if tried < 100 {
		t.Errorf("only %d copies", tried)
	}
}

func sameCopies(t *testing.T, name string, with, without *ephr.Record, to fhir.Recipient) {
	t.Helper()
	for _, kind := range everyKind {
		a, err := fhir.Append(nil, with, kind, fhir.ForRecipient(to))
		if err != nil {
			t.Fatal(err)
		}
		b, err := fhir.Append(nil, without, kind, fhir.ForRecipient(to))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Fatalf("%s, %s: the copies differ: %s", name, kind, firstDifference(a, b))
		}
	}
}

// household is a girl's record that says things about her mother (m), who is her
// guardian, her father (f) and her aunt (a). Words in capitals are for nobody of them.
func household() *ephr.Record {
	rec := ephr.New()
	entry := func(id string) ephr.Entry { return ephr.Entry{ID: ephr.ID(id), Recorded: "2018-01-01"} }
	reviewed := func(text string) ephr.Note { return ephr.Note{Text: text, Reviewed: ephr.True} }
	rec.Sites = []ephr.Site{{ID: "s", Key: "https://sites.example/SHELTER", Kind: "shelter", Name: "SHELTER", Country: "GR"}}
	rec.Person = &ephr.Person{Sex: "female", BirthDate: "2004", Nationalities: []codes.Country{"AF"}, CountryOfBirth: "GR",
		Names:          []ephr.HumanName{{Text: "the girl"}},
		Accommodations: []ephr.Accommodation{{Kind: "shelter", Site: "s", Unit: "SHELTER 4"}},
		Relatives: []ephr.Relative{
			{ID: "m", Relationship: "MTH", Guardian: ephr.True, Names: []ephr.HumanName{{Text: "the mother"}}, Whereabouts: &ephr.Note{Text: "WHEREABOUTS", Reviewed: ephr.True}},
			{ID: "f", Relationship: "FTH", Names: []ephr.HumanName{{Text: "the father"}}, Telecoms: []ephr.ContactPoint{{System: "phone", Value: "father-phone"}},
				Whereabouts: &ephr.Note{Text: "WHEREABOUTS", Reviewed: ephr.True}, Address: &ephr.Address{Text: "WHEREABOUTS"}},
			{ID: "a", Relationship: "AUNT", Names: []ephr.HumanName{{Text: "the aunt"}}},
		}}
	rec.Encounters = []ephr.Encounter{{ID: "e", Type: "initial", Country: "GR", Period: ephr.Period{Start: "2018-01-01"}}}
	rec.Conditions = []ephr.Condition{
		{Entry: entry("asthma"), Code: ephr.ICD10("J45.9")},
		{Entry: entry("hiv"), Code: ephr.ICD10("B20")},
		{Entry: entry("abuse"), Code: ephr.ICD10("T74.2")},
	}
	rec.Conditions[0].Notes = []ephr.Note{{Text: "UNREVIEWED: the aunt says"}, reviewed("wheezes")}
	rec.Pregnancies = []ephr.Pregnancy{{Entry: entry("p"), Status: "pregnant", Effective: "2018-01-01"}}
	rec.FamilyHistory = []ephr.FamilyHistory{
		{Entry: entry("fh1"), Relationship: "FTH", Conditions: []ephr.FamilyCondition{{Code: ephr.ICD10("B18.2")}, {Code: ephr.ICD10("I10")}, {Code: ephr.ICD10("F20.0")}}},
	}
	rec.ContactTracings = []ephr.ContactTracing{{Entry: entry("ct"), Disease: ephr.ICD10("A15.0"), Role: "contact", Record: "0a44fb8c-a8af-439b-a03f-81e447878000"}}
	rec.PsychologistNotes = []ephr.PsychologistNote{{Entry: entry("pn"), Text: reviewed("PSYCHOLOGIST")}}
	rec.Protection = &ephr.Protection{Suspicion: "suspected", Shelter: "s", Notes: []ephr.Note{reviewed("PROTECTION")}}
	rec.Consents = []ephr.Consent{{ID: "aunts", Decision: permit, Purpose: treat, Given: "2018-01-01", Recipients: []string{"a"}, GivenBy: "f"}}
	return rec
}

func consentFor(to ...string) ephr.Consent {
	return ephr.Consent{ID: "c", Decision: permit, Purpose: treat, Given: "2018-01-02", Recipients: to}
}

// Guardians and members of the household do not see each other's restricted
// data, nor the person's without the person's word.
func TestWhoSeesWhatInAHousehold(t *testing.T) {
	never := []string{"SHELTER", "WHEREABOUTS", "UNREVIEWED", "PSYCHOLOGIST", "PROTECTION", "0a44fb8c-a8af-439b-a03f-81e447878000", `"A15.0"`}
	mother := fhir.Recipient{Relative: "m", Purpose: treat, On: "2018-06-01"}
	person := fhir.Recipient{ToPerson: true, Purpose: request, On: "2018-06-01"}
	for name, c := range map[string]struct {
		consents []ephr.Consent
		to       fhir.Recipient
		in, out  []string
	}{
		"the guardian": {nil, mother,
			[]string{"the girl", "the mother", `"J45.9"`, `"I10"`, "wheezes"},
			[]string{`"B20"`, `"T74.2"`, `"PREGNANT"`, "82810-3", "the father", "father-phone", "the aunt", `"F20.0"`, `"aunts"`}},
		"the guardian with the girl's consent": {[]ephr.Consent{consentFor("m")}, mother,
			[]string{`"B20"`, `"T74.2"`, "82810-3", "the mother"},
			[]string{"the father", "father-phone", "the aunt", `"F20.0"`}},
		"the guardian with a consent for HIV": {[]ephr.Consent{func() ephr.Consent {
			v := consentFor("m")
			v.Sensitivities = []codes.Sensitivity{"HIV", "PATLOC", "PSYTHPN"}
			return v
		}()}, mother, []string{`"B20"`}, []string{`"T74.2"`, "82810-3", "the father", `"F20.0"`}},
		"the person": {nil, person,
			[]string{"the girl", "the father", "the aunt", `"J45.9"`, `"I10"`},
			[]string{`"B20"`, `"T74.2"`, "82810-3", `"F20.0"`}},
		"the person who has asked": {[]ephr.Consent{{ID: "c", Decision: permit, Purpose: request, Given: "2018-01-02"}}, person,
			[]string{`"B20"`, `"T74.2"`, "82810-3", "the father", `"F20.0"`}, nil},
	} {
		rec := household()
		rec.Consents = append(rec.Consents, c.consents...)
		for _, kind := range everyKind {
			for _, opts := range [][]fhir.Option{{fhir.ForRecipient(c.to)}, {fhir.AllTiers(), fhir.ForRecipient(c.to)}} {
				out, err := fhir.Append(nil, rec, kind, opts...)
				if err != nil {
					t.Fatal(err)
				}
				for _, s := range c.in {
					if !bytes.Contains(out, []byte(s)) {
						t.Errorf("%s, %s: %s is missing", name, kind, s)
					}
				}
				for _, s := range append(c.out, never...) {
					if i := bytes.Index(out, []byte(s)); i >= 0 {
						t.Errorf("%s, %s: %s leaves: …%s…", name, kind, s, out[max(0, i-100):min(len(out), i+30)])
					}
				}
			}
		}
	}
}

// Only the person's own permit that names the relative opens anything.
func TestConsentForARelative(t *testing.T) {
	with := func(f func(*ephr.Consent)) []ephr.Consent {
		v := consentFor("m")
		f(&v)
		return []ephr.Consent{v}
	}
	refusal := func(f func(*ephr.Consent)) []ephr.Consent {
		return append(with(func(*ephr.Consent) {}), func() ephr.Consent {
			v := ephr.Consent{ID: "d", Decision: deny, Purpose: treat, Given: "2018-02-01"}
			f(&v)
			return v
		}())
	}
	for name, c := range map[string]struct {
		consents []ephr.Consent
		want     bool
	}{
		"names her":                             {with(func(*ephr.Consent) {}), true},
		"names her and others":                  {with(func(v *ephr.Consent) { v.Recipients = []string{"https://a.example", "m"} }), true},
		"names nobody":                          {with(func(v *ephr.Consent) { v.Recipients = nil }), false},
		"names the country":                     {with(func(v *ephr.Consent) { v.Recipients = nil; v.Countries = []codes.Country{"GR"} }), false},
		"names an organisation":                 {with(func(v *ephr.Consent) { v.Recipients = []string{"https://a.example"} }), false},
		"names the father":                      {with(func(v *ephr.Consent) { v.Recipients = []string{"f"} }), false},
		"names her in another case":             {with(func(v *ephr.Consent) { v.Recipients = []string{"M"} }), false},
		"names her with a blank":                {with(func(v *ephr.Consent) { v.Recipients = []string{"m "} }), false},
		"given by herself":                      {with(func(v *ephr.Consent) { v.GivenBy = "m" }), false},
		"given by the father":                   {with(func(v *ephr.Consent) { v.GivenBy = "f" }), false},
		"for another purpose":                   {with(func(v *ephr.Consent) { v.Purpose = research }), false},
		"withdrawn":                             {with(func(v *ephr.Consent) { v.Decision = "withdrawn" }), false},
		"given later":                           {with(func(v *ephr.Consent) { v.Given = "2018-06-02" }), false},
		"past":                                  {with(func(v *ephr.Consent) { v.Period = &ephr.Period{End: "2018-05-31"} }), false},
		"on its last day":                       {with(func(v *ephr.Consent) { v.Period = &ephr.Period{End: "2018-06-01"} }), true},
		"for this country":                      {with(func(v *ephr.Consent) { v.Countries = []codes.Country{"GR"} }), true},
		"for another country":                   {with(func(v *ephr.Consent) { v.Countries = []codes.Country{"RS"} }), false},
		"then all refused":                      {refusal(func(v *ephr.Consent) {}), false},
		"then refused for her":                  {refusal(func(v *ephr.Consent) { v.Recipients = []string{"m"} }), false},
		"then refused for her, in another case": {refusal(func(v *ephr.Consent) { v.Recipients = []string{" M"} }), false},
		"then refused for the father":           {refusal(func(v *ephr.Consent) { v.Recipients = []string{"f"} }), true},
		"then refused for another country":      {refusal(func(v *ephr.Consent) { v.Countries = []codes.Country{"RS"} }), true},
		"then refused for the country":          {refusal(func(v *ephr.Consent) { v.Countries = []codes.Country{"GRC"} }), false},
		"then refused by the mother":            {refusal(func(v *ephr.Consent) { v.GivenBy = "m" }), false},
	} {
		rec := household()
		rec.Consents = c.consents
		out, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Country: "GR", Relative: "m", Purpose: treat, On: "2018-06-01"}))
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(out, []byte(`"B20"`)); got != c.want {
			t.Errorf("a consent that %s: the diagnosis leaves: %v", name, got)
		}
	}

	// A key of the registry that is written like her id means the organisation.
	rec := household()
	rec.Consents = []ephr.Consent{consentFor("m")}
	rec.Organizations = []ephr.Organization{{ID: "o", Key: "M", Name: "Organisation"}}
	out, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Relative: "m", Purpose: treat, On: "2018-06-01"}))
	if err != nil || bytes.Contains(out, []byte(`"B20"`)) {
		t.Errorf("a consent for an organisation opens the copy for a relative: %v", err)
	}

	// The person's own request is a consent for that purpose, by the person, and nothing else.
	for name, v := range map[string]ephr.Consent{
		"for treatment":          {Decision: permit, Purpose: treat},
		"given by somebody else": {Decision: permit, Purpose: request, GivenBy: "m"},
		"for somebody else":      {Decision: permit, Purpose: request, Recipients: []string{"m"}},
	} {
		rec := household()
		v.ID, v.Given = "c", "2018-01-01"
		rec.Consents = []ephr.Consent{v}
		for _, purpose := range []codes.Purpose{treat, request, ""} {
			out, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{ToPerson: true, Purpose: purpose, On: "2018-06-01"}))
			if err != nil || bytes.Contains(out, []byte(`"B20"`)) {
				t.Errorf("a consent %s opens the person's copy for %q: %v", name, purpose, err)
			}
		}
	}
}

// A copy can be handed over where the person is, which may be where a child was
// born; it does not go where the person fled from, nor to somebody unknown.
func TestWhereACopyIsHandedOver(t *testing.T) {
	for name, c := range map[string]struct {
		to     fhir.Recipient
		reason string
	}{
		"to the mother":                         {fhir.Recipient{Relative: "m"}, ""},
		"to the mother, here":                   {fhir.Recipient{Relative: "m", Country: "GR"}, ""},
		"to the mother, elsewhere":              {fhir.Recipient{Relative: "m", Country: "SI"}, ""},
		"to the mother, in the country fled":    {fhir.Recipient{Relative: "m", Country: "AF"}, "origin"},
		"to the girl, here":                     {fhir.Recipient{ToPerson: true, Country: "GR"}, ""},
		"to the girl, in the country fled":      {fhir.Recipient{ToPerson: true, Country: "AF"}, "origin"},
		"to the girl, with a reason":            {fhir.Recipient{ToPerson: true, Country: "AF", Override: "she has returned"}, ""},
		"to the mother, in no country":          {fhir.Recipient{Relative: "m", Country: "GRC"}, "country"},
		"to somebody unknown":                   {fhir.Recipient{Relative: "x"}, "relative"},
		"to somebody unknown, with a reason":    {fhir.Recipient{Relative: "x", Override: "asked for"}, "relative"},
		"to the mother and the girl":            {fhir.Recipient{Relative: "m", ToPerson: true}, "relative"},
		"to the mother at an organisation":      {fhir.Recipient{Relative: "m", Organization: "https://a.example"}, "relative"},
		"to an enforcing guardian":              {fhir.Recipient{Relative: "m", Enforcement: true}, "enforcement"},
		"to an organisation where she was born": {fhir.Recipient{Country: "GR"}, "origin"},
	} {
		to := c.to
		to.Purpose = treat
		_, err := fhir.Append(nil, household(), fhir.Document, fhir.ForRecipient(to))
		var refused *fhir.RefusedError
		reason := ""
		if errors.As(err, &refused) {
			reason = refused.Reason
		}
		if reason != c.reason || err != nil && reason == "" {
			t.Errorf("%s: refused for %q (%v), want %q", name, reason, err, c.reason)
		}
	}
	rec := household()
	rec.Journey = &ephr.Journey{PersecutedIn: []codes.Country{"GR"}}
	if _, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Relative: "m", Country: "GR", Purpose: treat})); err == nil {
		t.Error("a copy is handed over in a country of persecution")
	}
	rec = household()
	rec.Encounters = append(rec.Encounters, ephr.Encounter{ID: "before", Type: "initial", Country: "AF", Period: ephr.Period{Start: "2016-05"}})
	if _, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Relative: "m", Country: "AF", Purpose: treat})); err == nil {
		t.Error("an encounter of long ago makes the country fled a host")
	}
	rec = household()
	rec.Person.Relatives[1].ID = "m"
	if _, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Relative: "m", Purpose: treat})); err == nil {
		t.Error("of two relatives with one id, nobody knows who is meant")
	}
}
