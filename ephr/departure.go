package ephr

import "github.com/openephr/ephr-go/codes"

// Departure is a departure from a centre, or the loss of contact.
//
// Source: own.
type Departure struct {
	Entry
	// Kind is how the person left, such as moved-on, transferred, returned or lost-to-follow-up.
	Kind codes.DepartureKind `json:"kind" tier:"1"`
	// Date says when the person left or was last seen.
	Date Date `json:"date,omitempty" tier:"1"`
	// Site is the id of the centre that the person left.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites"`
	// Destination is the country to which the person went, as far as it is known.
	Destination codes.Country `json:"destination,omitempty" tier:"3"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
