package fhir_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

var everyKind = []fhir.Kind{fhir.Document, fhir.Collection, fhir.Transaction}

// A record from which the restricted values are missing gives the same bytes
// as one that has them. The values are cut out of the record's JSON here, by
// what Values says of each and by the format's required members, and not by
// the code that export uses.
func TestWithheldValuesLeaveNoTrace(t *testing.T) {
	g := ephrtest.New(11)
	for i := range 120 {
		rec := g.Record()
		cut := withoutRestricted(t, rec)
		for _, kind := range everyKind {
			with, err := fhir.Append(nil, rec, kind)
			if err != nil {
				t.Fatal(err)
			}
			without, err := fhir.Append(nil, cut, kind)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(with, without) {
				t.Fatalf("record %d, %s: the exports differ: %s", i, kind, firstDifference(with, without))
			}
		}
	}
}

// withoutRestricted cuts every value above T2 out of the record's JSON.
func withoutRestricted(t *testing.T, rec *ephr.Record) *ephr.Record {
	t.Helper()
	data, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	for p, c := range rec.Values() {
		if c.Tier > ephr.T2 {
			cutOut(tree, p)
		}
	}
	tree, _ = prune(tree, "Record")
	data, err = json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := ephr.Decode(data)
	if err != nil {
		t.Fatalf("the cut record is not valid: %v", err)
	}
	return cut
}

func cutOut(tree any, p ephr.Pointer) {
	var tokens []string
	for token := range p.Tokens() {
		tokens = append(tokens, token)
	}
	for _, token := range tokens[:len(tokens)-1] {
		switch v := tree.(type) {
		case map[string]any:
			tree = v[token]
		case []any:
			var i int
			fmt.Sscan(token, &i)
			tree = v[i]
		}
	}
	last := tokens[len(tokens)-1]
	switch v := tree.(type) {
	case map[string]any:
		delete(v, last)
	case []any:
		var i int
		fmt.Sscan(last, &i)
		v[i] = nil
	}
}

// prune takes out what cannot stand after the cut: objects without a required
// member or without content, empty arrays.
func prune(tree any, object string) (any, bool) {
	switch v := tree.(type) {
	case nil:
		return nil, false
	case []any:
		var kept []any
		for _, e := range v {
			if e, ok := prune(e, object); ok {
				kept = append(kept, e)
			}
		}
		return kept, len(kept) > 0
	case map[string]any:
		if object == "" { // absences and extensions
			return v, len(v) > 0
		}
		content, required := 0, true
		marked := map[string][]string{"Concept": {"codings", "text"}, "Coding": {"code", "display"},
			"Identifier": {"type", "system", "value", "assigner"}, "HumanName": {"family", "given", "prefix", "suffix", "text"},
			"ContactPoint": {"system", "value"}, "Quantity": {"value", "unit", "code"},
			"Dosage": {"text", "dose", "frequency", "period", "count", "asNeeded", "route"}}[object]
		for f := range ephr.Fields(object) {
			if e, ok := v[f.Name]; ok {
				if e, ok = prune(e, f.Object); ok {
					v[f.Name] = e
				} else {
					delete(v, f.Name)
				}
			}
			if _, ok := v[f.Name]; ok {
				if marked == nil || strings.Contains(" "+strings.Join(marked, " ")+" ", " "+f.Name+" ") {
					content++
				}
			} else if f.Required {
				required = false
			}
		}
		return v, required && content > 0
	}
	return tree, true
}

func firstDifference(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-300)
	return fmt.Sprintf("\nwith:    %s\nwithout: %s", a[from:min(len(a), i+120)], b[from:min(len(b), i+120)])
}
