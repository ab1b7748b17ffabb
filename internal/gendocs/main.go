// Command gendocs writes the pages that tell, for each field of the record, its
// meaning, form, tier, source, FHIR element and a sample that has it:
// docs/record.md by object, docs/fhir.md by FHIR element, docs/mapping.tsv by
// path, for programs.
//
// Run it with go generate ./fhir; CI fails when its output is stale.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/fieldmap"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gendocs MODULE")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gendocs:", err)
		os.Exit(1)
	}
}

// pages are the files in docs, and the table of the package fhir.
var pages = []struct {
	folder, name string
	write        func(*format, *bytes.Buffer)
}{
	{"docs", "record.md", (*format).recordPage},
	{"docs", "fhir.md", (*format).fhirPage},
	{"docs", "mapping.tsv", (*format).table},
	{"fhir", "zz_mapping.go", (*format).goTable},
}

func run(module string) error {
	samples, err := readSamples(filepath.Join(module, "testdata", "records", "valid"))
	if err != nil {
		return err
	}
	var records []*ephr.Record
	for _, s := range samples {
		records = append(records, s.record)
	}
	rows, err := fieldmap.Trace(append(fieldmap.Generated(), records...))
	if err != nil {
		return err
	}
	f := newFormat(rows, samples)
	for _, p := range pages {
		var out bytes.Buffer
		p.write(f, &out)
		path := filepath.Join(module, p.folder, p.name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, out.Bytes()) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}
