package ephr

import "github.com/openephr/ephr-go/codes"

// Functioning is the answers to the six questions of the Washington Group Short Set.
//
// Source: washington-group.
type Functioning struct {
	Entry
	// Seeing is difficulty seeing, even with glasses.
	Seeing codes.Difficulty `json:"seeing,omitempty" tier:"1"`
	// Hearing is difficulty hearing, even with a hearing aid.
	Hearing codes.Difficulty `json:"hearing,omitempty" tier:"1"`
	// Walking is difficulty walking or climbing steps.
	Walking codes.Difficulty `json:"walking,omitempty" tier:"1"`
	// Remembering is difficulty remembering or concentrating.
	Remembering codes.Difficulty `json:"remembering,omitempty" tier:"1"`
	// SelfCare is difficulty with self-care, such as washing or dressing.
	SelfCare codes.Difficulty `json:"selfCare,omitempty" tier:"1"`
	// Communicating is difficulty understanding others or being understood in the person's own language.
	Communicating codes.Difficulty `json:"communicating,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
