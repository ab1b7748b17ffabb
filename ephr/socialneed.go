package ephr

import "github.com/openephr/ephr-go/codes"

// SocialNeed is a social-work need.
//
// Source: own, icd-10.
type SocialNeed struct {
	Entry
	// Code is what is needed, such as housing, documents or school.
	Code codes.SocialNeed `json:"code" tier:"1"`
	// Status is open, in-progress, met, unmet or declined.
	Status codes.NeedStatus `json:"status,omitempty" tier:"1" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
