package ephr

import "github.com/openephr/ephr-go/codes"

// VitalSign is a vital sign or body measurement.
type VitalSign struct {
	Entry
	// Sign is what was measured.
	Sign codes.VitalSign `json:"sign" tier:"1"`
	// Code is the measurement in a terminology, where it is not on the list.
	Code *Concept `json:"code,omitempty" tier:"1" strict:"true"`
	// Effective says when it was measured.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Value is the value and its UCUM unit.
	Value *Quantity `json:"value,omitempty" tier:"1"`
	// Systolic is the systolic pressure, for a blood pressure.
	Systolic *Quantity `json:"systolic,omitempty" tier:"1"`
	// Diastolic is the diastolic pressure, for a blood pressure.
	Diastolic *Quantity `json:"diastolic,omitempty" tier:"1"`
	// Interpretation is high, low, normal.
	Interpretation codes.Interpretation `json:"interpretation,omitempty" tier:"1"`
	// BodySite says where it was measured.
	BodySite *Concept `json:"bodySite,omitempty" tier:"1"`
	// Position is the body position.
	Position codes.BodyPosition `json:"position,omitempty" tier:"1"`
	// Performer is id of the practitioner who measured it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
