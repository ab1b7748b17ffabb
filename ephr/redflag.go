package ephr

import "github.com/openephr/ephr-go/codes"

// RedFlag is the answer to one red-flag question.
//
// Source: eur-human.
type RedFlag struct {
	Entry
	// Flag is the sign or circumstance that was looked for.
	Flag codes.RedFlag `json:"flag" tier:"1"`
	// Answer says whether it was seen; not-asked is not the same as no.
	Answer codes.Answer `json:"answer" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
