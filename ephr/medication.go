package ephr

import "github.com/openephr/ephr-go/codes"

// Medication is a medicine that the person takes, took, or was prescribed.
//
// Source: fhir-medicationstatement, own.
type Medication struct {
	Entry
	// Kind is statement, for what the person takes or took, or order, for what was prescribed.
	Kind codes.MedicationKind `json:"kind" tier:"1" source:"fhir-medicationstatement,fhir-medicationrequest"`
	// Status says whether it is taken or the order holds, such as active, completed, stopped or not-taken.
	Status codes.MedicationStatus `json:"status" tier:"1" source:"fhir-medicationstatement,fhir-medicationrequest"`
	// Code is the medicine, coded in ATC where possible.
	Code Concept `json:"code" tier:"1" strict:"true" source:"iom-sdg,atc"`
	// Form is the dose form, such as tablet or syrup.
	Form *Concept `json:"form,omitempty" tier:"1" source:"fhir-medication"`
	// Strength is the amount of substance in a unit, as written on the pack, such as 500 mg.
	Strength string `json:"strength,omitempty" tier:"1" source:"fhir-medication,own"`
	// Ingredients are what the medicine is made of.
	Ingredients []Ingredient `json:"ingredients,omitempty" tier:"1" source:"fhir-medication"`
	// Manufacturer is the company that made the medicine.
	Manufacturer string `json:"manufacturer,omitempty" tier:"1" freetext:"-" source:"fhir-medication"`
	// LotNumber is the lot as printed on the pack.
	LotNumber string `json:"lotNumber,omitempty" tier:"1" freetext:"-" source:"fhir-medication"`
	// Expiration is when the lot expires.
	Expiration DateTime `json:"expiration,omitempty" tier:"1" source:"fhir-medication"`
	// Dosages says how it is taken.
	Dosages []Dosage `json:"dosages,omitempty" tier:"1"`
	// Effective says when it was or is taken.
	Effective *Period `json:"effective,omitempty" tier:"1"`
	// EffectiveAt is the moment for which it is said, where that is no span of time.
	EffectiveAt DateTime `json:"effectiveAt,omitempty" tier:"1"`
	// Ordered says when it was prescribed.
	Ordered DateTime `json:"ordered,omitempty" tier:"1" source:"fhir-medicationrequest"`
	// Prescriber is the id of the practitioner who prescribed it.
	Prescriber ID `json:"prescriber,omitempty" tier:"1" ref:"practitioners" source:"fhir-medicationrequest"`
	// Informant is the id of the organisation from whose records it is known.
	Informant ID `json:"informant,omitempty" tier:"1" ref:"organizations"`
	// Reason is what it is for.
	Reason *Concept `json:"reason,omitempty" tier:"1" strict:"true"`
	// SupplyLeft says how long the supply lasts, or how much is left.
	SupplyLeft *Quantity `json:"supplyLeft,omitempty" tier:"1" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
