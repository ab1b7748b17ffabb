package fhir_test

import (
	"testing"

	"github.com/openephr/ephr-go/fhir"
)

func BenchmarkSample(b *testing.B) {
	rec := samples(b)["greece-then-serbia"]
	for _, all := range []bool{false, true} {
		name := "default"
		var opts []fhir.Option
		if all {
			name, opts = "all", []fhir.Option{fhir.AllTiers()}
		}
		b.Run(name, func(b *testing.B) {
			x := fhir.NewExporter(fhir.Document, opts...)
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
