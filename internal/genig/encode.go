package main

import (
	"bytes"
	"encoding/json"
)

func encode(v any) ([]byte, error) {
	if sd, ok := v.(structureDefinition); ok {
		return encodeStructure(sd)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}

func encodeLine(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// encodeStructure writes one element to a line: a snapshot has up to ninety,
// each like that of the base.
func encodeStructure(sd structureDefinition) ([]byte, error) {
	parts := [...]struct {
		name string
		all  []element
	}{{"snapshot", sd.Snapshot.Element}, {"differential", sd.Differential.Element}}
	b, err := encode(sd.structureHead)
	if err != nil {
		return nil, err
	}
	b = b[:len(b)-len("\n}\n")]
	for _, part := range parts {
		b = append(b, ",\n  \""+part.name+"\": {\"element\": ["...)
		for i, e := range part.all {
			if i > 0 {
				b = append(b, ',')
			}
			line, err := encodeLine(e)
			if err != nil {
				return nil, err
			}
			b = append(append(b, "\n    "...), line...)
		}
		b = append(b, "\n  ]}"...)
	}
	return append(b, "\n}\n"...), nil
}
