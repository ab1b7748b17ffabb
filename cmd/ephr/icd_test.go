package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/icd"
)

func TestTheListOfICDIsThatOfThePackage(t *testing.T) {
	code, out, diag := ephrRun(t, nil, "icd", "list", "--format", "ndjson")
	if code != exitFine || diag != "" {
		t.Fatalf("exit code %d, %s", code, diag)
	}
	lines := json.NewDecoder(strings.NewReader(out))
	lines.DisallowUnknownFields()
	kinds := map[icd.Kind]int{}
	seen := map[string]bool{"": true}
	for want := range icd.All() {
		var got icd.Item
		if err := lines.Decode(&got); err != nil {
			t.Fatalf("%s: %v", want.Code, err)
		}
		if got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
		if got.Label == "" {
			t.Errorf("%s has no title", got.Code)
		}
		if !seen[got.Parent] {
			t.Errorf("%s stands in %s, which does not come before it", got.Code, got.Parent)
		}
		if (got.Parent == "") != (got.Kind == icd.KindChapter) {
			t.Errorf("the %s %s stands in %q", got.Kind, got.Code, got.Parent)
		}
		if seen[got.Code] {
			t.Errorf("%s is there twice", got.Code)
		}
		seen[got.Code] = true
		kinds[got.Kind]++
	}
	if err := lines.Decode(new(icd.Item)); err != io.EOF {
		t.Errorf("more than package icd has: %v", err)
	}
	for kind, want := range map[icd.Kind]int{icd.KindChapter: 22, icd.KindBlock: 274, icd.KindCategory: 2050, icd.KindSubcategory: 10196} {
		if kinds[kind] != want {
			t.Errorf("%d entries are of the kind %s, want %d", kinds[kind], kind, want)
		}
	}
	if n := strings.Count(out, "\n"); n != 12542 {
		t.Errorf("%d lines, want 12,542", n)
	}
}

// TestShowKnowsTheList asks for every entry by its name.
func TestShowKnowsTheList(t *testing.T) {
	args := []string{"icd", "show", "--format", "ndjson"}
	for i := range icd.All() {
		args = append(args, i.Code)
	}
	code, out, diag := ephrRun(t, nil, args...)
	if code != exitFine || diag != "" {
		t.Fatalf("exit code %d, %s", code, diag)
	}
	if _, list, _ := ephrRun(t, nil, "icd", "list", "--format", "ndjson"); out != list {
		t.Error("show does not write what list writes")
	}
}

// Some of these are longer than the buffer, so that writing fails on the way.
func TestATableInAClosedPipeIsQuiet(t *testing.T) {
	for _, args := range [][]string{
		{"icd", "list"}, {"icd", "list", "--format", "json"}, {"icd", "list", "--format", "ndjson"},
		{"icd", "show", "E11"}, {"icd", "search", "a"}, {"codes"}, {"codes", "--format", "json", "country"},
	} {
		var diag bytes.Buffer
		if code := run(args, nil, closed{}, &diag); code != exitUsage || diag.Len() > 0 {
			t.Errorf("%v: exit code %d, %q", args, code, diag.String())
		}
	}
}
