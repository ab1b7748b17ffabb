package ephr

import "github.com/openephr/ephr-go/codes"

// Journey is the person's migration: status, arrival, route, what happened on the way.
//
// Source: own.
type Journey struct {
	// LegalStatuses are the person's legal statuses, newest last.
	LegalStatuses []LegalStatus `json:"legalStatuses,omitempty" tier:"3" group:"immigration-status" source:"zenner-2022,emn-glossary"`
	// ApplicationDate is the day on which international protection was applied for; the term for assessing special needs runs from it.
	ApplicationDate Date `json:"applicationDate,omitempty" tier:"3" group:"immigration-status" source:"directive-2024-1346,own"`
	// Arrivals are the arrivals in host countries.
	Arrivals []Arrival `json:"arrivals,omitempty" tier:"1" source:"mn-assessment,vic-assessment"`
	// ArrivedInEU is the day of first arrival in the European Union.
	ArrivedInEU Date `json:"arrivedInEU,omitempty" tier:"1" source:"mn-assessment,vic-assessment,own"`
	// LeftHome is when the person left the country of residence.
	LeftHome Date `json:"leftHome,omitempty" tier:"3" group:"route"`
	// Route are the countries and places passed, in order.
	Route []RouteStop `json:"route,omitempty" tier:"3" group:"route" source:"vic-assessment,eu-eps"`
	// Stays are times spent in camps, transit or detention.
	Stays []Stay `json:"stays,omitempty" tier:"3" group:"route" source:"own,prapare"`
	// Destination is the country to which the person wants to go, whatever any authority has decided.
	Destination codes.Country `json:"destination,omitempty" tier:"3" group:"route" source:"re-health-2,own"`
	// Relocation is the person's relocation or resettlement case.
	Relocation *Relocation `json:"relocation,omitempty" tier:"3" group:"immigration-status" source:"re-health-2,own"`
	// Exposures are risks to which the person was exposed on the way.
	Exposures []Exposure `json:"exposures,omitempty" tier:"3" group:"route" source:"own,icd-10"`
	// PersecutedIn are countries in which the person fears persecution; nothing is sent there.
	PersecutedIn []codes.Country `json:"persecutedIn,omitempty" tier:"4"`
	// LegalNotes are notes about the asylum case or detention.
	LegalNotes []Note `json:"legalNotes,omitempty" tier:"4"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"1" source:"fhir-absent"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// LegalStatus is a legal status in a country from a day on.
//
// Source: own, emn-glossary.
type LegalStatus struct {
	// Status is the status, in the terms of European asylum law.
	Status codes.LegalStatus `json:"status" tier:"3" group:"immigration-status" source:"zenner-2022,emn-glossary,hl7-v3"`
	// Country is the country whose law gives the status.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"immigration-status" source:"own,iso-3166"`
	// Since is the first day of the status.
	Since Date `json:"since,omitempty" tier:"3" group:"immigration-status"`
	// Until is the last day of the status.
	Until Date `json:"until,omitempty" tier:"3" group:"immigration-status"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Arrival is the arrival in a host country.
//
// Source: mn-assessment, vic-assessment.
type Arrival struct {
	// Country is the host country.
	Country codes.Country `json:"country" tier:"1"`
	// Date is the day of arrival.
	Date Date `json:"date,omitempty" tier:"1"`
	// Mode is how the person came: land, sea, air, other.
	Mode codes.EntryMode `json:"mode,omitempty" tier:"3" group:"route" source:"own"`
	// Place is where the person entered: a port, airport or border crossing.
	Place string `json:"place,omitempty" tier:"3" group:"route" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// RouteStop is a country or place on the way.
//
// Source: vic-assessment, eu-eps.
type RouteStop struct {
	// ID is the stop's local id.
	ID ID `json:"id" tier:"3" group:"route" source:"format"`
	// Country is the country in which the stop was.
	Country codes.Country `json:"country" tier:"3" group:"route" source:"vic-assessment,eu-eps,iso-3166"`
	// Place is the town or place, as the person names it.
	Place string `json:"place,omitempty" tier:"3" group:"route" source:"vic-assessment"`
	// Mode is how the person travelled to it: land, sea, air, other.
	Mode codes.EntryMode `json:"mode,omitempty" tier:"3" group:"route" source:"own"`
	// Period is when the person was there.
	Period *Period `json:"period,omitempty" tier:"3" group:"route"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Stay is a time spent in a camp, in transit or in detention.
//
// Source: own.
type Stay struct {
	// ID is the stay's local id.
	ID ID `json:"id" tier:"3" group:"route" source:"format"`
	// Kind is where the person stayed, such as camp, transit or detention; detention is never shown abroad.
	Kind codes.StayKind `json:"kind" tier:"3" group:"route" source:"own,prapare"`
	// Country is the country in which the place lies.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"route"`
	// Duration is how long the stay was, in UCUM d, wk, mo or a.
	Duration *Quantity `json:"duration,omitempty" tier:"3" group:"route" source:"own,ucum"`
	// Period is when the person stayed there.
	Period *Period `json:"period,omitempty" tier:"3" group:"route"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Relocation is a relocation or resettlement case.
//
// Source: re-health-2, own.
type Relocation struct {
	// Kind is why the person is to move, such as relocation, resettlement, family-reunification or dublin-transfer.
	Kind codes.RelocationKind `json:"kind" tier:"3" group:"immigration-status" source:"own,emn-glossary"`
	// Status is where the case stands.
	Status codes.RelocationStatus `json:"status,omitempty" tier:"3" group:"immigration-status" source:"own"`
	// To is the country that is asked to receive the person.
	To codes.Country `json:"to,omitempty" tier:"3" group:"immigration-status" source:"own"`
	// Identifiers are the case numbers.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"4" source:"own"`
	// Date is when the status was reached.
	Date Date `json:"date,omitempty" tier:"3" group:"immigration-status" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Exposure is a risk to which the person was exposed on the way.
//
// Source: own.
type Exposure struct {
	// ID is the exposure's local id.
	ID ID `json:"id" tier:"3" group:"route" source:"format"`
	// Code is the kind of danger, such as violence, near-drowning or cold.
	Code codes.Exposure `json:"code" tier:"3" group:"route" source:"own,icd-10"`
	// Country is where it happened.
	Country codes.Country `json:"country,omitempty" tier:"3" group:"route"`
	// Date is when it happened.
	Date Date `json:"date,omitempty" tier:"3" group:"route"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
