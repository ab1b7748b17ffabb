package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Contact tracing, departures, handovers, tombstones and the access log.

func (x *Exporter) contactTracing(r *resource) {
	v := &x.rec.ContactTracings[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.itemCode("code", itemContactTracing)
	x.about(&v.Entry, v.Recorded, "")
	x.concept("valueCodeableConcept", &v.Disease)
	x.notes(v.Notes)
	x.listedComponent(itemContactRole, v.Role.List(), string(v.Role))
	x.listedComponent(itemContactSetting, v.Setting.List(), string(v.Setting))
	x.listedComponent(itemContactStatus, v.Status.List(), string(v.Status))
	x.dateComponent(itemDate, ephr.DateTime(v.LastContact))
	x.textComponent(itemLinkedRecord, string(v.Record))
	x.componentsEnd()
}

// readContactTracing is the other direction.
func (im *importer) readContactTracing(e *entryIn) bool {
	v := ephr.ContactTracing{
		Entry:       im.observed(e.el),
		Role:        codes.ContactRole(e.componentOf(itemContactRole).get("valueCodeableConcept").listed(codes.ContactRole("").List())),
		Setting:     codes.ContactSetting(e.componentOf(itemContactSetting).get("valueCodeableConcept").listed(codes.ContactSetting("").List())),
		Status:      codes.ContactStatus(e.componentOf(itemContactStatus).get("valueCodeableConcept").listed(codes.ContactStatus("").List())),
		LastContact: e.componentOf(itemDate).date("valueDateTime"),
		Record:      ephr.UUID(e.componentOf(itemLinkedRecord).str("valueString")),
	}
	im.recordedWith(e.el, &v.Entry)
	disease := e.concept("valueCodeableConcept")
	if !e.stands() || disease == nil || v.Role == "" || !v.Role.Known() {
		return false
	}
	v.Disease = *disease
	if !v.Status.Known() {
		v.Status = ""
	}
	if !v.Record.Valid() {
		v.Record = ""
	}
	im.rec.ContactTracings = append(im.rec.ContactTracings, v)
	return true
}

func (x *Exporter) contactTracingRow(r *resource) {
	v := &x.rec.ContactTracings[r.index]
	x.conceptCell(&v.Disease)
	x.cell(label(v.Role.List(), string(v.Role)), label(v.Status.List(), string(v.Status)))
}

func (x *Exporter) departure(r *resource) {
	v := &x.rec.Departures[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry)
	if l := x.resourceOf("Location", v.Site); l != nil {
		x.ext("site")
		x.lit(`"valueReference":`)
		x.reference(l)
		x.put('}')
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"final"`)
	x.itemCode("code", itemDeparture)
	x.about(&v.Entry, ephr.DateTime(v.Date), "")
	x.listed("valueCodeableConcept", v.Kind.List(), string(v.Kind))
	x.notes(v.Notes)
	x.countryComponent(itemDestination, v.Destination)
	x.componentsEnd()
}

// readDeparture is the other direction.
func (im *importer) readDeparture(e *entryIn) bool {
	v := ephr.Departure{
		Entry: im.observed(e.el), Kind: codes.DepartureKind(e.get("valueCodeableConcept").listed(codes.DepartureKind("").List())),
		Date: e.date("effectiveDateTime"), Site: im.ref(e.extReference("site"), "Location"),
		Destination: e.componentOf(itemDestination).get("valueCodeableConcept").country(),
	}
	if v.Date == "" {
		v.Date = e.effectiveOf().Date()
	}
	if !e.stands() || v.Kind == "" {
		return false
	}
	im.rec.Departures = append(im.rec.Departures, v)
	return true
}

func (x *Exporter) departureRow(r *resource) {
	v := &x.rec.Departures[r.index]
	x.cell(label(v.Kind.List(), string(v.Kind)))
	x.cell(string(v.Date))
}

func (x *Exporter) handover(r *resource) {
	v := &x.rec.Handovers[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry)
	if v.ToPerson == ephr.False {
		x.extBool("given-to-person", v.ToPerson)
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"completed"`)
	x.listedArray("category", v.Format.List(), string(v.Format))
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("sent", v.Issued)
	if o := x.resourceOf("Organization", v.Recipient); o != nil || v.Country != "" || v.ToPerson == ephr.True {
		x.lit(`,"recipient":[`)
		if o != nil {
			x.reference(o)
		}
		if v.Country != "" {
			x.comma()
			x.countryReference("Organization", v.Country)
		}
		if v.ToPerson == ephr.True {
			x.comma()
			x.b = append(x.b, x.patientRef...)
		}
		x.put(']')
	}
	x.refTo("sender", "Practitioner", v.Author)
	x.listedArray("reasonCode", v.Purpose.List(), string(v.Purpose))
	x.notes(v.Notes)
}

// readHandover is the other direction. A Communication without one of our formats
// is a message of another kind.
func (im *importer) readHandover(e *entryIn) bool {
	v := ephr.Handover{
		Entry: im.head(e.el, "", "sender"), Issued: e.dateTime("sent"),
		Format:    codes.HandoverFormat(e.listedFirst("category", codes.HandoverFormat("").List())),
		Recipient: im.ref(e.get("recipient").first(), "Organization"),
		Purpose:   codes.Purpose(e.listedFirst("reasonCode", codes.Purpose("").List())), ToPerson: e.extBool("given-to-person"),
	}
	for to := range e.get("recipient").each() {
		if v.Country == "" {
			v.Country = to.get("identifier").identifiedCountry()
		}
		if n, ok := im.target(to); ok && n == im.turn {
			v.ToPerson = ephr.True
		}
	}
	if !e.stands() || v.Format == "" || v.Issued == "" {
		return false
	}
	im.rec.Handovers = append(im.rec.Handovers, v)
	return true
}

func (x *Exporter) handoverRow(r *resource) {
	v := &x.rec.Handovers[r.index]
	x.cell(label(v.Format.List(), string(v.Format)))
	x.cell(string(v.Issued))
}

func (x *Exporter) tombstone(r *resource) {
	v := &x.rec.Tombstones[r.index]
	x.meta("", r.class)
	x.lit(`,"status":"final"`)
	x.itemCode("code", itemTombstone)
	x.subject("subject")
	x.required("effectiveDateTime", v.Recorded)
	x.performers("", v.Practitioner, "")
	x.listed("valueCodeableConcept", v.Kind.List(), string(v.Kind))
	if x.release.All {
		x.textComponent(itemReason, string(v.Target))
		x.textComponent(itemResult, string(v.ReplacedBy))
		x.componentsEnd()
	}
}

// readTombstone is the other direction; without the item that is gone it says nothing.
func (im *importer) readTombstone(e *entryIn) bool {
	if !isItem(e.get("code"), itemTombstone) || !e.stands() {
		return false
	}
	v := ephr.Tombstone{
		Target: ephr.ID(e.componentOf(itemReason).str("valueString")), ReplacedBy: ephr.ID(e.componentOf(itemResult).str("valueString")),
		Kind: codes.TombstoneKind(e.get("valueCodeableConcept").listed(codes.TombstoneKind("").List())), Recorded: e.effectiveOf(),
		Practitioner: im.ref(e.get("performer").first(), "Practitioner"),
	}
	if !v.Target.Valid() || v.Kind == "" || !v.Kind.Known() || v.Recorded == "" {
		return false
	}
	if !v.ReplacedBy.Valid() {
		v.ReplacedBy = ""
	}
	e.local = v.Target
	im.rec.Tombstones = append(im.rec.Tombstones, v)
	return true
}

func (x *Exporter) tombstoneRow(r *resource) {
	v := &x.rec.Tombstones[r.index]
	x.cell(items[itemTombstone].display)
	x.cell(label(v.Kind.List(), string(v.Kind)), string(v.Recorded))
}

func (x *Exporter) access(r *resource) {
	v := &x.rec.AccessLog[r.index]
	x.meta("", r.class)
	x.extBool("emergency", v.Emergency)
	x.extString("reason", v.Reason)
	x.extEnd()
	x.lit(`,"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"action":"R"`)
	x.instantRequired("recorded", v.Time)
	x.listedArray("purposeOfEvent", v.Purpose.List(), string(v.Purpose))
	x.lit(`,"agent":[{`)
	if v.Role != "" {
		x.lit(`"role":[`)
		x.listedValue(v.Role.List(), string(v.Role), nil)
		x.put(']')
	}
	x.refTo("who", "Practitioner", v.Practitioner)
	x.key("requestor")
	x.lit(`true}],"source":{"observer":{"display":"` + observer + `"}},"entity":[{"what":`)
	x.b = append(x.b, x.patientRef...)
	x.lit("}]")
}

// observer is who kept the access log. The log of another system tells of looks at
// its own data, and is none of the record's.
const observer = "electronic Personal Health Record"

// readAccess is the other direction.
func (im *importer) readAccess(e *entryIn) bool {
	agent := e.get("agent").first()
	v := ephr.Access{
		Time: e.dateTime("recorded"), Practitioner: im.ref(agent.get("who"), "Practitioner"),
		Role:      codes.PractitionerRole(agent.listedFirst("role", codes.PractitionerRole("").List())),
		Purpose:   codes.Purpose(e.listedFirst("purposeOfEvent", codes.Purpose("").List())),
		Emergency: e.extBool("emergency"), Reason: e.extString("reason"),
	}
	if e.get("source").get("observer").str("display") != observer || e.str("action") != "R" || v.Time == "" || v.Purpose == "" {
		return false
	}
	e.local = accessOwner(&v)
	im.rec.AccessLog = append(im.rec.AccessLog, v)
	return true
}

// accessOwner stands for an entry of the access log in the record's source: it has no id but its time.
func accessOwner(v *ephr.Access) ephr.ID {
	b := append(make([]byte, 0, 64), "access."...)
	for i := 0; i < len(v.Time) && len(b) < 64; i++ {
		switch c := v.Time[i]; {
		case c >= '0' && c <= '9', c == 'T', c == 'Z', c == '-', c == '.':
			b = append(b, c)
		case c == '+':
			b = append(b, 'p')
		case c == '~':
			b = append(b, 'e')
		}
	}
	return ephr.ID(b)
}

// instantRequired is instant for an element that must be there.
func (x *Exporter) instantRequired(name string, t ephr.DateTime) {
	if x.moment(name, t) {
		return
	}
	x.comma()
	x.lit(`"_`)
	x.lit(name)
	x.lit(`":{"extension":[{"url":"` + extAbsent + `","valueCode":"unknown"}`)
	if t != "" {
		x.timeExtensions(t, false, true)
	}
	x.lit("]}")
}
