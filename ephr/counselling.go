package ephr

import "github.com/openephr/ephr-go/codes"

// Counselling is counselling or health education that was delivered.
type Counselling struct {
	Entry
	// Topic is the topic.
	Topic codes.CounsellingTopic `json:"topic" tier:"1"`
	// Delivered says when it was delivered.
	Delivered DateTime `json:"delivered,omitempty" tier:"1"`
	// Language is the BCP 47 tag of the language.
	Language codes.Language `json:"language,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
