package fhir_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

const ownExtensions = codes.Canonical + "StructureDefinition/"

func extensionTable() map[string]fhir.Extension {
	table := map[string]fhir.Extension{}
	for e := range fhir.Extensions() {
		table[e.URL()] = e
	}
	return table
}

func TestExtensionsAreWellFormed(t *testing.T) {
	last := ""
	for e := range fhir.Extensions() {
		if e.Name <= last {
			t.Errorf("%s stands after %s", e.Name, last)
		}
		last = e.Name
		if e.URL() != ownExtensions+e.Name {
			t.Errorf("%s: URL is %s", e.Name, e.URL())
		}
		if e.Title == "" || !strings.HasSuffix(e.Description, ".") {
			t.Errorf("%s: wants a title and a sentence", e.Name)
		}
		contexts := slices.Collect(e.Contexts())
		if len(contexts) == 0 || len(slices.Compact(slices.Sorted(slices.Values(contexts)))) != len(contexts) {
			t.Errorf("%s: contexts are missing or twice there: %v", e.Name, contexts)
		}
		parts := slices.Collect(e.Parts())
		if (e.Type == "") == (len(parts) == 0) {
			t.Errorf("%s: wants either a type or parts", e.Name)
		}
		if (e.Target != "") != (e.Type == "Reference") {
			t.Errorf("%s: type %q and target %q do not fit", e.Name, e.Type, e.Target)
		}
		lists := []string{e.List}
		for _, p := range parts {
			if p.Name == "" || p.Title == "" || p.Type == "" {
				t.Errorf("%s: part %q wants a name, a title and a type", e.Name, p.Name)
			}
			lists = append(lists, p.List)
		}
		for _, name := range lists {
			if _, ok := codes.LookupList(name); !ok && name != "" {
				t.Errorf("%s: no list %q", e.Name, name)
			}
		}
	}
}

// TestExportedExtensionsAreInTheTable looks at every extension of ours in
// bundles of generated records, and expects to see each of them.
func TestExportedExtensionsAreInTheTable(t *testing.T) {
	scan := extensionScan{table: extensionTable(), found: map[string]bool{}, seen: map[string]bool{}}
	g := ephrtest.New(11)
	for i := range 120 {
		rec := g.Record()
		rec.Synthetic = ephr.BoolOf(i > 0)
		addRare(rec)
		for _, kind := range []fhir.Kind{fhir.Document, fhir.Collection, fhir.Transaction} {
			out, err := fhir.Append(nil, rec, kind, fhir.AllTiers())
			if err != nil {
				t.Fatal(err)
			}
			var bundle any
			if err := json.Unmarshal(out, &bundle); err != nil {
				t.Fatal(err)
			}
			scan.value(bundle, "")
		}
	}
	for _, problem := range slices.Sorted(maps.Keys(scan.found)) {
		t.Error(problem)
	}
	for e := range fhir.Extensions() {
		if !scan.seen[e.Name] {
			t.Errorf("%s was not seen in any bundle", e.Name)
		}
	}
}

// addRare adds to a record what generated records do not hold.
func addRare(rec *ephr.Record) {
	rec.Person.AgeAtAssessment = &ephr.Quantity{Value: "17", Code: "a"}
	rec.Person.AgeAssessedOn = "2019-03-01"
	rec.Person.Identifiers = append(rec.Person.Identifiers, ephr.Identifier{System: "urn:oid:local", Value: "1"})
	rec.VitalSigns = append(rec.VitalSigns, ephr.VitalSign{
		Entry: ephr.Entry{ID: "height"}, Sign: codes.VitalSignBodyHeight, Effective: "2019-03-01",
		Value: &ephr.Quantity{Value: "1.72", Code: "m"},
	})
	rec.Conditions = append(rec.Conditions, ephr.Condition{
		Entry: ephr.Entry{ID: "asthma"},
		Code:  ephr.Concept{Codings: []ephr.Coding{{System: ephr.URI(codes.ICD10), Code: "J45.9", Display: "asthma, as the sender put it"}}},
	})
}

type extensionScan struct {
	table map[string]fhir.Extension
	found map[string]bool // problems, each once
	seen  map[string]bool // names of extensions
}

func (s *extensionScan) problem(format string, args ...any) {
	s.found[fmt.Sprintf(format, args...)] = true
}

// value walks JSON. The path begins with the innermost resource's type.
func (s *extensionScan) value(v any, path string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			s.value(e, path)
		}
	case map[string]any:
		if name, ok := v["resourceType"].(string); ok {
			path = name
		}
		if list, ok := v["extension"].([]any); ok {
			s.extensions(list, path)
		}
		for name, e := range v {
			s.value(e, path+"."+strings.TrimPrefix(name, "_"))
		}
	}
}

