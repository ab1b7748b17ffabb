package fhir

import (
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/overlay"
	"github.com/openephr/ephr-go/internal/tape"
)

// Loss is a value of a record that an export leaves out. It says where and why,
// and nothing of the value. It is for the caller alone: who is told that
// something was left out learns that there was something.
type Loss struct {
	// Pointer is the place in the record's JSON.
	Pointer ephr.Pointer
	// Expression is the FHIR element into which the value would have gone, as FHIRPath with
	// the names of JSON, such as Observation.valueQuantity.value; empty where there is none.
	Expression string
	// Reason is why it was left out.
	Reason LossReason
}

// Losses are the values of the record that [Append] with the same arguments
// leaves out, in the order of the record's JSON. None is the promise of a
// collection with [AllTiers]; whoever asks for less gets exactly what that costs.
//
// There is a Loss for each value that is no object or array. Raw JSON is taken
// apart in the source, where a changed member (=) is one value; of extensions too.
// The ids of items and of the registry do not count: they are names within the
// record, and go out in another form.
//
// The errors are those of [Append] and of [ephr.Record.Append].
func Losses(rec *ephr.Record, kind Kind, opts ...Option) ([]Loss, error) {
	x := NewExporter(kind, opts...)
	l := losses{x: x, rec: rec, overtaken: map[*ephr.SourceResource][]int{}}
	x.laid = func(s *ephr.SourceResource, base, diff *tape.Doc) {
		overlay.Overtaken(base, 0, diff, 0, func(node int) { l.overtaken[s] = append(l.overtaken[s], node) })
	}
	if _, err := x.Append(nil, rec); err != nil {
		return nil, err
	}
	var err error
	if l.a, err = asDocument(rec); err != nil {
		return nil, err
	}
	switch {
	case rec.Person == nil:
		l.withoutPerson()
	case x.release.All:
		l.sources(0)
	default:
		if l.b, err = asDocument(x.rec); err != nil {
			return nil, err
		}
		l.classes = map[ephr.Pointer]ephr.Class{}
		for p, c := range rec.Values() {
			l.classes[p] = c
		}
		l.compare(0, 0, "")
		l.tombstones()
	}
	if rec.Person != nil {
		l.unknownMembers()
		l.twins()
	}
	l.express()
	return l.list, nil
}

func asDocument(rec *ephr.Record) (tape.Doc, error) {
	text, err := rec.Append(nil)
	if err != nil {
		return tape.Doc{}, err
	}
	return tape.Parse(string(text), nil)
}

// losses finds what an export has left out of a record.
type losses struct {
	x         *Exporter
	rec       *ephr.Record
	a, b      tape.Doc // the record, and what of it was exported
	classes   map[ephr.Pointer]ephr.Class
	overtaken map[*ephr.SourceResource][]int // members of remainders that were not put back
	list      []Loss
}

func (l *losses) add(p ephr.Pointer, expression string, reason LossReason) {
	l.list = append(l.list, Loss{p, expression, reason})
}

// children calls f for the values in an array or object, with their places.
func children(d *tape.Doc, i int, p ephr.Pointer, f func(c int, p ephr.Pointer)) {
	n := 0
	for c := i + 1; c < int(d.Nodes[i].End); c = int(d.Nodes[c].End) {
		if d.Nodes[i].Kind == tape.Object {
			f(c, p.Append(d.Nodes[c].Key))
		} else {
			f(c, p.Index(n))
		}
		n++
	}
}

// compare finds what b, the redacted record, has not of a.
func (l *losses) compare(i, j int, p ephr.Pointer) {
	switch l.a.Nodes[i].Kind {
	case tape.Object:
		children(&l.a, i, p, func(c int, p ephr.Pointer) {
			if d := l.b.Get(j, l.a.Nodes[c].Key); d >= 0 {
				l.compare(c, d, p)
			} else {
				l.gone(c, p)
			}
		})
	case tape.Array:
		same, n := l.align(i, j, p), 0
		children(&l.a, i, p, func(c int, p ephr.Pointer) {
			if d := same[n]; d >= 0 {
				l.compare(c, d, p)
			} else {
				l.gone(c, p)
			}
			n++
		})
	}
}

