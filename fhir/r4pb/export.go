package r4pb

import (
	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// Export makes a Bundle of the record: what [fhir.Append] writes with the same
// kind and options, read by google/fhir's validating unmarshaller. Who may see
// what is decided there. The errors are those of fhir.Append, and an
// [*UnmarshalError] where google/fhir refuses what was written, and [ErrJSONIterator].
//
// The bundle shares nothing with the record.
func Export(rec *ephr.Record, kind fhir.Kind, opts ...fhir.Option) (*bundlepb.Bundle, error) {
	text, err := fhir.Append(nil, rec, kind, opts...)
	if err != nil {
		return nil, err
	}
	return unmarshal(text)
}

func unmarshal(text []byte) (bundle *bundlepb.Bundle, err error) {
	defer func() {
		if recover() != nil { // what it says may hold values
			bundle, err = nil, &UnmarshalError{[]Problem{{"", whatPanic}}}
		}
	}()
	if err := guard(); err != nil {
		return nil, err
	}
	msg, err := read(text)
	if err != nil {
		return nil, unmarshalError(err)
	}
	res, _ := msg.(*bundlepb.ContainedResource)
	if bundle = res.GetBundle(); bundle == nil {
		return nil, &UnmarshalError{[]Problem{{"", whatOther}}}
	}
	return bundle, nil
}
