package ephr

import (
	"iter"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/icd"
)

// Tier says how far a value may travel, from T1 (ordinary) to T4 (never needed abroad).
type Tier = codes.Tier

// The tiers.
const (
	T1 = codes.T1 // administrative and ordinary clinical
	T2 = codes.T2 // identifying
	T3 = codes.T3 // restricted: leaves with a recorded consent for that recipient and purpose
	T4 = codes.T4 // very restricted: leaves only with all tiers
)

// Class is how sensitive a value is: its tier, and the group that makes it so.
// A value's tier is the higher of its member's tier, which the struct tags
// and the JSON Schema give, and that of its code's group.
type Class struct {
	Tier Tier
	// Sensitivity is the group, a code of HL7's v3-ActCode or of the list sensitivity; empty where none is known.
	Sensitivity codes.Sensitivity

	also uint64 // where it is of several groups of its tier: the bits of the others
}

// Max is the more sensitive of two classes; of two equal ones, the one that
// names a group, which remembers the other's.
func (c Class) Max(o Class) Class {
	switch {
	case o.Tier > c.Tier:
		return o
	case o.Tier < c.Tier || o == c:
		return c
	case c.Sensitivity == "":
		c, o = o, c
	}
	if c.also |= o.also; c.Sensitivity != o.Sensitivity && c.Tier > T2 {
		c.also |= groupBit(o.Sensitivity)
	}
	return c
}

// Groups iterates over the groups that make the class what it is, Sensitivity
// first. Values of T3 that belong to no group are not told.
func (c Class) Groups() iter.Seq[codes.Sensitivity] {
	return func(yield func(codes.Sensitivity) bool) {
		if c.Sensitivity == "" || !yield(c.Sensitivity) || c.also == 0 {
			return
		}
		list := c.Sensitivity.List()
		for i := range min(list.Len(), noGroup) {
			if s := codes.Sensitivity(list.At(i).Code); c.also&(1<<i) != 0 && s != c.Sensitivity && !yield(s) {
				return
			}
		}
	}
}

// The bits of a set of groups that stand for no group, and for one that the
// list does not have. No consent can name them.
const (
	noGroup      = 62
	unknownGroup = 63
)

// groupBit is the group's bit in a set of groups.
func groupBit(s codes.Sensitivity) uint64 {
	if s == "" {
		return 1 << noGroup
	}
	if i := s.List().Find(string(s)); i >= 0 && i < noGroup {
		return 1 << i
	}
	return 1 << unknownGroup
}

// withheld is the class of shelters, their staff and their operators.
var withheld = Class{Tier: T4, Sensitivity: "PATLOC"}

func sensitivityClass(s codes.Sensitivity) Class {
	if s == "" {
		return Class{}
	}
	return Class{Tier: max(s.Tier(), T3), Sensitivity: s}
}

// class is the class of one code, and whether a table knows its system's codes
// by sensitivity.
func (g *Coding) classify() (class Class, known bool) {
	var group codes.Sensitivity
	if codes.System(g.System) == codes.ICD10 {
		code, err := icd.Parse(string(g.Code))
		if err != nil {
			return Class{}, false
		}
		var buf [4]codes.Sensitivity
		for _, g := range code.Sensitivities(buf[:0]) {
			class = class.Max(sensitivityClass(g))
		}
		return Class{Tier: T1}.Max(class), true
	} else {
		s, ok := codes.SensitivityOf(codes.System(g.System), string(g.Code))
		if !ok {
			return Class{}, false
		}
		group = s
	}
	return Class{Tier: T1}.Max(sensitivityClass(group)), true
}

// ClassOf is the class that the codings of a concept give it. Known is false
// where none of them is of a system whose codes can be told apart by
// sensitivity, or where there is none.
func (c *Concept) ClassOf() (class Class, known bool) {
	for i := range c.Codings {
		if g, ok := c.Codings[i].classify(); ok {
			class, known = class.Max(g), true
		}
	}
	return class, known
}

