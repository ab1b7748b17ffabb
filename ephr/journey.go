package ephr

import "github.com/openephr/ephr-go/codes"

// Journey is the person's migration: status, arrival, route, what happened on the way.
type Journey struct {
	// LegalStatuses are the person's legal statuses, newest last.
	LegalStatuses []LegalStatus `json:"legalStatuses,omitempty" tier:"3" group:"immigration-status"`
	// ApplicationDate is when international protection was applied for.
	ApplicationDate Date `json:"applicationDate,omitempty" tier:"3" group:"immigration-status"`
	// Arrivals are the arrivals in host countries.
	Arrivals []Arrival `json:"arrivals,omitempty" tier:"1"`
	// ArrivedInEU is the day of first arrival in the European Union.
	ArrivedInEU Date `json:"arrivedInEU,omitempty" tier:"1"`
	// LeftHome is when the person left the country of residence.
	LeftHome Date `json:"leftHome,omitempty" tier:"3" group:"route"`
	// Route are the countries and places passed, in order.
	Route []RouteStop `json:"route,omitempty" tier:"3" group:"route"`
	// Stays are times spent in camps, transit or detention.
	Stays []Stay `json:"stays,omitempty" tier:"3" group:"route"`
	// Destination is the country to which the person wants to go.
	Destination codes.Country `json:"destination,omitempty" tier:"3" group:"route"`
	// Relocation is the person's relocation or resettlement case.
	Relocation *Relocation `json:"relocation,omitempty" tier:"3" group:"immigration-status"`
	// Exposures are risks to which the person was exposed on the way.
	Exposures []Exposure `json:"exposures,omitempty" tier:"3" group:"route"`
	// PersecutedIn are countries in which the person fears persecution; nothing is sent there.
	PersecutedIn []codes.Country `json:"persecutedIn,omitempty" tier:"4"`
	// LegalNotes are notes about the asylum case or detention.
	LegalNotes []Note `json:"legalNotes,omitempty" tier:"4"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"1"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// LegalStatus is a legal status in a country from a day on.
type LegalStatus struct {
	// Status is the status.
	Status codes.LegalStatus `json:"status" tier:"3" group:"immigration-status"`
	// Country is the country that gave it.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"immigration-status"`
	// Since is the first day of the status.
	Since Date `json:"since,omitempty" tier:"3" group:"immigration-status"`
	// Until is the last day of the status.
	Until Date `json:"until,omitempty" tier:"3" group:"immigration-status"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Arrival is the arrival in a host country.
type Arrival struct {
	// Country is the host country.
	Country codes.Country `json:"country" tier:"1"`
	// Date is the day of arrival.
	Date Date `json:"date,omitempty" tier:"1"`
	// Mode is how the person came: land, sea, air, other.
	Mode codes.EntryMode `json:"mode,omitempty" tier:"3" group:"route"`
	// Place is the place of entry.
	Place string `json:"place,omitempty" tier:"3" group:"route"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// RouteStop is a country or place on the way.
type RouteStop struct {
	// ID is the stop's local id.
	ID ID `json:"id" tier:"3" group:"route"`
	// Country is the country.
	Country codes.Country `json:"country" tier:"3" group:"route"`
	// Place is the place.
	Place string `json:"place,omitempty" tier:"3" group:"route"`
	// Mode is how the person travelled there.
	Mode codes.EntryMode `json:"mode,omitempty" tier:"3" group:"route"`
	// Period is when the person was there.
	Period *Period `json:"period,omitempty" tier:"3" group:"route"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Stay is a time spent in a camp, in transit or in detention.
type Stay struct {
	// ID is the stay's local id.
	ID ID `json:"id" tier:"3" group:"route"`
	// Kind is transit, camp, detention; detention is never shown abroad.
	Kind codes.StayKind `json:"kind" tier:"3" group:"route"`
	// Country is the country.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"route"`
	// Duration is how long, in UCUM d, wk, mo or a.
	Duration *Quantity `json:"duration,omitempty" tier:"3" group:"route"`
	// Period is when.
	Period *Period `json:"period,omitempty" tier:"3" group:"route"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Relocation is a relocation or resettlement case.
type Relocation struct {
	// Kind is relocation, resettlement, family-reunification, Dublin transfer.
	Kind codes.RelocationKind `json:"kind" tier:"3" group:"immigration-status"`
	// Status is where the case stands.
	Status codes.RelocationStatus `json:"status,omitempty" tier:"3" group:"immigration-status"`
	// To is the receiving country.
	To codes.Country `json:"to,omitempty" tier:"3" group:"immigration-status"`
	// Identifiers are the case numbers.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"4"`
	// Date is when the status was reached.
	Date Date `json:"date,omitempty" tier:"3" group:"immigration-status"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Exposure is a risk to which the person was exposed on the way.
type Exposure struct {
	// ID is the exposure's local id.
	ID ID `json:"id" tier:"3" group:"route"`
	// Code is the kind of exposure.
	Code codes.Exposure `json:"code" tier:"3" group:"route"`
	// Country is where it happened.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"route"`
	// Date is when it happened.
	Date Date `json:"date,omitempty" tier:"3" group:"route"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
