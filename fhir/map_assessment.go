package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Assessment, vulnerability and protection.

func (x *Exporter) assessment(r *resource) {
	v := &x.rec.Assessments[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry)
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
		x.put(']')
	}
	x.notes(v.Notes)
}

// readImpression is the other direction. A ClinicalImpression with investigations
// is another one: that of the functional status, or of somebody else.
func (im *importer) readImpression(e *entryIn) bool {
	if !e.holds() || e.get("investigation").ok() {
		return false
	}
	v := ephr.Assessment{Entry: im.head(e.el, "date", "assessor"), Summary: im.noteText(e.el, "summary")}
	for f := range e.get("finding").each() {
		c := f.get("itemCodeableConcept")
		if code := c.oneOf(codes.TriageLevel("").List()); code != "" && v.Triage == "" {
			v.Triage = codes.TriageLevel(code)
		} else if code := c.oneOf(codes.FitnessToTravel("").List()); code != "" && v.FitnessToTravel == "" {
			v.FitnessToTravel = codes.FitnessToTravel(code)
		} else if code := c.oneOf(codes.InfectionControl("").List()); code != "" {
			v.InfectionControl = append(v.InfectionControl, codes.InfectionControl(code))
		}
	}
	if v.Triage == "" && v.FitnessToTravel == "" && v.InfectionControl == nil && v.Summary == nil && v.Notes == nil && !e.ours() {
		return false // it says nothing that the record could hold
	}
	im.rec.Assessments = append(im.rec.Assessments, v)
	return true
}

// hasLocalID reports whether a resource is an item of a record of ours.
func (e el) ours() bool {
	for c := range e.get("identifier").each() {
		if c.str("system") == systemLocal {
			return true
		}
	}
	return false
}

func (x *Exporter) findingItem(list *codes.List, code string) {
	if code == "" {
		return
	}
	x.comma()
	x.lit(`{"itemCodeableConcept":`)
	x.listedValue(list, code, nil)
	x.put('}')
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
	x.entryHead(&v.Entry)
	x.extBool("confirmed", v.Confirmed)
	if d, _, _ := fhirTime(ephr.DateTime(v.AssessmentDue)); d != "" {
		x.ext("assessment-due")
		x.b = x.b[:len(x.b)-1]
		x.date("valueDate", v.AssessmentDue)
		x.put('}')
	}
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"active","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/flag-category","code":"admin"}]}`)
	x.alsoListed(v.Regime.List(), string(v.Regime))
	x.alsoListed(v.Basis.List(), string(v.Basis))
	for _, n := range v.SpecialNeeds {
		x.alsoListed(n.List(), string(n))
	}
	x.put(']')
	x.listed("code", v.Category.List(), string(v.Category))
	x.subject("subject")
	if d, _, _ := fhirTime(ephr.DateTime(v.Identified)); d != "" {
		x.lit(`,"period":{`)
		x.date("start", v.Identified)
		x.put('}')
	}
	x.encounter("encounter", &v.Entry)
	x.refTo("author", "Practitioner", v.Author)
}

// readFlag is the other direction. A vulnerability has no status: a flag that no
// longer holds is none.
func (im *importer) readFlag(e *entryIn) bool {
	v := ephr.Vulnerability{Category: codes.Vulnerability(e.get("code").oneOf(codes.Vulnerability("").List()))}
	if v.Category == "" || e.str("status") != "active" || !e.holds() {
		return false
	}
	v.Entry = im.head(e.el, "", "author")
	v.Regime = codes.VulnerabilityRegime(e.get("category").ofOwnList(v.Regime.List()))
	v.Basis = codes.VulnerabilityBasis(e.get("category").ofOwnList(v.Basis.List()))
	v.Confirmed = e.extBool("confirmed")
	v.AssessmentDue = e.ext("assessment-due").date("valueDate")
	v.Identified = e.get("period").dayOf("start")
	for c := range e.get("category").each() {
		if !c.ofList(codes.SpecialNeed("").List()) {
			continue
		}
		if code := c.oneOf(codes.SpecialNeed("").List()); code != "" {
			v.SpecialNeeds = append(v.SpecialNeeds, codes.SpecialNeed(code))
		}
	}
	im.rec.Vulnerabilities = append(im.rec.Vulnerabilities, v)
	return true
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
		x.put('}')
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

// protectionItem is partName of the protection, of which there is one.
const protectionItem = ephr.ID("protection.0")

// readProtection is the other direction.
func (im *importer) readProtection(e *entryIn) bool {
	if im.rec.Protection != nil || !e.holds() {
		return false
	}
	v := ephr.Protection{
		Suspicion: codes.TraffickingSuspicion(e.codeOf(itemSuspicion, codes.TraffickingSuspicion("").List())),
		Assessed:  e.dayOf("effectiveDateTime"),
		Referral:  codes.ProtectionReferral(e.codeOf(itemProtectionReferral, codes.ProtectionReferral("").List())),
		Referred:  e.componentOf(itemDate).dayOf("valueDateTime"), Shelter: im.ref(e.extReference("shelter"), "Location"),
		SafetyPlan: e.componentOf(itemSafetyPlan).bool("valueBoolean"), NoContact: e.componentOf(itemNoContact).bool("valueBoolean"),
		Notes: im.notes(e.el, "note"), Absent: absences(e.el, "absent"),
	}
	for c := range e.answersTo(itemIndicator) {
		if code := c.get("valueCodeableConcept").oneOf(codes.TraffickingIndicator("").List()); code != "" {
			v.Indicators = append(v.Indicators, codes.TraffickingIndicator(code))
		}
	}
	if v.Suspicion == "" && v.Indicators == nil && v.Assessed == "" && v.Referral == "" && v.Referred == "" && v.Shelter == "" &&
		v.SafetyPlan == ephr.Unstated && v.NoContact == ephr.Unstated && v.Notes == nil && v.Absent == nil {
		return false
	}
	im.rec.Protection = &v
	e.local = protectionItem
	return true
}

func (x *Exporter) protectionRow(*resource) {
	x.cell(items[itemProtection].display)
}
