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
		case r.Trials == 0:
			t.Errorf("%s: no generated record has it, or has another value for it", r.Path)
		case r.Shown == 0:
			t.Errorf("%s: no export shows it; it is to be mapped in package fhir", r.Path)
		case 2*r.Shown <= r.Trials:
			t.Errorf("%s: only %d of %d changes show, in %v; it is to be mapped in package fhir", r.Path, r.Shown, r.Trials, r.Elements)
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
		"a reference to what only has another id": {
			bundle(`1{"resourceType":"Flag"}`, `2{"resourceType":"Goal","subject":{"reference":"urn:uuid:1"}}`),
			bundle(`3{"resourceType":"Flag"}`, `2{"resourceType":"Goal","subject":{"reference":"urn:uuid:3"}}`), []string{"Flag.id"},
		},
		"a reference to another": {
			bundle(`1{"resourceType":"Flag"}`, `3{"resourceType":"Flag"}`, `2{"resourceType":"Goal","subject":{"reference":"urn:uuid:1"}}`),
			bundle(`1{"resourceType":"Flag"}`, `3{"resourceType":"Flag"}`, `2{"resourceType":"Goal","subject":{"reference":"urn:uuid:3"}}`), []string{"Goal.subject.reference"},
		},
		"another type": {bundle(`1{"resourceType":"Flag","status":"active"}`), bundle(`2{"resourceType":"Goal","x":"y"}`), []string{"Flag", "Goal"}},
		"of which code": {
			bundle(`1{"resourceType":"Observation","code":{"coding":[{"system":"http://loinc.org","code":"1-8"}]},"valueString":"a","component":[{"code":{"coding":[{"system":"https://openephr.github.io/ephr-go/CodeSystem/record-item","code":"place"}]},"valueString":"b"},{"code":{"coding":[{"system":"http://loinc.org","code":"2-6"},{"system":"https://openephr.github.io/ephr-go/CodeSystem/test","code":"igra"}]},"valueString":"c"}]}`),
			bundle(`1{"resourceType":"Observation","code":{"coding":[{"system":"http://loinc.org","code":"1-8"}]},"valueString":"x","component":[{"code":{"coding":[{"system":"https://openephr.github.io/ephr-go/CodeSystem/record-item","code":"place"}]},"valueString":"y"},{"code":{"coding":[{"system":"http://loinc.org","code":"2-6"},{"system":"https://openephr.github.io/ephr-go/CodeSystem/test","code":"igra"}]},"valueString":"z"}]}`),
			[]string{"Observation[1-8].component[place].valueString", "Observation[1-8].component[test].valueString", "Observation[1-8].valueString"},
		},
		"our identifier": {
			bundle(`1{"resourceType":"Flag","identifier":[{"system":"https://openephr.github.io/ephr-go/local-id","value":"a"},{"value":"b"}]}`),
			bundle(`1{"resourceType":"Flag","identifier":[{"system":"https://openephr.github.io/ephr-go/local-id","value":"c"},{"value":"b"}]}`), []string{"Flag.identifier[local-id].value"},
		},
		"a member carried": {
			bundle(`1{"resourceType":"Flag","extension":[{"url":"http://x/member","extension":[{"url":"name","valueCode":"site"},{"url":"value","valueString":"a"}]}]}`), bundle(`1{"resourceType":"Flag"}`),
			[]string{"Flag.extension(member:site).extension(value).valueString"},
		},
	} {
		if got := difference(c.a, c.b); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTally(t *testing.T) {
	for name, c := range map[string]struct {
		shown      [][]string
		isID       bool
		main, also []string
	}{
		"one":              {[][]string{{"A.x"}, {"A.x"}}, false, []string{"A.x"}, nil},
		"a side effect":    {[][]string{{"A.x"}, {"A.x", "A.y"}, {"A.x"}}, false, []string{"A.x"}, []string{"A.y"}},
		"half of them":     {[][]string{{"A.x"}, {"A.x", "A.y"}}, false, []string{"A.x", "A.y"}, nil},
		"one of two":       {[][]string{{"A.x"}, {"A.x"}, {"B.x"}}, false, []string{"A.x", "B.x"}, nil},
		"an id follows":    {[][]string{{"A.id", "A.x"}}, false, []string{"A.x"}, []string{"A.id"}},
		"the id is it":     {[][]string{{"A.id", "A.x"}}, true, []string{"A.x", "A.id"}, nil},
		"only the id does": {[][]string{{"A.id"}}, false, []string{"A.id"}, nil},
		"nothing":          {nil, false, nil, nil},
	} {
		tally := &tally{shown: c.shown}
		if main, also := tally.elements(c.isID); !slices.Equal(main, c.main) || !slices.Equal(also, c.also) {
			t.Errorf("%s: %v also %v, want %v also %v", name, main, also, c.main, c.also)
		}
	}
}
