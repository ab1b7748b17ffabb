package fhir_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// What somebody else has written is no statement about this patient, and what is
// not understood does not become its opposite: it stays in the source, whole, and
// no default export has it.
func TestForeignStatementsAreNotTrustedBlindly(t *testing.T) {
	const patient = `{"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"1","gender":"female"}}`
	const mine = `"subject":{"reference":"Patient/1"}`
	for name, resource := range map[string]string{
		"another's, who is not here":  `{"resourceType":"Condition","id":"x","code":{"text":"LEAK"},"subject":{"reference":"Patient/2"}}`,
		"another's of another server": `{"resourceType":"Condition","id":"x","code":{"text":"LEAK"},"subject":{"reference":"https://b.example/Patient/1"}}`,
		"somebody in words":           `{"resourceType":"Condition","id":"x","code":{"text":"LEAK"},"subject":{"display":"somebody"}}`,
		"nobody":                      `{"resourceType":"Observation","id":"x","status":"final","code":{"text":"LEAK"}}`,
		"a contained patient":         `{"resourceType":"Condition","id":"x","contained":[{"resourceType":"Patient","id":"q"}],"code":{"text":"LEAK"},"subject":{"reference":"#q"}}`,
		"ruled out in words":          `{"resourceType":"Condition","id":"x","verificationStatus":{"text":"ausgeschlossen"},"code":{"text":"LEAK"},` + mine + `}`,
		"refuted without a system":    `{"resourceType":"Condition","id":"x","verificationStatus":{"coding":[{"code":"refuted"}]},"code":{"text":"LEAK"},` + mine + `}`,
		"an allergy refuted likewise": `{"resourceType":"AllergyIntolerance","id":"x","verificationStatus":{"coding":[{"code":"refuted"}]},"code":{"text":"LEAK"},"patient":{"reference":"Patient/1"}}`,
		"over since childhood":        `{"resourceType":"Condition","id":"x","abatementString":"in childhood","code":{"text":"LEAK"},` + mine + `}`,
		"a modifier":                  `{"resourceType":"MedicationRequest","id":"x","modifierExtension":[{"url":"urn:not","valueBoolean":true}],"status":"active","intent":"order","medicationCodeableConcept":{"text":"LEAK"},` + mine + `}`,
		"of the fetus":                `{"resourceType":"Observation","id":"x","status":"final","focus":[{"display":"fetus"}],"code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}],"text":"LEAK"},"effectiveDateTime":"2019-01-01","valueQuantity":{"value":150,"code":"/min"},` + mine + `}`,
		"labelled":                    `{"resourceType":"Condition","id":"x","meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"V"}]},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E11.9","display":"LEAK"}]},` + mine + `}`,
		"reviewed, it says":           `{"resourceType":"Condition","id":"x","code":{"extension":[{"url":"https://openephr.github.io/ephr-go/StructureDefinition/reviewed","valueBoolean":true}],"text":"LEAK"},` + mine + `}`,
		"a dose with a limit":         `{"resourceType":"MedicationStatement","id":"x","status":"active","medicationCodeableConcept":{"text":"LEAK"},"dosage":[{"text":"LEAK","maxDosePerPeriod":{"numerator":{"value":1}}}],` + mine + `}`,
	} {
		t.Run(name, func(t *testing.T) {
			data := []byte(`{"resourceType":"Bundle","type":"collection","entry":[` + patient + `,{"fullUrl":"https://a.example/x","resource":` + resource + `}]}`)
			lossless(t, data)
			rec := imported(t, data)
			if n := len(rec.Conditions) + len(rec.Allergies) + len(rec.Medications) + len(rec.VitalSigns) + len(rec.Investigations); n > 0 {
				t.Errorf("it became an item: %s", asJSON(t, rec))
			}
			out, err := fhir.Append(nil, rec, fhir.Document)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(out, []byte("LEAK")) {
				t.Error("it leaves by default")
			}
		})
	}
}

