package ephr

import "github.com/openephr/ephr-go/codes"

// Development is a statement about a child's development or school.
//
// Source: uk-pre-entry, own.
type Development struct {
	Entry
	// Domain is the field of development, such as language, gross motor skills or school.
	Domain codes.DevelopmentDomain `json:"domain" tier:"1"`
	// Finding is age-appropriate, watch, delayed, regressed or not-assessed.
	Finding codes.DevelopmentFinding `json:"finding" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
