package ephr

// PsychologistNote is a note of psychotherapy.
//
// Source: own, hl7-v3.
type PsychologistNote struct {
	Entry
	// Text is the note itself.
	Text Note `json:"text" tier:"4"`
	// Effective is when the session was.
	Effective DateTime `json:"effective,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
