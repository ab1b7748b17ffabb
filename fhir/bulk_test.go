package fhir_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

// inMemory are the files that a BulkWriter writes.
type inMemory map[string]*memoryFile

type memoryFile struct {
	bytes.Buffer
	closed bool
}

func (f *memoryFile) Close() error {
	f.closed = true
	return nil
}

func (m inMemory) open(typ string) (io.WriteCloser, error) {
	if m[typ] != nil {
		return nil, errors.New("opened twice")
	}
	m[typ] = &memoryFile{}
	return m[typ], nil
}

// files are the files in the order of their names.
func (m inMemory) files() (out []fhir.BulkFile) {
	for _, typ := range slices.Sorted(maps.Keys(m)) {
		out = append(out, bulkFile(typ+".ndjson", m[typ].String()))
	}
	return out
}

func bulkFile(name, text string) fhir.BulkFile {
	return fhir.BulkFile{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

// bulk writes the records, and wants no error.
func bulk(t testing.TB, records []*ephr.Record, opts ...fhir.Option) inMemory {
	t.Helper()
	m := inMemory{}
	w := fhir.NewBulkWriter(m.open, opts...)
	for _, rec := range records {
		if err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for typ, f := range m {
		if !f.closed {
			t.Errorf("%s is not closed", typ)
		}
	}
	return m
}

// gathered are the records of bulk data, which has to have no flaw.
func gathered(t testing.TB, files ...fhir.BulkFile) (out []fhir.Imported) {
	t.Helper()
	for one, err := range fhir.ImportBulk(t.TempDir(), files...) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	return out
}

// everyRecord are the samples without a source and generated records.
func everyRecord(t testing.TB) (out []*ephr.Record) {
	all := samples(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if rec := all[name]; len(rec.Source) == 0 {
			out = append(out, rec)
		}
	}
	n := 40
	if testing.Short() {
		n = 8
	}
	for size := 1; size <= 3; size++ {
		g := ephrtest.New(uint64(4 + size))
		g.Size = size
		for range n {
			out = append(out, g.Record())
		}
	}
	return out
}

// Each record comes back from bulk data.
func TestIdentityOfBulkOfOneRecord(t *testing.T) {
	for _, rec := range everyRecord(t) {
		got := gathered(t, bulk(t, []*ephr.Record{rec}, fhir.AllTiers()).files()...)
		if len(got) != 1 {
			t.Fatalf("%s: %d records", rec.ID, len(got))
		}
		if got, want := asJSON(t, got[0].Record), asJSON(t, rec); !bytes.Equal(got, want) {
			t.Fatalf("%s: %s", rec.ID, firstDifference(got, want))
		}
	}
}

// All records come back from files in which their lines stand in any order.
func TestIdentityOfBulkOfShuffledLines(t *testing.T) {
	records := everyRecord(t)
	m := inMemory{}
	w := fhir.NewBulkWriter(m.open, fhir.AllTiers())
	var written []*ephr.Record
	for _, rec := range records {
		switch err := w.Write(rec); {
		case err == nil:
			written = append(written, rec)
		case !errors.As(err, new(*fhir.LeftOutError)): // the registries of two samples differ
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if len(written) < len(records)*9/10 {
		t.Fatalf("only %d of %d records", len(written), len(records))
	}
	r := rand.New(rand.NewPCG(1, 2))
	var files []fhir.BulkFile
	for _, typ := range slices.Sorted(maps.Keys(m)) {
		lines := strings.SplitAfter(m[typ].String(), "\n")
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		files = append(files, bulkFile(typ, strings.Join(lines, "")))
	}
	got := map[ephr.UUID]*ephr.Record{}
	for _, one := range gathered(t, files...) {
		got[one.Record.ID] = one.Record
	}
	for _, rec := range written {
		if got[rec.ID] == nil {
			t.Errorf("%s is missing", rec.ID)
			continue
		}
		if got, want := asJSON(t, got[rec.ID]), asJSON(t, rec); !bytes.Equal(got, want) {
			t.Errorf("%s: %s", rec.ID, firstDifference(got, want))
		}
	}
	fmt.Println(len(written), len(records))
}
