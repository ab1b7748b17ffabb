package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// example is a resource of an export of a sample that shows a profile.
type example struct {
	kind, id string
	profile  *profile
	text     []byte
}

func (e example) name() (string, string) { return e.kind, e.id }

// enough is how many bytes of JSON an example may have, if there is a shorter one.
const enough = 6000

// examples are one for each profile: the longest of the samples that is not too
// long. Everything is exported, as transactions, whose references need no Bundle.
func (g *profiler) examples(sources string) ([]example, error) {
	files, err := filepath.Glob(filepath.Join(sources, "..", "testdata", "records", "valid", "*.json"))
	if err != nil {
		return nil, err
	}
	best := map[*profile][]byte{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		rec, err := ephr.Decode(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if rec.Source != nil {
			continue // the foreign remainder is no example of ours
		}
		out, err := fhir.Append(nil, rec, fhir.Transaction, fhir.AllTiers())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		var bundle struct {
			Entry []struct{ Resource json.RawMessage }
		}
		if err := json.Unmarshal(out, &bundle); err != nil {
			return nil, err
		}
		for _, e := range bundle.Entry {
			var r map[string]any
			if err := json.Unmarshal(e.Resource, &r); err != nil {
				return nil, err
			}
			if p := g.profileOf(r); p != nil && better(e.Resource, best[p]) {
				best[p] = e.Resource
			}
		}
	}
	var all []example
	for i := range profiles {
		p := &profiles[i]
		if best[p] == nil {
			return nil, fmt.Errorf("no sample has an example of profile %s", p.id)
		}
		x, err := newExample(p, best[p])
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}

func better(a, than []byte) bool {
	switch {
	case than == nil:
		return true
	case len(a) > enough:
		return len(a) < len(than)
	}
	return len(a) > len(than) || len(than) > enough
}

type exampleMeta struct {
	Profile  []string        `json:"profile"`
	Security json.RawMessage `json:"security,omitempty"`
	Tag      []tag           `json:"tag"`
}

type tag struct {
	coding
	Display string `json:"display"`
}

// newExample marks a resource of an export as test data and as one of the profile.
func newExample(p *profile, text []byte) (example, error) {
	var r struct {
		ResourceType, ID string
		Meta             json.RawMessage
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return example{}, err
	}
	old := exampleMeta{}
	head := fmt.Sprintf(`{"resourceType":%q,"id":%q`, r.ResourceType, r.ID)
	rest, ok := bytes.CutPrefix(text, []byte(head))
	if r.Meta != nil && ok {
		rest, ok = bytes.CutPrefix(rest, append([]byte(`,"meta":`), r.Meta...))
		if err := json.Unmarshal(r.Meta, &old); err != nil {
			return example{}, err
		}
	}
	if !ok {
		return example{}, fmt.Errorf("%s/%s does not begin with type, id and meta", r.ResourceType, r.ID)
	}
	meta, err := encodeLine(exampleMeta{
		append([]string{p.url()}, old.Profile...), old.Security,
		[]tag{{coding{"http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST"}, "test health data"}},
	})
	if err != nil {
		return example{}, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, fmt.Appendf(nil, `%s,"meta":%s%s`, head, meta, rest), "", "  "); err != nil {
		return example{}, err
	}
	b.WriteByte('\n')
	return example{r.ResourceType, r.ID, p, b.Bytes()}, nil
}
