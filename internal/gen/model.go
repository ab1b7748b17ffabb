package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"github.com/openephr/ephr-go/codes"
)

// model is the record's structure as the structs in package ephr declare it.
type model struct {
	types   []*typ // in order of first use from Record
	byName  map[string]*typ
	sources []*source
}

type typ struct {
	name   string
	doc    string
	fields []*field
}

type kind int

const (
	scalar kind = iota // string, ID, Date ...
	code               // a type of package codes
	object             // another struct
)

type field struct {
	name, json, doc string
	kind            kind
	typ             string // Go type without * and [], without the codes. prefix
	slice, ptr      bool
	required        bool
	tier            int
	group           string
	ref             string
	follows         bool
	defines         bool
	strict          bool
	content         bool   // the object is empty without one of its content members
	freetext        string // "reviewed": restricted unless the object is reviewed; "-": always restricted
	min, max        string
	list            *codes.List
	entry           bool // comes from Entry
	sources         []*source
}

var scalars = map[string]bool{"string": true, "ID": true, "UUID": true, "URI": true, "Code": true, "Version": true,
	"Date": true, "DateTime": true, "Decimal": true, "Integer": true, "Bool": true, "Raw": true, "Extensions": true, "Absences": true}

func parse(dir string, sources []*source) (*model, error) {
	fset := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("no package ephr in " + dir)
	}
	var files []*ast.File
	for _, name := range names {
		if base := filepath.Base(name); strings.HasSuffix(base, "_test.go") || strings.HasPrefix(base, "zz_") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	structs := map[string]*ast.StructType{}
	docs := map[string]string{}
	for _, f := range files {
		for _, decl := range f.Decls {
			gd, ok := decl.(*ast.GenDecl)
			if !ok || gd.Tok != token.TYPE {
				continue
			}
			for _, spec := range gd.Specs {
				ts := spec.(*ast.TypeSpec)
				st, ok := ts.Type.(*ast.StructType)
				if !ok {
					continue
				}
				structs[ts.Name.Name] = st
				docs[ts.Name.Name] = gd.Doc.Text()
			}
		}
	}
	m := &model{byName: map[string]*typ{}, sources: sources}
	if err := m.add("Record", structs, docs); err != nil {
		return nil, err
	}
	for _, s := range sources {
		if !s.used {
			return nil, fmt.Errorf("nothing rests on source %s", s.key)
		}
	}
	return m, nil
}

