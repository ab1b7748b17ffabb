package fhir_test

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

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
}

// What a source holds comes back as well: each resource, with references by
// Type/id where they were fullUrls, and without the bundle around it.
func TestBulkKeepsTheSource(t *testing.T) {
	rec := imported(t, []byte(`{"resourceType":"Bundle","id":"wrapper","type":"collection","entry":[
		{"fullUrl":"urn:uuid:3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11","resource":{"resourceType":"Patient","id":"p1","gender":"female","maritalStatus":{"text":"as said"}}},
		{"fullUrl":"urn:uuid:4f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11","resource":{"resourceType":"Basic","code":{"text":"known by a fullUrl"},"subject":{"reference":"urn:uuid:3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11"}}},
		{"resource":{"resourceType":"Basic","code":{"text":"known by nothing"},"subject":{"reference":"Patient/p1"}}},
		{"resource":{"resourceType":"Condition","code":{"text":"without an id"},"subject":{"reference":"urn:uuid:3f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11"},"stage":[{"summary":{"text":"I"}}]}},
		{"resource":{"resourceType":"Basic","id":"b3","code":{"text":"refers"},"subject":{"reference":"Patient/p1"},"extension":[{"url":"urn:x","valueReference":{"reference":"urn:uuid:4f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11"}}]}}]}`))
	m := bulk(t, []*ephr.Record{rec}, fhir.AllTiers())
	basics := m["Basic"].String()
	for _, want := range []string{
		`"id":"4f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11"`, `"known by nothing"`, `"valueReference":{"reference":"Basic/4f0c7a2e-51b6-4a0e-9d0b-6a2a7f0f4c11"}`,
	} {
		if !strings.Contains(basics, want) {
			t.Errorf("no %s in\n%s", want, basics)
		}
	}
	if strings.Count(basics, `"subject":{"reference":"Patient/p1"}`) != 3 {
		t.Errorf("another subject:\n%s", basics)
	}
	got := gathered(t, m.files()...)
	if len(got) != 1 || got[0].Record.Person == nil || len(got[0].Record.Conditions) != 1 {
		t.Fatal("not one record with a condition")
	}
	again := bulk(t, []*ephr.Record{got[0].Record}, fhir.AllTiers())
	for typ, f := range m {
		if typ == "List" || typ == "Provenance" || typ == "Condition" {
			continue // of the record's own ids, which is a new one
		}
		if got := again[typ]; got == nil || !sameLines(got.String(), f.String()) {
			t.Errorf("%s: got\n%s\nwant\n%s", typ, got, f)
		}
	}
	if c := again["Condition"].String(); !strings.Contains(c, `"stage":[{"summary":{"text":"I"}}]`) {
		t.Errorf("the rest of the condition is gone: %s", c)
	}
}