// align finds for each element of an array in a the one in b that is left of it,
// or -1. Redaction keeps the order.
func (l *losses) align(i, j int, p ephr.Pointer) []int {
	if l.a.Len(i) == l.b.Len(j) {
		var all []int
		children(&l.b, j, "", func(d int, _ ephr.Pointer) { all = append(all, d) })
		return all
	}
	return l.match(i, j, p)
}

// match is align for arrays of which it is not known that b's is left of a's.
func (l *losses) match(i, j int, p ephr.Pointer) (same []int) {
	d := j + 1
	children(&l.a, i, p, func(c int, p ephr.Pointer) {
		if d < int(l.b.Nodes[j].End) && l.remainsOf(c, d, p) {
			same = append(same, d)
			d = int(l.b.Nodes[d].End)
			return
		}
		same = append(same, -1)
	})
	return same
}

// remainsOf reports whether d can be what redaction has left of c: it has nothing
// that c has not, and nothing that has to go.
func (l *losses) remainsOf(c, d int, p ephr.Pointer) bool {
	x, y := &l.a.Nodes[c], &l.b.Nodes[d]
	if x.Kind != y.Kind {
		return false
	}
	switch x.Kind {
	case tape.Object:
		for e := d + 1; e < int(y.End); e = int(l.b.Nodes[e].End) {
			key := l.b.Nodes[e].Key
			if from := l.a.Get(c, key); from < 0 || !l.remainsOf(from, e, p.Append(key)) {
				return false
			}
		}
		return true
	case tape.Array:
		n := 0
		for _, e := range l.match(c, d, p) {
			if e >= 0 {
				n++
			}
		}
		return n == l.b.Len(d)
	}
	return x.Text == y.Text && l.allows(p)
}

// allows reports whether the class of a value lets it leave from its place.
func (l *losses) allows(p ephr.Pointer) bool {
	release := l.x.release
	if release.Relative != "" && (strings.HasPrefix(string(p), "/familyHistory/") || strings.HasPrefix(string(p), "/consents/")) {
		release = ephr.Release{}
	}
	return release.Allows(l.classes[p])
}

// gone notes a value of a with all that is in it.
func (l *losses) gone(i int, p ephr.Pointer) {
	if p == "/source" {
		l.sources(i)
		return
	}
	if k := l.a.Nodes[i].Kind; k != tape.Array && k != tape.Object || l.a.Len(i) == 0 {
		l.add(p, "", l.reason(p))
		return
	}
	children(&l.a, i, p, l.gone)
}

// withoutPerson notes what a record without a person has beside its source.
func (l *losses) withoutPerson() {
	children(&l.a, 0, "", func(c int, p ephr.Pointer) {
		switch p {
		case "/source":
			l.sources(c)
		case "/id", "/schemaVersion":
		default:
			l.leaves(c, p, LossNoPerson)
		}
	})
}

func (l *losses) leaves(i int, p ephr.Pointer, reason LossReason) {
	if k := l.a.Nodes[i].Kind; k != tape.Array && k != tape.Object || l.a.Len(i) == 0 {
		l.add(p, "", reason)
		return
	}
	children(&l.a, i, p, func(c int, p ephr.Pointer) { l.leaves(c, p, reason) })
}

// tombstones have their references, which are local ids, with all tiers only.
func (l *losses) tombstones() {
	i := l.b.Get(0, "tombstones")
	if i < 0 {
		return
	}
	from := l.a.Get(0, "tombstones")
	same, n := l.align(from, i, "/tombstones"), 0
	children(&l.a, from, "/tombstones", func(c int, p ephr.Pointer) {
		if same[n] >= 0 && l.a.Get(c, "replacedBy") >= 0 {
			l.add(p.Append("replacedBy"), "", LossLocalID)
		}
		n++
	})
}

