package main

import (
	"github.com/openephr/ephr-go/codes"
)

// namingSystem explains a URI under which we give identifiers. In R4 it has
// neither a URL nor a version of its own.
type namingSystem struct {
	ResourceType string     `json:"resourceType"`
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	Status       string     `json:"status"`
	Kind         string     `json:"kind"`
	Date         string     `json:"date"`
	Publisher    string     `json:"publisher"`
	Description  string     `json:"description"`
	UniqueID     []uniqueID `json:"uniqueId"`
}

type uniqueID struct {
	Type      string `json:"type"`
	Value     string `json:"value"`
	Preferred bool   `json:"preferred"`
}

func (n namingSystem) name() (string, string) { return n.ResourceType, n.ID }

func newNamingSystem(id, kind, uri, description string) namingSystem {
	return namingSystem{
		ResourceType: "NamingSystem", ID: id, Name: camel(id), Status: "draft", Kind: kind, Date: date, Publisher: publisher,
		Description: description, UniqueID: []uniqueID{{"uri", uri, true}},
	}
}

func (s *source) namingSystems() (all []artefact, err error) {
	for _, n := range []namingSystem{
		newNamingSystem("local-id", "identifier", codes.Canonical+"local-id",
			"Ids of the items of one record. They are unique in that record only, and stand only in exports that hold everything."),
		newNamingSystem("site-key", "identifier", codes.Canonical+"site-key",
			"Keys by which sites, organisations and practitioners are known across records."),
		newNamingSystem("labelled", "identifier", codes.Canonical+"labelled",
			"How confidential an export of everything has called a resource that another system wrote, in the Provenance of the export."),
		newNamingSystem("policy", "root", codes.Canonical+"policy/",
			"The policies by which an export is made: default (ordinary and identifying data), consented (also restricted data that the person lets the recipient have), all-tiers (everything)."),
	} {
		if err := s.writes(n.UniqueID[0].Value); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}
