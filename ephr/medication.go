package ephr

import "github.com/openephr/ephr-go/codes"

// Medication is a medicine that the person takes, took, or was prescribed.
type Medication struct {
	Entry
	// Kind is statement of what is taken, or order.
	Kind codes.MedicationKind `json:"kind" tier:"1"`
	// Status says where it stands.
	Status codes.MedicationStatus `json:"status" tier:"1"`
	// Code is the medicine, coded in ATC where possible.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// Form is the dose form.
	Form *Concept `json:"form,omitempty" tier:"1"`
	// Strength is the strength as written on the pack.
	Strength string `json:"strength,omitempty" tier:"1"`
	// Dosages says how it is taken.
	Dosages []Dosage `json:"dosages,omitempty" tier:"1"`
	// Effective says when it was or is taken.
	Effective *Period `json:"effective,omitempty" tier:"1"`
	// Ordered says when it was prescribed.
	Ordered DateTime `json:"ordered,omitempty" tier:"1"`
	// Prescriber is id of the practitioner who prescribed it.
	Prescriber ID `json:"prescriber,omitempty" tier:"1" ref:"practitioners"`
	// Reason is what it is for.
	Reason *Concept `json:"reason,omitempty" tier:"1" strict:"true"`
	// SupplyLeft says how long the supply lasts, or how much is left.
	SupplyLeft *Quantity `json:"supplyLeft,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
