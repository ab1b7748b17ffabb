package fhir

import "github.com/openephr/ephr-go/codes"

func (x *Exporter) allergy(r *resource) {
	v := &x.rec.Allergies[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/AllergyIntolerance-uv-ips", r.class)
	x.entryHead(&v.Entry, true)
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
		x.lit("]")
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
		x.lit("]")
	}
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
