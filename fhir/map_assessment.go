package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Assessment, vulnerability and protection.

func (x *Exporter) assessment(r *resource) {
	v := &x.rec.Assessments[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, true)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"completed"`)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("date", v.Recorded)
	x.refTo("assessor", "Practitioner", v.Author)
	x.noteText("summary", v.Summary)
	if v.Triage != "" || v.FitnessToTravel != "" || len(v.InfectionControl) > 0 {
		x.lit(`,"finding":[`)
		x.findingItem(v.Triage.List(), string(v.Triage))
		x.findingItem(v.FitnessToTravel.List(), string(v.FitnessToTravel))
		for _, c := range v.InfectionControl {
			x.findingItem(c.List(), string(c))
		}
		x.lit("]")
	}
	x.notes(v.Notes)
}

func (x *Exporter) findingItem(list *codes.List, code string) {
	if code == "" {
		return
	}
	x.comma()
	x.lit(`{"itemCodeableConcept":`)
	x.listedValue(list, code, nil)
	x.lit("}")
}

func (x *Exporter) assessmentRow(r *resource) {
	v := &x.rec.Assessments[r.index]
	x.cell(items[itemAssessment].display, string(v.Recorded))
	x.lit("<td>")
	x.titled("Triage:", label(v.Triage.List(), string(v.Triage)))
	x.titled("Fit to travel:", label(v.FitnessToTravel.List(), string(v.FitnessToTravel)))
	for _, c := range v.InfectionControl {
		x.titled("Infection control:", label(c.List(), string(c)))
	}
	if v.Summary != nil {
		x.some(v.Summary.Text)
	}
	x.lit("</td>")
}

func (x *Exporter) vulnerability(r *resource) {
	v := &x.rec.Vulnerabilities[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Flag-alert-uv-ips", r.class)
	x.entryHead(&v.Entry, false)
	x.extCode("vulnerability-regime", string(v.Regime))
	x.extCode("vulnerability-basis", string(v.Basis))
	x.extBool("confirmed", v.Confirmed)
	if d, _, _ := fhirTime(ephr.DateTime(v.AssessmentDue)); d != "" {
		x.ext("assessment-due")
		x.b = x.b[:len(x.b)-1]
		x.date("valueDate", v.AssessmentDue)
		x.lit("}")
	}
	for _, n := range v.SpecialNeeds {
		x.ext("special-need")
		x.lit(`"valueCodeableConcept":`)
		x.listedValue(n.List(), string(n), nil)
		x.lit("}")
	}
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"active","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/flag-category","code":"admin"}]}]`)
	x.listed("code", v.Category.List(), string(v.Category))
	x.subject("subject")
	if d, _, _ := fhirTime(ephr.DateTime(v.Identified)); d != "" {
		x.lit(`,"period":{`)
		x.date("start", v.Identified)
		x.lit("}")
	}
	x.encounter("encounter", &v.Entry)
	x.refTo("author", "Practitioner", v.Author)
}

func (x *Exporter) vulnerabilityRow(r *resource) {
	v := &x.rec.Vulnerabilities[r.index]
	x.cell(label(v.Category.List(), string(v.Category)))
	x.lit("<td>")
	for i, n := range v.SpecialNeeds {
		if i > 0 {
			x.lit(", ")
		}
		x.html(label(n.List(), string(n)))
	}
	x.lit("</td>")
}

func (x *Exporter) protection(r *resource) {
	v := x.rec.Protection
	x.meta("", r.class)
	x.absences(v.Absent)
	if l := x.resourceOf("Location", v.Shelter); l != nil {
		x.ext("shelter")
		x.lit(`"valueReference":`)
		x.reference(l)
		x.lit("}")
	}
	x.extEnd()
	x.lit(`,"status":"final"`)
	x.itemCode("code", itemProtection)
	x.subject("subject")
	x.date("effectiveDateTime", v.Assessed)
	x.notes(v.Notes)
	x.listedComponent(itemSuspicion, v.Suspicion.List(), string(v.Suspicion))
	for _, c := range v.Indicators {
		x.listedComponent(itemIndicator, c.List(), string(c))
	}
	x.listedComponent(itemProtectionReferral, v.Referral.List(), string(v.Referral))
	x.dateComponent(itemDate, ephr.DateTime(v.Referred))
	x.boolComponent(itemSafetyPlan, v.SafetyPlan)
	x.boolComponent(itemNoContact, v.NoContact)
	x.componentsEnd()
}

func (x *Exporter) protectionRow(*resource) {
	x.cell(items[itemProtection].display)
}
