package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

func TestIdentityOfVitalSigns(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.VitalSigns = from.VitalSigns })
}

func TestIdentityOfInvestigations(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Investigations = from.Investigations })
}

func TestIdentityOfReports(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Investigations, to.Reports = from.Investigations, from.Reports })
}

func TestIdentityOfExaminations(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Examinations = from.Examinations })
}

func TestIdentityOfPregnancies(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Pregnancies = from.Pregnancies })
}

func TestIdentityOfObstetricHistory(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.ObstetricHistory = from.ObstetricHistory })
}

// What generated records seldom or never hold.
func TestIdentityOfRareResults(t *testing.T) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: codes.SexFemale}
	rec.Practitioners = []ephr.Practitioner{{ID: "p", Key: "https://sites.example/p", Role: "nurse"}, {ID: "q", Key: "https://sites.example/q", Role: "nurse"}}
	n := 0
	entry := func() ephr.Entry {
		n++
		return ephr.Entry{ID: ephr.ID("item-" + string(rune('a'+n/26)) + string(rune('a'+n%26)))}
	}
	q := func(value, unit, code string) *ephr.Quantity {
		return &ephr.Quantity{Value: ephr.Decimal(value), Unit: unit, Code: ephr.Code(code)}
	}
	positive := &ephr.Concept{Codings: []ephr.Coding{{System: ephr.URI(codes.SNOMED), Code: "10828004"}}}
	haemoglobin := &ephr.Concept{Codings: []ephr.Coding{{System: ephr.URI(codes.LOINC), Code: "718-7"}}}
	for _, v := range []ephr.Investigation{
		{Test: "other", Concept: positive},
		{Test: "other", Concept: &ephr.Concept{Text: "Positive"}},
		{Test: "other", Code: haemoglobin, Titre: "32"},
		{Test: "other", Code: &ephr.Concept{Text: "Another test"}, Value: q("1", "mg", ""), Titre: "32", Result: "positive", Concept: positive},
		{Test: "local-test", Category: "local-category", Method: "local-method", Result: "local-result", Interpretation: "local"},
		{Test: "haemoglobin", Value: q("7.0", "", "g/dL"), ReferenceRange: &ephr.Range{Low: q("18", "g/dL", "g/dL"), High: q("12.0", "g/dL", "g/dL")}},
		{Test: "haemoglobin", ReferenceRange: &ephr.Range{High: q("12.0", "g/dL", "g/dL")}, ReferenceText: "for adults"},
		{Test: "haemoglobin", Components: []ephr.Component{
			{Test: "haemoglobin", Value: q("7", "g/dL", "g/dL"), Result: "abnormal"},
			{Test: "haemoglobin", Code: positive, Concept: positive},
			{Test: "other", Code: haemoglobin, Result: "normal"},
			{Test: "haematocrit"},
		}},
		{Test: "chest-xray", Effective: "2018", NotDone: "refused"},
		{Test: "chest-xray", NotDone: "pregnant", Specimen: &ephr.Specimen{Type: "local-specimen", Collected: "2018-01-01T10:00"}},
	} {
		v.Entry = entry()
		rec.Investigations = append(rec.Investigations, v)
	}
	both := ephr.Investigation{Entry: entry(), Test: "mcv", Performer: "p"}
	both.Author = "p"
	apart := ephr.Investigation{Entry: entry(), Test: "mcv", Performer: "p"}
	apart.Author = "q"
	author := ephr.Investigation{Entry: entry(), Test: "mcv"}
	author.Author = "q"
	rec.Investigations = append(rec.Investigations, both, apart, author)
	for _, v := range []ephr.VitalSign{
		{Sign: "body-height", Value: q("1.75", "m", "m")},
		{Sign: "body-height", Value: q("75", "inch", "")},
		{Sign: "body-height", Value: &ephr.Quantity{Unit: "m"}},
		{Sign: "bmi"},
		{Sign: "blood-pressure", Systolic: q("16", "kPa", "kPa"), Value: q("12", "kPa", "kPa")},
		{Sign: "blood-pressure"},
		{Sign: "mean-arterial-pressure", Systolic: q("120", "mmHg", "mm[Hg]"), Effective: "2018-01"},
		{Sign: "heart-rate", Diastolic: q("80", "mmHg", "mm[Hg]")},
		{Sign: "other", Code: haemoglobin, Value: q("7", "", "")},
		{Sign: "local-sign", Position: "local-position"},
	} {
		v.Entry = entry()
		rec.VitalSigns = append(rec.VitalSigns, v)
	}
	for _, v := range []ephr.Pregnancy{
		{},
		{DueDateMethod: "ultrasound"},
		{Status: "pregnant", DueDateMethod: "local-method"},
		{DueDate: "2018-05-01", DueDateMethod: "last-period"},
		{DueDate: "2018-05~"},
		{LastMenstrualPeriod: "2018-02-30", Effective: "2018-05", DueDate: "2018-05-01"},
		{Breastfeeding: ephr.False, Contraception: positive},
		{Status: "possible", GestationalAge: q("16", "", "wk"), Breastfeeding: ephr.True},
	} {
		v.Entry = entry()
		rec.Pregnancies = append(rec.Pregnancies, v)
	}
	asked := ephr.Pregnancy{Entry: entry(), DueDate: "2018-05-01"}
	asked.Absent.Set("status", "asked-declined")
	rec.Pregnancies = append(rec.Pregnancies, asked)
	for _, v := range []ephr.ObstetricHistory{
		{}, {Cutting: "not-asked"}, {Para: "0", Cutting: "no"}, {Gravida: "3", InducedAbortions: "1", Effective: "2018-05"},
	} {
		v.Entry = entry()
		rec.ObstetricHistory = append(rec.ObstetricHistory, v)
	}
	for _, v := range []ephr.Examination{
		{System: "skin", Result: "not-examined"}, {System: "local-system", Result: "normal", Findings: []ephr.Concept{*positive}},
	} {
		v.Entry = entry()
		v.Author = "p"
		rec.Examinations = append(rec.Examinations, v)
	}
	for _, v := range []ephr.Report{
		{Code: *positive, Category: "local-category", Results: []ephr.ID{rec.Investigations[3].ID}, Performer: "p"},
		{Code: ephr.Concept{Text: "Report"}, Conclusion: &ephr.Note{Text: "None", Language: "en", Author: "p"}},
	} {
		v.Entry = entry()
		rec.Reports = append(rec.Reports, v)
	}
	if faults := rec.Check(); len(faults) > 0 {
		t.Fatal(faults[0].Error())
	}
	identity(t, rec)
}

