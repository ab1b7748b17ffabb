package ephr

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/icd"
)

// New opens a record: with an id, in the current version, and nothing in it.
func New() *Record {
	return &Record{SchemaVersion: CurrentVersion, ID: NewUUID()}
}

// AddOrganization returns the id of the record's organisation with v's key,
// adding v with a new id if the record has none. What another site wrote about
// it is not changed.
func (r *Record) AddOrganization(v Organization) ID {
	for i := range r.Organizations {
		if r.Organizations[i].Key == v.Key {
			return r.Organizations[i].ID
		}
	}
	v.ID = minted(v.ID)
	r.Organizations = append(r.Organizations, v)
	return v.ID
}

// AddSite is [Record.AddOrganization] for sites.
func (r *Record) AddSite(v Site) ID {
	for i := range r.Sites {
		if r.Sites[i].Key == v.Key {
			return r.Sites[i].ID
		}
	}
	v.ID = minted(v.ID)
	r.Sites = append(r.Sites, v)
	return v.ID
}

// AddPractitioner is [Record.AddOrganization] for practitioners; a key is
// unique within a site and an organisation only.
func (r *Record) AddPractitioner(v Practitioner) ID {
	for i := range r.Practitioners {
		if p := &r.Practitioners[i]; p.Key == v.Key && p.Site == v.Site && p.Organization == v.Organization {
			return p.ID
		}
	}
	v.ID = minted(v.ID)
	r.Practitioners = append(r.Practitioners, v)
	return v.ID
}

// AddEncounter appends an encounter and returns its id, which is minted if v
// has none. Encounters of others stay as they are.
func (r *Record) AddEncounter(v Encounter) ID {
	v.ID = minted(v.ID)
	r.Encounters = append(r.Encounters, v)
	return v.ID
}

// NewEntry is the head of an item that practitioner by records in an encounter
// at a time: with a new id. The encounter and the practitioner may be empty.
func NewEntry(encounter, by ID, at DateTime) Entry {
	return Entry{ID: NewID(), Encounter: encounter, Author: by, Recorded: at}
}

// MintIDs gives every item that has no id a new one.
func (r *Record) MintIDs() {
	r.entries(func(e *Entry) { e.ID = minted(e.ID) })
	for i := range r.Encounters {
		r.Encounters[i].ID = minted(r.Encounters[i].ID)
	}
	for i := range r.Consents {
		r.Consents[i].ID = minted(r.Consents[i].ID)
	}
	if r.Person != nil {
		for i := range r.Person.Relatives {
			r.Person.Relatives[i].ID = minted(r.Person.Relatives[i].ID)
		}
	}
}

func minted(id ID) ID {
	if id == "" {
		return NewID()
	}
	return id
}

// ICD10 is the concept of an ICD-10 code, spelled as WHO spells it: e119 becomes
// E11.9. It names the version 2019 where WHO's edition of 2019 has the code, with
// or without a supplementary character, and none otherwise. A text that is no
// ICD-10 code is kept as it is.
func ICD10(code string) Concept {
	coding := Coding{System: URI(codes.ICD10), Code: Code(code)}
	if c, err := icd.Parse(code); err == nil {
		coding.Code = Code(c.String())
		if s := c.Known(); s == icd.StatusListed || s == icd.StatusModified {
			coding.Version = icd.Edition
		}
	}
	return Concept{Codings: []Coding{coding}}
}

// ATC is the concept of a code of the Anatomical Therapeutic Chemical classification.
func ATC(code string) Concept {
	return Concept{Codings: []Coding{{System: URI(codes.ATC), Code: Code(code)}}}
}

// UCUM is an amount in a UCUM unit, such as UCUM("37.50", "Cel").
func UCUM(value Decimal, unit Code) *Quantity { return &Quantity{Value: value, Code: unit} }

// Withdraw takes the item out of the record and leaves a tombstone that says
// who did it and when; false where the record has no such item. References to
// it become references to nothing and are taken out.
func (r *Record) Withdraw(id, by ID, at DateTime) bool {
	if !r.remove(id) {
		return false
	}
	r.Tombstones = append(r.Tombstones, Tombstone{Target: id, Kind: codes.TombstoneKindWithdrawn, Recorded: at, Practitioner: by})
	return true
}

// Correct withdraws the item in favour of another one, which the caller has
// added: the tombstone names it.
func (r *Record) Correct(id, replacement, by ID, at DateTime) bool {
	if !r.remove(id) {
		return false
	}
	r.Tombstones = append(r.Tombstones, Tombstone{Target: id, Kind: codes.TombstoneKindCorrected, Recorded: at, Practitioner: by, ReplacedBy: replacement})
	return true
}

// Erase really erases the item: it is taken out with all that foreign bundles
// held of it, with the texts of received documents that tell of it, with its provenance, and with an earlier tombstone's
// practitioner. What is left is a tombstone without an author.
func (r *Record) Erase(id ID, at DateTime) bool {
	r.silence(id)
	found := r.remove(id)
	for i := range r.Source {
		s := &r.Source[i]
		kept := s.Resources[:0]
		for _, res := range s.Resources {
			if res.Item == id {
				found = true
			} else {
				kept = append(kept, res)
			}
		}
		clear(s.Resources[len(kept):])
		s.Resources = kept
	}
	provenance := r.Provenance[:0]
	for _, p := range r.Provenance {
		if p.Target != id {
			provenance = append(provenance, p)
		}
	}
	clear(r.Provenance[len(provenance):])
	r.Provenance = provenance
	tombstones := r.Tombstones[:0]
	for _, t := range r.Tombstones {
		if t.Target == id {
			found = true
		} else {
			tombstones = append(tombstones, t)
		}
	}
	r.Tombstones = tombstones
	if found {
		r.Tombstones = append(r.Tombstones, Tombstone{Target: id, Kind: codes.TombstoneKindErased, Recorded: at})
	}
	return found
}

// remove takes the item with the id out of its list, and references to it out of all others.
func (r *Record) remove(id ID) bool {
	if id == "" || !r.removeItem(id) {
		return false
	}
	x := Redactor{release: Release{All: true}, dropped: []ID{id}}
	x.recordRefs(r)
	r.dropEmptySections()
	return true
}
