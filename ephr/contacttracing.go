package ephr

import "github.com/openephr/ephr-go/codes"

// ContactTracing is a contact of an infectious case.
type ContactTracing struct {
	Entry
	// Disease is the disease.
	Disease Concept `json:"disease" tier:"3" strict:"true"`
	// Role says whether the person is the case or the contact.
	Role codes.ContactRole `json:"role" tier:"3"`
	// Setting says where the contact was.
	Setting codes.ContactSetting `json:"setting,omitempty" tier:"3"`
	// LastContact is the last day of contact.
	LastContact Date `json:"lastContact,omitempty" tier:"3"`
	// Status says where the tracing stands.
	Status codes.ContactStatus `json:"status,omitempty" tier:"3"`
	// Record is id of the other person's record.
	Record UUID `json:"record,omitempty" tier:"3"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
