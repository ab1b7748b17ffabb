package fhir_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

// BenchmarkExport exports a sample as it comes from years of care, and a record as large as a hospital's.
func BenchmarkExport(b *testing.B) {
	g := ephrtest.New(3)
	g.Size = 60
	for _, rec := range []struct {
		name string
		rec  *ephr.Record
	}{{"sample", samples(b)["greece-then-serbia"]}, {"large", g.Record()}} {
		for _, kind := range everyKind {
			for name, opts := range map[string][]fhir.Option{"default": nil, "all": {fhir.AllTiers()}} {
				b.Run(rec.name+"/"+kind.String()+"/"+name, func(b *testing.B) {
					x := fhir.NewExporter(kind, opts...)
					buf, err := x.Append(nil, rec.rec)
					if err != nil {
						b.Fatal(err)
					}
					b.SetBytes(int64(len(buf)))
					b.ReportAllocs()
					for b.Loop() {
						buf, _ = x.Append(buf[:0], rec.rec)
					}
				})
			}
		}
	}
}

// BenchmarkFloor appends as many bytes as an export has in pieces of 16: what
// no exporter that appends can beat.
func BenchmarkFloor(b *testing.B) {
	rec := samples(b)["greece-then-serbia"]
	out, err := fhir.Append(nil, rec, fhir.Document, fhir.AllTiers())
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 0, len(out))
	b.SetBytes(int64(len(out)))
	for b.Loop() {
		buf = buf[:0]
		for i := 0; i < len(out); i += 16 {
			buf = append(buf, out[i:min(i+16, len(out))]...)
		}
	}
}
