package ephr_test

import (
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// How do I open a record and write something down?
func ExampleNew() {
	rec := ephr.New()
	rec.Synthetic = ephr.True
	rec.Person = &ephr.Person{
		Names: []ephr.HumanName{
			{Script: "Arab", Text: "سارا آزمایشی"},
			{Representation: "ABC", Given: []string{"Sara"}, Family: "Azmayeshi"},
		},
		Sex:       codes.SexFemale,
		BirthDate: "1994~", // estimated
	}
	site := rec.AddSite(ephr.Site{Key: "https://sites.example/gr/7", Kind: codes.SiteKindRegistrationCentre, Name: "Example centre", Country: "GR"})
	enc := rec.AddEncounter(ephr.Encounter{
		Type: codes.EncounterTypeInitial, Country: "GR", Site: site,
		Period: ephr.Period{Start: "2017-03-14T09:30"}, // a clinic's clock, no zone
	})
	rec.Conditions = append(rec.Conditions, ephr.Condition{
		Entry: ephr.NewEntry(enc, "", "2017-03-14"),
		Code:  ephr.ICD10("e119"), // type 2 diabetes, any usual spelling
	})
	rec.Absent.Set("allergies", codes.AbsentReasonNotAsked)

	fmt.Println(len(rec.Check()), "faults")
	fmt.Println(rec.Conditions[0].Code.Codings[0].Code)
	// Output:
	// 0 faults
	// E11.9
}

// How do I read a record, and what does a bad one tell me?
func ExampleDecode() {
	_, err := ephr.Decode([]byte(`{
  "schemaVersion": "1.0",
  "id": "5e3c1a52-0d6c-4c5b-9d62-0b7d5b8f9a11",
  "person": {"sex": "female", "birthdate": "1994"}
}`))
	fmt.Println(err)

	var fault *ephr.Fault
	if errors.As(err, &fault) {
		fmt.Println(fault.Code, fault.Line, fault.Pointer)
	}
	// Output:
	// ephr: line 4, column 31: /person/birthdate: the member's name is written in another case
	// wrong-case 4 /person/birthdate
}

// How do I read a file of a million records?
func ExampleRecords() {
	file := strings.NewReader(`{"schemaVersion":"1.0","id":"5e3c1a52-0d6c-4c5b-9d62-0b7d5b8f9a11","person":{"sex":"female"}}

not a record
{"schemaVersion":"1.0","id":"6f0f4f9e-9a0e-4f59-8c43-5a7f0c6f2d22","person":{"sex":"male"}}
`)
	for rec, err := range ephr.Records(file) {
		if err != nil {
			fmt.Println(err) // the next line is read all the same
			continue
		}
		fmt.Println(rec.Person.Sex)
	}
	// Output:
	// female
	// ephr: line 3, column 1: not valid JSON
	// male
}

// How do I continue a record that another country began?
func ExampleRecord_AddEncounter() {
	data := []byte(`{"schemaVersion":"1.0","id":"5e3c1a52-0d6c-4c5b-9d62-0b7d5b8f9a11","person":{"sex":"male"},
		"encounters":[{"id":"e-lesvos","type":"initial","period":{"start":"2016-09-01"},"country":"GR"}]}`)
	rec, err := ephr.Decode(data)
	if err != nil {
		log.Fatal(err)
	}
	site := rec.AddSite(ephr.Site{Key: "https://sites.example/rs/2", Kind: codes.SiteKindAccommodationCentre, Name: "Example centre", Country: "RS"})
	enc := rec.AddEncounter(ephr.Encounter{Type: codes.EncounterTypeFollowUp, Country: "RS", Site: site, Period: ephr.Period{Start: "2017-01-20"}})
	rec.VitalSigns = append(rec.VitalSigns, ephr.VitalSign{
		Entry: ephr.NewEntry(enc, "", "2017-01-20"),
		Sign:  codes.VitalSignBodyTemperature, Effective: "2017-01-20", Value: ephr.UCUM("37.50", "Cel"),
	})
	for _, e := range rec.Encounters {
		fmt.Println(e.Country, e.Period.Start)
	}
	// Output:
	// GR 2016-09-01
	// RS 2017-01-20
}

// What may leave, and what may not?
func ExampleRecord_Redact() {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: codes.SexFemale, BirthDate: "1994", Religion: &ephr.Concept{Text: "a religion"}}
	rec.Conditions = []ephr.Condition{
		{Entry: ephr.NewEntry("", "", "2017"), Code: ephr.ICD10("E11.9")},
		{Entry: ephr.NewEntry("", "", "2017"), Code: ephr.ICD10("B20")},
	}
	shared := rec.Redact(ephr.Release{}) // T1 and T2
	fmt.Println(len(shared.Conditions), shared.Conditions[0].Code.Codings[0].Code, shared.Person.Religion)
	// Output: 1 E11.9 <nil>
}

// Does my log leak?
func ExamplePerson_LogValue() {
	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	logger.Info("seen", "person", ephr.Person{Sex: codes.SexFemale, BirthDate: "1994"})
	// Output: level=INFO msg=seen person=Person(withheld)
}

// Why is there no value?
func ExampleAbsences() {
	var rec ephr.Record
	rec.Absent.Set("allergies", codes.AbsentReasonNilKnown)
	rec.Absent.Set("medications", codes.AbsentReasonAskedDeclined)
	fmt.Println(rec.Absent.Of("allergies").Display())
	fmt.Println(rec.Absent.Of("medications").Display())
	// Output:
	// Known to be none
	// Asked, not answered
}
