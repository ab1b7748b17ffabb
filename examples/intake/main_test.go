package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

func TestIntake(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.json")
	var out bytes.Buffer
	if err := run(path, &out); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := ephr.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.Encounters) != 2 || rec.Encounters[0].Country != "GR" || rec.Encounters[1].Country != "RS" {
		t.Errorf("encounters: %v", rec.Encounters)
	}
	if findings := validate.Validate(rec); len(findings) > 0 {
		t.Errorf("findings: %v", findings)
	}
	if strings.Contains(out.String(), "Zahra") {
		t.Errorf("the log names the person: %s", &out)
	}
}