// codingClass is the class of a code that stands alone, without a concept: what
// no table can classify is restricted.
func codingClass(g *Coding) Class {
	if class, known := g.classify(); known {
		return class
	}
	return Class{Tier: T3}
}

// conceptClass is the class of a concept in a place that says little by
// itself, such as a body site: what its codes say.
func conceptClass(c *Concept) Class {
	class, _ := c.ClassOf()
	return class
}

// dosageClass is the class of a whole dosage: that of its text, where nothing but the
// text can say how often. An amount that is left over reads as one for every day, and
// what is taken once a week kills so.
func dosageClass(v *Dosage) Class {
	if v.Text != "" && v.Reviewed != True && v.Frequency == "" && v.Period == "" && v.AsNeeded != True {
		return Class{Tier: T3}
	}
	return Class{}
}

// strictClass is the class of a concept that could be anything, such as a
// diagnosis. What no table can classify is treated as free text: restricted
// until somebody has reviewed it for sharing.
func strictClass(c *Concept) Class {
	class, known := c.ClassOf()
	if !known && c.Reviewed != True {
		return Class{Tier: T3}
	}
	return class
}

// strict is the class of what stands in such a concept unreviewed: codings
// that no table can classify, and what senders wrote as their display.
func (c *Concept) strict() Class {
	if c.Reviewed != True {
		for i := range c.Codings {
			if _, known := c.Codings[i].classify(); !known || c.Codings[i].worded() {
				return Class{Tier: T3}
			}
		}
	}
	return Class{}
}

// strictConcept redacts a concept that could be anything: an ordinary ICD-10
// code may stand beside a SNOMED or local one that says more, or beside a
// display that does.
func (x *Redactor) strictConcept(v *Concept) bool {
	if x.hides(v.strict()) {
		from := len(x.arenas.coding)
		for i := range v.Codings {
			if _, known := v.Codings[i].classify(); known {
				x.arenas.coding = append(x.arenas.coding, v.Codings[i])
				x.arenas.coding[len(x.arenas.coding)-1].unword()
			}
		}
		v.Codings = x.arenas.coding[from:len(x.arenas.coding):len(x.arenas.coding)]
	}
	return x.concept(v)
}

func (w *walker) strictConcept(v *Concept, p Pointer, c Class) {
	if v.Reviewed == True {
		w.concept(v, p, c)
		return
	}
	rest := *v
	rest.Codings = nil
	w.concept(&rest, p, c)
	for i := range v.Codings {
		q := p.Append("codings").Index(i)
		g := v.Codings[i]
		class, known := g.classify()
		if !known {
			class = Class{Tier: T3}
		}
		w.words(&g, q, c.Max(class).Max(Class{Tier: T3}))
		w.coding(&g, q, c.Max(class))
	}
}

// strictCoding redacts a code that stands alone.
func (x *Redactor) strictCoding(v *Coding) bool {
	if x.hides(Class{Tier: T3}) {
		v.unword()
	}
	return x.coding(v)
}

func (w *walker) strictCoding(v *Coding, p Pointer, c Class) {
	g := *v
	w.words(&g, p, c.Max(Class{Tier: T3}))
	w.coding(&g, p, c)
}

// worded reports whether the coding holds words of its sender's, which may say more than its code.
func (g *Coding) worded() bool { return g.Display != "" || len(g.Translations) > 0 }

// unword takes them out.
func (g *Coding) unword() { g.Display, g.Translations = "", nil }

// words tells of them, with the class that they have, and takes them out.
func (w *walker) words(g *Coding, p Pointer, c Class) {
	if g.Display != "" {
		w.leaf(p.Append("display"), c)
	}
	for i := range g.Translations {
		w.translation(&g.Translations[i], p.Append("translations").Index(i), c)
	}
	g.unword()
}

