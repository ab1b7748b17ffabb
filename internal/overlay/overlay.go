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
//	~name   a member that both have and whose difference follows
//	!name   a member that only the target has, beside another of the same choice
//
//	#       the mark of the base's array or, where text is among the members or
//	        where it stands in an array, object
//	##      where nothing else tells it: the mark of the base, and the target
//
// In an array the names are indexes: of the base's array, but for the values that
// only the target has, whose names are their indexes there.
//
// A name that begins with one of the signs has a + before it. The mark of a value
// tells whether the base still has the value that it had: if it has another, the
// member is left as it is, because somebody has edited it. Of an array that was
// edited only those elements get what they had that are as they were, since nobody
// knows which is which of the others (and no code is taken out), and a text (a narrative) that an edit has overtaken is not put back. Nor is
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

// Whole appends a difference that puts the target in place of a base that is as it
// was: for what Diff cannot tell.
func Whole(dst []byte, base *tape.Doc, i int, target *tape.Doc, j int) []byte {
	dst = append(dst, `{"##":[`...)
	dst = append(appendMark(dst, base, i), ',')
	dst = append(dst, target.Raw(j)...)
	return append(dst, "]}"...)
}

func diffObject(dst []byte, a *tape.Doc, i int, b *tape.Doc, j int) []byte {
	end := int(b.Nodes[j].End)
	base, target := membersOf(a, i), membersOf(b, j)
	for c := j + 1; c < end; c = int(b.Nodes[c].End) {
		name := b.Nodes[c].Key
		at := base.get("", name)
		if at < 0 {
			sign := ""
			if besideChoice(a, i, name, &target) {
				sign = "!"
			}
			dst = member(dst, sign, name)
			dst = append(dst, b.Raw(c)...)
			continue
		}
		dst = diffValue(dst, name, false, a, at, b, c)
	}
	end = int(a.Nodes[i].End)
	for c := i + 1; c < end; c = int(a.Nodes[c].End) {
		if name := a.Nodes[c].Key; target.get("", name) < 0 {
			dst = member(dst, "-", name)
			dst = appendMark(dst, a, c)
		}
	}
	return dst
}

// besideChoice reports whether the base has another member of the choice to which
// name belongs, which the target has too.
func besideChoice(a *tape.Doc, i int, name string, target *members) bool {
	stem := choice(name)
	if stem == "" {
		return false
	}
	for c := i + 1; c < int(a.Nodes[i].End); c = int(a.Nodes[c].End) {
		if other := a.Nodes[c].Key; !sameMember(other, name) && choice(other) == stem && target.get("", other) >= 0 {
			return true
		}
	}
	return false
}

// sameMember reports whether two names are of one member, or of it and what stands beside it.
func sameMember(a, b string) bool {
	return strings.TrimPrefix(a, "_") == strings.TrimPrefix(b, "_")
}

