package fhir_test

import (
	"bytes"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

// imported is the only record of what is read.
func imported(t testing.TB, data []byte) *ephr.Record {
	t.Helper()
	out, err := fhir.Import(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != 1 {
		t.Fatalf("%d records", len(out))
	}
	return out[0].Record
}

func asJSON(t testing.TB, r *ephr.Record) []byte {
	t.Helper()
	out, err := r.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// identity exports the record, reads it, and wants the same record.
func identity(t *testing.T, rec *ephr.Record) {
	t.Helper()
	want := asJSON(t, rec)
	for _, kind := range []fhir.Kind{fhir.Collection, fhir.Transaction} {
		out, err := fhir.Append(nil, rec, kind, fhir.AllTiers())
		if err != nil {
			t.Fatal(err)
		}
		if got := asJSON(t, imported(t, out)); !bytes.Equal(got, want) {
			t.Fatalf("%s: %s", kind, firstDifference(got, want))
		}
	}
}

// partIdentity is identity for generated records that hold the registry, the
// encounters and what keep takes over.
func partIdentity(t *testing.T, keep func(from, to *ephr.Record)) {
	t.Helper()
	n := 40
	if testing.Short() {
		n = 8
	}
	for size := 1; size <= 3; size++ {
		g := ephrtest.New(uint64(4 + size))
		g.Size = size
		for range n {
			from := g.Record()
			to := &ephr.Record{SchemaVersion: from.SchemaVersion, ID: from.ID, Synthetic: from.Synthetic, Opened: from.Opened, Custodian: from.Custodian,
				Identifiers: from.Identifiers, Absent: from.Absent, Extensions: from.Extensions,
				Person: &ephr.Person{Sex: codes.SexFemale}, Organizations: from.Organizations, Sites: from.Sites, Practitioners: from.Practitioners,
				Encounters: from.Encounters}
			for i := range to.Encounters {
				to.Encounters[i].AssessmentConsent = nil
			}
			keep(from, to)
			identity(t, to)
		}
	}
}

func TestIdentityOfPerson(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Person = from.Person
		to.Person.Education, to.Person.Occupation = "", nil // told by Observations
		if d := to.Person.Deceased; d != nil {
			d.Cause, d.Country = nil, ""
		}
	})
}

func TestIdentityOfConditions(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Conditions = from.Conditions
		for i := range to.Conditions {
			to.Conditions[i].Evidence = nil // of what is not here
		}
	})
}

// Whole records come back from a collection and from a transaction, the samples
// and generated ones.
func TestIdentityOfRecords(t *testing.T) {
	for name, rec := range samples(t) {
		if len(rec.Source) > 0 {
			continue // its foreign resources go out beside the items: see foreign_test.go
		}
		t.Run(name, func(t *testing.T) { identity(t, rec) })
	}
	partIdentity(t, func(from, to *ephr.Record) { *to = *from })
}
