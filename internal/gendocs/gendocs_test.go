package main

import (
	"bytes"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/fieldmap"
)

// The pages do not depend on the order in which they are written, nor on how
// often: none changes what another reads.
func TestPagesAreTheSameInAnyOrder(t *testing.T) {
	samples, err := readSamples(filepath.Join("..", "..", "testdata", "records", "valid"))
	if err != nil {
		t.Fatal(err)
	}
	records := fieldmap.Generated()[:4]
	f, err := traced(records, samples)
	if err != nil {
		t.Fatal(err)
	}
	again, err := traced(records, samples)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(f.rows, again.rows) {
		t.Error("the same records gave other rows")
	}
	want := map[string][]byte{}
	write := func(f *format, i int) {
		var out bytes.Buffer
		pages[i].write(f, &out)
		name := pages[i].name
		if want[name] == nil {
			want[name] = out.Bytes()
		}
		if !bytes.Equal(out.Bytes(), want[name]) {
			t.Errorf("%s is another the next time", name)
		}
	}
	for _, f := range []*format{f, again} {
		for i := range pages {
			write(f, i)
		}
		for i := range slices.Backward(pages) {
			write(f, i)
		}
	}
	if len(want["record.md"]) < 100_000 {
		t.Error("the page is nearly empty")
	}
}

func traced(records []*ephr.Record, samples []sample) (*format, error) {
	rows, err := fieldmap.Trace(records)
	return newFormat(rows, samples), err
}

func TestElementsTogether(t *testing.T) {
	for name, c := range map[string]struct {
		form string
		in   []string
		want []element
	}{
		"a code":                        {"code", []string{"A.b.text", "A.b.coding.code", "A.b.coding.display", "A.c"}, []element{{"A.b", "CodeableConcept"}, {"A.c", ""}}},
		"a code alone":                  {"code", []string{"A.b.coding.code"}, []element{{"A.b.coding.code", ""}}},
		"a code among codings":          {"Code", []string{"A.b.coding.code", "A.b.text"}, []element{{"A.b.coding.code", ""}, {"A.b.text", ""}}},
		"a quantity":                    {"Decimal", []string{"A.valueQuantity.value", "A.valueQuantity.code", "A.valueQuantity.unit"}, []element{{"A.valueQuantity", "Quantity"}}},
		"no quantity":                   {"string", []string{"A.telecom.value", "A.telecom.system"}, []element{{"A.telecom.value", ""}, {"A.telecom.system", ""}}},
		"an identifier":                 {"ID", []string{"A.identifier[local-id].value", "A.identifier[local-id].use"}, []element{{"A.identifier[local-id]", "Identifier"}}},
		"another element":               {"code", []string{"A.b.coding.code", "A.c.text"}, []element{{"A.b.coding.code", ""}, {"A.c.text", ""}}},
		"of several Observations":       {"string", []string{"Observation[x].v", "A.b", "Observation[a].v"}, []element{{"Observation[a,x].v", ""}, {"A.b", ""}}},
		"other ones stay by themselves": {"string", []string{"Observation[x].v", "Observation[a].w"}, []element{{"Observation[x].v", ""}, {"Observation[a].w", ""}}},
	} {
		got := together(ephr.Field{Type: c.form}, c.in)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestElementOfSeveralObservations(t *testing.T) {
	got := element{"Observation[a,x].v", "Quantity"}.apart()
	if want := []element{{"Observation[a].v", "Quantity"}, {"Observation[x].v", "Quantity"}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := (element{name: "Patient.name"}).apart(); !slices.Equal(got, []element{{name: "Patient.name"}}) {
		t.Error(got)
	}
}

func TestElementWithinAnother(t *testing.T) {
	for _, c := range []struct {
		name, want string
		bases      []string
	}{
		{"Patient.name.family", "….family", []string{"Patient.name"}},
		{"Patient.name", "…", []string{"Patient.name"}},
		{"Observation[x].identifier.value", "….value", []string{"Observation[a,x].identifier"}},
		{"MedicationStatement.dosage.text", "….text", []string{"MedicationRequest.dosageInstruction", "MedicationStatement.dosage"}},
		{"Patient.gender", "….gender", []string{"Patient"}},
		{"Location.name", "Location.name", []string{"Patient"}},
		{"Patient.names", "Patient.names", []string{"Patient.name"}},
		{"Patient.gender", "Patient.gender", nil},
	} {
		if got := within(c.bases, c.name); got != c.want {
			t.Errorf("%s in %v: %s, want %s", c.name, c.bases, got, c.want)
		}
	}
}
