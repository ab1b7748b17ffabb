package ephr

import "github.com/openephr/ephr-go/codes"

// Condition is a past condition, a present problem or a diagnosis.
type Condition struct {
	Entry
	// Code is the condition, coded in ICD-10 where possible.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// Category is problem-list-item or encounter-diagnosis.
	Category codes.ConditionCategory `json:"category,omitempty" tier:"1"`
	// Role is main or secondary diagnosis of the encounter.
	Role codes.DiagnosisRole `json:"role,omitempty" tier:"1"`
	// ClinicalStatus is active, recurrence, relapse, inactive, remission or resolved.
	ClinicalStatus codes.ClinicalStatus `json:"clinicalStatus,omitempty" tier:"1"`
	// Certainty is suspected, confirmed, ruled out.
	Certainty codes.Certainty `json:"certainty,omitempty" tier:"1"`
	// Course is acute or chronic.
	Course codes.Course `json:"course,omitempty" tier:"1"`
	// Severity says how bad it is.
	Severity codes.Severity `json:"severity,omitempty" tier:"1"`
	// BodySites says where in the body.
	BodySites []Concept `json:"bodySites,omitempty" tier:"1"`
	// Onset says when it began.
	Onset DateTime `json:"onset,omitempty" tier:"1"`
	// Abatement says when it ended.
	Abatement DateTime `json:"abatement,omitempty" tier:"1"`
	// Notifiable is true where the disease must be notified.
	Notifiable Bool `json:"notifiable,omitempty" tier:"1"`
	// Syndrome is the syndrome of point-of-care surveillance.
	Syndrome codes.Syndrome `json:"syndrome,omitempty" tier:"1" defines:"true"`
	// Evidence are ids of symptoms and investigations on which it rests.
	Evidence []ID `json:"evidence,omitempty" tier:"1" ref:"items"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
