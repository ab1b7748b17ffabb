// Command samply measures github.com/samply/golang-fhir-models.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{
		"export":          export,
		"import":          harness.Importer(harness.Own, read),
		"import-foreign":  harness.Importer(harness.Foreign, read),
		"import-examples": harness.Importer(harness.Examples, read),
	})
}

// bundle is fhir.Bundle with typed resources: the library's own entries hold
// raw JSON, which would be written, read and written again.
type bundle struct {
	ResourceType string           `json:"resourceType"`
	Id           *string          `json:"id,omitempty"`
	Meta         *fhir.Meta       `json:"meta,omitempty"`
	Identifier   *fhir.Identifier `json:"identifier,omitempty"`
	Type         fhir.BundleType  `json:"type"`
	Timestamp    *string          `json:"timestamp,omitempty"`
	Entry        []entry          `json:"entry,omitempty"`
}

type entry struct {
	FullUrl  *string `json:"fullUrl,omitempty"`
	Resource any     `json:"resource,omitempty"`
}

// typed decodes the raw JSON that the library has for the resource of an entry.
func typed(raw json.RawMessage) (any, error) {
	var kind struct{ ResourceType string }
	if err := json.Unmarshal(raw, &kind); err != nil {
		return nil, err
	}
	create := types[kind.ResourceType]
	if create == nil {
		return nil, fmt.Errorf("no struct for %q", kind.ResourceType)
	}
	res := create()
	return res, json.Unmarshal(raw, res)
}

// read decodes a bundle and each of its resources.
func read(data []byte) (int, error) {
	raw, err := fhir.UnmarshalBundle(data)
	if err != nil {
		return 0, err
	}
	resources := make([]any, 0, len(raw.Entry))
	for _, e := range raw.Entry {
		res, err := typed(e.Resource)
		if err != nil {
			return 0, err
		}
		resources = append(resources, res)
	}
	return len(resources), nil
}

// export encodes the structs of the bundle.
func export(in *harness.Input) (harness.Run, error) {
	text, err := in.File(harness.BundleFile)
	if err != nil {
		return nil, err
	}
	raw, err := fhir.UnmarshalBundle(text)
	if err != nil {
		return nil, err
	}
	doc := bundle{ResourceType: "Bundle", Id: raw.Id, Meta: raw.Meta, Identifier: raw.Identifier, Type: raw.Type, Timestamp: raw.Timestamp}
	for _, e := range raw.Entry {
		res, err := typed(e.Resource)
		if err != nil {
			return nil, err
		}
		doc.Entry = append(doc.Entry, entry{e.FullUrl, res})
	}
	out, err := json.Marshal(&doc)
	if err != nil {
		return nil, err
	}
	want, err := harness.Tree(text)
	if err != nil {
		return nil, err
	}
	got, err := harness.Tree(out)
	if err != nil {
		return nil, err
	}
	lost := len(harness.Differ(want, got, ""))
	if lost > bytes.Count(text, []byte(`":`))/10 {
		return nil, fmt.Errorf("the peer's output is another in %d places", lost)
	}
	return func(b *harness.B) error {
		b.Note = fmt.Sprintf("%d bytes; not lossless: differs in %d places", len(out), lost)
		for range b.N {
			if _, err := json.Marshal(&doc); err != nil {
				return err
			}
		}
		return nil
	}, nil
}
