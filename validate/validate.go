package validate

import (
	"io"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/openephr/ephr-go/ephr"
)

// Validator checks records against all rules. It is immutable and safe for
// concurrent use; make one with [New] and keep it.
type Validator struct {
	now    func() time.Time
	values bool

	rules []rule
	hooks hooks
	signs []signLimits
	runs  sync.Pool
}

// New makes a validator.
func New(opts ...Option) *Validator {
	v := &Validator{rules: joined(), signs: readSignLimits()}
	for _, o := range opts {
		o(v)
	}
	for i := range v.rules {
		if c := v.rules[i].check; c != nil {
			c.bind(&v.hooks, &v.rules[i])
		}
	}
	v.runs.New = func() any { return &run{hooks: &v.hooks, signs: v.signs} }
	return v
}

var standard = sync.OnceValue(func() *Validator { return New() })

func with(opts []Option) *Validator {
	if len(opts) == 0 {
		return standard()
	}
	return New(opts...)
}

// Validate says what is wrong with a record in memory, in the order of the record.
func Validate(rec *ephr.Record, opts ...Option) []Finding {
	return with(opts).Record(nil, rec)
}

// Bytes says what is wrong with a document that holds one record, in the order
// of the document. The record holds what could be read; it is nil where that
// is nothing.
func Bytes(data []byte, opts ...Option) ([]Finding, *ephr.Record) {
	return with(opts).Bytes(nil, data)
}

// Stream says what is wrong with each record of a newline-delimited input; see [Validator.Stream].
func Stream(r io.Reader, opts ...Option) iter.Seq2[Result, error] {
	return with(opts).Stream(r)
}

// Record appends to dst what is wrong with a record in memory, in the order of
// the record. It does not change the record and keeps nothing of it. Where it
// finds nothing it allocates nothing.
func (v *Validator) Record(dst []Finding, rec *ephr.Record) []Finding {
	from := len(dst)
	faults := rec.Check()
	for i := range faults {
		dst = append(dst, v.fault(&faults[i]))
	}
	dst = v.sense(dst, rec, faults)
	if found := dst[from:]; len(found) > 0 {
		for i := range found {
			found[i].Offset = -1
		}
		order(found)
		if v.values {
			if doc, err := rec.Append(nil); err == nil {
				for i, p := range place(doc, found) {
					if p.exact {
						found[i].Value = scalar(doc, p.offset)
					}
				}
			}
		}
	}
	return dst
}

// Bytes appends to dst what is wrong with a document that holds one record, in
// the order of the document. The record holds what could be read; it is nil
// where that is nothing. It does not refer to data.
func (v *Validator) Bytes(dst []Finding, data []byte) ([]Finding, *ephr.Record) {
	from := len(dst)
	rec, faults := ephr.Inspect(data)
	for i := range faults {
		f := v.fault(&faults[i])
		if v.values && rec != nil {
			f.Value = scalar(data, int(f.Offset))
		}
		dst = append(dst, f)
	}
	if rec == nil {
		return dst, nil
	}
	sense := len(dst)
	dst = v.sense(dst, rec, faults)
	if found := dst[sense:]; len(found) > 0 {
		for i, p := range place(data, found) {
			found[i].Offset = int64(p.offset)
			if v.values && p.exact {
				found[i].Value = scalar(data, p.offset)
			}
		}
		slices.SortFunc(found, func(a, b Finding) int { return int(a.Offset - b.Offset) })
		count(data, found)
	}
	if len(dst)-from > 1 {
		order(dst[from:])
	}
	return dst, rec
}

// Result is what was found in one line of newline-delimited records.
type Result struct {
	// Line is the number of the line, counted from 1, blank lines included. The findings have it too.
	Line int
	// Offset is where the line starts in the input, in bytes.
	Offset int64
	// Findings is what is wrong with the record.
	Findings []Finding
	// Record holds what could be read; nil where that is nothing.
	Record *ephr.Record
}

// Stream says what is wrong with each line of newline-delimited records, of any
// length. Blank lines pass, and a line that cannot be read is a finding like
// others: the next line is read. An error of the reader is yielded last.
func (v *Validator) Stream(r io.Reader) iter.Seq2[Result, error] {
	return func(yield func(Result, error) bool) {
		for line, err := range ephr.Lines(r) {
			if err != nil {
				yield(Result{}, err)
				return
			}
			res := Result{Line: line.Number, Offset: line.Offset}
			res.Findings, res.Record = v.Bytes(nil, line.Text)
			for i := range res.Findings {
				res.Findings[i].Line += line.Number - 1
				res.Findings[i].Offset += line.Offset
			}
			if !yield(res, nil) {
				return
			}
		}
	}
}

// fault is the finding for something wrong with the form.
func (v *Validator) fault(f *ephr.Fault) Finding {
	id := "form-" + string(f.Code)
	if f.Newer {
		id = "newer-member"
		if f.Code == ephr.FaultCoded {
			id = "newer-code"
		}
	}
	out := Finding{Rule: id, Severity: Error, Pointer: f.Pointer, Line: f.Line, Column: f.Column, Offset: f.Offset, Message: f.Code.Text()}
	if r := v.rule(id); r != nil {
		out.Rule, out.Severity, out.Message = r.ID, r.Severity, r.message("")
	}
	return out
}

func (v *Validator) rule(id string) *rule {
	for i := range v.rules {
		if v.rules[i].ID == id {
			return &v.rules[i]
		}
	}
	return nil
}
