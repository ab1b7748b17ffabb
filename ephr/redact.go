package ephr

import "github.com/openephr/ephr-go/codes"

// Release says which tiers may leave. The zero Release lets T1 and T2 pass.
type Release struct {
	// All lets everything pass.
	All bool
	// Restricted lets T3 pass, as a consent for the recipient and purpose allows.
	Restricted bool
	// Sensitivities limits Restricted to values of these groups, and of no other; nil means all of T3.
	Sensitivities []codes.Sensitivity
	// Withheld are groups that Restricted does not let pass.
	Withheld []codes.Sensitivity
	// Relative is the id of the relative to whom a copy is handed, or empty. What the
	// record says of others is withheld then, whatever passes else: other relatives,
	// and what is restricted in the family history and in consents.
	Relative ID
}

// Allows reports whether values of a class may leave. What [Redact] withholds
// beyond them follows from values that may not, or from Relative.
func (r *Release) Allows(c Class) bool { return r.allows(c) }

func (r *Release) allows(c Class) bool {
	switch {
	case r.All || c.Tier <= T2:
		return true
	case c.Tier > T3 || !r.Restricted:
		return false
	}
	for _, s := range r.Withheld {
		if s == c.Sensitivity || c.also&groupBit(s) != 0 {
			return false
		}
	}
	if r.Sensitivities == nil {
		return true
	}
	named, first := uint64(0), false
	for _, s := range r.Sensitivities {
		first = first || s == c.Sensitivity && s != ""
		if c.also != 0 && s.Known() {
			named |= groupBit(s)
		}
	}
	return first && c.also&^named == 0 // every group of the value has to be named
}

// Redact is the record without the values that the release withholds, and
// without what only they would leave behind: references to them, objects that
// nothing is left of. It does not announce itself: a record from which the
// withheld values are missing in the first place gives an equal result. The
// original is not changed; the two share what they have in common.
func (r *Record) Redact(to Release) *Record {
	var x Redactor
	return x.Redact(r, to)
}

// Redactor redacts one record after another and reuses its memory. The zero
// Redactor is ready. It must not be used by two goroutines at once.
type Redactor struct {
	registry
	release Release
	dropped []ID // items that are gone
	arenas  arenas
	record_ Record
	needed  map[ID]bool
	need    func(ID)    // puts an id into needed
	lostSet map[ID]bool // dropped, where they are many
	inSet   int         // how many of them are in lostSet
	ids     []ID
	newer   bool
	absent  []Absence
}

// Redact is [Record.Redact]. The result is valid until the next call.
func (x *Redactor) Redact(r *Record, to Release) *Record {
	x.read(r)
	if to.All {
		return r
	}
	x.release = to
	x.newer = r.SchemaVersion != CurrentVersion
	x.arenas.reset()
	x.dropped = x.dropped[:0]
	for i := range x.hidden {
		if id := x.hidden[i].id; x.gone(id) {
			x.dropped = append(x.dropped, id)
		}
	}
	clear(x.lostSet)
	x.inSet = 0
	x.ids, x.absent = x.ids[:0], x.absent[:0]
	x.record_ = *r
	out := &x.record_
	x.record(out)
	x.others(out)
	// items of lists that fell as a whole, and such as referred to them
	for n := -1; n != len(x.dropped); {
		n = len(x.dropped)
		if n > 0 {
			x.recordRefs(out)
		}
	}
	x.orphans(out)
	x.unreferenced(out)
	if to.Restricted {
		x.read(out) // so that what is bound to something withheld is not labelled for it
	}
	return out
}

// others takes out what a relative may not know of others, though a consent lets
// restricted values of the person pass.
func (x *Redactor) others(r *Record) {
	relative := x.release.Relative
	if relative == "" {
		return
	}
	if p := r.Person; p != nil {
		p.Relatives = keepItems(p.Relatives, func(v *Relative) bool { return x.kept(v.ID == relative, v.ID) })
	}
	x.release = Release{}
	r.FamilyHistory = keepItems(r.FamilyHistory, func(v *FamilyHistory) bool { return x.kept(x.familyHistory(v), v.ID) })
	r.Consents = keepItems(r.Consents, func(v *Consent) bool { return x.kept(x.consent(v), v.ID) })
}

// kept remembers items that are not.
func (x *Redactor) kept(keep bool, id ID) bool {
	if !keep {
		x.dropped = append(x.dropped, id)
	}
	return keep
}

// orphans takes provenance out whose item the record does not have, be it
// withheld or never there: what it says of places and people goes with it.
func (x *Redactor) orphans(r *Record) {
	if len(r.Provenance) == 0 {
		return
	}
	clear(x.needed)
	if x.needed == nil {
		x.needed = map[ID]bool{}
	}
	if x.need == nil {
		x.need = func(id ID) { x.needed[id] = true }
	}
	r.itemIDs(x.need)
	r.Provenance = keepItems(r.Provenance, func(p *Provenance) bool { return x.needed[p.Target] })
}

