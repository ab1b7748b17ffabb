package fhir_test

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/internal/tape"
)

// What an exporter of ours has written needs no repair.
func TestRepairsOfOurDocuments(t *testing.T) {
	g := ephrtest.New(7)
	for range 60 {
		rec := g.Record()
		doc, err := fhir.Append(nil, rec, fhir.Document)
		if err == fhir.ErrNoPerson {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		wantNone(t, doc)
	}
	names, err := os.ReadDir("../testdata/fhir")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name.Name(), ".ips.json") {
			data, err := os.ReadFile("../testdata/fhir/" + name.Name())
			if err != nil {
				t.Fatal(err)
			}
			wantNone(t, data)
		}
	}
}

func wantNone(t *testing.T, doc []byte) {
	t.Helper()
	repairs, err := fhir.Repairs(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range repairs {
		t.Fatalf("a document of ours at %d:%d: %s: %s: %s", r.Line, r.Column, r.Pointer, r.Rule, r.What)
	}
}

const flawed = `{"resourceType": "Bundle", "type": "document",
 "entry": [{"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Composition", "Šime": "Primjer",
  "status": "final"}}]}`

// A repair has its place, and no name that FHIR does not have.
func TestRepairsHaveTheirPlace(t *testing.T) {
	repairs, err := fhir.Repairs([]byte(flawed))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]fhir.Repair{
		"r4-primitive":       {Pointer: "/entry/0/fullUrl", Line: 2, Column: 24},
		"r4-unknown-element": {Pointer: "/entry/0/resource", Line: 2, Column: 90},
		"bdl-9":              {Pointer: "", Line: 1, Column: 1},
	}
	for _, r := range repairs {
		if w, ok := want[r.Rule]; ok && (w.Pointer != r.Pointer || w.Line != r.Line || w.Column != r.Column) {
			t.Errorf("%s is at %q, %d:%d, want %+v", r.Rule, r.Pointer, r.Line, r.Column, w)
		}
		delete(want, r.Rule)
		if strings.Contains(string(r.Pointer)+r.What, "Primjer") || strings.Contains(string(r.Pointer)+r.What, "ime\"") || strings.Contains(string(r.Pointer), "Š") {
			t.Errorf("tells a value: %+v", r)
		}
	}
	for rule := range want {
		t.Errorf("%s was not found", rule)
	}
}

// Each rule of the checker has a text of its own, those apart that are no repairs.
func TestRepairsHaveTexts(t *testing.T) {
	source, err := os.ReadFile("../internal/r4/flaw.go")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := os.ReadFile("repair_texts.go")
	if err != nil {
		t.Fatal(err)
	}
	rules := regexp.MustCompile(`= ("(?:r4|ips)-[a-z0-9-]+")`).FindAllSubmatch(source, -1)
	if len(rules) < 40 {
		t.Fatalf("%d rules", len(rules))
	}
	for _, m := range rules {
		if !bytes.Contains(texts, m[1]) {
			t.Errorf("%s has no text", m[1])
		}
	}
}

// What is beyond 1,000 is counted.
func TestRepairsAreCounted(t *testing.T) {
	data := `{"resourceType":"Patient","name":[` + strings.Repeat(`{"colour":1},`, 2499) + `{"colour":1}]}`
	repairs, err := fhir.Repairs([]byte(data))
	if err != nil || len(repairs) != 1001 {
		t.Fatalf("%d repairs, %v", len(repairs), err)
	}
	if last := repairs[1000]; last.Rule != fhir.RuleMore || last.Count != 1500 {
		t.Errorf("the last is %+v", last)
	}
}

func TestRepairsOfNoJSON(t *testing.T) {
	_, err := fhir.Repairs([]byte(`{"resourceType":`))
	var e *fhir.ImportError
	if !errors.As(err, &e) || e.Column != 17 {
		t.Errorf("%+v", err)
	}
}

// FuzzRepairs looks for flaws in any bytes: nothing panics, each place is one of
// the input, and what we make of a record that was read has none.
func FuzzRepairs(f *testing.F) {
	f.Add([]byte(flawed))
	g := ephrtest.New(3)
	g.Size = 1
	for range 5 {
		if doc, err := fhir.Append(nil, g.Record(), fhir.Document); err == nil {
			f.Add(doc)
		}
	}
	for _, seed := range []string{
		`{"resourceType":"Patient","contained":[{"resourceType":"Patient","id":"a"}],"link":[{"other":{"reference":"#a"}}]}`,
		`{"resourceType":"Observation","valueString":"","_valueString":{},"component":[null],"text":{"div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><b>&nbsp;</b></div>"}}`,
		`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Bundle","entry":[{}]}}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		repairs, err := fhir.Repairs(data)
		if err != nil {
			if _, importErr := fhir.Import(data); importErr == nil {
				t.Fatalf("what can be imported cannot be judged: %v", err)
			}
			return
		}
		doc, err := tape.Parse(string(data), nil)
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Split(data, []byte("\n"))
		for i := range repairs {
			r := &repairs[i]
			if !leads(&doc, r.Pointer) || r.Line < 1 || r.Line > len(lines) || r.Column < 1 || r.Column > len(lines[r.Line-1])+1 || r.What == "" || r.Rule == "" {
				t.Fatalf("no place: %+v", r)
			}
			if i > 0 && r.Rule != fhir.RuleMore && r.Line < repairs[i-1].Line {
				t.Fatalf("out of order: %+v", r)
			}
		}
		rec, err := ephr.Decode(data)
		if err != nil {
			return
		}
		if out, err := fhir.Append(nil, rec, fhir.Document); err == nil {
			wantNone(t, out)
		}
	})
}

// leads reports whether a pointer leads to a value of the document.
func leads(doc *tape.Doc, p ephr.Pointer) bool {
	at := 0
	for token := range p.Tokens() {
		if doc.Nodes[at].Kind == tape.Object {
			at = doc.Get(at, token)
		} else {
			n := 0
			for _, c := range token {
				n = n*10 + int(c-'0')
			}
			for at++; n > 0; n-- {
				at = int(doc.Nodes[at].End)
			}
		}
		if at < 0 {
			return false
		}
	}
	return true
}
