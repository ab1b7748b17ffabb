package ephr

import "github.com/openephr/ephr-go/codes"

// HealthQuestion is the answer to one question about past and chronic conditions.
type HealthQuestion struct {
	Entry
	// Question is the condition asked about.
	Question codes.HealthQuestion `json:"question" tier:"1"`
	// Answer is the answer.
	Answer codes.Answer `json:"answer" tier:"1"`
	// Since says since when, where the answer is yes.
	Since Date `json:"since,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
