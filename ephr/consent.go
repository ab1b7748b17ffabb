package ephr

import "github.com/openephr/ephr-go/codes"

// Consent is the person's decision about one use of the record.
//
// Source: fhir-consent, iom-data-protection.
type Consent struct {
	// ID is the consent's local id.
	ID ID `json:"id" tier:"2" source:"format"`
	// Decision permits or denies; a withdrawn consent permits nothing.
	Decision codes.ConsentDecision `json:"decision" tier:"2"`
	// Purpose is what the data may be used for, HL7 v3 ActReason.
	Purpose codes.Purpose `json:"purpose" tier:"2" source:"fhir-consent,unhcr-data-protection,hl7-v3"`
	// Countries are the recipient countries; none means any country of care.
	Countries []codes.Country `json:"countries,omitempty" tier:"2"`
	// Recipients are the keys of recipient organisations, not their ids; none means any in those countries.
	Recipients []string `json:"recipients,omitempty" tier:"3" defines:"true" follows:"keys" source:"own,iom-data-protection"`
	// Sensitivities are the groups of restricted data that the consent covers; none means all of T3.
	Sensitivities []codes.Sensitivity `json:"sensitivities,omitempty" tier:"3" defines:"true" source:"own,hl7-v3"`
	// Given is when the person decided.
	Given DateTime `json:"given,omitempty" tier:"2"`
	// Period is when the decision holds.
	Period *Period `json:"period,omitempty" tier:"2"`
	// Encounter is the id of the encounter in which the person decided.
	Encounter ID `json:"encounter,omitempty" tier:"2" ref:"encounters" source:"format"`
	// Language is the BCP 47 tag of the language in which consent was asked.
	Language codes.Language `json:"language,omitempty" tier:"1" source:"own,bcp-47"`
	// MediatorPresent is true where a mediator or interpreter explained it.
	MediatorPresent Bool `json:"mediatorPresent,omitempty" tier:"1" source:"re-health-evaluation,own"`
	// GivenBy is the id of the relative or guardian who decided in the person's place.
	GivenBy ID `json:"givenBy,omitempty" tier:"2" ref:"relatives" source:"own,fhir-consent"`
	// LegalBasis is the basis of the processing in the GDPR, articles 6 and 9, kept apart from clinical consent.
	LegalBasis codes.LegalBasis `json:"legalBasis,omitempty" tier:"2" source:"gdpr"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
