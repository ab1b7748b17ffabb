package validate_test

import (
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

const head = `{"schemaVersion":"1.0","id":"0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",`

// Each form is a document with one fault, which is where the mark ¦ stands.
var forms = []struct {
	rule, doc string
	pointer   ephr.Pointer
}{
	{"form-syntax", head + `"person":{"sex":"male"¦]}`, "/person/sex"},
	{"form-truncated", head + `"person":{"sex":"male"¦`, "/person/sex"},
	{"form-trailing-data", head + `"person":{"sex":"male"}}` + "\n¦{}", ""},
	{"form-duplicate-member", head + `"person":{"sex":"male",¦"sex":"male"}}`, "/person/sex"},
	{"form-invalid-utf8", head + `"person":{"sex":"male","birthPlace":"¦` + "\xff" + `"}}`, "/person/birthPlace"},
	{"form-lone-surrogate", head + `"person":{"sex":"male","birthPlace":"¦\ud800"}}`, "/person/birthPlace"},
	{"form-too-deep", head + `"extensions":{"urn:x":` + strings.Repeat("[", 126) + `¦` + strings.Repeat("[", 1000), "/extensions"},
	{"form-too-large", "¦" + head + `"person":{"sex":"male"}}` + strings.Repeat(" ", ephr.MaxBytes), ""},
	{"form-number-range", head + `"extensions":{"urn:x":¦1e999999}}`, "/extensions"},
	{"form-version", `{"schemaVersion":¦"2.0"}`, "/schemaVersion"},
	{"form-wrong-type", head + `"person":¦null}`, "/person"},
	{"form-unknown-member", head + `"person":{"sex":"male",¦"surname":"x"}}`, "/person"},
	{"form-wrong-case", head + `"person":{"sex":"male",¦"birthdate":"1990"}}`, "/person/birthdate"},
	{"form-missing-member", head + `"person":¦{"birthDate":"1990"}}`, "/person/sex"},
	{"form-empty", head + `"sites":¦[]}`, "/sites"},
	{"form-bad-form", head + `"person":{"sex":"male","birthDate":¦"17.5.1990"}}`, "/person/birthDate"},
	{"form-unknown-code", head + `"person":{"sex":¦"m"}}`, "/person/sex"},
	{"form-out-of-range", head + `"person":{"sex":"male","telecoms":[{"value":"1","rank":¦100}]}}`, "/person/telecoms/0/rank"},
	{"newer-member", `{"schemaVersion":"1.7","id":"0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",¦"weather":1,"person":{"sex":"male"}}`, ""},
	{"newer-code", `{"schemaVersion":"1.7","id":"0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","person":{"sex":¦"m"}}`, "/person/sex"},
}

func TestForms(t *testing.T) {
	for _, c := range forms {
		t.Run(c.rule, func(t *testing.T) {
			at := strings.Index(c.doc, "¦")
			doc := []byte(strings.Replace(c.doc, "¦", "", 1))
			found, _ := validate.Bytes(doc)
			if len(found) != 1 {
				t.Fatalf("%d findings: %v", len(found), found)
			}
			f := found[0]
			if f.Rule != c.rule || f.Pointer != c.pointer || f.Offset != int64(at) {
				t.Errorf("%v at offset %d; want %s at %s, offset %d", f, f.Offset, c.rule, c.pointer, at)
			}
			checkPlace(t, doc, f)
			r, ok := validate.Lookup(f.Rule)
			if !ok || r.Severity != f.Severity || f.Message != r.Summary+"; "+r.Remedy {
				t.Errorf("not as the table has it: %v", f)
			}
		})
	}
}
