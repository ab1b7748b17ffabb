package ephr

import "github.com/openephr/ephr-go/codes"

// Entry is what every clinical statement of a record has in common: its own
// id, the encounter in which it was made, who recorded it and when. It is
// embedded in each item type, and its members stand beside the item's own.
//
// Source: format.
type Entry struct {
	// ID is the item's local id, minted once and never reused (see [NewID]).
	ID ID `json:"id" tier:"1"`
	// Identifiers are business identifiers that other systems gave the item.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"2" source:"fhir-datatypes"`
	// Encounter is the id of the encounter in which the statement was made.
	Encounter ID `json:"encounter,omitempty" tier:"1" ref:"encounters" source:"zenner-2022,format"`
	// Recorded is when the statement was written down, not when what it says happened.
	Recorded DateTime `json:"recorded,omitempty" tier:"1" source:"fhir-provenance"`
	// Author is the id of the practitioner who made the statement.
	Author ID `json:"author,omitempty" tier:"1" ref:"practitioners" source:"fhir-provenance"`
	// Sensitivity raises the item into a sensitivity group that its codes do not show.
	Sensitivity codes.Sensitivity `json:"sensitivity,omitempty" tier:"1" defines:"true" source:"hl7-v3,fhir-security-labels"`
	// Notes are free text about the item.
	Notes []Note `json:"notes,omitempty" tier:"1" source:"fhir-datatypes"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"1" source:"fhir-absent"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
}
