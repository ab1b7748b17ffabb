package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestOutputIsFresh(t *testing.T) {
	root := filepath.Join("..", "..")
	files, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is stale: run go generate ./ephr", name)
		}
	}
}

func TestStructsThatCannotBeGenerated(t *testing.T) {
	for name, source := range map[string]string{
		"no tier":         "package ephr\n\n// Record is a record.\ntype Record struct {\n\t// A is a.\n\tA string `json:\"a\"`\n\tUnknown Members `json:\"-\"`\n}\n",
		"no comment":      "package ephr\n\n// Record is a record.\ntype Record struct {\n\tA string `json:\"a\" tier:\"1\"`\n\tUnknown Members `json:\"-\"`\n}\n",
		"no Unknown":      "package ephr\n\n// Record is a record.\ntype Record struct {\n\t// A is a.\n\tA string `json:\"a\" tier:\"1\"`\n}\n",
		"no such list":    "package ephr\n\n// Record is a record.\ntype Record struct {\n\t// A is a.\n\tA codes.NoSuchList `json:\"a\" tier:\"1\"`\n\tUnknown Members `json:\"-\"`\n}\n",
		"no such type":    "package ephr\n\n// Record is a record.\ntype Record struct {\n\t// A is a.\n\tA Other `json:\"a\" tier:\"1\"`\n\tUnknown Members `json:\"-\"`\n}\n",
		"unexported name": "package ephr\n\n// Record is a record.\ntype Record struct {\n\t// a is a.\n\ta string `json:\"a\" tier:\"1\"`\n\tUnknown Members `json:\"-\"`\n}\n",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "record.go"), []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := parse(dir); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
