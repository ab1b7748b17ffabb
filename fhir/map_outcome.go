package fhir

import (
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

func (x *Exporter) contactTracingRow(r *resource) {
	v := &x.rec.ContactTracings[r.index]
	x.conceptCell(&v.Disease)
	x.cell(label(v.Role.List(), string(v.Role)), label(v.Status.List(), string(v.Status)))
}

func (x *Exporter) departure(r *resource) {
	v := &x.rec.Departures[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, false)
	if l := x.resourceOf("Location", v.Site); l != nil {
		x.ext("site")
		x.lit(`"valueReference":`)
		x.reference(l)
		x.lit("}")
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

func (x *Exporter) departureRow(r *resource) {
	v := &x.rec.Departures[r.index]
	x.cell(label(v.Kind.List(), string(v.Kind)))
	x.cell(string(v.Date))
}

func (x *Exporter) handover(r *resource) {
	v := &x.rec.Handovers[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, false)
	x.extCode("recipient-country", string(v.Country))
	x.extBool("given-to-person", v.ToPerson)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"completed"`)
	x.listedArray("category", v.Format.List(), string(v.Format))
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("sent", v.Issued)
	if o := x.resourceOf("Organization", v.Recipient); o != nil {
		x.lit(`,"recipient":[`)
		x.reference(o)
		x.lit("]")
	}
	x.refTo("sender", "Practitioner", v.Author)
	x.listedArray("reasonCode", v.Purpose.List(), string(v.Purpose))
	x.notes(v.Notes)
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
		x.lit("]")
	}
	x.refTo("who", "Practitioner", v.Practitioner)
	x.key("requestor")
	x.lit(`true}],"source":{"observer":{"display":"electronic Personal Health Record"}},"entity":[{"what":{"reference":"`)
	x.refText("Patient", &x.patient)
	x.lit(`"}}]`)
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