func sameLines(a, b string) bool {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// Equal resources of several records are written once; of others the first stays, and that is said.
func TestBulkWritesAnIDOnce(t *testing.T) {
	person := func(organization string) *ephr.Record {
		rec := ephr.New()
		rec.Person = &ephr.Person{Sex: "female"}
		rec.AddSite(ephr.Site{Key: "https://sites.example/1", Kind: "registration-centre", Name: organization, Country: "GR"})
		return rec
	}
	m := inMemory{}
	w := fhir.NewBulkWriter(m.open, fhir.AllTiers())
	first := person("one")
	for _, step := range []struct {
		name string
		rec  *ephr.Record
		want any
	}{
		{"the first", first, nil},
		{"an equal site", person("one"), nil},
		{"another site", person("other"), new(*fhir.LeftOutError)},
		{"the same record", first, fhir.ErrRecordTwice},
		{"no record", nil, fhir.ErrNoPerson},
		{"an equal site again", person("one"), nil},
	} {
		err := w.Write(step.rec)
		switch want := step.want.(type) {
		case nil:
			if err != nil {
				t.Errorf("%s: %v", step.name, err)
			}
		case error:
			if !errors.Is(err, want) {
				t.Errorf("%s: %v", step.name, err)
			}
		case **fhir.LeftOutError:
			if !errors.As(err, want) || (*want).Conflicts != 1 || (*want).Types != 0 {
				t.Errorf("%s: %v", step.name, err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(m["Location"].String(), "\n"); n != 1 || strings.Contains(m["Location"].String(), "other") {
		t.Errorf("%d locations", n)
	}
	if n := strings.Count(m["Patient"].String(), "\n"); n != 4 {
		t.Errorf("%d patients", n)
	}
}

// A type that cannot be the name of a file is no file.
func TestBulkWriterRefusesTypesThatAreNone(t *testing.T) {
	rec := ephr.New()
	rec.Source = []ephr.Source{{Resources: []ephr.SourceResource{{Type: "../Patient", ID: "x"}, {Type: "Basic", ID: "y"}}}}
	m := inMemory{}
	w := fhir.NewBulkWriter(m.open, fhir.AllTiers())
	var left *fhir.LeftOutError
	if err := w.Write(rec); !errors.As(err, &left) || left.Types != 1 || len(m) != 1 {
		t.Errorf("%v, %d files", err, len(m))
	}
}

type failing struct{ memoryFile }

var errFull = errors.New("full")

func (*failing) Write([]byte) (int, error) { return 0, errFull }

// What cannot be opened or written is told, by Write or at the latest by Close.
func TestBulkWriterTellsFailures(t *testing.T) {
	rec := ephr.New()
	rec.Person = &ephr.Person{Sex: "female"}
	for name, open := range map[string]func(string) (io.WriteCloser, error){
		"opening": func(string) (io.WriteCloser, error) { return nil, errFull },
		"writing": func(string) (io.WriteCloser, error) { return &failing{}, nil },
	} {
		w := fhir.NewBulkWriter(open)
		err := w.Write(rec)
		if closed := w.Close(); !errors.Is(closed, errFull) || name == "opening" && !errors.Is(err, errFull) {
			t.Errorf("%s: %v, %v", name, err, closed)
		}
		if w.Write(rec) == nil {
			t.Errorf("%s: a closed writer writes", name)
		}
	}
}

// A file that cannot be read is told, and the others are read. Nothing stays in
// the folder, also where the loop is left or the folder is none.
func TestImportBulkGoesOnAndCleansUp(t *testing.T) {
	const patients = `{"resourceType":"Patient","id":"a"}` + "\n" + `{"resourceType":"Patient","id":"b"}` + "\n"
	files := []fhir.BulkFile{
		{Name: "none", Open: func() (io.ReadCloser, error) { return nil, errFull }},
		{Name: "broken", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(strings.NewReader(`{"resourceType":"Flag","id":"f","subject":{"reference":"Patient/a"}}`+"\n{"), iotest.ErrReader(errFull))), nil
		}},
		bulkFile("long", `{"resourceType":"Patient","id":"`+strings.Repeat("x", ephr.MaxBytes)+`"}`+"\n"+patients),
	}
	dir := t.TempDir()
	var told []string
	var records []fhir.Imported
	for one, err := range fhir.ImportBulk(dir, files...) {
		if err != nil {
			told = append(told, err.Error())
		} else {
			records = append(records, one)
		}
	}
	want := []string{"full", "read broken: full", "long:1:1: too large"}
	if !slices.Equal(told, want) || len(records) != 2 || len(records[0].Record.Source) != 1 || records[1].File != "long" || records[1].Line != 3 {
		t.Errorf("told %q, %d records", told, len(records))
	}
	for range fhir.ImportBulk(dir, files[2]) {
		break
	}
	for one, err := range fhir.ImportBulk(dir, files[2]) {
		if err == nil && one.Record != nil {
			break
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%d files are left", len(left))
	}
	n := 0
	for _, err := range fhir.ImportBulk(filepath.Join(dir, "none"), files...) {
		if n++; err == nil {
			t.Error("no error of a folder that is not there")
		}
	}
	if n != 1 {
		t.Errorf("%d errors", n)
	}
}

// What is left over is in several records where it is much; issues stand where they are in the files.
func TestImportBulkLeftOver(t *testing.T) {
	line := `{"resourceType":"Binary","data":"` + strings.Repeat("QUJD", 1<<20) + `"}` + "\n"
	got := gathered(t, bulkFile("much", strings.Repeat(line, 9)),
		bulkFile("two", "\n"+`{"resourceType":"Patient","id":"a"}`+"\n"+`{"resourceType":"Patient","id":"a","active":true}`+"\n"))
	var n []int
	for _, one := range got[1:] {
		n = append(n, len(one.Record.Source[0].Resources))
	}
	if !slices.Equal(n, []int{4, 3, 3}) {
		t.Errorf("%v resources", n)
	}
	want := fhir.Issue{Code: fhir.IssueDuplicate, File: "two", Line: 3, Column: 1}
	if !slices.ContainsFunc(got[1:], func(one fhir.Imported) bool { return slices.Contains(one.Issues, want) }) {
		t.Errorf("the second Patient is not told: %v", got[1].Issues)
	}
}
