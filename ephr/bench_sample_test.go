package ephr_test

import (
	"os"
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

func BenchmarkDecodeSample(b *testing.B) {
	data, err := os.ReadFile("../testdata/records/valid/greece-then-serbia.json")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ephr.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
