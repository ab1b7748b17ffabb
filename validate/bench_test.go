package validate_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/validate"
)

func sample(b *testing.B) ([]byte, *ephr.Record) {
	data, ok := samples(b)["suspected-tb.json"]
	if !ok {
		b.Skip("no sample")
	}
	rec, err := ephr.Decode(data)
	if err != nil {
		b.Fatal(err)
	}
	return encode(b, rec), rec
}

// eachSize runs the benchmark with a sample and with a record as large as a hospital's.
func eachSize(b *testing.B, run func(b *testing.B, doc []byte, rec *ephr.Record)) {
	g := ephrtest.New(3)
	g.Size = 60
	large := g.Record()
	doc, rec := sample(b)
	for _, c := range []struct {
		name string
		doc  []byte
		rec  *ephr.Record
	}{{"sample", doc, rec}, {"large", encode(b, large), large}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.doc)))
			b.ReportAllocs()
			run(b, c.doc, c.rec)
		})
	}
}

// BenchmarkRecord checks a record in memory, form and sense.
func BenchmarkRecord(b *testing.B) {
	eachSize(b, func(b *testing.B, _ []byte, rec *ephr.Record) {
		v := validate.New()
		var buf []validate.Finding
		for b.Loop() {
			buf = v.Record(buf[:0], rec)
		}
	})
}

// BenchmarkBytes goes from a document to the verdict.
func BenchmarkBytes(b *testing.B) {
	eachSize(b, func(b *testing.B, doc []byte, _ *ephr.Record) {
		v := validate.New()
		var buf []validate.Finding
		for b.Loop() {
			buf, _ = v.Bytes(buf[:0], doc)
		}
	})
}

// BenchmarkBytesWithErrors locates three findings in the document.
func BenchmarkBytesWithErrors(b *testing.B) {
	_, rec := sample(b)
	rec.Custodian = "nobody"
	rec.Encounters[0].Period.End = "1999"
	rec.Handovers = append(rec.Handovers, ephr.Handover{Entry: ephr.Entry{ID: rec.Encounters[0].ID}, Issued: "2019", Format: "letter"})
	doc := encode(b, rec)
	v := validate.New()
	var buf []validate.Finding
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if buf, _ = v.Bytes(buf[:0], doc); len(buf) < 3 {
			b.Fatal(buf)
		}
	}
}

// BenchmarkJSONSchema is the same verdict by the published schema.
func BenchmarkJSONSchema(b *testing.B) {
	doc, _ := sample(b)
	s := compiled(b)
	v, err := tree(doc)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if err := s.Validate(v); err != nil {
			b.Fatal(err)
		}
	}
}
