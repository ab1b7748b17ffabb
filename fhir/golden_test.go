package fhir_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/openephr/ephr-go/fhir"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every sample's summary stands beside it, to be read and reviewed.
func TestGoldenSummaries(t *testing.T) {
	for name, rec := range samples(t) {
		t.Run(name, func(t *testing.T) {
			out, err := fhir.Append(nil, rec, fhir.Document)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, out, "", " "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			file := filepath.Join("..", "testdata", "fhir", name+".ips.json")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); !bytes.Equal(got.Bytes(), want) {
				t.Errorf("the summary differs from %s (go test -run Golden -update, and review): %s", file, firstDifference(got.Bytes(), want))
			}
		})
	}
}