// diffValue tells the values of a member, or of an element of an array, apart.
func diffValue(dst []byte, name string, element bool, a *tape.Doc, i int, b *tape.Doc, j int) []byte {
	if Equal(a, i, b, j) {
		return dst
	}
	start := len(dst)
	kind := a.Nodes[i].Kind
	if kind == b.Nodes[j].Kind && (kind == tape.Object || kind == tape.Array) {
		dst = member(dst, "~", name)
		dst = append(dst, '{')
		if element || kind == tape.Array {
			dst = append(dst, `"#":`...)
			dst = appendMark(dst, a, i)
		}
		if kind == tape.Object {
			dst = diffObject(dst, a, i, b, j)
		} else {
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

// diffArray tells two arrays apart. What stands in both, the same or changed, is
// found where it was moved by what came before it or went.
func diffArray(dst []byte, a *tape.Doc, i int, b *tape.Doc, j int) []byte {
	x, y := elements(a, i), elements(b, j)
	from := 0
	for from < len(x) && from < len(y) && Equal(a, x[from], b, y[from]) {
		from++
	}
	tail := 0
	for tail < len(x)-from && tail < len(y)-from && Equal(a, x[len(x)-1-tail], b, y[len(y)-1-tail]) {
		tail++
	}
	pairs := align(a, x[from:len(x)-tail], b, y[from:len(y)-tail])
	m, n := from, from // what was told so far
	told := func(toX, toY int) {
		for ; m < toX; m++ {
			dst = appendMark(member(dst, "-", strconv.Itoa(m)), a, x[m])
		}
		for ; n < toY; n++ {
			dst = append(member(dst, "", strconv.Itoa(n)), b.Raw(y[n])...)
		}
	}
	for _, p := range pairs {
		told(from+p.x, from+p.y)
		dst = diffValue(dst, strconv.Itoa(m), true, a, x[m], b, y[n])
		m, n = m+1, n+1
	}
	told(len(x)-tail, len(y)-tail)
	return dst
}

func elements(d *tape.Doc, i int) (list []int) {
	for c := i + 1; c < int(d.Nodes[i].End); c = int(d.Nodes[c].End) {
		list = append(list, c)
	}
	return list
}

// pair is an element of each of two arrays that belong together.
type pair struct{ x, y int }

// maxAlign bounds the work of comparing each element of an array with each of another.
const maxAlign = 1 << 10

// align pairs the elements of two arrays, in order, so that they have as much in
// common as can be. Arrays that are too long for that are paired by their places.
func align(a *tape.Doc, x []int, b *tape.Doc, y []int) (pairs []pair) {
	if len(x) == len(y) && len(x) == 1 || len(x)*len(y) > maxAlign {
		for k := range min(len(x), len(y)) {
			pairs = append(pairs, pair{k, k})
		}
		return pairs
	}
	width := len(y) + 1
	best := make([]int, (len(x)+1)*width) // of what follows
	common := make([]int, len(x)*len(y))
	for m := len(x) - 1; m >= 0; m-- {
		for n := len(y) - 1; n >= 0; n-- {
			c := inCommon(a, x[m], b, y[n])
			common[m*len(y)+n] = c
			best[m*width+n] = max(best[(m+1)*width+n], best[m*width+n+1])
			if c > 0 {
				best[m*width+n] = max(best[m*width+n], c+best[(m+1)*width+n+1])
			}
		}
	}
	for m, n := 0, 0; m < len(x) && n < len(y); {
		c := common[m*len(y)+n]
		switch {
		case c > 0 && best[m*width+n] == c+best[(m+1)*width+n+1]:
			pairs = append(pairs, pair{m, n})
			m, n = m+1, n+1
		case best[m*width+n] == best[(m+1)*width+n]:
			m++
		default:
			n++
		}
	}
	return pairs
}

// inCommon is how many bytes of one value another has too.
func inCommon(a *tape.Doc, i int, b *tape.Doc, j int) int {
	x := &a.Nodes[i]
	if Equal(a, i, b, j) {
		return int(x.To - x.From)
	}
	if x.Kind != tape.Object || b.Nodes[j].Kind != tape.Object {
		return 0
	}
	n := 0
	for c := i + 1; c < int(x.End); c = int(a.Nodes[c].End) {
		if at := b.Get(j, a.Nodes[c].Key); at >= 0 && Equal(a, c, b, at) {
			n += int(a.Nodes[c].To - a.Nodes[c].From)
		}
	}
	return n
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
		other := membersOf(b, j)
		for at := i + 1; at < int(x.End); at = int(a.Nodes[at].End) {
			c := other.get("", a.Nodes[at].Key)
			if c < 0 || !Equal(a, at, b, c) {
				return false
			}
			n++
		}
		return n == b.Len(j)
	}
	return true
}

// members finds the members of an object by their names; those of large ones by an index.
type members struct {
	d     *tape.Doc
	i     int
	index map[string]int
}

func membersOf(d *tape.Doc, i int) (m members) {
	m = members{d: d, i: i}
	if d.Len(i) > 64 {
		m.index = make(map[string]int, d.Len(i))
		for c := i + 1; c < int(d.Nodes[i].End); c = int(d.Nodes[c].End) {
			m.index[d.Nodes[c].Key] = c
		}
	}
	return m
}

// get is the member of a name with a sign before it, or -1.
func (m *members) get(sign, name string) int {
	if m.index != nil {
		if c, ok := m.index[sign+name]; ok {
			return c
		}
		return -1
	}
	for c := m.i + 1; c < int(m.d.Nodes[m.i].End); c = int(m.d.Nodes[c].End) {
		if k := m.d.Nodes[c].Key; len(k) == len(sign)+len(name) && k[len(sign):] == name && k[:len(sign)] == sign {
			return c
		}
	}
	return -1
}

// member appends a name with its sign.
func member(dst []byte, sign, name string) []byte {
	if c := dst[len(dst)-1]; c != '{' {
		dst = append(dst, ',')
	}
	if sign == "" && name != "" && (name[0] == '+' || name[0] == '-' || name[0] == '=' || name[0] == '~' || name[0] == '!' || name[0] == '#') {
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
	if whole := diff.Get(j, "##"); whole >= 0 {
		return replaced(dst, base, i, diff, whole)
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
	if whole := diff.Get(j, "##"); whole >= 0 {
		if diff.Nodes[whole].Kind != tape.Array || diff.Len(whole) != 2 || !marked(diff, whole+1, base, i) {
			f(whole)
		}
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
		case '=', '!', 0:
			f(c)
		}
	}
}

// overtaken is Overtaken for two objects.
func overtaken(a *tape.Doc, i int, p *tape.Doc, j int, f func(node int)) {
	base, diff := membersOf(a, i), membersOf(p, j)
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		sign, name := parted(p.Nodes[c].Key)
		at := base.get("", name)
		switch sign {
		case 0, '!':
			text := p.Get(j, "#")
			if at >= 0 || name == "text" && text >= 0 && !marked(p, text, a, i) || sign == 0 && chosen(a, i, name, p, &diff) {
				f(c)
			}
		case '=', '~':
			overtakenValue(a, at, sign, p, c, f)
		}
	}
}

// overtakenValue is overtaken for the difference of a value that stands at a node of
// the base, or at none.
func overtakenValue(a *tape.Doc, at int, sign byte, p *tape.Doc, c int, f func(node int)) {
	switch {
	case sign == '=':
		if at < 0 || p.Nodes[c].Kind != tape.Array || p.Len(c) != 2 || !marked(p, c+1, a, at) {
			f(c)
		}
	case at < 0 || p.Nodes[c].Kind != tape.Object:
		each(p, c, f)
	case a.Nodes[at].Kind == tape.Object:
		overtaken(a, at, p, c, f)
	case a.Nodes[at].Kind == tape.Array:
		overtakenArray(a, at, p, c, f)
	default:
		each(p, c, f)
	}
}

// overtakenArray is overtaken for two arrays: of one that was edited only what its
// unchanged elements had is put back.
func overtakenArray(a *tape.Doc, i int, p *tape.Doc, j int, f func(node int)) {
	m := p.Get(j, "#")
	whole := m >= 0 && marked(p, m, a, i)
	list := elements(a, i)
	byMark := map[string]int{}
	if !whole {
		for _, at := range list {
			var buf [16]byte
			mark := appendMark(buf[:0], a, at)
			byMark[string(mark[1:len(mark)-1])] = at
		}
	}
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		sign, name := parted(p.Nodes[c].Key)
		switch {
		case sign == 0 && !whole:
			f(c)
		case sign != '=' && sign != '~':
		case whole:
			at := -1
			if n, err := strconv.Atoi(name); err == nil && n >= 0 && n < len(list) {
				at = list[n]
			}
			overtakenValue(a, at, sign, p, c, f)
		default:
			mark := p.Get(c, "#")
			if sign == '=' && p.Nodes[c].Kind == tape.Array && p.Len(c) == 2 {
				mark = c + 1
			}
			at := -1
			if mark >= 0 {
				if n, ok := byMark[p.Nodes[mark].Text]; ok {
					at = n
				}
			}
			overtakenValue(a, at, sign, p, c, f)
		}
	}
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
	case '-', '=', '~', '!', '#':
		return key[0], key[1:]
	}
	return 0, key
}