// registry knows which sites, organisations and practitioners of a record are
// restricted: shelters and clinics that tell something about whoever goes
// there, with who runs them and who works in them.
type registry struct {
	hidden  []hidden
	many    map[ID]Class // the same, where they are many
	present map[ID]bool  // ids of the registry, where they are many
	record  *Record
	there   []ID // encounters at restricted sites, and what was written in them

	// callbacks of read, made once so that reading allocates nothing
	says, binds func(e *Entry, site ID, own Class, item registered)
	hideOne     func(ID)
	but         *Entry // whose authors hideOne does not hide

	onlyPractitioners bool
	as                Class // the class that it hides others with
}

// registered is an object that refers to the registry.
type registered interface{ registryRefs(func(ID)) }

type hidden struct {
	id    ID
	class Class
}

// few is up to how many ids are searched one by one.
const few = 24

// classOf is the class that being bound to such a site gives an id.
func (g *registry) classOf(id ID) Class {
	if id == "" || len(g.hidden) == 0 {
		return Class{}
	}
	if g.many != nil {
		return g.many[id]
	}
	for i := range g.hidden {
		if g.hidden[i].id == id {
			return g.hidden[i].class
		}
	}
	return Class{}
}

// followed is the class of what is as restricted as the site or organisation
// that it names. One that the record does not have cannot be judged.
func (g *registry) followed(id ID) Class {
	if id == "" {
		return Class{}
	}
	if !g.has(id) {
		return withheld
	}
	return g.classOf(id)
}

// followedKeys is the class of what names entries of the registry by their keys.
func (g *registry) followedKeys(keys []string) (c Class) {
	if len(g.hidden) == 0 {
		return Class{}
	}
	r := g.record
	for _, k := range keys {
		for i := range r.Organizations {
			if o := &r.Organizations[i]; o.Key == k {
				c = c.Max(g.classOf(o.ID))
			}
		}
		for i := range r.Sites {
			if s := &r.Sites[i]; s.Key == k {
				c = c.Max(g.classOf(s.ID))
			}
		}
		for i := range r.Practitioners {
			if p := &r.Practitioners[i]; p.Key == k {
				c = c.Max(g.classOf(p.ID))
			}
		}
	}
	return c
}

// has reports whether the registry has an entry with the id.
func (g *registry) has(id ID) bool {
	r := g.record
	if len(r.Sites)+len(r.Organizations)+len(r.Practitioners) > few {
		if g.present == nil {
			g.present = map[ID]bool{}
			for i := range r.Sites {
				g.present[r.Sites[i].ID] = true
			}
			for i := range r.Organizations {
				g.present[r.Organizations[i].ID] = true
			}
			for i := range r.Practitioners {
				g.present[r.Practitioners[i].ID] = true
			}
		}
		return g.present[id]
	}
	for i := range r.Sites {
		if r.Sites[i].ID == id {
			return true
		}
	}
	for i := range r.Organizations {
		if r.Organizations[i].ID == id {
			return true
		}
	}
	for i := range r.Practitioners {
		if r.Practitioners[i].ID == id {
			return true
		}
	}
	return false
}

func (g *registry) hide(id ID, c Class) {
	if id == "" || c.Tier <= T2 {
		return
	}
	if g.many != nil {
		old, known := g.many[id]
		g.many[id] = old.Max(c)
		if !known {
			g.hidden = append(g.hidden, hidden{id: id})
		}
		return
	}
	for i := range g.hidden {
		if g.hidden[i].id == id {
			g.hidden[i].class = g.hidden[i].class.Max(c)
			return
		}
	}
	g.hidden = append(g.hidden, hidden{id, c})
	if len(g.hidden) > few {
		g.many = make(map[ID]Class, 4*few)
		for _, h := range g.hidden {
			g.many[h.id] = h.class
		}
	}
}

// shelter reports whether a class is that of a protected place and of whoever
// is bound to it, and not of a file number or a diagnosis.
func (c Class) shelter() bool {
	return c.Tier == T4 && (c.Sensitivity == "PATLOC" || c.Sensitivity == "SSP" || c.Sensitivity == "trafficking")
}

