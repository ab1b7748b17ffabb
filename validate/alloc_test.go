//go:build !race

package validate_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

// A race detector makes pools forget at random, which is why it does not run this.
func TestAValidRecordAllocatesNothing(t *testing.T) {
	v := validate.New()
	var buf []validate.Finding
	for _, doc := range compacted(t) {
		rec, err := ephr.Decode(doc)
		if err != nil {
			t.Fatal(err)
		}
		if len(rec.Source) > 0 {
			continue // the names of foreign members are compared with each other
		}
		n := testing.AllocsPerRun(100, func() {
			if buf = v.Record(buf[:0], rec); len(buf) > 0 {
				t.Fatalf("%v", buf[0])
			}
		})
		if n > 0 {
			t.Errorf("%v allocations: %s", n, rec.ID)
		}
	}
	rec := record()
	if n := testing.AllocsPerRun(100, func() { buf = v.Record(buf[:0], rec) }); n > 0 {
		t.Errorf("the small record: %v allocations", n)
	}
}
