package peers_test

import (
	"os"
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

func decodeFile(t *testing.T, name string) *ephr.Record {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := ephr.Decode(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return rec
}