func (s *extensionScan) extensions(list []any, path string) {
	if len(list) == 0 {
		s.problem("%s: empty array of extensions", path)
	}
	seen := map[string]int{}
	for _, v := range list {
		got := v.(map[string]any)
		url := got["url"].(string)
		if !strings.HasPrefix(url, ownExtensions) {
			continue
		}
		e, ok := s.table[url]
		if !ok {
			s.problem("%s: %s is not in the table", path, url)
			continue
		}
		s.seen[e.Name] = true
		if seen[url]++; seen[url] > 1 && !e.Repeats {
			s.problem("%s: %s stands there %d times", path, e.Name, seen[url])
		}
		if !strings.Contains(path, ".") && !slices.Contains(slices.Collect(e.Contexts()), path) {
			s.problem("%s: %s does not belong there", path, e.Name)
		}
		s.content(e, got, path)
	}
}

func (s *extensionScan) content(e fhir.Extension, got map[string]any, path string) {
	if e.Type != "" {
		s.typed(path+" "+e.Name, e.Type, e.List, got)
		return
	}
	parts := map[string]map[string]any{}
	nested, _ := got["extension"].([]any)
	for _, v := range nested {
		part := v.(map[string]any)
		parts[part["url"].(string)] = part
	}
	if len(parts) != len(nested) || len(parts) == 0 {
		s.problem("%s: %s has no parts, or one of them twice", path, e.Name)
	}
	for p := range e.Parts() {
		if part := parts[p.Name]; part != nil {
			s.typed(path+" "+e.Name+"."+p.Name, p.Type, p.List, part)
		} else if p.Required {
			s.problem("%s: %s has no %s", path, e.Name, p.Name)
		}
		delete(parts, p.Name)
	}
	for name := range parts {
		s.problem("%s: part %s of %s is not in the table", path, name, e.Name)
	}
}

// typed checks that the value has the type, and where a closed list is given one of its codes.
func (s *extensionScan) typed(at, typ, list string, got map[string]any) {
	want := "value" + strings.ToUpper(typ[:1]) + typ[1:]
	if got[want] == nil && got["_"+want] == nil {
		s.problem("%s: no %s", at, want)
	}
	for name := range got {
		if name = strings.TrimPrefix(name, "_"); name != "url" && name != want {
			s.problem("%s: %s in place of %s", at, name, want)
		}
	}
	if code, ok := got["valueCode"].(string); ok && list != "" {
		if l, _ := codes.LookupList(list); l.Closed() && l.Find(code) < 0 {
			s.problem("%s: %q is not on the list %s", at, code, list)
		}
	}
}

// TestSourcesWriteTheTable compares the table with the extensions that the
// sources name: none is missing, and none is there that nothing writes.
func TestSourcesWriteTheTable(t *testing.T) {
	written, err := writtenExtensions()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range extensionTable() {
		if written[e.Name] == "" {
			t.Errorf("nothing writes the extension %s", e.Name)
		}
		delete(written, e.Name)
	}
	for name, where := range written {
		t.Errorf("%s: the extension %s is not in the table", where, name)
	}
}

// writtenExtensions are the names of the extensions that the sources of the
// package write, each with a place: the first argument of x.ext and its like,
// and what follows extBase.
func writtenExtensions() (map[string]string, error) {
	written := map[string]string{}
	fset := token.NewFileSet()
	names, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		return nil, err
	}
	for _, file := range names {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		add := func(lit *ast.BasicLit) {
			text, err := strconv.Unquote(lit.Value)
			name, _, _ := strings.Cut(text, `"`)
			if err == nil && name != "" {
				written[name] = fset.Position(lit.Pos()).String()
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if lit := extensionArgument(n); lit != nil {
					add(lit)
				}
			case *ast.BinaryExpr:
				if lit, ok := n.Y.(*ast.BasicLit); ok && endsWithExtBase(n.X) {
					add(lit)
				}
			}
			return true
		})
	}
	return written, nil
}

func extensionArgument(call *ast.CallExpr) *ast.BasicLit {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 || !strings.HasPrefix(method.Sel.Name, "ext") {
		return nil
	}
	args := call.Args
	if base, ok := args[0].(*ast.Ident); ok && base.Name == "extBase" && len(args) > 1 {
		args = args[1:]
	}
	lit, ok := args[0].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING || strings.Contains(lit.Value, ":") { // a URL of HL7's
		return nil
	}
	return lit
}

// endsWithExtBase reports whether the sum of texts ends with the constant extBase.
func endsWithExtBase(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "extBase"
	case *ast.BinaryExpr:
		return endsWithExtBase(e.Y)
	}
	return false
}
