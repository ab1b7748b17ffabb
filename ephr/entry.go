package ephr

import "github.com/openephr/ephr-go/codes"

// Entry is what every clinical statement of a record has in common: its own
// id, the encounter in which it was made, who recorded it and when. It is
// embedded in each item type, and its members stand beside the item's own.
type Entry struct {
	// ID is the item's local id, minted once and never reused (see [NewID]).
	ID ID `json:"id" tier:"1"`
	// Identifiers are business identifiers that other systems gave the item.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"2"`
	// Encounter is the id of the encounter in which the statement was made.
	Encounter ID `json:"encounter,omitempty" tier:"1" ref:"encounters"`
	// Recorded is when the statement was written down.
	Recorded DateTime `json:"recorded,omitempty" tier:"1"`
	// Author is the id of the practitioner who made the statement.
	Author ID `json:"author,omitempty" tier:"1" ref:"practitioners"`
	// Sensitivity raises the item into a sensitivity group that its codes do not show.
	Sensitivity codes.Sensitivity `json:"sensitivity,omitempty" tier:"1" defines:"true"`
	// Notes are free text about the item.
	Notes []Note `json:"notes,omitempty" tier:"1"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"1"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4"`
}
