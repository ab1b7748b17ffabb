package r4

import (
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

// literal is a reference taken apart: base/Type/id. A urn has a base only.
type literal struct {
	base, typ, id string
}

// parse takes a reference or fullUrl apart, without version and fragment. ok is
// false where the text ends in no type and id.
func parse(s string) (l literal, ok bool) {
	s, _, _ = strings.Cut(s, "#")
	if at := strings.LastIndex(s, "/_history/"); at >= 0 && !strings.Contains(s[at+len("/_history/"):], "/") {
		s = s[:at]
	}
	slash := strings.LastIndexByte(s, '/')
	if slash < 0 {
		return literal{base: s}, false
	}
	head := s[:slash]
	at := strings.LastIndexByte(head, '/') + 1
	l = literal{head[:at], head[at:], s[slash+1:]}
	return l, resource(l.typ) >= 0 && isID(l.id)
}

// reference judges a Reference, which may lead to the types of may, or to any.
func (c *checker) reference(i int, may string) {
	t := c.Get(i, "type")
	kind := ""
	if t >= 0 && c.Nodes[t].Kind == tape.String {
		kind = strings.TrimPrefix(c.Nodes[t].Text, "http://hl7.org/fhir/StructureDefinition/")
	}
	r := c.Get(i, "reference")
	if r < 0 || c.Nodes[r].Kind != tape.String || c.Nodes[r].Text == "" {
		if kind != "" && !allowed(may, kind) {
			c.flaw(i, ruleTarget)
		}
		return
	}
	ref := c.Nodes[r].Text
	if ref[0] == '#' {
		if !c.local(ref) {
			c.flaw(r, "ref-1")
		}
		return
	}
	l, isLiteral := parse(ref)
	urn := hasFold(ref, "urn:uuid:") || hasFold(ref, "urn:oid:")
	absolute := isAbsolute(ref)
	switch {
	case urn && !isURI(ref), absolute && !isURI(ref):
		c.flaw(r, ruleReference)
		return
	case !absolute && !isLiteral:
		typ, _, conditional := strings.Cut(ref, "?")
		if !conditional || resource(typ) < 0 || c.in == nil || c.in.kind != "transaction" {
			c.flaw(r, ruleReference)
		}
		return
	case !absolute && l.base != "":
		c.flaw(r, ruleReference)
		return
	}
	if isLiteral && kind != "" && kind != l.typ {
		c.flaw(t, ruleRefType)
	}
	found := l.typ
	if !isLiteral {
		found = ""
	}
	if c.in != nil {
		if typ := c.resolve(i, r, l, isLiteral, absolute, urn); typ != "" {
			if kind != "" && kind != typ && !(isLiteral && kind != l.typ) {
				c.flaw(t, ruleRefType)
			}
			found = typ
		}
	}
	if found == "" {
		found = kind
	}
	if found != "" && !allowed(may, found) {
		c.flaw(r, ruleTarget)
	}
}

// allowed reports whether a type is one of a list |A|B|; the empty list has all.
func allowed(list, typ string) bool {
	if list == "" {
		return true
	}
	for list = list[1:]; list != ""; {
		var one string
		if one, list, _ = strings.Cut(list, "|"); one == typ {
			return true
		}
	}
	return false
}

// resolve finds the entry to which a reference leads, and returns its type.
func (c *checker) resolve(i, r int, l literal, isLiteral, absolute, urn bool) string {
	b := c.in
	e, full := b.find(c.Nodes[r].Text, l, isLiteral)
	document := b.kind == "document" || b.kind == "message"
	if e < 0 {
		switch {
		case urn, !absolute && (document || b.kind == "collection"):
			c.flaw(r, ruleUnresolved)
		case absolute && document:
			c.flaw(r, ruleExternal)
		}
		return ""
	}
	if !full && document {
		c.flaw(r, ruleRelative)
	}
	if typ := b.entries[e].typ; isLiteral && typ != l.typ {
		c.flaw(r, ruleReference)
	}
	if b.cursor >= 0 {
		b.edges = append(b.edges, edge{int32(b.cursor), int32(e), int32(i)})
	}
	return b.entries[e].typ
}