// unreferenced takes sites, organisations and practitioners out to which
// nothing refers any more: a row in the registry can tell what it was there for.
func (x *Redactor) unreferenced(r *Record) {
	clear(x.needed)
	if x.needed == nil {
		x.needed = map[ID]bool{}
	}
	if x.need == nil {
		x.need = func(id ID) { x.needed[id] = true }
	}
	need := x.need
	r.registryRefs(need)
	for i := range r.Practitioners {
		if p := &r.Practitioners[i]; x.needed[p.ID] {
			p.registryRefs(need)
		}
	}
	for i := range r.Sites {
		if s := &r.Sites[i]; x.needed[s.ID] {
			s.registryRefs(need)
		}
	}
	for n := -1; n != len(x.needed); {
		n = len(x.needed)
		for i := range r.Organizations {
			if o := &r.Organizations[i]; x.needed[o.ID] {
				o.registryRefs(need)
			}
		}
	}
	r.Practitioners = keepItems(r.Practitioners, func(p *Practitioner) bool { return x.needed[p.ID] })
	r.Sites = keepItems(r.Sites, func(s *Site) bool { return x.needed[s.ID] })
	r.Organizations = keepItems(r.Organizations, func(o *Organization) bool { return x.needed[o.ID] })
}

// Bound is the class that an organisation, site or practitioner of the record
// redacted last has because it is bound to a shelter or another restricted
// site; the zero Class for all others.
func (x *Redactor) Bound(id ID) Class { return x.classOf(id) }

func (x *Redactor) hides(c Class) bool { return !x.release.allows(c) }

// gone reports whether an entry of the registry is withheld.
func (x *Redactor) gone(id ID) bool { return x.hides(x.classOf(id)) }

// unsafe reports whether what follows the entry of the registry is withheld.
func (x *Redactor) unsafe(id ID) bool { return x.hides(x.followed(id)) }

// unsafeKeys is unsafe for what names entries by their keys.
func (x *Redactor) unsafeKeys(keys []string) bool { return x.hides(x.followedKeys(keys)) }

func (x *Redactor) lost(id ID) bool {
	if len(x.dropped) > few {
		if x.lostSet == nil {
			x.lostSet = make(map[ID]bool, len(x.dropped))
		}
		for _, d := range x.dropped[min(x.inSet, len(x.dropped)):] {
			x.lostSet[d] = true
		}
		x.inSet = len(x.dropped)
		return x.lostSet[id]
	}
	for _, d := range x.dropped {
		if d == id {
			return true
		}
	}
	return false
}

func (x *Redactor) keepRefs(ids []ID) []ID {
	for i, id := range ids {
		if !x.lost(id) {
			continue
		}
		from := len(x.ids)
		x.ids = append(x.ids, ids[:i]...)
		for _, id := range ids[i+1:] {
			if !x.lost(id) {
				x.ids = append(x.ids, id)
			}
		}
		return x.ids[from:len(x.ids):len(x.ids)]
	}
	return ids
}

// keepItems takes the elements out that keep refuses; the array is a copy already.
func keepItems[T any](items []T, keep func(*T) bool) []T {
	out := items[:0]
	for i := range items {
		if keep(&items[i]) {
			out = append(out, items[i])
		}
	}
	return out
}

type tiered interface {
	~string
	Tier() codes.Tier
	Sensitivity() codes.Sensitivity
}

func keepCodes[C tiered](x *Redactor, list []C) []C {
	for i, c := range list {
		if !x.hides(Class{Tier: c.Tier(), Sensitivity: c.Sensitivity()}) {
			continue
		}
		out := append([]C(nil), list[:i]...)
		for _, c := range list[i+1:] {
			if !x.hides(Class{Tier: c.Tier(), Sensitivity: c.Sensitivity()}) {
				out = append(out, c)
			}
		}
		return out
	}
	return list
}

// place copies *v into the arena.
func place[T any](arena *[]T, v *T) *T {
	*arena = append(*arena, *v)
	return &(*arena)[len(*arena)-1]
}

type memberClass struct {
	member string
	class  Class
}

func memberClassOf(member string, classes []memberClass) Class {
	for i := range classes {
		if classes[i].member == member {
			return classes[i].class
		}
	}
	return Class{Tier: T4} // a member of a newer version, which this one cannot judge
}

func (x *Redactor) absences(a Absences, classes []memberClass) Absences {
	for i := range a {
		if !x.hides(memberClassOf(a[i].Member, classes)) {
			continue
		}
		from := len(x.absent)
		x.absent = append(x.absent, a[:i]...)
		for _, b := range a[i+1:] {
			if !x.hides(memberClassOf(b.Member, classes)) {
				x.absent = append(x.absent, b)
			}
		}
		return x.absent[from:len(x.absent):len(x.absent)]
	}
	return a
}
