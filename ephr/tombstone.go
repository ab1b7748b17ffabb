package ephr

import "github.com/openephr/ephr-go/codes"

// Tombstone is what is left of an item that was withdrawn, corrected or erased.
//
// Source: format, gdpr.
type Tombstone struct {
	// Target is the id of the item that is gone.
	Target ID `json:"target" tier:"3"`
	// Kind is withdrawn, corrected or erased.
	Kind codes.TombstoneKind `json:"kind" tier:"3"`
	// Recorded is when it went.
	Recorded DateTime `json:"recorded" tier:"3"`
	// Practitioner is the id of the practitioner who did it.
	Practitioner ID `json:"practitioner,omitempty" tier:"3" ref:"practitioners"`
	// ReplacedBy is the id of the item that stands in its place.
	ReplacedBy ID `json:"replacedBy,omitempty" tier:"3" ref:"items"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
