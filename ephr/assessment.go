package ephr

import "github.com/openephr/ephr-go/codes"

// Assessment is the conclusions of an encounter.
type Assessment struct {
	Entry
	// Triage is the triage level.
	Triage codes.TriageLevel `json:"triage,omitempty" tier:"1"`
	// FitnessToTravel is fitness to travel.
	FitnessToTravel codes.FitnessToTravel `json:"fitnessToTravel,omitempty" tier:"1"`
	// InfectionControl are isolation and other measures.
	InfectionControl []codes.InfectionControl `json:"infectionControl,omitempty" tier:"1"`
	// Summary is the summary in words.
	Summary *Note `json:"summary,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