// read finds the restricted ids of a record. Whoever is bound to a shelter is
// hidden with it, also where that hides somebody who works elsewhere too: a
// name too few abroad does less harm than a shelter found.
func (g *registry) read(r *Record) {
	g.hidden, g.many, g.present, g.record = g.hidden[:0], nil, nil, r
	// what says by its own kind that it is restricted, and what belongs to it
	for i := range r.Organizations {
		g.hide(r.Organizations[i].ID, r.Organizations[i].own())
	}
	if len(g.hidden) > 0 { // so far only operators
		g.branches(r)
		for i := range r.Sites {
			if c := g.classOf(r.Sites[i].Organization); c.shelter() {
				g.hide(r.Sites[i].ID, c)
			}
		}
		for i := range r.Encounters { // at an operator, at no site that is named
			if e := &r.Encounters[i]; e.Site == "" {
				if c := g.classOf(e.Custodian); c.shelter() {
					g.hideRefs(e, nil, c)
				}
			}
		}
	}
	for i := range r.Sites {
		s := &r.Sites[i]
		c := s.own()
		g.hide(s.ID, c)
		g.hide(s.Organization, c)
	}
	for i := range r.Practitioners {
		p := &r.Practitioners[i]
		c := p.own()
		g.hide(p.ID, c)
		if c.shelter() {
			g.hideRefs(p, nil, c)
		}
	}
	// what a statement says to be a shelter
	if r.Protection != nil {
		g.hide(r.Protection.Shelter, withheld)
	}
	if p := r.Person; p != nil {
		for i := range p.Accommodations {
			if c := p.Accommodations[i].own(); c.shelter() {
				g.hide(p.Accommodations[i].Site, c)
			}
		}
		g.issuers(p.Identifiers)
	}
	g.issuers(r.Identifiers)
	for i := range r.Encounters {
		g.issuers(r.Encounters[i].Identifiers)
	}
	if g.says == nil {
		g.says, g.binds = g.sayer, g.binder
	}
	r.bindings(g.says)
	for i := range r.Sites { // whoever runs what only a statement calls a shelter
		if c := g.classOf(r.Sites[i].ID); c.shelter() {
			g.hide(r.Sites[i].Organization, c)
		}
	}
	g.branches(r)
	g.staff(r)
	if len(g.hidden) == 0 {
		return
	}
	// encounters there, and all who took part in them or wrote anything in them
	g.there = g.there[:0]
	for i := range r.Encounters {
		e := &r.Encounters[i]
		if c := g.classOf(e.Site); c.Tier > T2 {
			g.there = append(g.there, e.ID)
			g.hideRefs(e, nil, c)
		}
	}
	r.bindings(g.binds)
	if len(g.there) > 0 {
		set := make(map[ID]bool, len(g.there))
		for _, id := range g.there {
			set[id] = true
		}
		for i := range r.Provenance {
			if p := &r.Provenance[i]; set[p.Target] {
				g.hideRefs(p, nil, withheld)
			}
		}
	}
	g.staff(r)
	g.twins(r)
}

// branches hides the branches of an operator.
func (g *registry) branches(r *Record) {
	if len(g.hidden) == 0 {
		return
	}
	for range r.Organizations { // as deep as they can be nested
		n := len(g.hidden)
		for i := range r.Organizations {
			if c := g.classOf(r.Organizations[i].PartOf); c.shelter() {
				g.hide(r.Organizations[i].ID, c)
			}
		}
		if len(g.hidden) == n {
			break
		}
	}
}

// sayer hides what an item says to be a shelter.
func (g *registry) sayer(e *Entry, site ID, own Class, item registered) {
	g.issuers(e.Identifiers)
	if e.Sensitivity != "" {
		own = own.Max(sensitivityClass(e.Sensitivity))
	}
	if _, left := item.(*Departure); left {
		return // its site is the centre that the person has left
	}
	if own.shelter() {
		g.hide(site, own)
		g.hideRefs(item, e, own) // who writes of a shelter need not be of it
	}
}

