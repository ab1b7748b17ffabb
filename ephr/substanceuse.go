package ephr

import "github.com/openephr/ephr-go/codes"

// SubstanceUse is a statement about tobacco, alcohol or another substance.
//
// Source: own, ips.
type SubstanceUse struct {
	Entry
	// Substance is the substance.
	Substance codes.Substance `json:"substance" tier:"1"`
	// Status is whether and how much the person uses it, such as current-daily, former or never.
	Status codes.UseStatus `json:"status,omitempty" tier:"1" source:"ips,own"`
	// Amount is how much is used, with a unit that names the time, such as {drinks}/d.
	Amount *Quantity `json:"amount,omitempty" tier:"1" source:"own,ucum"`
	// Effective is the time at which the statement held.
	Effective DateTime `json:"effective,omitempty" tier:"1" source:"fhir-observation"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
