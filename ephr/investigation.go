package ephr

import "github.com/openephr/ephr-go/codes"

// Investigation is a laboratory, imaging or bedside test with its result.
type Investigation struct {
	Entry
	// Test is the test, from the test list.
	Test codes.Test `json:"test" tier:"1"`
	// Code is the test in a terminology or in words.
	Code *Concept `json:"code,omitempty" tier:"1" defines:"true" strict:"true"`
	// Category is laboratory, imaging or procedure.
	Category codes.InvestigationCategory `json:"category,omitempty" tier:"1"`
	// Status says where the result stands.
	Status codes.ResultStatus `json:"status,omitempty" tier:"1"`
	// Method is rapid test or laboratory.
	Method codes.TestMethod `json:"method,omitempty" tier:"1"`
	// Specimen is what was tested.
	Specimen *Specimen `json:"specimen,omitempty" tier:"1"`
	// Effective says when the specimen was taken or the test done.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Issued says when the result was released.
	Issued DateTime `json:"issued,omitempty" tier:"1"`
	// Value is a numeric result.
	Value *Quantity `json:"value,omitempty" tier:"1"`
	// Result is a coded result, such as positive or normal.
	Result codes.TestResult `json:"result,omitempty" tier:"1"`
	// Concept is a result in a terminology or in words.
	Concept *Concept `json:"concept,omitempty" tier:"1" strict:"true"`
	// Titre is the reciprocal of a titre, 32 for 1:32.
	Titre Integer `json:"titre,omitempty" tier:"1" min:"1" max:"1048576"`
	// Interpretation is high, low, normal, positive, negative.
	Interpretation codes.Interpretation `json:"interpretation,omitempty" tier:"1"`
	// ReferenceRange is the laboratory's reference range.
	ReferenceRange *Range `json:"referenceRange,omitempty" tier:"1"`
	// ReferenceText is the reference range in words.
	ReferenceText string `json:"referenceText,omitempty" tier:"1" freetext:"-"`
	// Components are parts of a panel, such as nil, TB1, TB2 and mitogen of an IGRA.
	Components []Component `json:"components,omitempty" tier:"1"`
	// NotDone says why there is no result.
	NotDone codes.NotDoneReason `json:"notDone,omitempty" tier:"1"`
	// Performer is id of the practitioner who did or read it.
	Performer ID `json:"performer,omitempty" tier:"1" ref:"practitioners"`
	// Laboratory is id of the laboratory.
	Laboratory ID `json:"laboratory,omitempty" tier:"1" ref:"organizations"`
	// BodySite says where on the body.
	BodySite *Concept `json:"bodySite,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Specimen is what was tested.
type Specimen struct {
	// Type is the material.
	Type codes.SpecimenType `json:"type" tier:"1"`
	// Collected says when it was taken.
	Collected DateTime `json:"collected,omitempty" tier:"1"`
	// Identifier is the laboratory's number for it.
	Identifier string `json:"identifier,omitempty" tier:"1" freetext:"-"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Component is a part of a panel.
type Component struct {
	// Test is what was measured.
	Test codes.Test `json:"test" tier:"1"`
	// Code is the part in a terminology or in words.
	Code *Concept `json:"code,omitempty" tier:"1" defines:"true" strict:"true"`
	// Value is a numeric result.
	Value *Quantity `json:"value,omitempty" tier:"1"`
	// Result is a coded result.
	Result codes.TestResult `json:"result,omitempty" tier:"1"`
	// Concept is a result in a terminology or in words.
	Concept *Concept `json:"concept,omitempty" tier:"1" strict:"true"`
	// Interpretation is high, low, normal.
	Interpretation codes.Interpretation `json:"interpretation,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
