package r4pb

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
)

var jsonIterator = flag.String("json-iterator", "", "run the tests of nulls again with this version of json-iterator (v1.1.12)")

// nullAlone is read by google/fhir alone with json-iterator 1.1.10, and by no newer one.
const nullAlone = `{"resourceType":"Patient","name":[{"given":["Lina",null],"_given":[null,{"id":"i"}]}]}`

func TestNullsAreRead(t *testing.T) {
	u, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
	if err != nil {
		t.Fatal(err)
	}
	_, alone := u.Unmarshal([]byte(nullAlone))
	if refused := os.Getenv("EPHR_NULLS_REFUSED") != ""; (alone != nil) != refused {
		t.Errorf("google/fhir alone says: %v", alone)
	}
	for name, resource := range map[string]string{
		"strings": nullAlone,
		"dates":   `{"resourceType":"PlanDefinition","status":"draft","action":[{"timingTiming":{"event":["2017",null],"_event":[null,{"id":"i"}]}}]}`,
		"codes":   `{"resourceType":"PlanDefinition","status":"draft","action":[{"timingTiming":{"repeat":{"dayOfWeek":["mon",null],"_dayOfWeek":[{"id":"i"},{"id":"j"}]}}}]}`,
		"no twin": `{"resourceType":"Patient","name":[{"given":["Lina",null,"null"]}]}`,
	} {
		bundle, err := unmarshal([]byte(`{"resourceType":"Bundle","type":"collection","entry":[{"resource":` + resource + `}]}`))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		out, err := marshal(bundle)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Entry []struct{ Resource any } }
		var want any
		if json.Unmarshal(out, &got) != nil || json.Unmarshal([]byte(resource), &want) != nil || !reflect.DeepEqual(got.Entry[0].Resource, want) {
			t.Errorf("%s: comes back as %s", name, out)
		}
	}
}

// The same in a build that has picked a newer json-iterator, as many do: with it
// google/fhir alone refuses what Export reads.
func TestNullsAreReadWithNewerJSONIterator(t *testing.T) {
	if *jsonIterator == "" {
		t.Skip("it may need the network; -args -json-iterator v1.1.12")
	}
	dir := t.TempDir()
	for _, ext := range []string{"mod", "sum"} {
		text, err := os.ReadFile("go." + ext)
		if err != nil {
			t.Fatal(err)
		}
		if ext == "mod" {
			newer := bytes.Replace(text, []byte("json-iterator/go v1.1.10"), []byte("json-iterator/go "+*jsonIterator), 1)
			if bytes.Equal(newer, text) {
				t.Fatal("go.mod does not require json-iterator v1.1.10")
			}
			text = newer
		}
		if err := os.WriteFile(filepath.Join(dir, "go."+ext), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "test", "-count=1", "-mod=mod", "-modfile="+filepath.Join(dir, "go.mod"), "-run=^(TestNullsAreRead|FuzzWithoutNulls|TestSourceComesBack|TestRecordsComeBack)$", "-short", ".")
	cmd.Env = append(os.Environ(), "EPHR_NULLS_REFUSED=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// FuzzWithoutNulls puts an empty object in the place of each null in an array, and
// changes nothing else of a JSON text.
func FuzzWithoutNulls(f *testing.F) {
	for _, seed := range []string{nullAlone, `[null, null ,[ null],{"a":null,"null":[true,null,"[null,\"",null]}]`, `null`, `["\\",null]`, `{"a":[],"b":null}`, `[nul`, `["\`, `[1,null]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		out := withoutNulls(text)
		if !bytes.Equal(before, text) {
			t.Fatal("the text has changed")
		}
		want, ok := decoded(text)
		if !ok {
			return
		}
		if got, ok := decoded(out); !ok || !reflect.DeepEqual(got, replaced(want, false)) {
			t.Fatalf("%s became %s", text, out)
		}
	})
}

func decoded(text []byte) (v any, ok bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if !json.Valid(text) || d.Decode(&v) != nil {
		return nil, false
	}
	return v, true
}

func replaced(v any, element bool) any {
	switch v := v.(type) {
	case nil:
		if element {
			return map[string]any{}
		}
	case []any:
		for i := range v {
			v[i] = replaced(v[i], true)
		}
	case map[string]any:
		for k := range v {
			v[k] = replaced(v[k], false)
		}
	}
	return v
}
