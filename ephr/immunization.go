package ephr

import "github.com/openephr/ephr-go/codes"

// Immunization is a dose of a vaccine given, refused or contraindicated.
type Immunization struct {
	Entry
	// Vaccine is the vaccine, from the vaccine list.
	Vaccine codes.Vaccine `json:"vaccine" tier:"1"`
	// Code is the product in a terminology or in words.
	Code *Concept `json:"code,omitempty" tier:"1" strict:"true"`
	// Status is completed, not-done or entered-in-error.
	Status codes.ImmunizationStatus `json:"status" tier:"1"`
	// Reason says why it was not done.
	Reason codes.NotDoneReason `json:"reason,omitempty" tier:"1"`
	// Occurrence says when it was given.
	Occurrence DateTime `json:"occurrence,omitempty" tier:"1"`
	// Evidence says on what the statement rests.
	Evidence codes.VaccinationEvidence `json:"evidence,omitempty" tier:"1"`
	// DoseNumber is the dose's number in the series.
	DoseNumber Integer `json:"doseNumber,omitempty" tier:"1" min:"1" max:"20"`
	// SeriesDoses says how many doses the series has.
	SeriesDoses Integer `json:"seriesDoses,omitempty" tier:"1" min:"1" max:"20"`
	// Series is the name of the series.
	Series string `json:"series,omitempty" tier:"1" freetext:"-"`
	// TargetDiseases are the diseases against which it protects.
	TargetDiseases []Coding `json:"targetDiseases,omitempty" tier:"1" strict:"true"`
	// Manufacturer is the maker.
	Manufacturer string `json:"manufacturer,omitempty" tier:"1"`
	// LotNumber is the lot.
	LotNumber string `json:"lotNumber,omitempty" tier:"1"`
	// Expiration is the day on which the lot expires.
	Expiration Date `json:"expiration,omitempty" tier:"1"`
	// Route says how it was given.
	Route *Concept `json:"route,omitempty" tier:"1"`
	// BodySite says where on the body.
	BodySite *Concept `json:"bodySite,omitempty" tier:"1"`
	// Country is the country where it was given.
	Country codes.Country `json:"country,omitempty" tier:"1"`
	// Site is id of the site where it was given.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites"`
	// Performer is id of the practitioner who gave it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
