// Command sonic measures github.com/bytedance/sonic.
package main

import (
	"github.com/bytedance/sonic"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{
		"decode":         harness.Decoder(sonic.ConfigStd.Unmarshal),
		"decode-fastest": harness.Decoder(sonic.ConfigFastest.Unmarshal),
		"encode":         harness.Encoder(sonic.ConfigStd.Marshal),
		"encode-fastest": harness.Encoder(sonic.ConfigFastest.Marshal),
	})
}
