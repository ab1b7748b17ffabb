package ephr

import "github.com/openephr/ephr-go/codes"

// Allergy is an allergy or intolerance.
//
// Source: own, fhir-allergyintolerance.
type Allergy struct {
	Entry
	// Code is the substance, food or medicine that the person does not tolerate.
	Code Concept `json:"code" tier:"1"`
	// Type is allergy (of the immune system) or intolerance (any other).
	Type codes.AllergyType `json:"type,omitempty" tier:"1"`
	// Categories are the kinds of substance: food, medication, environment or biologic.
	Categories []codes.AllergyCategory `json:"categories,omitempty" tier:"1"`
	// ClinicalStatus is active, inactive or resolved.
	ClinicalStatus codes.AllergyStatus `json:"clinicalStatus,omitempty" tier:"1"`
	// Certainty says how sure the finding is, from unconfirmed to confirmed or refuted.
	Certainty codes.Certainty `json:"certainty,omitempty" tier:"1"`
	// Criticality is the danger of a next reaction: low, high or unable-to-assess; it is not the severity of a past one.
	Criticality codes.Criticality `json:"criticality,omitempty" tier:"1"`
	// Onset says when it was first seen.
	Onset DateTime `json:"onset,omitempty" tier:"1"`
	// LastOccurrence says when it was last seen.
	LastOccurrence DateTime `json:"lastOccurrence,omitempty" tier:"1"`
	// Reactions are what happened.
	Reactions []Reaction `json:"reactions,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Reaction is what happened when the person met the substance.
//
// Source: own, fhir-allergyintolerance.
type Reaction struct {
	// Substance is the substance, where it is more exact than the allergy's.
	Substance *Concept `json:"substance,omitempty" tier:"1"`
	// Manifestations are the signs and symptoms.
	Manifestations []Concept `json:"manifestations" tier:"1" min:"1"`
	// Severity says how bad it was.
	Severity codes.Severity `json:"severity,omitempty" tier:"1"`
	// Onset says when it happened.
	Onset DateTime `json:"onset,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
