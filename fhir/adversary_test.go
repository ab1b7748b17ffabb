package fhir_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

func refusedFor(rec *ephr.Record, to fhir.Recipient, opts ...fhir.Option) string {
	_, err := fhir.Append(nil, rec, fhir.Collection, append(opts, fhir.ForRecipient(to))...)
	var refused *fhir.RefusedError
	if errors.As(err, &refused) {
		return refused.Reason
	}
	return ""
}

// The country of origin is refused however the record or the caller writes it.
func TestCountriesOfOriginInAnySpelling(t *testing.T) {
	for name, c := range map[string]struct {
		person   ephr.Person
		fled     []codes.Country
		to, want string
	}{
		"nationality":                   {ephr.Person{Nationalities: []codes.Country{"GR"}}, nil, "GR", "origin"},
		"nationality EL":                {ephr.Person{Nationalities: []codes.Country{"EL"}}, nil, "GR", "origin"},
		"nationality GRC":               {ephr.Person{Nationalities: []codes.Country{"GRC"}}, nil, "GR", "origin"},
		"nationality in small letters":  {ephr.Person{Nationalities: []codes.Country{"gr"}}, nil, "GR", "origin"},
		"nationality with a blank":      {ephr.Person{Nationalities: []codes.Country{" GR"}}, nil, "GR", "origin"},
		"the second of two":             {ephr.Person{Nationalities: []codes.Country{"SY", "GR"}}, nil, "GR", "origin"},
		"birth":                         {ephr.Person{CountryOfBirth: "GRC"}, nil, "GR", "origin"},
		"persecution":                   {ephr.Person{}, []codes.Country{"EL"}, "GR", "origin"},
		"asked as EL":                   {ephr.Person{Nationalities: []codes.Country{"GR"}}, nil, "EL", "country"},
		"asked as GRC":                  {ephr.Person{Nationalities: []codes.Country{"GR"}}, nil, "GRC", "country"},
		"asked in small letters":        {ephr.Person{Nationalities: []codes.Country{"GR"}}, nil, "gr", "country"},
		"asked as no country":           {ephr.Person{}, nil, "XXA", "country"},
		"a stateless person's home":     {ephr.Person{Nationalities: []codes.Country{codes.CountryStateless}, LastResidence: "GR"}, nil, "GR", "origin"},
		"the home of somebody unknown":  {ephr.Person{LastResidence: "EL"}, nil, "GR", "origin"},
		"where somebody lived on a way": {ephr.Person{Nationalities: []codes.Country{"SY"}, LastResidence: "GR"}, nil, "GR", ""},
		"elsewhere":                     {ephr.Person{Nationalities: []codes.Country{"SY"}, CountryOfBirth: "IQ"}, []codes.Country{"TR"}, "GR", ""},
	} {
		rec := ephr.New()
		rec.Person = &c.person
		rec.Person.Sex = "male"
		if c.fled != nil {
			rec.Journey = &ephr.Journey{PersecutedIn: c.fled}
		}
		to := fhir.Recipient{Country: codes.Country(c.to), Purpose: treat}
		if got := refusedFor(rec, to); got != c.want {
			t.Errorf("%s: refused for %q, want %q", name, got, c.want)
		}
		if got := refusedFor(rec, to, fhir.AllTiers()); got != c.want {
			t.Errorf("%s, all tiers: refused for %q, want %q", name, got, c.want)
		}
		to.Override = "asked for by the person"
		if got := refusedFor(rec, to); got != "" {
			t.Errorf("%s: refused for %q in spite of a reason", name, got)
		}
		to.Override = " - "
		if got := refusedFor(rec, to); got != c.want {
			t.Errorf("%s: a reason without words opens it", name)
		}
	}
}

