package ephr

import "github.com/openephr/ephr-go/codes"

// SupportService is a service of the support team.
//
// Source: own, hl7-service-type.
type SupportService struct {
	Entry
	// Service is what is given, such as psychological support or legal counselling.
	Service codes.Service `json:"service" tier:"1"`
	// Status is requested, ongoing, on-hold, ended or declined.
	Status codes.ServiceStatus `json:"status" tier:"1" source:"own"`
	// Period says when it is or was given.
	Period *Period `json:"period,omitempty" tier:"1" source:"own"`
	// Site is the id of the site that gives it.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites" source:"own"`
	// Provider is the id of the organisation that gives it.
	Provider ID `json:"provider,omitempty" tier:"1" ref:"organizations" source:"own"`
	// Practitioner is the id of the practitioner who gives it.
	Practitioner ID `json:"practitioner,omitempty" tier:"1" ref:"practitioners" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
