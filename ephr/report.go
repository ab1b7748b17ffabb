package ephr

import "github.com/openephr/ephr-go/codes"

// Report is a diagnostic report that binds investigations together.
//
// Source: fhir-diagnosticreport.
type Report struct {
	Entry
	// Code is what the report is about.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// Category is laboratory, imaging, procedure or exam.
	Category codes.InvestigationCategory `json:"category,omitempty" tier:"1"`
	// Status says how final the report is, from registered to final, amended or cancelled.
	Status codes.ResultStatus `json:"status,omitempty" tier:"1" source:"fhir-diagnosticreport,ips"`
	// Effective is the time to which it applies, not when it was written.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Issued says when it was released.
	Issued DateTime `json:"issued,omitempty" tier:"1"`
	// Performer is the id of the practitioner who signed it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// Results are ids of the investigations it reports.
	Results []ID `json:"results,omitempty" tier:"1" ref:"investigations"`
	// Conclusion is the conclusion in words.
	Conclusion *Note `json:"conclusion,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
