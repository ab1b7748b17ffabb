package ephr

import "github.com/openephr/ephr-go/codes"

// Provenance is who created or corrected an item.
//
// Source: fhir-provenance.
type Provenance struct {
	// Target is the id of the item that was created or corrected.
	Target ID `json:"target" tier:"1" ref:"items"`
	// Activity is what was done to it, such as create, update or import.
	Activity codes.ProvenanceActivity `json:"activity" tier:"1" source:"fhir-provenance,own"`
	// Recorded is when it was done.
	Recorded DateTime `json:"recorded" tier:"1"`
	// Practitioner is the id of the practitioner who did it.
	Practitioner ID `json:"practitioner,omitempty" tier:"1" ref:"practitioners"`
	// Organization is the id of the organisation for which it was done.
	Organization ID `json:"organization,omitempty" tier:"1" ref:"organizations"`
	// Interpreted is true where the statement was made through an interpreter.
	Interpreted Bool `json:"interpreted,omitempty" tier:"1" source:"own,hl7-v3"`
	// Reason says why it was done, in words.
	Reason string `json:"reason,omitempty" tier:"1" freetext:"-"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
