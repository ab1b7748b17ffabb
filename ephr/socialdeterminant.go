package ephr

import "github.com/openephr/ephr-go/codes"

// SocialDeterminant is a social determinant of health.
//
// Source: prapare, own.
type SocialDeterminant struct {
	Entry
	// Code is what was asked about, such as housing or food.
	Code codes.SocialDeterminant `json:"code" tier:"1"`
	// Answer is yes, no, unknown, not-asked or asked-declined, for a question that asks for no more.
	Answer codes.Answer `json:"answer,omitempty" tier:"1"`
	// Concept is a coded or worded answer.
	Concept *Concept `json:"concept,omitempty" tier:"1" defines:"true" strict:"true"`
	// Value is a numeric answer and its unit.
	Value *Quantity `json:"value,omitempty" tier:"1"`
	// Effective is the time at which the statement held.
	Effective DateTime `json:"effective,omitempty" tier:"1" source:"fhir-observation"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
