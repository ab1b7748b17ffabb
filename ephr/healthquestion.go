package ephr

import "github.com/openephr/ephr-go/codes"

// HealthQuestion is the answer to one question about past and chronic conditions.
//
// Source: zenner-2022, own.
type HealthQuestion struct {
	Entry
	// Question is the condition that was asked about.
	Question codes.HealthQuestion `json:"question" tier:"1"`
	// Answer is yes, no, unknown, not-asked or asked-declined.
	Answer codes.Answer `json:"answer" tier:"1"`
	// Since is when it began, where the answer is yes.
	Since Date `json:"since,omitempty" tier:"1" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
