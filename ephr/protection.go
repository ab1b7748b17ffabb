package ephr

import "github.com/openephr/ephr-go/codes"

// Protection is what concerns trafficking and safety; indicator hits are stored, never a narrative.
//
// Source: nrm-bg, own.
type Protection struct {
	// Suspicion says whether trafficking is suspected, identified or ruled out.
	Suspicion codes.TraffickingSuspicion `json:"suspicion,omitempty" tier:"4" source:"unodc,own"`
	// Indicators are the indicators seen; none proves anything.
	Indicators []codes.TraffickingIndicator `json:"indicators,omitempty" tier:"4" source:"unodc"`
	// Assessed is the day on which trafficking was assessed.
	Assessed Date `json:"assessed,omitempty" tier:"4" source:"own"`
	// Referral says whether the person was referred to the national referral mechanism.
	Referral codes.ProtectionReferral `json:"referral,omitempty" tier:"4" source:"nrm-bg"`
	// Referred is the day of that referral.
	Referred Date `json:"referred,omitempty" tier:"4" source:"nrm-bg"`
	// Shelter is the id of the shelter in which the person is safe.
	Shelter ID `json:"shelter,omitempty" tier:"4" ref:"sites" source:"nrm-bg"`
	// SafetyPlan is true where an individual safety plan exists.
	SafetyPlan Bool `json:"safetyPlan,omitempty" tier:"4" source:"nrm-bg"`
	// NoContact is true where nobody may be told that the person is known here.
	NoContact Bool `json:"noContact,omitempty" tier:"4" source:"own"`
	// Notes are notes of the protection team.
	Notes []Note `json:"notes,omitempty" tier:"4" source:"own"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"4" source:"fhir-absent"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
