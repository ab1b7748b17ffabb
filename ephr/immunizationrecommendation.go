package ephr

import "github.com/openephr/ephr-go/codes"

// ImmunizationRecommendation is a dose that is due.
type ImmunizationRecommendation struct {
	Entry
	// Vaccine is the vaccine.
	Vaccine codes.Vaccine `json:"vaccine" tier:"1"`
	// Due is the day from which it is due.
	Due Date `json:"due,omitempty" tier:"1"`
	// DoseNumber is the dose's number in the series.
	DoseNumber Integer `json:"doseNumber,omitempty" tier:"1" min:"1" max:"20"`
	// Status is due, overdue, complete, contraindicated.
	Status codes.RecommendationStatus `json:"status" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
