package ephr

import "github.com/openephr/ephr-go/codes"

// SupportService is a service of the support team.
type SupportService struct {
	Entry
	// Service is the service.
	Service codes.Service `json:"service" tier:"1"`
	// Status is requested, ongoing, ended, declined.
	Status codes.ServiceStatus `json:"status" tier:"1"`
	// Period says when it is or was given.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Site is id of the site that gives it.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites"`
	// Provider is id of the organisation that gives it.
	Provider ID `json:"provider,omitempty" tier:"1" ref:"organizations"`
	// Practitioner is id of the practitioner who gives it.
	Practitioner ID `json:"practitioner,omitempty" tier:"1" ref:"practitioners"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
