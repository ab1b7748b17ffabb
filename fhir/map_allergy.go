package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

func (x *Exporter) allergy(r *resource) {
	v := &x.rec.Allergies[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/AllergyIntolerance-uv-ips", r.class)
	x.entryHead(&v.Entry)
	verification := ""
	if e, ok := v.Certainty.Entry(); ok {
		if verification, ok = e.Coding(codes.HL7AllergyVerification); !ok && v.Certainty != "" {
			verification = "unconfirmed" // allergies know neither provisional nor differential
			x.extCode("certainty", string(v.Certainty))
		}
	}
	if verification == "entered-in-error" {
		x.carryMember("clinicalStatus", string(v.ClinicalStatus))
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	if verification != "entered-in-error" { // ait-1, ait-2
		status := "active"
		x.lit(`,"clinicalStatus":{`)
		if v.ClinicalStatus != "" {
			status = string(v.ClinicalStatus)
		} else {
			x.lit(assumedConcept)
		}
		x.lit(`"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"`)
		x.lit(status)
		x.lit(`"}]}`)
	}
	if verification != "" {
		x.lit(`,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"`)
		x.lit(verification)
		x.lit(`"}]}`)
	}
	if v.Type.Known() {
		x.text("type", string(v.Type))
	}
	opened := false
	for _, c := range v.Categories {
		if !c.Known() || c == "" {
			continue
		}
		if !opened {
			x.lit(`,"category":[`)
			opened = true
		}
		x.comma()
		x.str(string(c))
	}
	if opened {
		x.put(']')
	}
	if v.Criticality.Known() {
		x.text("criticality", string(v.Criticality))
	}
	x.concept("code", &v.Code)
	x.subject("patient")
	x.encounter("encounter", &v.Entry)
	x.dateTime("onsetDateTime", v.Onset)
	x.dateTime("recordedDate", v.Recorded)
	x.refTo("recorder", "Practitioner", v.Author)
	x.dateTime("lastOccurrence", v.LastOccurrence)
	x.notes(v.Notes)
	opened = false
	for i := range v.Reactions {
		a := &v.Reactions[i]
		shown := false
		for j := range a.Manifestations {
			shown = shown || conceptShown(&a.Manifestations[j])
		}
		if !shown {
			continue // a reaction without manifestation is none in FHIR
		}
		if !opened {
			x.lit(`,"reaction":[`)
			opened = true
		}
		x.comma()
		x.open()
		x.concept("substance", a.Substance)
		x.concepts("manifestation", a.Manifestations)
		x.dateTime("onset", a.Onset)
		if a.Severity.Known() {
			x.text("severity", string(a.Severity))
		}
		x.close()
	}
	if opened {
		x.put(']')
	}
}

// readAllergy is the other direction.
func (im *importer) readAllergy(e *entryIn) bool {
	c := e.concept("code")
	if c == nil || noneKnown(c) {
		return false
	}
	v := ephr.Allergy{
		Entry: im.head(e.el, "recordedDate", "recorder"), Code: *c,
		Onset: e.dateTime("onsetDateTime"), LastOccurrence: e.dateTime("lastOccurrence"),
	}
	v.Author = im.authorOf(e.el, v.Author, "recorder", "asserter")
	v.Type = codes.AllergyType(closedCode(v.Type.List(), e.str("type")))
	v.Criticality = codes.Criticality(closedCode(v.Criticality.List(), e.str("criticality")))
	v.Certainty = codes.Certainty(closedCode(v.Certainty.List(), e.extCode("certainty")))
	if v.Certainty == "" {
		v.Certainty = codes.Certainty(closedListed(e.get("verificationStatus"), v.Certainty.List()))
	}
	if s := e.get("clinicalStatus"); s.extBool("assumed") != ephr.True {
		v.ClinicalStatus = codes.AllergyStatus(closedListed(s, v.ClinicalStatus.List()))
	}
	if s := e.member("clinicalStatus"); s != "" {
		v.ClinicalStatus = codes.AllergyStatus(closedCode(v.ClinicalStatus.List(), s))
	}
	for _, s := range e.strings("category") {
		if s = closedCode(codes.AllergyCategory("").List(), s); s != "" {
			v.Categories = append(v.Categories, codes.AllergyCategory(s))
		}
	}
	if p := e.period("onsetPeriod"); p != nil && v.Onset == "" {
		v.Onset = p.Start
	}
	for r := range e.get("reaction").each() {
		a := ephr.Reaction{Substance: r.concept("substance"), Manifestations: r.concepts("manifestation"), Onset: r.dateTime("onset")}
		a.Severity = codes.Severity(closedCode(a.Severity.List(), r.str("severity")))
		if len(a.Manifestations) > 0 {
			v.Reactions = append(v.Reactions, a)
		}
	}
	im.rec.Allergies = append(im.rec.Allergies, v)
	return true
}

func (x *Exporter) allergyRow(r *resource) {
	v := &x.rec.Allergies[r.index]
	x.conceptCell(&v.Code)
	x.lit("<td>")
	for i := range v.Reactions {
		for j := range v.Reactions[i].Manifestations {
			if i+j > 0 {
				x.lit(", ")
			}
			x.html(conceptLabel(&v.Reactions[i].Manifestations[j]))
		}
	}
	x.lit("</td>")
	x.cell(label(v.Criticality.List(), string(v.Criticality)), label(v.Certainty.List(), string(v.Certainty)))
}
