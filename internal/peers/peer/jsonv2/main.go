// Command jsonv2 measures github.com/go-json-experiment/json.
package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{
		"export":        export,
		"scan":          scan(harness.Own),
		"scan-foreign":  scan(harness.Foreign),
		"scan-examples": scan(harness.Examples),
	})
}

// export encodes the tree of the bundle.
func export(in *harness.Input) (harness.Run, error) {
	data, err := in.File(harness.BundleFile)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		return nil, err
	}
	out, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	var back any
	if err := json.Unmarshal(out, &back); err != nil {
		return nil, err
	}
	if at := harness.Differ(tree, back, ""); len(at) > 0 {
		return nil, fmt.Errorf("the peer's output is another at %s", at[0])
	}
	return func(b *harness.B) error {
		for range b.N {
			if _, err := json.Marshal(tree); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// scan reads the whole text as one value: its syntax, its UTF-8 and that no
// name stands twice, and nothing of what it says.
func scan(set string) harness.Case {
	return func(in *harness.Input) (harness.Run, error) {
		files, err := in.Set(set)
		if err != nil {
			return nil, err
		}
		d := jsontext.NewDecoder(new(bytes.Buffer))
		for _, data := range files {
			d.Reset(bytes.NewBuffer(data))
			if v, err := d.ReadValue(); err != nil || len(v) != len(bytes.TrimSpace(data)) {
				return nil, errors.Join(err, errors.New("the peer does not read it all"))
			}
		}
		return func(b *harness.B) error {
			for range b.N {
				for _, data := range files {
					d.Reset(bytes.NewBuffer(data))
					if _, err := d.ReadValue(); err != nil {
						return err
					}
				}
			}
			return nil
		}, nil
	}
}
