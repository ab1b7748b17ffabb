package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// The generated file is the one that go generate would write.
func TestUpToDate(t *testing.T) {
	want, err := generate(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../zz_elements.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Error("zz_elements.go is stale: run go generate ./internal/r4")
	}
}

// Tables that say nothing sensible are refused.
func TestRejects(t *testing.T) {
	good := map[string]string{}
	for _, name := range []string{"elements.tsv", "codes.tsv", "invariants.tsv"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		good[name] = string(data)
	}
	for what, c := range map[string]struct{ file, more string }{
		"too few cells":           {"elements.tsv", "Patient.colour\t0\t1\tstring\n"},
		"no owner":                {"elements.tsv", "Frog.colour\t0\t1\tstring\t\n"},
		"no type":                 {"elements.tsv", "Patient.colour\t0\t1\t\t\n"},
		"unknown type":            {"elements.tsv", "Patient.colour\t0\t1\tFrog\t\n"},
		"bad maximum":             {"elements.tsv", "Patient.colour\t0\t2\tstring\t\n"},
		"no codes":                {"codes.tsv", "colour\thttp://example.org\t\n"},
		"invariant of no element": {"invariants.tsv", "Patient.colour\tcol-1\tany\ta\n"},
		"invariant of no form":    {"invariants.tsv", "Patient\tcol-1\tsome\ta\n"},
	} {
		fs := fstest.MapFS{}
		for name, text := range good {
			if name == c.file {
				text = strings.TrimSuffix(text, "\n") + "\n" + c.more
			}
			fs[name] = &fstest.MapFile{Data: []byte(text)}
		}
		if _, err := generate(fs); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}