// Parted is the name of a member of a difference without its sign. Plain is true
// where the member's value is a value of the target, and not a difference.
func Parted(key string) (name string, plain bool) {
	sign, name := parted(key)
	return name, sign == 0 || sign == '!'
}

func applyObject(dst []byte, a *tape.Doc, i int, p *tape.Doc, j int) []byte {
	dst = append(dst, '{')
	base, diff := membersOf(a, i), membersOf(p, j)
	for c := i + 1; c < int(a.Nodes[i].End); c = int(a.Nodes[c].End) {
		dst = applyMember(dst, a, c, p, &diff)
	}
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		name := p.Nodes[c].Key
		forced := false
		if name != "" {
			switch name[0] {
			case '+':
				name = name[1:]
			case '!':
				name, forced = name[1:], true
			case '-', '=', '~', '#':
				continue
			}
		}
		if name == "text" && p.Get(j, "#") >= 0 && !marked(p, p.Get(j, "#"), a, i) {
			continue
		}
		if base.get("", name) < 0 && (forced || !chosen(a, i, name, p, &diff)) {
			dst = comma(dst)
			dst = jsontext.AppendString(dst, name)
			dst = append(dst, ':')
			dst = append(dst, p.Raw(c)...)
		}
	}
	return append(dst, '}')
}

// applyMember appends a member of the base as the difference wants it.
func applyMember(dst []byte, a *tape.Doc, i int, p *tape.Doc, diff *members) []byte {
	name := a.Nodes[i].Key
	if c := diff.get("-", name); c >= 0 && marked(p, c, a, i) {
		return dst
	}
	dst = comma(dst)
	dst = jsontext.AppendString(dst, name)
	dst = append(dst, ':')
	if c := diff.get("=", name); c >= 0 {
		return replaced(dst, a, i, p, c)
	}
	return changed(dst, a, i, p, diff.get("~", name))
}

