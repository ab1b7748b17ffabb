// Command gen writes zz_elements.go of package r4 from elements.tsv, codes.tsv
// and invariants.tsv beside it. It is run by go generate in the folder of
// package r4.
//
// With -from DIR it writes elements.tsv and codes.tsv instead. DIR holds HL7's
// npm packages hl7.fhir.r4.examples and hl7.fhir.r4.expansions, both 4.0.1,
// unpacked into the folders examples and expansions.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	from := flag.String("from", "", "make the tables from HL7's packages in `DIR`")
	flag.Parse()
	if err := run(".", *from); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes the files of the folder of package r4.
func run(dir, from string) error {
	tables := filepath.Join(dir, "internal", "gen")
	if from != "" {
		elements, codes, err := extract(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(tables, "elements.tsv"), elements, 0o666); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(tables, "codes.tsv"), codes, 0o666)
	}
	data, err := generate(os.DirFS(tables))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "zz_elements.go"), data, 0o666)
}
