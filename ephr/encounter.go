package ephr

import "github.com/openephr/ephr-go/codes"

// Encounter is one clinical episode: a contact of the person with a site.
//
// Source: fhir-encounter.
type Encounter struct {
	// ID is the encounter's local id, minted once.
	ID ID `json:"id" tier:"1" source:"format"`
	// Identifiers are numbers that the site gave the episode.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"2"`
	// Type is what the encounter was for, such as a first assessment, a follow-up or fitness to travel.
	Type codes.EncounterType `json:"type" tier:"1" source:"own,re-health-2"`
	// Status is planned, arrived, triaged, in-progress, onleave, finished or cancelled.
	Status codes.EncounterStatus `json:"status,omitempty" tier:"1"`
	// Period is when it took place.
	Period Period `json:"period" tier:"1" source:"zenner-2022,fhir-encounter"`
	// Country is the country of recording, ISO 3166-1 alpha-2.
	Country codes.Country `json:"country" tier:"1" source:"zenner-2022,iso-3166"`
	// Site is the id of the site where it took place.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites" source:"zenner-2022,fhir-encounter"`
	// Custodian is the id of the organisation that answers for it.
	Custodian ID `json:"custodian,omitempty" tier:"1" ref:"organizations"`
	// Participants are the practitioners who took part, the assessor first.
	Participants []Participant `json:"participants,omitempty" tier:"1" source:"own,fhir-encounter"`
	// ModeOfArrival is how the person came to the site on this day, not into the country.
	ModeOfArrival codes.ModeOfArrival `json:"modeOfArrival,omitempty" tier:"1" source:"own,fhir-mode-of-arrival"`
	// Interpretation says how the conversation was interpreted.
	Interpretation *Interpretation `json:"interpretation,omitempty" tier:"1" source:"re-health-evaluation"`
	// AssessmentConsent is the person's decision about this assessment.
	AssessmentConsent *AssessmentConsent `json:"assessmentConsent,omitempty" tier:"2" source:"re-health-evaluation"`
	// Notes are free text about the encounter.
	Notes []Note `json:"notes,omitempty" tier:"1" source:"own"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"1" source:"fhir-absent"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Participant is a practitioner's part in an encounter.
//
// Source: fhir-encounter, own.
type Participant struct {
	// Practitioner is the practitioner's id.
	Practitioner ID `json:"practitioner" tier:"1" ref:"practitioners" source:"fhir-encounter,format"`
	// Role is what the practitioner did here.
	Role codes.ParticipantRole `json:"role,omitempty" tier:"1" source:"hl7-v3,own"`
	// Period is when the practitioner took part.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Interpretation says how a conversation was interpreted.
//
// Source: re-health-evaluation.
type Interpretation struct {
	// Used is true where somebody interpreted.
	Used Bool `json:"used" tier:"1"`
	// Mode is how it was interpreted: in-person, phone, video, family, staff, machine or none.
	Mode codes.InterpreterMode `json:"mode,omitempty" tier:"1" source:"own"`
	// Language is the BCP 47 tag of the language interpreted from.
	Language codes.Language `json:"language,omitempty" tier:"1" source:"own,bcp-47"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// AssessmentConsent is the person's decision about an assessment.
//
// Source: re-health-evaluation.
type AssessmentConsent struct {
	// Decision is accepted, refused, withdrawn or not-able, where the person cannot decide.
	Decision codes.AssessmentDecision `json:"decision" tier:"2"`
	// Given is when the person decided.
	Given DateTime `json:"given,omitempty" tier:"2" source:"own"`
	// Language is the BCP 47 tag of the language in which consent was asked.
	Language codes.Language `json:"language,omitempty" tier:"1" source:"own,bcp-47"`
	// MediatorPresent is true where a mediator or interpreter explained it.
	MediatorPresent Bool `json:"mediatorPresent,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
