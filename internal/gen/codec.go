package main

import (
	"fmt"
	"strings"
)

// inSlab reports whether values of the struct are carved from the decoder's slabs.
func (m *model) inSlab(name string) bool {
	for _, t := range m.types {
		if t.name == "Record" {
			continue
		}
		for _, f := range t.fields {
			if f.kind == object && f.typ == name && (f.ptr || f.slice) {
				return true
			}
		}
	}
	return false
}

func writeDecode(m *model) ([]byte, error) {
	var b strings.Builder
	b.WriteString(header + "package ephr\n\nimport \"github.com/openephr/ephr-go/codes\"\n\n")
	b.WriteString("// slabs hold values that stand behind pointers and in short arrays, allocated by the dozen.\ntype slabs struct {\n")
	for _, t := range m.types {
		if m.inSlab(t.name) {
			fmt.Fprintf(&b, "\t%s []%s\n", lower(t.name), t.name)
		}
	}
	b.WriteString("}\n\n")
	for _, t := range m.types {
		fmt.Fprintf(&b, "func (d *decoder) %s(v *%s) {\n\tif !d.object() {\n\t\treturn\n\t}\n\tat := d.at\n\tvar seen uint64\n", lower(t.name), t.name)
		b.WriteString("\tfor d.member() {\n\t\tswitch d.key {\n")
		var required []string
		for i, f := range t.fields {
			fmt.Fprintf(&b, "\t\tcase %q:\n\t\t\td.once(&seen, 1<<%d)\n", f.json, i)
			x := "v." + f.name
			switch {
			case f.slice:
				b.WriteString("\t\t\tif d.array() {\n\t\t\t\tfor d.element() {\n")
				switch f.kind {
				case object:
					if m.inSlab(f.typ) && t.name != "Record" {
						fmt.Fprintf(&b, "\t\t\t\t\t%s = moreSlab(%s, &d.slabs.%s)\n", x, x, lower(f.typ))
					} else {
						fmt.Fprintf(&b, "\t\t\t\t\t%s = more(%s)\n", x, x)
					}
					fmt.Fprintf(&b, "\t\t\t\t\td.%s(&%s[len(%s)-1])\n", lower(f.typ), x, x)
				default:
					fmt.Fprintf(&b, "\t\t\t\t\tx := %s\n", f.read())
					f.closed(&b, "x")
					fmt.Fprintf(&b, "\t\t\t\t\t%s = append(%s, x)\n", x, x)
				}
				b.WriteString("\t\t\t\t}\n\t\t\t}\n")
			case f.ptr && t.name == "Record":
				fmt.Fprintf(&b, "\t\t\t%s = new(%s)\n\t\t\td.%s(%s)\n", x, f.typ, lower(f.typ), x)
			case f.ptr:
				fmt.Fprintf(&b, "\t\t\t%s = one(&d.slabs.%s)\n\t\t\td.%s(%s)\n", x, lower(f.typ), lower(f.typ), x)
			case f.kind == object:
				fmt.Fprintf(&b, "\t\t\td.%s(&%s)\n", lower(f.typ), x)
			case f.typ == "Absences":
				fmt.Fprintf(&b, "\t\t\t%s = d.absences(%q)\n", x, t.names(true))
			default:
				fmt.Fprintf(&b, "\t\t\t%s = %s\n", x, f.read())
				f.closed(&b, x)
			}
			if f.required {
				required = append(required, fmt.Sprintf("1<<%d", i))
			}
		}
		fmt.Fprintf(&b, "\t\tdefault:\n\t\t\td.keep(&v.Unknown, %q)\n\t\t}\n\t}\n", t.names(false))
		if len(required) > 0 {
			fmt.Fprintf(&b, "\tconst required = %s\n\tif seen&required != required && !d.stop {\n", strings.Join(required, "|"))
			for i, f := range t.fields {
				if f.required {
					fmt.Fprintf(&b, "\t\tif seen&(1<<%d) == 0 {\n\t\t\td.missing(at, %q)\n\t\t}\n", i, f.json)
				}
			}
			b.WriteString("\t}\n")
		} else {
			mask := "seen"
			if _, marked := t.content(); marked {
				var bits []string
				for i, f := range t.fields {
					if f.content {
						bits = append(bits, fmt.Sprintf("1<<%d", i))
					}
				}
				mask = "seen&(" + strings.Join(bits, "|") + ")"
			}
			fmt.Fprintf(&b, "\tif %s == 0 && len(v.Unknown) == 0 && !d.stop {\n\t\td.fault(FaultEmpty, at)\n\t}\n", mask)
		}
		b.WriteString("}\n\n")
	}
	return gofmt(&b)
}

