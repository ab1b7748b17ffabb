package fhir_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/fhir"
)

// What could mix up persons is told with its place, and everybody becomes a record.
func TestPersonsAreNotMixedUp(t *testing.T) {
	ana := `{"resource":{"resourceType":"Patient","id":"ana","identifier":[{"system":"urn:x","value":"1"}],"gender":"female","birthDate":"1994-02-03"}}`
	patient := func(id, birth string) string {
		return `{"resource":{"resourceType":"Patient","id":"` + id + `","identifier":[{"system":"urn:x","value":"1"}],"gender":"female","birthDate":"` + birth + `"}}`
	}
	for name, c := range map[string]struct {
		entries []string
		want    string // codes and the entries in which they are
		records int
	}{
		"one":                  {[]string{ana}, "", 1},
		"the same, less exact": {[]string{ana, patient("b", "1994")}, "", 2},
		"another birth date":   {[]string{ana, patient("b", "1995")}, "contradicting-identity 1", 2},
		"nobody who is there":  {[]string{ana, `{"resource":{"resourceType":"Flag","subject":{"reference":"Patient/none"}}}`}, "unknown-subject 1", 1},
		"not a patient":        {[]string{ana, `{"resource":{"resourceType":"Observation","subject":{"reference":"Location/l"}}}`}, "", 1},
		"another's encounter": {[]string{ana, patient("b", "1994-02-03"), `{"resource":{"resourceType":"Encounter","id":"e","subject":{"reference":"Patient/b"}}}`,
			`{"resource":{"resourceType":"Condition","code":{"text":"a"},"subject":{"reference":"Patient/ana"},"encounter":{"reference":"Encounter/e"}}}`}, "other-patient 3", 2},
		"a link between records": {[]string{ana, `{"resource":{"resourceType":"Patient","id":"b","link":[{"type":"seealso","other":{"reference":"Patient/ana"}}]}}`}, "", 2},
	} {
		got, err := fhir.Import([]byte("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[\n" + strings.Join(c.entries, ",\n") + "]}"))
		if err != nil {
			t.Fatal(err)
		}
		var issues []string
		for _, is := range got[0].Issues {
			issues = append(issues, fmt.Sprint(is.Code, " ", is.Line-2))
		}
		if s := strings.Join(issues, ", "); s != c.want || len(got) != c.records {
			t.Errorf("%s: %q in %d records, want %q in %d", name, s, len(got), c.want, c.records)
		}
	}
}
