package fhir_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

// FuzzAppend exports whatever decodes: it never panics, gives JSON, and a
// default export does not know what a record withholds.
func FuzzAppend(f *testing.F) {
	g := ephrtest.New(21)
	g.Size = 1
	for range 30 {
		data, err := g.Record().Append(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, err := ephr.Decode(data)
		if err != nil {
			return
		}
		redacted := rec.Redact(ephr.Release{})
		for _, kind := range everyKind {
			all, err := fhir.Append(nil, rec, kind, fhir.AllTiers())
			if err == fhir.ErrNoPerson {
				return
			}
			if err != nil || !json.Valid(all) {
				t.Fatalf("%s, all tiers: not JSON (%v)", kind, err)
			}
			out, err := fhir.Append(nil, rec, kind)
			if err == fhir.ErrNoPerson {
				continue
			}
			if err != nil || !json.Valid(out) {
				t.Fatalf("%s: not JSON (%v)", kind, err)
			}
			silent, err := fhir.Append(nil, redacted, kind)
			if err != nil || !bytes.Equal(out, silent) {
				t.Fatalf("%s: the export tells of what is withheld", kind)
			}
		}
	})
}
