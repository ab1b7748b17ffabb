package ephr

import "github.com/openephr/ephr-go/codes"

// Translation is the sender's wording of a code in another language.
//
// Source: fhir-datatypes.
type Translation struct {
	// Language is the BCP 47 tag of the language.
	Language codes.Language `json:"language" tier:"1" source:"own,bcp-47"`
	// Text is the wording.
	Text string `json:"text" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
