package r4pb

import (
	"errors"
	"testing"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
	"google.golang.org/protobuf/proto"
)

// A reader that refuses padded arrays, or loses what they hold, is named.
func TestGuardNamesAReaderThatLosesNulls(t *testing.T) {
	if err := guard(); err != nil {
		t.Fatal(err)
	}
	refuses := func([]byte) (proto.Message, error) { return nil, errors.New("expected string") }
	loses := func([]byte) (proto.Message, error) {
		u, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
		if err != nil {
			return nil, err
		}
		return u.Unmarshal([]byte(`{"resourceType":"Patient","name":[{"given":["Lina"]}]}`))
	}
	for name, read := range map[string]func([]byte) (proto.Message, error){"refuses": refuses, "loses": loses} {
		if err := checkPadded(read); !errors.Is(err, ErrJSONIterator) {
			t.Errorf("a reader that %s: %v", name, err)
		}
	}
}
