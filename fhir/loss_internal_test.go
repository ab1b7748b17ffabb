package fhir

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
)

// What the report names is what the export leaves out, no more and no less: a
// record from which exactly those values are cut gives the same bytes although
// nothing is redacted then, and redaction finds nothing more in it.
func TestLossesAreExactlyWhatIsLeftOut(t *testing.T) {
	n := 6
	if testing.Short() {
		n = 1
	}
	records := samplesAnd(t, n)
	maps.Copy(records, foreign(t))
	reported, empty := 0, 0
	for name, rec := range records {
		for _, kind := range []Kind{Document, Collection, Transaction} {
			for who, opts := range lossCases(name, rec) {
				losses, err := Losses(rec, kind, opts...)
				if err != nil {
					t.Fatalf("%s, %s, %s: %v", name, kind, who, err)
				}
				want, err := Append(nil, rec, kind, opts...)
				if err != nil {
					t.Fatal(err)
				}
				cut := cutLosses(t, rec, losses)
				x := NewExporter(kind, opts...)
				if err := x.decide(rec); err != nil {
					t.Fatal(err)
				}
				x.redactor.Redact(cut, ephr.Release{All: true}) // reads what it says of the registry, and redacts nothing
				got, err := x.appendRedacted(nil, cut)
				if err != nil {
					t.Fatalf("%s, %s, %s: %v", name, kind, who, err)
				}
				if !bytes.Equal(want, got) {
					t.Fatalf("%s, %s, %s: cutting the losses gives another export: %s", name, kind, who, firstOther(want, got))
				}
				if a, b := jsonOf(t, cut), jsonOf(t, cut.Redact(x.release)); a != b {
					t.Fatalf("%s, %s, %s: there is more to withhold: %s", name, kind, who, firstOther([]byte(a), []byte(b)))
				}
				reported += len(losses)
				switch {
				case len(losses) == 0:
					empty++
				case who == "all" && kind == Collection && rec.Person != nil && !strings.HasPrefix(name, "foreign"):
					for _, l := range losses { // when the source was imported is known here alone
						if !strings.HasSuffix(string(l.Pointer), "/imported") {
							t.Fatalf("%s: a collection with all tiers leaves out %s", name, l.Pointer)
						}
					}
				}
				for _, l := range losses {
					if l.Reason.Text() == string(l.Reason) || l.Reason == "" {
						t.Fatalf("%s has no reason that can be read", l.Pointer)
					}
				}
			}
		}
	}
	t.Logf("%d records, %d losses, %d exports without", len(records), reported, empty)
	if reported < 10_000 {
		t.Errorf("only %d losses were tried", reported)
	}
}

// lossCases are the ways in which a record is exported here: with consents, those that ask for them.
func lossCases(name string, rec *ephr.Record) map[string][]Option {
	if !strings.HasSuffix(name, consented) {
		return map[string][]Option{"default": nil, "all": {AllTiers()}}
	}
	cases := map[string][]Option{
		"a recipient": {ForRecipient(Recipient{Country: "SI", Purpose: codes.PurposeTreatment, On: "2020-01-01", Override: "tried"})},
		"the person":  {ForRecipient(Recipient{ToPerson: true, Purpose: codes.PurposePersonRequest, On: "2020-01-01", Override: "tried"})},
	}
	if p := rec.Person; len(p.Relatives) > 0 {
		cases["a relative"] = []Option{ForRecipient(Recipient{Relative: p.Relatives[0].ID, Purpose: codes.PurposeTreatment, On: "2020-01-01", Override: "tried"})}
	}
	return cases
}

const consented = ", with consents"

