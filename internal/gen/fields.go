package main

import (
	"fmt"
	"strings"
)

// writeFields writes the table of members. The titles of sources are constants, so that each combination stands in the
// program once and the table needs no work at start-up.
func writeFields(m *model) ([]byte, error) {
	var b strings.Builder
	b.WriteString(header + "package ephr\n\nconst (\n")
	for _, s := range m.sources {
		fmt.Fprintf(&b, "\t%s = %q\n", s.goName(), s.title)
	}
	b.WriteString(")\n\nvar citationTable = [...]Citation{\n")
	for _, s := range m.sources {
		fmt.Fprintf(&b, "\t{%s, %q},\n", s.goName(), s.url)
	}
	b.WriteString("}\n\nvar typeTable = [...]typeInfo{\n")
	for _, t := range m.types {
		fmt.Fprintf(&b, "\t{%q, []Field{\n", t.name)
		for _, f := range t.fields {
			typeName, list, objectName := f.typ, "", ""
			if f.kind == code {
				typeName = "code"
			}
			if f.list != nil {
				list = f.list.Name()
			}
			if f.kind == object {
				objectName = f.typ
			}
			var titles []string
			for _, s := range f.sources {
				titles = append(titles, s.goName())
			}
			fmt.Fprintf(&b, "\t\t{Name: %q, Type: %q, Object: %q, List: %q, Array: %v, Required: %v, Tier: %d, Sensitivity: %q, Doc: %q, Source: %s},\n",
				f.json, typeName, objectName, list, f.slice, f.required, f.tier, f.group, f.doc, strings.Join(titles, fmt.Sprintf(" + %q + ", separator)))
		}
		b.WriteString("\t}},\n")
	}
	b.WriteString("}\n")
	return gofmt(&b)
}
