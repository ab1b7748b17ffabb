package fhir_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

func exampleRecord() *ephr.Record {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: codes.SexFemale, BirthDate: "1994", Nationalities: []codes.Country{"SY"}}
	rec.Conditions = []ephr.Condition{
		{Entry: ephr.NewEntry("", "", "2017-03-14"), Code: ephr.ICD10("E11.9")},
		{Entry: ephr.NewEntry("", "", "2017-03-14"), Code: ephr.ICD10("B20")},
	}
	rec.Consents = []ephr.Consent{{
		ID: ephr.NewID(), Decision: codes.ConsentDecisionPermit, Purpose: codes.PurposeTreatment,
		Countries: []codes.Country{"SI"}, Given: "2017-03-14",
	}}
	return rec
}

// How do I make an International Patient Summary of a record?
func ExampleAppend() {
	rec := exampleRecord()

	doc, err := fhir.Append(nil, rec, fhir.Document)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(conditions(doc))
	// Output: [E11.9]
}

// How does a hospital get what the person has agreed to share with it?
func ExampleForRecipient() {
	rec := exampleRecord()

	doc, err := fhir.Append(nil, rec, fhir.Document,
		fhir.ForRecipient(fhir.Recipient{Country: "SI", Purpose: codes.PurposeTreatment}))
	fmt.Println(conditions(doc), err)

	_, err = fhir.Append(nil, rec, fhir.Document,
		fhir.ForRecipient(fhir.Recipient{Country: "SY", Purpose: codes.PurposeTreatment}))
	var refused *fhir.RefusedError
	fmt.Println(errors.As(err, &refused))
	// Output:
	// [E11.9 B20] <nil>
	// true
}

// How do I hand a copy to somebody whom the person has named?
func ExampleForRecipient_consent() {
	rec := exampleRecord()
	rec.Person.Relatives = []ephr.Relative{{ID: "husband", Relationship: codes.RelationshipHusband}}
	to := fhir.ForRecipient(fhir.Recipient{Relative: "husband", Purpose: codes.PurposeTreatment, On: "2017-04-01"})

	copied, err := fhir.Append(nil, rec, fhir.Document, to)
	fmt.Println(conditions(copied), err)

	rec.Consents = append(rec.Consents, ephr.Consent{
		ID: ephr.NewID(), Decision: codes.ConsentDecisionPermit, Purpose: codes.PurposeTreatment,
		Recipients: []string{"husband"}, Given: "2017-03-15",
	})
	copied, err = fhir.Append(nil, rec, fhir.Document, to)
	fmt.Println(conditions(copied), err)
	// Output:
	// [E11.9] <nil>
	// [E11.9 B20] <nil>
}

// What does a guardian get to see?
func ExampleForRecipient_guardian() {
	rec := exampleRecord()
	rec.Person.Relatives = []ephr.Relative{
		{ID: "uncle", Relationship: codes.RelationshipUncle, Guardian: ephr.True},
		{ID: "mother", Relationship: codes.RelationshipMother, Names: []ephr.HumanName{{Text: "Synthetic Mother"}}},
	}
	rec.Consents = []ephr.Consent{{ // given by the guardian himself: it opens nothing for him
		ID: ephr.NewID(), Decision: codes.ConsentDecisionPermit, Purpose: codes.PurposeTreatment,
		Recipients: []string{"uncle"}, GivenBy: "uncle", Given: "2017-03-15",
	}}

	copied, err := fhir.Append(nil, rec, fhir.Document,
		fhir.ForRecipient(fhir.Recipient{Relative: "uncle", Purpose: codes.PurposeTreatment, On: "2017-04-01"}))
	fmt.Println(conditions(copied), bytes.Contains(copied, []byte("Synthetic Mother")), err)
	// Output: [E11.9] false <nil>
}

// How do I learn what an export leaves out?
func ExampleLosses() {
	rec := exampleRecord()

	losses, err := fhir.Losses(rec, fhir.Document)
	if err != nil {
		log.Fatal(err)
	}
	for _, l := range losses {
		if l.Pointer == "/conditions/1/code/codings/0/code" {
			fmt.Println(l.Expression)
			fmt.Println(l.Reason+":", l.Reason.Text())
		}
	}

	losses, err = fhir.Losses(rec, fhir.Collection, fhir.AllTiers())
	fmt.Println(len(losses), err)
	// Output:
	// Condition.code.coding.code
	// tier-3: restricted (tier 3): it leaves only where a consent of the person lets it pass
	// 0 <nil>
}

// conditions reads the ICD-10 codes of the bundle's conditions.
func conditions(bundle []byte) []string {
	var b struct {
		Entry []struct {
			Resource struct {
				ResourceType string
				Code         struct {
					Coding []struct{ System, Code string }
				}
			}
		}
	}
	if err := json.Unmarshal(bundle, &b); err != nil {
		return []string{err.Error()}
	}
	var list []string
	for _, e := range b.Entry {
		if e.Resource.ResourceType == "Condition" {
			list = append(list, e.Resource.Code.Coding[0].Code)
		}
	}
	return list
}

// How do I read a bundle that another system has sent?
func ExampleImport() {
	data := []byte(`{"resourceType":"Bundle","type":"collection","entry":[
		{"fullUrl":"urn:uuid:3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11","resource":{"resourceType":"Patient","id":"3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11",
			"active":true,"gender":"female","birthDate":"1994","name":[{"family":"Primjer","given":["Ana"]}]}},
		{"resource":{"resourceType":"Condition","id":"c1","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E11.9"}]},
			"subject":{"reference":"urn:uuid:3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11"},"onsetDateTime":"2012-05"}}]}`)
	imported, err := fhir.Import(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, one := range imported {
		rec := one.Record
		fmt.Println(rec.Person.Names[0].Family, rec.Conditions[0].Code.Codings[0].Code, rec.Conditions[0].Onset)

		// What the record has no place for, such as active, goes out again.
		out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
		fmt.Println(bytes.Contains(out, []byte(`"active":true`)), err)
	}
	// Output:
	// Primjer E11.9 2012-05
	// true <nil>
}

// What will be mended in the summary of another system?
func ExampleRepairs() {
	foreign := []byte(`{"resourceType": "Patient", "id": "p 1", "gender": "F",
  "birthDate": "1994-02-30"}`)

	repairs, err := fhir.Repairs(foreign)
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range repairs {
		fmt.Printf("%d:%d %s %s\n", r.Line, r.Column, r.Pointer, r.Rule)
	}
	// Output:
	// 1:35 /id r4-primitive
	// 1:52 /gender r4-required-code
	// 2:16 /birthDate r4-primitive
}
