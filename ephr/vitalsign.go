package ephr

import "github.com/openephr/ephr-go/codes"

// VitalSign is a vital sign or body measurement.
//
// Source: fhir-vital-signs.
type VitalSign struct {
	Entry
	// Sign is what was measured, as the list of vital signs has it.
	Sign codes.VitalSign `json:"sign" tier:"1" source:"iom-sdg,fhir-vital-signs,loinc"`
	// Code is the measurement in a terminology, where it is not on the list.
	Code *Concept `json:"code,omitempty" tier:"1" defines:"true" strict:"true" source:"fhir-observation"`
	// Effective is when it was measured.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Value is the value and its UCUM unit, for all but a blood pressure.
	Value *Quantity `json:"value,omitempty" tier:"1" source:"fhir-vital-signs,ucum"`
	// Systolic is the upper value of a blood pressure.
	Systolic *Quantity `json:"systolic,omitempty" tier:"1" source:"hikma,fhir-vital-signs"`
	// Diastolic is the lower value of a blood pressure.
	Diastolic *Quantity `json:"diastolic,omitempty" tier:"1" source:"hikma,fhir-vital-signs"`
	// Interpretation is what the value means, HL7 v3: H high, L low, N normal.
	Interpretation codes.Interpretation `json:"interpretation,omitempty" tier:"1" source:"fhir-observation,hl7-v3"`
	// BodySite says where on the body it was measured.
	BodySite *Concept `json:"bodySite,omitempty" tier:"1" source:"fhir-observation"`
	// Position is the position of the body in which it was measured, such as sitting.
	Position codes.BodyPosition `json:"position,omitempty" tier:"1" source:"hikma"`
	// Performer is the id of the practitioner who measured it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners" source:"fhir-observation"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
