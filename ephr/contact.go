package ephr

import "github.com/openephr/ephr-go/codes"

// Contact is somebody to reach about the person: next of kin, an emergency
// contact, a guardian's office. Nobody is known by it: whoever travels with the
// person or has a record is a [Relative].
//
// How and where to reach a contact never leaves the record by default: for most
// people it is where their relatives are, often in the country they fled, and
// nothing in an address or a number says whether it is. Nor does a review, which
// is of texts; to share one, write the phone among the person's own telecoms.
//
// Source: fhir-patient.
type Contact struct {
	// Relationships say how the contact stands to the person, in codes or words.
	Relationships []Concept `json:"relationships,omitempty" tier:"2" strict:"true"`
	// Name is the contact's name.
	Name *HumanName `json:"name,omitempty" tier:"2" content:"true"`
	// Telecoms are ways to reach the contact.
	Telecoms []ContactPoint `json:"telecoms,omitempty" tier:"4" group:"LOCIS" content:"true"`
	// Address is where the contact lives or works.
	Address *Address `json:"address,omitempty" tier:"4" group:"LOCIS" content:"true"`
	// Sex is the contact's administrative sex.
	Sex codes.Sex `json:"sex,omitempty" tier:"2"`
	// Organization is the id of the organisation that is the contact, or for which the contact works.
	Organization ID `json:"organization,omitempty" tier:"2" ref:"organizations" follows:"organization" content:"true"`
	// Period is when the contact was or is the one to reach.
	Period *Period `json:"period,omitempty" tier:"2"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
