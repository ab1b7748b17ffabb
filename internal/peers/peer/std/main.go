// Command std measures the standard library: encoding/json, a map, and the
// floor of appending bytes.
package main

import (
	"encoding/json"
	"errors"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{
		"decode": harness.Decoder(json.Unmarshal),
		"encode": harness.Encoder(json.Marshal),
		"floor":  floor,
		"icd":    lookup,
	})
}

// floor appends the finished document in pieces of 16 bytes to a buffer that is reused.
func floor(in *harness.Input) (harness.Run, error) {
	text, err := in.File(harness.BundleFile)
	if err != nil {
		return nil, err
	}
	buf := make([]byte, 0, len(text))
	return func(b *harness.B) error {
		for range b.N {
			buf = buf[:0]
			rest := text
			for ; len(rest) >= 16; rest = rest[16:] {
				buf = append(buf, rest[:16]...)
			}
			buf = append(buf, rest...)
		}
		if len(buf) != len(text) {
			return errors.New("bytes are missing")
		}
		return nil
	}, nil
}

// lookup asks a map of canonical spellings whether it has a code.
func lookup(*harness.Input) (harness.Run, error) {
	all, asked := harness.Spellings()
	m := make(map[string]struct{}, len(all))
	for _, s := range all {
		m[s] = struct{}{}
	}
	return func(b *harness.B) error {
		b.Per = len(asked)
		n := 0
		for range b.N {
			for _, s := range asked {
				if _, ok := m[s]; ok {
					n++
				}
			}
		}
		if n != b.N*len(asked) {
			return errors.New("not found")
		}
		return nil
	}, nil
}
