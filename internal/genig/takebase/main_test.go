package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTakesWhatConstrains reads one definition alone and one in a Bundle.
func TestTakesWhatConstrains(t *testing.T) {
	const in = `
{"resourceType":"StructureDefinition","id":"Alone","url":"http://example.org/Alone","version":"1","type":"Flag","snapshot":{"element":[
 {"id":"Flag","path":"Flag","short":"A flag","definition":"Long.","comment":"c","requirements":"r","alias":["a"],"mapping":[{}],
  "min":0,"max":"*","constraint":[{"key":"k","xpath":"x","extension":[{}],"expression":"true"}]},
 {"id":"Flag.id","path":"Flag.id","type":[{"code":"http://hl7.org/fhirpath/System.String","extension":[{"url":"u"}]}]},
 {"id":"Flag.code","path":"Flag.code","fixedCode":"<","type":[{"code":"code","extension":[{"url":"u"}]}],"binding":{"strength":"required","extension":[{}]}}]}}
{"resourceType":"Bundle","entry":[
 {"resource":{"resourceType":"OperationDefinition","id":"Other","type":true}},
 {"resource":{"resourceType":"StructureDefinition","id":"Bundled","type":"Flag"}}]}`
	const want = `{"url":"http://example.org/Alone","version":"1","type":"Flag","element":[
{"constraint":[{"expression":"true","key":"k"}],"id":"Flag","max":"*","min":0,"path":"Flag","short":"A flag"},
{"id":"Flag.id","path":"Flag.id","type":[{"code":"http://hl7.org/fhirpath/System.String","extension":[{"url":"u"}]}]},
{"binding":{"strength":"required"},"fixedCode":"<","id":"Flag.code","path":"Flag.code","type":[{"code":"code"}]}
]}
`
	dir := t.TempDir()
	if err := run(strings.NewReader(in), dir, []string{"Alone", "Bundled"}); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "Alone.json"))
	if err != nil || string(got) != want {
		t.Errorf("%v, got\n%s", err, got)
	}
	if err := run(strings.NewReader(in), dir, []string{"Other"}); err == nil {
		t.Error("a name that is no StructureDefinition was found")
	}
	if err := run(strings.NewReader("{"), dir, []string{"Alone"}); err == nil {
		t.Error("input that ends inside a document is no error")
	}
}
