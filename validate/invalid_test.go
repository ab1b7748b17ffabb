package validate_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

var update = flag.Bool("update", false, "write the findings beside the sample records anew")

var (
	invalidDir = filepath.Join("..", "testdata", "records", "invalid")
	validDir   = filepath.Join("..", "testdata", "records", "valid")
)

const findingsSuffix = ".findings"

// notShown are the rules without a sample, and why.
var notShown = map[string]string{
	"form-too-large": "a sample would have 64 MiB; TestForms makes one",
}

// TestInvalidRecords wants of each record in testdata/records/invalid exactly the findings in the file beside it.
// Files are named for the rule that the record breaks, RULE-ID.json or RULE-ID-what.json.
func TestInvalidRecords(t *testing.T) {
	v := validate.New(validate.WithNow(func() time.Time { return now }))
	shown := map[string]bool{}
	docs := recordsIn(t, invalidDir)
	if len(docs) == 0 {
		t.Fatal("no records")
	}
	for name, doc := range docs {
		found, _ := v.Bytes(nil, doc)
		if len(found) > 0 && found[0].Rule == name {
			shown[name] = true
		}
		t.Run(name, func(t *testing.T) {
			if len(found) == 0 {
				t.Fatal("nothing is found")
			}
			rule := found[0].Rule
			for _, f := range found {
				if f.Rule != rule {
					t.Errorf("breaks %s and %s; a sample shows one rule", rule, f.Rule)
				}
				checkPlace(t, doc, f)
			}
			if name != rule && !strings.HasPrefix(name, rule+"-") {
				t.Errorf("breaks %s, for which it is not named", rule)
			}
			compareFindings(t, filepath.Join(invalidDir, name), listing(t, found))
			tellsNobody(t, doc, found)
			if !bytes.Contains(doc, []byte(`"synthetic": true`)) {
				t.Error("does not say that it is synthetic")
			}
		})
	}
	for r := range validate.Rules() {
		if why := notShown[r.ID]; !shown[r.ID] && why == "" {
			t.Errorf("%s: no record shows it; add %s.json", r.ID, filepath.Join(invalidDir, r.ID))
		} else if shown[r.ID] && why != "" {
			t.Errorf("%s is shown, and listed as not shown: %s", r.ID, why)
		}
	}
	for id := range notShown {
		if _, ok := validate.Lookup(id); !ok {
			t.Errorf("no rule %s", id)
		}
	}
}

// recordsIn are the records of a folder by their names without .json. A file of findings without a record fails.
func recordsIn(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, file := range files {
		if out[strings.TrimSuffix(filepath.Base(file), ".json")], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	findings, err := filepath.Glob(filepath.Join(dir, "*"+findingsSuffix))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range findings {
		if record := strings.TrimSuffix(filepath.Base(file), findingsSuffix); out[record] == nil {
			t.Errorf("%s: there is no %s.json", file, record)
		}
	}
	return out
}

// listing is the findings as ephr validate --format json writes them, without the file; empty where there are none.
func listing(t testing.TB, findings []validate.Finding) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i, f := range findings {
		b.WriteString([]string{"[\n", ",\n"}[min(i, 1)])
		err := e.Encode(struct {
			Line     int               `json:"line"`
			Column   int               `json:"column"`
			Pointer  ephr.Pointer      `json:"pointer"`
			Rule     string            `json:"rule"`
			Severity validate.Severity `json:"severity"`
			Message  string            `json:"message"`
		}{f.Line, f.Column, f.Pointer, f.Rule, f.Severity, f.Message})
		if err != nil {
			t.Fatal(err)
		}
		b.Truncate(b.Len() - 1)
	}
	if b.Len() > 0 {
		b.WriteString("\n]\n")
	}
	return b.Bytes()
}

// compareFindings holds a listing against the file beside the record; no file is an empty listing.
func compareFindings(t *testing.T, record string, got []byte) {
	t.Helper()
	file := record + findingsSuffix
	if *update {
		err := os.WriteFile(file, got, 0o644)
		if len(got) == 0 {
			err = os.RemoveAll(file)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lines(want), lines(got)); diff != "" {
		t.Errorf("%s (-want +got, -update writes it anew):\n%s", file, diff)
	}
}

func lines(text []byte) []string {
	return strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
}

// A string in a document that may be broken, with the colon behind a member's name.
var quoted = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"(\s*:)?`)

// personal are the members whose text is of a person: names, notes, numbers, phones, places.
var personal = map[string]bool{"family": true, "given": true, "prefix": true, "suffix": true, "text": true, "value": true, "name": true,
	"birthPlace": true, "lines": true, "city": true, "postalCode": true, "birthDate": true, "lotNumber": true}

// tellsNobody wants no text of a person in what the findings say.
func tellsNobody(t *testing.T, doc []byte, findings []validate.Finding) {
	t.Helper()
	member, texts := "", 0
	for _, m := range quoted.FindAllSubmatch(doc, -1) {
		text := string(m[1])
		if len(m[2]) > 0 {
			member = text
			continue
		}
		if !personal[member] || len(strings.TrimSpace(text)) < 2 {
			continue
		}
		texts++
		for _, f := range findings {
			if strings.Contains(strings.ToLower(f.String()), strings.ToLower(text)) {
				t.Errorf("tells the record's %s: %s", member, f)
			}
		}
	}
	if texts == 0 {
		t.Error("the record has no name, note, number or phone that could be told")
	}
}
