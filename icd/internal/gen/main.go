// Command gen writes the zz_*.go files of package icd from icd10-2019.txt,
// labels.tsv, sensitivity.tsv, editions.tsv and synonyms.tsv beside it. It is run
// by go generate in the folder of package icd.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run reads the tables below the folder of package icd and writes its files.
func run(dir string) error {
	files, err := generate(os.DirFS(filepath.Join(dir, "internal", "gen")))
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.name), f.data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
