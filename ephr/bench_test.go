package ephr_test

import (
	"os"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
)

// eachSize runs the benchmark with a sample as it comes from years of care,
// the same with its indentation, and a record as large as a hospital's.
func eachSize(b *testing.B, run func(b *testing.B, rec *ephr.Record, data []byte)) {
	sample, err := os.ReadFile("../testdata/records/valid/greece-then-serbia.json")
	if err != nil {
		b.Fatal(err)
	}
	rec, err := ephr.Decode(sample)
	if err != nil {
		b.Fatal(err)
	}
	g := ephrtest.New(3)
	g.Size = 60
	large := g.Record()
	for _, c := range []struct {
		name string
		rec  *ephr.Record
		data []byte
	}{{"sample", rec, nil}, {"indented", rec, sample}, {"large", large, nil}} {
		if c.data == nil {
			if c.data, err = c.rec.Append(nil); err != nil {
				b.Fatal(err)
			}
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.data)))
			b.ReportAllocs()
			run(b, c.rec, c.data)
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	eachSize(b, func(b *testing.B, _ *ephr.Record, data []byte) {
		for b.Loop() {
			if _, err := ephr.Decode(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	eachSize(b, func(b *testing.B, rec *ephr.Record, data []byte) {
		buf := make([]byte, 0, len(data))
		for b.Loop() {
			buf, _ = rec.Append(buf[:0])
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	eachSize(b, func(b *testing.B, rec *ephr.Record, _ []byte) {
		for b.Loop() {
			if f := rec.Check(); f != nil {
				b.Fatal(f)
			}
		}
	})
}

func BenchmarkRedact(b *testing.B) {
	eachSize(b, func(b *testing.B, rec *ephr.Record, _ []byte) {
		var x ephr.Redactor
		for b.Loop() {
			x.Redact(rec, ephr.Release{})
		}
	})
}
