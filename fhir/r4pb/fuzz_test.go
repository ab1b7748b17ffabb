package r4pb_test

import (
	"bytes"
	"errors"
	"testing"

	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"
	"google.golang.org/protobuf/proto"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/fhir/r4pb"
)

// FuzzExport puts whatever decodes through the protos: what google/fhir does not
// refuse is read as the JSON of the same export.
func FuzzExport(f *testing.F) {
	g := ephrtest.New(5)
	g.Size = 1
	for range 5 {
		data, err := g.Record().Append(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"schemaVersion":"1.0","id":"3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11","person":{"sex":"male","birthDate":"1994~"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := ephr.Decode(data)
		if err != nil || len(rec.Source) > 0 { // what others had written is not always R4
			return
		}
		bundle, err := r4pb.Export(rec, fhir.Collection, fhir.AllTiers())
		var refused *r4pb.UnmarshalError
		if errors.As(err, &refused) || errors.Is(err, fhir.ErrNoPerson) || errors.Is(err, fhir.ErrDuplicateID) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := r4pb.Import(bundle)
		if err != nil || len(got) != 1 {
			t.Fatalf("%d records: %v", len(got), err)
		}
		text, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
		if err != nil {
			t.Fatal(err)
		}
		want, err := fhir.Import(text)
		if err != nil || len(want) != 1 {
			t.Fatalf("%d records: %v", len(want), err)
		}
		got[0].Record.Source, want[0].Record.Source = nil, nil
		if a, b := loseTimes(asJSON(t, got[0].Record)), loseTimes(asJSON(t, want[0].Record)); !bytes.Equal(a, b) {
			t.Errorf("other values than through JSON: %s", difference(a, b))
		}
	})
}

// FuzzImport reads any message: it gives valid records or an error, and does not
// change its argument.
func FuzzImport(f *testing.F) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: "female", BirthDate: "1994~", Names: []ephr.HumanName{{Family: "Primjer", Given: []string{"Ana"}}}}
	rec.Conditions = []ephr.Condition{{Entry: ephr.NewEntry("", "", "2017-03-14T09:30"), Code: ephr.ICD10("E11.9")}}
	for _, kind := range []fhir.Kind{fhir.Document, fhir.Collection, fhir.Transaction} {
		bundle, err := r4pb.Export(rec, kind, fhir.AllTiers())
		if err != nil {
			f.Fatal(err)
		}
		data, err := proto.Marshal(bundle)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		bundle := &bundlepb.Bundle{}
		if proto.Unmarshal(data, bundle) != nil {
			return
		}
		before := proto.Clone(bundle)
		imported, err := r4pb.Import(bundle)
		if !proto.Equal(before, bundle) {
			t.Fatal("the bundle has changed")
		}
		if err != nil {
			return
		}
		for _, one := range imported {
			if _, err := ephr.Decode(asJSON(t, one.Record)); err != nil {
				t.Fatalf("the record is not valid: %v", err)
			}
		}
	})
}
