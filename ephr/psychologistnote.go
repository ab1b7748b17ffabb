package ephr

// PsychologistNote is a note of psychotherapy.
type PsychologistNote struct {
	Entry
	// Text is the note.
	Text Note `json:"text" tier:"4"`
	// Effective says when the session was.
	Effective DateTime `json:"effective,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