// samplesAnd are the samples and n generated records, each as it is and with
// consents that let more pass.
func samplesAnd(t *testing.T, n int) map[string]*ephr.Record {
	records := map[string]*ephr.Record{}
	files, err := filepath.Glob("../testdata/records/valid/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if records[filepath.Base(f)], err = ephr.Decode(data); err != nil {
			t.Fatal(err)
		}
	}
	g := ephrtest.New(23)
	for i := range n {
		records["generated "+strconv.Itoa(i)] = g.Record()
	}
	for name, rec := range maps.Clone(records) {
		records[name] = cutLosses(t, rec, nil) // members in the order that cutting gives them
		again := cutLosses(t, rec, nil)
		open := func(c ephr.Consent) {
			c.ID, c.Decision, c.Given = ephr.NewID(), codes.ConsentDecisionPermit, "2019-12-31"
			again.Consents = append(again.Consents, c)
		}
		open(ephr.Consent{Purpose: codes.PurposeTreatment})
		open(ephr.Consent{Purpose: codes.PurposePersonRequest, Sensitivities: []codes.Sensitivity{"HIV", "MH", "PREGNANT"}})
		if p := again.Person; len(p.Relatives) > 0 {
			open(ephr.Consent{Purpose: codes.PurposeTreatment, Recipients: []string{string(p.Relatives[0].ID)}})
		}
		records[name+consented] = again
	}
	return records
}

// foreign are records that were read from a bundle of another system, one of
// them edited since.
func foreign(t *testing.T) map[string]*ephr.Record {
	read := func() *ephr.Record {
		imported, err := Import([]byte(foreignBundle))
		if err != nil || len(imported) != 1 {
			t.Fatal(err)
		}
		return cutLosses(t, imported[0].Record, nil)
	}
	edited := read()
	edited.Person.Names[0].Family = "Novak"
	gone := read()
	gone.Conditions = nil
	return map[string]*ephr.Record{"foreign": read(), "foreign, edited": edited, "foreign, an item gone": gone}
}

const foreignBundle = `{"resourceType":"Bundle","type":"searchset","total":4,"link":[{"relation":"self","url":"https://fhir.example/Patient"}],
	"meta":{"profile":["https://fhir.example/profile"],"versionId":"1"},"entry":[
	{"fullUrl":"https://fhir.example/Patient/p1","search":{"mode":"match"},"resource":{"resourceType":"Patient","id":"p1","multipleBirthBoolean":true,"gender":"female","birthDate":"1994",
		"name":[{"family":"Primjer","_family":{"extension":[{"url":"https://fhir.example/own","valueString":"od"}]},"given":["Ana"]}],"contact":[{"organization":{"display":"Example"}}]}},
	{"fullUrl":"https://fhir.example/Condition/c1","search":{"mode":"include","score":1},"resource":{"resourceType":"Condition","id":"c1","meta":{"versionId":"2"},
		"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
		"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E11.9"}]},"subject":{"reference":"Patient/p1"},"stage":[{"summary":{"text":"early"}}]}},
	{"resource":{"resourceType":"Coverage","status":"active","beneficiary":{"reference":"Patient/p1"},"payor":[{"display":"Example"}]}},
	{"fullUrl":"https://fhir.example/Coverage/c2","resource":{"resourceType":"Coverage","id":"c 2","status":"active","beneficiary":{"reference":"Patient/p1"},"payor":[{"display":"Example"}]}}]}`

