package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// cell is where something stands.
type cell struct {
	file   string
	line   int
	column string
	text   string
}

// row is a row, or what several rows with one key say together.
type row struct {
	table *table
	line  int
	key   string
	cells map[string]cell
	other []cell // cells in which a later row with the same key says something else
	extra []string
}

// at is the cell that has a role; none, if the register has no such column.
func (r *row) at(what role) cell {
	if c, ok := r.table.column(what); ok {
		return r.cells[c.name]
	}
	return cell{}
}

func (r *row) text(what role) string { return r.at(what).text }

// readRows reads the rows of a table; those with the same key become one.
func readRows(dir string, t *table, x *export) ([]*row, error) {
	data, err := os.ReadFile(filepath.Join(dir, t.file))
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%s is not UTF-8: convert it from the encoding that it was written in", t.file)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))) // the mark would become part of the first name
	in.Comma, in.FieldsPerRecord = comma, -1
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", t.file, err)
	}
	for i, name := range header {
		if slices.Contains(header[:i], name) {
			return nil, fmt.Errorf("%s has two columns %q", t.file, name)
		}
	}
	for _, c := range t.columns {
		if !slices.Contains(header, c.name) {
			return nil, fmt.Errorf("%s has no column %s, which the mapping names", t.file, c.name)
		}
	}
	for _, r := range t.kind.roles {
		if _, ok := t.column(r.role); !ok {
			x.note(noted, cell{t.file, 1, "", ""}, fmt.Sprintf("no column has the role %s: no record says anything of it", r.role))
		}
	}
	var extra []string
	for _, name := range header {
		if !slices.ContainsFunc(t.columns, func(c column) bool { return c.name == name }) {
			extra = append(extra, name)
			x.note(kept, cell{t.file, 1, name, ""}, "the mapping has no such column; its cells are kept")
		}
	}
	var rows []*row
	byKey := map[string]*row{}
	for {
		fields, err := in.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", t.file, err)
		}
		line, _ := in.FieldPos(0)
		if len(fields) != len(header) {
			x.note(refused, cell{t.file, line, "", ""}, fmt.Sprintf("the row has %d cells, the header %d", len(fields), len(header)))
			continue
		}
		r := &row{table: t, line: line, cells: map[string]cell{}, extra: extra}
		for i, name := range header {
			r.cells[name] = cell{t.file, line, name, strings.TrimSpace(fields[i])}
		}
		var key []string
		for _, what := range t.kind.key {
			key = append(key, r.text(what))
		}
		r.key = strings.Join(key, "\x00")
		switch first := byKey[r.key]; {
		case slices.Contains(key, ""):
			x.note(refused, cell{t.file, line, "", ""}, "the row has no number")
		case first == nil:
			byKey[r.key] = r
			rows = append(rows, r)
		default:
			first.merge(r, header, x)
		}
	}
}

// merge takes from a later row with the same key what the first does not say.
func (r *row) merge(later *row, header []string, x *export) {
	x.note(noted, cell{r.table.file, later.line, "", ""}, fmt.Sprintf("the same number as in line %d: taken as one", r.line))
	for _, name := range header {
		switch was, is := r.cells[name], later.cells[name]; {
		case is.text == "" || is.text == was.text:
		case was.text == "":
			r.cells[name] = is
		default:
			r.other = append(r.other, is)
		}
	}
}
