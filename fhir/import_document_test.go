package fhir_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

func TestIdentityOfDocuments(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Documents, to.Conditions = from.Documents, from.Conditions
		ids := []ephr.ID{from.Encounters[0].ID}
		for i := range to.Conditions {
			to.Conditions[i].Evidence = nil // of what is not here
			ids = append(ids, to.Conditions[i].ID)
		}
		at := 0
		next := func() ephr.ID { at++; return ids[at%len(ids)] }
		text := func(n *ephr.Narrative) {
			for i := range n.Links {
				n.Links[i].Item = next()
			}
		}
		for i := range to.Documents {
			v := &to.Documents[i]
			ids = append(ids, v.ID)
			if v.Text != nil {
				text(v.Text)
			}
			for j := range v.Sections {
				s := &v.Sections[j]
				if s.Text != nil {
					text(s.Text)
				}
				for k := range s.Entries {
					s.Entries[k] = next()
				}
			}
		}
	})
}

const foreignDocument = `{"resourceType":"Bundle","id":"b","type":"document","timestamp":"2019-02-03T04:05:06Z","identifier":{"system":"urn:oid:2.999.7","value":"B-1"},"entry":[
{"fullUrl":"https://fhir.example/Composition/c","resource":{"resourceType":"Composition","id":"c","language":"hr-HR",
 "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Sažetak</div>"},
 "identifier":{"system":"urn:oid:2.999.7","value":"C-1"},"status":"amended",
 "type":{"coding":[{"system":"http://loinc.org","code":"60591-5","display":"Patient summary Document"}]},
 "subject":{"reference":"Patient/p"},"date":"2019-02-03","author":[{"reference":"PractitionerRole/r"},{"reference":"Organization/o"},{"display":"a machine"}],
 "title":"Planted summary","confidentiality":"N",
 "attester":[{"mode":"legal","time":"2019-02-03T05:00:00Z","party":{"reference":"Practitioner/d"}},{"mode":"official"}],
 "custodian":{"reference":"Organization/o"},
 "relatesTo":[{"code":"replaces","targetIdentifier":{"system":"urn:oid:2.999.7","value":"C-0"}},{"code":"appends","targetReference":{"reference":"Composition/other"}}],
 "event":[{"code":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActClass","code":"PCPR"}]}],"period":{"end":"2019-02-03"}}],
 "section":[
  {"title":"Planted problems","code":{"coding":[{"system":"http://loinc.org","code":"11450-4"}]},
   "text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/textLink","extension":[{"url":"htmlid","valueString":"x1"},{"url":"data","valueUri":"https://fhir.example/Condition/k"}]}],
    "status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p id=\"x1\">Planted asthma</p></div>"},
   "entry":[{"reference":"Condition/k"},{"reference":"ImagingStudy/none"},{"reference":"Practitioner/d","display":"who"}]},
  {"title":"Medicines","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">none</div>"},
   "emptyReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/list-empty-reason","code":"nilknown"}]}},
  {"section":[{"title":"A part","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><iframe/>deep</div>"}}]},
  {"title":"Odd","mode":"snapshot","text":{"status":"generated","div":"<div>no namespace</div>"}}]}},
{"fullUrl":"https://fhir.example/Patient/p","resource":{"resourceType":"Patient","id":"p","name":[{"family":"Probni"}]}},
{"fullUrl":"https://fhir.example/Organization/o","resource":{"resourceType":"Organization","id":"o","name":"Primjer"}},
{"fullUrl":"https://fhir.example/Practitioner/d","resource":{"resourceType":"Practitioner","id":"d","name":[{"text":"Dr Primjer"}]}},
{"fullUrl":"https://fhir.example/PractitionerRole/r","resource":{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/d"},"organization":{"reference":"Organization/o"}}},
{"fullUrl":"https://fhir.example/Condition/k","resource":{"resourceType":"Condition","id":"k","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"J45.9"}]},"subject":{"reference":"Patient/p"}}}]}`

// What another system calls restricted is not read: a default export would show it
// without the label. It goes out again as it came in.
func TestRestrictedForeignDocument(t *testing.T) {
	document := strings.Replace(foreignDocument, `"confidentiality":"N"`, `"confidentiality":"R"`, 1)
	lossless(t, []byte(document))
	if rec := imported(t, []byte(document)); len(rec.Conditions) != 0 || len(rec.Documents) != 0 {
		t.Errorf("%d conditions and %d documents of a restricted document are typed", len(rec.Conditions), len(rec.Documents))
	}
}

