package codes_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
)

// published reads testdata/published/codes.tsv: in which published artefact
// each code of a foreign terminology was seen.
func published(t *testing.T) [][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", "published", "codes.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	head, body, _ := strings.Cut(text, "\n")
	if head != "system\tcode\tevidence" || !strings.HasSuffix(body, "\n") {
		t.Fatalf("head is %q, or there is no end of line at the end", head)
	}
	var rows [][]string
	for line := range strings.SplitSeq(strings.TrimSuffix(body, "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// codesInUse are the codes of LOINC, SNOMED CT, ATC and UCUM that the lists
// name, each with a row that names it.
func codesInUse() map[[2]string]string {
	alias := map[codes.System]string{codes.LOINC: "loinc", codes.SNOMED: "snomed", codes.ATC: "atc", codes.UCUM: "ucum"}
	used := map[[2]string]string{}
	for l := range codes.Lists() {
		for e := range l.All() {
			where := l.Name() + "/" + e.Code
			add := func(system codes.System, code string) {
				if a := alias[system]; a != "" {
					used[[2]string{a, code}] = where
				}
			}
			add(l.System(), e.Code)
			for c := range e.Codings() {
				add(c.System, c.Code)
			}
			for p := range e.Props() {
				for code := range strings.SplitSeq(p.Value, ",") {
					switch {
					case strings.HasPrefix(p.Name, "loinc-"):
						add(codes.LOINC, code)
					case strings.HasPrefix(p.Name, "snomed-") || p.Name == "target":
						add(codes.SNOMED, code)
					case strings.HasPrefix(p.Name, "atc-"):
						add(codes.ATC, code)
					case p.Name == "unit" || p.Name == "units":
						add(codes.UCUM, code)
					}
				}
			}
		}
	}
	return used
}

func TestPublished(t *testing.T) {
	rows := published(t)
	if !slices.IsSortedFunc(rows, slices.Compare[[]string]) {
		t.Error("the table is not sorted")
	}
	evidence := map[[2]string]bool{}
	for i, r := range rows {
		if len(r) != 3 || r[1] == "" || r[2] == "" || slices.ContainsFunc(r, func(s string) bool { return strings.TrimSpace(s) != s }) {
			t.Fatalf("row %d: %q", i+1, r)
		}
		if !slices.Contains([]string{"atc", "loinc", "snomed", "ucum"}, r[0]) {
			t.Errorf("row %d: system %q", i+1, r[0])
		}
		key := [2]string{r[0], r[1]}
		if evidence[key] {
			t.Errorf("%s %s stands twice", r[0], r[1])
		}
		evidence[key] = true
	}
	used := codesInUse()
	if len(used) < 300 {
		t.Fatalf("only %d codes in use", len(used))
	}
	for key, where := range used {
		if !evidence[key] {
			t.Errorf("%s: no evidence of %s %s", where, key[0], key[1])
		}
	}
	others := otherUses(t)
	for _, r := range rows {
		if used[[2]string{r[0], r[1]}] == "" && !strings.Contains(others, `"`+r[1]+`"`) {
			t.Errorf("%s %s is in the table and used nowhere", r[0], r[1])
		}
	}
}

// otherUses is where codes may stand besides the lists: the exporter and the
// sample records.
func otherUses(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, pattern := range []string{"../fhir/*.go", "../testdata/records/valid/*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(text)
		}
	}
	return b.String()
}
