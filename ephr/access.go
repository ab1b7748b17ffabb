package ephr

import "github.com/openephr/ephr-go/codes"

// Access is one look at the record.
//
// Source: own, fhir-auditevent.
type Access struct {
	// Time is when the record was looked at.
	Time DateTime `json:"time" tier:"4"`
	// Practitioner is the id of the practitioner who looked.
	Practitioner ID `json:"practitioner,omitempty" tier:"4" ref:"practitioners"`
	// Role is the role in which the practitioner looked.
	Role codes.PractitionerRole `json:"role,omitempty" tier:"4"`
	// Purpose is what the record was looked at for, HL7 v3 ActReason.
	Purpose codes.Purpose `json:"purpose" tier:"4" source:"fhir-auditevent,hl7-v3"`
	// Emergency is true where the usual rule was broken to save the person (break the glass).
	Emergency Bool `json:"emergency,omitempty" tier:"4" source:"hl7-v3,own"`
	// Reason is the reason that was given for it, in words.
	Reason string `json:"reason,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
