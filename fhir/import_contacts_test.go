package fhir_test

import (
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

const foreignContacts = `{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"https://ehr.example/Patient/p","resource":{"resourceType":"Patient","id":"p","active":true,"gender":"female","name":[{"family":"Example"}],"contact":[
{"relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0131","code":"C","display":"Emergency Contact"}]}],"name":{"use":"usual","family":"Example","given":["Aunt"]},"telecom":[{"system":"phone","value":"1","use":"home"}],"address":{"use":"home","line":["Street 1"],"city":"Town","country":"TR"},"gender":"female","period":{"start":"2018"}},
{"organization":{"reference":"Organization/o"}},
{"relationship":[{"text":"nobody"}]},
{"telecom":[{"system":"phone","value":"2"}],"gender":"sometimes"}]}},
{"fullUrl":"https://ehr.example/Organization/o","resource":{"resourceType":"Organization","id":"o","active":false,"name":"An office"}}
]}`

// Whom to reach about the person is the record's, and stays at home but for the names.
func TestForeignContacts(t *testing.T) {
	data := []byte(foreignContacts)
	lossless(t, data)
	r := imported(t, data)
	c := r.Person.Contacts
	if r.Person.Active != ephr.True || r.Organizations[0].Active != ephr.False || len(c) != 3 {
		t.Fatalf("person %+v, organisations %+v", r.Person, r.Organizations)
	}
	if c[0].Name.Family != "Example" || c[0].Telecoms[0].Value != "1" || c[0].Address.City != "Town" || c[0].Sex != "female" || c[0].Period.Start != "2018" || c[0].Relationships[0].Codings[0].Code != "C" {
		t.Errorf("an aunt: %+v", c[0])
	}
	if c[1].Organization != "o" || c[1].Name != nil || c[2].Telecoms[0].Value != "2" || c[2].Sex != "" {
		t.Errorf("an office and a phone: %+v", c[1:])
	}
	for _, kind := range everyKind {
		out, err := fhir.Append(nil, r, kind)
		if err != nil {
			t.Fatal(err)
		}
		for _, leak := range []string{"Town", "Street", "\"phone\""} {
			if strings.Contains(string(out), leak) {
				t.Errorf("%s has %s", kind, leak)
			}
		}
	}
}

// medicines is a bundle with Medications and what refers to them.
func medicines(resources ...string) []byte {
	text := `{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"https://ehr.example/Patient/p","resource":{"resourceType":"Patient","id":"p","gender":"female","name":[{"family":"Example"}]}}`
	for _, r := range resources {
		typ, id, _ := strings.Cut(r[strings.Index(r, `:"`)+2:], `","id":"`)
		id, _, _ = strings.Cut(id, `"`)
		text += `,{"fullUrl":"https://ehr.example/` + typ + `/` + id + `","resource":` + r + `}`
	}
	return []byte(text + "]}")
}

const (
	aspirin = `{"resourceType":"Medication","id":"m","code":{"coding":[{"system":"http://www.whocc.no/atc","code":"N02BA01","_display":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"nl-NL"},{"url":"content","valueString":"aspirine"}]}]}}],"text":"aspirin"}`
	takenM  = `"status":"active","medicationReference":{"reference":"Medication/m"},"subject":{"reference":"Patient/p"}`
)

func TestForeignMedicines(t *testing.T) {
	taken := `{"resourceType":"MedicationStatement","id":"s",` + takenM + `,"effectivePeriod":{"start":"2018"}}`
	ordered := `{"resourceType":"MedicationRequest","id":"r","intent":"order",` + takenM + `}`
	whole := aspirin + `,"manufacturer":{"display":"Maker"},"form":{"text":"tablet"},"ingredient":[{"itemCodeableConcept":{"text":"acetylsalicylic acid"},"isActive":true,"strength":{"numerator":{"value":500,"unit":"mg"},"denominator":{"value":1,"unit":"tablet"}}}],"batch":{"lotNumber":"7","expirationDate":"2020-01"}}`
	for name, test := range map[string]struct {
		data       []byte
		items      int
		medicine   bool // nothing of the Medication is left in the source
		ingredient bool
	}{
		"a name and nothing else":   {medicines(aspirin+`}`, taken), 1, true, false},
		"all of it":                 {medicines(taken, whole), 1, true, true},
		"one for two":               {medicines(taken, whole, ordered), 2, true, true},
		"one for two, with a name":  {medicines(aspirin+`}`, taken, ordered), 2, true, false},
		"one for nobody":            {medicines(aspirin + `}`), 0, false, false},
		"with an amount":            {medicines(taken, aspirin+`,"amount":{"numerator":{"value":1}}}`), 1, false, false},
		"turned round":              {medicines(taken, aspirin+`,"modifierExtension":[{"url":"urn:not","valueBoolean":true}]}`), 0, false, false},
		"made in error":             {medicines(taken, aspirin+`,"status":"entered-in-error"}`), 0, false, false},
		"contained":                 {medicines(`{"resourceType":"MedicationStatement","id":"s","contained":[` + strings.Replace(whole, `"id":"m"`, `"id":"c"`, 1) + `],"status":"active","medicationReference":{"reference":"#c"},"subject":{"reference":"Patient/p"}}`), 1, true, true},
		"of which two say the same": {medicines(taken, whole, strings.Replace(ordered, "Medication/m", "Medication/n", 1), strings.Replace(whole, `"id":"m"`, `"id":"n"`, 1)), 2, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			lossless(t, test.data)
			r := imported(t, test.data)
			if len(r.Medications) != test.items {
				t.Fatalf("%d medicines, want %d", len(r.Medications), test.items)
			}
			medicine := true
			for _, s := range r.Source[0].Resources {
				medicine = medicine && (s.Type != "Medication" || strings.Count(string(s.Remainder), `"`) <= 4) // {"-meta":"mark"}
			}
			if medicine != test.medicine {
				t.Errorf("source %s", asJSON(t, r))
			}
			for _, m := range r.Medications {
				if m.Code.Text != "aspirin" || m.Code.Codings[0].Translations[0].Text != "aspirine" || m.Code.Codings[0].Translations[0].Language != "nl-NL" {
					t.Errorf("code %+v", m.Code)
				}
				if test.ingredient && (len(m.Ingredients) != 1 || m.Ingredients[0].Strength.Denominator.Unit != "tablet" || m.Form.Text != "tablet" || m.Manufacturer != "Maker" || m.LotNumber != "7" || m.Expiration != "2020-01") {
					t.Errorf("medicine %+v", m)
				}
			}
		})
	}
}

// Items of one medicine share a Medication, also where the record is edited later: who
// is changed alone has one alone.
func TestMedicinesAreShared(t *testing.T) {
	item := func(id ephr.ID, strength string) ephr.Medication {
		return ephr.Medication{Entry: ephr.Entry{ID: id}, Kind: "statement", Status: "active", Code: ephr.ATC("N02BA01"), Strength: strength}
	}
	r := &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: ephr.New().ID, Person: &ephr.Person{Sex: "female"},
		Medications: []ephr.Medication{item("a", "500 mg"), item("b", "500 mg"), item("c", "100 mg"), item("d", "")}}
	for _, want := range []int{2, 3} {
		out, err := fhir.Append(nil, r, fhir.Collection)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(out), `"resourceType":"Medication"`); n != want {
			t.Errorf("%d Medications, want %d", n, want)
		}
		if n := strings.Count(string(out), `"medicationCodeableConcept"`); n != 1 {
			t.Errorf("%d items without one, want 1", n)
		}
		r.Medications[1].Strength = "300 mg"
	}
}
