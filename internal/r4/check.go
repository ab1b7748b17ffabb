package r4

import (
	"slices"
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

// MaxFlaws is how many flaws are listed.
const MaxFlaws = 1000

// Check finds what is wrong with the resource or bundle at a node, in the order
// of the text, and how much more was found than is listed. Time and memory are
// in proportion to the text, whatever it holds.
func Check(doc *tape.Doc, at int) (flaws []Flaw, more int) {
	c := checker{Doc: doc, scope: scope{list: -1}}
	c.resource(at)
	slices.SortStableFunc(c.flaws, func(a, b Flaw) int { return a.Node - b.Node })
	return c.flaws, c.more
}

type checker struct {
	*tape.Doc
	flaws []Flaw
	more  int

	in     *bundle // the bundle in which the cursor is
	scope          // the resource in which it is
	nested bool    // the next object is an extension of an extension
}

// scope is a resource with those that it contains.
type scope struct {
	list      int              // its member contained, or -1
	contained map[string]int32 // the contained resources by their ids
	meant     []bool           // those to which something refers
	inner     int32            // the one in which the cursor is, or -1
}

func (c *checker) flaw(node int, rule string) { c.missing(node, rule, "") }

func (c *checker) missing(node int, rule, name string) {
	if len(c.flaws) >= MaxFlaws {
		c.more++
		return
	}
	c.flaws = append(c.flaws, Flaw{node, rule, name})
}

// next is the index behind a node and all in it.
func (c *checker) next(i int) int { return int(c.Nodes[i].End) }

// any reports whether an object has the member, with a value or extensions. A
// name that ends in * stands for all that begin with it and go on in upper case.
func (c *checker) any(object int, name string) bool {
	if object < 0 || c.Nodes[object].Kind != tape.Object || name == "" {
		return false
	}
	stem, choice := strings.CutSuffix(name, "*")
	for m := object + 1; m < c.next(object); m = c.next(m) {
		key := strings.TrimPrefix(c.Nodes[m].Key, "_")
		if c.Nodes[m].Kind == tape.Null {
			continue
		}
		if key == name || choice && strings.HasPrefix(key, stem) && len(key) > len(stem) && key[len(stem)] >= 'A' && key[len(stem)] <= 'Z' {
			return true
		}
	}
	return false
}

// resource judges a resource with all that is in it.
func (c *checker) resource(i int) {
	if c.Nodes[i].Kind != tape.Object {
		c.flaw(i, ruleType)
		return
	}
	t := c.Get(i, "resourceType")
	if t < 0 || c.Nodes[t].Kind != tape.String {
		c.missing(i, ruleResource, "resourceType")
		return
	}
	at := resource(c.Nodes[t].Text)
	if at < 0 {
		c.flaw(t, ruleResource)
		return
	}
	contained := c.list >= 0 && i > c.list && i < c.next(c.list)
	if c.in != nil && !contained {
		c.in.enter(i)
	}
	switch c.Nodes[t].Text {
	case "Bundle":
		in, outer := c.in, c.scope
		c.in, c.scope = c.open(i), scope{list: -1}
		c.object(i, at, true)
		c.close(c.in)
		c.in, c.scope = in, outer
		return
	case "Observation":
		c.observation(i)
	case "Patient":
		c.deceased(i)
	}
	if contained {
		if l := c.Get(i, "contained"); l >= 0 {
			c.flaw(l, "dom-2")
		}
		c.inner = -1
		if n, ok := c.contained[c.String(i, "id")]; ok {
			c.inner = n
		}
		c.object(i, at, true)
		c.inner = -1
		return
	}
	outer := c.scope
	c.scope = scope{list: c.Get(i, "contained"), inner: -1}
	c.gather(c.list)
	c.object(i, at, true)
	c.unmeant()
	c.scope = outer
}

// gather notes the contained resources.
func (c *checker) gather(list int) {
	if list < 0 || c.Nodes[list].Kind != tape.Array {
		return
	}
	c.contained = map[string]int32{}
	for r := list + 1; r < c.next(list); r = c.next(r) {
		if id := c.String(r, "id"); id == "" {
			c.flaw(r, ruleContainedID)
		} else if _, twice := c.contained[id]; twice {
			c.flaw(r, ruleContainedID)
		} else {
			c.contained[id] = int32(len(c.meant))
		}
		meta := c.Get(r, "meta")
		if c.any(meta, "versionId") || c.any(meta, "lastUpdated") {
			c.flaw(meta, "dom-4")
		}
		if c.any(meta, "security") {
			c.flaw(meta, "dom-5")
		}
		c.meant = append(c.meant, false)
	}
}

// unmeant finds the contained resources to which nothing refers.
func (c *checker) unmeant() {
	if len(c.meant) == 0 {
		return
	}
	n := 0
	for r := c.list + 1; r < c.next(c.list); r = c.next(r) {
		if !c.meant[n] {
			c.flaw(r, "dom-3")
		}
		n++
	}
}

// local notes a reference within the resource, and reports whether it leads to something.
func (c *checker) local(ref string) bool {
	n, ok := c.contained[ref[1:]]
	if ref == "#" { // a contained resource that refers to its container counts as meant
		n, ok = c.inner, true
	}
	if ok && n >= 0 && int(n) < len(c.meant) {
		c.meant[n] = true
	}
	return ok
}

// object judges an object as a value of the type or element.
func (c *checker) object(i, at int, isResource bool) {
	if c.Nodes[i].Kind != tape.Object {
		c.flaw(i, wrongType(c.Nodes[i].Kind))
		return
	}
	nested := c.nested
	c.nested = false
	var seen [8]uint64
	var chosen [9]int32
	first, n := int(nodes[at].first), int(nodes[at].n)
	content := false
	for m := i + 1; m < c.next(i); m = c.next(m) {
		key := c.Nodes[m].Key
		if isResource && key == "resourceType" {
			continue
		}
		content = content || key != "id"
		name, beside := strings.CutPrefix(key, "_")
		e, own := find(at, name)
		if e < 0 || beside && elements[e].typ >= firstComplex {
			c.flaw(m, ruleUnknown)
			continue
		}
		el := &elements[e]
		if own {
			seen[(e-first)/64] |= 1 << ((e - first) % 64)
		}
		if el.choice > 0 {
			if was := chosen[el.choice]; was != 0 && was != int32(e)+1 {
				c.flaw(m, ruleChoice)
			}
			chosen[el.choice] = int32(e) + 1
		}
		if beside {
			c.beside(m, el)
		} else {
			c.member(i, m, el, at)
		}
	}
	if !content && !isResource {
		c.flaw(i, "ele-1")
		return
	}
	for e := first; e < first+n; e++ {
		el := &elements[e]
		if el.flags&required == 0 || seen[(e-first)/64]>>((e-first)%64)&1 != 0 {
			continue
		}
		if el.choice == 0 {
			c.missing(i, ruleCardinality, el.text())
		} else if chosen[el.choice] == 0 {
			chosen[el.choice] = -1 // once for all its types
			c.missing(i, ruleCardinality, choiceName(el))
		}
	}
	for n := at; n >= 0; n = int(nodes[n].base) {
		c.invariants(i, &nodes[n])
	}
	switch at {
	case typeExtension:
		c.extension(i, nested)
	case typeCoding:
		c.coding(i)
	case typeIdentifier:
		c.identifier(i)
	case typeQuantity, typeAge, typeCount, typeDistance, typeDuration:
		if s := c.Get(i, "code"); s >= 0 && c.String(i, "system") == ucum && c.Nodes[s].Kind == tape.String && !isUnit(c.Nodes[s].Text) {
			c.flaw(s, ruleUnit)
		}
	}
}

// wrongType is the rule that a value breaks that is no object.
func wrongType(kind tape.Kind) string {
	switch kind {
	case tape.Null:
		return ruleNull
	case tape.Array:
		return ruleArray
	}
	return ruleType
}

// choiceName is the name of a choice without its type.
func choiceName(el *element) string {
	name := el.text()
	t := nodes[el.typ].name
	return name[:max(len(name)-len(t), 0)]
}

// member judges a member of an object that has the elements of the node at.
func (c *checker) member(object, m int, el *element, at int) {
	n := &c.Nodes[m]
	switch isArray := n.Kind == tape.Array; {
	case n.Kind == tape.Null:
		c.flaw(m, ruleNull)
		return
	case isArray && el.flags&many == 0, !isArray && el.flags&many != 0:
		c.flaw(m, ruleArray)
		if isArray {
			return
		}
	case isArray:
		c.array(object, m, el, at)
		return
	}
	c.value(m, el, at)
}

func (c *checker) array(object, m int, el *element, at int) {
	if c.next(m) == m+1 {
		c.flaw(m, ruleEmpty)
		return
	}
	// The array of extensions goes along, where a null needs one.
	along, end, n := -1, 0, 0
	for v := m + 1; v < c.next(m); v = c.next(v) {
		if c.Nodes[v].Kind != tape.Null {
			c.value(v, el, at)
		} else {
			if end == 0 {
				along, end = c.along(object, m)
				for k := 0; k < n && along < end; k++ {
					along = c.next(along)
				}
			}
			if along >= end || c.Nodes[along].Kind != tape.Object {
				c.flaw(v, ruleNull)
			}
		}
		if n++; along >= 0 && along < end {
			along = c.next(along)
		}
	}
}

// along is the first element of the array that holds the extensions of an array
// of primitives, and the index behind its last.
func (c *checker) along(object, m int) (from, end int) {
	key := c.Nodes[m].Key
	for o := object + 1; o < c.next(object); o = c.next(o) {
		if k := c.Nodes[o].Key; len(k) == len(key)+1 && k[0] == '_' && k[1:] == key && c.Nodes[o].Kind == tape.Array {
			return o + 1, c.next(o)
		}
	}
	return 1, 1
}

func (c *checker) value(v int, el *element, at int) {
	switch typ := int(el.typ); {
	case typ < firstComplex:
		c.primitive(v, el)
	case typ == typeResource:
		c.resource(v)
	default:
		c.nested = typ == typeExtension && at == typeExtension
		c.object(v, typ, false)
		switch typ {
		case typeReference:
			c.reference(v, targets[el.extra])
		case typeCodeableConcept:
			if el.extra > 0 {
				c.concept(v, int(el.extra))
			}
		case typeCoding:
			if code := c.Get(v, "code"); el.extra > 0 && code >= 0 && !inSystem(int(el.extra), c.String(v, "system"), c.Nodes[code].Text) {
				c.flaw(v, ruleCode)
			}
		}
	}
}

// primitive judges a value without its extensions.
func (c *checker) primitive(v int, el *element) {
	n := &c.Nodes[v]
	typ := int(el.typ)
	switch {
	case n.Kind == tape.Null:
		c.flaw(v, ruleNull)
	case !jsonKind(typ, n.Kind):
		c.flaw(v, ruleType)
	case n.Kind == tape.String && n.Text == "":
		c.flaw(v, ruleEmpty)
	case typ == typeXhtml:
		c.narrative(v)
	case !form(typ, n.Text):
		c.flaw(v, rulePrimitive)
	case typ == typeCode && el.extra > 0 && !inSet(int(el.extra), "", n.Text):
		c.flaw(v, ruleCode)
	case n.Kind == tape.String && n.Text[0] == '#' && (typ == typeUri || typ == typeUrl || typ == typeCanonical):
		c.local(n.Text)
	}
}

// beside judges what stands beside a primitive: its id and extensions.
func (c *checker) beside(m int, el *element) {
	n := &c.Nodes[m]
	if el.flags&many == 0 {
		c.object(m, typeElement, false)
		return
	}
	if n.Kind != tape.Array {
		c.flaw(m, ruleArray)
		return
	}
	if c.next(m) == m+1 {
		c.flaw(m, ruleEmpty)
	}
	for v := m + 1; v < c.next(m); v = c.next(v) {
		if c.Nodes[v].Kind != tape.Null {
			c.object(v, typeElement, false)
		}
	}
}

// concept judges the binding of a concept: one of its codings is in the set.
func (c *checker) concept(v, set int) {
	if c.Nodes[v].Kind != tape.Object || valueSets[set] == "" && set != setLanguages {
		return
	}
	codings := c.Get(v, "coding")
	coded := false
	if codings >= 0 && c.Nodes[codings].Kind == tape.Array {
		for k := codings + 1; k < c.next(codings); k = c.next(k) {
			code := c.Get(k, "code")
			if code < 0 {
				continue
			}
			if coded = true; inSystem(set, c.String(k, "system"), c.Nodes[code].Text) {
				return
			}
		}
	}
	switch {
	case coded:
		c.flaw(codings, ruleCode)
	case set != setLanguages && !c.absent(v):
		c.flaw(v, ruleCode)
	}
}

// absent reports whether an object says by the extension why it has no data.
func (c *checker) absent(i int) bool {
	list := c.Get(i, "extension")
	if list < 0 || c.Nodes[list].Kind != tape.Array {
		return false
	}
	for e := list + 1; e < c.next(list); e = c.next(e) {
		if c.String(e, "url") == "http://hl7.org/fhir/StructureDefinition/data-absent-reason" {
			return true
		}
	}
	return false
}

// Value sets that are known by the form of their codes.
const (
	setLanguages = 1
	setMimeTypes = 2
)

// inSystem reports whether a code with its system is in a value set.
func inSystem(set int, system, code string) bool {
	return (system != "" || valueSets[set] == "") && inSet(set, system, code)
}

// inSet reports whether a code is in a value set. Without a system any system will do.
func inSet(set int, system, code string) bool {
	switch set {
	case setLanguages:
		return isLanguage(code)
	case setMimeTypes:
		return isMimeType(code)
	}
	list := valueSets[set]
	if list == "" {
		return true
	}
	for list != "" {
		end := strings.IndexByte(list[1:], 0) + 1
		part := list
		if end > 0 {
			part, list = list[:end], list[end:]
		} else {
			list = ""
		}
		of, codes, _ := strings.Cut(part[1:], "\n")
		if system != "" && of != system {
			continue
		}
		for codes != "" {
			var one string
			if one, codes, _ = strings.Cut(codes, "\n"); one == code {
				return true
			}
		}
	}
	return false
}

// isLanguage reports whether a text has the form of BCP 47: parts of one to eight
// letters and digits, the first of two letters or more.
func isLanguage(s string) bool {
	first := true
	for s != "" {
		part, rest, more := strings.Cut(s, "-")
		if len(part) < 1 || len(part) > 8 || more && rest == "" || first && len(part) < 2 && part != "x" && part != "i" {
			return false
		}
		for i := 0; i < len(part); i++ {
			letter := part[i]|0x20 >= 'a' && part[i]|0x20 <= 'z'
			if !letter && (first || !digit(part[i])) {
				return false
			}
		}
		s, first = rest, false
	}
	return !first
}

// isMimeType reports whether a text has the form of BCP 13, or is one of FHIR's own names of formats.
func isMimeType(s string) bool {
	switch s {
	case "xml", "json", "ttl":
		return true
	}
	kind, rest, ok := strings.Cut(s, "/")
	return ok && kind != "" && rest != "" && !strings.Contains(kind, " ")
}
