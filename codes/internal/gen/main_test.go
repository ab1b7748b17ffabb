package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

const codesDir = "../.."

// The generated files are those that go generate would write.
func TestUpToDate(t *testing.T) {
	files, err := Generate(os.DirFS(codesDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join(codesDir, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), f.Data) {
			t.Errorf("%s is stale: run go generate ./codes", f.Name)
		}
	}
}

const header = "# name: colour\n# type: Colour\n# title: Colours\n# description: Colours\n# system:\n# binding: open\n# unknown-tier: 1\n# source: own\n" +
	"code\tconst\tdisplay\tsensitivity\ttier\tcodings\tprops\tsource\n"

func fileSystem(list string) fstest.MapFS {
	return fstest.MapFS{
		"systems.tsv":    {Data: []byte("alias\tconst\turi\ttitle\tsource\nloinc\tLOINC\thttp://loinc.org\tLOINC\tHL7\n")},
		"atc-groups.tsv": {Data: []byte("prefix\tsensitivity\tmeaning\tsource\n")},
		"lists/sensitivity.tsv": {Data: []byte(strings.NewReplacer("colour", "sensitivity", "Colour", "Sensitivity").Replace(header) +
			"HIV\t\tHIV\t\t3\t\t\town\n")},
		"lists/colour.tsv": {Data: []byte(list)},
	}
}

func TestRejects(t *testing.T) {
	if _, err := Generate(fileSystem(header + "red\t\tRed\tHIV\t3\tloinc|1-8\ta=b\town\n")); err != nil {
		t.Fatal(err)
	}
	for name, list := range map[string]string{
		"no display":         header + "red\t\t\t\t\t\t\town\n",
		"no source":          header + "red\t\tRed\t\t\t\t\t\n",
		"blanks":             header + "red\t\tRed \t\t\t\t\town\n",
		"code twice":         header + "red\t\tRed\t\t\t\t\town\nred\tA\tRed\t\t\t\t\town\n",
		"constant twice":     header + "red\tA\tRed\t\t\t\t\town\nblue\tA\tBlue\t\t\t\t\town\n",
		"unknown group":      header + "red\t\tRed\tXYZ\t3\t\t\town\n",
		"tier too low":       header + "red\t\tRed\tHIV\t2\t\t\town\n",
		"no tier":            header + "red\t\tRed\t\t5\t\t\town\n",
		"unknown alias":      header + "red\t\tRed\t\t\tnone|1\t\town\n",
		"bad prop":           header + "red\t\tRed\t\t\t\tabc\town\n",
		"too few cells":      header + "red\t\tRed\n",
		"no end of line":     header + "red\t\tRed\t\t\t\t\town",
		"bad binding":        strings.Replace(header, "open", "ajar", 1) + "red\t\tRed\t\t\t\t\town\n",
		"missing header":     strings.Replace(header, "# source: own\n", "", 1) + "red\t\tRed\t\t\t\t\town\n",
		"name is not file's": strings.Replace(header, "name: colour", "name: color", 1) + "red\t\tRed\t\t\t\t\town\n",
	} {
		if _, err := Generate(fileSystem(list)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
