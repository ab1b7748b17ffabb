package ephr

import "github.com/openephr/ephr-go/codes"

// Symptom is a complaint of the person.
//
// Source: iom-ephr, own.
type Symptom struct {
	Entry
	// Code is the complaint, from the symptom list.
	Code codes.Symptom `json:"code" tier:"1"`
	// Answer is no where the person was asked and has not this complaint; none means yes.
	Answer codes.Answer `json:"answer,omitempty" tier:"1"`
	// Concept is the complaint in a terminology or in words.
	Concept *Concept `json:"concept,omitempty" tier:"1" defines:"true" strict:"true"`
	// Chief is true for the chief complaint, the one for which the person came.
	Chief Bool `json:"chief,omitempty" tier:"1" source:"own,loinc"`
	// Onset says when it began.
	Onset DateTime `json:"onset,omitempty" tier:"1"`
	// Duration is how long it has lasted, in UCUM h, d, wk, mo or a.
	Duration *Quantity `json:"duration,omitempty" tier:"1" source:"own,ucum"`
	// Severity says how bad it is.
	Severity codes.Severity `json:"severity,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
