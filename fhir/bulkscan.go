package fhir

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/tape"
)

// bulkScanner finds out what a line is, and to what it refers.
type bulkScanner struct {
	hash  *bulkHash
	nodes []tape.Node
}

// maxBulkDepth leaves room for the bundle around a resource.
const maxBulkDepth = tape.MaxDepth - 3

// patientNames are the members that say to which patient a resource belongs, in
// the order in which they are believed.
var patientNames = [...]string{"subject", "patient", "individual", "beneficiary", "for"}

// aboutNames are the members that say what a resource is about, by its type.
var aboutNames = map[string]string{"Provenance": "target", "AuditEvent": "entity"}

// scan reads a line. The patients are those to whom the resource belongs by what
// it says itself.
func (s *bulkScanner) scan(text []byte) (l bulkLine, patients []bulkKey, fault *ImportError) {
	doc, err := tape.Parse(string(text), s.nodes)
	if err != nil {
		e := err.(*tape.Error)
		return l, nil, &ImportError{e.What, e.Offset, e.Line, e.Column}
	}
	s.nodes = doc.Nodes
	if cap(s.nodes) > 1<<20 {
		s.nodes = nil
	}
	im := importer{document: document{Doc: doc}}
	root := el{&im.document, 0}
	typ := root.str("resourceType")
	switch {
	case doc.Nodes[0].Kind != tape.Object || !im.named(root):
		return l, nil, im.at("a FHIR resource is wanted", int(doc.Nodes[0].From))
	case typ == "Bundle":
		return l, nil, im.at("a Bundle among the resources of bulk data; read it by itself", int(doc.Nodes[0].From))
	}
	var depth [maxBulkDepth + 1]int32 // where the objects and arrays end that are open
	open := 0
	for i := range doc.Nodes {
		n := &doc.Nodes[i]
		for open > 0 && depth[open-1] <= int32(i) {
			open--
		}
		switch {
		case n.Kind >= tape.Array:
			if open == maxBulkDepth {
				return l, nil, im.at(tape.WhatDepth, int(n.From))
			}
			depth[open] = n.End
			open++
		case n.Kind == tape.Number && !ephr.Decimal(n.Text).Valid():
			return l, nil, im.at("a number of more than 40 characters or beyond 1e30", int(n.From))
		}
	}
	if id := root.str("id"); id != "" {
		l.key = s.hash.of(typ, "/", id)
	}
	l.text = text
	switch typ {
	case "Patient":
		l.flags |= bulkPatient
	case "List":
		l.flags |= bulkList
	}
	if typ == "Patient" {
		patients = []bulkKey{l.key}
	} else {
		for _, name := range patientNames {
			if patients = s.patients(root.get(name)); len(patients) > 0 {
				break
			}
		}
	}
	about := root
	if name, ok := aboutNames[typ]; ok {
		about = root.get(name)
	}
	if about.ok() {
		l.refs = s.refs(l.refs, &doc, about.i, int(doc.Nodes[about.i].End))
	}
	l.asks = uint32(len(l.refs))
	if about.i != 0 {
		l.refs = s.refs(l.refs, &doc, 0, len(doc.Nodes))
	}
	return l, patients, nil
}

// patients are the patients to whom an element refers, each once.
func (s *bulkScanner) patients(e el) (out []bulkKey) {
	add := func(ref el) {
		if typ, id, ok := refName(ref.str("reference")); ok && typ == "Patient" {
			if k := s.hash.of(typ, "/", id); !slices.Contains(out, k) && len(out) < 2 { // two are several
				out = append(out, k)
			}
		}
	}
	add(e)
	for c := range e.each() {
		add(c)
	}
	return out
}

// refs appends to what the nodes refer, contained resources excepted.
func (s *bulkScanner) refs(dst []bulkKey, d *tape.Doc, from, to int) []bulkKey {
	for i := from; i < to; i++ {
		n := &d.Nodes[i]
		if n.Kind != tape.String || n.Key != "reference" && n.Key != "url" {
			continue
		}
		if typ, id, ok := refName(n.Text); ok && (n.Key == "reference" || typ == "Binary") { // an attachment
			dst = append(dst, s.hash.of(typ, "/", id))
		}
	}
	return dst
}

// refName is the type and the id that a reference ends in.
func refName(ref string) (typ, id string, ok bool) {
	ref, _, _ = strings.Cut(ref, "/_history/")
	slash := strings.LastIndexByte(ref, '/')
	if slash < 0 || slash == len(ref)-1 {
		return "", "", false
	}
	typ, id = ref[:slash], ref[slash+1:]
	typ = typ[strings.LastIndexByte(typ, '/')+1:]
	return typ, id, typ != ""
}

// bulkLines calls do for the lines of r that are not blank, with their numbers. A
// line that is too long is cut. It returns the error of do, or of the reader.
func bulkLines(r io.Reader, do func(number uint32, text []byte) error) (failed, unread error) {
	br := bufio.NewReaderSize(r, 256<<10)
	var long []byte
	for number := uint32(1); ; number++ {
		text, err := br.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			long = long[:0]
			for err == bufio.ErrBufferFull {
				if len(long) <= maxBulkLine {
					long = append(long, text...)
				}
				text, err = br.ReadSlice('\n')
			}
			text = append(long, text...)
			if long = text; cap(long) > 16<<20 {
				long = nil
			}
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		if text = bytes.TrimRight(text, " \t\r\n"); len(bytes.TrimLeft(text, " \t\r\n")) > 0 {
			if err := do(number, text); err != nil {
				return err, nil
			}
		}
		if err == io.EOF {
			return nil, nil
		}
	}
}