// What a foreign Composition says is typed, what the record has no place for goes
// out as it came in, and nothing of it is in a default export.
func TestForeignDocument(t *testing.T) {
	lossless(t, []byte(foreignDocument))
	rec := imported(t, []byte(foreignDocument))
	if len(rec.Documents) != 1 || len(rec.Conditions) != 1 {
		t.Fatalf("%d documents and %d conditions", len(rec.Documents), len(rec.Conditions))
	}
	v := &rec.Documents[0]
	doctor, organization := rec.Practitioners[0].ID, rec.Organizations[0].ID
	switch {
	case v.Status != codes.DocumentStatusAmended, v.Title != "Planted summary", v.Date != "2019-02-03", v.Language != "hr-HR", v.Confidentiality != codes.ConfidentialityNormal:
		t.Error("the head is not read")
	case len(v.Identifiers) != 1 || v.Identifiers[0].Value != "C-1":
		t.Error("the identifier is not read")
	case len(v.Authors) != 2 || v.Authors[0].Practitioner != doctor || v.Authors[0].Organization != organization || v.Authors[1].Practitioner != "" || v.Custodian != organization:
		t.Error("the authors are not read")
	case len(v.Attesters) != 2 || v.Attesters[0].Practitioner != doctor || v.Attesters[1].Mode != codes.AttestationModeOfficial:
		t.Error("the attesters are not read")
	case len(v.RelatesTo) != 1 || v.RelatesTo[0].Target.Value != "C-0" || len(v.Events) != 1 || v.Events[0].Period.End != "2019-02-03":
		t.Error("relations or events are not read")
	case len(v.Sections) != 3:
		t.Errorf("%d sections", len(v.Sections))
	case len(v.Sections[0].Entries) != 1 || v.Sections[0].Entries[0] != rec.Conditions[0].ID || len(v.Sections[0].Text.Links) != 1:
		t.Error("the section's entries or links are not read")
	case v.Sections[1].EmptyReason == nil || v.Sections[2].Text != nil:
		t.Error("a reason is missing, or a text that is no XHTML of FHIR's is believed")
	}
	for _, kind := range everyKind {
		out, err := fhir.Append(nil, rec, kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Planted", "2.999.7", "Dr Primjer"} {
			if bytes.Contains(out, []byte(word)) {
				t.Errorf("%s: %q is in a default export", kind, word)
			}
		}
	}
	out, err := fhir.Append(nil, rec, fhir.Document, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(out, []byte(`"resourceType":"Composition"`)); n != 1 {
		t.Errorf("our document has %d Compositions", n)
	}
}

// Our own summary is no document that was received, with whatever tiers it is written.
func TestOwnSummaryIsNoDocument(t *testing.T) {
	for name, rec := range samples(t) {
		for _, opts := range [][]fhir.Option{nil, {fhir.AllTiers()}} {
			out, err := fhir.Append(nil, rec, fhir.Document, opts...)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range [][]byte{out, bytes.Replace(out, []byte(`"type":"document"`), []byte(`"type":"collection"`), 1)} {
				if got := imported(t, text); len(got.Documents) > 0 {
					t.Errorf("%s: %d documents", name, len(got.Documents))
				}
			}
		}
	}
}

// Whatever a document's text is, the narrative that goes out is XHTML.
func TestNarrativesAreXHTML(t *testing.T) {
	const open = `<div xmlns="http://www.w3.org/1999/xhtml">`
	for _, c := range []struct {
		div  string
		asIs bool
	}{
		{open + `<p class="a" title="b">x &amp; y&#160;<br/></p><img src="#i" alt="z"/></div>`, true},
		{open + `<table border="1"><caption>c</caption><tbody><tr><td colspan="2">d</td></tr></tbody></table></div>`, true},
		{`<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="hr" lang="hr">x</div>`, true},
		{open + `<!-- note -->x</div>`, true},
		{"plain words", false},
		{`<div>x</div>`, false},
		{open + ` <p/> </div>`, false},
		{open + `x`, false},
		{open + `x</div><div/>`, false},
		{open + `<b>x</p></div>`, false},
		{open + `x&nbsp;y</div>`, false},
		{open + `<script>x</script></div>`, false},
		{open + `<a onclick="x">y</a></div>`, false},
		{open + `<a a.href="x">y</a></div>`, false},
		{open + `<p class="a" class="b">x</p></div>`, false},
		{open + `<p href="a">x</p></div>`, false},
		{open + `<x:p>x</x:p></div>`, false},
		{`<?xml version="1.0"?>` + open + `x</div>`, false},
		{`<p xmlns="http://www.w3.org/1999/xhtml">x</p>`, false},
	} {
		rec := ephr.New()
		rec.Person = &ephr.Person{Sex: codes.SexFemale}
		rec.Documents = []ephr.Document{{Entry: ephr.Entry{ID: "d"}, Status: codes.DocumentStatusFinal, Type: ephr.Concept{Text: "letter"},
			Text: &ephr.Narrative{Status: codes.NarrativeStatusGenerated, Div: c.div}}}
		out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
		if err != nil {
			t.Fatal(err)
		}
		if got := !strings.Contains(string(out), `StructureDefinition/member"`); got != c.asIs {
			t.Errorf("%s: written as it is: %v", c.div, got)
		}
		if back := imported(t, out); back.Documents[0].Text.Div != c.div {
			t.Errorf("%s comes back as %s", c.div, back.Documents[0].Text.Div)
		}
	}
}
