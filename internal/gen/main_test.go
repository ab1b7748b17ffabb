package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
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
	const good = "A string `json:\"a\" tier:\"1\"`"
	for _, c := range []struct{ name, comment, member, unknown, want string }{
		{"no tier", "Source: form.", "// A is a.\n\tA string `json:\"a\"`", "Unknown Members", "no tier"},
		{"no comment", "Source: form.", good, "Unknown Members", "no comment"},
		{"no Unknown", "Source: form.", "// A is a.\n\t" + good, "", "no field Unknown"},
		{"no such list", "Source: form.", "// A is a.\n\tA codes.NoSuchList `json:\"a\" tier:\"1\"`", "Unknown Members", "no list no-such-list"},
		{"no such type", "Source: form.", "// A is a.\n\tA Other `json:\"a\" tier:\"1\"`", "Unknown Members", "no struct Other"},
		{"unexported name", "Source: form.", "// a is a.\n\ta string `json:\"a\" tier:\"1\"`", "Unknown Members", "not exported"},
		{"no source", "More.", "// A is a.\n\t" + good, "Unknown Members", "Record: no source"},
		{"no such source of the struct", "Source: form, lore.", "// A is a.\n\t" + good, "Unknown Members", `Record: no source "lore"`},
		{"no such source of the member", "Source: form.", "// A is a.\n\tA string `json:\"a\" tier:\"1\" source:\"lore\"`", "Unknown Members", `Record.A: no source "lore"`},
		{"empty source of the member", "Source: form.", "// A is a.\n\tA string `json:\"a\" tier:\"1\" source:\"\"`", "Unknown Members", `Record.A: no source ""`},
		{"a source twice", "Source: form, form.", "// A is a.\n\t" + good, "Unknown Members", "form stands twice"},
		{"a source on which nothing rests", "Source: law.", "// A is a.\n\t" + good, "Unknown Members", "nothing rests on source form"},
		{"nothing wrong", "Source: form.", "// A is a.\n\t" + good, "Unknown Members", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			text := "package ephr\n\n// Record is a record.\n//\n// " + c.comment + "\ntype Record struct {\n\t" + c.member + "\n"
			if c.unknown != "" {
				text += "\t" + c.unknown + " `json:\"-\"`\n"
			}
			if err := os.WriteFile(filepath.Join(dir, "record.go"), []byte(text+"}\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			sources := []*source{{key: "form", title: "A form"}}
			if strings.Contains(c.comment, "law") {
				sources = append(sources, &source{key: "law", title: "A law"})
			}
			_, err := parse(dir, sources)
			if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
				t.Errorf("got %s, want %q", got, c.want)
			}
		})
	}
}

func TestTablesOfSourcesThatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{
		"two columns":             "form\tA form\n",
		"no title":                "form\t\thttps://form.example\n",
		"a key with blanks":       "a form\tA form\t\n",
		"the separator in titles": "form\tA form; and more\t\n",
		"an address of a disk":    "form\tA form\tfile:///form\n",
		"a key twice":             "form\tA form\t\nform\tAnother\t\n",
		"a title twice":           "form\tA form\t\nform-2\tA form\t\n",
	} {
		path := filepath.Join(t.TempDir(), "sources.tsv")
		if err := os.WriteFile(path, []byte("key\ttitle\turl\n"+text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := readSources(path); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestEveryMemberHasASource(t *testing.T) {
	root := filepath.Join("..", "..")
	sources, err := readSources(filepath.Join(root, "internal", "gen", "sources.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := parse(filepath.Join(root, "ephr"), sources)
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range m.types {
		for _, f := range typ.fields {
			if f.titles() == "" {
				t.Errorf("%s.%s has no source", typ.name, f.name)
			}
		}
	}
	// members of Entry have Entry's source wherever they stand
	if got := m.byName["Condition"].field("ID").titles(); got != m.source("format").title {
		t.Errorf("Condition.id rests on %q", got)
	}
}
