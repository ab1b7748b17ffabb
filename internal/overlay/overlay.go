// Package overlay tells two JSON objects apart and puts the difference back: what
// one has beyond the other is a tree of its own, which is laid over the other
// later on. What has changed in between is not overwritten.
package overlay

import (
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/internal/jsontext"
	"github.com/openephr/ephr-go/internal/tape"
)

// A difference is an object with the members
//
//	name    the value of a member that only the target has
//	-name   a member that only the base has: the mark of its value there
//	=name   a member that both have: the mark of its value in the base, and the target's
//	~name   a member that both have and whose difference follows; in an array the
//	        names are the indexes
//
//	#       the mark of the base's array or, where text is among the members, object
//
// A name that begins with one of the signs has a + before it. The mark of a value
// tells whether the base still has the value that it had: if it has another, the
// member is left as it is, because somebody has edited it. An array that was
// edited is left as it is in all its elements, since nobody knows which is which
// now, and a text (a narrative) that an edit has overtaken is not put back. Nor is
// a member put beside another one of the same choice, such as valueString beside
// a valueQuantity.

// Diff appends to dst what makes target of base, both objects; it appends nothing
// and returns false where they are the same. Members may be in any order.
func Diff(dst []byte, base *tape.Doc, i int, target *tape.Doc, j int) ([]byte, bool) {
	n := len(dst)
	dst = append(dst, '{')
	dst = diffObject(dst, base, i, target, j)
	if len(dst) == n+1 {
		return dst[:n], false
	}
	if target.Get(j, "text") >= 0 && base.Get(i, "text") < 0 {
		dst = append(dst, `,"#":`...)
		dst = appendMark(dst, base, i)
	}
	return append(dst, '}'), true
}

func diffObject(dst []byte, a *tape.Doc, i int, b *tape.Doc, j int) []byte {
	end := int(b.Nodes[j].End)
	for c := j + 1; c < end; c = int(b.Nodes[c].End) {
		name := b.Nodes[c].Key
		at := a.Get(i, name)
		if at < 0 {
			dst = member(dst, "", name)
			dst = append(dst, b.Raw(c)...)
			continue
		}
		dst = diffValue(dst, name, a, at, b, c)
	}
	end = int(a.Nodes[i].End)
	for c := i + 1; c < end; c = int(a.Nodes[c].End) {
		if name := a.Nodes[c].Key; b.Get(j, name) < 0 {
			dst = member(dst, "-", name)
			dst = appendMark(dst, a, c)
		}
	}
	return dst
}

func diffValue(dst []byte, name string, a *tape.Doc, i int, b *tape.Doc, j int) []byte {
	if Equal(a, i, b, j) {
		return dst
	}
	start := len(dst)
	kind := a.Nodes[i].Kind
	if kind == b.Nodes[j].Kind && (kind == tape.Object || kind == tape.Array && a.Len(i) == b.Len(j)) {
		dst = member(dst, "~", name)
		dst = append(dst, '{')
		if kind == tape.Object {
			dst = diffObject(dst, a, i, b, j)
		} else {
			dst = append(dst, `"#":`...)
			dst = appendMark(dst, a, i)
			dst = diffArray(dst, a, i, b, j)
		}
		dst = append(dst, '}')
		if len(dst)-start <= len(name)+20+int(b.Nodes[j].To-b.Nodes[j].From) {
			return dst
		}
		dst = dst[:start]
	}
	dst = member(dst, "=", name)
	dst = append(dst, '[')
	dst = appendMark(dst, a, i)
	dst = append(dst, ',')
	dst = append(dst, b.Raw(j)...)
	return append(dst, ']')
}

func diffArray(dst []byte, a *tape.Doc, i int, b *tape.Doc, j int) []byte {
	c := j + 1
	n := 0
	for at := i + 1; at < int(a.Nodes[i].End); at = int(a.Nodes[at].End) {
		dst = diffValue(dst, strconv.Itoa(n), a, at, b, c)
		c = int(b.Nodes[c].End)
		n++
	}
	return dst
}

// Equal reports whether two values say the same: strings by their characters,
// numbers by their digits, objects in any order of their members.
func Equal(a *tape.Doc, i int, b *tape.Doc, j int) bool {
	x, y := &a.Nodes[i], &b.Nodes[j]
	if x.Kind != y.Kind {
		return false
	}
	switch x.Kind {
	case tape.String, tape.Number:
		return x.Text == y.Text
	case tape.Array:
		c := j + 1
		for at := i + 1; at < int(x.End); at = int(a.Nodes[at].End) {
			if c >= int(y.End) || !Equal(a, at, b, c) {
				return false
			}
			c = int(b.Nodes[c].End)
		}
		return c == int(y.End)
	case tape.Object:
		if a.Raw(i) == b.Raw(j) {
			return true
		}
		n := 0
		for at := i + 1; at < int(x.End); at = int(a.Nodes[at].End) {
			c := b.Get(j, a.Nodes[at].Key)
			if c < 0 || !Equal(a, at, b, c) {
				return false
			}
			n++
		}
		return n == b.Len(j)
	}
	return true
}

