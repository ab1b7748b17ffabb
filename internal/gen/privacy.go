package main

import (
	"fmt"
	"strings"

	"github.com/openephr/ephr-go/codes"
)

// touch reports for every type whether anything in it can be withheld. Types
// in which nothing can are shared by the redacted record, not copied.
//
// Members that a newer version added can stand in every type, so that all are
// copied where the record is of a newer version, and only then.
func (m *model) touch() map[string]bool {
	touch := map[string]bool{}
	for changed := true; changed; {
		changed = false
		for _, t := range m.types {
			if touch[t.name] {
				continue
			}
			for _, f := range t.fields {
				if f.tier > 1 && !(f.tier == 2) || f.freetext != "" || f.listTiers() || f.strict || f.follows || f.ref != "" ||
					f.typ == "Absences" || f.typ == "Extensions" || f.typ == "Concept" || f.kind == object && touch[f.typ] {
					touch[t.name] = true
					changed = true
					break
				}
			}
		}
	}
	return touch
}

// class is an expression for the class that the field's own value has, beyond its static tier; "" where it has none.
func (f *field) class(x string) string {
	switch {
	case f.typ == "Coding":
		return "codingClass(" + x + ")"
	case f.typ == "Concept" && f.strict:
		return "strictClass(" + x + ")"
	case f.typ == "Concept":
		return "conceptClass(" + x + ")"
	case f.typ == "Sensitivity":
		return "sensitivityClass(" + x + ")"
	case f.listTiers():
		return "Class{Tier: " + x + ".Tier(), Sensitivity: " + x + ".Sensitivity()}"
	}
	return ""
}

// handler is the name of the redactor's and walker's function for an object: a
// concept that could be anything has one of its own, written by hand.
func (f *field) handler() string {
	if f.strict {
		return "strict" + f.typ
	}
	return lower(f.typ)
}

func addr(f *field, x string) string {
	if f.ptr || f.typ != "Concept" && f.typ != "Coding" {
		return x
	}
	return "&" + x
}

// defining reports whether the field's value decides the class of its whole object.
func (f *field) defining() bool {
	return (f.required && !f.slice || f.defines) && (f.class("x") != "" || f.tier > 2)
}

func (f *field) static() string {
	return fmt.Sprintf("Class{Tier: %d, Sensitivity: %q}", f.tier, f.group)
}

