package ephr

import "github.com/openephr/ephr-go/codes"

// Referral is a referral and what became of it.
//
// Source: own, fhir-servicerequest.
type Referral struct {
	Entry
	// Type is the service to which the person is referred.
	Type codes.ReferralType `json:"type" tier:"1" source:"own,hl7-service-type"`
	// Status is where the referral stands: proposed, accepted, declined, attended, not-attended, result-received or cancelled.
	Status codes.ReferralStatus `json:"status" tier:"1" source:"own"`
	// Priority is how urgent it is: routine, urgent, asap or stat (at once).
	Priority codes.Priority `json:"priority,omitempty" tier:"1"`
	// Ordered is when the referral was made.
	Ordered DateTime `json:"ordered,omitempty" tier:"1"`
	// Occurrence is when the appointment is.
	Occurrence DateTime `json:"occurrence,omitempty" tier:"1" source:"own"`
	// Reasons are ids of the conditions that are the reason.
	Reasons []ID `json:"reasons,omitempty" tier:"1" ref:"conditions"`
	// Site is the id of the site to which the person is referred.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites" source:"own"`
	// Provider is the id of the organisation to which the person is referred.
	Provider ID `json:"provider,omitempty" tier:"1" ref:"organizations"`
	// Outcome is what the service reported back.
	Outcome *Note `json:"outcome,omitempty" tier:"1" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
