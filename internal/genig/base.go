package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
)

// The bases of our profiles, as takebase has made them of HL7's definitions.
//
//go:embed base/*.json
var bases embed.FS

// baseDefinition is what a snapshot needs of a definition of HL7.
type baseDefinition struct {
	URL     string    `json:"url"`
	Version string    `json:"version"`
	Type    string    `json:"type"`
	Element []element `json:"element"`
}

// readBase reads a base by its id. A member that element does not know is an
// error: it would be missing in the snapshot.
func readBase(id string) (b baseDefinition, err error) {
	text, err := bases.ReadFile("base/" + id + ".json")
	if err != nil {
		return b, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		return b, fmt.Errorf("base %s: %w", id, err)
	}
	for i := range b.Element {
		// A snapshot's elements must have definitions; HL7's own stand in the base.
		b.Element[i].Definition = b.Element[i].Short
		if b.Element[i].Short == "" {
			b.Element[i].Definition = b.Element[i].Path
		}
	}
	return b, nil
}
