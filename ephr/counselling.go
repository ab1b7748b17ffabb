package ephr

import "github.com/openephr/ephr-go/codes"

// Counselling is counselling or health education that was delivered.
//
// Source: iom-ephr, own.
type Counselling struct {
	Entry
	// Topic is what it was about.
	Topic codes.CounsellingTopic `json:"topic" tier:"1"`
	// Delivered says when it was delivered.
	Delivered DateTime `json:"delivered,omitempty" tier:"1"`
	// Language is the BCP 47 tag of the language in which it was delivered.
	Language codes.Language `json:"language,omitempty" tier:"1" source:"own,bcp-47"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
