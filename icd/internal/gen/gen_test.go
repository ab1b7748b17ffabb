package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// What is checked in is what the tables say; go generate brings it up to date.
func TestUpToDate(t *testing.T) {
	files, err := generate(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range files {
		names[f.name] = true
		got, err := os.ReadFile(filepath.Join("..", "..", f.name))
		if err != nil {
			t.Fatal(err)
		}
		if got = bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")); !bytes.Equal(got, f.data) {
			t.Errorf("%s is stale: run go generate ./icd", f.name)
		}
	}
	found, err := filepath.Glob(filepath.Join("..", "..", "zz_*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if !names[filepath.Base(f)] {
			t.Errorf("%s is not made any more", filepath.Base(f))
		}
	}
}

func TestCRLF(t *testing.T) {
	fsys := tablesWith(t, "", func(s string) string { return s })
	for name, f := range fsys {
		fsys[name] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))}
	}
	want, err := generate(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	got, err := generate(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !bytes.Equal(got[i].data, want[i].data) {
			t.Errorf("%s depends on the ends of lines", want[i].name)
		}
	}
}

// Faults in the tables are refused.
func TestFaults(t *testing.T) {
	replace := func(old, new string) func(string) string {
		return func(s string) string {
			if strings.Count(s, old) != 1 {
				t.Errorf("%q is %d times in the table", old, strings.Count(s, old))
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	for _, test := range []struct {
		name, file, want string
		edit             func(string) string
	}{
		{"code missing", "icd10-2019.txt", "want", replace("\nA00 019\n", "\nA00 01\n")},
		{"category twice", "icd10-2019.txt", "out of order", replace("\nA01 01234\n", "\nA00 01234\n")},
		{"category in the wrong block", "icd10-2019.txt", "not in the block", replace("\nA15 0123456789\n", "\nA10 0123456789\n")},
		{"digit twice", "icd10-2019.txt", "fourth digits", replace("\nA00 019\n", "\nA00 011\n")},
		{"no such parent", "icd10-2019.txt", "no block", replace("block C00-C14 C00-C75", "block C00-C14 C00-C70")},
		{"block outside its parent", "icd10-2019.txt", "not inside", replace("block X85-Y09 XX", "block X85-Y09 X60-X84")},
		{"blocks overlap", "icd10-2019.txt", "overlap", replace("block A15-A19 I", "block A09-A19 I")},
		{"label of an unknown code", "labels.tsv", "not an item", replace("\nA00\t", "\nA90\t")},
		{"label twice", "labels.tsv", "twice", replace("\nA00\t", "\nA01\t")},
		{"block without label", "labels.tsv", "no label", replace("\nB99-B99\tInfection of another or unnamed kind\town wording\tunreviewed", "")},
		{"label of a subcategory alone", "labels.tsv", "has none", replace("\nA01\tTyphoid or paratyphoid\town wording\tunreviewed", "")},
		{"a range backwards", "sensitivity.tsv", "backwards", replace("\nB20-B24\t", "\nB24-B20\t")},
		{"group missing", "sensitivity.tsv", "no group", replace("\nB20-B24\tHIV\t", "\nB20-B24\t\t")},
		{"other edition's code is listed", "editions.tsv", "is of the edition", replace("\nA90\t", "\nA89\t")},
		{"successor is not listed", "editions.tsv", "not of the edition", replace("\tA97.9\t", "\tA97.8\t")},
		{"synonym of an unknown code", "synonyms.tsv", "no table has", replace("\nstrongyloidiasis\tB78\t", "\nstrongyloidiasis\tB84\t")},
		{"synonym out of order", "synonyms.tsv", "out of order", replace("\nstrongyloidiasis\t", "\nastrongyloidiasis\t")},
		{"synonym in capitals", "synonyms.tsv", "lower case", replace("\nstrongyloidiasis\t", "\nStrongyloidiasis\t")},
		{"synonym of nothing", "synonyms.tsv", "must be there", replace("\nstrongyloidiasis\tB78\t", "\nstrongyloidiasis\t\t")},
		{"synonym of a mixed range", "synonyms.tsv", "four characters", replace("\nstrongyloidiasis\tB78\t", "\nstrongyloidiasis\tB77-B78.0\t")},
		{"synonym of a code twice", "synonyms.tsv", "overlaps", replace("\nstrongyloidiasis\tB78\t", "\nstrongyloidiasis\tB78 B78.0\t")},
		{"blanks", "editions.tsv", "blanks", replace("\tA97.9\t", "\tA97.9 \t")},
		{"columns", "editions.tsv", "columns", replace("codes\tedition", "code\tedition")},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := generate(tablesWith(t, test.file, test.edit))
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), test.file) {
				t.Errorf("error is %v, want one with %q", err, test.want)
			}
		})
	}
	fsys := tablesWith(t, "", nil)
	delete(fsys, "labels.tsv")
	if _, err := generate(fsys); err == nil {
		t.Error("a missing table is not an error")
	}
}

func tablesWith(t *testing.T, file string, edit func(string) string) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, name := range []string{"icd10-2019.txt", "labels.tsv", "sensitivity.tsv", "editions.tsv", "synonyms.tsv"} {
		data, err := fs.ReadFile(os.DirFS("."), name)
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		if name == file {
			data = []byte(edit(string(data)))
		}
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}
