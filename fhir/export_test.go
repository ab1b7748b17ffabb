package fhir_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

var dump = flag.String("dump", "", "write the bundles of generated records into this folder")

func TestGeneratedRecordsBecomeJSON(t *testing.T) {
	n := 60
	if *dump != "" {
		n = 500
	}
	g := ephrtest.New(7)
	for i := range n {
		rec := g.Record()
		for _, kind := range []fhir.Kind{fhir.Document, fhir.Collection, fhir.Transaction} {
			for name, opts := range map[string][]fhir.Option{"default": nil, "all": {fhir.AllTiers()}} {
				out, err := fhir.Append(nil, rec, kind, opts...)
				if err != nil {
					t.Fatalf("record %d: %v", i, err)
				}
				if !json.Valid(out) {
					os.WriteFile("/tmp/bad.json", out, 0o600)
					var v any
					t.Fatalf("record %d, %s, %s: not JSON: %v", i, kind, name, json.Unmarshal(out, &v))
				}
				if *dump != "" {
					f := filepath.Join(*dump, kind.String()+"-"+name+"-"+strconv.Itoa(i)+".json")
					if err := os.WriteFile(f, out, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
