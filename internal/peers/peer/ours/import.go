package main

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/internal/peers/harness"
)

// importOwn reads the collection that the sample became, and has the sample again.
func importOwn(in *harness.Input) (harness.Run, error) {
	files, err := in.Set(harness.Own)
	if err != nil {
		return nil, err
	}
	want, err := in.File(harness.RecordFile)
	if err != nil {
		return nil, err
	}
	for _, data := range files {
		got, err := fhir.Import(data)
		if err != nil {
			return nil, err
		}
		if len(got) != 1 || len(got[0].Issues) > 0 {
			return nil, fmt.Errorf("%d records, or issues", len(got))
		}
		if back, err := got[0].Record.Append(nil); err != nil || !bytes.Equal(back, want) {
			return nil, errors.New("the record that was read is not the sample")
		}
	}
	return importing(files), nil
}

// importForeign reads what others have written. An export of the records has
// each entry again.
func importForeign(set string) harness.Case {
	return func(in *harness.Input) (harness.Run, error) {
		files, err := in.Set(set)
		if err != nil {
			return nil, err
		}
		for _, data := range files {
			got, err := fhir.Import(data)
			if err != nil {
				return nil, err
			}
			back := map[string]bool{}
			for _, one := range got {
				out, err := fhir.Append(nil, one.Record, fhir.Collection, fhir.AllTiers())
				if err != nil {
					return nil, err
				}
				names, err := harness.Entries(out)
				if err != nil {
					return nil, err
				}
				for _, name := range names {
					back[name] = true
				}
			}
			names, err := harness.Entries(data)
			if err != nil {
				return nil, err
			}
			for _, name := range names {
				if !back[name] {
					return nil, errors.New("an entry is lost: " + name)
				}
			}
		}
		return importing(files), nil
	}
}

func importing(files [][]byte) harness.Run {
	return func(b *harness.B) error {
		b.Note = harness.Sizes(files)
		for range b.N {
			for _, data := range files {
				if _, err := fhir.Import(data); err != nil {
					return err
				}
			}
		}
		return nil
	}
}