// read is the call that reads a scalar or code.
func (f *field) read() string {
	if f.kind == code {
		return "codes." + f.typ + "(d.code())"
	}
	switch f.typ {
	case "string":
		return "d.str()"
	case "ID":
		return "d.id()"
	case "UUID":
		return "d.uuid()"
	case "URI":
		return "d.uri()"
	case "Code":
		return "Code(d.code())"
	case "Version":
		return "d.version()"
	case "Date":
		return "d.date()"
	case "DateTime":
		return "d.dateTime()"
	case "Decimal":
		return "d.decimal()"
	case "Integer":
		lo, hi := f.bounds()
		return fmt.Sprintf("d.integer(%s, %s)", lo, hi)
	case "Bool":
		return "d.bool()"
	case "Raw":
		return "d.raw()"
	case "Extensions":
		return "d.extensions()"
	}
	panic("no reader for " + f.typ)
}

func (f *field) bounds() (lo, hi string) {
	lo, hi = "-1e15", "1e15"
	if f.min != "" {
		lo = f.min
	}
	if f.max != "" {
		hi = f.max
	}
	return lo, hi
}

func (f *field) closed(b *strings.Builder, x string) {
	if f.kind == code && f.list != nil && f.list.Closed() {
		fmt.Fprintf(b, "d.closed(string(%s), %s.Known())\n", x, x)
	}
}

func writeEncode(m *model) ([]byte, error) {
	var b strings.Builder
	b.WriteString(header + "package ephr\n\n")
	for _, t := range m.types {
		fmt.Fprintf(&b, "func (e *encoder) %s(v *%s) {\n\te.open()\n", lower(t.name), t.name)
		first := true
		for i, f := range t.fields {
			x := "v." + f.name
			always := f.required
			if !always {
				fmt.Fprintf(&b, "\tif %s {\n", f.present("v"))
			}
			// A member after one that is always written needs no look at what is before it.
			if first {
				if i == 0 {
					e0 := "lit"
					if !always {
						e0 = "key"
					}
					fmt.Fprintf(&b, "\te."+e0+"(`%q:`)\n", f.json)
				} else {
					fmt.Fprintf(&b, "\te.key(`%q:`)\n", f.json)
				}
			} else {
				fmt.Fprintf(&b, "\te.lit(`,%q:`)\n", f.json)
			}
			if always {
				first = false
			}
			switch {
			case f.slice:
				b.WriteString("\te.lit(`[`)\n")
				fmt.Fprintf(&b, "\tfor i := range %s {\n\t\tif i > 0 {\n\t\t\te.lit(`,`)\n\t\t}\n", x)
				if f.kind == object {
					fmt.Fprintf(&b, "\t\te.%s(&%s[i])\n", lower(f.typ), x)
				} else {
					fmt.Fprintf(&b, "\t\t%s\n", f.write(x+"[i]"))
				}
				b.WriteString("\t}\n\te.lit(`]`)\n")
			case f.ptr:
				fmt.Fprintf(&b, "\te.%s(%s)\n", lower(f.typ), x)
			case f.kind == object:
				fmt.Fprintf(&b, "\te.%s(&%s)\n", lower(f.typ), x)
			default:
				fmt.Fprintf(&b, "\t%s\n", f.write(x))
			}
			if !always {
				b.WriteString("\t}\n")
			}
		}
		b.WriteString("\tif len(v.Unknown) > 0 {\n\t\te.members(v.Unknown)\n\t}\n\te.lit(`}`)\n}\n\n")
	}
	return gofmt(&b)
}

func (f *field) write(x string) string {
	switch f.typ {
	case "Decimal":
		return "e.decimal(" + x + ")"
	case "Integer":
		return "e.integer(" + x + ")"
	case "Bool":
		return "e.bool(" + x + ")"
	case "Raw":
		return "e.raw(" + x + ")"
	case "Extensions":
		return "e.extensions(" + x + ")"
	case "Absences":
		return "e.absences(" + x + ")"
	case "ID", "UUID", "Date", "DateTime", "Version":
		return "e.token(string(" + x + "))"
	case "string":
		return "e.str(" + x + ")"
	}
	return "e.str(string(" + x + "))"
}

