// Command jsonv2 measures github.com/go-json-experiment/json.
package main

import (
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{"export": export})
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
