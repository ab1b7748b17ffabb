package validate_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

// What is wrong with this record?
func ExampleValidate() {
	rec := &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
		Person:     &ephr.Person{Sex: "female", BirthDate: "1990-02-30"},
		VitalSigns: []ephr.VitalSign{{Entry: ephr.Entry{ID: "v1"}, Sign: "body-temperature", Value: &ephr.Quantity{Value: "98.6", Code: "Cel"}}},
	}
	for _, f := range validate.Validate(rec) {
		fmt.Println(f)
	}
	// Output:
	// /person/birthDate: error: the date is not in the calendar; correct the day, or write only month and year if the day is not known [date-not-in-calendar]
	// /vitalSigns/0/value/value: error: the value is beyond what is possible (25 to 45 Cel); check the number and its unit [vital-sign-implausible]
}

// Where in the file is it?
func ExampleBytes() {
	findings, _ := validate.Bytes([]byte(`{
  "schemaVersion": "1.0",
  "id": "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
  "person": {"sex": "f", "birthdate": "1990"}
}`))
	for _, f := range findings {
		fmt.Printf("%d:%d %s %s %s\n", f.Line, f.Column, f.Severity, f.Rule, f.Pointer)
	}
	// Output:
	// 4:21 error form-unknown-code /person/sex
	// 4:26 error form-wrong-case /person/birthdate
}

// How do I check a file with one record per line?
func ExampleValidator_Stream() {
	input := strings.NewReader(`{"schemaVersion":"1.0","id":"0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","synthetic":true}

{"schemaVersion":"1.0","id":"
{"schemaVersion":"1.0","id":"5a7f6c1e-2f0b-4f0e-9c55-0d4f3f2b8a11","custodian":"nobody"}
`)
	v := validate.New() // keep it: it may be used by many at once
	for result, err := range v.Stream(input) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err) // the input could not be read further
			break
		}
		for _, f := range result.Findings {
			fmt.Println(f.Line, f.Severity, f.Rule)
		}
	}
	// Output:
	// 3 error form-truncated
	// 4 error reference-unresolved
}

// What does a rule rest on?
func ExampleLookup() {
	r, _ := validate.Lookup("pregnancy-sex")
	fmt.Println(r.Severity)
	fmt.Println(r.Summary)
	fmt.Println(r.Remedy)
	fmt.Println(r.Source)
	// Output:
	// warning
	// a pregnancy is recorded and the administrative sex is male
	// check that this is the right person's record; leave both as they are if they are true
	// FHIR R4 administrative-gender: administrative, not biological
}
