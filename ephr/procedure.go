package ephr

import "github.com/openephr/ephr-go/codes"

// Procedure is an operation, a hospital stay, injury care or a treatment given.
//
// Source: fhir-procedure.
type Procedure struct {
	Entry
	// Code is what was done.
	Code Concept `json:"code" tier:"1" strict:"true" source:"hikma,fhir-procedure"`
	// Kind is the kind of care, such as surgery, hospitalisation, injury-care or treatment.
	Kind codes.ProcedureKind `json:"kind,omitempty" tier:"1" defines:"true" source:"hikma,own"`
	// Status says whether it was done, is going on or was not done.
	Status codes.EventStatus `json:"status,omitempty" tier:"1"`
	// Performed says when it was done.
	Performed *Period `json:"performed,omitempty" tier:"1"`
	// Country is where it was done.
	Country codes.Country `json:"country,omitempty" tier:"1" source:"own"`
	// Performer is the id of the practitioner who did it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// BodySites say where in the body.
	BodySites []Concept `json:"bodySites,omitempty" tier:"1"`
	// Reason is the condition or finding for which it was done.
	Reason *Concept `json:"reason,omitempty" tier:"1" strict:"true"`
	// Outcome is what became of it.
	Outcome *Concept `json:"outcome,omitempty" tier:"1" strict:"true"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
