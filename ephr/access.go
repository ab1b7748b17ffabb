package ephr

import "github.com/openephr/ephr-go/codes"

// Access is one look at the record.
type Access struct {
	// Time says when.
	Time DateTime `json:"time" tier:"4"`
	// Practitioner is id of the practitioner.
	Practitioner ID `json:"practitioner,omitempty" tier:"4" ref:"practitioners"`
	// Role says in which role.
	Role codes.PractitionerRole `json:"role,omitempty" tier:"4"`
	// Purpose says for what purpose.
	Purpose codes.Purpose `json:"purpose" tier:"4"`
	// Emergency is true where the rule was broken to save the person.
	Emergency Bool `json:"emergency,omitempty" tier:"4"`
	// Reason is the reason that was given.
	Reason string `json:"reason,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