// foreignResults reads resources of another system, with a patient.
func foreignResults(t *testing.T, resources ...string) *ephr.Record {
	t.Helper()
	var b strings.Builder
	b.WriteString(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"p"}},{"resource":{"resourceType":"Practitioner","id":"d","name":[{"family":"D"}]}},` +
		`{"resource":{"resourceType":"Organization","id":"l","name":"L"}},{"resource":{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/d"}}}`)
	for _, r := range resources {
		if !json.Valid([]byte(r)) {
			t.Fatalf("no JSON: %s", r)
		}
		b.WriteString(`,{"resource":` + r + `}`)
	}
	b.WriteString("]}")
	lossless(t, []byte(b.String()))
	return imported(t, []byte(b.String()))
}

func observation(id, members string) string {
	return `{"resourceType":"Observation","id":"` + id + `","status":"final","subject":{"reference":"Patient/p"},` + members + `}`
}

func loincCode(code string) string {
	return `"code":{"coding":[{"system":"http://loinc.org","code":"` + code + `","display":"D"}]}`
}

const (
	laboratory = `"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],`
	vitalSigns = `"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],`
	survey     = `"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"survey"}]}],`
)

func TestForeignInvestigations(t *testing.T) {
	rec := foreignResults(t,
		`{"resourceType":"DiagnosticReport","id":"dr","status":"partial","subject":{"reference":"Patient/p"},"code":{"text":"Panel"},"conclusion":"C",`+
			`"effectivePeriod":{"start":"2020-01-02"},"performer":[{"reference":"PractitionerRole/r"}],"result":[{"reference":"Observation/a"},{"reference":"Observation/s"},{"reference":"Observation/none"}]}`,
		`{"resourceType":"Specimen","id":"sp","subject":{"reference":"Patient/p"},"type":{"coding":[{"system":"http://snomed.info/sct","code":"119364003"}]},"collection":{"collectedDateTime":"2020-01-01"},"accessionIdentifier":{"value":"7"}}`,
		`{"resourceType":"Specimen","id":"unused","subject":{"reference":"Patient/p"}}`,
		observation("a", laboratory+loincCode("718-7")+`,"effectiveDateTime":"2020-01-01T10:00:00Z","valueQuantity":{"value":12.50,"unit":"g/dL","system":"http://unitsofmeasure.org","code":"g/dL"},
			"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"L","display":"Low"}]}],
			"referenceRange":[{"low":{"value":13,"unit":"g/dL"},"text":"adults"}],"performer":[{"reference":"Organization/l"},{"reference":"PractitionerRole/r"}],"specimen":{"reference":"Specimen/sp"}`),
		observation("b", laboratory+loincCode("5196-1")+`,"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"260385009","display":"Negative"}]},"specimen":{"reference":"Specimen/sp"}`),
		observation("c", laboratory+loincCode("99999-9")+`,"valueString":"negative","referenceRange":[{"low":{"value":1}},{"high":{"value":2}}]`),
		observation("d", laboratory+`"code":{"text":"Titre"},"valueRatio":{"numerator":{"value":1},"denominator":{"value":64}}`),
		observation("e", laboratory+loincCode("24357-6")+`,"_effectiveDateTime":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]},
			"dataAbsentReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"error"}]},
			"component":[{`+loincCode("5803-2")+`,"valueQuantity":{"value":5.0}},{`+loincCode("20454-5")+`,"valueString":"Trace"},{"code":{}},{`+loincCode("1-1")+`,"valueInteger":3}]`),
		observation("f", `"code":{"text":"Whatever"},"valueBoolean":true`),
		observation("s", survey+loincCode("99998-1")+`,"valueString":"no"`),
		strings.Replace(observation("x", laboratory+loincCode("718-7")+`,"valueString":"wrong"`), "final", "entered-in-error", 1),
		strings.Replace(observation("y", laboratory+loincCode("718-7")), "final", "registered", 1),
	)
	want := `[` +
		`{"id":"a","test":"haemoglobin","code":{"codings":[{"system":"http://loinc.org","code":"718-7","display":"D"}]},"category":"laboratory","status":"final","specimen":{"type":"serum","collected":"2020-01-01","identifier":"7"},` +
		`"effective":"2020-01-01T10:00:00Z","value":{"value":12.50,"unit":"g/dL","code":"g/dL"},"interpretation":"L","referenceRange":{"low":{"value":13,"unit":"g/dL"}},"referenceText":"adults","performer":"d","laboratory":"l"},` +
		`{"id":"b","test":"hbsag","code":{"codings":[{"system":"http://loinc.org","code":"5196-1","display":"D"}]},"category":"laboratory","status":"final","result":"negative","concept":{"codings":[{"system":"http://snomed.info/sct","code":"260385009","display":"Negative"}]}},` +
		`{"id":"c","test":"other","code":{"codings":[{"system":"http://loinc.org","code":"99999-9","display":"D"}]},"category":"laboratory","status":"final","result":"negative","concept":{"text":"negative"}},` +
		`{"id":"observation-d","test":"other","code":{"text":"Titre"},"category":"laboratory","status":"final","titre":64},` +
		`{"id":"e","absent":{"effective":"masked","value":"error"},"test":"urine-dipstick","code":{"codings":[{"system":"http://loinc.org","code":"24357-6","display":"D"}]},"category":"laboratory","status":"final","components":[` +
		`{"test":"urine-ph","code":{"codings":[{"system":"http://loinc.org","code":"5803-2","display":"D"}]},"value":{"value":5.0}},` +
		`{"test":"urine-protein","code":{"codings":[{"system":"http://loinc.org","code":"20454-5","display":"D"}]},"result":"trace","concept":{"text":"Trace"}},` +
		`{"test":"other","code":{"codings":[{"system":"http://loinc.org","code":"1-1","display":"D"}]},"value":{"value":3}}]},` +
		`{"id":"f","test":"other","code":{"text":"Whatever"},"status":"final","concept":{"text":"true"}},` +
		`{"id":"y","test":"haemoglobin","code":{"codings":[{"system":"http://loinc.org","code":"718-7","display":"D"}]},"category":"laboratory","status":"registered"}]`
	wantMember(t, rec, "investigations", want)
	wantMember(t, rec, "reports", `[{"id":"dr","code":{"text":"Panel"},"effective":"2020-01-02","performer":"d","results":["a"],"conclusion":{"text":"C"}}]`)
}

func TestForeignVitalSigns(t *testing.T) {
	rec := foreignResults(t,
		observation("w", vitalSigns+loincCode("29463-7")+`,"effectiveDateTime":"2020","valueQuantity":{"value":70.0,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"},
			"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/observation-bodyPosition","valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"10904000"}]}}]`),
		observation("bp", vitalSigns+loincCode("85354-9")+`,"component":[{`+loincCode("8480-6")+`,"valueQuantity":{"value":120,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},{`+loincCode("8462-4")+`,
			"dataAbsentReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"error"}]}}]`),
		observation("half", vitalSigns+loincCode("8462-4")+`,"valueQuantity":{"value":80,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}`),
		observation("sat", loincCode("59408-5")+`,"valueQuantity":{"value":98,"unit":"%","system":"http://unitsofmeasure.org","code":"%"}`),
		observation("gas", laboratory+loincCode("2708-6")+`,"valueQuantity":{"value":97}`),
		observation("new", vitalSigns+`"code":{"text":"Grip"},"valueQuantity":{"value":40,"unit":"N"}`),
		observation("panel", vitalSigns+loincCode("85353-1")+`,"hasMember":[{"reference":"Observation/w"}]`),
		observation("gcs", loincCode("9269-2")+`,"valueInteger":15`),
		observation("hr", vitalSigns+loincCode("8867-4")+`,"dataAbsentReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"not-performed"}]}`),
		strings.Replace(observation("bad", vitalSigns+loincCode("8867-4")+`,"valueQuantity":{"value":80}`), "final", "entered-in-error", 1),
	)
	code := func(c string) string {
		return `"code":{"codings":[{"system":"http://loinc.org","code":"` + c + `","display":"D"}]}`
	}
	wantMember(t, rec, "vitalSigns", `[`+
		`{"id":"w","sign":"body-weight",`+code("29463-7")+`,"effective":"2020","value":{"value":70.0,"unit":"kg","code":"kg"},"position":"standing"},`+
		`{"id":"bp","sign":"blood-pressure",`+code("85354-9")+`,"systolic":{"value":120,"unit":"mmHg","code":"mm[Hg]"}},`+
		`{"id":"half","sign":"blood-pressure",`+code("8462-4")+`,"diastolic":{"value":80,"unit":"mmHg","code":"mm[Hg]"}},`+
		`{"id":"sat","sign":"oxygen-saturation",`+code("59408-5")+`,"value":{"value":98,"unit":"%","code":"%"}},`+
		`{"id":"new","sign":"other","code":{"text":"Grip"},"value":{"value":40,"unit":"N"}},`+
		`{"id":"gcs","sign":"gcs",`+code("9269-2")+`,"value":{"value":15}},`+
		`{"id":"hr","absent":{"value":"not-performed"},"sign":"heart-rate",`+code("8867-4")+`}]`)
	if len(rec.Investigations) != 1 || rec.Investigations[0].ID != "gas" {
		t.Errorf("%d investigations", len(rec.Investigations))
	}
}

func TestForeignPregnancy(t *testing.T) {
	for _, dueDateFirst := range []bool{false, true} {
		status := observation("st", loincCode("82810-3")+`,"effectiveDateTime":"2020-01-01","performer":[{"reference":"Practitioner/d"}],"hasMember":[{"reference":"Observation/edd"}],"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"77386006"}]}`)
		due := observation("edd", loincCode("11779-6")+`,"valueDateTime":"2020-07-01T00:00:00Z"`)
		if dueDateFirst {
			status, due = due, status
		}
		rec := foreignResults(t, status, due,
			observation("lmp", loincCode("8665-2")+`,"valueDateTime":"2019-10"`),
			observation("un", loincCode("82810-3")+`,"valueCodeableConcept":{"text":"who knows"}`),
			observation("births", loincCode("11636-8")+`,"valueQuantity":{"value":2,"unit":"1"}`),
			observation("many", loincCode("11636-8")+`,"valueQuantity":{"value":200}`),
		)
		wantMember(t, rec, "pregnancies", `[{"id":"st","author":"d","status":"pregnant","effective":"2020-01-01","dueDate":"2020-07-01","dueDateMethod":"last-period"},{"id":"lmp","lastMenstrualPeriod":"2019-10"}]`)
		wantMember(t, rec, "obstetricHistory", `[{"id":"births","liveBirths":2}]`)
		if len(rec.Investigations) > 0 {
			t.Error("what is of a pregnancy became an investigation")
		}
	}
}

// What has gone out, with a foreign part in it, comes back as it was.
func TestForeignResultsComeBack(t *testing.T) {
	rec := foreignResults(t,
		`{"resourceType":"Specimen","id":"sp","subject":{"reference":"Patient/p"},"type":{"text":"Serum"}}`,
		observation("a", laboratory+loincCode("718-7")+`,"valueInteger":3,"specimen":{"reference":"Specimen/sp"}`),
		observation("b", laboratory+loincCode("718-7")+`,"valueInteger":3,"specimen":{"reference":"Specimen/sp"}`),
		observation("edd", loincCode("11779-6")+`,"valueDateTime":"2020-07-01"`),
		observation("st", loincCode("82810-3")+`,"hasMember":[{"reference":"Observation/edd"}],"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"77386006"}]}`),
	)
	out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(out), `"resourceType":"Observation"`); n != 4 {
		t.Errorf("%d Observations of 4", n)
	}
	if n := strings.Count(string(out), `"resourceType":"Specimen"`); n != 1 {
		t.Errorf("%d Specimens of 1", n)
	}
}

func wantMember(t *testing.T, rec *ephr.Record, name, want string) {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal(asJSON(t, rec), &members); err != nil {
		t.Fatal(err)
	}
	if got := string(members[name]); got != want {
		t.Errorf("%s: %s", name, firstDifference([]byte(got), []byte(want)))
	}
}
