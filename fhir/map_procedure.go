package fhir

import "github.com/openephr/ephr-go/ephr"

func (x *Exporter) procedure(r *resource) {
	v := &x.rec.Procedures[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Procedure-uv-ips", r.class)
	x.entryHead(&v.Entry, false)
	x.extCode("country", string(v.Country))
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
	if conceptShown(v.Reason) {
		x.lit(`,"reasonCode":[`)
		x.conceptValue(v.Reason)
		x.lit("]")
	}
	x.concepts("bodySite", v.BodySites)
	x.concept("outcome", v.Outcome)
	x.notes(v.Notes)
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
	x.entryHead(&v.Entry, false)
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

func (x *Exporter) counsellingRow(r *resource) {
	v := &x.rec.Counselling[r.index]
	x.cell(label(v.Topic.List(), string(v.Topic)))
	x.cell(string(v.Delivered))
}
