package fhir_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

const (
	permit   = codes.ConsentDecisionPermit
	deny     = codes.ConsentDecisionDeny
	treat    = codes.PurposeTreatment
	research = codes.Purpose("HRESCH")
)

// A consent lets T3 out for its purpose and its recipients, labelled, and nothing of T4.
func TestConsentDecidesWhatLeaves(t *testing.T) {
	c := func(d codes.ConsentDecision, p codes.Purpose, given ephr.DateTime, country codes.Country) ephr.Consent {
		v := ephr.Consent{ID: ephr.NewID(), Decision: d, Purpose: p, Given: given}
		if country != "" {
			v.Countries = []codes.Country{country}
		}
		return v
	}
	slovenia := fhir.Recipient{Country: "SI", Purpose: treat, On: "2018-06-01"}
	with := func(v ephr.Consent, f func(*ephr.Consent)) ephr.Consent { f(&v); return v }
	for name, tt := range map[string]struct {
		consents  []ephr.Consent
		recipient fhir.Recipient
		want      bool
	}{
		"none":                   {nil, slovenia, false},
		"for the country":        {[]ephr.Consent{c(permit, treat, "2018-01-01", "SI")}, slovenia, true},
		"for any country":        {[]ephr.Consent{c(permit, treat, "2018-01-01", "")}, slovenia, true},
		"for another country":    {[]ephr.Consent{c(permit, treat, "2018-01-01", "RS")}, slovenia, false},
		"for another purpose":    {[]ephr.Consent{c(permit, research, "2018-01-01", "SI")}, slovenia, false},
		"denied later":           {[]ephr.Consent{c(permit, treat, "2018-01-01", "SI"), c(deny, treat, "2018-02-01", "SI")}, slovenia, false},
		"withdrawn on no day":    {[]ephr.Consent{c(permit, treat, "2018-01-01", "SI"), c("withdrawn", treat, "", "SI")}, slovenia, false},
		"denied earlier":         {[]ephr.Consent{c(deny, treat, "2017-02-01", "SI"), c(permit, treat, "2018-01-01", "SI")}, slovenia, true},
		"denied for another use": {[]ephr.Consent{c(permit, treat, "2018-01-01", "SI"), c(deny, research, "2018-02-01", "SI")}, slovenia, true},
		"past": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Period = &ephr.Period{End: "2018-05-31"} })},
			slovenia, false},
		"on its last day": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Period = &ephr.Period{End: "2018-06-01"} })},
			slovenia, true},
		"with a period and no day": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Period = &ephr.Period{End: "2030"} })},
			fhir.Recipient{Country: "SI", Purpose: treat}, false},
		"for another organisation": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Recipients = []string{"https://a.example"} })},
			slovenia, false},
		"for the organisation": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Recipients = []string{"https://a.example"} })},
			fhir.Recipient{Country: "SI", Purpose: treat, On: "2018-06-01", Organization: "https://a.example"}, true},
		"for another group of data": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Sensitivities = []codes.Sensitivity{"MH"} })},
			slovenia, false},
		"its group refused, then all permitted": {[]ephr.Consent{
			with(c(deny, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Sensitivities = []codes.Sensitivity{"HIV"} }), c(permit, treat, "2018-02-01", "SI"),
		}, slovenia, false},
		"its group refused, then permitted": {[]ephr.Consent{
			with(c(deny, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Sensitivities = []codes.Sensitivity{"HIV"} }),
			with(c(permit, treat, "2018-02-01", "SI"), func(v *ephr.Consent) { v.Sensitivities = []codes.Sensitivity{"HIV"} }),
		}, slovenia, true},
		"another group refused": {[]ephr.Consent{
			c(permit, treat, "2018-01-01", "SI"), with(c(deny, treat, "2018-02-01", "SI"), func(v *ephr.Consent) { v.Sensitivities = []codes.Sensitivity{"MH"} }),
		}, slovenia, true},
		"given after the transfer": {[]ephr.Consent{c(permit, treat, "2018-07-01", "SI")}, slovenia, false},
		"for no group at all": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Sensitivities = []codes.Sensitivity{} })},
			slovenia, false},
		"for this group of data": {[]ephr.Consent{with(c(permit, treat, "2018-01-01", "SI"), func(v *ephr.Consent) { v.Sensitivities = []codes.Sensitivity{"HIV"} })},
			slovenia, true},
	} {
		t.Run(name, func(t *testing.T) {
			rec := ephr.New()
			rec.Person = &ephr.Person{Sex: "male", Nationalities: []codes.Country{"SY"}}
			rec.Conditions = []ephr.Condition{
				{Entry: ephr.NewEntry("", "", "2018"), Code: ephr.ICD10("E11.9")},
				{Entry: ephr.NewEntry("", "", "2018"), Code: ephr.ICD10("B20")},
			}
			rec.PsychologistNotes = []ephr.PsychologistNote{{Entry: ephr.NewEntry("", "", "2018"), Text: ephr.Note{Text: "never", Reviewed: ephr.True}}}
			rec.Consents = tt.consents
			out, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(tt.recipient))
			if err != nil {
				t.Fatal(err)
			}
			if got := bytes.Contains(out, []byte(`"B20"`)); got != tt.want {
				t.Errorf("the restricted diagnosis leaves: %v, want %v", got, tt.want)
			}
			if label := bytes.Contains(out, []byte(`"code":"HIV"`)); label != tt.want && tt.consents == nil {
				t.Errorf("labelled: %v, want %v", label, tt.want)
			}
			if bytes.Contains(out, []byte("never")) {
				t.Error("T4 leaves")
			}
			if !bytes.Contains(out, []byte(`"E11.9"`)) {
				t.Error("the ordinary diagnosis is missing")
			}
		})
	}
}

