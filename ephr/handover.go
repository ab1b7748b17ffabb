package ephr

import "github.com/openephr/ephr-go/codes"

// Handover is a summary that was issued to somebody.
//
// Source: own.
type Handover struct {
	Entry
	// Issued says when it was issued.
	Issued DateTime `json:"issued" tier:"1"`
	// Format is the form of what was issued, such as a paper booklet, a letter or an IPS document.
	Format codes.HandoverFormat `json:"format" tier:"1" source:"own,ips"`
	// Recipient is the id of the organisation that received it.
	Recipient ID `json:"recipient,omitempty" tier:"1" ref:"organizations" source:"own,iom-data-protection"`
	// Country is the country that received it.
	Country codes.Country `json:"country,omitempty" tier:"1" source:"re-health-exchange,iso-3166"`
	// Purpose is what it was issued for, HL7 v3 ActReason.
	Purpose codes.Purpose `json:"purpose,omitempty" tier:"1" source:"iom-data-protection,hl7-v3"`
	// ToPerson is true where the person got it in hand.
	ToPerson Bool `json:"toPerson,omitempty" tier:"1" source:"re-health,own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
