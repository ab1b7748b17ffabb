package ephr

import "github.com/openephr/ephr-go/codes"

// SubstanceUse is a statement about tobacco, alcohol or another substance.
type SubstanceUse struct {
	Entry
	// Substance is the substance.
	Substance codes.Substance `json:"substance" tier:"1"`
	// Status is current, former, never.
	Status codes.UseStatus `json:"status,omitempty" tier:"1"`
	// Amount says how much.
	Amount *Quantity `json:"amount,omitempty" tier:"1"`
	// Effective says when the statement held.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