func writeRedact(m *model) ([]byte, error) {
	touch := m.touch()
	var b strings.Builder
	b.WriteString(header + "package ephr\n\n")
	b.WriteString("// arenas hold the parts of a redacted record that differ from the original.\ntype arenas struct {\n")
	for _, t := range m.types {
		if t.name != "Record" {
			fmt.Fprintf(&b, "\t%s []%s\n", lower(t.name), t.name)
		}
	}
	b.WriteString("}\n\nfunc (a *arenas) reset() {\n")
	for _, t := range m.types {
		if t.name != "Record" {
			fmt.Fprintf(&b, "\ta.%s = a.%s[:0]\n", lower(t.name), lower(t.name))
		}
	}
	b.WriteString("}\n\n")

	for _, t := range m.types {
		// own: what the object's defining members say of the whole object
		fmt.Fprintf(&b, "func (v *%s) own() (c Class) {\n", t.name)
		if t.name == "Dosage" { // no member of it says so by itself
			b.WriteString("\tc = dosageClass(v)\n")
		}
		for _, f := range t.fields {
			if f.defining() {
				x := "v." + f.name
				if f.defines && f.tier > 2 {
					fmt.Fprintf(&b, "\tif %s {\n\t\tc = c.Max(%s)\n\t}\n", f.present("v"), f.static())
				}
				switch {
				case f.class(x) == "":
				case f.slice:
					fmt.Fprintf(&b, "\tfor i := range %s {\n\t\tc = c.Max(%s)\n\t}\n", x, f.class(addr(f, x+"[i]")))
				case f.required:
					fmt.Fprintf(&b, "\tc = c.Max(%s)\n", f.class(addr(f, x)))
				case f.typ == "Concept":
					fmt.Fprintf(&b, "\tif %s {\n\t\tc = c.Max(conceptClass(%s))\n\t}\n", f.present("v"), x)
				default:
					fmt.Fprintf(&b, "\tif %s {\n\t\tc = c.Max(%s)\n\t}\n", f.present("v"), f.class(addr(f, x)))
				}
			}
		}
		b.WriteString("\treturn c\n}\n\n")

		// Class: the high-water mark of all that the object holds
		fmt.Fprintf(&b, "// Class is the highest tier among the values of v, and its sensitivity group.\nfunc (v *%s) Class() Class {\n\tc := Class{Tier: 1}\n", t.name)
		for _, f := range t.fields {
			x := "v." + f.name
			if f.typ == "Absences" {
				continue
			}
			var lines []string
			if f.tier > 1 {
				lines = append(lines, "c = c.Max("+f.static()+")")
			}
			switch {
			case f.freetext == "reviewed":
				lines = append(lines, "if v.Reviewed != True { c = c.Max(Class{Tier: 3}) }")
			case f.freetext == "-":
				lines = append(lines, "c = c.Max(Class{Tier: 3})")
			}
			if f.typ == "Coding" && !f.strict {
				continue // of a concept, which is judged as a whole
			}
			if f.class("x") != "" {
				if f.slice {
					lines = append(lines, fmt.Sprintf("for i := range %s { c = c.Max(%s) }", x, f.class(addr(f, x+"[i]"))))
				} else {
					lines = append(lines, "c = c.Max("+f.class(addr(f, x))+")")
				}
			}
			if f.kind == object {
				if f.slice {
					if f.handler() == "strictConcept" {
						lines = append(lines, fmt.Sprintf("for i := range %s { c = c.Max(%s[i].strict()) }", x, x))
					}
					lines = append(lines, fmt.Sprintf("for i := range %s { c = c.Max(%s[i].Class()) }", x, x))
				} else {
					if f.handler() == "strictConcept" {
						lines = append(lines, "c = c.Max("+x+".strict())")
					}
					lines = append(lines, "c = c.Max("+x+".Class())")
				}
			}
			if len(lines) == 0 {
				continue
			}
			fmt.Fprintf(&b, "\tif %s {\n\t\t%s\n\t}\n", f.present("v"), strings.Join(lines, "\n\t\t"))
		}
		b.WriteString("\treturn c\n}\n\n")

		fmt.Fprintf(&b, "// %s takes what is withheld out of v, which is a copy; false where nothing may be left of it.\nfunc (x *Redactor) %s(v *%s) bool {\n", lower(t.name), lower(t.name), t.name)
		b.WriteString("\tif x.hides(v.own()) {\n\t\treturn false\n\t}\n\tif len(v.Unknown) > 0 {\n\t\tv.Unknown = nil\n\t}\n")
		if t.name == "Organization" || t.name == "Site" || t.name == "Practitioner" {
			b.WriteString("\tif x.gone(v.ID) {\n\t\treturn false\n\t}\n")
		}
		for _, f := range t.fields {
			switch {
			case f.follows && f.slice:
				fmt.Fprintf(&b, "\tif len(v.%s) > 0 && x.unsafeKeys(v.%s) {\n\t\treturn false\n\t}\n", f.name, f.name)
			case f.follows:
				fmt.Fprintf(&b, "\tif v.%s != \"\" && x.unsafe(v.%s) {\n\t\treturn false\n\t}\n", f.name, f.name)
			}
		}
		for _, f := range t.fields {
			x := "v." + f.name
			zero := f.zero()
			dropIDs := ""
			if t.name == "Record" && f.kind == object && f.slice && m.byName[f.typ].field("ID") != nil {
				dropIDs = fmt.Sprintf("for i := range %s { x.dropped = append(x.dropped, %s[i].ID) }\n", x, x)
			}
			open := false
			if f.tier > 2 {
				fmt.Fprintf(&b, "\tif %s && x.hides(%s) {\n%s\t\t%s = %s\n\t} else ", f.present("v"), f.static(), dropIDs, x, zero)
				open = true
			}
			var body strings.Builder
			switch {
			case f.typ == "Absences":
				fmt.Fprintf(&body, "%s = x.absences(%s, tiersOf%s)\n", x, x, t.name)
			case f.freetext == "reviewed":
				fmt.Fprintf(&body, "if v.Reviewed != True && x.hides(Class{Tier: 3}) { %s = \"\" }\n", x)
			case f.freetext == "-":
				fmt.Fprintf(&body, "if x.hides(Class{Tier: 3}) { %s = \"\" }\n", x)
			case f.ref == "sites" || f.ref == "organizations" || f.ref == "practitioners":
				if f.slice {
					return nil, fmt.Errorf("%s.%s: no arrays of %s", t.name, f.name, f.ref)
				}
				fmt.Fprintf(&body, "if x.gone(%s) { %s = \"\" }\n", x, x)
			case f.kind == code && f.slice && f.listTiers():
				fmt.Fprintf(&body, "%s = keepCodes(x, %s)\n", x, x)
			case f.kind == code && f.listTiers():
				fmt.Fprintf(&body, "if x.hides(%s) { %s = \"\" }\n", f.class(x), x)
			case f.kind == object && f.slice:
				keep := fmt.Sprintf("x.%s(e)", lower(f.typ))
				if f.typ == "Concept" || f.typ == "Coding" && f.strict {
					keep = fmt.Sprintf("!x.hides(%s) && x.%s(e)", f.class("e"), f.handler())
				}
				drop := ""
				if t.name == "Record" && m.byName[f.typ].field("ID") != nil {
					drop = "x.dropped = append(x.dropped, old[i].ID)"
				}
				fmt.Fprintf(&body, `{
					old, from := %s, len(x.arenas.%s)
					for i := range old {
						x.arenas.%s = append(x.arenas.%s, old[i])
						if e := &x.arenas.%s[len(x.arenas.%s)-1]; !(%s) {
							x.arenas.%s = x.arenas.%s[:len(x.arenas.%s)-1]
							%s
						}
					}
					%s = x.arenas.%s[from:len(x.arenas.%s):len(x.arenas.%s)]
				}
`, x, lower(f.typ), lower(f.typ), lower(f.typ), lower(f.typ), lower(f.typ), keep, lower(f.typ), lower(f.typ), lower(f.typ), drop, x, lower(f.typ), lower(f.typ), lower(f.typ))
			case f.kind == object && f.ptr:
				cond := "!x." + f.handler() + "(e)"
				if f.typ == "Concept" {
					cond = "x.hides(" + f.class("e") + ") || " + cond
				}
				fmt.Fprintf(&body, "{ e := place(&x.arenas.%s, %s); if %s { %s = nil } else { %s = e } }\n", lower(f.typ), x, cond, x, x)
			case f.kind == object && !f.slice:
				cond := "!x." + f.handler() + "(&" + x + ")"
				fmt.Fprintf(&body, "if %s { return false }\n", cond)
			}
			if body.Len() == 0 {
				if open {
					b.WriteString("{\n\t}\n")
				}
				continue
			}
			if f.required && f.kind == object && !f.ptr && !f.slice && touch[f.typ] {
				b.WriteString("\t" + body.String())
			} else {
				cond := f.present("v")
				if f.kind == object && !touch[f.typ] && !f.strict {
					cond = "x.newer && " + cond
				}
				fmt.Fprintf(&b, "\tif %s {\n%s\t}\n", cond, body.String())
			}
		}
		// what is required and now gone takes the object with it; what is left without any value, too
		for _, f := range t.fields {
			if f.required && !(f.kind == object && !f.ptr && !f.slice) {
				fmt.Fprintf(&b, "\tif !(%s) {\n\t\treturn false\n\t}\n", f.present("v"))
			}
		}
		// A text that is not reviewed is withheld: that it was looked at does not show either.
		if t.field("Reviewed") != nil {
			b.WriteString("\tif v.Reviewed == False {\n\t\tv.Reviewed = Unstated\n\t}\n")
		}
		switch _, marked := t.content(); {
		case !t.hasRequired() && t.name != "Record":
			fmt.Fprintf(&b, "\treturn %s\n}\n\n", t.filled("v"))
		case marked: // an item without content would tell that there was some
			fmt.Fprintf(&b, "\treturn %s || len(v.Notes) > 0\n}\n\n", t.filled("v"))
		default:
			b.WriteString("\treturn true\n}\n\n")
		}
	}

	// second pass: references to items that are gone
	for _, t := range m.types {
		if !refsItems(m, t, map[string]bool{}) {
			continue
		}
		fmt.Fprintf(&b, "// %sRefs takes references to items that are gone out of v; false where nothing may be left of it.\nfunc (x *Redactor) %sRefs(v *%s) bool {\n", lower(t.name), lower(t.name), t.name)
		for _, f := range t.fields {
			x := "v." + f.name
			switch {
			case f.itemRef() && f.slice:
				fmt.Fprintf(&b, "\t%s = x.keepRefs(%s)\n", x, x)
				if f.required {
					fmt.Fprintf(&b, "\tif len(%s) == 0 { return false }\n", x)
				}
			case f.itemRef():
				fmt.Fprintf(&b, "\tif %s != \"\" && x.lost(%s) {\n\t\t%s = \"\"\n", x, x, x)
				if f.required {
					b.WriteString("\t\treturn false\n")
				}
				b.WriteString("\t}\n")
			case f.kind == object && refsItems(m, m.byName[f.typ], map[string]bool{}):
				switch {
				case f.slice:
					fmt.Fprintf(&b, "\t%s = keepItems(%s, x.%sRefs)\n", x, x, lower(f.typ))
				case f.ptr:
					fmt.Fprintf(&b, "\tif %s != nil && !x.%sRefs(%s) {\n\t\t%s = nil\n\t}\n", x, lower(f.typ), x, x)
				default:
					fmt.Fprintf(&b, "\tif !x.%sRefs(&%s) { return false }\n", lower(f.typ), x)
				}
			}
		}
		b.WriteString("\treturn true\n}\n\n")
	}

	for _, t := range m.types {
		if t.field("Absent") == nil {
			continue
		}
		fmt.Fprintf(&b, "var tiersOf%s = [...]memberClass{\n", t.name)
		for _, f := range t.fields {
			fmt.Fprintf(&b, "\t{%q, %s},\n", f.json, f.static())
		}
		b.WriteString("}\n\n")
	}
	out := strings.ReplaceAll(b.String(), ", tiersOf", ", tiersOf")
	for _, t := range m.types {
		out = strings.ReplaceAll(out, ", tiersOf"+t.name+")", ", tiersOf"+t.name+"[:])")
	}
	var nb strings.Builder
	nb.WriteString(out)
	return gofmt(&nb)
}

