package ephr

import "github.com/openephr/ephr-go/codes"

// Handover is a summary that was issued to somebody.
type Handover struct {
	Entry
	// Issued says when it was issued.
	Issued DateTime `json:"issued" tier:"1"`
	// Format is paper booklet, IPS document, letter.
	Format codes.HandoverFormat `json:"format" tier:"1"`
	// Recipient is id of the organisation that received it.
	Recipient ID `json:"recipient,omitempty" tier:"1" ref:"organizations"`
	// Country is the country that received it.
	Country codes.Country `json:"country,omitempty" tier:"1"`
	// Purpose is the purpose for which it was issued.
	Purpose codes.Purpose `json:"purpose,omitempty" tier:"1"`
	// ToPerson is true where the person got it in hand.
	ToPerson Bool `json:"toPerson,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
