package ephr

import "github.com/openephr/ephr-go/codes"

// Narrative is a text for people in a document that another system has written, as it was written.
//
// Source: fhir-narrative.
type Narrative struct {
	// Status says how the text came to be: generated, extensions, additional or empty.
	Status codes.NarrativeStatus `json:"status" tier:"4"`
	// Div is the text in XHTML, one div element of FHIR's subset; anything else is shown as plain text.
	Div string `json:"div" tier:"4"`
	// Links say which items of the record parts of the text are about.
	Links []NarrativeLink `json:"links,omitempty" tier:"4" source:"fhir-text-link"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// NarrativeLink says which item of the record a part of a narrative is about.
//
// Source: fhir-text-link.
type NarrativeLink struct {
	// HTMLID is the id of the element in the narrative.
	HTMLID string `json:"htmlid" tier:"4"`
	// Item is the id of the item.
	Item ID `json:"item" tier:"4" ref:"items"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
