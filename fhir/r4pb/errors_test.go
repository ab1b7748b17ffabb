package r4pb

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/fhir/go/jsonformat"
	c4pb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/codes_go_proto"
	d4pb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/datatypes_go_proto"
	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"
	patientpb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/patient_go_proto"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
)

// google/fhir's complaints are sorted and hold nothing of what was read.
func TestErrorsHoldNoValue(t *testing.T) {
	const secret = "Azmayeshi"
	text := []byte(`{"resourceType":"Bundle","type":"collection","entry":[
		{"resource":{"resourceType":"Patient","Azmayeshi":1,"birthDate":"Azmayeshi","gender":"azmayeshi","active":"Azmayeshi",
			"name":"Azmayeshi","telecom":[{"value":"\u0001Azmayeshi"}],"contained":[{"resourceType":"Azmayeshi"}],
			"photo":[{"data":"Azmayeshi!","creation":"Azmayeshi"}]}},
		{"resource":{"resourceType":"Azmayeshi"}},
		{"resource":{"resourceType":["Azmayeshi"]}},
		{"resource":{"resourceType":"Condition","onsetDateTime":"Azmayeshi","extension":[{"valueTime":"Azmayeshi"}]}}]}`)
	want := `
Bundle.entry[0].resource.Patient: unknown field
Bundle.entry[0].resource.Patient.active: expected boolean
Bundle.entry[0].resource.Patient.birthDate: expected date
Bundle.entry[0].resource.Patient.contained[0]: unknown resource type
Bundle.entry[0].resource.Patient.gender: code type mismatch
Bundle.entry[0].resource.Patient.name: expected array
Bundle.entry[0].resource.Patient.photo[0].creation: expected datetime
Bundle.entry[0].resource.Patient.photo[0].data: expected binary data
Bundle.entry[1].resource: unknown resource type
Bundle.entry[2].resource: invalid resource type
Bundle.entry[3].resource.Condition.extension[0].valueTime: invalid time
Bundle.entry[3].resource.Condition.onsetDateTime: expected datetime
`
	for range 20 {
		_, err := unmarshal(text)
		var refused *UnmarshalError
		if !errors.As(err, &refused) {
			t.Fatal(err)
		}
		got := "\n"
		for _, p := range refused.Problems {
			got += p.String() + "\n"
		}
		if got != want {
			t.Fatalf("google/fhir's errors are told as%s", got)
		}
		if strings.Contains(strings.ToLower(fmt.Sprintf("%v %+v %#v", err, err, refused.Problems)), strings.ToLower(secret)) {
			t.Fatal("an error holds a value")
		}
	}
}

// What google/fhir validates once all could be read.
func TestValidationIsTold(t *testing.T) {
	_, err := unmarshal([]byte(`{"resourceType":"Bundle","type":"collection","entry":[
		{"resource":{"resourceType":"Condition","id":"blanks are none","subject":{"reference":"Location/azmayeshi"},"code":{"text":"\u0001"}}},
		{"resource":{"resourceType":"Observation"}}]}`))
	var refused *UnmarshalError
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	var got []string
	for _, p := range refused.Problems {
		got = append(got, p.String())
	}
	want := `Bundle.entry[0].resource.condition.code.text: string contains invalid characters
Bundle.entry[0].resource.condition.id: invalid Id format
Bundle.entry[0].resource.condition.subject: reference to a resource of another type
Bundle.entry[1].resource.observation: missing required field "code"
Bundle.entry[1].resource.observation: missing required field "status"`
	if strings.Join(got, "\n") != want {
		t.Errorf("told as\n%s", strings.Join(got, "\n"))
	}
	if err.Error() != "r4pb: google/fhir refuses the export in 5 places, the first is Bundle.entry[0].resource.condition.code.text: string contains invalid characters" {
		t.Error(err)
	}
}

// Messages that cannot be written: the path is told, and no value.
func TestMessagesThatCannotBeWritten(t *testing.T) {
	person := func(p *patientpb.Patient) *bundlepb.ContainedResource {
		return &bundlepb.ContainedResource{OneofResource: &bundlepb.ContainedResource_Patient{Patient: p}}
	}
	for want, m := range map[string]*bundlepb.ContainedResource{
		"there is no resource in it":                          nil,
		"Patient.birth_date: not as FHIR R4 has it":           person(&patientpb.Patient{BirthDate: &d4pb.Date{ValueUs: 1}}),
		"Patient.name[1].period.start: not as FHIR R4 has it": person(&patientpb.Patient{Name: []*d4pb.HumanName{{}, {Period: &d4pb.Period{Start: &d4pb.DateTime{Timezone: "Azmayeshi", Precision: d4pb.DateTime_DAY}}}}}),
		"Patient.contained[0]: not as FHIR R4 has it":         person(&patientpb.Patient{Contained: []*anypb.Any{{TypeUrl: "Azmayeshi", Value: []byte("Azmayeshi")}}}),
		"Patient: it panics":                                  person(&patientpb.Patient{Gender: &patientpb.Patient_GenderCode{Value: c4pb.AdministrativeGenderCode_Value(99)}}),
		"Patient: not as FHIR R4 has it":                      person(&patientpb.Patient{Extension: []*d4pb.Extension{{Value: &d4pb.Extension_ValueX{Choice: &d4pb.Extension_ValueX_Decimal{Decimal: &d4pb.Decimal{Value: "Azmayeshi"}}}}}}),
	} {
		_, err := ImportResource(m)
		var e *MarshalError
		if !errors.As(err, &e) || e.Problem.String() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// The marshaller of google/fhir changes what it writes: the second time it fails.
// Import leaves its argument as it was.
func TestMessageStaysAsItWas(t *testing.T) {
	bundle, err := unmarshal([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p",
		"_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},
		"link":[{"type":"seealso","other":{"reference":"Patient/q"}}]}}]}`))
	if err != nil {
		t.Fatal(err)
	}
	before := proto.Clone(bundle)
	for range 2 {
		if _, err := Import(bundle); err != nil {
			t.Fatal(err)
		}
		if !proto.Equal(before, bundle) {
			t.Fatal("the bundle has changed")
		}
	}
	m, err := jsonformat.NewMarshaller(false, "", "", "R4")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.MarshalResource(bundle); err != nil {
		t.Fatal(err)
	}
	if proto.Equal(before, bundle) {
		t.Error("google/fhir leaves its argument as it was: Import needs no copy")
	}
}

// What google/fhir might say in words that are not known, with values in them.
func TestUnknownWordsAreNotRepeated(t *testing.T) {
	for text, want := range map[string]string{
		"nil message for json input: map[Azmayeshi:1]":                             whatOther,
		"one Azmayeshi\ntwo Azmayeshi":                                             whatOther,
		`error at "Patient.Azmayeshi Sara.name": unknown field`:                    "unknown field",
		`error at "Azmayeshi`:                                                      whatOther,
		`error at "Patient.name[0]": invalid Azmayeshi`:                            "Patient.name[0]: " + whatOther,
		`error at "": string contains invalid characters: U+0001`:                  "string contains invalid characters",
		`error at "Azmayeshi": unknown resource type`:                              "unknown resource type",
		`error at "Patient.link[0].other": invalid reference to a Azmayeshi, want`: "Patient.link[0].other: reference to a resource of another type",
	} {
		err := unmarshalError(errors.New(text))
		if want = "r4pb: google/fhir refuses the export: " + want; err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
