package ephr_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
)

// records is how many random records the property tests go through.
const records = 300

func TestDecodeEncodeIsTheIdentity(t *testing.T) {
	g := ephrtest.New(1)
	for i := range records {
		rec := g.Record()
		if faults := rec.Check(); len(faults) > 0 {
			t.Fatalf("record %d: not valid: %v", i, faults[0].Error())
		}
		first, err := rec.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(first) {
			t.Fatalf("record %d: not JSON", i)
		}
		back, err := ephr.Decode(first)
		if err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
		if faults := back.Check(); len(faults) > 0 {
			t.Fatalf("record %d: not valid after decoding: %v", i, faults[0].Error())
		}
		second, err := back.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Fatalf("record %d changed:\n%s\n%s", i, first, second)
		}
	}
}

func TestRedactionLeavesNothingRestricted(t *testing.T) {
	g := ephrtest.New(2)
	for i := range records {
		rec := g.Record()
		red := rec.Redact(ephr.Release{})
		for p, c := range red.Values() {
			if c.Tier > ephr.T2 {
				t.Fatalf("record %d: %s is T%d after redaction", i, p, c.Tier)
			}
		}
		if faults := red.Check(); len(faults) > 0 {
			t.Fatalf("record %d: not valid after redaction: %v", i, faults[0].Error())
		}
		// redaction is idempotent
		a, _ := red.Append(nil)
		b, _ := red.Redact(ephr.Release{}).Append(nil)
		if !bytes.Equal(a, b) {
			t.Fatalf("record %d: redacting twice differs", i)
		}
	}
}
