package ephr

import "github.com/openephr/ephr-go/codes"

// VaccinationEvidence is on what a vaccination history rests.
//
// Source: mn-assessment, own.
type VaccinationEvidence struct {
	Entry
	// Evidence is documented, recall (by the person or a parent), serology, scar, given-here or none.
	Evidence codes.VaccinationEvidence `json:"evidence" tier:"1"`
	// Country is the country that issued the document.
	Country codes.Country `json:"country,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