func (m *model) add(name string, structs map[string]*ast.StructType, docs map[string]string) error {
	if m.byName[name] != nil {
		return nil
	}
	st := structs[name]
	if st == nil {
		return fmt.Errorf("no struct %s", name)
	}
	t := &typ{name: name, doc: sentence(docs[name])}
	if t.doc == "" {
		return fmt.Errorf("%s has no doc comment", name)
	}
	m.byName[name] = t
	m.types = append(m.types, t)
	if err := m.read(t, st, structs, docs, false); err != nil {
		return err
	}
	if len(t.fields) > 64 {
		return fmt.Errorf("%s has more than 64 members", name)
	}
	for _, f := range t.fields {
		if f.kind == object {
			if err := m.add(f.typ, structs, docs); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *model) read(t *typ, st *ast.StructType, structs map[string]*ast.StructType, docs map[string]string, entry bool) error {
	name := t.name
	if entry {
		name = "Entry"
	}
	keys := sourceKeys(docs[name])
	if keys == "" {
		return fmt.Errorf("%s: no source", name)
	}
	common, err := m.cite(keys)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	hasUnknown := false
	for _, af := range st.Fields.List {
		if len(af.Names) == 0 {
			if id, ok := af.Type.(*ast.Ident); ok && id.Name == "Entry" {
				if err := m.read(t, structs["Entry"], structs, docs, true); err != nil {
					return err
				}
				continue
			}
			return fmt.Errorf("%s: unexpected embedded field", t.name)
		}
		name := af.Names[0].Name
		if name == "Unknown" {
			hasUnknown = true
			continue
		}
		if !ast.IsExported(name) {
			return fmt.Errorf("%s.%s is not exported", t.name, name)
		}
		f := &field{name: name, doc: sentence(af.Doc.Text()), entry: entry}
		if f.doc == "" {
			return fmt.Errorf("%s.%s has no comment", t.name, name)
		}
		e := af.Type
		switch x := e.(type) {
		case *ast.ArrayType:
			f.slice, e = true, x.Elt
		case *ast.StarExpr:
			f.ptr, e = true, x.X
		}
		switch x := e.(type) {
		case *ast.Ident:
			f.typ = x.Name
			f.kind = object
			if scalars[x.Name] {
				f.kind = scalar
			}
		case *ast.SelectorExpr:
			f.kind, f.typ = code, x.Sel.Name
			l, ok := codes.LookupList(kebab(f.typ))
			if !ok && f.typ != "Language" {
				return fmt.Errorf("%s.%s: package codes has no list %s", t.name, name, kebab(f.typ))
			}
			f.list = l
		default:
			return fmt.Errorf("%s.%s: unexpected type", t.name, name)
		}
		raw, err := strconv.Unquote(af.Tag.Value)
		if err != nil {
			return err
		}
		tag := reflect.StructTag(raw)
		j, opts, _ := strings.Cut(tag.Get("json"), ",")
		f.json, f.required = j, opts == ""
		if f.tier, err = strconv.Atoi(tag.Get("tier")); err != nil || f.tier < 1 || f.tier > 4 {
			return fmt.Errorf("%s.%s: no tier", t.name, name)
		}
		f.group, f.ref, f.freetext = tag.Get("group"), tag.Get("ref"), tag.Get("freetext")
		if f.group != "" && !codes.Sensitivity(f.group).Known() {
			return fmt.Errorf("%s.%s: no sensitivity group %s", t.name, name, f.group)
		}
		f.min, f.max = tag.Get("min"), tag.Get("max")
		f.follows, f.defines, f.strict = tag.Get("follows") != "", tag.Get("defines") != "", tag.Get("strict") != ""
		f.content = tag.Get("content") != ""
		f.sources = common
		if keys, ok := tag.Lookup("source"); ok {
			if f.sources, err = m.cite(keys); err != nil {
				return fmt.Errorf("%s.%s: %w", t.name, name, err)
			}
		}
		t.fields = append(t.fields, f)
	}
	if !hasUnknown && !entry {
		return fmt.Errorf("%s has no field Unknown", t.name)
	}
	return nil
}

// sentence is a doc comment as one line, without Go's link brackets.
func sentence(doc string) string {
	first, _, _ := strings.Cut(doc, "\n\n")
	return strings.NewReplacer("[", "", "]", "").Replace(strings.Join(strings.Fields(first), " "))
}

func kebab(s string) string {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func lower(s string) string {
	s = strings.ToLower(s[:1]) + s[1:]
	if token.IsKeyword(s) {
		s += "Of"
	}
	return s
}

// present is an expression that is true where the field of v has a value.
func (f *field) present(v string) string {
	x := v + "." + f.name
	switch {
	case f.slice:
		return "len(" + x + ") > 0"
	case f.ptr:
		return x + " != nil"
	case f.kind == object:
		return "true"
	case f.typ == "Bool":
		return x + " != Unstated"
	case f.typ == "Extensions" || f.typ == "Absences":
		return "len(" + x + ") > 0"
	}
	return x + ` != ""`
}

// absentable reports whether an absence may name the member.
func (f *field) absentable() bool {
	switch f.json {
	case "absent", "extensions", "id", "sensitivity":
		return false
	}
	return !f.required
}

func (t *typ) field(name string) *field {
	for _, f := range t.fields {
		if f.name == name {
			return f
		}
	}
	return nil
}

func (t *typ) hasRequired() bool {
	for _, f := range t.fields {
		if f.required {
			return true
		}
	}
	return false
}

// content are the members of which at least one must be there: those that the
// tags mark, else all. A type with required members has none.
func (t *typ) content() (fields []*field, marked bool) {
	for _, f := range t.fields {
		if f.content {
			fields = append(fields, f)
		}
	}
	if fields != nil {
		return fields, true
	}
	return t.fields, false
}

// filled is an expression that is true where v is not empty.
func (t *typ) filled(v string) string {
	fields, _ := t.content()
	var any []string
	for _, f := range fields {
		any = append(any, f.present(v))
	}
	return strings.Join(append(any, "len("+v+".Unknown) > 0"), " || ")
}

func (t *typ) names(optionalOnly bool) string {
	var names []string
	for _, f := range t.fields {
		if optionalOnly && (f.required || !f.absentable()) {
			continue
		}
		names = append(names, f.json)
	}
	return strings.Join(names, " ")
}

// listTiers reports whether codes of the field's list can be above T1.
func (f *field) listTiers() bool {
	if f.kind != code || f.list == nil {
		return false
	}
	if f.list.UnknownTier() > codes.T1 {
		return true
	}
	for e := range f.list.All() {
		if e.Tier > codes.T1 {
			return true
		}
	}
	return false
}

func gofmt(b *strings.Builder) ([]byte, error) {
	out, err := format.Source([]byte(b.String()))
	if err != nil {
		lines := strings.Split(b.String(), "\n")
		return nil, fmt.Errorf("%w\n%s", err, strings.Join(lines[:min(len(lines), 40)], "\n"))
	}
	return out, nil
}

const header = "// Code generated by internal/gen from the structs of this package. DO NOT EDIT.\n\n"