func (f *field) itemRef() bool {
	return f.ref != "" && f.ref != "sites" && f.ref != "organizations" && f.ref != "practitioners"
}

// namesShelters reports whether a code of the field's list can say that
// something is a shelter: only then is the item's class worth asking for.
func (f *field) namesShelters() bool {
	if f.kind != code || f.list == nil {
		return false
	}
	for e := range f.list.All() {
		if e.Tier == codes.T4 {
			return true
		}
	}
	return f.list.UnknownTier() == codes.T4
}

func (f *field) registryRef() bool {
	return !f.slice && (f.ref == "sites" || f.ref == "organizations" || f.ref == "practitioners")
}

func refsRegistry(m *model, t *typ, seen map[string]bool) bool {
	if seen[t.name] {
		return false
	}
	seen[t.name] = true
	for _, f := range t.fields {
		if f.registryRef() || f.kind == object && refsRegistry(m, m.byName[f.typ], seen) {
			return true
		}
	}
	return false
}

func refsItems(m *model, t *typ, seen map[string]bool) bool {
	if seen[t.name] {
		return false
	}
	seen[t.name] = true
	for _, f := range t.fields {
		if f.itemRef() || f.kind == object && refsItems(m, m.byName[f.typ], seen) {
			return true
		}
	}
	return false
}

