package fieldmap

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// A field that no mapping mentions is found here: a change of its value must
// show in the export.
func TestEveryFieldIsExported(t *testing.T) {
	if testing.Short() {
		t.Skip("exports some ten thousand records")
	}
	rows, err := Trace(Generated())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		switch {
		case strings.HasPrefix(string(r.Path), "/source/"):
			// What a foreign bundle holds beyond the record comes back with the import, not as a field.
		case r.Tried == 0:
			t.Errorf("%s: no generated record has it", r.Path)
		case len(r.Elements) == 0:
			t.Errorf("%s: no export shows it; it is to be mapped in package fhir", r.Path)
		}
	}
}

func TestDifference(t *testing.T) {
	bundle := func(resources ...string) (list []entry) {
		for _, r := range resources {
			list = append(list, entry{FullURL: r[:strings.IndexByte(r, '{')], Resource: json.RawMessage(r[strings.IndexByte(r, '{'):])})
		}
		return list
	}
	for name, c := range map[string]struct {
		a, b []entry
		want []string
	}{
		"the same": {bundle(`1{"resourceType":"Patient","gender":"male"}`), bundle(`1{"resourceType":"Patient","gender":"male"}`), nil},
		"a value":  {bundle(`1{"resourceType":"Patient","gender":"male"}`), bundle(`1{"resourceType":"Patient","gender":"other"}`), []string{"Patient.gender"}},
		"gone":     {bundle(`1{"resourceType":"Patient","active":true}`), bundle(`1{"resourceType":"Patient"}`), []string{"Patient.active"}},
		"in an extension": {
			bundle(`1{"resourceType":"Flag","extension":[{"url":"http://x/a","valueCode":"p"},{"url":"http://x/b","valueCode":"q"}]}`),
			bundle(`1{"resourceType":"Flag","extension":[{"url":"http://x/a","valueCode":"p"},{"url":"http://x/b","valueCode":"r"}]}`),
			[]string{"Flag.extension(b).valueCode"},
		},
		"beside a primitive": {
			bundle(`1{"resourceType":"Patient","_birthDate":{"extension":[{"url":"http://x/e","valueBoolean":true}]}}`), bundle(`1{"resourceType":"Patient"}`),
			[]string{"Patient.birthDate.extension(e).valueBoolean"},
		},
		"order alone is nothing": {
			bundle(`1{"resourceType":"Flag","x":["a","b"]}`, `2{"resourceType":"Flag"}`), bundle(`2{"resourceType":"Flag"}`, `1{"resourceType":"Flag","x":["b","a"]}`), nil,
		},
		"labels and narrative follow": {
			bundle(`1{"resourceType":"Flag","meta":{"security":[{"code":"R"}]},"text":{"div":"a"}}`), bundle(`1{"resourceType":"Flag","text":{"div":"b"}}`), nil,
		},
		"a resource more": {bundle(), bundle(`1{"resourceType":"Flag","status":"active"}`), []string{"Flag.status"}},
		"other ids all over": {
			bundle(`1{"resourceType":"Flag","id":"1","status":"active"}`, `2{"resourceType":"Flag","id":"2"}`),
			bundle(`3{"resourceType":"Flag","id":"3","status":"active"}`, `4{"resourceType":"Flag","id":"4"}`), []string{"Flag.id"},
		},
	} {
		if got := difference(c.a, c.b); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
