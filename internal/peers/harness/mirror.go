package harness

import (
	"encoding/json"
	"fmt"

	"github.com/openephr/ephr-go/internal/peers/mirror"
)

// Decoder is the case of a peer that decodes the sample into the mirror struct.
func Decoder(unmarshal func([]byte, any) error) Case {
	return func(in *Input) (Run, error) {
		data, err := in.File(RecordFile)
		if err != nil {
			return nil, err
		}
		var rec mirror.Record
		if err := unmarshal(data, &rec); err != nil {
			return nil, err
		}
		back, err := json.Marshal(&rec)
		if err != nil {
			return nil, err
		}
		if err := SameJSON(data, back); err != nil {
			return nil, fmt.Errorf("the peer's record is another: %w", err)
		}
		return func(b *B) error {
			for range b.N {
				var rec mirror.Record
				if err := unmarshal(data, &rec); err != nil {
					return err
				}
			}
			return nil
		}, nil
	}
}

// Encoder is the case of a peer that encodes the mirror struct of the sample.
func Encoder(marshal func(any) ([]byte, error)) Case {
	return func(in *Input) (Run, error) {
		data, err := in.File(RecordFile)
		if err != nil {
			return nil, err
		}
		var rec mirror.Record
		if err := json.Unmarshal(data, &rec); err != nil {
			return nil, err
		}
		out, err := marshal(&rec)
		if err != nil {
			return nil, err
		}
		if err := SameJSON(data, out); err != nil {
			return nil, fmt.Errorf("the peer's output is another: %w", err)
		}
		return func(b *B) error {
			for range b.N {
				if _, err := marshal(&rec); err != nil {
					return err
				}
			}
			return nil
		}, nil
	}
}
