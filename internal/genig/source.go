package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// source is what the artefacts need of package fhir and the package keeps to
// itself: its constants, the tables items and sections, and the URIs that it writes.
type source struct {
	constants map[string]ast.Expr
	tables    map[string]*ast.CompositeLit
	raw       strings.Builder
}

func parse(dir string) (*source, error) {
	s := &source{constants: map[string]ast.Expr{}, tables: map[string]*ast.CompositeLit{}}
	names, err := fs.Glob(os.DirFS(dir), "*.go")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.raw.Write(text)
		s.read(f)
	}
	return s, nil
}

func (s *source) read(f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range g.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok {
				continue
			}
			for i, name := range v.Names {
				if i >= len(v.Values) {
					break
				}
				if table, ok := v.Values[i].(*ast.CompositeLit); ok && g.Tok == token.VAR {
					s.tables[name.Name] = table
				} else if g.Tok == token.CONST {
					s.constants[name.Name] = v.Values[i]
				}
			}
		}
	}
}

// text is the value of an expression made of string literals and constants.
func (s *source) text(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return strconv.Unquote(e.Value)
		}
	case *ast.Ident:
		if c, ok := s.constants[e.Name]; ok {
			return s.text(c)
		}
		return "", fmt.Errorf("no constant %s", e.Name)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			a, err := s.text(e.X)
			if err != nil {
				return "", err
			}
			b, err := s.text(e.Y)
			return a + b, err
		}
	}
	return "", fmt.Errorf("%T is no constant text", e)
}

func (s *source) constant(name string) (string, error) { return s.text(ast.NewIdent(name)) }

// rows are the first three fields of the rows of a table, which are texts.
func (s *source) rows(name string) (rows [][3]string, err error) {
	table := s.tables[name]
	if table == nil {
		return nil, fmt.Errorf("no table %s", name)
	}
	for _, e := range table.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		lit, ok := e.(*ast.CompositeLit)
		if !ok || len(lit.Elts) < 3 {
			return nil, fmt.Errorf("table %s: a row that is not three texts", name)
		}
		var row [3]string
		for i := range row {
			if row[i], err = s.text(lit.Elts[i]); err != nil {
				return nil, fmt.Errorf("table %s: %w", name, err)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// codeSystems are those of the codes that the export itself needs, each with its value set.
func (s *source) codeSystems() (all []artefact, err error) {
	items, err := s.items()
	if err != nil {
		return nil, err
	}
	sections, err := s.sections()
	if err != nil {
		return nil, err
	}
	small, err := s.small()
	if err != nil {
		return nil, err
	}
	for _, cs := range append([]codeSystem{items, sections}, small...) {
		all = append(all, cs, newValueSet(cs.ID, cs.Title, cs.Description, cs.URL))
	}
	return all, nil
}

// items is the code system of what Observations and their components are about.
func (s *source) items() (cs codeSystem, err error) {
	rows, err := s.rows("items")
	if err != nil {
		return cs, err
	}
	cs = newCodeSystem("record-item", "Items of the record",
		"What an observation or a component of one is about, where it is an item of the record and not a code of one of its lists.",
		"complete", []propertyOf{{"loinc", "The LOINC code that says the same.", "Coding"}})
	for _, r := range rows {
		var properties []property
		if r[2] != "" {
			properties = []property{{Code: "loinc", ValueCoding: &coding{"http://loinc.org", r[2]}}}
		}
		cs.add(r[0], r[1], properties)
	}
	return cs, s.same(cs.URL, "systemItem")
}

// sections is the code system of the sections for which LOINC has no code.
func (s *source) sections() (cs codeSystem, err error) {
	rows, err := s.rows("sections")
	if err != nil {
		return cs, err
	}
	cs = newCodeSystem("document-section", "Sections of the summary",
		"The sections of a patient summary for which LOINC's document sections have no code.", "complete", nil)
	for _, r := range rows {
		if r[0] == cs.URL {
			cs.add(r[1], r[2], nil)
		}
	}
	return cs, s.same(cs.URL, "ownSection")
}

// small are the code systems of which the mapping knows the codes itself: of tags,
// and of the numbers of a screener's items, as far as a record allows them.
func (s *source) small() (list []codeSystem, err error) {
	format := newCodeSystem("record-format", "Formats of the record",
		"A tag of a patient that an export of a record has written: the version of the record's format.", "fragment", nil)
	format.add("1.0", "Version 1.0", nil)
	review := newCodeSystem("review", "Review of texts",
		"A tag of a resource that says whether somebody has looked at its texts and found all of them fit for sharing, or none.", "complete", nil)
	review.add("reviewed", "All texts reviewed for sharing", nil)
	review.add("not-reviewed", "No text fit for sharing", nil)
	item := newCodeSystem("screening-item", "Items of screeners",
		"The number of an item as its screener prints it; the question itself stands in the screener.", "complete", nil)
	for n := 1; n <= 100; n++ {
		item.add(strconv.Itoa(n), "Item "+strconv.Itoa(n), nil)
	}
	for _, c := range []struct {
		cs       *codeSystem
		constant string
	}{{&format, "systemFormat"}, {&review, "systemReview"}, {&item, "systemScreeningItem"}} {
		if err := s.same(c.cs.URL, c.constant); err != nil {
			return nil, err
		}
		list = append(list, *c.cs)
	}
	return list, nil
}

// same reports an error unless the constant has the value.
func (s *source) same(value, constant string) error {
	got, err := s.constant(constant)
	if err == nil && got != value {
		err = fmt.Errorf("constant %s is %s, not %s", constant, got, value)
	}
	return err
}

// writes reports an error unless the URI stands in the sources.
func (s *source) writes(uri string) error {
	if !strings.Contains(s.raw.String(), uri) {
		return fmt.Errorf("nothing writes %s", uri)
	}
	return nil
}

// kinds are the resource types of the kinds of fhir/kinds.go, each with its kinds.
func (s *source) kinds() (map[string][]string, error) {
	table := s.tables["kindTypes"]
	if table == nil {
		return nil, fmt.Errorf("no table kindTypes")
	}
	all := map[string][]string{}
	for _, e := range table.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return nil, fmt.Errorf("table kindTypes: a row without a key")
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			return nil, fmt.Errorf("table kindTypes: a key that is no constant")
		}
		t, err := s.text(kv.Value)
		if err != nil {
			return nil, err
		}
		all[t] = append(all[t], key.Name)
	}
	return all, nil
}
