package ephr

import "github.com/openephr/ephr-go/codes"

// ProtectiveFactor is something that helps the person.
//
// Source: own.
type ProtectiveFactor struct {
	Entry
	// Code is what helps, such as family, faith or work.
	Code codes.ProtectiveFactor `json:"code" tier:"3" group:"MH"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
