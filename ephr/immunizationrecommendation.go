package ephr

import "github.com/openephr/ephr-go/codes"

// ImmunizationRecommendation is a dose that is due.
//
// Source: own, fhir-immunizationrecommendation.
type ImmunizationRecommendation struct {
	Entry
	// Vaccine is the vaccine that is due.
	Vaccine codes.Vaccine `json:"vaccine" tier:"1" source:"ecdc-vaccination,atc"`
	// Due is the day from which it is due.
	Due Date `json:"due,omitempty" tier:"1" source:"ecdc-vaccination,own"`
	// DoseNumber is which dose of its series is due, 1 being the first.
	DoseNumber Integer `json:"doseNumber,omitempty" tier:"1" min:"1" max:"20"`
	// Status is due, overdue, immune, contraindicated or complete.
	Status codes.RecommendationStatus `json:"status" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