func writeCheck(m *model) ([]byte, error) {
	var b strings.Builder
	b.WriteString(header + "package ephr\n\n")
	for _, t := range m.types {
		fmt.Fprintf(&b, "func (c *checker) %s(v *%s) {\n", lower(t.name), t.name)
		if !t.hasRequired() {
			fmt.Fprintf(&b, "\tif !(%s) {\n\t\tc.fault(FaultEmpty, \"\")\n\t}\n", t.filled("v"))
		}
		for _, f := range t.fields {
			x := "v." + f.name
			switch {
			case f.required && f.kind == object && !f.slice && !f.ptr:
				fmt.Fprintf(&b, "\tc.push(%q, -1)\n\tc.%s(&%s)\n\tc.pop()\n", f.json, lower(f.typ), x)
				continue
			case f.required:
				fmt.Fprintf(&b, "\tif !(%s) {\n\t\tc.fault(FaultMissing, %q)\n\t} else {\n", f.present("v"), f.json)
			case f.kind == object && !f.slice && !f.ptr:
				return nil, fmt.Errorf("%s.%s: an optional object must be a pointer", t.name, f.name)
			default:
				fmt.Fprintf(&b, "\tif %s {\n", f.present("v"))
			}
			switch {
			case f.slice:
				fmt.Fprintf(&b, "\tfor i := range %s {\n", x)
				if f.kind == object {
					fmt.Fprintf(&b, "\tc.push(%q, i)\n\tc.%s(&%s[i])\n\tc.pop()\n", f.json, lower(f.typ), x)
				} else if f.typ == "Bool" || f.typ == "Absences" || f.typ == "Extensions" {
					return nil, fmt.Errorf("%s.%s: no arrays of %s", t.name, f.name, f.typ)
				} else {
					fmt.Fprintf(&b, "\tif !(%s) {\n\tc.push(%q, i)\n\tc.%s\n\tc.pop()\n\t}\n", f.valid(x+"[i]"), f.json, f.bad(x+"[i]", ""))
				}
				b.WriteString("\t}\n")
			case f.ptr:
				fmt.Fprintf(&b, "\tc.push(%q, -1)\n\tc.%s(%s)\n\tc.pop()\n", f.json, lower(f.typ), x)
			case f.typ == "Bool":
				fmt.Fprintf(&b, "\tif %s > True {\n\t\tc.fault(FaultForm, %q)\n\t}\n", x, f.json)
			case f.typ == "Extensions":
				fmt.Fprintf(&b, "\tc.extensions(%s)\n", x)
			case f.typ == "Absences":
				fmt.Fprintf(&b, "\tc.absences(%s, %q)\n", x, t.names(true))
			default:
				fmt.Fprintf(&b, "\tif !(%s) {\n\tc.%s\n\t}\n", f.valid(x), f.bad(x, f.json))
			}
			b.WriteString("\t}\n")
		}
		fmt.Fprintf(&b, "\tif len(v.Unknown) > 0 {\n\tc.members(v.Unknown, %q)\n\t}\n", t.names(false))
		b.WriteString("}\n\n")
	}
	// which members have a value, to check absences against
	for _, t := range m.types {
		if t.field("Absent") == nil {
			continue
		}
		fmt.Fprintf(&b, "func (v *%s) has(member string) bool {\n\tswitch member {\n", t.name)
		for _, f := range t.fields {
			if !f.absentable() {
				continue
			}
			fmt.Fprintf(&b, "\tcase %q:\n\t\treturn %s\n", f.json, f.present("v"))
		}
		b.WriteString("\t}\n\treturn false\n}\n\n")
	}
	return gofmt(&b)
}

func (f *field) valid(x string) string {
	if f.kind == code {
		if f.list != nil && f.list.Closed() {
			return x + ".Known()"
		}
		return "validCode(string(" + x + "))"
	}
	switch f.typ {
	case "string":
		return "validText(" + x + ")"
	case "Version":
		return "validVersion(" + x + ")"
	case "Integer":
		lo, hi := f.bounds()
		return fmt.Sprintf("%s.within(%s, %s)", x, lo, hi)
	case "Raw":
		return x + ".valid()"
	}
	return x + ".Valid()"
}

func (f *field) bad(x, name string) string {
	if f.kind == code && f.list != nil && f.list.Closed() {
		return fmt.Sprintf("badCode(string(%s), %q)", x, name)
	}
	return fmt.Sprintf("fault(FaultForm, %q)", name)
}