// Immigration enforcement is refused through whatever door it asks.
func TestEnforcementByAnyName(t *testing.T) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: "male"}
	rec.Organizations = []ephr.Organization{
		{ID: "ministry", Key: "https://ministry.example", Name: "Ministry"},
		{ID: "police", Key: "https://police.example", Name: "Border police", Kind: codes.OrganizationKindImmigrationEnforcement, PartOf: "ministry"},
		{ID: "unit", Key: "https://police.example/unit", Name: "Unit", PartOf: "police"},
		{ID: "desk", Key: "https://police.example/unit/desk", Name: "Desk", PartOf: "unit"},
		{ID: "copy", Key: "https://police.example/UNIT", Name: "Unit, again", PartOf: "copy"},
		{ID: "below", Key: "https://below.example", Name: "Part of the copy", PartOf: "copy"},
		{ID: "health", Key: "https://health.example", Name: "Health authority", PartOf: "ministry"},
		{ID: "clinic", Key: "https://clinic.example", Name: "Clinic"},
	}
	rec.Sites = []ephr.Site{{ID: "post", Key: "https://post.example", Kind: "field-office", Organization: "desk", Country: "SI"}}
	rec.Practitioners = []ephr.Practitioner{{ID: "officer", Key: "officer-7", Role: "doctor", Site: "post"}, {ID: "doctor", Key: "doctor-1", Role: "doctor", Organization: "clinic"}}
	for key, want := range map[string]string{
		"https://police.example":           "enforcement",
		"HTTPS://Police.example":           "enforcement",
		" https://police.example ":         "enforcement",
		"https://police.example/":          "enforcement",
		"https://police.example/unit":      "enforcement",
		"https://police.example/unit/desk": "enforcement",
		"https://below.example":            "enforcement",
		"https://ministry.example":         "enforcement",
		"https://post.example":             "enforcement",
		"officer-7":                        "enforcement",
		"https://health.example":           "",
		"https://clinic.example":           "",
		"doctor-1":                         "",
		"https://stranger.example":         "",
		"":                                 "",
	} {
		if got := refusedFor(rec, fhir.Recipient{Country: "SI", Organization: key, Purpose: treat}); got != want {
			t.Errorf("%q: refused for %q, want %q", key, got, want)
		}
	}

	// Nor does it get what another system has said of nobody in particular.
	nobody := ephr.New()
	nobody.Source = []ephr.Source{{Resources: []ephr.SourceResource{{Type: "Location", ID: "x", Remainder: `{"resourceType":"Location","id":"x"}`}}}}
	if got := refusedFor(nobody, fhir.Recipient{Country: "SI", Purpose: treat, Enforcement: true}, fhir.AllTiers()); got != "enforcement" {
		t.Errorf("a record without a person: refused for %q", got)
	}
}

