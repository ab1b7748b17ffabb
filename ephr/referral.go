package ephr

import "github.com/openephr/ephr-go/codes"

// Referral is a referral and what became of it.
type Referral struct {
	Entry
	// Type is to what the person is referred.
	Type codes.ReferralType `json:"type" tier:"1"`
	// Status is proposed, accepted, attended, not attended, result received.
	Status codes.ReferralStatus `json:"status" tier:"1"`
	// Priority says how urgent it is.
	Priority codes.Priority `json:"priority,omitempty" tier:"1"`
	// Ordered says when it was made.
	Ordered DateTime `json:"ordered,omitempty" tier:"1"`
	// Occurrence is the date of the appointment.
	Occurrence DateTime `json:"occurrence,omitempty" tier:"1"`
	// Reasons are ids of the conditions that are the reason.
	Reasons []ID `json:"reasons,omitempty" tier:"1" ref:"conditions"`
	// Site is id of the site to which the person is referred.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites"`
	// Provider is id of the organisation to which the person is referred.
	Provider ID `json:"provider,omitempty" tier:"1" ref:"organizations"`
	// Outcome is what came back.
	Outcome *Note `json:"outcome,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
