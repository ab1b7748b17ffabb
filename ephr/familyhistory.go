package ephr

import "github.com/openephr/ephr-go/codes"

// FamilyHistory is conditions of a blood relative.
//
// Source: own, fhir-familymemberhistory.
type FamilyHistory struct {
	Entry
	// Relationship is how the relative stands to the person, HL7 v3 RoleCode.
	Relationship codes.Relationship `json:"relationship" tier:"1" source:"fhir-familymemberhistory,hl7-v3"`
	// Sex is the relative's administrative sex.
	Sex codes.Sex `json:"sex,omitempty" tier:"1"`
	// Conditions are what the relative has or had.
	Conditions []FamilyCondition `json:"conditions,omitempty" tier:"1" content:"true"`
	// Deceased is true where the relative has died.
	Deceased Bool `json:"deceased,omitempty" tier:"1" content:"true"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// FamilyCondition is a condition of a relative.
//
// Source: own, fhir-familymemberhistory.
type FamilyCondition struct {
	// Code is the condition.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// OnsetAge is the relative's age when it began, in UCUM a, mo, wk or d.
	OnsetAge *Quantity `json:"onsetAge,omitempty" tier:"1" source:"fhir-familymemberhistory,ucum"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
