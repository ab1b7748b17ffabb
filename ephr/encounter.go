package ephr

import "github.com/openephr/ephr-go/codes"

// Encounter is one clinical episode: a contact of the person with a site.
type Encounter struct {
	// ID is the encounter's local id, minted once.
	ID ID `json:"id" tier:"1"`
	// Identifiers are numbers that the site gave the episode.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"2"`
	// Type is the kind of assessment.
	Type codes.EncounterType `json:"type" tier:"1"`
	// Status is where the encounter stands.
	Status codes.EncounterStatus `json:"status,omitempty" tier:"1"`
	// Period is when it took place.
	Period Period `json:"period" tier:"1"`
	// Country is the country of recording, ISO 3166-1 alpha-2.
	Country codes.Country `json:"country" tier:"1"`
	// Site is the id of the site where it took place.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites"`
	// Custodian is the id of the organisation that answers for it.
	Custodian ID `json:"custodian,omitempty" tier:"1" ref:"organizations"`
	// Participants are the practitioners who took part, the assessor first.
	Participants []Participant `json:"participants,omitempty" tier:"1"`
	// ModeOfArrival is how the person came to the site.
	ModeOfArrival codes.ModeOfArrival `json:"modeOfArrival,omitempty" tier:"1"`
	// Interpretation says how the conversation was interpreted.
	Interpretation *Interpretation `json:"interpretation,omitempty" tier:"1"`
	// AssessmentConsent is the person's decision about this assessment.
	AssessmentConsent *AssessmentConsent `json:"assessmentConsent,omitempty" tier:"2"`
	// Notes are free text about the encounter.
	Notes []Note `json:"notes,omitempty" tier:"1"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"1"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Participant is a practitioner's part in an encounter.
type Participant struct {
	// Practitioner is the practitioner's id.
	Practitioner ID `json:"practitioner" tier:"1" ref:"practitioners"`
	// Role is what the practitioner did here.
	Role codes.ParticipantRole `json:"role,omitempty" tier:"1"`
	// Period is when the practitioner took part.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Interpretation says how a conversation was interpreted.
type Interpretation struct {
	// Used is true where somebody interpreted.
	Used Bool `json:"used" tier:"1"`
	// Mode is in-person, phone, video, family or none.
	Mode codes.InterpreterMode `json:"mode,omitempty" tier:"1"`
	// Language is the BCP 47 tag of the language interpreted from.
	Language codes.Language `json:"language,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// AssessmentConsent is the person's decision about an assessment.
type AssessmentConsent struct {
	// Decision is accepted, refused, withdrawn or not-able.
	Decision codes.AssessmentDecision `json:"decision" tier:"2"`
	// Given is when the person decided.
	Given DateTime `json:"given,omitempty" tier:"2"`
	// Language is the BCP 47 tag of the language in which consent was asked.
	Language codes.Language `json:"language,omitempty" tier:"1"`
	// MediatorPresent is true where a mediator or interpreter explained it.
	MediatorPresent Bool `json:"mediatorPresent,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
