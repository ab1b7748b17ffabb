package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

func (x *Exporter) procedure(r *resource) {
	v := &x.rec.Procedures[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Procedure-uv-ips", r.class)
	x.entryHead(&v.Entry)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("completed", string(v.Status))
	x.listed("category", v.Kind.List(), string(v.Kind))
	x.concept("code", &v.Code)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.performed(v.Performed, &v.Entry)
	x.refTo("recorder", "Practitioner", v.Author)
	if p := x.resourceOf("Practitioner", v.Performer); p != nil {
		x.lit(`,"performer":[{"actor":`)
		x.reference(p)
		x.lit("}]")
	}
	if v.Country != "" {
		x.key("location")
		x.countryReference("Location", v.Country)
	}
	if conceptShown(v.Reason) {
		x.lit(`,"reasonCode":[`)
		x.conceptValue(v.Reason)
		x.put(']')
	}
	x.concepts("bodySite", v.BodySites)
	x.concept("outcome", v.Outcome)
	x.notes(v.Notes)
}

// readProcedure is the other direction, and that of counselling.
func (im *importer) readProcedure(e *entryIn) bool {
	if im.readCounselling(e.el) {
		return true
	}
	c := e.concept("code")
	if c == nil || noneKnown(c) {
		return false
	}
	v := ephr.Procedure{
		Entry: im.head(e.el, "", "recorder"), Code: *c,
		Performed: e.period("performedPeriod"), BodySites: e.concepts("bodySite"),
		Reason: im.reason(e.el), Outcome: e.concept("outcome"),
	}
	v.Author = im.authorOf(e.el, v.Author, "recorder", "asserter")
	v.Kind = codes.ProcedureKind(openListed(e.get("category"), v.Kind.List()))
	v.Country = e.get("location").get("identifier").identifiedCountry()
	if !e.assumed("status") {
		v.Status = codes.EventStatus(closedCode(v.Status.List(), e.str("status")))
	}
	if t := e.dateTime("performedDateTime"); t != "" && v.Performed == nil {
		v.Performed = &ephr.Period{Start: t}
	}
	for p := range e.get("performer").each() {
		if v.Performer = im.who(p.get("actor")); v.Performer != "" {
			break
		}
	}
	im.rec.Procedures = append(im.rec.Procedures, v)
	return true
}

// performed writes when something was done, as IPS wants it even where it is not known.
func (x *Exporter) performed(p *ephr.Period, e *ephr.Entry) {
	switch {
	case p != nil && p.Start != "" && p.End == "":
		x.required("performedDateTime", p.Start)
	case p != nil && p.End != "":
		x.period("performedPeriod", p)
	default:
		x.absent("performedDateTime", dataAbsent(e.Absent.Of("performed")))
	}
}

func (x *Exporter) procedureRow(r *resource) {
	v := &x.rec.Procedures[r.index]
	x.conceptCell(&v.Code)
	x.lit("<td>")
	if v.Performed != nil {
		x.periodWords(v.Performed)
	}
	x.lit("</td><td>")
	x.some(label(v.Status.List(), string(v.Status)))
	if v.Outcome != nil {
		x.some(conceptLabel(v.Outcome))
	}
	x.lit("</td>")
}

// counselling is a procedure of the category education (SNOMED CT 409073007,
// of R4's value set procedure-category).
func (x *Exporter) counselling(r *resource) {
	v := &x.rec.Counselling[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry)
	x.extCode("language", string(v.Language))
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"completed","category":{"coding":[{"system":"http://snomed.info/sct","code":"409073007"}],"text":"Education"}`)
	x.listed("code", v.Topic.List(), string(v.Topic))
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.required("performedDateTime", v.Delivered)
	x.refTo("recorder", "Practitioner", v.Author)
	x.notes(v.Notes)
}

// readCounselling is the other direction: only a topic of the list makes it one.
func (im *importer) readCounselling(e el) bool {
	v := ephr.Counselling{}
	if !hasSystem(e.get("code"), v.Topic.List()) || e.str("status") != "completed" {
		return false
	}
	if v.Topic = codes.CounsellingTopic(openListed(e.get("code"), v.Topic.List())); v.Topic == "" {
		return false
	}
	v.Entry = im.head(e, "", "recorder")
	v.Delivered = e.dateTime("performedDateTime")
	if l := codes.Language(e.extCode("language")); l.Valid() {
		v.Language = l
	}
	im.rec.Counselling = append(im.rec.Counselling, v)
	return true
}

func (x *Exporter) counsellingRow(r *resource) {
	v := &x.rec.Counselling[r.index]
	x.cell(label(v.Topic.List(), string(v.Topic)))
	x.cell(string(v.Delivered))
}
