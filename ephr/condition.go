package ephr

import "github.com/openephr/ephr-go/codes"

// Condition is a past condition, a present problem or a diagnosis.
//
// Source: own, fhir-condition.
type Condition struct {
	Entry
	// Code is the condition, coded in ICD-10 where possible.
	Code Concept `json:"code" tier:"1" strict:"true" source:"zenner-2022,icd-10"`
	// Category is problem-list-item, for what lasts, or encounter-diagnosis, for what one visit found.
	Category codes.ConditionCategory `json:"category,omitempty" tier:"1" source:"fhir-condition,ips"`
	// CategoryConcept is the category in a terminology or in words.
	CategoryConcept *Concept `json:"categoryConcept,omitempty" tier:"1" strict:"true"`
	// Role is the diagnosis's rank in its encounter, such as main or secondary.
	Role codes.DiagnosisRole `json:"role,omitempty" tier:"1" source:"own,fhir-encounter"`
	// ClinicalStatus is active, recurrence, relapse, inactive, remission or resolved.
	ClinicalStatus codes.ClinicalStatus `json:"clinicalStatus,omitempty" tier:"1"`
	// Certainty says how sure the diagnosis is: suspected (unconfirmed, provisional, differential), confirmed, or ruled out (refuted).
	Certainty codes.Certainty `json:"certainty,omitempty" tier:"1"`
	// Course is acute, subacute, chronic or recurrent.
	Course codes.Course `json:"course,omitempty" tier:"1" source:"own"`
	// Severity says how bad it is.
	Severity codes.Severity `json:"severity,omitempty" tier:"1"`
	// SeverityConcept is the severity in a terminology or in words.
	SeverityConcept *Concept `json:"severityConcept,omitempty" tier:"1" strict:"true"`
	// BodySites says where in the body.
	BodySites []Concept `json:"bodySites,omitempty" tier:"1"`
	// Onset says when it began.
	Onset DateTime `json:"onset,omitempty" tier:"1"`
	// Abatement says when it ended.
	Abatement DateTime `json:"abatement,omitempty" tier:"1"`
	// Notifiable is true where the disease must be notified to a public-health authority.
	Notifiable Bool `json:"notifiable,omitempty" tier:"1" source:"decision-2018-945,own"`
	// Syndrome is the syndrome as which surveillance at points of care counts it.
	Syndrome codes.Syndrome `json:"syndrome,omitempty" tier:"1" defines:"true" source:"eody"`
	// Asserter is the id of the practitioner who says so, where that is not who wrote it down.
	Asserter ID `json:"asserter,omitempty" tier:"1" ref:"practitioners"`
	// Evidence are ids of symptoms and investigations on which it rests.
	Evidence []ID `json:"evidence,omitempty" tier:"1" ref:"items"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
