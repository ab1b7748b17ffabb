package fhir

import (
	"iter"
	"strconv"

	"github.com/openephr/ephr-go/codes"
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

// partName names a part of the record that has no id, for the record's source.
// An id that we mint has no full stop.
func partName(name string, i int) ephr.ID { return ephr.ID(name + "." + number(i)) }

// partOwner is partName of what a resource was made of, "" where that has an id
// or is none of the parts that are read here.
func (x *Exporter) partOwner(r *resource) ephr.ID {
	switch r.kind {
	case kindLegalStatus:
		return partName("legal-status", r.index)
	case kindArrival:
		return partName("arrival", r.index)
	case kindPersecutedIn:
		return partName("persecuted-in", r.index)
	case kindLegalNote:
		return partName("legal-note", r.index)
	case kindJourneyFact:
		return factName(r.part)
	case kindProtection:
		return protectionItem
	case kindProvenance:
		return partName("provenance", r.index)
	}
	return ""
}

// factName is partName of a fact of the journey.
func factName(part int) ephr.ID { return ephr.ID("journey." + journeyFacts[part].name) }

// journey is the record's journey, a new one where it has none.
func (im *importer) journey() *ephr.Journey {
	if im.rec.Journey == nil {
		im.rec.Journey = &ephr.Journey{}
	}
	return im.rec.Journey
}

// holds reports whether a resource says what holds of the person. What was taken
// back, what has no result yet, what is about somebody else and what a modifier
// turns into something else stays in the source.
func (e el) holds() bool {
	return e.stands() && e.str("status") != "registered" &&
		!e.get("modifierExtension").ok() && !e.get("implicitRules").ok() && !e.get("focus").ok()
}

// answersTo are the components of an Observation whose code is that of an item.
func (e el) answersTo(id itemID) iter.Seq[el] {
	return func(yield func(el) bool) {
		for c := range e.get("component").each() {
			if isItem(c.get("code"), id) && !yield(c) {
				return
			}
		}
	}
}

// oneOf is the code of a list that a CodeableConcept gives; of a closed list only
// one that the list has.
func (e el) oneOf(list *codes.List) string {
	code := e.listed(list)
	if list.Closed() && list.Find(code) < 0 {
		return ""
	}
	return code
}

// codeOf is the code of a list that a component's value gives.
func (e el) codeOf(id itemID, list *codes.List) string {
	return e.componentOf(id).get("valueCodeableConcept").oneOf(list)
}

func (e el) countryOf(id itemID) codes.Country {
	return e.componentOf(id).get("valueCodeableConcept").country()
}

// dayOf reads a date, also of a time.
func (e el) dayOf(name string) ephr.Date {
	if d := e.date(name); d != "" {
		return d
	}
	if s := e.str(name); len(s) > 10 {
		if d := ephr.Date(s[:10]); d.Valid() {
			return d
		}
	}
	return ""
}

// lasted is the time in which an Observation says that it was; a sole date is
// the first and the last one.
func (e el) lasted() *ephr.Period {
	if p := e.period("effectivePeriod"); p != nil {
		return p
	}
	if t := e.dateTime("effectiveDateTime"); t != "" {
		return &ephr.Period{Start: t, End: t}
	}
	return nil
}

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

// readLegalStatus is the other direction.
func (im *importer) readLegalStatus(e *entryIn) bool {
	p := e.get("effectivePeriod")
	v := ephr.LegalStatus{
		Status:  codes.LegalStatus(e.get("valueCodeableConcept").oneOf(codes.LegalStatus("").List())),
		Country: e.countryOf(itemCountry), Since: p.dayOf("start"), Until: p.dayOf("end"),
	}
	if v.Status == "" || !e.holds() {
		return false
	}
	if !p.ok() {
		v.Since = e.dayOf("effectiveDateTime")
	}
	j := im.journey()
	e.local = partName("legal-status", len(j.LegalStatuses))
	j.LegalStatuses = append(j.LegalStatuses, v)
	return true
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

// readArrival is the other direction.
func (im *importer) readArrival(e *entryIn) bool {
	v := ephr.Arrival{
		Country: e.get("valueCodeableConcept").country(), Date: e.dayOf("effectiveDateTime"),
		Mode: codes.EntryMode(e.codeOf(itemEntryMode, codes.EntryMode("").List())), Place: e.componentOf(itemEntryPlace).str("valueString"),
	}
	if v.Country == "" || !e.holds() {
		return false
	}
	j := im.journey()
	e.local = partName("arrival", len(j.Arrivals))
	j.Arrivals = append(j.Arrivals, v)
	return true
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

// readTravel is the other direction of routeStop, and of the journey's own
// absences and national additions.
func (im *importer) readTravel(e *entryIn) bool {
	if !e.holds() {
		return false
	}
	if !e.get("valueCodeableConcept").ok() {
		return im.readJourney(e)
	}
	v := ephr.RouteStop{
		ID: im.item(e.el), Country: e.get("valueCodeableConcept").country(), Place: e.componentOf(itemPlace).str("valueString"),
		Mode: codes.EntryMode(e.codeOf(itemEntryMode, codes.EntryMode("").List())), Period: e.lasted(),
	}
	if v.Country == "" {
		return false
	}
	j := im.journey()
	j.Route = append(j.Route, v)
	return true
}

func (im *importer) readJourney(e *entryIn) bool {
	absent, additions := absences(e.el, "absent"), national(e.el, "national")
	if j := im.rec.Journey; len(absent)+len(additions) == 0 || j != nil && len(j.Absent)+len(j.Extensions) > 0 {
		return false
	}
	j := im.journey()
	j.Absent, j.Extensions = absent, additions
	e.local = factName(factJourney)
	return true
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

// readStay is the other direction.
func (im *importer) readStay(e *entryIn) bool {
	v := ephr.Stay{
		ID: im.item(e.el), Kind: codes.StayKind(e.get("valueCodeableConcept").oneOf(codes.StayKind("").List())),
		Country: e.countryOf(itemCountry), Duration: e.componentOf(itemDuration).quantity("valueQuantity"), Period: e.lasted(),
	}
	if v.Kind == "" || !e.holds() {
		return false
	}
	j := im.journey()
	j.Stays = append(j.Stays, v)
	return true
}

func (x *Exporter) exposure(r *resource) {
	v := &x.rec.Journey.Exposures[r.index]
	x.socialHistory(r, itemExposure)
	x.date("effectiveDateTime", v.Date)
	x.listed("valueCodeableConcept", v.Code.List(), string(v.Code))
	x.countryComponent(itemCountry, v.Country)
	x.componentsEnd()
}

// readExposure is the other direction.
func (im *importer) readExposure(e *entryIn) bool {
	v := ephr.Exposure{
		ID: im.item(e.el), Code: codes.Exposure(e.get("valueCodeableConcept").oneOf(codes.Exposure("").List())),
		Country: e.countryOf(itemCountry), Date: e.dayOf("effectiveDateTime"),
	}
	if v.Code == "" || !e.holds() {
		return false
	}
	j := im.journey()
	j.Exposures = append(j.Exposures, v)
	return true
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

// readJourneyFact is the other direction. There is one of each: another one stays
// in the source.
func (im *importer) readJourneyFact(e *entryIn) bool {
	if !e.holds() {
		return false
	}
	var had ephr.Journey
	if im.rec.Journey != nil {
		had = *im.rec.Journey
	}
	code := e.get("code")
	day, value := e.dayOf("valueDateTime"), e.get("valueCodeableConcept")
	part := -1
	switch {
	case isItem(code, itemApplicationDate) && day != "" && had.ApplicationDate == "":
		part = factApplication
		im.journey().ApplicationDate = day
	case isItem(code, itemArrivedInEU) && day != "" && had.ArrivedInEU == "":
		part = factArrivedInEU
		im.journey().ArrivedInEU = day
	case isItem(code, itemLeftHome) && day != "" && had.LeftHome == "":
		part = factLeftHome
		im.journey().LeftHome = day
	case isItem(code, itemDestination) && value.country() != "" && had.Destination == "":
		part = factDestination
		im.journey().Destination = value.country()
	case isItem(code, itemRelocation) && had.Relocation == nil:
		v := ephr.Relocation{
			Kind:   codes.RelocationKind(value.oneOf(codes.RelocationKind("").List())),
			Status: codes.RelocationStatus(e.codeOf(itemRelocationStatus, codes.RelocationStatus("").List())),
			To:     e.countryOf(itemCountry), Identifiers: im.identifiers(e.el), Date: e.dayOf("effectiveDateTime"),
		}
		if v.Kind == "" {
			return false
		}
		part = factRelocation
		im.journey().Relocation = &v
	default:
		return false
	}
	e.local = factName(part)
	return true
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

// readPersecutedIn is the other direction.
func (im *importer) readPersecutedIn(e *entryIn) bool {
	c := e.get("valueCodeableConcept").country()
	if c == "" || !e.holds() {
		return false
	}
	j := im.journey()
	e.local = partName("persecuted-in", len(j.PersecutedIn))
	j.PersecutedIn = append(j.PersecutedIn, c)
	return true
}

func (x *Exporter) legalNote(r *resource) {
	x.socialHistory(r, itemLegalNote)
	x.dataAbsentReason("as-text")
	x.lit(`,"note":[`)
	x.annotation(&x.rec.Journey.LegalNotes[r.index])
	x.put(']')
}

// readLegalNote is the other direction.
func (im *importer) readLegalNote(e *entryIn) bool {
	n := im.note(e.get("note").first())
	if n == nil || !e.holds() {
		return false
	}
	j := im.journey()
	e.local = partName("legal-note", len(j.LegalNotes))
	j.LegalNotes = append(j.LegalNotes, *n)
	return true
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