// binder hides whoever had part in an item that belongs to a restricted site:
// all to whom it refers where it names the site, and the practitioners where it
// was made in an encounter there. The laboratory or hospital to which somebody
// there has turned is not of the shelter.
func (g *registry) binder(e *Entry, site ID, _ Class, item registered) {
	if c := g.classOf(site); c.Tier > T2 {
		g.hideRefs(item, e, c)
	}
	if len(g.there) == 0 || e.Encounter == "" {
		return
	}
	r := g.record
	for i := range r.Encounters {
		if r.Encounters[i].ID != e.Encounter {
			continue
		}
		if c := g.classOf(r.Encounters[i].Site); c.Tier > T2 {
			g.there = append(g.there, e.ID)
			g.hidePractitioners(item, c)
			if dose, ok := item.(*Immunization); ok { // it came to the place to give it
				g.hide(dose.Organization, c)
			}
		}
	}
}

func (g *registry) hidePractitioners(item registered, c Class) {
	g.onlyPractitioners = true
	g.hideRefs(item, nil, c)
	g.onlyPractitioners = false
}

// wrote reports whether somebody wrote the item that is spared, or a note to it.
func (g *registry) wrote(id ID) bool {
	if g.but == nil {
		return false
	}
	for i := range g.but.Notes {
		if g.but.Notes[i].Author == id {
			return true
		}
	}
	return g.but.Author == id
}

func (g *registry) practitioner(id ID) bool {
	for i := range g.record.Practitioners {
		if g.record.Practitioners[i].ID == id {
			return true
		}
	}
	return false
}

// hideRefs hides whom an item names, but for those who wrote it or notes to it.
func (g *registry) hideRefs(item registered, but *Entry, c Class) {
	if g.hideOne == nil {
		g.hideOne = func(id ID) {
			if !g.wrote(id) && (!g.onlyPractitioners || g.practitioner(id)) {
				g.hide(id, g.as)
			}
		}
	}
	g.but, g.as = but, c
	item.registryRefs(g.hideOne)
}

// issuers hides the sites that gave a shelter's identifiers.
func (g *registry) issuers(ids []Identifier) {
	for i := range ids {
		if c := ids[i].own(); c.shelter() {
			g.hide(ids[i].Issuer, c)
		}
	}
}

// staff hides who works at a hidden site or for a hidden organisation.
func (g *registry) staff(r *Record) {
	if len(g.hidden) == 0 {
		return
	}
	for i := range r.Practitioners {
		p := &r.Practitioners[i]
		g.hide(p.ID, g.classOf(p.Site))
		g.hide(p.ID, g.classOf(p.Organization))
	}
}

// twins hides entries that stand in the registry twice under one key, as
// copies from two sites do.
func (g *registry) twins(r *Record) {
	hideTwins(g, r.Sites, func(s *Site) (ID, string) { return s.ID, s.Key })
	hideTwins(g, r.Organizations, func(o *Organization) (ID, string) { return o.ID, o.Key })
	hideTwins(g, r.Practitioners, func(p *Practitioner) (ID, string) { return p.ID, p.Key })
}

func hideTwins[T any](g *registry, list []T, of func(*T) (ID, string)) {
	if len(list) > 4*few {
		keys := make(map[string]Class, len(list))
		for i := range list {
			if id, key := of(&list[i]); g.classOf(id).Tier > T2 {
				keys[key] = g.classOf(id)
			}
		}
		for i := range list {
			id, key := of(&list[i])
			g.hide(id, keys[key])
		}
		return
	}
	for i := range list {
		id, key := of(&list[i])
		c := g.classOf(id)
		if c.Tier <= T2 {
			continue
		}
		for j := range list {
			if id, twin := of(&list[j]); twin == key {
				g.hide(id, c)
			}
		}
	}
}