func TestRefusedRecipients(t *testing.T) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: "male", Nationalities: []codes.Country{"SY"}, CountryOfBirth: "IQ"}
	rec.Journey = &ephr.Journey{PersecutedIn: []codes.Country{"TR"}}
	for country, refused := range map[codes.Country]bool{"SY": true, "IQ": true, "TR": true, "SI": false} {
		_, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Country: country, Purpose: treat}))
		var e *fhir.RefusedError
		if errors.As(err, &e) != refused {
			t.Errorf("%s: %v", country, err)
		}
		if err != nil && bytes.Contains([]byte(err.Error()), []byte(country)) {
			t.Errorf("the error names the country: %v", err)
		}
	}
	_, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Country: "SI", Purpose: treat, Enforcement: true}))
	if err == nil {
		t.Error("immigration enforcement is not refused")
	}
	out, err := fhir.Append(nil, rec, fhir.Document, fhir.ForRecipient(fhir.Recipient{Country: "SY", Purpose: treat, Override: "asked for by the person"}))
	if err != nil || !bytes.Contains(out, []byte("asked for by the person")) {
		t.Errorf("an override is not recorded: %v", err)
	}
}

// A value of several groups leaves where each of them is named.
func TestConsentHasToNameEveryGroupOfAValue(t *testing.T) {
	code := ephr.ICD10("Z65.4") // victim of crime, torture included
	for name, tt := range map[string]struct {
		groups []codes.Sensitivity
		want   bool
	}{
		"one":               {[]codes.Sensitivity{"VIO"}, false},
		"the other":         {[]codes.Sensitivity{"torture"}, false},
		"both":              {[]codes.Sensitivity{"torture", "VIO"}, true},
		"one and a foreign": {[]codes.Sensitivity{"VIO", "HIV"}, false},
		"no group: all":     {nil, true},
	} {
		rec := ephr.New()
		rec.Person = &ephr.Person{Sex: codes.SexMale}
		rec.Consents = []ephr.Consent{{ID: ephr.NewID(), Decision: permit, Purpose: treat, Given: "2018-01-01", Countries: []codes.Country{"SI"}, Sensitivities: tt.groups}}
		rec.Conditions = []ephr.Condition{{Entry: ephr.NewEntry("", "", "2018"), Code: code}}
		out, err := fhir.Append(nil, rec, fhir.Collection, fhir.ForRecipient(fhir.Recipient{Country: "SI", Purpose: treat, On: "2018-06-01"}))
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(out, []byte("Z65.4")); got != tt.want {
			t.Errorf("%s: leaves is %v", name, got)
		}
	}
}
