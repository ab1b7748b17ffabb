package peers_test

import (
	"encoding/json"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/internal/peers/harness"
	"github.com/openephr/ephr-go/internal/peers/mirror"
)

// The comparison is fair only if what the peers decode is the whole record.
func TestMirrorHoldsWhatRecordsHold(t *testing.T) {
	g := ephrtest.New(*seed)
	for i := range *records {
		text, err := g.Record().Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		var m mirror.Record
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
		back, err := json.Marshal(&m)
		if err != nil {
			t.Fatal(err)
		}
		if err := harness.SameJSON(text, back); err != nil {
			t.Errorf("record %d: %v", i, err)
		}
		rec, err := ephr.Decode(back)
		if err != nil {
			t.Fatalf("record %d: our decoder refuses the mirror's output: %v", i, err)
		}
		again, err := rec.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := harness.SameJSON(text, again); err != nil {
			t.Errorf("record %d, through the mirror: %v", i, err)
		}
	}
}