// unknownMembers are those of a newer version, for which FHIR has no place with all
// tiers either.
func (l *losses) unknownMembers() {
	if !l.x.release.All || l.rec.SchemaVersion == ephr.CurrentVersion {
		return
	}
	for p := range l.rec.Values() {
		if i := at(&l.a, p); i >= 0 && !strings.HasPrefix(string(p), "/source/") && unknown(p) {
			l.leaves(i, p, LossNewer)
		}
	}
}

// at is the node at a place, or -1.
func at(d *tape.Doc, p ephr.Pointer) int {
	i := 0
	for token := range p.Tokens() {
		next := -1
		children(d, i, "", func(c int, q ephr.Pointer) {
			if next < 0 && q == ephr.Pointer("").Append(token) {
				next = c
			}
		})
		if i = next; i < 0 {
			return -1
		}
	}
	return i
}

// twins are rows of the registry that stand in it again under the same key: the
// first is written, and of the others what it has not is left out.
func (l *losses) twins() {
	var known map[ephr.Pointer]bool
	for i := range l.x.plan {
		r := &l.x.plan[i]
		if r.kind != kindNone {
			continue
		}
		if known == nil {
			known = map[ephr.Pointer]bool{}
			for _, loss := range l.list {
				known[loss.Pointer] = true
			}
		}
		for j := range l.x.plan[:i] {
			if first := &l.x.plan[j]; first.id == r.id && first.kind != kindNone {
				l.twin(first, r, known)
				break
			}
		}
	}
}

func (l *losses) twin(first, second *resource, known map[ephr.Pointer]bool) {
	list := ephr.Pointer("/organizations")
	switch first.kind {
	case kindLocation:
		list = "/sites"
	case kindPractitioner:
		list = "/practitioners"
	}
	i := at(&l.a, list)
	a, b, from := -1, -1, list
	children(&l.a, i, list, func(c int, p ephr.Pointer) {
		switch id := ephr.ID(l.a.String(c, "id")); {
		case a < 0 && id == first.local:
			a = c
		case id == second.local:
			b, from = c, p
		}
	})
	if a >= 0 && b >= 0 {
		l.beyond(a, b, from, known)
	}
}

// beyond notes what b has and a has not.
func (l *losses) beyond(a, b int, p ephr.Pointer, known map[ephr.Pointer]bool) {
	children(&l.a, b, p, func(c int, q ephr.Pointer) {
		d, token := -1, strings.TrimPrefix(string(q), string(p))
		children(&l.a, a, "", func(e int, r ephr.Pointer) {
			if string(r) == token {
				d = e
			}
		})
		switch k := l.a.Nodes[c].Kind; {
		case token == "/id":
		case k == tape.Object || k == tape.Array:
			l.beyond(max(d, 0), c, q, known)
		case !known[q] && (d < 0 || l.a.Nodes[d].Kind != k || l.a.Nodes[d].Text != l.a.Nodes[c].Text):
			l.add(q, "", LossSameKey)
		}
	})
}

// sources notes what is left out of the record's source, whose node is i or to be found.
func (l *losses) sources(i int) {
	if i == 0 {
		if i = l.a.Get(0, "source"); i < 0 {
			return
		}
	}
	s := 0
	n := 0
	children(&l.a, i, "/source", func(c int, p ephr.Pointer) {
		src := &l.rec.Source[s]
		children(&l.a, c, p, func(m int, p ephr.Pointer) {
			switch l.a.Nodes[m].Key {
			case "bundle":
				l.wrapper(m, p, s)
			case "resources":
				r := 0
				children(&l.a, m, p, func(c int, p ephr.Pointer) {
					l.sourceResource(c, p, &src.Resources[r], n)
					r, n = r+1, n+1
				})
			default:
				l.foreign(m, p, "", l.unplaced())
			}
		})
		s++
	})
}

// unplaced is why nothing of the source can leave.
func (l *losses) unplaced() LossReason {
	if !l.x.release.All {
		return LossTier4
	}
	return LossNoPlace
}

