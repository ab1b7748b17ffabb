package main

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/openephr/ephr-go/codes"
)

// obj is a JSON object with its members in order.
type obj []member

type member struct {
	name  string
	value any
}

func (o obj) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, _ := json.Marshal(m.name)
		b.Write(name)
		b.WriteByte(':')
		var v bytes.Buffer
		enc := json.NewEncoder(&v)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
		b.Write(bytes.TrimSpace(v.Bytes()))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

const (
	// blanks beyond ASCII stand as themselves: \u escapes are not the same in all dialects of patterns
	wideBlanks      = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
	textPattern     = `^[ \t\r\n` + wideBlanks + `]*[^\x00-\x20\x7f` + wideBlanks + `][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$`
	codePattern     = `^[^\x00-\x20\x7f` + wideBlanks + `]+( [^\x00-\x20\x7f` + wideBlanks + `]+)*$`
	idPattern       = `^[A-Za-z0-9.\-]{1,64}$`
	uuidPattern     = `^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`
	uriPattern      = `^[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f"<>]+$`
	datePattern     = `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?$`
	dateTimePattern = `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?~?$|^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$`
	versionPattern  = `^1\.(0|[1-9][0-9]{0,3})$`
)

func writeSchema(m *model) ([]byte, error) {
	defs := obj{}
	for _, t := range m.types[1:] {
		defs = append(defs, member{t.name, t.schema()})
	}
	root := obj{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", "https://openephr.github.io/ephr-go/schema/1.0/ephr.schema.json"},
		{"title", "Electronic Personal Health Record (ePHR)"},
		{"$comment", "x-tier is the sensitivity tier (1 to 4) of a member's value, unless the value itself raises it. x-source names the documents on which the member rests, and x-sources gives their addresses. Numbers keep their digits, have at most 40 characters and exponents of at most 30; whole numbers are written without fraction and exponent. Member names are unique, text is UTF-8 without lone surrogates, nesting ends at 128."},
	}
	root = append(root, m.types[0].schema()...)
	root = append(root, member{"$defs", defs}, member{"x-sources", m.addresses()})
	raw, err := json.Marshal(root)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, err
	}
	// json.Marshal escapes <, > and & again on the way out
	s := out.Bytes()
	for esc, c := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		s = bytes.ReplaceAll(s, []byte(esc), []byte(c))
	}
	return append(s, '\n'), nil
}

// addresses are the URLs of the sources by title.
func (m *model) addresses() obj {
	o := obj{}
	for _, s := range m.sources {
		if s.url != "" {
			o = append(o, member{s.title, s.url})
		}
	}
	return o
}

func (t *typ) schema() obj {
	props := obj{}
	var required []string
	for _, f := range t.fields {
		props = append(props, member{f.json, f.schema(t)})
		if f.required {
			required = append(required, f.json)
		}
	}
	o := obj{{"description", t.doc}, {"type", "object"}, {"properties", props}}
	if required != nil {
		o = append(o, member{"required", required})
	} else if fields, marked := t.content(); marked {
		var any []obj
		for _, f := range fields {
			any = append(any, obj{{"required", []string{f.json}}})
		}
		o = append(o, member{"anyOf", any})
	} else {
		o = append(o, member{"minProperties", 1})
	}
	return append(o, member{"additionalProperties", false})
}

func (f *field) schema(t *typ) obj {
	o := obj{{"description", f.doc}, {"x-tier", f.tier}, {"x-source", f.titles()}}
	if f.group != "" {
		o = append(o, member{"x-sensitivity", f.group})
	}
	if f.ref != "" {
		o = append(o, member{"x-reference", f.ref})
	}
	v := f.value(t)
	if f.slice {
		return append(o, member{"type", "array"}, member{"minItems", 1}, member{"items", v})
	}
	return append(o, v...)
}

func (f *field) value(t *typ) obj {
	str := func(pattern string) obj { return obj{{"type", "string"}, {"pattern", pattern}} }
	switch f.kind {
	case object:
		return obj{{"$ref", "#/$defs/" + f.typ}}
	case code:
		if f.list == nil {
			return append(str(codePattern), member{"x-code-list", kebab(f.typ)})
		}
		if f.list.Closed() {
			var all []string
			for e := range f.list.All() {
				all = append(all, e.Code)
			}
			return obj{{"type", "string"}, {"enum", all}, {"x-code-list", f.list.Name()}}
		}
		return append(str(codePattern), member{"x-code-list", f.list.Name()})
	}
	switch f.typ {
	case "string":
		return str(textPattern)
	case "ID":
		return str(idPattern)
	case "UUID":
		return str(uuidPattern)
	case "URI":
		return str(uriPattern)
	case "Code":
		return str(codePattern)
	case "Version":
		return str(versionPattern)
	case "Date":
		return str(datePattern)
	case "DateTime":
		return str(dateTimePattern)
	case "Decimal":
		return obj{{"type", "number"}}
	case "Integer":
		o := obj{{"type", "integer"}}
		lo, hi := f.bounds()
		return append(o, member{"minimum", num(lo)}, member{"maximum", num(hi)})
	case "Bool":
		return obj{{"type", "boolean"}}
	case "Raw":
		return obj{}
	case "Extensions":
		return obj{{"type", "object"}, {"minProperties", 1}, {"propertyNames", str(uriPattern)}}
	case "Absences":
		var reasons []string
		l, _ := codes.LookupList("absent-reason")
		for e := range l.All() {
			reasons = append(reasons, e.Code)
		}
		var names []string
		for _, f := range t.fields {
			if f.absentable() {
				names = append(names, f.json)
			}
		}
		return obj{{"type", "object"}, {"minProperties", 1}, {"propertyNames", obj{{"enum", names}}}, {"additionalProperties", obj{{"enum", reasons}}}}
	}
	panic("no schema for " + f.typ)
}

func num(s string) json.Number {
	f, _ := strconv.ParseFloat(s, 64)
	return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
}
