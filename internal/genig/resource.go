package main

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
)

// What all artefacts say of themselves. The date is that of the version, not
// of the run, so that the same sources give the same files.
const (
	version     = "0.1.0"
	date        = "2026-11-22"
	fhirVersion = "4.0.1"
	publisher   = "openephr"

	definitions = "http://hl7.org/fhir/StructureDefinition/"
)

// artefact is a resource that becomes a file.
type artefact interface {
	// name is the resource's type and id.
	name() (kind, id string)
}

// head is what every canonical resource begins with.
type head struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	URL          string `json:"url"`
	Version      string `json:"version"`
	Name         string `json:"name"`
	Title        string `json:"title"`
	Status       string `json:"status"`
	Experimental bool   `json:"experimental"`
	Date         string `json:"date"`
	Publisher    string `json:"publisher"`
	Description  string `json:"description"`
}

func (h head) name() (string, string) { return h.ResourceType, h.ID }

func newHead(kind, id, url, suffix, title, description string) head {
	return head{
		ResourceType: kind, ID: id, URL: url, Version: version, Name: camel(id) + suffix, Title: title,
		Status: "draft", Date: date, Publisher: publisher, Description: description,
	}
}

// camel is a name such as AgeDispute for age-dispute.
func camel(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// sentence is text that ends with a full stop.
func sentence(text string) string {
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

func valueSetURL(id string) string   { return codes.Canonical + "ValueSet/" + id }
func codeSystemURL(id string) string { return codes.Canonical + "CodeSystem/" + id }

type coding struct {
	System string `json:"system"`
	Code   string `json:"code"`
}
