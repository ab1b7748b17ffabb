package r4pb_test

import (
	"errors"
	"fmt"
	"log"

	c4pb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/codes_go_proto"
	d4pb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/datatypes_go_proto"
	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"
	patientpb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/patient_go_proto"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/fhir/r4pb"
)

// How do I get google/fhir's protos of a record?
func ExampleExport() {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: codes.SexFemale, BirthDate: "1994"}
	rec.Conditions = []ephr.Condition{
		{Entry: ephr.NewEntry("", "", "2017-03-14"), Code: ephr.ICD10("E11.9")},
		{Entry: ephr.NewEntry("", "", "2017-03-14"), Code: ephr.ICD10("B20")}, // restricted: it stays
	}

	bundle, err := r4pb.Export(rec, fhir.Document)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(bundle.GetType().GetValue())
	for _, entry := range bundle.Entry {
		if c := entry.Resource.GetCondition(); c != nil {
			fmt.Println(c.Code.Coding[0].Code.Value)
		}
	}
	// Output:
	// DOCUMENT
	// E11.9
}

// How do I make records of a bundle that I hold as a proto?
func ExampleImport() {
	bundle := &bundlepb.Bundle{
		Type: &bundlepb.Bundle_TypeCode{Value: c4pb.BundleTypeCode_COLLECTION},
		Entry: []*bundlepb.Bundle_Entry{{Resource: &bundlepb.ContainedResource{OneofResource: &bundlepb.ContainedResource_Patient{
			Patient: &patientpb.Patient{Id: &d4pb.Id{Value: "p"}, Gender: &patientpb.Patient_GenderCode{Value: c4pb.AdministrativeGenderCode_FEMALE}},
		}}}},
	}

	imported, err := r4pb.Import(bundle)
	if err != nil {
		log.Fatal(err)
	}
	for _, one := range imported {
		fmt.Println(one.Record.Person.Sex)
	}
	// Output: female
}

// What do I do with a single resource, as google/fhir's unmarshaller gives it?
func ExampleImportResource() {
	resource := &bundlepb.ContainedResource{OneofResource: &bundlepb.ContainedResource_Patient{
		Patient: &patientpb.Patient{BirthDate: &d4pb.Date{ValueUs: 757382400000000, Timezone: "UTC", Precision: d4pb.Date_YEAR}},
	}}

	imported, err := r4pb.ImportResource(resource)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(imported[0].Record.Person.BirthDate)
	// Output: 1994
}

// Why is there no bundle of what another system had sent?
func ExampleUnmarshalError() {
	imported, err := fhir.Import([]byte(`{"resourceType":"Patient","mood":"unknown to R4"}`))
	if err != nil {
		log.Fatal(err)
	}

	_, err = r4pb.Export(imported[0].Record, fhir.Collection, fhir.AllTiers())
	var refused *r4pb.UnmarshalError
	if errors.As(err, &refused) {
		for _, p := range refused.Problems {
			fmt.Println(p)
		}
	}
	// Output: Bundle.entry[0].resource.Patient: unknown field
}
