package validate_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/validate"
)

// TestMutantsAreLocated damages records and looks at every finding: the place
// is right, the order is that of the document, and the same comes again.
func TestMutantsAreLocated(t *testing.T) {
	g, m := ephrtest.New(61), newMutator(61)
	v := validate.New(validate.WithNow(func() time.Time { return now }))
	rules := map[string]int{}
	var root any
	for i := range 1000 {
		if i%10 == 0 {
			var err error
			if root, err = tree(encode(t, g.Record())); err != nil {
				t.Fatal(err)
			}
		}
		part := m.part(root)
		if i%20 == 0 {
			part = clone(root)
		}
		if i%3 == 0 {
			part.(map[string]any)["schemaVersion"] = "1.7"
		}
		doc := spread(text(t, m.damage(part)))
		found, rec := v.Bytes(nil, doc)
		for _, f := range found {
			rules[f.Rule]++
			checkPlace(t, doc, f)
			if _, ok := validate.Lookup(f.Rule); !ok {
				t.Errorf("no rule %s", f.Rule)
			}
		}
		if !slices.IsSortedFunc(found, func(a, b validate.Finding) int { return int(a.Offset - b.Offset) }) {
			t.Errorf("not in the order of the document: %v", found)
		}
		again, _ := validate.Bytes(doc, validate.WithNow(func() time.Time { return now }))
		if diff := cmp.Diff(found, again); diff != "" {
			t.Errorf("another answer the second time: %s", diff)
		}
		// what is in memory is as wrong as what is written, but for what faults of form have hidden
		if rec != nil && !slices.ContainsFunc(found, func(f validate.Finding) bool { return strings.HasPrefix(f.Rule, "form-") }) {
			if diff := cmp.Diff(pairs(found), pairs(v.Record(nil, rec))); diff != "" {
				t.Errorf("%s\n%s", diff, doc)
			}
		}
	}
	if len(rules) < 12 {
		t.Errorf("only %d rules were broken: %v", len(rules), rules)
	}
}

// pairs are the rules that were broken and where, in any order.
func pairs(findings []validate.Finding) (out []string) {
	for _, f := range findings {
		out = append(out, f.Rule+" "+string(f.Pointer))
	}
	slices.Sort(out)
	return out
}

const marker = "Zoraida-Qamar"

// TestNoFindingTellsAValue plants a marker in every text of damaged records.
func TestNoFindingTellsAValue(t *testing.T) {
	g, m := ephrtest.New(71), newMutator(71)
	plain, open := validate.New(), validate.New(validate.WithValues())
	told := 0
	for i := range 200 {
		root, err := tree(encode(t, g.Record()))
		if err != nil {
			t.Fatal(err)
		}
		part := m.damage(m.part(root))
		for _, s := range spots(&part) {
			if _, ok := s.get().(string); ok && s.key != "schemaVersion" && m.r.IntN(3) > 0 {
				s.set(marker)
			}
			if o, ok := s.get().(map[string]any); ok && i%4 == 0 && m.r.IntN(9) == 0 {
				o[marker] = marker
			}
		}
		doc := text(t, part)
		found, rec := plain.Bytes(nil, doc)
		if rec != nil {
			found = plain.Record(found, rec)
		}
		if len(found) == 0 {
			t.Error("nothing found")
		}
		for _, f := range found {
			if all := fmt.Sprintf("%+v", f) + f.String(); strings.Contains(all, "Zoraida") || f.Value != "" {
				t.Errorf("tells the marker: %s", all)
			}
		}
		shown, rec := open.Bytes(nil, doc)
		if rec != nil {
			shown = open.Record(shown, rec)
		}
		for i, f := range shown {
			if strings.Contains(f.Value, "Zoraida") {
				told++
			}
			if strings.Contains(f.String(), "Zoraida") || strings.Contains(f.Message, "Zoraida") {
				t.Errorf("the message tells the value: %s", f)
			}
			shown[i].Value = ""
		}
		if diff := cmp.Diff(found, shown); diff != "" {
			t.Errorf("WithValues changes more than values: %s", diff)
		}
	}
	if told == 0 {
		t.Error("WithValues tells nothing")
	}
}

