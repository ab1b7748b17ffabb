package ephr_test

import (
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

func TestICD10NamesTheEditionThatHasTheCode(t *testing.T) {
	for in, want := range map[string]ephr.Coding{
		"e119":     {Version: "2019", Code: "E11.9"},
		" B86 ":    {Version: "2019", Code: "B86"},
		"S72.00":   {Version: "2019", Code: "S72.00"}, // with a supplementary character
		"A90":      {Code: "A90"},                     // before 2019
		"S52501A":  {Code: "S52501A"},                 // ICD-10-CM
		"diabetes": {Code: "diabetes"},
	} {
		c := ephr.ICD10(in).Codings[0]
		if c.Version != want.Version || c.Code != want.Code {
			t.Errorf("%q is %+v, want %+v", in, c, want)
		}
	}
}

// What a received document tells of an item is erased with it, and only that.
func TestEraseSilencesDocuments(t *testing.T) {
	text := func(words string, about ephr.ID) *ephr.Narrative {
		n := &ephr.Narrative{Status: "generated", Div: words}
		if about != "" {
			n.Links = []ephr.NarrativeLink{{HTMLID: "x", Item: about}}
		}
		return n
	}
	letters := func() *ephr.Record {
		rec := ephr.New()
		rec.Conditions = []ephr.Condition{{Entry: ephr.Entry{ID: "a"}, Code: ephr.ICD10("B20")}, {Entry: ephr.Entry{ID: "b"}, Code: ephr.ICD10("J45.9")}}
		rec.Documents = []ephr.Document{
			{Entry: ephr.Entry{ID: "d1"}, Status: "final", Type: ephr.Concept{Text: "letter"}, Text: text("secret head", ""), Sections: []ephr.DocumentSection{
				{Title: "One", Text: text("secret", ""), Entries: []ephr.ID{"a", "b"}},
				{Text: text("secret", "a")},
				{Entries: []ephr.ID{"a"}},
				{Title: "Two", Text: text("asthma", "b")},
			}},
			{Entry: ephr.Entry{ID: "d2"}, Status: "final", Type: ephr.Concept{Text: "letter"}, Text: text("another letter", "")},
		}
		rec.Source = []ephr.Source{{Resources: []ephr.SourceResource{
			{Type: "Composition", Item: "d1", Remainder: `{"section":"secret"}`}, {Type: "Composition", Item: "d2", Remainder: `{"a":1}`}}}}
		return rec
	}
	rec := letters()
	if !rec.Erase("a", "2019-01-01") {
		t.Fatal("not erased")
	}
	out, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"secret": false, `"entries":["a"`: false, "asthma": true, "another letter": true, `"item":"d1"`: false, `"item":"d2"`: true} {
		if strings.Contains(string(out), word) != want {
			t.Errorf("%s is in the record: %v", word, !want)
		}
	}
	if faults := rec.Check(); len(faults) > 0 {
		t.Error(faults[0].Error())
	}
	if rec = letters(); !rec.Withdraw("a", "", "2019-01-01") || len(rec.Documents[0].Sections) != 3 || rec.Documents[0].Sections[0].Text == nil {
		t.Error("a withdrawal takes more than references")
	}
	if faults := rec.Check(); len(faults) > 0 {
		t.Error(faults[0].Error())
	}
}
