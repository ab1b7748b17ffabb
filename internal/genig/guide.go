package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
)

type implementationGuide struct {
	ResourceType string       `json:"resourceType"`
	ID           string       `json:"id"`
	URL          string       `json:"url"`
	Version      string       `json:"version"`
	Name         string       `json:"name"`
	Title        string       `json:"title"`
	Status       string       `json:"status"`
	Experimental bool         `json:"experimental"`
	Date         string       `json:"date"`
	Publisher    string       `json:"publisher"`
	Description  string       `json:"description"`
	PackageID    string       `json:"packageId"`
	License      string       `json:"license"`
	FHIRVersion  []string     `json:"fhirVersion"`
	DependsOn    []dependency `json:"dependsOn"`
	Definition   struct {
		Grouping []grouping      `json:"grouping"`
		Resource []guideResource `json:"resource"`
		Page     guidePage       `json:"page"`
	} `json:"definition"`
}

func (g implementationGuide) name() (string, string) { return g.ResourceType, g.ID }

type dependency struct {
	ID        string `json:"id"`
	URI       string `json:"uri"`
	PackageID string `json:"packageId"`
	Version   string `json:"version"`
}

type grouping struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type guideResource struct {
	Reference        reference `json:"reference"`
	Name             string    `json:"name"`
	Description      string    `json:"description,omitempty"`
	ExampleBoolean   *bool     `json:"exampleBoolean,omitempty"`
	ExampleCanonical string    `json:"exampleCanonical,omitempty"`
	GroupingID       string    `json:"groupingId"`
}

type reference struct {
	Reference string `json:"reference"`
}

type guidePage struct {
	NameURL    string `json:"nameUrl"`
	Title      string `json:"title"`
	Generation string `json:"generation"`
}

const packageName = "openephr.ephr-go"

// The packages on which ours rests, beside that of FHIR R4 itself.
var dependencies = [...]dependency{
	{"ips", ipsGuide, "hl7.fhir.uv.ips", "2.0.0"},
	{"tho", "http://terminology.hl7.org/ImplementationGuide/hl7.terminology", "hl7.terminology.r4", "7.0.1"},
}

var groupings = []grouping{
	{"profile", "Profiles"}, {"extension", "Extensions"}, {"terminology", "Code systems and value sets"},
	{"map", "Mappings to other code systems"}, {"other", "Capabilities and naming systems"}, {"example", "Examples, of synthetic records"},
}

// newGuide lists all artefacts and examples.
func newGuide(all []artefact, examples []example) implementationGuide {
	g := implementationGuide{
		ResourceType: "ImplementationGuide", ID: packageName, URL: guide, Version: version, Name: "EphrGo",
		Title: packageTitle, Status: "draft", Date: date, Publisher: publisher, Description: packageDescription,
		PackageID: packageName, License: license, FHIRVersion: []string{fhirVersion}, DependsOn: dependencies[:],
	}
	g.Definition.Grouping = groupings
	g.Definition.Page = guidePage{"README.md", packageTitle, "markdown"}
	no := false
	byName := map[string]guideResource{}
	for _, a := range all {
		kind, id := a.name()
		r := guideResource{Reference: reference{kind + "/" + id}, Name: id, ExampleBoolean: &no, GroupingID: group(a)}
		if h, ok := a.(interface{ titled() (string, string) }); ok {
			r.Name, r.Description = h.titled()
		}
		byName[kind+"/"+id] = r
	}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		g.Definition.Resource = append(g.Definition.Resource, byName[name])
	}
	for _, e := range examples {
		g.Definition.Resource = append(g.Definition.Resource, guideResource{
			Reference: reference{e.kind + "/" + e.id}, Name: e.profile.title + ", example",
			ExampleCanonical: e.profile.url(), GroupingID: "example",
		})
	}
	return g
}

func (h head) titled() (title, description string) { return h.Title, h.Description }

func group(a artefact) string {
	switch a := a.(type) {
	case structureDefinition:
		if strings.HasPrefix(a.URL, codes.Canonical+"StructureDefinition/ephr-") {
			return "profile"
		}
		return "extension"
	case codeSystem, valueSet:
		return "terminology"
	case conceptMap:
		return "map"
	}
	return "other"
}
