package ephr

import "github.com/openephr/ephr-go/codes"

// Investigation is a laboratory, imaging or bedside test with its result.
//
// Source: own, fhir-observation.
type Investigation struct {
	Entry
	// Test is what was tested, as the list of tests has it.
	Test codes.Test `json:"test" tier:"1" source:"zenner-2022,loinc"`
	// Code is the test in a terminology or in words.
	Code *Concept `json:"code,omitempty" tier:"1" defines:"true" strict:"true"`
	// Category is laboratory, imaging, procedure or exam.
	Category codes.InvestigationCategory `json:"category,omitempty" tier:"1"`
	// Status says how final the result is, from registered to final, amended or cancelled.
	Status codes.ResultStatus `json:"status,omitempty" tier:"1" source:"fhir-observation,ips"`
	// Method is how it was tested, such as rapid, laboratory or microscopy.
	Method codes.TestMethod `json:"method,omitempty" tier:"1" source:"own"`
	// Specimen is what was tested.
	Specimen *Specimen `json:"specimen,omitempty" tier:"1" source:"fhir-specimen"`
	// Effective says when the specimen was taken or the test done.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Issued says when the result was released.
	Issued DateTime `json:"issued,omitempty" tier:"1"`
	// Value is a numeric result and its unit.
	Value *Quantity `json:"value,omitempty" tier:"1" source:"zenner-2022,ucum"`
	// Result is a coded result, such as positive or normal.
	Result codes.TestResult `json:"result,omitempty" tier:"1" source:"zenner-2022,own"`
	// Concept is a result in a terminology or in words.
	Concept *Concept `json:"concept,omitempty" tier:"1" strict:"true"`
	// Titre is the reciprocal of a titre, 32 for 1:32.
	Titre Integer `json:"titre,omitempty" tier:"1" min:"1" max:"1048576" source:"own"`
	// Interpretation is what the result means, HL7 v3: H high, L low, N normal, POS positive, NEG negative.
	Interpretation codes.Interpretation `json:"interpretation,omitempty" tier:"1" source:"fhir-observation,hl7-v3"`
	// ReferenceRange is the range of usual values that the laboratory gave with this result.
	ReferenceRange *Range `json:"referenceRange,omitempty" tier:"1"`
	// ReferenceText is the reference range in words.
	ReferenceText string `json:"referenceText,omitempty" tier:"1" freetext:"-"`
	// Components are parts of a panel, such as nil, TB1, TB2 and mitogen of an IGRA.
	Components []Component `json:"components,omitempty" tier:"1" source:"ds-3030,fhir-observation"`
	// Members are ids of the investigations of which this one is the panel.
	Members []ID `json:"members,omitempty" tier:"1" ref:"investigations" source:"fhir-observation"`
	// NotDone says why there is no result, such as refused, past-positive or given-not-read.
	NotDone codes.NotDoneReason `json:"notDone,omitempty" tier:"1" source:"mn-assessment,own"`
	// Performer is the id of the practitioner who did or read it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// Laboratory is the id of the organisation whose laboratory did it.
	Laboratory ID `json:"laboratory,omitempty" tier:"1" ref:"organizations" source:"own"`
	// BodySite says which part of the body was tested or imaged.
	BodySite *Concept `json:"bodySite,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Specimen is what was tested.
//
// Source: fhir-specimen.
type Specimen struct {
	// Type is the material, such as blood or sputum.
	Type codes.SpecimenType `json:"type" tier:"1"`
	// Collected is when it was taken.
	Collected DateTime `json:"collected,omitempty" tier:"1"`
	// Identifier is the laboratory's number for it.
	Identifier string `json:"identifier,omitempty" tier:"1" freetext:"-"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Component is a part of a panel.
//
// Source: fhir-observation, own.
type Component struct {
	// Test is what was measured.
	Test codes.Test `json:"test" tier:"1" source:"ds-3030,loinc"`
	// Code is the part in a terminology or in words.
	Code *Concept `json:"code,omitempty" tier:"1" defines:"true" strict:"true"`
	// Value is a numeric result and its unit.
	Value *Quantity `json:"value,omitempty" tier:"1" source:"fhir-observation,ucum"`
	// Result is a coded result, such as positive or normal.
	Result codes.TestResult `json:"result,omitempty" tier:"1"`
	// Concept is a result in a terminology or in words.
	Concept *Concept `json:"concept,omitempty" tier:"1" strict:"true"`
	// Interpretation is what the result means, HL7 v3: H high, L low, N normal, POS positive, NEG negative.
	Interpretation codes.Interpretation `json:"interpretation,omitempty" tier:"1" source:"fhir-observation,hl7-v3"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
