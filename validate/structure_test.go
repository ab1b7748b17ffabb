package validate_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/ephr/schema"
	"github.com/openephr/ephr-go/validate"
)

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.CompileString(schema.ID, string(schema.JSON()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lexical are the faults that no JSON Schema can see.
var lexical = map[ephr.FaultCode]bool{
	ephr.FaultSyntax: true, ephr.FaultTruncated: true, ephr.FaultTrailing: true, ephr.FaultDuplicate: true, ephr.FaultUTF8: true,
	ephr.FaultSurrogate: true, ephr.FaultDepth: true, ephr.FaultSize: true, ephr.FaultNumber: true, ephr.FaultVersion: true,
}

var plain = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)

// plainIntegers reports whether the whole numbers of the record are written as
// plain digits. To JSON Schema 1.0 and 1e0 are whole numbers too.
func plainIntegers(object string, v any) bool {
	o, ok := v.(map[string]any)
	if !ok {
		return true
	}
	for f := range ephr.Fields(object) {
		list := []any{o[f.Name]}
		if a, ok := o[f.Name].([]any); ok && f.Array {
			list = a
		}
		for _, x := range list {
			if n, ok := x.(json.Number); ok && f.Type == "Integer" && !plain.MatchString(string(n)) {
				return false
			}
			if f.Object != "" && !plainIntegers(f.Object, x) {
				return false
			}
		}
	}
	return true
}

// compare holds our verdict on the form of a document against the schema's. It
// reports whether the two could be compared, and whether the document is valid.
func compare(t testing.TB, s *jsonschema.Schema, doc []byte) (compared, valid bool) {
	t.Helper()
	rec, faults := ephr.Inspect(doc)
	for i := range faults {
		if lexical[faults[i].Code] {
			return false, false
		}
	}
	v, err := tree(doc)
	if err != nil {
		t.Fatalf("package ephr takes it for JSON, encoding/json does not: %v\n%q", err, doc)
	}
	if !plainIntegers("Record", v) {
		return false, false
	}
	// A member or code of a newer version is none of the schema, and no fault.
	ours := len(faults) == 0
	theirs := s.Validate(v)
	if ours != (theirs == nil) {
		if ours {
			t.Fatalf("we: valid, schema: %#v\n%s", theirs, doc)
		}
		t.Fatalf("we: %v (of %d), schema: valid\n%s", faults[0].Error(), len(faults), doc)
	}
	if rec == nil {
		t.Fatalf("no record and no lexical fault\n%s", doc)
	}
	errors := 0
	for i := range faults {
		if !faults[i].Newer {
			errors++
		}
	}
	if _, err := ephr.Decode(doc); (err == nil) != (errors == 0) {
		t.Fatalf("Decode: %v, Inspect: %d errors\n%s", err, errors, doc)
	}
	if errors == 0 {
		keeps(t, rec, v)
	}
	return true, ours
}

// keeps wants every value of a document in what is written again.
func keeps(t testing.TB, rec *ephr.Record, before any) {
	t.Helper()
	after, err := tree(encode(t, rec))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Fatalf("changed: %s", diff)
	}
}

func TestMutantsHaveTheSchemasVerdict(t *testing.T) {
	s := compiled(t)
	g, m := ephrtest.New(31), newMutator(31)
	compared, valid := 0, 0
	var root any
	for i := range 3000 {
		if i%10 == 0 {
			var err error
			if root, err = tree(encode(t, g.Record())); err != nil {
				t.Fatal(err)
			}
		}
		part := m.part(root)
		if i%50 == 0 {
			part = clone(root)
		}
		if i%5 == 0 {
			part.(map[string]any)["schemaVersion"] = "1.7"
		}
		doc := text(t, m.damage(part))
		if i%2 == 1 {
			doc = spread(doc)
		}
		c, ok := compare(t, s, doc)
		if c {
			compared++
		}
		if ok {
			valid++
		}
	}
	t.Logf("%d compared, %d of them valid", compared, valid)
	if compared < 2500 || valid < 100 || valid > compared*9/10 {
		t.Errorf("the mutator is too tame or too wild: %d compared, %d valid", compared, valid)
	}
}

func FuzzStructure(f *testing.F) {
	s := compiled(f)
	g, m := ephrtest.New(41), newMutator(41)
	for range 30 {
		root, err := tree(encode(f, g.Record()))
		if err != nil {
			f.Fatal(err)
		}
		for range 10 {
			f.Add(text(f, m.damage(m.part(root))))
		}
	}
	for _, c := range forms {
		if doc := bytes.Replace([]byte(c.doc), []byte("¦"), nil, 1); len(doc) < 1000 {
			f.Add(doc)
		}
	}
	v := validate.New(validate.WithValues())
	f.Fuzz(func(t *testing.T, doc []byte) {
		compare(t, s, doc)
		found, rec := v.Bytes(nil, doc)
		for _, f := range found[:min(len(found), 50)] {
			checkPlace(t, doc, f)
		}
		if rec != nil {
			v.Record(nil, rec)
		}
	})
}
