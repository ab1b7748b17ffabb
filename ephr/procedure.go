package ephr

import "github.com/openephr/ephr-go/codes"

// Procedure is an operation, a hospital stay, injury care or a treatment given.
type Procedure struct {
	Entry
	// Code is what was done.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// Kind is surgery, hospitalisation, injury care, treatment.
	Kind codes.ProcedureKind `json:"kind,omitempty" tier:"1" defines:"true"`
	// Status says where it stands.
	Status codes.EventStatus `json:"status,omitempty" tier:"1"`
	// Performed says when it was done.
	Performed *Period `json:"performed,omitempty" tier:"1"`
	// Country says where it was done.
	Country codes.Country `json:"country,omitempty" tier:"1"`
	// Performer is id of the practitioner who did it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// BodySites says where in the body.
	BodySites []Concept `json:"bodySites,omitempty" tier:"1"`
	// Reason says why it was done.
	Reason *Concept `json:"reason,omitempty" tier:"1" strict:"true"`
	// Outcome is what became of it.
	Outcome *Concept `json:"outcome,omitempty" tier:"1" strict:"true"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
