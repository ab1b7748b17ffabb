package r4pb

import (
	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"
	"google.golang.org/protobuf/proto"

	"github.com/openephr/ephr-go/fhir"
)

// Import reads a bundle of any type as [fhir.Import] reads its JSON: a record
// for each patient. The issues have no line and column. The bundle is not
// changed, and the records share nothing with it.
//
// The errors are a [*MarshalError] where google/fhir cannot write the bundle,
// and a [*fhir.ImportError], whose place is one in the JSON between the two.
func Import(bundle *bundlepb.Bundle) ([]fhir.Imported, error) {
	return fromProto(bundle)
}

// ImportResource is [Import] for one resource, or for a bundle in its wrapper.
func ImportResource(resource *bundlepb.ContainedResource) ([]fhir.Imported, error) {
	m := resource.ProtoReflect()
	set := m.WhichOneof(m.Descriptor().Oneofs().ByName("oneof_resource"))
	if set == nil {
		return nil, &MarshalError{Problem{"", whatEmpty}}
	}
	return fromProto(m.Get(set).Message().Interface())
}

func fromProto(resource proto.Message) ([]fhir.Imported, error) {
	text, err := marshal(resource)
	if err != nil {
		return nil, err
	}
	imported, err := fhir.Import(text)
	for i := range imported {
		for j := range imported[i].Issues { // places in a text that nobody has
			imported[i].Issues[j].Line, imported[i].Issues[j].Column = 0, 0
		}
	}
	return imported, err
}

func marshal(resource proto.Message) (text []byte, err error) {
	name := string(resource.ProtoReflect().Descriptor().Name())
	defer func() {
		if recover() != nil { // as it does for a code that is not on its list
			text, err = nil, &MarshalError{Problem{name, whatPanic}}
		}
	}()
	m, err := jsonformat.NewMarshaller(false, "", "", fhirversion.R4)
	if err != nil {
		return nil, err
	}
	// The marshaller takes its own marks out of the message that it writes, and
	// refuses it the second time.
	if text, err = m.MarshalResource(proto.Clone(resource)); err != nil {
		return nil, marshalError(name, err)
	}
	return text, nil
}
