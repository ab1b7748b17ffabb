package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/internal/tape"
)

// lossReport writes what a conversion leaves out as one JSON array, a loss a line.
type lossReport struct {
	kind fhir.Kind
	opts []fhir.Option

	out io.WriteCloser
	w   *bufio.Writer
	e   *json.Encoder
	buf bytes.Buffer
	n   int
}

type jsonLoss struct {
	File       string          `json:"file"`
	Line       int             `json:"line"`
	Pointer    ephr.Pointer    `json:"pointer"`
	Expression string          `json:"expression"`
	Reason     fhir.LossReason `json:"reason"`
}

// open creates the report's file.
func (r *lossReport) open(a *app, name string) (err error) {
	if r.out, err = a.create(name); err != nil {
		return err
	}
	r.w = bufio.NewWriter(r.out)
	r.e = json.NewEncoder(&r.buf)
	r.e.SetEscapeHTML(false)
	return nil
}

// record writes what is left out of one record of a document.
func (r *lossReport) record(doc *document, rec *ephr.Record) error {
	losses, err := fhir.Losses(rec, r.kind, r.opts...)
	if err != nil || len(losses) == 0 {
		return err
	}
	lines := linesOf(doc)
	for _, l := range losses {
		line, ok := lines[l.Pointer]
		if !ok { // of FHIR: the record has no lines of its own
			line = 1
		}
		r.buf.Reset()
		if err := r.e.Encode(jsonLoss{doc.file, doc.line + line, l.Pointer, l.Expression, l.Reason}); err != nil {
			return err
		}
		open := ",\n"
		if r.n++; r.n == 1 {
			open = "[\n"
		}
		_, _ = r.w.WriteString(open)
		_, _ = r.w.Write(bytes.TrimSuffix(r.buf.Bytes(), []byte("\n"))) // close has the error
	}
	return nil
}

// close ends the file, or removes it where the conversion could not be written.
func (r *lossReport) close(complete bool) error {
	end := "\n]\n"
	if r.n == 0 {
		end = "[]\n"
	}
	_, _ = r.w.WriteString(end)
	err := r.w.Flush()
	if f, ok := r.out.(*file); ok && (err != nil || !complete) {
		f.drop()
		return err
	}
	return errors.Join(err, r.out.Close())
}

// linesOf are the lines on which the values of a record stand in its document,
// counted from 1.
func linesOf(doc *document) map[ephr.Pointer]int {
	lines := map[ephr.Pointer]int{}
	if fhirAt(doc.text) >= 0 {
		return lines
	}
	d, err := tape.Parse(string(doc.text), nil)
	if err != nil {
		return lines
	}
	line, counted := 1, 0
	var walk func(i int, p ephr.Pointer)
	walk = func(i int, p ephr.Pointer) {
		n := &d.Nodes[i]
		line += bytes.Count(doc.text[counted:n.From], []byte("\n"))
		counted = int(n.From)
		lines[p] = line
		at := 0
		for c := i + 1; c < int(n.End); c = int(d.Nodes[c].End) {
			if n.Kind == tape.Object {
				walk(c, p.Append(d.Nodes[c].Key))
			} else {
				walk(c, p.Index(at))
			}
			at++
		}
	}
	walk(0, "")
	return lines
}