func (f *field) zero() string {
	switch {
	case f.slice || f.ptr || f.typ == "Extensions" || f.typ == "Absences":
		return "nil"
	case f.typ == "Bool":
		return "Unstated"
	case f.kind == object:
		return f.typ + "{}"
	}
	return `""`
}

func writeWalk(m *model) ([]byte, error) {
	var b strings.Builder
	b.WriteString(header + "package ephr\n\nimport (\n\t\"log/slog\"\n\t\"slices\"\n)\n\n// entries calls f for every item of the record.\nfunc (r *Record) entries(f func(*Entry)) {\n")
	for _, f := range m.types[0].fields {
		if f.kind != object || !f.slice {
			continue
		}
		for _, g := range m.byName[f.typ].fields {
			if g.entry {
				fmt.Fprintf(&b, "\tfor i := range r.%s {\n\t\tf(&r.%s[i].Entry)\n\t}\n", f.name, f.name)
				break
			}
		}
	}
	b.WriteString("}\n\n")
	b.WriteString("// itemIDs calls f for the id of everything in the record that has one.\nfunc (r *Record) itemIDs(f func(ID)) {\n")
	for _, f := range m.types[0].fields {
		if f.kind == object && f.slice && m.byName[f.typ].field("ID") != nil {
			fmt.Fprintf(&b, "\tfor i := range r.%s {\n\t\tf(r.%s[i].ID)\n\t}\n", f.name, f.name)
		}
	}
	b.WriteString("\tif r.Person != nil {\n\t\tfor i := range r.Person.Relatives {\n\t\t\tf(r.Person.Relatives[i].ID)\n\t\t}\n\t}\n}\n\n")
	// references to the registry
	for _, t := range m.types {
		if !refsRegistry(m, t, map[string]bool{}) {
			continue
		}
		fmt.Fprintf(&b, "// registryRefs calls f for every reference to a site, organisation or practitioner in v.\nfunc (v *%s) registryRefs(f func(ID)) {\n", t.name)
		for _, f := range t.fields {
			x := "v." + f.name
			switch {
			case t.name == "Record" && (f.typ == "Site" || f.typ == "Organization" || f.typ == "Practitioner"):
			case f.registryRef():
				fmt.Fprintf(&b, "\tif %s != \"\" {\n\t\tf(%s)\n\t}\n", x, x)
			case f.kind == object && refsRegistry(m, m.byName[f.typ], map[string]bool{}):
				switch {
				case f.slice:
					fmt.Fprintf(&b, "\tfor i := range %s {\n\t\t%s[i].registryRefs(f)\n\t}\n", x, x)
				case f.ptr:
					fmt.Fprintf(&b, "\tif %s != nil {\n\t\t%s.registryRefs(f)\n\t}\n", x, x)
				default:
					fmt.Fprintf(&b, "\t%s.registryRefs(f)\n", x)
				}
			}
		}
		b.WriteString("}\n\n")
	}
	b.WriteString("// bindings calls f for every item with its head, the site that it names, its class and the item itself.\nfunc (r *Record) bindings(f func(e *Entry, site ID, own Class, item registered)) {\n")
	for _, f := range m.types[0].fields {
		if f.kind != object || !f.slice {
			continue
		}
		it := m.byName[f.typ]
		entry, site, own := false, `""`, "Class{}"
		for _, g := range it.fields {
			if g.defining() && !g.entry && g.namesShelters() {
				own = fmt.Sprintf("r.%s[i].own()", f.name)
			}
			entry = entry || g.entry
			if g.ref == "sites" && !g.slice {
				site = fmt.Sprintf("r.%s[i].%s", f.name, g.name)
			}
		}
		if entry {
			fmt.Fprintf(&b, "\tfor i := range r.%s {\n\t\tf(&r.%s[i].Entry, %s, %s, &r.%s[i])\n\t}\n", f.name, f.name, site, own, f.name)
		}
	}
	b.WriteString("}\n\n")
	b.WriteString("// removeItem takes the item with the id out of its list.\nfunc (r *Record) removeItem(id ID) bool {\n")
	for _, f := range m.types[0].fields {
		if f.kind == object && f.slice && m.byName[f.typ].field("ID") != nil {
			fmt.Fprintf(&b, "\tfor i := range r.%s {\n\t\tif r.%s[i].ID == id {\n\t\t\tr.%s = slices.Delete(r.%s, i, i+1)\n\t\t\treturn true\n\t\t}\n\t}\n", f.name, f.name, f.name, f.name)
		}
	}
	b.WriteString("\treturn false\n}\n\n")
	for _, t := range m.types[1:] {
		fmt.Fprintf(&b, "// LogValue shows the type and nothing of the content.\nfunc (v %s) LogValue() slog.Value { return logged(%q) }\n\n", t.name, t.name)
	}
	for _, t := range m.types {
		fmt.Fprintf(&b, "func (w *walker) %s(v *%s, p Pointer, c Class) {\n\tc = c.Max(v.own())\n", lower(t.name), t.name)
		for _, f := range t.fields {
			switch {
			case f.follows && f.slice:
				fmt.Fprintf(&b, "\tc = c.Max(w.followedKeys(v.%s))\n", f.name)
			case f.follows:
				fmt.Fprintf(&b, "\tc = c.Max(w.followed(v.%s))\n", f.name)
			}
		}
		if t.name == "Organization" || t.name == "Site" || t.name == "Practitioner" {
			b.WriteString("\tc = c.Max(w.classOf(v.ID))\n")
		}
		for _, f := range t.fields {
			x := "v." + f.name
			fmt.Fprintf(&b, "\tif %s {\n\t\tp := p.Append(%q)\n", f.present("v"), f.json)
			c := "c"
			if f.tier > 1 {
				fmt.Fprintf(&b, "\t\tc := c.Max(%s)\n", f.static())
			}
			each := func(x, p string) string {
				c := c
				if cl := f.class(addr(f, x)); cl != "" && (!f.defining() || f.strict) && !(f.typ == "Coding" && !f.strict) {
					c = "c.Max(" + cl + ")"
				}
				switch {
				case f.freetext == "reviewed":
					return fmt.Sprintf("w.text(%s, c, v.Reviewed)", p)
				case f.freetext == "-":
					return fmt.Sprintf("w.text(%s, c, Unstated)", p)
				case f.typ == "Absences":
					return fmt.Sprintf("w.absences(%s, %s, c, tiersOf%s[:])", x, p, t.name)
				case f.typ == "Extensions":
					return fmt.Sprintf("w.extensions(%s, %s, c)", x, p)
				case f.kind == object:
					return fmt.Sprintf("w.%s(%s, %s, %s)", f.handler(), map[bool]string{true: x, false: "&" + x}[f.ptr], p, c)
				case f.ref == "sites" || f.ref == "organizations" || f.ref == "practitioners":
					return fmt.Sprintf("w.ref(%s, %s, c)", x, p)
				}
				return fmt.Sprintf("w.leaf(%s, %s)", p, c)
			}
			if f.slice {
				fmt.Fprintf(&b, "\t\tfor i := range %s {\n\t\t\t%s\n\t\t}\n", x, each(x+"[i]", "p.Index(i)"))
			} else {
				fmt.Fprintf(&b, "\t\t%s\n", each(x, "p"))
			}
			b.WriteString("\t}\n")
		}
		b.WriteString("\tw.members(v.Unknown, p)\n}\n\n")
	}
	return gofmt(&b)
}
