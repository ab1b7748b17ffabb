package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/ephr/schema"
)

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.LoadURL = func(url string) (io.ReadCloser, error) { return nil, errors.New("refers to " + url) }
	if err := c.AddResource(schema.ID, bytes.NewReader(schema.JSON())); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(schema.ID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchemaIsDraft202012(t *testing.T) {
	s := compile(t)
	if s.Draft != jsonschema.Draft2020 {
		t.Error("not draft 2020-12")
	}
	meta, err := jsonschema.NewCompiler().Compile("https://json-schema.org/draft/2020-12/schema")
	if err != nil {
		t.Fatal(err)
	}
	if err := meta.Validate(tree(t, schema.JSON())); err != nil {
		t.Errorf("not valid by the meta-schema: %v", err)
	}
	var head struct {
		Schema string `json:"$schema"`
		ID     string `json:"$id"`
	}
	if err := json.Unmarshal(schema.JSON(), &head); err != nil {
		t.Fatal(err)
	}
	if head.ID != schema.ID {
		t.Errorf("$id is %s, ID is %s", head.ID, schema.ID)
	}
	if head.Schema != "https://json-schema.org/draft/2020-12/schema" {
		t.Errorf("$schema is %s", head.Schema)
	}
	if !strings.Contains(schema.ID, "/"+string(ephr.CurrentVersion)+"/") {
		t.Errorf("ID %s is not of version %s", schema.ID, ephr.CurrentVersion)
	}
}

func TestRandomRecordsAreValid(t *testing.T) {
	s := compile(t)
	g := ephrtest.New(11)
	for i := range 200 {
		data, err := g.Record().Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(tree(t, data)); err != nil {
			t.Fatalf("record %d: %#v", i, err)
		}
	}
}

// TestEveryMemberIsDescribed also finds members that the schema has and package ephr has not, and the other way round.
func TestEveryMemberIsDescribed(t *testing.T) {
	root := tree(t, schema.JSON()).(map[string]any)
	objects := map[string]any{"Record": root}
	for name, def := range root["$defs"].(map[string]any) {
		objects[name] = def
	}
	for name, o := range objects {
		o := o.(map[string]any)
		if d, _ := o["description"].(string); len(d) < 10 {
			t.Errorf("%s has no description", name)
		}
		if o["additionalProperties"] != false {
			t.Errorf("%s lets other members pass", name)
		}
		props := o["properties"].(map[string]any)
		n := 0
		for f := range ephr.Fields(name) {
			n++
			p, ok := props[f.Name].(map[string]any)
			if !ok {
				t.Errorf("%s.%s is not in the schema", name, f.Name)
				continue
			}
			if d, _ := p["description"].(string); len(d) < 10 || !strings.HasSuffix(d, ".") {
				t.Errorf("%s.%s has no description that is a sentence", name, f.Name)
			}
			if _, ok := p["x-tier"].(json.Number); !ok {
				t.Errorf("%s.%s has no tier", name, f.Name)
			}
		}
		if n != len(props) {
			t.Errorf("%s has %d members, in the schema %d", name, n, len(props))
		}
	}
}

func TestCopiesAreTheCallers(t *testing.T) {
	a := schema.JSON()
	clear(a)
	if b := schema.JSON(); bytes.Equal(a, b) || !json.Valid(b) {
		t.Error("changing what JSON returned changed the schema")
	}
}

func tree(t *testing.T, data []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
