package fhir_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

func BenchmarkExport(b *testing.B) {
	rec := ephrtest.New(3).Record()
	for _, kind := range everyKind {
		for _, all := range []bool{false, true} {
			name := kind.String() + "/default"
			var opts []fhir.Option
			if all {
				name, opts = kind.String()+"/all", []fhir.Option{fhir.AllTiers()}
			}
			b.Run(name, func(b *testing.B) {
				x := fhir.NewExporter(kind, opts...)
				buf, err := x.Append(nil, rec)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(buf)))
				b.ReportAllocs()
				for b.Loop() {
					buf, _ = x.Append(buf[:0], rec)
				}
			})
		}
	}
}

// BenchmarkFloor appends as many bytes as an export has in pieces of 16: what
// no exporter that appends can beat.
func BenchmarkFloor(b *testing.B) {
	var rec *ephr.Record = ephrtest.New(3).Record()
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
