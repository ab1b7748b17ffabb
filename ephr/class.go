package ephr

import (
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
}

// Max is the more sensitive of two classes; of two equal ones, the one that names a group.
func (c Class) Max(o Class) Class {
	if o.Tier > c.Tier || o.Tier == c.Tier && c.Sensitivity == "" {
		return o
	}
	return c
}

// withheld is the class of shelters, their staff and their operators.
var withheld = Class{T4, "PATLOC"}

func sensitivityClass(s codes.Sensitivity) Class {
	if s == "" {
		return Class{}
	}
	return Class{max(s.Tier(), T3), s}
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
		group = code.Sensitivity()
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

// conceptClass is the class of a concept in a place that says little by
// itself, such as a body site: what its codes say.
func conceptClass(c *Concept) Class {
	class, _ := c.ClassOf()
	return class
}

// strictClass is the class of a concept that could be anything, such as a
// diagnosis. What no table can classify is treated as free text: restricted
// until somebody has reviewed it for sharing.
func strictClass(c *Concept) Class {
	class, known := c.ClassOf()
	if !known && c.Reviewed != True {
		return Class{T3, ""}
	}
	return class
}

// strict is the class of what stands in such a concept unreviewed: codings
// that no table can classify, and what senders wrote as their display.
func (c *Concept) strict() Class {
	if c.Reviewed != True {
		for i := range c.Codings {
			if _, known := c.Codings[i].classify(); !known || c.Codings[i].Display != "" {
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
				x.arenas.coding[len(x.arenas.coding)-1].Display = ""
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
		if g.Display != "" {
			w.leaf(q.Append("display"), c.Max(class).Max(Class{Tier: T3}))
			g.Display = ""
		}
		w.coding(&g, q, c.Max(class))
	}
}

// registry knows which sites, organisations and practitioners of a record are
// restricted: shelters and clinics that tell something about whoever goes
// there, with who runs them and who works in them.
type registry struct {
	hidden []hidden
}

type hidden struct {
	id    ID
	class Class
}

// classOf is the class that being bound to such a site gives an id.
func (g *registry) classOf(id ID) Class {
	if id != "" {
		for i := range g.hidden {
			if g.hidden[i].id == id {
				return g.hidden[i].class
			}
		}
	}
	return Class{}
}

func (g *registry) hide(id ID, c Class) {
	if id == "" || c.Tier <= T2 {
		return
	}
	for i := range g.hidden {
		if g.hidden[i].id == id {
			g.hidden[i].class = g.hidden[i].class.Max(c)
			return
		}
	}
	g.hidden = append(g.hidden, hidden{id, c})
}

// read finds the restricted ids of a record. Whoever is bound to a shelter is
// hidden with it, also where that hides somebody who works elsewhere too: a
// name too few abroad does less harm than a shelter found.
func (g *registry) read(r *Record) {
	g.hidden = g.hidden[:0]
	for i := range r.Sites {
		s := &r.Sites[i]
		c := s.own()
		g.hide(s.ID, c)
		g.hide(s.Organization, c)
	}
	for i := range r.Organizations {
		g.hide(r.Organizations[i].ID, r.Organizations[i].own())
	}
	if r.Protection != nil {
		g.hide(r.Protection.Shelter, withheld)
	}
	restricted := false // encounters at such sites
	for i := range r.Encounters {
		e := &r.Encounters[i]
		c := g.classOf(e.Site)
		if c.Tier <= T2 {
			continue
		}
		restricted = true
		g.hide(e.Custodian, c)
		for j := range e.Participants {
			g.hide(e.Participants[j].Practitioner, c)
		}
		for j := range e.Notes {
			g.hide(e.Notes[j].Author, c)
		}
	}
	for i := range r.Practitioners {
		p := &r.Practitioners[i]
		g.hide(p.ID, p.own())
		g.hide(p.ID, g.classOf(p.Site))
		g.hide(p.ID, g.classOf(p.Organization))
	}
	if !restricted {
		return
	}
	r.entries(func(e *Entry) {
		for i := range r.Encounters {
			if r.Encounters[i].ID != e.Encounter {
				continue
			}
			c := g.classOf(r.Encounters[i].Site)
			g.hide(e.Author, c)
			for j := range e.Notes {
				g.hide(e.Notes[j].Author, c)
			}
		}
	})
}
