package ephr

import "github.com/openephr/ephr-go/codes"

// FamilyHistory is conditions of a blood relative.
type FamilyHistory struct {
	Entry
	// Relationship is the relative.
	Relationship codes.Relationship `json:"relationship" tier:"1"`
	// Sex is the relative's administrative sex.
	Sex codes.Sex `json:"sex,omitempty" tier:"1"`
	// Conditions are what the relative has or had.
	Conditions []FamilyCondition `json:"conditions,omitempty" tier:"1"`
	// Deceased is true where the relative has died.
	Deceased Bool `json:"deceased,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// FamilyCondition is a condition of a relative.
type FamilyCondition struct {
	// Code is the condition.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// OnsetAge is the relative's age when it began.
	OnsetAge *Quantity `json:"onsetAge,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
