package validate_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
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

// BenchmarkRecord checks a record in memory, form and sense.
func BenchmarkRecord(b *testing.B) {
	doc, rec := sample(b)
	v := validate.New()
	var buf []validate.Finding
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		buf = v.Record(buf[:0], rec)
	}
}

// BenchmarkBytes goes from a document to the verdict.
func BenchmarkBytes(b *testing.B) {
	doc, _ := sample(b)
	v := validate.New()
	var buf []validate.Finding
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = v.Bytes(buf[:0], doc)
	}
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
