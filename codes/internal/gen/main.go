// Command gen writes zz_lists.go and zz_names.go of package codes from the
// TSV files in lists, names, systems.tsv and atc-groups.tsv. It is run by go
// generate in the folder of package codes.
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

func run(dir string) error {
	files, err := Generate(os.DirFS(dir))
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
