package main

import (
	"os"
	"strings"
	"testing"
)

func TestForeign(t *testing.T) {
	const ours = own + "CodeSystem/review"
	for _, c := range []struct{ name, in, want string }{
		{"what others write stays, in its order", `{"z":"x","a":[1,null,true]}`, `{"z":"x","a":[1,null,true]}`},
		{"a tag goes, and the meta that is empty then", `{"resourceType":"Patient","meta":{"tag":[{"system":"` + ours + `","code":"1"}]}}`, `{"resourceType":"Patient"}`},
		{"a coding goes, another and the text stay", `{"code":{"coding":[{"system":"` + ours + `","code":"1"},{"system":"http://loinc.org","code":"8867-4"}],"text":"pulse"}}`,
			`{"code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}],"text":"pulse"}}`},
		{"an extension goes with its parts", `{"id":"1","extension":[{"url":"` + ours + `","extension":[{"url":"a","valueCode":"b"}]}]}`, `{"id":"1"}`},
		{"extensions of primitives keep their places", `{"given":["A","B","C"],"_given":[{"extension":[{"url":"` + ours + `"}]},null,{"id":"c"}]}`,
			`{"given":["A","B","C"],"_given":[null,null,{"id":"c"}]}`},
		{"nothing beside primitives", `{"given":["A"],"_given":[{"extension":[{"url":"` + ours + `"}]}]}`, `{"given":["A"]}`},
		{"a policy goes", `{"id":"1","policy":["` + ours + `"]}`, `{"id":"1"}`},
	} {
		got, err := foreign([]byte(c.in))
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %s, %v; want %s", c.name, got, err, c.want)
		}
	}
}

func TestForeignDocumentHasEachEntry(t *testing.T) {
	golden, err := os.ReadFile("../../../../testdata/fhir/greece-then-serbia.ips.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := foreign(golden)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(got), `"`+own) {
		t.Error("something of ours is left")
	}
	if n, want := strings.Count(string(got), `"fullUrl":`), strings.Count(string(golden), `"fullUrl":`); n != want || n == 0 {
		t.Errorf("%d entries of %d", n, want)
	}
}