// member appends a name with its sign.
func member(dst []byte, sign, name string) []byte {
	if c := dst[len(dst)-1]; c != '{' {
		dst = append(dst, ',')
	}
	if sign == "" && name != "" && (name[0] == '+' || name[0] == '-' || name[0] == '=' || name[0] == '~' || name[0] == '#') {
		sign = "+"
	}
	dst = jsontext.AppendString(dst, sign+name)
	return append(dst, ':')
}

// appendMark appends the mark of a value: eight hexadecimal digits that change
// with what it says.
func appendMark(dst []byte, d *tape.Doc, i int) []byte {
	h := fnv.New32a()
	mark(h, d, i)
	const digits = "0123456789abcdef"
	sum := h.Sum32()
	dst = append(dst, '"')
	for shift := 28; shift >= 0; shift -= 4 {
		dst = append(dst, digits[sum>>shift&15])
	}
	return append(dst, '"')
}

func mark(h interface{ Write([]byte) (int, error) }, d *tape.Doc, i int) {
	n := &d.Nodes[i]
	_, _ = h.Write([]byte{byte(n.Kind)})
	_, _ = h.Write([]byte(n.Text))
	for c := i + 1; c < int(n.End); c = int(d.Nodes[c].End) {
		_, _ = h.Write([]byte(d.Nodes[c].Key))
		mark(h, d, c)
	}
	_, _ = h.Write([]byte{0xff})
}

// Apply appends the object of base with the difference laid over it. A
// difference that Diff has not made is followed as far as it makes sense.
func Apply(dst []byte, base *tape.Doc, i int, diff *tape.Doc, j int) []byte {
	if diff.Nodes[j].Kind != tape.Object || base.Nodes[i].Kind != tape.Object {
		return append(dst, base.Raw(i)...)
	}
	return applyObject(dst, base, i, diff, j)
}

// Overtaken calls f for the members of the difference that [Apply] leaves out,
// because the base has changed there: by their nodes in diff, those of = and of
// plain members as a whole. That a member is to be taken away is none.
func Overtaken(base *tape.Doc, i int, diff *tape.Doc, j int, f func(node int)) {
	if diff.Nodes[j].Kind != tape.Object || base.Nodes[i].Kind != tape.Object {
		each(diff, j, f)
		return
	}
	overtaken(base, i, diff, j, f)
}

// each calls f for every member of the difference that has a value.
func each(p *tape.Doc, j int, f func(node int)) {
	if p.Nodes[j].Kind != tape.Object {
		f(j)
		return
	}
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		switch sign, _ := parted(p.Nodes[c].Key); sign {
		case '~':
			each(p, c, f)
		case '=', 0:
			f(c)
		}
	}
}

func overtaken(a *tape.Doc, i int, p *tape.Doc, j int, f func(node int)) {
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		sign, name := parted(p.Nodes[c].Key)
		at := -1
		if a.Nodes[i].Kind == tape.Array {
			at = element(a, i, name)
		} else {
			at = a.Get(i, name)
		}
		switch sign {
		case 0:
			text := p.Get(j, "#")
			if at >= 0 || name == "text" && text >= 0 && !marked(p, text, a, i) || chosen(a, i, name, p, j) {
				f(c)
			}
		case '=':
			if at < 0 || p.Nodes[c].Kind != tape.Array || p.Len(c) != 2 || !marked(p, c+1, a, at) {
				f(c)
			}
		case '~':
			switch {
			case at < 0 || p.Nodes[c].Kind != tape.Object:
				each(p, c, f)
			case a.Nodes[at].Kind == tape.Object:
				overtaken(a, at, p, c, f)
			case a.Nodes[at].Kind == tape.Array:
				if m := p.Get(c, "#"); m < 0 || !marked(p, m, a, at) {
					each(p, c, f)
				} else {
					overtaken(a, at, p, c, f)
				}
			default:
				each(p, c, f)
			}
		}
	}
}

// element is the element of an array that a difference names by its index, or -1.
func element(a *tape.Doc, i int, name string) int {
	n := 0
	for at := i + 1; at < int(a.Nodes[i].End); at = int(a.Nodes[at].End) {
		if strconv.Itoa(n) == name {
			return at
		}
		n++
	}
	return -1
}

// parted is the sign of a member of a difference, 0 where it has none, and the
// name behind it.
func parted(key string) (sign byte, name string) {
	if key == "" {
		return 0, ""
	}
	switch key[0] {
	case '+':
		return 0, key[1:]
	case '-', '=', '~', '#':
		return key[0], key[1:]
	}
	return 0, key
}

