package ephr

import "github.com/openephr/ephr-go/codes"

// Protection is what concerns trafficking and safety; indicator hits are stored, never a narrative.
type Protection struct {
	// Suspicion says whether trafficking is suspected.
	Suspicion codes.TraffickingSuspicion `json:"suspicion,omitempty" tier:"4"`
	// Indicators are the indicators seen; none proves anything.
	Indicators []codes.TraffickingIndicator `json:"indicators,omitempty" tier:"4"`
	// Assessed says when it was assessed.
	Assessed Date `json:"assessed,omitempty" tier:"4"`
	// Referral says whether the person was referred to the national referral mechanism.
	Referral codes.ProtectionReferral `json:"referral,omitempty" tier:"4"`
	// Referred says when.
	Referred Date `json:"referred,omitempty" tier:"4"`
	// Shelter is id of the shelter.
	Shelter ID `json:"shelter,omitempty" tier:"4" ref:"sites"`
	// SafetyPlan is true where an individual safety plan exists.
	SafetyPlan Bool `json:"safetyPlan,omitempty" tier:"4"`
	// NoContact is true where nobody may be told that the person is known here.
	NoContact Bool `json:"noContact,omitempty" tier:"4"`
	// Notes are notes of the protection team.
	Notes []Note `json:"notes,omitempty" tier:"4"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
