package ephr

import "github.com/openephr/ephr-go/codes"

// RedFlag is the answer to one red-flag question.
type RedFlag struct {
	Entry
	// Flag is the red flag.
	Flag codes.RedFlag `json:"flag" tier:"1"`
	// Answer says whether it was seen.
	Answer codes.Answer `json:"answer" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
