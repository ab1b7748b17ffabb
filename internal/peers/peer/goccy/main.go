// Command goccy measures github.com/goccy/go-json.
package main

import (
	"github.com/goccy/go-json"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{
		"decode": harness.Decoder(func(data []byte, v any) error { return json.Unmarshal(data, v) }),
		"encode": harness.Encoder(json.Marshal),
	})
}