// written reports whether the kind of export holds the source at all.
func (l *losses) written() bool { return l.x.release.All && l.x.kind != Document }

func (l *losses) sourceResource(i int, p ephr.Pointer, s *ephr.SourceResource, n int) {
	if !l.written() {
		l.wholeResource(i, p, s, l.unplaced())
		return
	}
	if !resourceType(s.Type) || s.Item != "" && (l.rec.Person == nil || l.x.writtenAs(n) == nil) {
		l.wholeResource(i, p, s, LossNoItem)
		return
	}
	if m := l.a.Get(i, "entry"); m >= 0 {
		l.entry(m, p.Append("entry"))
	}
	if m := l.a.Get(i, "id"); m >= 0 && l.x.kind == Transaction && !fhirID(s.ID) {
		l.add(p.Append("id"), s.Type+".id", LossNoID) // a server has to know it by another
	}
	m := l.a.Get(i, "remainder")
	switch {
	case m < 0:
	case s.Item == "":
		if l.a.String(m, "resourceType") != s.Type {
			l.remainder(m, p.Append("remainder"), s.Type, false, LossOvertaken)
		} else if id := l.a.Get(m, "id"); id >= 0 && l.x.kind == Transaction && !fhirID(s.ID) {
			l.foreign(id, p.Append("remainder").Append("id"), s.Type+".id", LossNoID)
		}
	case len(l.overtaken[s]) > 0:
		nodes := map[int]bool{}
		for _, node := range l.overtaken[s] { // nodes of the remainder alone
			nodes[m+node] = true
		}
		l.some(m, p.Append("remainder"), s.Type, nodes)
	}
}

// entry notes what of a foreign entry's own members belongs to bundles of another type.
func (l *losses) entry(i int, p ephr.Pointer) {
	if l.a.Nodes[i].Kind != tape.Object {
		l.foreign(i, p, "Bundle.entry", LossOtherBundle)
		return
	}
	children(&l.a, i, p, func(m int, p ephr.Pointer) {
		switch name := l.a.Nodes[m].Key; name {
		case "search", "request", "response":
			if l.x.othersType {
				l.foreign(m, p, below("Bundle.entry", name), LossOtherBundle)
			}
		}
	})
}

func (l *losses) wholeResource(i int, p ephr.Pointer, s *ephr.SourceResource, reason LossReason) {
	children(&l.a, i, p, func(m int, p ephr.Pointer) { l.resourceMember(m, p, s, reason) })
}

func (l *losses) resourceMember(m int, p ephr.Pointer, s *ephr.SourceResource, reason LossReason) {
	switch l.a.Nodes[m].Key {
	case "id":
		l.foreign(m, p, s.Type+".id", reason)
	case "fullUrl":
		l.foreign(m, p, "Bundle.entry.fullUrl", reason)
	case "remainder":
		l.remainder(m, p, s.Type, s.Item != "", reason)
	default:
		l.foreign(m, p, s.Type, reason)
	}
}

// remainder notes all that a remainder holds: a resource, or a difference.
func (l *losses) remainder(i int, p ephr.Pointer, expression string, difference bool, reason LossReason) {
	if !difference || l.a.Nodes[i].Kind != tape.Object {
		l.foreign(i, p, expression, reason)
		return
	}
	children(&l.a, i, p, func(c int, p ephr.Pointer) {
		name, plain := overlay.Parted(l.a.Nodes[c].Key)
		e := below(expression, name)
		switch {
		case plain:
			l.foreign(c, p, e, reason)
		case l.a.Nodes[c].Kind == tape.Object:
			l.remainder(c, p, e, true, reason)
		default:
			l.add(p, e, reason)
		}
	})
}

