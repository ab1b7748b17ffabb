package ephr

import "github.com/openephr/ephr-go/codes"

// ContactTracing is a contact of an infectious case.
//
// Source: own.
type ContactTracing struct {
	Entry
	// Disease is the infection whose spread is traced.
	Disease Concept `json:"disease" tier:"3" strict:"true"`
	// Role says whether the person is the case, a contact of it, or its source.
	Role codes.ContactRole `json:"role" tier:"3"`
	// Setting is the kind of place in which they met.
	Setting codes.ContactSetting `json:"setting,omitempty" tier:"3"`
	// LastContact is the last day on which they met.
	LastContact Date `json:"lastContact,omitempty" tier:"3"`
	// Status is where the tracing stands, from identified to completed or lost.
	Status codes.ContactStatus `json:"status,omitempty" tier:"3"`
	// Record is the UUID of the other person's record.
	Record UUID `json:"record,omitempty" tier:"3" source:"format"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
