package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestHospital(t *testing.T) {
	var out bytes.Buffer
	if err := run("../../testdata/records/valid/greece-then-serbia.json", "", &out); err != nil {
		t.Fatal(err)
	}
	s := out.String()
	if !strings.Contains(s, "second: 0 resources created") || !strings.Contains(s, "the same ") {
		t.Errorf("posting twice:\n%s", s)
	}
	if strings.Contains(s, " 0 ids") {
		t.Errorf("nothing was sent:\n%s", s)
	}
}
