package fhir

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// The table has every path of the format, with an element of FHIR.
func TestEveryPathHasAnElement(t *testing.T) {
	var want []string
	for p := range ephr.Paths() {
		want = append(want, string(p))
	}
	var got []string
	eachMapping(func(path, elements string) {
		got = append(got, path)
		if strings.HasPrefix(path, "/source/") {
			return
		}
		if elements == "" {
			t.Errorf("%s has no element", path)
		}
		for e := range strings.SplitSeq(elements, " ") {
			e = fhirPath(e)
			if strings.ContainsAny(e, "[] ") && !strings.Contains(e, ".where(") || strings.Count(e, "(") != strings.Count(e, ")") || strings.Contains(e, "extension('')") {
				t.Errorf("%s: %s", path, e)
			}
		}
	})
	if !slices.Equal(got, want) {
		t.Error("the paths are not those of the format: go generate ./fhir")
	}
}

func TestElementAsFHIRPath(t *testing.T) {
	for in, want := range map[string]string{
		"Observation.valueQuantity.value":                                             "Observation.valueQuantity.value",
		"Patient.extension(synthetic).valueBoolean":                                   "Patient.extension('" + extBase + "synthetic').valueBoolean",
		"Patient.extension(absent).extension(reason).valueCode":                       "Patient.extension('" + extBase + "absent').extension('reason').valueCode",
		"Patient.name.extension(http://hl7.org/fhir/StructureDefinition/x).valueCode": "Patient.name.extension('http://hl7.org/fhir/StructureDefinition/x').valueCode",
		"Condition.extension(member:period).extension(value).valueString":             "Condition.extension('" + extBase + "member').where(extension('name').valueCode = 'period').extension('value').valueString",
		"": "",
	} {
		if got := fhirPath(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

// A URL in the table is one that an export holds.
func TestExtensionsInTheTableAreOnesWeWrite(t *testing.T) {
	source, err := os.ReadFile("zz_mapping.go")
	if err != nil {
		t.Fatal(err)
	}
	urls := map[string]bool{}
	for _, rec := range samplesAnd(t, 20) {
		out, err := Append(nil, rec, Collection, AllTiers())
		if err != nil {
			t.Fatal(err)
		}
		for part := range strings.SplitSeq(string(out), `"url":"`) {
			url, _, _ := strings.Cut(part, `"`)
			urls[url] = true
		}
	}
	if len(source) > 200_000 {
		t.Errorf("the table has %d bytes", len(source))
	}
	missing := map[string]bool{}
	eachMapping(func(_, elements string) {
		for part := range strings.SplitSeq(fhirPath(strings.ReplaceAll(elements, " ", ".")), "extension('") {
			if url, _, ok := strings.Cut(part, "')"); ok && strings.Contains(url, "://") && !urls[url] {
				missing[url] = true
			}
		}
	})
	for url := range missing {
		t.Errorf("%s is in no export", url)
	}
}

// Each reason is given where it is the reason.
func TestReasonsOfLosses(t *testing.T) {
	rec := ephr.New()
	entry := func(id string) ephr.Entry { return ephr.Entry{ID: ephr.ID(id)} }
	rec.Sites = []ephr.Site{{ID: "s", Key: "s", Kind: "shelter", Country: "GR"}}
	rec.Organizations = []ephr.Organization{{ID: "o1", Key: "same", Name: "first"}, {ID: "o2", Key: "same", Name: "second"}, {ID: "o3", Key: "unused"}}
	rec.Custodian = "o1"
	rec.Person = &ephr.Person{Sex: "female", Relatives: []ephr.Relative{{ID: "m", Relationship: "MTH"}, {ID: "f", Relationship: "FTH"}}}
	rec.Encounters = []ephr.Encounter{{ID: "e", Type: "initial", Country: "GR", Custodian: "o2", Site: "s"}}
	rec.Conditions = []ephr.Condition{{Entry: entry("hiv"), Code: ephr.ICD10("B20")}, {Entry: entry("mind"), Code: ephr.ICD10("F32.1")}}
	rec.PsychologistNotes = []ephr.PsychologistNote{{Entry: entry("n"), Text: ephr.Note{Text: "x", Reviewed: ephr.True}}}
	rec.FamilyHistory = []ephr.FamilyHistory{{Entry: entry("fh"), Relationship: "FTH", Conditions: []ephr.FamilyCondition{{Code: ephr.ICD10("B20")}}}}
	rec.Tombstones = []ephr.Tombstone{{Target: "old", Kind: "corrected", Recorded: "2018", ReplacedBy: "hiv"}}
	rec.Extensions = ephr.Extensions{{URI: "https://a.example", Value: `{"a":[1,{}]}`}}
	rec.Consents = []ephr.Consent{
		{ID: "c1", Decision: codes.ConsentDecisionPermit, Purpose: "TREAT", Given: "2018-01-01"},
		{ID: "c2", Decision: codes.ConsentDecisionDeny, Purpose: "TREAT", Given: "2018-01-02", Sensitivities: []codes.Sensitivity{"MH"}},
		{ID: "c3", Decision: codes.ConsentDecisionPermit, Purpose: "TREAT", Given: "2018-01-01", Recipients: []string{"m"}},
	}
	clinic := ForRecipient(Recipient{Country: "SI", Purpose: "TREAT", On: "2018-06-01"})
	mother := ForRecipient(Recipient{Relative: "m", Purpose: "TREAT", On: "2018-06-01"})
	newer := *rec
	newer.SchemaVersion = "1.9"
	newer.Unknown = ephr.Members{{Name: "later", Value: `{"a":1}`}}
	nobody := &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: rec.ID, Conditions: rec.Conditions, Source: []ephr.Source{{Resources: []ephr.SourceResource{
		{Type: "Basic", ID: "a/b", Remainder: `{"resourceType":"Basic","id":"a/b","code":{"text":"x"}}`}}}}}

	type wants map[ephr.Pointer]LossReason
	for name, c := range map[string]struct {
		rec  *ephr.Record
		kind Kind
		opts []Option
		want wants
	}{
		"default": {rec, Document, nil, wants{
			"/conditions/0/code/codings/0/code": LossTier3, "/psychologistNotes/0/text/text": LossTier4, "/sites/0/key": LossShelter, "/encounters/0/site": LossShelter,
			"/organizations/2/key": LossDepends, "/familyHistory/0/relationship": LossDepends, "/extensions/https:~1~1a.example/a/0": LossTier4,
			"/extensions/https:~1~1a.example/a/1": LossTier4,
		}},
		"a clinic":      {rec, Document, []Option{clinic}, wants{"/conditions/0/code/codings/0/code": "", "/conditions/1/code/codings/0/code": LossRefused, "/tombstones/0/replacedBy": LossLocalID}},
		"the mother":    {rec, Document, []Option{mother}, wants{"/conditions/0/code/codings/0/code": "", "/person/relatives/0/id": "", "/person/relatives/1/relationship": LossOthers, "/familyHistory/0/conditions/0/code/codings/0/code": LossOthers}},
		"all":           {rec, Collection, []Option{AllTiers()}, wants{"/organizations/1/name": LossSameKey, "/organizations/0/name": "", "/conditions/0/code/codings/0/code": ""}},
		"newer":         {&newer, Document, nil, wants{"/later/a": LossNewer}},
		"newer, all":    {&newer, Collection, []Option{AllTiers()}, wants{"/later/a": LossNewer}},
		"nobody":        {nobody, Collection, []Option{AllTiers()}, wants{"/conditions/0/code/codings/0/code": LossNoPerson, "/source/0/resources/0/remainder/code/text": ""}},
		"nobody posted": {nobody, Transaction, []Option{AllTiers()}, wants{"/source/0/resources/0/id": LossNoID, "/source/0/resources/0/remainder/code/text": ""}},
	} {
		losses, err := Losses(c.rec, c.kind, c.opts...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := wants{}
		for _, l := range losses {
			if _, twice := got[l.Pointer]; twice {
				t.Errorf("%s: %s is told twice", name, l.Pointer)
			}
			got[l.Pointer] = l.Reason
		}
		for p, want := range c.want {
			if got[p] != want {
				t.Errorf("%s: %s is %q, want %q\n%v", name, p, got[p], want, slices.Sorted(maps.Keys(got)))
			}
		}
	}
	if _, err := Losses(nil, Document); err != ErrNoPerson {
		t.Errorf("no record: %v", err)
	}
}

// FuzzLosses reads any bytes as FHIR: what is told is each a place in the record,
// once, and is told where the export works and nowhere else.
func FuzzLosses(f *testing.F) {
	f.Add([]byte(foreignBundle), byte(1))
	f.Add([]byte(`{"resourceType":"Bundle","type":"searchset","total":2,"entry":[{"search":{"mode":"match"}},{},{"resource":{"resourceType":"Basic"}}]}`), byte(2))
	f.Fuzz(func(t *testing.T, data []byte, how byte) {
		imported, err := Import(data)
		if err != nil {
			return
		}
		for _, one := range imported {
			rec, kind, opts := one.Record, Kind(how%3), []Option(nil)
			if how&4 == 0 {
				opts = []Option{AllTiers()}
			}
			_, err := Append(nil, rec, kind, opts...)
			losses, err2 := Losses(rec, kind, opts...)
			if (err == nil) != (err2 == nil) {
				t.Fatalf("the export: %v, its losses: %v", err, err2)
			}
			d, err := asDocument(rec)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[ephr.Pointer]bool{}
			for _, l := range losses {
				if at(&d, l.Pointer) < 0 || seen[l.Pointer] {
					t.Fatalf("%s is no place in the record, or is told twice", l.Pointer)
				}
				seen[l.Pointer] = true
			}
		}
	})
}
