package ephr

import "github.com/openephr/ephr-go/codes"

// SocialNeed is a social-work need.
type SocialNeed struct {
	Entry
	// Code is the need.
	Code codes.SocialNeed `json:"code" tier:"1"`
	// Status is open or met.
	Status codes.NeedStatus `json:"status,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