func TestWithValues(t *testing.T) {
	rec := record()
	rec.Person.BirthDate = "1990-02-30"
	rec.Custodian = "o2"
	rec.Person.Absent.Set("birthDate", "unknown")
	sign("body-temperature", "98.60", "Cel")(rec)
	sign2 := rec.VitalSigns[0]
	sign2.ID, sign2.Value = "v2", &ephr.Quantity{Value: "1", Unit: "°"}
	rec.VitalSigns = append(rec.VitalSigns, sign2)
	want := []string{`/custodian "o2"`, `/person/birthDate "1990-02-30"`, `/person/absent/birthDate "unknown"`, `/vitalSigns/0/value/value 98.60`, `/vitalSigns/1/value `}
	for name, found := range map[string][]validate.Finding{
		"memory":   validate.Validate(rec, validate.WithValues()),
		"document": first(validate.Bytes(spread(encode(t, rec)), validate.WithValues())),
	} {
		var got []string
		for _, f := range found {
			got = append(got, string(f.Pointer)+" "+f.Value)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func first[A, B any](a A, _ B) A { return a }

func TestFindingString(t *testing.T) {
	rec := record()
	rec.Custodian = "o2"
	want := "/custodian: error: the record has no item with this id; correct the id, add the item, or leave a tombstone for it [reference-unresolved]"
	if f := validate.Validate(rec); len(f) != 1 || f[0].String() != want {
		t.Errorf("%v", f)
	}
	found, _ := validate.Bytes(spread(encode(t, rec)))
	if len(found) != 1 || found[0].String() != "5:15: "+want {
		t.Errorf("%v", found)
	}
	if w := validate.Worst(found); w != validate.Error || validate.Worst(nil) != 0 {
		t.Errorf("worst is %v", w)
	}
	b, err := json.Marshal([]validate.Severity{validate.Info, validate.Warning, validate.Error})
	if err != nil || string(b) != `["info","warning","error"]` {
		t.Errorf("%s %v", b, err)
	}
}

// TestNamesWithEscapes locates findings behind names that are not written plainly.
func TestNamesWithEscapes(t *testing.T) {
	doc := []byte(head + `"p\u0065rson" : {"sex":"male","deceased" :{"cause":{"text":"\"}]"},"date" : "2017-02-29"},"telecoms":[{"value":"1"} , {"value":"2","peri\u006fd":{"start":"2017","end":"2016"}}]}}`)
	found, _ := validate.Bytes(doc)
	if diff := cmp.Diff([]string{"date-not-in-calendar /person/deceased/date", "period-reversed /person/telecoms/1/period/end"}, pairs(found)); diff != "" {
		t.Fatal(diff)
	}
	for i, want := range []string{`"2017-02-29"`, `"2016"`} {
		if at := bytes.Index(doc, []byte(want)); found[i].Offset != int64(at) {
			t.Errorf("%s at %d, not %d", found[i], found[i].Offset, at)
		}
	}
}

func TestStream(t *testing.T) {
	good := string(encode(t, record()))
	bad := record()
	bad.Custodian = "o2"
	input := strings.Join([]string{good, "", string(encode(t, bad)) + "\r", "{", "  \t", strings.Repeat("[", 200_000), `{"schemaVersion":"2.0"}`, good + good, good}, "\n")
	var got []string
	for res, err := range validate.Stream(strings.NewReader(input)) {
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprint(res.Line, " ", res.Record != nil)
		for _, f := range res.Findings {
			line += " " + f.Rule
			if f.Line != res.Line || 1+strings.Count(input[:f.Offset], "\n") != f.Line || f.Offset < res.Offset {
				t.Errorf("line %d: %s at offset %d", res.Line, f, f.Offset)
			}
			if column := int(f.Offset-res.Offset) + 1; f.Column != column {
				t.Errorf("line %d: column %d, not %d", res.Line, f.Column, column)
			}
		}
		got = append(got, line)
	}
	want := []string{"1 true", "3 true reference-unresolved", "4 false form-truncated", "6 false form-too-deep", "7 false form-version", "8 false form-trailing-data", "9 true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// stopping early
	for range validate.Stream(strings.NewReader(input)) {
		break
	}
}

func TestStreamReaderFails(t *testing.T) {
	broken := errors.New("broken")
	good := string(encode(t, record()))
	lines, failed := 0, error(nil)
	for res, err := range validate.Stream(io.MultiReader(strings.NewReader(good+"\n"+good[:50]), iotest.ErrReader(broken))) {
		if err != nil {
			failed = err
			continue
		}
		lines += res.Line
	}
	if lines != 1 || !errors.Is(failed, broken) {
		t.Errorf("%d, %v", lines, failed)
	}
}

func TestConcurrentUse(t *testing.T) {
	v := validate.New()
	g := ephrtest.New(81)
	var wg sync.WaitGroup
	for range 8 {
		rec := g.Record()
		rec.Custodian = "nobody"
		want := v.Record(nil, rec)
		doc := encode(t, rec)
		wg.Go(func() {
			for range 20 {
				if diff := cmp.Diff(want, v.Record(nil, rec)); diff != "" {
					t.Error(diff)
				}
				if found, _ := v.Bytes(nil, doc); len(found) != len(want) {
					t.Errorf("%d findings, not %d", len(found), len(want))
				}
			}
		})
	}
	wg.Wait()
}

// TestAppendsToTheCallersSlice leaves what is in it alone.
func TestAppendsToTheCallersSlice(t *testing.T) {
	rec := record()
	rec.Custodian = "o2"
	mine := validate.Finding{Rule: "zz", Pointer: "/zz", Offset: 1 << 40}
	v := validate.New()
	got := v.Record([]validate.Finding{mine}, rec)
	if len(got) != 2 || got[0] != mine {
		t.Errorf("%v", got)
	}
	got, _ = v.Bytes([]validate.Finding{mine}, encode(t, rec))
	if len(got) != 2 || got[0] != mine {
		t.Errorf("%v", got)
	}
}

// TestFormHidesReferences wants no finding that only follows from another one.
func TestFormHidesReferences(t *testing.T) {
	doc := encode(t, record())
	doc = bytes.Replace(doc, []byte(`"organizations":`), []byte(`"organisations":`), 1)
	found, rec := validate.Bytes(doc)
	if rec == nil || len(found) != 1 || found[0].Rule != "form-unknown-member" {
		t.Errorf("%v", found)
	}
}

// TestHugeRecords wants time in proportion to what is read, and an end to what is found.
func TestHugeRecords(t *testing.T) {
	rec := record()
	for i := range 30_000 {
		id := ephr.ID(fmt.Sprint("x", i))
		rec.Conditions = append(rec.Conditions, ephr.Condition{Entry: ephr.Entry{ID: id}, Code: icd("E11.9", "2019"), Onset: "2017-02-30", Evidence: []ephr.ID{id + "y"}})
		rec.Immunizations = append(rec.Immunizations, ephr.Immunization{Entry: ephr.Entry{ID: "i" + id}, Vaccine: "mmr", Status: codes.ImmunizationStatusCompleted,
			DoseNumber: ephr.Int(1 + i%20), Occurrence: "2017-01-01"})
		rec.Sites = append(rec.Sites, ephr.Site{ID: "s" + id, Key: "k", Kind: codes.SiteKindShelter, Name: "x", Country: "GR", Organization: "o1"})
	}
	inMemory := validate.Validate(rec)
	located, _ := validate.Bytes(encode(t, rec))
	if len(inMemory) != 10_000 || len(located) != 10_000 {
		t.Errorf("%d and %d findings", len(inMemory), len(located))
	}
	if found := validate.Validate(record()); len(found) > 0 {
		t.Errorf("the next record: %v", found)
	}
}
