// Command google measures github.com/google/fhir/go/jsonformat.
package main

import (
	"bytes"
	"fmt"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
	bcr "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"
	"google.golang.org/protobuf/proto"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	harness.Main(map[string]harness.Case{
		"export":          export(harness.BundleFile, true),
		"export-dateonly": export(harness.BundleDateOnly, false),
		"import":          read(harness.Own),
		"import-foreign":  read(harness.Foreign),
		"import-examples": read(harness.Examples),
	})
}

// export encodes the protos of a document. Marshal changes its argument where
// a primitive has only extensions, so that each call gets a copy of its own,
// made while the clock stands.
func export(file string, valid bool) harness.Case {
	return func(in *harness.Input) (harness.Run, error) {
		text, err := in.File(file)
		if err != nil {
			return nil, err
		}
		build := jsonformat.NewUnmarshaller
		if !valid { // the date-only document lacks required instants
			build = jsonformat.NewUnmarshallerWithoutValidation
		}
		u, err := build("UTC", fhirversion.R4)
		if err != nil {
			return nil, err
		}
		msg, err := u.Unmarshal(text)
		if err != nil {
			return nil, err
		}
		m, err := jsonformat.NewMarshaller(false, "", "", fhirversion.R4)
		if err != nil {
			return nil, err
		}
		doc := msg.(*bcr.ContainedResource)
		fresh := func() *bcr.ContainedResource { return proto.Clone(doc).(*bcr.ContainedResource) }
		first := fresh()
		out, err := m.Marshal(first)
		if err != nil {
			return nil, err
		}
		note := ""
		if err := harness.SameJSON(text, out); err != nil {
			if err := harness.SameJSON(harness.Coarse(text), harness.Coarse(out)); err != nil {
				return nil, fmt.Errorf("the peer's output is another: %w", err)
			}
			note = "; changes fractions of seconds or -00:00"
		}
		copies := !proto.Equal(first, doc)
		if !copies {
			again, err := m.Marshal(first)
			copies = err != nil || !bytes.Equal(again, out)
		}
		if !copies {
			return func(b *harness.B) error {
				b.Note = "marshals the same protos again: Marshal leaves this document unchanged" + note
				for range b.N {
					if _, err := m.Marshal(doc); err != nil {
						return err
					}
				}
				return nil
			}, nil
		}
		return func(b *harness.B) error {
			b.Note = "marshals a fresh copy each time, made while the clock stands: Marshal changes its argument" + note
			const at = 8 // few, so that the copies add little to the live heap
			var docs [at]*bcr.ContainedResource
			b.Stop()
			for left := b.N; left > 0; left -= at {
				n := min(left, at)
				for i := range n {
					docs[i] = fresh()
				}
				b.Start()
				for i := range n {
					if _, err := m.Marshal(docs[i]); err != nil {
						return err
					}
				}
				b.Stop()
			}
			b.Start()
			return nil
		}, nil
	}
}

// read decodes bundles and validates what it reads.
func read(set string) harness.Case {
	return func(in *harness.Input) (harness.Run, error) {
		u, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
		if err != nil {
			return nil, err
		}
		return harness.Importer(set, func(data []byte) (int, error) {
			msg, err := u.Unmarshal(data)
			if err != nil {
				return 0, err
			}
			return len(msg.(*bcr.ContainedResource).GetBundle().GetEntry()), nil
		})(in)
	}
}