// Of two patients in one bundle, nobody gets what is the other's.
func TestTwoPatientsStayApart(t *testing.T) {
	data := []byte(`{"resourceType":"Bundle","type":"collection","entry":[
		{"fullUrl":"urn:uuid:11111111-1111-4111-8111-111111111111","resource":{"resourceType":"Patient","id":"1","gender":"female"}},
		{"fullUrl":"urn:uuid:22222222-2222-4222-8222-222222222222","resource":{"resourceType":"Patient","id":"2","gender":"male"}},
		{"resource":{"resourceType":"Condition","id":"a","code":{"text":"FIRST"},"subject":{"reference":"urn:uuid:11111111-1111-4111-8111-111111111111"}}},
		{"resource":{"resourceType":"Condition","id":"b","code":{"text":"SECOND"},"subject":{"reference":"urn:uuid:22222222-2222-4222-8222-222222222222"}}},
		{"resource":{"resourceType":"Organization","id":"o","name":"Shared"}}]}`)
	both, err := fhir.Import(data)
	if err != nil || len(both) != 2 {
		t.Fatalf("%d records, %v", len(both), err)
	}
	for i, words := range [][2]string{{"FIRST", "SECOND"}, {"SECOND", "FIRST"}} {
		text := string(asJSON(t, both[i].Record))
		if !strings.Contains(text, words[0]) || strings.Contains(text, words[1]) || !strings.Contains(text, "Shared") {
			t.Errorf("record %d: %s", i, text)
		}
		if len(both[i].Record.Conditions) != 1 {
			t.Errorf("record %d: %d conditions", i, len(both[i].Record.Conditions))
		}
	}
}

// A number whose kind is not understood could be one that must not travel.
func TestForeignNumbersOfUnknownKindStay(t *testing.T) {
	rec := imported(t, []byte(`{"resourceType":"Patient","id":"p","identifier":[{"system":"http://asylum.example","value":"AS-1","type":{"text":"Asylum file number"}}]}`))
	if len(rec.Person.Identifiers) > 0 {
		t.Errorf("%s", asJSON(t, rec))
	}
}

// An edit of what was imported changes its counterpart, and an item that was
// taken out does not come back.
func TestEditsOfImportedRecords(t *testing.T) {
	data := []byte(`{"resourceType":"Bundle","type":"collection","entry":[
		{"fullUrl":"urn:uuid:11111111-1111-4111-8111-111111111111","resource":{"resourceType":"Patient","id":"1","active":true,"gender":"female"}},
		{"resource":{"resourceType":"Condition","id":"a","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">diabetes</div>"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E11.9"}]},"stage":[{"summary":{"text":"kept"}}],"subject":{"reference":"urn:uuid:11111111-1111-4111-8111-111111111111"}}},
		{"resource":{"resourceType":"Condition","id":"b","code":{"text":"GONE"},"subject":{"reference":"urn:uuid:11111111-1111-4111-8111-111111111111"}}}]}`)
	rec := imported(t, data)
	if len(rec.Conditions) != 2 {
		t.Fatalf("%s", asJSON(t, rec))
	}
	rec.Conditions[0].Code = ephr.ICD10("J18.9")
	if !rec.Erase(rec.Conditions[1].ID, "2019-01-01") {
		t.Fatal("not erased")
	}
	out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"J18.9": true, "E11.9": false, "diabetes": false, `"kept"`: true, "GONE": false, `"active":true`: true} {
		if bytes.Contains(out, []byte(word)) != want {
			t.Errorf("%s: %v, want %v", word, !want, want)
		}
	}
}

// What others had asked of a server is not asked again, and everything that is
// posted has an id, so that posting it twice does no harm.
func TestTransactionsAskNothingOfOthers(t *testing.T) {
	rec := imported(t, []byte(`{"resourceType":"Bundle","type":"transaction","entry":[
		{"request":{"method":"DELETE","url":"Patient/other"}},
		{"resource":{"resourceType":"Patient","gender":"female"},"request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=1"}},
		{"resource":{"resourceType":"Basic","code":{"text":"x"}},"request":{"method":"POST","url":"Basic"}}]}`))
	out, err := fhir.Append(nil, rec, fhir.Transaction, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"DELETE", "POST", "ifNoneExist"} {
		if bytes.Contains(out, []byte(word)) {
			t.Errorf("%s is in the transaction: %s", word, out)
		}
	}
}
