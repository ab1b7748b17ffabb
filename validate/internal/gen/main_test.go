package main

import (
	"bytes"
	"os"
	"testing"
)

func TestOutputIsFresh(t *testing.T) {
	want, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../../zz_visit.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(have, []byte("\r\n"), []byte("\n")), want) {
		t.Error("zz_visit.go is stale: run go generate ./validate")
	}
}
