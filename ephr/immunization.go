package ephr

import "github.com/openephr/ephr-go/codes"

// Immunization is a dose of a vaccine given, refused or contraindicated.
//
// Source: fhir-immunization.
type Immunization struct {
	Entry
	// Vaccine is the vaccine as the list of vaccines has it.
	Vaccine codes.Vaccine `json:"vaccine" tier:"1" source:"iom-sdg,ds-2054,atc"`
	// Code is the product or vaccine in a terminology or in words.
	Code *Concept `json:"code,omitempty" tier:"1" defines:"true" strict:"true"`
	// Status is completed (given), not-done or entered-in-error.
	Status codes.ImmunizationStatus `json:"status" tier:"1"`
	// Reason says why the dose was not given, such as refused or contraindicated.
	Reason codes.NotDoneReason `json:"reason,omitempty" tier:"1" source:"ds-2054,fhir-immunization,own"`
	// Occurrence says when it was given.
	Occurrence DateTime `json:"occurrence,omitempty" tier:"1" source:"iom-sdg,fhir-immunization"`
	// Evidence says on what the statement rests: documented, recall, serology, scar, given-here or none.
	Evidence codes.VaccinationEvidence `json:"evidence,omitempty" tier:"1" source:"mn-assessment,own"`
	// DoseNumber is which dose of its series this is, 1 being the first.
	DoseNumber Integer `json:"doseNumber,omitempty" tier:"1" min:"1" max:"20"`
	// SeriesDoses says how many doses the series has.
	SeriesDoses Integer `json:"seriesDoses,omitempty" tier:"1" min:"1" max:"20"`
	// Series is the name of the series, such as primary or booster.
	Series string `json:"series,omitempty" tier:"1" freetext:"-"`
	// TargetDiseases are the diseases against which it protects.
	TargetDiseases []Coding `json:"targetDiseases,omitempty" tier:"1" strict:"true"`
	// Manufacturer is the company that made the vaccine.
	Manufacturer string `json:"manufacturer,omitempty" tier:"1"`
	// LotNumber is the lot as printed on the vial.
	LotNumber string `json:"lotNumber,omitempty" tier:"1"`
	// Expiration is the day on which the lot expires.
	Expiration Date `json:"expiration,omitempty" tier:"1"`
	// Route says how the dose entered the body.
	Route *Concept `json:"route,omitempty" tier:"1"`
	// BodySite says where on the body.
	BodySite *Concept `json:"bodySite,omitempty" tier:"1"`
	// Country is the country where it was given.
	Country codes.Country `json:"country,omitempty" tier:"1" source:"own,iom-sdg"`
	// Site is the id of the site where it was given.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites" source:"own,fhir-immunization"`
	// Performer is the id of the practitioner who gave it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// Organization is the id of the organisation that gave it.
	Organization ID `json:"organization,omitempty" tier:"1" ref:"organizations"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
