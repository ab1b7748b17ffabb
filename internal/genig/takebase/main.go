// Command takebase writes what a snapshot needs of HL7's own definitions into
// internal/genig/base, one file per definition. It is run by hand when a
// profile gets a base that is not there yet:
//
//	go run ./internal/genig/takebase OUT NAME... < DEFINITIONS
//
// where DEFINITIONS are StructureDefinitions and Bundles of them as JSON, one
// after the other: profiles-resources of FHIR R4 4.0.1 (the content of the
// package hl7.fhir.r4.core; HL7's own text, beware of amended copies) and the
// files of the package hl7.fhir.uv.ips 2.0.0, and NAME is a definition's id.
// Both are HL7's and published under CC0; testdata/SOURCES.md says whence they
// were taken.
//
// Left out is what explains and does not constrain: definitions (their place
// takes the short label), comments, requirements, aliases, mappings, examples,
// XPath, and HL7's extensions of elements and bindings.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

type definition struct {
	ResourceType, ID, URL, Version string
	Type                           any // a boolean in an OperationDefinition
	Snapshot                       struct{ Element []map[string]any }
	Entry                          []struct{ Resource json.RawMessage }
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: takebase OUT NAME... < DEFINITIONS")
		os.Exit(2)
	}
	if err := run(os.Stdin, os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "takebase:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out string, names []string) error {
	missing := slices.Clone(names)
	take := func(d definition) error {
		i := slices.Index(missing, d.ID)
		if d.ResourceType != "StructureDefinition" || i < 0 {
			return nil
		}
		missing = slices.Delete(missing, i, i+1)
		return write(filepath.Join(out, d.ID+".json"), d)
	}
	dec := json.NewDecoder(in)
	for {
		var d definition
		if err := dec.Decode(&d); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		if err := take(d); err != nil {
			return err
		}
		for _, e := range d.Entry {
			var d definition
			if err := json.Unmarshal(e.Resource, &d); err != nil {
				return err
			}
			if err := take(d); err != nil {
				return err
			}
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("not in the input: %s", strings.Join(missing, " "))
	}
	return nil
}

func write(file string, d definition) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"url":%q,"version":%q,"type":%q,"element":[`, d.URL, d.Version, fmt.Sprint(d.Type))
	for i, e := range d.Snapshot.Element {
		for name := range e {
			if !kept(name) {
				delete(e, name)
			}
		}
		prune(e)
		var line bytes.Buffer
		enc := json.NewEncoder(&line)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(e); err != nil {
			return err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(bytes.TrimSpace(line.Bytes()))
	}
	b.WriteString("\n]}\n")
	return os.WriteFile(file, b.Bytes(), 0o644)
}

func kept(name string) bool {
	switch name {
	case "id", "path", "representation", "sliceName", "slicing", "short", "min", "max", "base", "contentReference", "type",
		"condition", "constraint", "mustSupport", "isModifier", "isModifierReason", "isSummary", "binding":
		return true
	}
	return strings.HasPrefix(name, "fixed") || strings.HasPrefix(name, "pattern")
}

// prune removes XPath and extensions inside an element; that of a type says
// which type it is, and stays.
func prune(e map[string]any) {
	for _, member := range [...]string{"constraint", "binding", "slicing"} {
		switch v := e[member].(type) {
		case []any:
			for _, x := range v {
				pruneOne(x)
			}
		default:
			pruneOne(v)
		}
	}
	types, _ := e["type"].([]any)
	for _, t := range types {
		if m, ok := t.(map[string]any); ok && !strings.HasPrefix(fmt.Sprint(m["code"]), "http:") {
			delete(m, "extension")
		}
	}
}

func pruneOne(v any) {
	if m, ok := v.(map[string]any); ok {
		delete(m, "extension")
		delete(m, "xpath")
	}
}
