package ephr_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
)

const (
	uuid = "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
	// secret stands for a person's data; it must not be in any error.
	secret = "Zoraida-Qamar"
	head   = `{"schemaVersion":"1.0","id":"` + uuid + `",`
	newer  = `{"schemaVersion":"1.7","id":"` + uuid + `",`
)

// Each input is bad where the mark ¦ stands.
var hostile = []struct {
	name, doc string
	code      ephr.FaultCode
	pointer   ephr.Pointer
}{
	{"empty input", ``, ephr.FaultTruncated, ""},
	{"white space", "  \n\t \r\n¦", ephr.FaultTruncated, ""},
	{"null", `¦null`, ephr.FaultType, ""},
	{"true", `¦true`, ephr.FaultType, ""},
	{"number", `¦12`, ephr.FaultType, ""},
	{"string", `¦"` + secret + `"`, ephr.FaultType, ""},
	{"array", `¦[]`, ephr.FaultType, ""},
	{"array of records", `¦[` + head + `"synthetic":true}]`, ephr.FaultType, ""},
	{"empty object", `¦{}`, ephr.FaultVersion, "/schemaVersion"},
	{"words", `¦` + secret, ephr.FaultSyntax, ""},
	{"binary", "¦\x7fELF\x02\x01\x01\x00" + secret, ephr.FaultSyntax, ""},
	{"gzip", "¦\x1f\x8b\x08\x00" + secret, ephr.FaultSyntax, ""},
	{"UTF-16", "¦\xff\xfe{\x00}\x00", ephr.FaultSyntax, ""},
	{"byte order mark", "¦\ufeff" + head + `"synthetic":true}`, ephr.FaultSyntax, ""},
	{"NUL before", "¦\x00" + head + `"synthetic":true}`, ephr.FaultSyntax, ""},
	{"NUL after", head + `"synthetic":true}` + "¦\x00", ephr.FaultTrailing, ""},
	{"NUL in a string", head + `"person":{"sex":"male","birthPlace":"` + secret + "¦\x00" + `"}}`, ephr.FaultSyntax, "/person/birthPlace"},
	{"NUL escaped", head + `"person":{"sex":"male","birthPlace":¦"` + secret + `\u0000"}}`, ephr.FaultForm, "/person/birthPlace"},
	{"NUL between", head + `"synthetic":¦` + "\x00" + `true}`, ephr.FaultSyntax, "/synthetic"},

	{"other major version", `{"schemaVersion":¦"2.0","name":"` + secret + `"}`, ephr.FaultVersion, "/schemaVersion"},
	{"major version 0", `{"schemaVersion":¦"0.9"}`, ephr.FaultVersion, "/schemaVersion"},
	{"other major version, not first", `{"id":"` + uuid + `","name":"` + secret + `","schemaVersion":¦"2.0"}`, ephr.FaultVersion, "/schemaVersion"},
	{"no version", `¦{"id":"` + uuid + `","name":"` + secret + `"}`, ephr.FaultVersion, "/schemaVersion"},
	{"FHIR", `¦{"resourceType":"Patient","name":[{"family":"` + secret + `"}]}`, ephr.FaultVersion, "/schemaVersion"},
	{"version is a number", `{"schemaVersion":¦1.0,"id":"` + uuid + `"}`, ephr.FaultType, "/schemaVersion"},
	{"version is null", `{"schemaVersion":¦null,"id":"` + uuid + `"}`, ephr.FaultType, "/schemaVersion"},
	{"version is no version", `{"schemaVersion":¦"` + secret + `","id":"` + uuid + `"}`, ephr.FaultForm, "/schemaVersion"},
	{"version is empty", `{"schemaVersion":¦"","id":"` + uuid + `"}`, ephr.FaultEmpty, "/schemaVersion"},
	{"versions twice", `{"schemaVersion":"1.0",¦"schemaVersion":"2.0"}`, ephr.FaultDuplicate, "/schemaVersion"},

	{"duplicate member", head + `"synthetic":true,¦"synthetic":true}`, ephr.FaultDuplicate, "/synthetic"},
	{"duplicate member, nested", head + `"person":{"sex":"male","birthPlace":"x",¦"birthPlace":"` + secret + `"}}`, ephr.FaultDuplicate, "/person/birthPlace"},
	{"duplicate member, escaped", head + `"person":{"sex":"male",¦"s\u0065x":"` + secret + `"}}`, ephr.FaultDuplicate, "/person/sex"},
	{"duplicate extension", head + `"extensions":{"urn:x":1,¦"urn:x":"` + secret + `"}}`, ephr.FaultDuplicate, "/extensions"},
	{"duplicate in an extension", head + `"extensions":{"urn:x":{"` + secret + `":1,¦"` + secret + `":2}}}`, ephr.FaultDuplicate, "/extensions"},
	{"duplicate absence", head + `"absent":{"allergies":"unknown",¦"allergies":"unknown"}}`, ephr.FaultDuplicate, "/absent/allergies"},
	{"duplicate unknown member", newer + `"weather":1,¦"weather":"` + secret + `"}`, ephr.FaultDuplicate, ""},
	{"wrong case", head + `¦"Person":{"sex":"` + secret + `"}}`, ephr.FaultCase, "/Person"},
	{"wrong case, nested", head + `"person":{"sex":"male",¦"birthplace":"` + secret + `"}}`, ephr.FaultCase, "/person/birthplace"},
	{"wrong case in a newer version", newer + `"person":¦{"SEX":"` + secret + `"}}`, ephr.FaultMissing, "/person/sex"},
	{"unknown member", head + `¦"favouriteColour":"` + secret + `"}`, ephr.FaultUnknown, ""},
	{"unknown member named like a person", head + `"person":{"sex":"male",¦"` + secret + `":1}}`, ephr.FaultUnknown, "/person"},
	{"unknown member named in Greek", head + `¦"Ζοραΐδα":1}`, ephr.FaultUnknown, ""},
	{"unknown member without a name", head + `¦"":1}`, ephr.FaultUnknown, ""},

	{"invalid UTF-8", head + `"person":{"sex":"male","birthPlace":"` + secret + "¦\xc3\x28" + `"}}`, ephr.FaultUTF8, "/person/birthPlace"},
	{"invalid UTF-8 in a name", head + "\"a¦\xff\":1}", ephr.FaultUTF8, ""},
	{"overlong UTF-8", head + `"person":{"sex":"male","birthPlace":"` + secret + "¦\xc0\xaf" + `"}}`, ephr.FaultUTF8, "/person/birthPlace"},
	{"invalid UTF-8 in an extension", head + `"extensions":{"urn:x":["` + secret + "¦\x80" + `"]}}`, ephr.FaultUTF8, "/extensions"},
	{"raw surrogate", head + `"person":{"sex":"male","birthPlace":"` + secret + "¦\xed\xa0\x80" + `"}}`, ephr.FaultUTF8, "/person/birthPlace"},
	{"escaped high surrogate", head + `"person":{"sex":"male","birthPlace":"` + secret + `¦\ud800"}}`, ephr.FaultSurrogate, "/person/birthPlace"},
	{"escaped low surrogate", head + `"person":{"sex":"male","birthPlace":"` + secret + `¦\udc00\ud800"}}`, ephr.FaultSurrogate, "/person/birthPlace"},
	{"two high surrogates", head + `"person":{"sex":"male","birthPlace":"` + secret + `¦\ud83c\ud83c"}}`, ephr.FaultSurrogate, "/person/birthPlace"},
	{"surrogate in a name", head + `"¦\ud800":1}`, ephr.FaultSurrogate, ""},

	{"1e999999", head + `"extensions":{"urn:x":¦1e999999}}`, ephr.FaultNumber, "/extensions"},
	{"1e999999 as a value", head + `"vitalSigns":[{"id":"v1","sign":"heart-rate","value":{"value":¦1e999999}}]}`, ephr.FaultNumber, "/vitalSigns/0/value/value"},
	{"huge integer", head + `"person":{"sex":"male","telecoms":[{"value":"1","rank":¦` + strings.Repeat("9", 39) + `}]}}`, ephr.FaultType, "/person/telecoms/0/rank"},
	{"huger integer", head + `"person":{"sex":"male","telecoms":[{"value":"1","rank":¦` + strings.Repeat("9", 100_000) + `}]}}`, ephr.FaultNumber, "/person/telecoms/0/rank"},
	{"fraction", head + `"person":{"sex":"male","telecoms":[{"value":"1","rank":¦1.5}]}}`, ephr.FaultType, "/person/telecoms/0/rank"},
	{"leading zero", head + `"vitalSigns":[{"id":"v1","sign":"gcs","value":{"value":0¦1}}]}`, ephr.FaultSyntax, "/vitalSigns/0/value/value"},
	{"plus sign", head + `"vitalSigns":[{"id":"v1","sign":"gcs","value":{"value":¦+1}}]}`, ephr.FaultSyntax, "/vitalSigns/0/value/value"},
	{"NaN", head + `"extensions":{"urn:x":¦NaN}}`, ephr.FaultSyntax, "/extensions"},

	{"trailing comma", head + `"synthetic":true,¦}`, ephr.FaultSyntax, ""},
	{"trailing comma in an array", head + `"person":{"sex":"male","nationalities":["SY",¦]}}`, ephr.FaultSyntax, "/person/nationalities/1"},
	{"comment", head + `¦// ` + secret + "\n" + `"synthetic":true}`, ephr.FaultSyntax, ""},
	{"single quotes", head + `¦'synthetic':true}`, ephr.FaultSyntax, ""},
	{"bad escape", head + `"person":{"sex":"male","birthPlace":"` + secret + `¦\x41"}}`, ephr.FaultSyntax, "/person/birthPlace"},
	{"raw line end in a string", head + `"person":{"sex":"male","birthPlace":"` + secret + "¦\n" + `"}}`, ephr.FaultSyntax, "/person/birthPlace"},
	{"trailing data", head + `"synthetic":true} ¦` + secret, ephr.FaultTrailing, ""},
	{"two documents", head + `"synthetic":true}` + "\n¦" + head + `"synthetic":true}`, ephr.FaultTrailing, ""},
	{"bracket too many", head + `"synthetic":true}¦}`, ephr.FaultTrailing, ""},

	{"wrong type", head + `"person":¦"` + secret + `"}`, ephr.FaultType, "/person"},
	{"null as a value", head + `"person":{"sex":"male","birthPlace":¦null}}`, ephr.FaultType, "/person/birthPlace"},
	{"empty string", head + `"person":{"sex":"male","birthPlace":¦""}}`, ephr.FaultEmpty, "/person/birthPlace"},
	{"blank string", head + `"person":{"sex":"male","birthPlace":¦"  "}}`, ephr.FaultForm, "/person/birthPlace"},
	{"code with an outer blank", head + `"person":{"sex":¦"male "}}`, ephr.FaultForm, "/person/sex"},
	{"empty array", head + `"conditions":¦[]}`, ephr.FaultEmpty, "/conditions"},
	{"nothing in an object", head + `"journey":¦{}}`, ephr.FaultEmpty, "/journey"},
	{"name as a date", head + `"person":{"sex":"male","birthDate":¦"` + secret + `"}}`, ephr.FaultForm, "/person/birthDate"},
	{"name as a code of a closed list", head + `"person":{"sex":¦"` + secret + `"}}`, ephr.FaultCoded, "/person/sex"},
	{"name as a URI", head + `"extensions":{¦"` + secret + `":1}}`, ephr.FaultForm, "/extensions"},
	{"absence of what there is not", head + `"absent":{¦"` + secret + `":"unknown"}}`, ephr.FaultUnknown, "/absent"},
	{"missing member", head + `"person":¦{"birthPlace":"` + secret + `"}}`, ephr.FaultMissing, "/person/sex"},
	{"no id", `¦{"schemaVersion":"1.0","person":{"sex":"male"}}`, ephr.FaultMissing, "/id"},

	{"arrays too deep", strings.Repeat("[", 128) + "¦" + strings.Repeat("[", 100_000), ephr.FaultDepth, ephr.Pointer(strings.Repeat("/0", 128))},
	{"objects too deep", strings.Repeat(`{"a":`, 128) + "¦" + strings.Repeat(`{"a":`, 100_000), ephr.FaultDepth, ""},
	{"arrays too deep, in an extension", head + `"extensions":{"urn:x":` + strings.Repeat("[", 126) + `¦` + strings.Repeat("[", 100_000), ephr.FaultDepth, "/extensions"},
	{"objects too deep, in an extension", head + `"extensions":{"urn:x":` + strings.Repeat(`{"a":`, 126) + `¦` + strings.Repeat(`{"a":`, 100_000), ephr.FaultDepth, "/extensions"},
	{"objects too deep, in an unknown member", newer + `"x":` + strings.Repeat(`{"a":`, 127) + `¦` + strings.Repeat(`{"a":`, 100_000), ephr.FaultDepth, ""},
	{"too large", head + `"synthetic":true}` + strings.Repeat(" ", ephr.MaxBytes), ephr.FaultSize, ""},
}

