package ephrgo

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/api.txt anew")

// The exported API stands in testdata/api.txt, so that a change to it is seen
// in review. After a change that is meant: go test -run API -update .
func TestAPIIsTheOneListed(t *testing.T) {
	var all []string
	for _, dir := range []string{"codes", "icd", "ephr", "ephr/schema", "ephr/ephrtest", "validate", "fhir", "fhir/r4pb"} {
		all = append(all, exported(t, dir)...)
	}
	got := strings.Join(all, "\n") + "\n"
	const file = "testdata/api.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Split(read(t, file), "\n")
	have := strings.Split(got, "\n")
	for _, line := range without(have, want) {
		t.Errorf("new: %s", line)
	}
	for _, line := range without(want, have) {
		t.Errorf("gone: %s", line)
	}
}

func without(a, b []string) (only []string) {
	in := map[string]bool{}
	for _, s := range b {
		in[s] = true
	}
	for _, s := range a {
		if !in[s] {
			only = append(only, s)
		}
	}
	return only
}

// exported lists the exported declarations of a package, one a line.
func exported(t *testing.T, dir string) []string {
	t.Helper()
	fset := token.NewFileSet()
	var files []*ast.File
	names, err := filepath.Glob(filepath.Join(filepath.FromSlash(dir), "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no Go files: %v", dir, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	var lines []string
	add := func(node any) {
		var b bytes.Buffer
		if err := printer.Fprint(&b, fset, node); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, dir+": "+strings.Join(strings.Fields(b.String()), " "))
	}
	for _, file := range files {
		ast.FileExports(file)
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				d.Body = nil
				add(d)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						add(s)
					case *ast.ValueSpec:
						s.Values = nil
						for _, n := range s.Names {
							lines = append(lines, dir+": "+d.Tok.String()+" "+n.Name)
						}
					}
				}
			}
		}
	}
	sort.Strings(lines)
	return lines
}
