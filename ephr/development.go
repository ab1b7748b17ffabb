package ephr

import "github.com/openephr/ephr-go/codes"

// Development is a statement about a child's development or school.
type Development struct {
	Entry
	// Domain is the domain.
	Domain codes.DevelopmentDomain `json:"domain" tier:"1"`
	// Finding is what was found.
	Finding codes.DevelopmentFinding `json:"finding" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