func TestHostileInput(t *testing.T) {
	for _, c := range hostile {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			at := strings.Index(c.doc, "¦")
			doc := []byte(strings.Replace(c.doc, "¦", "", 1))
			_, err := ephr.Decode(doc)
			f := located(t, doc, err)
			if f.Code != c.code || f.Pointer != c.pointer {
				t.Errorf("%s at %q; want %s at %q", f.Code, f.Pointer, c.code, c.pointer)
			}
			if at >= 0 && f.Offset != int64(at) {
				t.Errorf("offset %d; want %d", f.Offset, at)
			}
			_, faults := ephr.Inspect(doc)
			faults = slices.DeleteFunc(faults, func(f ephr.Fault) bool { return f.Newer })
			if len(faults) == 0 || faults[0].Code != f.Code || faults[0].Pointer != f.Pointer || faults[0].Offset != f.Offset {
				t.Errorf("Inspect finds something else first: %v", faults)
			}
			for i := range faults {
				located(t, doc, &faults[i])
			}
		})
	}
}

// located wants a fault whose line and column are those of its offset, and no secret in its text.
func located(t testing.TB, doc []byte, err error) *ephr.Fault {
	t.Helper()
	var f *ephr.Fault
	if !errors.As(err, &f) {
		t.Fatalf("no fault: %v\n%.200q", err, doc)
	}
	if f.Offset < 0 || f.Offset > int64(len(doc)) {
		t.Fatalf("offset %d of %d", f.Offset, len(doc))
	}
	before := doc[:f.Offset]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	if f.Line != line || f.Column != column {
		t.Errorf("%v: line %d, column %d; the offset says %d, %d", f, f.Line, f.Column, line, column)
	}
	for _, part := range []string{secret, "Zoraida", "Qamar", "Ζοραΐδα"} {
		if strings.Contains(f.Error(), part) {
			t.Errorf("tells the person's data: %v", f)
		}
	}
	return f
}

