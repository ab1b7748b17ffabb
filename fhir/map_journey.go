package fhir

import (
	"strconv"

	"github.com/openephr/ephr-go/ephr"
)

// The journey becomes Observations of the social history: one per status,
// arrival, stop, stay, exposure. None of it is a property of the patient.

// The parts of kindJourneyFact.
const (
	factApplication = iota
	factArrivedInEU
	factLeftHome
	factDestination
	factRelocation
	factJourney // absences and national additions of the journey itself
)

var journeyFacts = [...]struct {
	name string
	item itemID
}{
	{"application", itemApplicationDate}, {"arrived-in-eu", itemArrivedInEU}, {"left-home", itemLeftHome},
	{"destination", itemDestination}, {"relocation", itemRelocation}, {"journey", itemTravel},
}

func (x *Exporter) planJourney() {
	j := x.rec.Journey
	if j == nil {
		return
	}
	numbered := func(kind kind, i int, name string, class ephr.Class) {
		x.addPart(kind, i, 0, "", sectionSocial, class, "journey", name, number(i))
	}
	status := ephr.Class{Tier: ephr.T3, Sensitivity: "immigration-status"}
	route := ephr.Class{Tier: ephr.T3, Sensitivity: "route"}
	for i := range j.LegalStatuses {
		numbered(kindLegalStatus, i, "legal-status", status.Max(x.classOf(&j.LegalStatuses[i])))
	}
	for i := range j.Arrivals {
		x.seen(ephr.DateTime(j.Arrivals[i].Date))
		numbered(kindArrival, i, "arrival", x.classOf(&j.Arrivals[i]))
	}
	for i := range j.Route {
		x.add(kindRouteStop, i, j.Route[i].ID, sectionSocial, route.Max(x.classOf(&j.Route[i])))
	}
	for i := range j.Stays {
		x.add(kindStay, i, j.Stays[i].ID, sectionSocial, route.Max(x.classOf(&j.Stays[i])))
	}
	for i := range j.Exposures {
		x.add(kindExposure, i, j.Exposures[i].ID, sectionSocial, route.Max(x.classOf(&j.Exposures[i])))
	}
	fact := func(part int, present bool, class ephr.Class) {
		if present {
			x.addPart(kindJourneyFact, 0, part, "", sectionSocial, class, "journey", journeyFacts[part].name)
		}
	}
	fact(factApplication, j.ApplicationDate != "", status)
	fact(factArrivedInEU, j.ArrivedInEU != "", ephr.Class{Tier: ephr.T1})
	fact(factLeftHome, j.LeftHome != "", route)
	fact(factDestination, j.Destination != "", route)
	fact(factRelocation, j.Relocation != nil, status)
	fact(factJourney, len(j.Absent) > 0 || len(j.Extensions) > 0, ephr.Class{Tier: ephr.T1})
	for i := range j.PersecutedIn {
		numbered(kindPersecutedIn, i, "persecuted-in", ephr.Class{Tier: ephr.T4, Sensitivity: "persecution"})
	}
	for i := range j.LegalNotes {
		numbered(kindLegalNote, i, "legal-note", ephr.Class{Tier: ephr.T4, Sensitivity: "immigration-status"})
	}
}

// number is a small number in digits; it allocates from 100 on.
func number(i int) string { return strconv.Itoa(i) }

// socialHistory writes the head of an Observation about the journey.
func (x *Exporter) socialHistory(r *resource, item itemID) {
	x.meta("", r.class)
	if r.local != "" {
		x.identifiersWith(nil, r.local)
	}
	x.lit(`,"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"social-history"}]}]`)
	x.itemCode("code", item)
	x.subject("subject")
}

func (x *Exporter) legalStatus(r *resource) {
	v := &x.rec.Journey.LegalStatuses[r.index]
	x.socialHistory(r, itemLegalStatus)
	if v.Since != "" || v.Until != "" {
		x.period("effectivePeriod", &ephr.Period{Start: ephr.DateTime(v.Since), End: ephr.DateTime(v.Until)})
	}
	x.listed("valueCodeableConcept", v.Status.List(), string(v.Status))
	x.countryComponent(itemCountry, v.Country)
	x.componentsEnd()
}

func (x *Exporter) arrival(r *resource) {
	v := &x.rec.Journey.Arrivals[r.index]
	x.socialHistory(r, itemArrival)
	x.date("effectiveDateTime", v.Date)
	x.key("valueCodeableConcept")
	x.countryValue(v.Country)
	x.listedComponent(itemEntryMode, v.Mode.List(), string(v.Mode))
	x.textComponent(itemEntryPlace, v.Place)
	x.componentsEnd()
}

func (x *Exporter) arrivalRow(r *resource) {
	v := &x.rec.Journey.Arrivals[r.index]
	x.cell(items[itemArrival].display)
	x.cell(label(v.Country.List(), string(v.Country)), string(v.Date))
}

