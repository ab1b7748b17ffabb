package fhir_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// How do I read the bulk export of a FHIR server?
func ExampleImportBulk() {
	dir := exampleExport()
	defer os.RemoveAll(dir)

	var files []fhir.BulkFile
	for _, name := range []string{"Condition.ndjson", "Patient.ndjson"} {
		files = append(files, fhir.BulkFile{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(filepath.Join(dir, name)) }})
	}
	for one, err := range fhir.ImportBulk("", files...) {
		if err != nil {
			fmt.Println(err) // the rest is read all the same
			continue
		}
		fmt.Println(one.Record.Person.Names[0].Family, one.Record.Conditions[0].Code.Codings[0].Code)
	}
	// Output:
	// Condition.ndjson:2:1: not JSON
	// Primjer E11.9
	// Voorbeeld J45
}

// exampleExport is a folder with two files.
func exampleExport() string {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	for name, text := range map[string]string{
		"Patient.ndjson": `{"resourceType":"Patient","id":"p1","name":[{"family":"Primjer"}],"gender":"female"}
{"resourceType":"Patient","id":"p2","name":[{"family":"Voorbeeld"}],"gender":"male"}
`,
		"Condition.ndjson": `{"resourceType":"Condition","id":"c2","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"J45"}]},"subject":{"reference":"Patient/p2"}}
oops
{"resourceType":"Condition","id":"c1","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E11.9"}]},"subject":{"reference":"Patient/p1"}}
`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			log.Fatal(err)
		}
	}
	return dir
}

// How do I write many records as bulk data?
func ExampleBulkWriter() {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	w := fhir.NewBulkWriter(func(resourceType string) (io.WriteCloser, error) {
		return os.Create(filepath.Join(dir, resourceType+".ndjson"))
	})
	for _, rec := range []*ephr.Record{exampleRecord(), exampleRecord()} {
		var left *fhir.LeftOutError
		if err := w.Write(rec); errors.As(err, &left) {
			fmt.Println(err) // the rest of the record is written
		} else if err != nil {
			log.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.ndjson"))
	for _, f := range files {
		fmt.Println(filepath.Base(f))
	}
	// Output:
	// Condition.ndjson
	// Consent.ndjson
	// Patient.ndjson
	// Provenance.ndjson
}