// some notes the members of a remainder that were not put back.
func (l *losses) some(i int, p ephr.Pointer, expression string, nodes map[int]bool) {
	children(&l.a, i, p, func(c int, p ephr.Pointer) {
		name, plain := overlay.Parted(l.a.Nodes[c].Key)
		e := below(expression, name)
		switch {
		case nodes[c] && plain:
			l.foreign(c, p, e, LossOvertaken)
		case nodes[c]:
			l.add(p, e, LossOvertaken)
		case !plain && l.a.Nodes[c].Kind == tape.Object:
			l.some(c, p, e, nodes)
		}
	})
}

// foreign notes a value of another system with all that is in it.
func (l *losses) foreign(i int, p ephr.Pointer, expression string, reason LossReason) {
	if k := l.a.Nodes[i].Kind; k != tape.Array && k != tape.Object || l.a.Len(i) == 0 {
		l.add(p, expression, reason)
		return
	}
	children(&l.a, i, p, func(c int, p ephr.Pointer) {
		l.foreign(c, p, below(expression, l.a.Nodes[c].Key), reason)
	})
}

// below is the expression of a member; indexes have none of their own.
func below(expression, name string) string {
	name = strings.TrimPrefix(name, "_")
	if name == "" || name == "resourceType" || strings.Trim(name, "0123456789") == "" {
		return expression
	}
	return expression + "." + name
}

// wrapper notes what is left out of a foreign bundle's own members.
func (l *losses) wrapper(i int, p ephr.Pointer, s int) {
	const bundle = "Bundle"
	if !l.written() {
		l.foreign(i, p, bundle, l.unplaced())
		return
	}
	if s > 0 || l.a.Nodes[i].Kind != tape.Object {
		l.foreign(i, p, bundle, LossOtherBundle)
		return
	}
	children(&l.a, i, p, func(c int, p ephr.Pointer) {
		switch name := l.a.Nodes[c].Key; name {
		case "type":
			if l.a.String(i, "type") != l.x.kind.String() {
				l.foreign(c, p, "Bundle.type", LossOtherBundle)
			}
		case "total", "link":
			if l.x.othersType {
				l.foreign(c, p, below(bundle, name), LossOtherBundle)
			}
		case "entry":
			if l.x.kind == Transaction || l.a.Nodes[c].Kind != tape.Array {
				l.foreign(c, p, "Bundle.entry", LossOtherBundle)
			}
		}
	})
}

// reason is why a value of the record was left out by redaction.
func (l *losses) reason(p ephr.Pointer) LossReason {
	class, place := ephr.Class{}, p
	for q := p; q != ""; q = q.Parent() {
		if c, ok := l.classes[q]; ok {
			class, place = c, q
			break
		}
	}
	release := l.x.release
	switch {
	case class.Tier == ephr.T4 && l.rec.SchemaVersion != ephr.CurrentVersion && unknown(place):
		return LossNewer
	case class.Tier == ephr.T4 && (class.Sensitivity == "PATLOC" || class.Sensitivity == "SSP"):
		return LossShelter
	case class.Tier == ephr.T4:
		return LossTier4
	case release.Allows(class):
		if release.Relative != "" && (class.Tier == ephr.T3 || strings.HasPrefix(string(p), "/person/relatives/")) {
			return LossOthers
		}
		return LossDepends
	case l.isRefused(class):
		return LossRefused
	}
	if r := l.x.options.recipient; r != nil && r.handed() {
		release.Withheld = slices.DeleteFunc(slices.Clone(release.Withheld), func(s codes.Sensitivity) bool { return s == "" })
		if release.Allows(class) {
			return LossOthers
		}
	}
	return LossTier3
}

// isRefused reports whether the person has refused to share values of a class
// with the recipient, or has withdrawn a permit.
func (l *losses) isRefused(class ephr.Class) bool {
	r := l.x.options.recipient
	if r == nil {
		return false
	}
	for s := range class.Groups() {
		if slices.Contains(l.x.release.Withheld, s) {
			return true
		}
	}
	return !l.x.release.Restricted && slices.ContainsFunc(l.rec.Consents, func(c ephr.Consent) bool {
		return c.Decision != codes.ConsentDecisionPermit && len(c.Sensitivities) == 0 && r.covers(&c, true)
	})
}