func (x *Exporter) routeStop(r *resource) {
	v := &x.rec.Journey.Route[r.index]
	x.socialHistory(r, itemTravel)
	x.period("effectivePeriod", v.Period)
	x.key("valueCodeableConcept")
	x.countryValue(v.Country)
	x.textComponent(itemPlace, v.Place)
	x.listedComponent(itemEntryMode, v.Mode.List(), string(v.Mode))
	x.componentsEnd()
}

func (x *Exporter) stay(r *resource) {
	v := &x.rec.Journey.Stays[r.index]
	x.socialHistory(r, itemStay)
	x.period("effectivePeriod", v.Period)
	x.listed("valueCodeableConcept", v.Kind.List(), string(v.Kind))
	x.countryComponent(itemCountry, v.Country)
	x.quantityComponent(itemDuration, v.Duration)
	x.componentsEnd()
}

func (x *Exporter) exposure(r *resource) {
	v := &x.rec.Journey.Exposures[r.index]
	x.socialHistory(r, itemExposure)
	x.date("effectiveDateTime", v.Date)
	x.listed("valueCodeableConcept", v.Code.List(), string(v.Code))
	x.countryComponent(itemCountry, v.Country)
	x.componentsEnd()
}

func (x *Exporter) journeyFact(r *resource) {
	j := x.rec.Journey
	if r.part == factJourney {
		x.meta("", r.class)
		x.absences(j.Absent)
		x.national(j.Extensions)
		x.extEnd()
		x.lit(`,"status":"final"`)
		x.itemCode("code", itemTravel)
		x.subject("subject")
		x.dataAbsentReason("unknown")
		return
	}
	x.socialHistory(r, journeyFacts[r.part].item)
	switch r.part {
	case factApplication:
		x.required("valueDateTime", ephr.DateTime(j.ApplicationDate))
	case factArrivedInEU:
		x.required("valueDateTime", ephr.DateTime(j.ArrivedInEU))
	case factLeftHome:
		x.required("valueDateTime", ephr.DateTime(j.LeftHome))
	case factDestination:
		x.key("valueCodeableConcept")
		x.countryValue(j.Destination)
	case factRelocation:
		c := j.Relocation
		x.identifiersWith(c.Identifiers, "")
		x.date("effectiveDateTime", c.Date)
		x.listed("valueCodeableConcept", c.Kind.List(), string(c.Kind))
		x.listedComponent(itemRelocationStatus, c.Status.List(), string(c.Status))
		x.countryComponent(itemCountry, c.To)
		x.componentsEnd()
	}
}

func (x *Exporter) journeyFactRow(r *resource) {
	j := x.rec.Journey
	x.cell(items[journeyFacts[r.part].item].display)
	switch r.part {
	case factApplication:
		x.cell(string(j.ApplicationDate))
	case factArrivedInEU:
		x.cell(string(j.ArrivedInEU))
	case factLeftHome:
		x.cell(string(j.LeftHome))
	case factDestination:
		x.cell(label(j.Destination.List(), string(j.Destination)))
	case factRelocation:
		x.cell(label(j.Relocation.Kind.List(), string(j.Relocation.Kind)))
	}
}

func (x *Exporter) persecutedIn(r *resource) {
	x.socialHistory(r, itemPersecutedIn)
	x.key("valueCodeableConcept")
	x.countryValue(x.rec.Journey.PersecutedIn[r.index])
}

func (x *Exporter) legalNote(r *resource) {
	x.socialHistory(r, itemLegalNote)
	x.dataAbsentReason("as-text")
	x.lit(`,"note":[`)
	x.annotation(&x.rec.Journey.LegalNotes[r.index])
	x.lit("]")
}

// journeyRow is the row of the restricted parts of the journey.
func (x *Exporter) journeyRow(r *resource) {
	j := x.rec.Journey
	switch r.kind {
	case kindLegalStatus:
		v := &j.LegalStatuses[r.index]
		x.cell(items[itemLegalStatus].display)
		x.cell(label(v.Status.List(), string(v.Status)), string(v.Since))
	case kindRouteStop:
		v := &j.Route[r.index]
		x.cell(items[itemTravel].display)
		x.cell(label(v.Country.List(), string(v.Country)), v.Place)
	case kindStay:
		v := &j.Stays[r.index]
		x.cell(items[itemStay].display)
		x.cell(label(v.Kind.List(), string(v.Kind)), label(v.Country.List(), string(v.Country)))
	case kindExposure:
		v := &j.Exposures[r.index]
		x.cell(items[itemExposure].display)
		x.cell(label(v.Code.List(), string(v.Code)))
	case kindPersecutedIn:
		x.cell(items[itemPersecutedIn].display)
		x.cell(label(j.PersecutedIn[r.index].List(), string(j.PersecutedIn[r.index])))
	default:
		x.cell(items[itemLegalNote].display)
	}
}
