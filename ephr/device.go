package ephr

import "github.com/openephr/ephr-go/codes"

// Device is a device in use, such as glasses or a wheelchair.
//
// Source: fhir-deviceusestatement, ips.
type Device struct {
	Entry
	// Code is the device.
	Code Concept `json:"code" tier:"1" strict:"true"`
	// Status says whether the device is in use.
	Status codes.DeviceStatus `json:"status" tier:"1"`
	// Period says when it was or is in use.
	Period *Period `json:"period,omitempty" tier:"1"`
	// BodySite says where on or in the body it is.
	BodySite *Concept `json:"bodySite,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