// TestTruncatedAnywhere cuts a record at every byte.
func TestTruncatedAnywhere(t *testing.T) {
	for name, doc := range map[string][]byte{"compact": sample(t), "indented": indented(t, sample(t)), "escapes": []byte(
		head + `"person":{"sex":"male","birthPlace":"\ud83c\udf0d\u00e9\n","ageAtAssessment":{"value":-1.5e+3}},"extensions":{"urn:x":[true,false,null,-0.5E-2,"\ud83c\udf0d"]},"synthetic":false}`)} {
		if _, err := ephr.Decode(doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i := range len(doc) - 1 {
			cut := doc[:i:i]
			_, err := ephr.Decode(cut)
			f := located(t, cut, err)
			if f.Code != ephr.FaultTruncated || f.Offset != int64(i) {
				t.Errorf("%s cut at %d: %v at offset %d\n...%q", name, i, f, f.Offset, cut[max(0, i-30):])
			}
			if rec, faults := ephr.Inspect(cut); rec != nil || len(faults) != 1 {
				t.Errorf("%s cut at %d: Inspect returns %v", name, i, faults)
			}
		}
	}
}

// sample is a random record that has a bit of everything.
func sample(t testing.TB) []byte {
	t.Helper()
	g := ephrtest.New(77)
	g.Size = 1
	doc, err := g.Record().Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func indented(t testing.TB, doc []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, doc, "", "\t"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDeepInputIsRefusedEarly reads 100,000 levels: what it costs must not depend on them.
func TestDeepInputIsRefusedEarly(t *testing.T) {
	for _, open := range []string{"[", `{"a":`} {
		for _, start := range []string{"", head + `"extensions":{"urn:x":`, newer + `"x":`} {
			doc := []byte(start + strings.Repeat(open, 100_000))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := ephr.Decode(doc)
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Fatal("accepted")
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 4*uint64(len(doc))+1<<20 {
				t.Errorf("%.40s: %d bytes allocated for a document of %d", doc, used, len(doc))
			}
		}
	}
}

// TestManyFaults reads documents that are wrong everywhere: what that costs must stay in proportion.
func TestManyFaults(t *testing.T) {
	for name, doc := range map[string]string{
		"wrong types":      head + `"person":{"sex":"male","nationalities":[` + strings.Repeat("1,", 300_000) + `1]}}`,
		"unknown members":  head + `"encounters":[` + strings.Repeat(`{"x":1,"y":2},`, 50_000) + `{}]}`,
		"names in objects": head + `"extensions":{"urn:x":{` + many(100_000) + `"z":1}},"x":1}`,
		"unknown names":    head + many(20_000) + `"z":1}`,
		"newer names":      newer + many(20_000) + `"z":1}`,
		"extensions":       head + `"extensions":{` + strings.ReplaceAll(many(20_000), `"a`, `"urn:a`) + `"urn:z":1},"x":1}`,
		"newer absences":   newer + `"absent":{` + strings.ReplaceAll(many(20_000), `:0`, `:"unknown"`) + `"z":"unknown"}}`,
	} {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			_, faults := ephr.Inspect([]byte(doc))
			if len(faults) == 0 {
				t.Error("no fault")
			}
			last := int64(-1)
			for i := range faults {
				if faults[i].Offset < last {
					t.Fatalf("fault %d is out of order", i)
				}
				last = faults[i].Offset
			}
		})
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"a%d":0,`, i)
	}
	return b.String()
}

// TestNewerMinorIsKept reads a record of a version that this package does not know.
func TestNewerMinorIsKept(t *testing.T) {
	const doc = `{"schemaVersion":"1.7","id":"` + uuid + `","person":{"sex":"third","absent":{"birthDate":"lost"},"shoeSize":43.50},` +
		`"conditions":[{"id":"c1","code":{"text":"x","weight":1e3},"clinicalStatus":"dormant"}],"weather":{"sky":["grey",null,true]},"Weather":"` + secret + `"}`
	rec, err := ephr.Decode([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	out, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	if string(out) != doc {
		t.Errorf("changed:\n%s\n%s", doc, out)
	}
	for _, f := range rec.Check() {
		if !f.Newer {
			t.Errorf("Check: %v", f.Error())
		}
	}
	_, faults := ephr.Inspect([]byte(doc))
	var got []string
	for i := range faults {
		f := located(t, []byte(doc), &faults[i])
		if !f.Newer {
			t.Errorf("not newer: %v", f)
		}
		got = append(got, string(f.Code)+" "+string(f.Pointer))
	}
	want := "unknown-code /person/sex, unknown-code /person/absent/birthDate, unknown-member /person, " +
		"unknown-member /conditions/0/code, unknown-code /conditions/0/clinicalStatus, unknown-member , unknown-member "
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("Inspect says\n%s\nwant\n%s", s, want)
	}
	// what is wrong in any version stays wrong
	for bad, code := range map[string]ephr.FaultCode{
		newer + `"person":{"sex":7}}`:                    ephr.FaultType,
		newer + `"person":{"shoeSize":1}}`:               ephr.FaultMissing,
		newer + `"weather":1,"absent":{}}`:               ephr.FaultEmpty,
		newer + `"person":{"sex":"third "}}`:             ephr.FaultForm,
		newer + `"weather":1,"conditions":[]}`:           ephr.FaultEmpty,
		newer + `"weather":1,"weather":1}`:               ephr.FaultDuplicate,
		newer + `"weather":{"a":1,"a":2}}`:               ephr.FaultDuplicate,
		`{"schemaVersion":"1.7","weather":1}`:            ephr.FaultMissing,
		newer + `"weather":01}`:                          ephr.FaultSyntax,
		newer + `"weather":"` + "\xff" + `"}`:            ephr.FaultUTF8,
		newer + `"absent":{"weather":"unknown"},"id":1}`: ephr.FaultDuplicate,
	} {
		_, err := ephr.Decode([]byte(bad))
		if f := located(t, []byte(bad), err); f.Code != code {
			t.Errorf("%s: %v; want %s", bad, f, code)
		}
	}
}

func TestVersionNeedNotBeFirst(t *testing.T) {
	doc := `{"id":"` + uuid + `","weather":1,"schemaVersion":"1.7"}`
	rec, err := ephr.Decode([]byte(doc))
	if err != nil {
		t.Fatal(err)
	}
	if rec.SchemaVersion != "1.7" || len(rec.Unknown) != 1 {
		t.Errorf("%+v", rec)
	}
}

// TestABadLineDoesNotStopTheFile reads lines some of which are no records.
func TestABadLineDoesNotStopTheFile(t *testing.T) {
	good := head + `"synthetic":true}`
	input := strings.Join([]string{good, "", `{"schemaVersion":"2.0"}`, "  ", good + "x", good + "\r", "\x00", strings.Repeat("[", 100_000), good}, "\n")
	var got []string
	for rec, err := range ephr.Records(strings.NewReader(input)) {
		if rec != nil {
			got = append(got, "ok")
			continue
		}
		var f *ephr.Fault
		if !errors.As(err, &f) {
			t.Fatal(err)
		}
		start := strings.LastIndexByte(input[:f.Offset], '\n') + 1
		if n := 1 + strings.Count(input[:f.Offset], "\n"); n != f.Line || f.Column != 1+int(f.Offset)-start {
			t.Errorf("%v: offset %d is in line %d", f, f.Offset, n)
		}
		got = append(got, fmt.Sprint(f.Line, " ", f.Code))
	}
	if s := strings.Join(got, ", "); s != "ok, 3 version, 5 trailing-data, ok, 7 syntax, 8 too-deep, ok" {
		t.Error(s)
	}
}

// TestCheckSeesWhatDecodeWouldRefuse changes a record in Go so that what would be written could not be read.
func TestCheckSeesWhatDecodeWouldRefuse(t *testing.T) {
	cases := map[string]func(*ephr.Record){
		"unknown member":        func(r *ephr.Record) { r.Unknown = ephr.Members{{Name: "weather", Value: "1"}} },
		"unknown member, below": func(r *ephr.Record) { r.Person.Unknown = ephr.Members{{Name: "shoeSize", Value: "43"}} },
		"member twice": func(r *ephr.Record) {
			r.SchemaVersion, r.Unknown = "1.7", ephr.Members{{Name: "a", Value: "1"}, {Name: "a", Value: "1"}}
		},
		"known member as unknown": func(r *ephr.Record) { r.SchemaVersion, r.Unknown = "1.7", ephr.Members{{Name: "id", Value: "1"}} },
		"unknown member, no JSON": func(r *ephr.Record) { r.SchemaVersion, r.Unknown = "1.7", ephr.Members{{Name: "a", Value: "01"}} },
		"text is no UTF-8":        func(r *ephr.Record) { r.Person.BirthPlace = "a\xff" },
		"code is no UTF-8":        func(r *ephr.Record) { r.Person.MaritalStatus = "a\xff" },
		"extension twice": func(r *ephr.Record) {
			r.Extensions = ephr.Extensions{{URI: "urn:x", Value: "1"}, {URI: "urn:x", Value: "1"}}
		},
		"extension without value": func(r *ephr.Record) { r.Extensions = ephr.Extensions{{URI: "urn:x"}} },
		"absence of nothing":      func(r *ephr.Record) { r.Absent.Set("weather", "unknown") },
		"absence twice": func(r *ephr.Record) {
			r.Absent = ephr.Absences{{Member: "allergies", Reason: "unknown"}, {Member: "allergies", Reason: "unknown"}}
		},
		"other major version": func(r *ephr.Record) { r.SchemaVersion = "2.0" },
		"date":                func(r *ephr.Record) { r.Person.BirthDate = "17.5.1990" },
		"nothing in it":       func(r *ephr.Record) { r.Journey = &ephr.Journey{} },
	}
	for name, change := range cases {
		r := ephr.Record{SchemaVersion: "1.0", ID: uuid, Person: &ephr.Person{Sex: "male"}}
		if f := r.Check(); len(f) > 0 {
			t.Fatalf("%v", f[0].Error())
		}
		change(&r)
		errs := 0
		for _, f := range r.Check() {
			if !f.Newer {
				errs++
			}
		}
		if errs == 0 {
			t.Errorf("%s: Check finds nothing", name)
		}
		if doc, err := r.Append(nil); err == nil {
			if _, err := ephr.Decode(doc); err == nil {
				t.Errorf("%s: Decode takes it: %s", name, doc)
			}
		}
	}
}
