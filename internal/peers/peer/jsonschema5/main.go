// Command jsonschema5 measures github.com/santhosh-tekuri/jsonschema/v5.
package main

import (
	"bytes"
	"encoding/json"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{"validate": validate, "verdict": verdict})
}

func load(in *harness.Input) (*jsonschema.Schema, []byte, error) {
	text, err := in.File(harness.SchemaFile)
	if err != nil {
		return nil, nil, err
	}
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft2020
	c.AssertFormat = true
	const url = "ephr.schema.json"
	if err := c.AddResource(url, bytes.NewReader(text)); err != nil {
		return nil, nil, err
	}
	s, err := c.Compile(url)
	if err != nil {
		return nil, nil, err
	}
	data, err := in.File(harness.RecordFile)
	return s, data, err
}

func decode(data []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// validate has the record decoded.
func validate(in *harness.Input) (harness.Run, error) {
	s, data, err := load(in)
	if err != nil {
		return nil, err
	}
	v, err := decode(data)
	if err != nil {
		return nil, err
	}
	return func(b *harness.B) error {
		for range b.N {
			if err := s.Validate(v); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// verdict begins with the bytes.
func verdict(in *harness.Input) (harness.Run, error) {
	s, data, err := load(in)
	if err != nil {
		return nil, err
	}
	return func(b *harness.B) error {
		for range b.N {
			v, err := decode(data)
			if err != nil {
				return err
			}
			if err := s.Validate(v); err != nil {
				return err
			}
		}
		return nil
	}, nil
}
