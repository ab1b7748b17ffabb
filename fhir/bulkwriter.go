package fhir

import (
	"bufio"
	"errors"
	"io"

	"github.com/openephr/ephr-go/ephr"
)

// BulkWriter writes many records as FHIR bulk data: newline-delimited resources,
// a file for each type. Resources refer to each other by Type/id.
//
// The resources are those of a [Transaction]. What has no bundle has no bundle's
// wrapper either: of a record's source only the wrapper and the fullUrls stay
// behind; references to the latter become references by Type/id.
//
// An id is written once. Organisations, locations and practitioners of several
// records have ids in common: where the resources are equal, one is written;
// where they are not, the first is kept and Write says so.
//
// With [AllTiers] a List for each record tells the order of its resources, which
// files by type do not, so that [ImportBulk] gives the same record.
//
// It remembers about 50 bytes for each resource, and has a buffer for each type.
// It must not be used by two goroutines at once.
type BulkWriter struct {
	open    func(resourceType string) (io.WriteCloser, error)
	x       *Exporter
	buf     []byte
	files   map[string]*bulkFile
	order   []*bulkFile
	records map[bulkKey]bool
	written map[bulkKey]bulkKey // what resources said, by name
	hash    bulkHash
	names   []string // of this record's resources
	patient string   // of this record
	err     error
}

// bulkFile is the file of one type.
type bulkFile struct {
	to  io.WriteCloser
	buf *bufio.Writer
}

// NewBulkWriter makes a writer that opens the file of a resource type, such as
// Patient, when it has its first resource. The type consists of ASCII letters,
// the first one upper case.
func NewBulkWriter(open func(resourceType string) (io.WriteCloser, error), opts ...Option) *BulkWriter {
	w := &BulkWriter{open: open, x: NewExporter(Transaction, opts...), files: map[string]*bulkFile{},
		records: map[bulkKey]bool{}, written: map[bulkKey]bulkKey{}, hash: newBulkHash()}
	w.x.bulk = true
	return w
}

// ErrRecordTwice is returned for a record whose id another record had that was written before.
var ErrRecordTwice = errors.New("fhir: a record with this id is written already; this one is left out")

// LeftOutError says that a record was written without some of its resources.
type LeftOutError struct {
	// Conflicts are resources whose ids another record has written with other content.
	Conflicts int
	// Types are resources of the record's source whose type is no name of a type.
	Types int
}

func (e *LeftOutError) Error() string {
	if e.Conflicts == 0 {
		return "fhir: resources are left out: their type is no name of a type"
	}
	return "fhir: resources are left out: another record has written the same ids with other content, which is kept"
}

// Write writes a record's resources. After [ErrNoPerson], [ErrDuplicateID],
// [*RefusedError] and [ErrRecordTwice] nothing of the record was written, after a
// [*LeftOutError] the rest of it was; the next one can be. Every other
// error is one of opening or writing: the output is not whole, and each further
// call returns it.
func (w *BulkWriter) Write(rec *ephr.Record) error {
	if w.err != nil {
		return w.err
	}
	if rec != nil && w.records[w.hash.of(string(rec.ID))] {
		return ErrRecordTwice
	}
	out, err := w.x.Append(w.buf[:0], rec)
	w.buf = out
	if err != nil {
		return err
	}
	w.records[w.hash.of(string(rec.ID))] = true
	left := &LeftOutError{}
	w.names, w.patient = w.names[:0], ""
	if len(w.x.rec.Source) > 0 && w.x.release.All {
		for r := range w.x.sourceResources(out) {
			w.put(left, r.typ, r.id, r.text)
		}
	} else {
		for i := range w.x.plan {
			if r := &w.x.plan[i]; r.to > 0 {
				w.put(left, r.kind.name(), string(r.id[:]), out[r.from:r.to])
			}
		}
	}
	if w.x.release.All && w.patient != "" {
		id := orderID(string(rec.ID))
		w.put(left, "List", string(id[:]), appendOrder(nil, string(rec.ID), w.patient, w.names))
	}
	switch {
	case w.err != nil:
		return w.err
	case left.Conflicts+left.Types > 0:
		return left
	}
	return nil
}

// put writes one resource, if it is not written yet.
func (w *BulkWriter) put(left *LeftOutError, typ, id string, text []byte) {
	if w.err != nil {
		return
	}
	if !typeName(typ) {
		left.Types++
		return
	}
	if id != "" {
		if w.x.release.All {
			w.names = append(w.names, typ+"/"+id)
		}
		if typ == "Patient" && w.patient == "" {
			w.patient = typ + "/" + id
		}
		name, content := w.hash.of(typ, "/", id), w.hash.ofBytes(text)
		if other, twice := w.written[name]; twice {
			if other != content {
				left.Conflicts++
			}
			return
		}
		w.written[name] = content
	}
	f := w.files[typ]
	if f == nil {
		to, err := w.open(typ)
		if err != nil {
			w.err = err
			return
		}
		f = &bulkFile{to, bufio.NewWriterSize(to, 32<<10)}
		w.files[typ] = f
		w.order = append(w.order, f)
	}
	_, _ = f.buf.Write(text)
	w.err = f.buf.WriteByte('\n') // has the error of the line before it too
}

// typeName reports whether a file can have this name.
func typeName(typ string) bool {
	for i := range len(typ) {
		if c := typ[i]; (c < 'A' || c > 'Z') && (i == 0 || c < 'a' || c > 'z') {
			return false
		}
	}
	return typ != "" && len(typ) <= 64
}

// Close ends the files, also after an error. It returns the first error of
// opening, writing or closing: without one, every line is whole.
func (w *BulkWriter) Close() error {
	for _, f := range w.order {
		err := f.buf.Flush()
		w.err = errors.Join(w.err, err, f.to.Close())
	}
	w.order, w.files = nil, nil
	err := w.err
	if err == nil {
		w.err = errors.New("fhir: the writer is closed")
	}
	return err
}
