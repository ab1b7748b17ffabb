package fieldmap

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// A leaf is one value of one record.
type leaf struct {
	path   ephr.Pointer // with * for indexes
	field  ephr.Field
	object string // the type of the object that has it
	value  any
	in     map[string]any // the object, or nil
	name   string
	array  []any // the array, or nil
	index  int
}

type walker struct {
	root   map[string]any
	leaves []leaf
	// owner is the type of the object that has the id; ids are the places that have or name it.
	owner map[string]string
	ids   map[string][]leaf
}

// walk finds the leaves of a record.
func walk(rec *ephr.Record) (*walker, error) {
	data, err := rec.Append(nil)
	if err != nil {
		return nil, err
	}
	tree, err := parse(data)
	if err != nil {
		return nil, err
	}
	w := &walker{root: tree.(map[string]any), owner: map[string]string{}, ids: map[string][]leaf{}}
	w.object("Record", w.root, "")
	return w, nil
}

func (w *walker) object(name string, o map[string]any, p ephr.Pointer) {
	for f := range ephr.Fields(name) {
		v, ok := o[f.Name]
		if !ok {
			continue
		}
		q := p.Append(f.Name)
		switch {
		case f.Type == "Absences" || f.Type == "Extensions":
			in := v.(map[string]any)
			for _, member := range slices.Sorted(maps.Keys(in)) {
				w.leaf(leaf{path: q + "/*", field: f, object: name, value: in[member], in: in, name: member})
			}
		case f.Array:
			for i, v := range v.([]any) {
				if f.Object != "" {
					w.object(f.Object, v.(map[string]any), q+"/*")
					continue
				}
				w.leaf(leaf{path: q + "/*", field: f, object: name, value: v, array: o[f.Name].([]any), index: i})
			}
		case f.Object != "":
			w.object(f.Object, v.(map[string]any), q)
		default:
			w.leaf(leaf{path: q, field: f, object: name, value: v, in: o, name: f.Name})
		}
	}
}

func (w *walker) leaf(l leaf) {
	w.leaves = append(w.leaves, l)
	if l.field.Type != "ID" {
		return
	}
	id := l.value.(string)
	w.ids[id] = append(w.ids[id], l)
	if l.field.Name == "id" {
		w.owner[id] = l.object
	}
}

// set puts another value in the leaf's place and returns what puts the old one back.
func (l *leaf) set(w *walker, v any) (undo func()) {
	if l.field.Type == "ID" && l.field.Name == "id" {
		// Whoever names the item names it by its new name.
		places := w.ids[l.value.(string)]
		for _, p := range places {
			p.put(v)
		}
		return func() {
			for _, p := range places {
				p.put(p.value)
			}
		}
	}
	l.put(v)
	return func() { l.put(l.value) }
}

func (l *leaf) put(v any) {
	_, delete_ := v.(gone)
	switch {
	case l.array != nil:
		l.array[l.index] = v
	case delete_:
		delete(l.in, l.name)
	default:
		l.in[l.name] = v
	}
}

// alternatives are values of the leaf's type; the decoder decides which are valid.
func alternatives(l *leaf, w *walker) (out []any) {
	f := l.field
	s, _ := l.value.(string)
	switch f.Type {
	case "Absences":
		return list("absent-reason")
	case "Extensions", "Raw":
		return []any{"another value", json.Number("17"), map[string]any{"other": "value"}}
	case "code":
		return list(f.List)
	case "string":
		return []any{s + " and more"}
	case "URI":
		return []any{s + "x", "https://other.example/x"}
	case "Code":
		return append(units(s), s+"x")
	case "UUID":
		for _, digit := range "0123456789abcdef" {
			out = append(out, s[:len(s)-1]+string(digit))
		}
		return out
	case "Version":
		return []any{"1.1"}
	case "Bool":
		return []any{l.value == false}
	case "Integer", "Decimal":
		n := string(l.value.(json.Number))
		if strings.ContainsAny(n, "eE") {
			n = "10"
		}
		for _, digit := range "123456789" {
			out = append(out, json.Number(n[:len(n)-1]+string(digit)))
		}
		return append(out, json.Number("1"), json.Number("2"), json.Number("12"))
	case "Date", "DateTime":
		for _, year := range []string{"2017", "2018", "2016", "1990", "2020"} {
			if len(s) >= 4 {
				out = append(out, year+s[4:])
			}
		}
		return append(out, "2018-02-03")
	case "ID":
		if f.Name == "id" {
			return []any{s + "x"}
		}
		if w.owner[s] == "" { // it names what is no longer there
			return []any{s + "x"}
		}
		// An item of the same type can stand there. Where the record has no other, one of
		// another type may, such as a provenance's target; package validate knows.
		var others []any
		for _, id := range slices.Sorted(maps.Keys(w.owner)) {
			switch {
			case id == s:
			case w.owner[id] == w.owner[s]:
				out = append(out, id)
			case len(others) < 10:
				others = append(others, id)
			}
		}
		if out == nil {
			return others
		}
		return out
	}
	panic(fmt.Sprintf("no alternatives to a %s", f.Type))
}

// units are units other than this one, those into which it can be converted first.
func units(unit string) (out []any) {
	all := [][]string{{"mm", "cm", "[in_i]", "m"}, {"mg", "g", "kg", "[lb_av]"}, {"Cel", "[degF]"}, {"mm[Hg]", "kPa"}, {"L/min", "L/s"}}
	slices.SortStableFunc(all, func(a, b []string) int {
		return compareBool(!slices.Contains(a, unit), !slices.Contains(b, unit))
	})
	for _, u := range slices.Concat(all...) {
		out = append(out, u)
	}
	return out
}

func list(name string) (out []any) {
	l, _ := codes.LookupList(name)
	for i := range min(l.Len(), 40) {
		out = append(out, l.At(i).Code)
	}
	return out
}
