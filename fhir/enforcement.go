package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// enforces reports whether the recipient with that key is a body of immigration
// enforcement as far as the record knows: is one, is part of one or has one as its
// part, or is a site or somebody of one. Keys are compared generously.
func enforces(rec *ephr.Record, key string) bool {
	asked := bodies{rec: rec}
	sites := map[ephr.ID]bool{}
	for i := range rec.Practitioners {
		if p := &rec.Practitioners[i]; sameKey(p.Key, key) {
			asked.add(p.Organization)
			sites[p.Site] = true
		}
	}
	for i := range rec.Sites {
		if s := &rec.Sites[i]; sameKey(s.Key, key) || s.ID != "" && sites[s.ID] {
			asked.add(s.Organization)
		}
	}
	enforcing := bodies{rec: rec}
	for i := range rec.Organizations {
		o := &rec.Organizations[i]
		if sameKey(o.Key, key) {
			asked.add(o.ID)
		}
		if o.Kind == codes.OrganizationKindImmigrationEnforcement {
			enforcing.add(o.ID)
		}
	}
	if len(enforcing.ids) == 0 {
		return false
	}
	first := len(asked.ids)
	asked.climb()
	for i := range rec.Organizations {
		if o := &rec.Organizations[i]; o.Kind == codes.OrganizationKindImmigrationEnforcement && asked.has[o.ID] {
			return true
		}
	}
	enforcing.climb()
	for _, id := range asked.ids[:first] {
		if enforcing.has[id] {
			return true
		}
	}
	return false
}

// bodies are organisations of a record.
type bodies struct {
	rec *ephr.Record
	ids []ephr.ID
	has map[ephr.ID]bool
}

func (b *bodies) add(id ephr.ID) {
	if id == "" || b.has[id] {
		return
	}
	if b.has == nil {
		b.has = map[ephr.ID]bool{}
	}
	b.has[id] = true
	b.ids = append(b.ids, id)
}

// climb adds those of which they are part, however far up, with the rows that
// stand in the registry again under the same key.
func (b *bodies) climb() {
	rows := map[ephr.ID][]int{}
	byKey := map[string][]ephr.ID{}
	for i := range b.rec.Organizations {
		o := &b.rec.Organizations[i]
		rows[o.ID] = append(rows[o.ID], i)
		byKey[bareKey(o.Key)] = append(byKey[bareKey(o.Key)], o.ID)
	}
	for n := 0; n < len(b.ids); n++ {
		for _, i := range rows[b.ids[n]] {
			o := &b.rec.Organizations[i]
			b.add(o.PartOf)
			for _, id := range byKey[bareKey(o.Key)] {
				b.add(id)
			}
			delete(byKey, bareKey(o.Key)) // all of them are there now
		}
	}
}
