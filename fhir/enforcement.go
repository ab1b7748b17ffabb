package fhir

import (
	"slices"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// enforces reports whether the recipient with that key is a body of immigration
// enforcement as far as the record knows: is one, is part of one or has one as its
// part, or is a site or somebody of one. Keys are compared generously.
func enforces(rec *ephr.Record, key string) bool {
	var ids []ephr.ID
	for i := range rec.Organizations {
		if o := &rec.Organizations[i]; sameKey(o.Key, key) {
			ids = append(ids, o.ID)
		}
	}
	sites := map[ephr.ID]bool{}
	for i := range rec.Practitioners {
		if p := &rec.Practitioners[i]; sameKey(p.Key, key) {
			ids = append(ids, p.Organization)
			sites[p.Site] = true
		}
	}
	for i := range rec.Sites {
		if s := &rec.Sites[i]; sameKey(s.Key, key) || s.ID != "" && sites[s.ID] {
			ids = append(ids, s.Organization)
		}
	}
	above := wholes(rec, ids)
	for i := range rec.Organizations {
		o := &rec.Organizations[i]
		if o.Kind != codes.OrganizationKindImmigrationEnforcement {
			continue
		}
		if slices.Contains(above, o.ID) {
			return true
		}
		for _, id := range wholes(rec, []ephr.ID{o.ID}) {
			if id != "" && slices.Contains(ids, id) {
				return true
			}
		}
	}
	return false
}

// wholes are the organisations and those of which they are part, however far
// up, with the rows that stand in the registry again under the same key.
func wholes(rec *ephr.Record, ids []ephr.ID) []ephr.ID {
	all := slices.Clone(ids)
	add := func(id ephr.ID) {
		if id != "" && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	for n := 0; n < len(all); n++ {
		for i := range rec.Organizations {
			o := &rec.Organizations[i]
			if o.ID != all[n] {
				continue
			}
			add(o.PartOf)
			for j := range rec.Organizations {
				if sameKey(rec.Organizations[j].Key, o.Key) {
					add(rec.Organizations[j].ID)
				}
			}
		}
	}
	return all
}