// A permit means who and what it is written for; a refusal, whoever it could mean.
func TestConsentsInAnotherSpelling(t *testing.T) {
	a := fhir.Recipient{Country: "SI", Organization: "https://a.example", Purpose: treat, On: "2018-06-01"}
	to := func(f func(*fhir.Recipient)) fhir.Recipient { r := a; f(&r); return r }
	yes := ephr.Consent{Decision: permit, Purpose: treat, Given: "2018-01-01"}
	with := func(f func(*ephr.Consent)) ephr.Consent { c := yes; f(&c); return c }
	no := func(f func(*ephr.Consent)) ephr.Consent {
		c := ephr.Consent{Decision: deny, Purpose: treat, Given: "2018-02-01"}
		f(&c)
		return c
	}
	named := with(func(c *ephr.Consent) { c.Recipients = []string{"https://a.example"} })
	for name, c := range map[string]struct {
		consents []ephr.Consent
		to       fhir.Recipient
		want     bool
	}{
		"the key":                          {[]ephr.Consent{named}, a, true},
		"the key in capitals":              {[]ephr.Consent{named}, to(func(r *fhir.Recipient) { r.Organization = "https://A.example" }), false},
		"the key with a blank":             {[]ephr.Consent{named}, to(func(r *fhir.Recipient) { r.Organization = "https://a.example " }), false},
		"no key":                           {[]ephr.Consent{named}, to(func(r *fhir.Recipient) { r.Organization = "" }), false},
		"an empty key":                     {[]ephr.Consent{with(func(c *ephr.Consent) { c.Recipients = []string{""} })}, to(func(r *fhir.Recipient) { r.Organization = "" }), false},
		"a blank key":                      {[]ephr.Consent{with(func(c *ephr.Consent) { c.Recipients = []string{" "} })}, a, false},
		"refused in capitals":              {[]ephr.Consent{named, no(func(c *ephr.Consent) { c.Recipients = []string{"HTTPS://A.EXAMPLE"} })}, a, false},
		"refused with a slash":             {[]ephr.Consent{named, no(func(c *ephr.Consent) { c.Recipients = []string{"https://a.example/ "} })}, a, false},
		"another refused":                  {[]ephr.Consent{named, no(func(c *ephr.Consent) { c.Recipients = []string{"https://b.example"} })}, a, true},
		"the country refused as SVN":       {[]ephr.Consent{yes, no(func(c *ephr.Consent) { c.Countries = []codes.Country{"SVN"} })}, a, false},
		"the country permitted as SVN":     {[]ephr.Consent{with(func(c *ephr.Consent) { c.Countries = []codes.Country{"SVN"} })}, a, false},
		"no purpose asked":                 {[]ephr.Consent{with(func(c *ephr.Consent) { c.Purpose = "" })}, to(func(r *fhir.Recipient) { r.Purpose = "" }), false},
		"no purpose permitted":             {[]ephr.Consent{with(func(c *ephr.Consent) { c.Purpose = "" })}, a, false},
		"for an emergency":                 {[]ephr.Consent{yes}, to(func(r *fhir.Recipient) { r.Purpose = "ETREAT" }), false},
		"refused for no purpose":           {[]ephr.Consent{yes, no(func(c *ephr.Consent) { c.Purpose = "" })}, a, false},
		"a decision of nobody's list":      {[]ephr.Consent{yes, no(func(c *ephr.Consent) { c.Decision = "perhaps" })}, a, false},
		"withdrawn on the same day":        {[]ephr.Consent{yes, no(func(c *ephr.Consent) { c.Decision, c.Given = "withdrawn", "2018-01-01" })}, a, false},
		"withdrawn, then permitted":        {[]ephr.Consent{no(func(c *ephr.Consent) { c.Decision, c.Given = "withdrawn", "2017-01-01" }), yes}, a, true},
		"withdrawn, with a past period":    {[]ephr.Consent{yes, no(func(c *ephr.Consent) { c.Period = &ephr.Period{End: "2018-03-01"} })}, a, false},
		"given on the day, later that day": {[]ephr.Consent{with(func(c *ephr.Consent) { c.Given = "2018-06-01T23:00" })}, a, true},
		"given the next day":               {[]ephr.Consent{with(func(c *ephr.Consent) { c.Given = "2018-06-02T00:30" })}, a, false},
		"ended the day before":             {[]ephr.Consent{with(func(c *ephr.Consent) { c.Period = &ephr.Period{End: "2018-05-31T23:59"} })}, a, false},
		"ends some time that month":        {[]ephr.Consent{with(func(c *ephr.Consent) { c.Period = &ephr.Period{End: "2018-06"} })}, a, false},
		"begins the next day":              {[]ephr.Consent{with(func(c *ephr.Consent) { c.Period = &ephr.Period{Start: "2018-06-02"} })}, a, false},
		"names a relative with that key":   {[]ephr.Consent{with(func(c *ephr.Consent) { c.Recipients = []string{"kin"} })}, a, false},
	} {
		rec := ephr.New()
		rec.Person = &ephr.Person{Sex: "male"}
		rec.Conditions = []ephr.Condition{{Entry: ephr.NewEntry("", "", "2018"), Code: ephr.ICD10("B20")}}
		for i := range c.consents {
			c.consents[i].ID = ephr.NewID()
		}
		rec.Consents = c.consents
		out, err := fhir.Append(nil, rec, fhir.Collection, fhir.ForRecipient(c.to))
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(out, []byte(`"B20"`)); got != c.want {
			t.Errorf("%s: the diagnosis leaves: %v", name, got)
		}
	}
}

// No consent opens what is very restricted, whatever it names.
func TestNoConsentOpensT4(t *testing.T) {
	// Words that nobody has reviewed are T3, wherever they were written (SECURITY.md).
	rec := withoutValues(t, shelterRecord(), func(p ephr.Pointer, c ephr.Class) bool {
		return c.Tier == ephr.T3 && (strings.HasSuffix(string(p), "/text") || strings.HasSuffix(string(p), "/reason"))
	})
	var all []codes.Sensitivity
	for e := range codes.Sensitivity("").List().All() {
		all = append(all, codes.Sensitivity(e.Code))
	}
	for _, groups := range [][]codes.Sensitivity{nil, all, {"PATLOC", "SSP", "trafficking", "PSYTHPN"}} {
		rec.Consents = []ephr.Consent{{ID: "c", Decision: permit, Purpose: treat, Given: "2018-01-01", Sensitivities: groups}}
		for _, kind := range everyKind {
			out, err := fhir.Append(nil, rec, kind, fhir.ForRecipient(fhir.Recipient{Country: "SI", Purpose: treat, On: "2018-06-01"}))
			if err != nil {
				t.Fatal(err)
			}
			if i := bytes.Index(out, []byte(planted)); i >= 0 {
				t.Errorf("%s: a planted string leaves: …%s…", kind, out[max(0, i-200):min(len(out), i+60)])
			}
		}
	}
}
