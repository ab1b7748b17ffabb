package ephr_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

// coverage is what the samples fill: members of object types, written
// Condition.onset, and whole paths as [ephr.Paths] writes them.
type coverage struct {
	members, paths map[string]bool
}

// object notes the members of v, an object of the format named name at path p.
func (c *coverage) object(name string, p ephr.Pointer, v map[string]json.RawMessage) error {
	for f := range ephr.Fields(name) {
		raw, ok := v[f.Name]
		if !ok {
			continue
		}
		values := []json.RawMessage{raw}
		q := p.Append(f.Name)
		switch {
		case f.Array:
			if err := json.Unmarshal(raw, &values); err != nil {
				return err
			}
			q += "/*"
		case f.Type == "Absences", f.Type == "Extensions":
			q += "/*"
		}
		for _, value := range values {
			c.members[name+"."+f.Name] = true
			if f.Object == "" {
				c.paths[string(q)] = true
				continue
			}
			var o map[string]json.RawMessage
			if err := json.Unmarshal(value, &o); err != nil {
				return err
			}
			if err := c.object(f.Object, q, o); err != nil {
				return err
			}
		}
	}
	return nil
}

// A member that no sample fills is shown to nobody and tried by nothing.
func TestSamplesFillEveryMember(t *testing.T) {
	files, err := filepath.Glob("../testdata/records/valid/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	c := coverage{map[string]bool{}, map[string]bool{}}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var o map[string]json.RawMessage
		if err := json.Unmarshal(data, &o); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if err := c.object("Record", "", o); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}

	objects := []string{"Record"}
	for i := 0; i < len(objects); i++ {
		for f := range ephr.Fields(objects[i]) {
			if f.Object != "" && !slices.Contains(objects, f.Object) {
				objects = append(objects, f.Object)
			}
		}
	}
	all := 0
	var missing []string
	for _, name := range objects {
		for f := range ephr.Fields(name) {
			all++
			if member := name + "." + f.Name; !c.members[member] {
				missing = append(missing, member)
			}
		}
	}
	paths, filled := 0, 0
	for p := range ephr.Paths() {
		paths++
		if c.paths[string(p)] {
			filled++
		}
	}
	t.Logf("%d samples fill %d of %d members and %d of %d paths", len(files), all-len(missing), all, filled, paths)
	if len(missing) > 0 {
		t.Errorf("no sample fills\n\t%s", strings.Join(missing, "\n\t"))
	}
}
