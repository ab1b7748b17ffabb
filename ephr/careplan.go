package ephr

import "github.com/openephr/ephr-go/codes"

// CarePlan is a plan with a follow-up date.
//
// Source: own, fhir-careplan.
type CarePlan struct {
	Entry
	// Title is the kind of plan, such as follow-up or tuberculosis.
	Title codes.PlanKind `json:"title" tier:"1" source:"own"`
	// Status is draft, active, on-hold, revoked or completed.
	Status codes.PlanStatus `json:"status" tier:"1"`
	// Period says when it holds.
	Period *Period `json:"period,omitempty" tier:"1"`
	// FollowUp is the day of the next visit.
	FollowUp Date `json:"followUp,omitempty" tier:"1" source:"own,refcare"`
	// Addresses are ids of the conditions with which it deals.
	Addresses []ID `json:"addresses,omitempty" tier:"1" ref:"conditions"`
	// Description is the plan in words.
	Description *Note `json:"description,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
