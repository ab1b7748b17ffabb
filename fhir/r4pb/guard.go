package r4pb

import (
	"errors"
	"sync"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"
	"google.golang.org/protobuf/proto"
)

// ErrJSONIterator is returned where the program links a json-iterator with which
// google/fhir cannot read arrays of primitives that FHIR pads with null. It is known
// of the versions after 1.1.10; those up to 1.1.12 are made to work here (an empty
// object is written for such a null), so that it tells of one that nobody has seen yet.
var ErrJSONIterator = errors.New("r4pb: google/fhir cannot read padded arrays with the json-iterator that is linked; require v1.1.10")

// padded has an array of names of which one has a value and the other an extension alone.
const padded = `{"resourceType":"Patient","name":[{"given":["Lina",null],"_given":[null,{"extension":[{"url":"urn:x","valueString":"y"}]}]}]}`

// guard is the check, which is made once.
var guard = sync.OnceValue(func() error { return checkPadded(read) })

func read(text []byte) (proto.Message, error) {
	u, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
	if err != nil {
		return nil, err
	}
	return u.Unmarshal(withoutNulls(text))
}

// checkPadded reports whether a reader keeps both names.
func checkPadded(read func([]byte) (proto.Message, error)) error {
	msg, err := read([]byte(padded))
	if err != nil {
		return ErrJSONIterator
	}
	res, _ := msg.(*bundlepb.ContainedResource)
	names := res.GetPatient().GetName()
	if len(names) != 1 || len(names[0].GetGiven()) != 2 || names[0].GetGiven()[0].GetValue() != "Lina" {
		return ErrJSONIterator
	}
	return nil
}
