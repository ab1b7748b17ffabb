// Command ours measures ephr-go.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/icd"
	"github.com/openephr/ephr-go/internal/peers/harness"
	"github.com/openephr/ephr-go/validate"
)

func main() {
	harness.Main(map[string]harness.Case{
		"decode":          decode,
		"encode":          encode,
		"export":          export(harness.RecordFile, harness.BundleFile, fresh),
		"export-dateonly": export(harness.RecordDateOnly, harness.BundleOurs, fresh),
		"export-reused":   export(harness.RecordFile, harness.BundleFile, reused),
		"export-nil":      export(harness.RecordFile, harness.BundleFile, fromNil),
		"export-default":  export(harness.RecordFile, "", reused),
		"bytes-to-fhir":   bytesToFHIR(fresh),
		"bytes-reused":    bytesToFHIR(reused),
		"import":          importOwn,
		"import-foreign":  importForeign(harness.Foreign),
		"import-examples": importForeign(harness.Examples),
		"validate":        validateRecord,
		"verdict":         verdict,
		"icd-valid":       icdValid,
		"icd-title":       icdTitle,
		"icd-ancestors":   icdAncestors,
	})
}

func decode(in *harness.Input) (harness.Run, error) {
	data, err := in.File(harness.RecordFile)
	if err != nil {
		return nil, err
	}
	rec, err := ephr.Decode(data)
	if err != nil {
		return nil, err
	}
	if back, err := rec.Append(nil); err != nil || !bytes.Equal(back, data) {
		return nil, errors.New("decoding changes the record")
	}
	return func(b *harness.B) error {
		for range b.N {
			if _, err := ephr.Decode(data); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

func record(in *harness.Input, file string) (*ephr.Record, error) {
	data, err := in.File(file)
	if err != nil {
		return nil, err
	}
	return ephr.Decode(data)
}

func encode(in *harness.Input) (harness.Run, error) {
	rec, err := record(in, harness.RecordFile)
	if err != nil {
		return nil, err
	}
	buf, err := rec.Append(nil)
	if err != nil {
		return nil, err
	}
	return func(b *harness.B) error {
		for range b.N {
			if buf, err = rec.Append(buf[:0]); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

type buffer int

const (
	reused  buffer = iota // one exporter, one buffer
	fresh                 // one exporter, a new buffer of the right size each time
	fromNil               // the function fhir.Append with nil
)

func export(file, want string, how buffer) harness.Case {
	return func(in *harness.Input) (harness.Run, error) {
		rec, err := record(in, file)
		if err != nil {
			return nil, err
		}
		var opts []fhir.Option
		if want != "" {
			opts = []fhir.Option{fhir.AllTiers()}
		}
		x := fhir.NewExporter(fhir.Document, opts...)
		buf, err := x.Append(nil, rec)
		if err != nil {
			return nil, err
		}
		if want != "" {
			text, err := in.File(want)
			if err != nil {
				return nil, err
			}
			if !bytes.Equal(buf, text) {
				return nil, errors.New("the export is not what the peers get")
			}
		}
		size := len(buf)
		return func(b *harness.B) (err error) {
			b.Note = fmt.Sprintf("%d bytes", size)
			for range b.N {
				switch how {
				case reused:
					buf, err = x.Append(buf[:0], rec)
				case fresh:
					_, err = x.Append(make([]byte, 0, size), rec)
				case fromNil:
					_, err = fhir.Append(nil, rec, fhir.Document, opts...)
				}
				if err != nil {
					return err
				}
			}
			return nil
		}, nil
	}
}

// bytesToFHIR goes from the record's bytes to those of the document.
func bytesToFHIR(how buffer) harness.Case {
	return func(in *harness.Input) (harness.Run, error) {
		data, err := in.File(harness.RecordFile)
		if err != nil {
			return nil, err
		}
		text, err := in.File(harness.BundleFile)
		if err != nil {
			return nil, err
		}
		x := fhir.NewExporter(fhir.Document, fhir.AllTiers())
		var buf []byte
		once := func() error {
			rec, err := ephr.Decode(data)
			if err != nil {
				return err
			}
			if how == fresh {
				buf = make([]byte, 0, len(text))
			}
			buf, err = x.Append(buf[:0], rec)
			return err
		}
		if err := once(); err != nil {
			return nil, err
		}
		if !bytes.Equal(buf, text) {
			return nil, errors.New("the export is not what the peers get")
		}
		return func(b *harness.B) error {
			for range b.N {
				if err := once(); err != nil {
					return err
				}
			}
			return nil
		}, nil
	}
}

// now is the clock of the rules, so that a sample's findings do not change with the day.
func now() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

func bad(found []validate.Finding) error {
	if validate.Worst(found) >= validate.Error {
		return fmt.Errorf("the sample is not valid: %s", found[0])
	}
	return nil
}

func validateRecord(in *harness.Input) (harness.Run, error) {
	rec, err := record(in, harness.RecordFile)
	if err != nil {
		return nil, err
	}
	v := validate.New(validate.WithNow(now))
	found := v.Record(nil, rec)
	if err := bad(found); err != nil {
		return nil, err
	}
	return func(b *harness.B) error {
		b.Note = fmt.Sprintf("%d findings below error", len(found))
		for range b.N {
			found = v.Record(found[:0], rec)
		}
		return nil
	}, nil
}

func verdict(in *harness.Input) (harness.Run, error) {
	data, err := in.File(harness.RecordFile)
	if err != nil {
		return nil, err
	}
	v := validate.New(validate.WithNow(now))
	found, _ := v.Bytes(nil, data)
	if err := bad(found); err != nil {
		return nil, err
	}
	return func(b *harness.B) error {
		b.Note = fmt.Sprintf("%d findings below error", len(found))
		for range b.N {
			found, _ = v.Bytes(found[:0], data)
		}
		return nil
	}, nil
}

var errNotFound = errors.New("not found")

// icdValid asks whether a text is a listed code.
func icdValid(*harness.Input) (harness.Run, error) {
	_, asked := harness.Spellings()
	return func(b *harness.B) error {
		b.Per = len(asked)
		n := 0
		for range b.N {
			for _, s := range asked {
				if c, err := icd.Parse(s); err == nil && c.Listed() {
					n++
				}
			}
		}
		if n != b.N*len(asked) {
			return errNotFound
		}
		return nil
	}, nil
}

// icdTitle goes from the text of a code to its label.
func icdTitle(*harness.Input) (harness.Run, error) {
	_, asked := harness.Spellings()
	return func(b *harness.B) error {
		b.Per = len(asked)
		n := 0
		for range b.N {
			for _, s := range asked {
				if c, err := icd.Parse(s); err == nil && c.Label() != "" {
					n++
				}
			}
		}
		if n != b.N*len(asked) {
			return errNotFound
		}
		return nil
	}, nil
}

// icdAncestors goes from the text of a code to the names of all above it, in the caller's buffer.
func icdAncestors(*harness.Input) (harness.Run, error) {
	_, asked := harness.Spellings()
	buf := make([]string, 0, 8)
	return func(b *harness.B) error {
		b.Per = len(asked)
		n := 0
		for range b.N {
			for _, s := range asked {
				c, err := icd.Parse(s)
				if err != nil {
					return err
				}
				if buf = c.Ancestors(buf[:0]); len(buf) >= 2 {
					n++
				}
			}
		}
		if n != b.N*len(asked) {
			return errNotFound
		}
		return nil
	}, nil
}
