package main

import (
	"maps"
	"slices"

	"github.com/openephr/ephr-go/codes"
)

type capabilityStatement struct {
	head
	Kind                string         `json:"kind"`
	FHIRVersion         string         `json:"fhirVersion"`
	Format              []string       `json:"format"`
	ImplementationGuide []string       `json:"implementationGuide"`
	Rest                []rest         `json:"rest"`
	Document            []documentRole `json:"document"`
}

type rest struct {
	Mode          string         `json:"mode"`
	Documentation string         `json:"documentation"`
	Resource      []restResource `json:"resource"`
	Interaction   []interaction  `json:"interaction,omitempty"`
}

type restResource struct {
	Type             string        `json:"type"`
	SupportedProfile []string      `json:"supportedProfile,omitempty"`
	Interaction      []interaction `json:"interaction"`
	UpdateCreate     bool          `json:"updateCreate,omitempty"`
}

type interaction struct {
	Code          string `json:"code"`
	Documentation string `json:"documentation,omitempty"`
}

type documentRole struct {
	Mode          string `json:"mode"`
	Documentation string `json:"documentation"`
	Profile       string `json:"profile"`
}

const (
	guide    = codes.Canonical + "ImplementationGuide/" + packageName
	ipsGuide = "http://hl7.org/fhir/uv/ips/ImplementationGuide/hl7.fhir.uv.ips"
	document = "http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips"
)

// capabilities say what a server must take to receive our transactions, and
// what we read.
func (g *profiler) capabilities(src *source) (c capabilityStatement, err error) {
	c = capabilityStatement{
		head: newHead("CapabilityStatement", "exchange", codes.Canonical+"CapabilityStatement/exchange", "",
			"Exchange of records", "What a server must take to receive the transactions that are exported, and what an import reads. Nothing here opens a connection: sending and fetching is the caller's."),
		Kind: "requirements", FHIRVersion: fhirVersion, Format: []string{"json"},
		ImplementationGuide: []string{guide, ipsGuide},
	}
	kinds, err := src.kinds()
	if err != nil {
		return c, err
	}
	profiles := g.byType()
	put := rest{
		Mode:          "server",
		Documentation: "A transaction is a Bundle of PUT Type/id with ids of the sender. It refers by Type/id, has no conditions and no searches, and posting it twice changes nothing. A server that limits transactions takes it in parts, or as a batch.",
		Interaction:   []interaction{{Code: "transaction"}},
	}
	read := rest{
		Mode:          "client",
		Documentation: "An import takes a resource or a Bundle of any type, whichever interaction brought it. It reads these types into the record; whatever it does not read is kept in the record's source.",
	}
	for _, t := range slices.Sorted(maps.Keys(kinds)) {
		// A transaction has no Composition: that is the document's.
		if t != "Composition" {
			put.Resource = append(put.Resource, restResource{t, profiles[t], []interaction{{Code: "update"}}, true})
		}
		read.Resource = append(read.Resource, restResource{t, profiles[t], []interaction{{Code: "read"}, {Code: "search-type"}}, false})
	}
	c.Rest = []rest{put, read}
	c.Document = []documentRole{
		{"producer", "An export as document is an International Patient Summary.", document},
		{"consumer", "An import reads documents, also those that break the profile.", document},
	}
	return c, nil
}

// byType are the addresses of the profiles of each resource type.
func (g *profiler) byType() map[string][]string {
	all := map[string][]string{}
	for i := range profiles {
		t := g.types[profiles[i].base]
		all[t] = append(all[t], profiles[i].url())
	}
	return all
}
