package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode"
)

// row is a line of a table. As JSON it is an object.
type row interface {
	// cells are its columns as text.
	cells() []string
}

// format is what --format of a table says.
type format string

func (f format) check() error {
	switch f {
	case "text", "json", "ndjson":
		return nil
	}
	return fmt.Errorf("--format %s: want text, json or ndjson", quoted(string(f)))
}

// echoed is how much of an argument a message repeats, in characters.
const echoed = 40

// quoted is the argument in quotes for a message, cut where it is long.
func quoted(arg string) string {
	n := 0
	for i := range arg {
		if n++; n > echoed {
			return strconv.Quote(arg[:i] + "…")
		}
	}
	return strconv.Quote(arg)
}

// writeRows writes the rows: as text in columns of these widths, or as wide as
// they have to be where widths is nil; as one JSON array with an object a line;
// or as NDJSON.
func (a *app) writeRows(f format, widths []int, rows iter.Seq[row]) {
	if widths == nil && f == "text" {
		widths = widthsOf(rows)
	}
	t := &table{format: f, widths: widths, w: bufio.NewWriterSize(a.stdout, 64<<10)}
	t.e = json.NewEncoder(&t.buf)
	t.e.SetEscapeHTML(false)
	for r := range rows {
		if err := t.put(r); err != nil {
			a.ioError("writing", err)
			return
		}
	}
	if err := t.close(); err != nil {
		a.ioError("writing", err)
	}
}

// table writes rows.
type table struct {
	format format
	widths []int // of the columns of text
	w      *bufio.Writer
	e      *json.Encoder
	buf    bytes.Buffer
	n      int
}

func (t *table) put(r row) error {
	t.n++
	if t.format == "text" {
		return t.line(r.cells())
	}
	t.buf.Reset()
	if err := t.e.Encode(r); err != nil {
		return err
	}
	object := t.buf.Bytes()
	if t.format == "json" {
		open := ",\n"
		if t.n == 1 {
			open = "[\n"
		}
		_, _ = t.w.WriteString(open)
		object = bytes.TrimSuffix(object, []byte("\n"))
	}
	_, err := t.w.Write(object)
	return err
}

func (t *table) line(cells []string) error {
	for i, c := range cells {
		if c == "" {
			c = "-"
		}
		_, _ = t.w.WriteString(c)
		if i == len(cells)-1 {
			break
		}
		if i < len(t.widths) {
			_, _ = t.w.WriteString(strings.Repeat(" ", max(0, t.widths[i]-width(c))))
		}
		_, _ = t.w.WriteString("  ")
	}
	return t.w.WriteByte('\n')
}

func (t *table) close() error {
	if t.format == "json" {
		end := "\n]\n"
		if t.n == 0 {
			end = "[]\n"
		}
		_, _ = t.w.WriteString(end)
	}
	return t.w.Flush()
}

// widest is how wide a column gets; what is longer pushes the rest of its line.
const widest = 40

// widthsOf are the widths of the columns of these rows.
func widthsOf(rows iter.Seq[row]) (widths []int) {
	for r := range rows {
		for i, c := range r.cells() {
			if i == len(widths) {
				widths = append(widths, 1) // the dash of an empty cell
			}
			if w := width(c); w <= widest {
				widths[i] = max(widths[i], w)
			}
		}
	}
	return widths
}

// width is how many columns of a terminal the text takes: marks that are set
// above or below a letter take none.
func width(s string) (n int) {
	for _, r := range s {
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}
