package ephr

import "github.com/openephr/ephr-go/codes"

// Examination is the finding for one body system.
//
// Source: iom-sdg, own.
type Examination struct {
	Entry
	// System is the body system or region that was examined.
	System codes.BodySystem `json:"system" tier:"1"`
	// Result is normal, abnormal or not examined.
	Result codes.ExaminationResult `json:"result" tier:"1"`
	// Findings are what was found there.
	Findings []Concept `json:"findings,omitempty" tier:"1" strict:"true"`
	// Effective says when it was examined.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
