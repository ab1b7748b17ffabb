package ephr

import "github.com/openephr/ephr-go/codes"

// Assessment is the conclusions of an encounter.
//
// Source: own.
type Assessment struct {
	Entry
	// Triage is how soon the person must be seen, from immediate to non-urgent.
	Triage codes.TriageLevel `json:"triage,omitempty" tier:"1" content:"true"`
	// FitnessToTravel says whether the person can travel, alone, with assistance, not now or not at all.
	FitnessToTravel codes.FitnessToTravel `json:"fitnessToTravel,omitempty" tier:"1" content:"true" source:"re-health-2,own"`
	// InfectionControl are measures against the spread of an infection, such as isolation or a mask.
	InfectionControl []codes.InfectionControl `json:"infectionControl,omitempty" tier:"1" content:"true" source:"own,icd-10"`
	// Summary is the summary in words.
	Summary *Note `json:"summary,omitempty" tier:"1" content:"true"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
