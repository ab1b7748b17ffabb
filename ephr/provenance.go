package ephr

import "github.com/openephr/ephr-go/codes"

// Provenance is who created or corrected an item.
type Provenance struct {
	// Target is id of the item.
	Target ID `json:"target" tier:"1" ref:"items"`
	// Activity is create, update, import.
	Activity codes.ProvenanceActivity `json:"activity" tier:"1"`
	// Recorded says when.
	Recorded DateTime `json:"recorded" tier:"1"`
	// Practitioner is id of the practitioner.
	Practitioner ID `json:"practitioner,omitempty" tier:"1" ref:"practitioners"`
	// Organization is id of the organisation.
	Organization ID `json:"organization,omitempty" tier:"1" ref:"organizations"`
	// Interpreted is true where it was said through an interpreter.
	Interpreted Bool `json:"interpreted,omitempty" tier:"1"`
	// Reason says why.
	Reason string `json:"reason,omitempty" tier:"1" freetext:"-"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