// What another system's bundle held is named by its own names.
func TestLossesOfAForeignBundle(t *testing.T) {
	records := foreign(t)
	for _, c := range []struct {
		record, pointer, expression string
		kind                        Kind
		all                         bool
		reason                      LossReason
	}{
		{"foreign", "/source/0/bundle/total", "Bundle.total", Collection, true, LossOtherBundle},
		{"foreign", "/source/0/resources/1/entry/search/score", "Bundle.entry.search.score", Collection, true, LossOtherBundle},
		{"foreign", "/source/0/bundle/link/0/url", "Bundle.link.url", Transaction, true, LossOtherBundle},
		{"foreign", "/source/0/resources/0/remainder/multipleBirthBoolean", "Patient.multipleBirthBoolean", Document, true, LossNoPlace},
		{"foreign", "/source/0/resources/0/remainder/multipleBirthBoolean", "Patient.multipleBirthBoolean", Collection, false, LossTier4},
		{"foreign", "/source/0/resources/0/remainder/~0name/~00/_family/extension/0/valueString", "Patient.name.family.extension.valueString", Document, true, LossNoPlace},
		{"foreign", "/source/0/resources/1/id", "Condition.id", Document, true, LossNoPlace},
		{"foreign", "/source/0/resources/3/id", "Coverage.id", Transaction, true, LossNoID},
		{"foreign, edited", "/source/0/resources/0/remainder/~0name/~00/_family/extension/0/valueString", "Patient.name.family.extension.valueString", Collection, true, LossOvertaken},
		{"foreign, an item gone", "/source/0/resources/1/remainder/stage/0/summary/text", "Condition.stage.summary.text", Collection, true, LossNoItem},
	} {
		var opts []Option
		if c.all {
			opts = append(opts, AllTiers())
		}
		losses, err := Losses(records[c.record], c.kind, opts...)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, l := range losses {
			if string(l.Pointer) == c.pointer {
				found = true
				if l.Expression != c.expression || l.Reason != c.reason {
					t.Errorf("%s, %s: %+v", c.record, c.kind, l)
				}
			}
		}
		if !found {
			t.Errorf("%s, %s: %s is not among %v", c.record, c.kind, c.pointer, losses)
		}
	}
}

func jsonOf(t *testing.T, rec *ephr.Record) string {
	t.Helper()
	data, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// cutLosses cuts values out of the record's JSON, and what cannot stand without
// them: containers that are empty now, and objects whose required members are
// all among what was cut.
func cutLosses(t *testing.T, rec *ephr.Record, losses []Loss) *ephr.Record {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(jsonOf(t, rec))))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	for _, l := range losses {
		if !cutValue(tree, l.Pointer) {
			t.Fatalf("%s is no place in the record", l.Pointer)
		}
	}
	tree = squeeze(tree)
	data, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	cut, err := ephr.Decode(data)
	if err != nil {
		t.Fatalf("without the losses the record is not valid: %v", err)
	}
	return cut
}

type cutOff struct{}

func cutValue(tree any, p ephr.Pointer) bool {
	parent, last := any(nil), ""
	for token := range p.Tokens() {
		if last != "" {
			tree, _ = childOf(parent, last)
		}
		parent, last = tree, token
	}
	if _, ok := childOf(parent, last); !ok {
		return false
	}
	switch v := parent.(type) {
	case map[string]any:
		v[last] = cutOff{}
	case []any:
		i, _ := strconv.Atoi(last)
		v[i] = cutOff{}
	}
	return true
}

func childOf(tree any, token string) (v any, ok bool) {
	switch t := tree.(type) {
	case map[string]any:
		v, ok = t[token]
	case []any:
		if i, err := strconv.Atoi(token); err == nil && i < len(t) {
			v, ok = t[i], true
		}
	}
	return v, ok
}

// squeeze takes out what was cut, and containers of which nothing is left.
func squeeze(tree any) any {
	switch v := tree.(type) {
	case map[string]any:
		n := len(v)
		for name, c := range v {
			if c = squeeze(c); c == any(cutOff{}) {
				delete(v, name)
			} else {
				v[name] = c
			}
		}
		if n > 0 && len(v) == 0 {
			return cutOff{}
		}
	case []any:
		kept := v[:0:0]
		for _, c := range v {
			if c = squeeze(c); c != any(cutOff{}) {
				kept = append(kept, c)
			}
		}
		if len(v) > 0 && len(kept) == 0 {
			return cutOff{}
		}
		return kept
	}
	return tree
}

func firstOther(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-300)
	return "\nwant " + string(a[from:min(len(a), i+120)]) + "\ngot  " + string(b[from:min(len(b), i+120)])
}