// replaced appends the value that the difference has instead of the base's, if the
// base still has the value that it had.
func replaced(dst []byte, a *tape.Doc, i int, p *tape.Doc, c int) []byte {
	if p.Nodes[c].Kind == tape.Array && p.Len(c) == 2 && marked(p, c+1, a, i) {
		return append(dst, p.Raw(c+2)...)
	}
	return append(dst, a.Raw(i)...)
}

// changed appends a value of the base with the difference c laid over it, if there is one.
func changed(dst []byte, a *tape.Doc, i int, p *tape.Doc, c int) []byte {
	if c >= 0 && p.Nodes[c].Kind == tape.Object {
		switch a.Nodes[i].Kind {
		case tape.Object:
			return applyObject(dst, a, i, p, c)
		case tape.Array:
			if m := p.Get(c, "#"); m >= 0 && marked(p, m, a, i) {
				return applyArray(dst, a, i, p, c)
			}
			return applyEdited(dst, a, i, p, c)
		}
	}
	return append(dst, a.Raw(i)...)
}

// applyArray appends an array of the base as the difference wants it. Its members
// stand in the order of the elements, as Diff has written them.
func applyArray(dst []byte, a *tape.Doc, i int, p *tape.Doc, j int) []byte {
	dst = append(dst, '[')
	c, end := j+1, int(p.Nodes[j].End)
	take := func(sign string, index int) (value int) { // the difference's next member if it is that one, or -1
		if c < end && p.Nodes[c].Key == "#" {
			c = int(p.Nodes[c].End)
		}
		if c >= end || len(p.Nodes[c].Key) > 12 || p.Nodes[c].Key != sign+strconv.Itoa(index) {
			return -1
		}
		value = c
		c = int(p.Nodes[c].End)
		return value
	}
	n := 0 // of the target's elements
	more := func() {
		for v := take("", n); v >= 0; v = take("", n) {
			dst = append(comma(dst), p.Raw(v)...)
			n++
		}
	}
	m := 0 // of the base's
	for at := i + 1; at < int(a.Nodes[i].End); at = int(a.Nodes[at].End) {
		if more(); take("-", m) < 0 {
			dst = comma(dst)
			if v := take("=", m); v >= 0 {
				dst = replaced(dst, a, at, p, v)
			} else {
				dst = changed(dst, a, at, p, take("~", m))
			}
			n++
		}
		m++
	}
	more()
	return append(dst, ']')
}

// applyEdited appends an array of the base that was edited: elements that are as
// they were get what the difference has for them. A code is not taken out: the one of the
// target that says the same, and so made it needless, may be what was edited.
func applyEdited(dst []byte, a *tape.Doc, i int, p *tape.Doc, j int) []byte {
	byMark := map[string]int{} // the difference's members
	for c := j + 1; c < int(p.Nodes[j].End); c = int(p.Nodes[c].End) {
		mark := -1
		switch key := p.Nodes[c].Key; {
		case key == "" || key == "#":
		case key[0] == '-' && a.Nodes[i].Key != "coding":
			mark = c
		case key[0] == '=' && p.Nodes[c].Kind == tape.Array && p.Len(c) == 2:
			mark = c + 1
		case key[0] == '~':
			mark = p.Get(c, "#")
		}
		if mark >= 0 && p.Nodes[mark].Kind == tape.String {
			byMark[p.Nodes[mark].Text] = c
		}
	}
	dst = append(dst, '[')
	for at := i + 1; at < int(a.Nodes[i].End); at = int(a.Nodes[at].End) {
		var buf [16]byte
		m := appendMark(buf[:0], a, at)
		c, ok := byMark[string(m[1:len(m)-1])]
		switch {
		case !ok:
			dst = append(comma(dst), a.Raw(at)...)
		case p.Nodes[c].Key[0] == '-':
		case p.Nodes[c].Key[0] == '=':
			dst = append(comma(dst), p.Raw(c+2)...)
		default:
			dst = changed(comma(dst), a, at, p, c)
		}
	}
	return append(dst, ']')
}

// chosen reports whether the base has another member of the choice to which name
// belongs, which the difference does not take away.
func chosen(a *tape.Doc, i int, name string, p *tape.Doc, diff *members) bool {
	stem := choice(name)
	if stem == "" {
		return false
	}
	for c := i + 1; c < int(a.Nodes[i].End); c = int(a.Nodes[c].End) {
		other := a.Nodes[c].Key
		if sameMember(other, name) || choice(other) != stem {
			continue
		}
		if m := diff.get("-", other); m < 0 || !marked(p, m, a, c) {
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
