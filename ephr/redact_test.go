package ephr_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

// A dose whose withheld text alone says how often does not stand there as if it were
// for every day.
func TestDoseStaysWithHowOften(t *testing.T) {
	dose := &ephr.Quantity{Value: "15", Code: "mg"}
	for name, c := range map[string]struct {
		dosage ephr.Dosage
		stays  bool
	}{
		"only the text says how often": {ephr.Dosage{Text: "once a week", Dose: dose}, false},
		"not as needed, and no more":   {ephr.Dosage{Text: "once a week", Dose: dose, AsNeeded: ephr.False}, false},
		"reviewed":                     {ephr.Dosage{Text: "once a week", Reviewed: ephr.True, Dose: dose}, true},
		"told without the text":        {ephr.Dosage{Text: "once a week", Dose: dose, Frequency: "1", Period: "1", PeriodUnit: "wk"}, true},
		"as needed":                    {ephr.Dosage{Text: "with pain", Dose: dose, AsNeeded: ephr.True}, true},
		"without a text":               {ephr.Dosage{Dose: dose}, true},
	} {
		rec := ephr.New()
		rec.Medications = []ephr.Medication{{Entry: ephr.Entry{ID: "medication-1"}, Kind: "statement", Status: "active",
			Code: ephr.Concept{Codings: []ephr.Coding{{System: "http://www.whocc.no/atc", Code: "N02BE01"}}}, Dosages: []ephr.Dosage{c.dosage}}}
		got := rec.Redact(ephr.Release{}).Medications
		if len(got) != 1 {
			t.Fatalf("%s: the medicine is withheld", name)
		}
		if stays := len(got[0].Dosages) == 1 && got[0].Dosages[0].Dose != nil; stays != c.stays {
			t.Errorf("%s: the dose stays: %v", name, stays)
		}
	}
}