// Parted is the name of a member of a difference without its sign. Plain is true
// where the member's value is a value of the target, and not a difference.
func Parted(key string) (name string, plain bool) {
	sign, name := parted(key)
	return name, sign == 0
}

func applyObject(dst []byte, a *tape.Doc, i int, p *tape.Doc, j int) []byte {
	dst = append(dst, '{')
	for c := i + 1; c < int(a.Nodes[i].End); c = int(a.Nodes[c].End) {
		dst = applyMember(dst, a, c, a.Nodes[c].Key, true, p, j)
	}
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		name := p.Nodes[c].Key
		if name != "" {
			switch name[0] {
			case '+':
				name = name[1:]
			case '-', '=', '~', '#':
				continue
			}
		}
		if name == "text" && p.Get(j, "#") >= 0 && !marked(p, p.Get(j, "#"), a, i) {
			continue
		}
		if a.Get(i, name) < 0 && !chosen(a, i, name, p, j) {
			dst = comma(dst)
			dst = jsontext.AppendString(dst, name)
			dst = append(dst, ':')
			dst = append(dst, p.Raw(c)...)
		}
	}
	return append(dst, '}')
}

// applyMember appends a member or, where it stands in an array, an element of the base as the difference wants it.
func applyMember(dst []byte, a *tape.Doc, i int, name string, named bool, p *tape.Doc, j int) []byte {
	if c := signed(p, j, '-', name); named && c >= 0 && marked(p, c, a, i) {
		return dst
	}
	dst = comma(dst)
	if named {
		dst = jsontext.AppendString(dst, name)
		dst = append(dst, ':')
	}
	if c := signed(p, j, '=', name); c >= 0 && p.Nodes[c].Kind == tape.Array && p.Len(c) == 2 && marked(p, c+1, a, i) {
		return append(dst, p.Raw(c+2)...)
	}
	if c := signed(p, j, '~', name); c >= 0 && p.Nodes[c].Kind == tape.Object {
		switch a.Nodes[i].Kind {
		case tape.Object:
			return applyObject(dst, a, i, p, c)
		case tape.Array:
			if m := p.Get(c, "#"); m < 0 || !marked(p, m, a, i) {
				return append(dst, a.Raw(i)...)
			}
			dst = append(dst, '[')
			n := 0
			for at := i + 1; at < int(a.Nodes[i].End); at = int(a.Nodes[at].End) {
				dst = applyMember(dst, a, at, strconv.Itoa(n), false, p, c)
				n++
			}
			return append(dst, ']')
		}
	}
	return append(dst, a.Raw(i)...)
}

// chosen reports whether the base has another member of the choice to which name
// belongs, which the difference does not take away.
func chosen(a *tape.Doc, i int, name string, p *tape.Doc, j int) bool {
	stem := choice(name)
	if stem == "" {
		return false
	}
	for c := i + 1; c < int(a.Nodes[i].End); c = int(a.Nodes[c].End) {
		other := a.Nodes[c].Key
		if other == name || other == "_"+name || choice(other) != stem {
			continue
		}
		if m := signed(p, j, '-', other); m < 0 || !marked(p, m, a, c) {
			return true
		}
	}
	return false
}

// choice is what stands before the name of a type at the end of a member's name:
// value of valueQuantity; "" where there is none.
func choice(name string) string {
	if name != "" && name[0] == '_' {
		name = name[1:]
	}
	for _, typ := range [...]string{"Age", "Boolean", "Code", "CodeableConcept", "Coding", "Date", "DateTime", "Decimal", "Duration", "Integer", "Period",
		"PositiveInt", "Quantity", "Range", "Ratio", "Reference", "SampledData", "String", "Time", "Timing"} {
		if stem, ok := strings.CutSuffix(name, typ); ok && len(stem) > 2 && typ != "Code" || ok && (stem == "value") {
			if typ == "Time" && strings.HasSuffix(stem, "Date") || typ == "Concept" {
				continue
			}
			return stem
		}
	}
	return ""
}

// signed is the difference's member of that sign and name, or -1.
func signed(p *tape.Doc, j int, sign byte, name string) int {
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		if k := p.Nodes[c].Key; len(k) == len(name)+1 && k[0] == sign && k[1:] == name {
			return c
		}
	}
	return -1
}

func marked(p *tape.Doc, c int, a *tape.Doc, i int) bool {
	var buf [16]byte
	m := appendMark(buf[:0], a, i)
	return p.Nodes[c].Kind == tape.String && p.Nodes[c].Text == string(m[1:len(m)-1])
}

func comma(dst []byte) []byte {
	if c := dst[len(dst)-1]; c != '{' && c != '[' && c != ':' {
		return append(dst, ',')
	}
	return dst
}
