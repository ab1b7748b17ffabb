package ephr

import "github.com/openephr/ephr-go/codes"

// SocialDeterminant is a social determinant of health.
type SocialDeterminant struct {
	Entry
	// Code is the question.
	Code codes.SocialDeterminant `json:"code" tier:"1"`
	// Answer is yes, no or unknown.
	Answer codes.Answer `json:"answer,omitempty" tier:"1"`
	// Concept is a coded or worded answer.
	Concept *Concept `json:"concept,omitempty" tier:"1" strict:"true"`
	// Value is a numeric answer.
	Value *Quantity `json:"value,omitempty" tier:"1"`
	// Effective says when the statement held.
	Effective DateTime `json:"effective,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
