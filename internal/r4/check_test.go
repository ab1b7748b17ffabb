package r4

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/openephr/ephr-go/internal/tape"
)

// check lists the flaws of a text as "rule pointer" with what is missing.
func check(t testing.TB, text string) (out []string) {
	t.Helper()
	doc, err := tape.Parse(text, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	flaws, _ := Check(&doc, 0)
	for _, f := range flaws {
		s := f.Rule + " " + strings.TrimSpace(doc.Nodes[f.Node].Key)
		if f.Name != "" {
			s += "." + f.Name
		}
		out = append(out, strings.TrimSpace(s))
	}
	return out
}

// resources are resources, each with what is found in them: the rule, the key of
// the node, and behind a point what is missing.
var resources = []struct{ what, text, want string }{
	{"nothing", `{"resourceType":"Patient","id":"p-1.A","active":true,"birthDate":"1994-02","multipleBirthInteger":2}`, ""},
	{"unknown element", `{"resourceType":"Patient","colour":"red"}`, "r4-unknown-element colour"},
	{"companion of an object", `{"resourceType":"Patient","_name":[null]}`, "r4-unknown-element _name"},
	{"no type", `{"id":"p"}`, "r4-resource-type .resourceType"},
	{"unknown type", `{"resourceType":"Frog"}`, "r4-resource-type resourceType"},
	{"abstract type", `{"resourceType":"DomainResource"}`, "r4-resource-type resourceType"},
	{"number for a text", `{"resourceType":"Patient","gender":1}`, "r4-type gender"},
	{"text for an object", `{"resourceType":"Patient","maritalStatus":"m"}`, "r4-type maritalStatus"},
	{"single for an array", `{"resourceType":"Patient","name":{"text":"x"}}`, "r4-array name"},
	{"array for a single", `{"resourceType":"Patient","gender":["male"]}`, "r4-array gender"},
	{"empty array", `{"resourceType":"Patient","name":[]}`, "r4-empty name"},
	{"empty object", `{"resourceType":"Patient","name":[{}]}`, "ele-1"},
	{"object with an id only", `{"resourceType":"Patient","maritalStatus":{"id":"a"}}`, "ele-1 maritalStatus"},
	{"empty text", `{"resourceType":"Patient","name":[{"text":""}]}`, "r4-empty text"},
	{"only blanks", `{"resourceType":"Patient","name":[{"text":" \t"}]}`, "r4-primitive text"},
	{"outer blanks in a string", `{"resourceType":"Patient","name":[{"text":" x "}]}`, ""},
	{"outer blanks in a code", `{"resourceType":"Patient","gender":"male "}`, "r4-primitive gender"},
	{"null", `{"resourceType":"Patient","active":null}`, "r4-null active"},
	{"null among texts", `{"resourceType":"Patient","name":[{"given":["a",null]}]}`, "r4-null"},
	{"null with an extension", `{"resourceType":"Patient","name":[{"given":["a",null,"b",null],"_given":[null,{"extension":[{"url":"http://x.org","valueCode":"a"}]}]}]}`, "r4-null"},
	{"null among objects", `{"resourceType":"Patient","name":[null]}`, "r4-null"},
	{"required", `{"resourceType":"Observation","code":{"text":"x"}}`, "r4-cardinality .status"},
	{"required, said to be absent", `{"resourceType":"Observation","code":{"text":"x"},"_status":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}`, ""},
	{"required choice", `{"resourceType":"MedicationStatement","status":"active","subject":{"display":"x"}}`, "r4-cardinality .medication"},
	{"two of one choice", `{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2020"}`, "r4-choice deceasedDateTime"},
	{"code of no value set", `{"resourceType":"Patient","gender":"F"}`, "r4-required-code gender"},
	{"concept of no value set", `{"resourceType":"Condition","subject":{"display":"x"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"ill"}]}}`, "r4-required-code coding"},
	{"concept without system", `{"resourceType":"Condition","subject":{"display":"x"},"clinicalStatus":{"coding":[{"code":"active"}]}}`, "r4-required-code coding"},
	{"language", `{"resourceType":"Patient","language":"English- [en-US]"}`, "r4-required-code language"},
	{"content reference", `{"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"1","type":"group","item":[{"linkId":"2"}]}]}`, "r4-cardinality .type"},
	{"system", `{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"ips_demo","code":"M"}]}}`, "r4-system system"},
	{"SNOMED CT", `{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://snomed.info/sct","code":"195967002"}]}}`, "r4-snomed-ct code"},
	{"LOINC", `{"resourceType":"Patient","maritalStatus":{"coding":[{"system":"http://loinc.org","code":"8867-5"}]}}`, "r4-loinc code"},
	{"unit", `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"wine glasses"}}`, "r4-ucum code"},
	{"reference", `{"resourceType":"Patient","managingOrganization":{"reference":"Medication/` + strings.Repeat("x", 200) + `"}}`, "r4-reference reference"},
	{"reference to another type", `{"resourceType":"Patient","managingOrganization":{"reference":"Patient/1"}}`, "r4-reference-target reference"},
	{"reference that says another type", `{"resourceType":"Patient","generalPractitioner":[{"reference":"Organization/1","type":"Practitioner"}]}`, "r4-reference-type type"},
	{"reference to nothing contained", `{"resourceType":"Patient","managingOrganization":{"reference":"#o"}}`, "ref-1 reference"},
	{"contained", `{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"x"}],"managingOrganization":{"reference":"#o"}}`, ""},
	{"contained that nobody means", `{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"x"}]}`, "dom-3"},
	{"contained that means its container", `{"resourceType":"Patient","contained":[{"resourceType":"Provenance","id":"o","target":[{"reference":"#"}],"recorded":"2020-01-01T00:00:00Z","agent":[{"who":{"display":"x"}}]}]}`, ""},
	{"contained in contained", `{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"x","contained":[{"resourceType":"Basic","code":{"text":"x"}}]}],"managingOrganization":{"reference":"#o"}}`, "dom-2 contained"},
	{"contained without id", `{"resourceType":"Patient","contained":[{"resourceType":"Organization","name":"x"}]}`, "r4-contained-id dom-3"},
	{"extension without url", `{"resourceType":"Patient","extension":[{"valueCode":"a"}]}`, "r4-cardinality .url"},
	{"extension with both", `{"resourceType":"Patient","extension":[{"url":"http://x.org","valueCode":"a","extension":[{"url":"a","valueCode":"b"}]}]}`, "ext-1"},
	{"extension with a short url", `{"resourceType":"Patient","extension":[{"url":"a","valueCode":"a"}]}`, "r4-extension-url url"},
	{"death before birth", `{"resourceType":"Patient","birthDate":"1990-05-02","deceasedDateTime":"1990-05"}`, ""},
	{"death long before birth", `{"resourceType":"Patient","birthDate":"1990-05-02","deceasedDateTime":"1989"}`, "r4-death-before-birth deceasedDateTime"},
	{"contact without anything", `{"resourceType":"Patient","contact":[{"gender":"male"}]}`, "pat-1"},
	{"value and absence", `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":"a","dataAbsentReason":{"text":"x"}}`, "obs-6"},
	{"code of a component", `{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"valueString":"a","component":[{"code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]}}]}`,
		"r4-vital-sign .category r4-vital-sign .subject r4-vital-sign .effective obs-7 r4-vital-sign component.component vs-3"},
	{"vital sign in another unit", `{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],"subject":{"display":"x"},"effectiveDateTime":"2020-01","code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},"valueQuantity":{"value":80,"unit":"bpm","system":"http://unitsofmeasure.org","code":"{beats}/min"}}`,
		"vs-1 effectiveDateTime r4-vital-sign-unit code"},
	{"period", `{"resourceType":"Patient","name":[{"text":"x","period":{"start":"2020-03","end":"2020-02-28"}}]}`, "per-1 period"},
	{"range", `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueRange":{"low":{"value":10},"high":{"value":9.50}}}`, "rng-2 valueRange"},
}

func TestCheckOfResources(t *testing.T) {
	for _, r := range resources {
		if got := strings.Join(check(t, r.text), " "); got != r.want {
			t.Errorf("%s: %q, want %q", r.what, got, r.want)
		}
	}
}

// No value of a document can be damaged without being found.
func TestEveryDamageShows(t *testing.T) {
	for _, sample := range []struct {
		name string
		step int // how many nodes are passed over
	}{{"required-only", 1}, {"full-assessment", 997}, {"pregnant-woman", 499}} {
		data, err := os.ReadFile("../../testdata/fhir/" + sample.name + ".ips.json")
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		doc, err := tape.Parse(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if flaws, _ := Check(&doc, 0); len(flaws) > 0 {
			t.Fatalf("%s: %+v", sample.name, flaws)
		}
		for i := 1; i < len(doc.Nodes); i += sample.step {
			n := &doc.Nodes[i]
			for _, damage := range []string{"{}", "[]", "null", `""`, `{"colour":1}`, `[[1]]`} {
				bad, err := tape.Parse(text[:n.From]+damage+text[n.To:], nil)
				if err != nil {
					t.Fatal(err)
				}
				if flaws, _ := Check(&bad, 0); len(flaws) == 0 {
					t.Errorf("%s: %s at byte %d (%s) is not found", sample.name, damage, n.From, n.Key)
				}
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	data, err := os.ReadFile("../../testdata/fhir/full-assessment.ips.json")
	if err != nil {
		b.Fatal(err)
	}
	doc, err := tape.Parse(string(data), nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Check(&doc, 0)
	}
}

func TestCheckOfNarratives(t *testing.T) {
	const div = `<div xmlns=\"http://www.w3.org/1999/xhtml\">`
	for text, want := range map[string]string{
		div + `x</div>`: "", div + `<p style='a'>x &amp; y&#160;<br/></p><!-- --></div>`: "",
		div + `<img src=\"#a\" alt=\"x\"/></div>`: "", div + `<a href=\"http://x.org\">x</a></div>`: "",
		`<div/>`: "txt-1", `x`: "txt-1", `<div>x</div>`: "txt-1", div + `x`: "txt-1", div + `<p>x</div>`: "txt-1",
		div + `</div>`: "txt-2", div + ` &nbsp;\n<b/></div>`: "txt-2", div + `x</div>x`: "txt-1", div + `x</div><div/>`: "txt-1",
		div + `a & b</div>`: "txt-1", div + `<script>x</script></div>`: "txt-1", div + `<style>x</style></div>`: "txt-1",
		div + `<p onclick=\"x\">x</p></div>`: "txt-1", div + `<a href=\"javascript:x\">x</a></div>`: "txt-1",
		div + `<p class=\"a\" class=\"b\">x</p></div>`: "txt-1", div + `<p class=a>x</p></div>`: "txt-1", `<!DOCTYPE html>` + div + `x</div>`: "txt-1",
		div + `<img src=\"http://x.org/a.png\"/></div>`: "r4-external-image",
	} {
		doc := `{"resourceType":"Patient","text":{"status":"generated","div":"` + text + `"}}`
		got := strings.Join(check(t, doc), " ")
		if strings.TrimSuffix(got, " div") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		typ       int
		good, bad string
	}{
		{typeDate, "2020 2020-12 2020-02-29 0001", "0000 2020-13 2019-02-29 2020-1 20200101 2020-00 2020-01-00 2020-01-01T00:00:00Z x"},
		{typeDateTime, "2020 2020-01-01T00:00:00Z 2020-01-01T23:59:60.123+14:00", "2020-01-01T10:00 2020-01-01T10:00:00 2020-01-01T25:00:00Z 2020-01-01T10:00:00.Z 2020-01-01T10:00:00+14:01"},
		{typeInstant, "2020-01-01T00:00:00.1-13:59", "2020 2020-01-01 2020-01-01T00:00:00"},
		{typeTime, "23:59:59 10:00:00.5", "24:00:00 10:00 10:00:00Z"},
		{typeId, "a A-1.b " + strings.Repeat("x", 64), "a_b a/b ä " + strings.Repeat("x", 65)},
		{typeUri, "a urn:oid:1.2.3 urn:uuid:AA11A2BE-3E36-4BE7-B58A-6FC3DACE2741 http://x.org/é", "urn:oid:1 urn:oid:3.1 urn:oid:1.02 urn:uuid:abc URN:UUID:aa11a2be-3e36-4be7-b58a-6fc3dace2741 a\u00a0b"},
		{typeCanonical, "http://x.org|1.0 urn:oid:1.2.3|4", "urn:oid:1|4"},
		{typeUuid, "urn:uuid:aa11a2be-3e36-4be7-b58a-6fc3dace2741", "urn:uuid:AA11A2BE-3E36-4BE7-B58A-6FC3DACE2741 x"},
		{typeOid, "urn:oid:2.16.840", "1.2.3 urn:oid:1."},
		{typeBase64Binary, "QUJD QUI= QQ==", "QUJ =QUI QUI=QUJD Q"},
		{typeInteger, "0 -1 2147483647 -2147483648", "2147483648 -2147483649 1.0 1e3"},
		{typePositiveInt, "1", "0 -1"},
		{typeUnsignedInt, "0 1", "-1"},
	} {
		for _, s := range strings.Split(c.good, " ") {
			if !form(c.typ, s) {
				t.Errorf("%s: %q is refused", nodes[c.typ].name, s)
			}
		}
		for _, s := range strings.Split(c.bad, " ") {
			if form(c.typ, s) {
				t.Errorf("%s: %q is accepted", nodes[c.typ].name, s)
			}
		}
	}
}

func TestCheckDigits(t *testing.T) {
	// Verhoeff's permutation is one permutation applied over and over.
	for i := 2; i < len(permuted); i++ {
		for d := range 10 {
			if permuted[i][d] != permuted[1][permuted[i-1][d]-'0'] && permuted[i][d] != permuted[i-1][permuted[1][d]-'0'] {
				t.Fatalf("row %d", i)
			}
		}
	}
	for _, s := range []string{"195967001", "73211009", "22298006", "900000000000207008", "73211009 |x|"} {
		if !isSNOMED(s) {
			t.Errorf("SNOMED CT %s is refused", s)
		}
	}
	for _, s := range []string{"195967002", "73211090", "1", "T-1", "2148119013"} {
		if isSNOMED(s) {
			t.Errorf("SNOMED CT %s is accepted", s)
		}
	}
	for _, s := range []string{"8867-4", "85354-9", "60591-5", "104605-1", "LA6751-7", "LL379-9", "LP7839-6"} {
		if !isLOINC(s) {
			t.Errorf("LOINC %s is refused", s)
		}
	}
	for _, s := range []string{"8867-5", "8867", "-4", "12345678-1", "x"} {
		if isLOINC(s) {
			t.Errorf("LOINC %s is accepted", s)
		}
	}
}

func TestUnits(t *testing.T) {
	for _, s := range strings.Fields("mg/dL 10*3/uL 10*9/L /min {beats}/min % mm[Hg] kg/m2 Cel [degF] mL/min/{1.73_m2} m[IU]/L ug/kg/h d h a mo wk 1 {score} U/L mmol/mol (m.kg)/s2 10*-3 dB[SPL] [arb'U]/mL cm [in_i'H2O] cal_[15] g{creat} 100 ng/(24.h) [m/s2/Hz^(1/2)]") {
		if !isUnit(s) {
			t.Errorf("%s is refused", s)
		}
	}
	for _, s := range []string{"", "wine glasses", "tbl", "TAB", "[in_i", "mg/", "mg//dL", "mg dL", "{x", "µg", "kmin", "mg)", "(mg", "Mg/Dl", "2m2x", "{a b}", strings.Repeat("(", 100) + "m" + strings.Repeat(")", 100)} {
		if isUnit(s) {
			t.Errorf("%s is accepted", s)
		}
	}
	for _, list := range [][]string{ucumMetric[:], ucumOther[:], ucumPrefixes[:]} {
		if !slices.IsSorted(list) {
			t.Error("a list of UCUM is not sorted")
		}
	}
}

// All elements are found by their names, and nothing else is.
func TestFind(t *testing.T) {
	for at := range nodes {
		for e := int(nodes[at].first); e < int(nodes[at].first)+int(nodes[at].n); e++ {
			if got, own := find(at, elements[e].text()); got != e || !own {
				t.Fatalf("%s.%s is %d, want %d", nodes[at].name, elements[e].text(), got, e)
			}
		}
		if got, _ := find(at, "colour"); got >= 0 && elements[got].text() != "colour" {
			t.Fatalf("%s has a colour", nodes[at].name)
		}
	}
	if n := testing.AllocsPerRun(10, func() {
		at := resource("Patient")
		find(at, "birthDate")
		find(at, "id")
		inSet(int(elements[0].extra), "", "male")
	}); n != 0 {
		t.Errorf("a look-up allocates %v times", n)
	}
}

// What is hostile takes no more than its share of time.
func TestCheckIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("large inputs")
	}
	many := func(s string, n int) string { return strings.TrimSuffix(strings.Repeat(s+",", n), ",") }
	entry := `{"fullUrl":"urn:uuid:aa11a2be-3e36-4be7-b58a-6fc3dace2741","resource":{"resourceType":"Organization","id":"o","partOf":{"reference":"Organization/o"},"name":"x"}}`
	for what, text := range map[string]string{
		"references in circles": `{"resourceType":"Bundle","type":"document","entry":[` + many(entry, 20000) + `]}`,
		"contained":             `{"resourceType":"Patient","contained":[` + many(`{"resourceType":"Organization","id":"o","name":"x"}`, 50000) + `],"generalPractitioner":[` + many(`{"reference":"#o"}`, 50000) + `]}`,
		"codings":               `{"resourceType":"Observation","valueString":"a","code":{"coding":[` + many(`{"code":"a"}`, 50000) + `]},"component":[{"code":{"coding":[` + many(`{"code":"b"}`, 50000) + `]}}]}`,
		"nulls":                 `{"resourceType":"Patient","name":[{"given":[` + many("null", 500000) + `],"_given":[` + many("null", 500000) + `]}]}`,
		"tags":                  `{"resourceType":"Patient","text":{"div":"<div xmlns='http://www.w3.org/1999/xhtml'>` + strings.Repeat("<b>", 2000000) + `"}}`,
		"ends of comments":      `{"resourceType":"Patient","text":{"div":"<div xmlns='http://www.w3.org/1999/xhtml'>` + strings.Repeat("<!-- -->", 1000000) + `"}}`,
		"sections": `{"resourceType":"Bundle","type":"document","entry":[{"resource":{"resourceType":"Composition","section":[{"code":{"coding":[{"system":"http://loinc.org","code":"30954-2"}]},"entry":[` + many(`{"reference":"Observation/o"}`, 50000) +
			`]}]}},{"resource":{"resourceType":"Observation","id":"o","component":[` + many(`{"valueString":"a"}`, 50000) + `]}}]}`,
	} {
		doc, err := tape.Parse(text, nil)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		start := time.Now()
		flaws, more := Check(&doc, 0)
		t.Logf("%s: %d MB, %d flaws and %d more, %v", what, len(text)>>20, len(flaws), more, time.Since(start))
		if len(flaws) == 0 || len(flaws) > MaxFlaws {
			t.Errorf("%s: %d flaws", what, len(flaws))
		}
	}
}

// FuzzCheck judges any JSON: nothing panics, places are of the document and in
// its order, and what is wrong with a resource is wrong with it in a bundle, too.
func FuzzCheck(f *testing.F) {
	for _, r := range resources {
		f.Add([]byte(r.text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := tape.Parse(string(data), nil)
		if err != nil {
			return
		}
		flaws, more := Check(&doc, 0)
		rules := map[string]int{}
		for i, f := range flaws {
			if f.Node < 0 || f.Node >= len(doc.Nodes) || i > 0 && f.Node < flaws[i-1].Node || f.Rule == "" {
				t.Fatalf("no place: %+v", f)
			}
			rules[f.Rule]++
		}
		if doc.Nodes[0].Kind != tape.Object || more > 0 || len(flaws) > MaxFlaws/2 || len(data) > 1<<16 || bytes.Contains(data, []byte("eference")) || doc.String(0, "resourceType") == "Bundle" {
			return // references mean something else in a bundle
		}
		in, err := tape.Parse(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":`+string(data)+`}]}`, nil)
		if err != nil {
			return // too deep
		}
		again, _ := Check(&in, 0)
		for _, f := range again {
			rules[f.Rule]--
		}
		for rule, n := range rules {
			if n > 0 {
				t.Fatalf("%s is found %d times less in a bundle", rule, n)
			}
		}
	})
}
