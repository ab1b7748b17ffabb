package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// conditionSection says in which section of the summary a condition stands.
func conditionSection(v *ephr.Condition) sectionID {
	switch v.ClinicalStatus {
	case "inactive", "remission", "resolved":
		return sectionPast
	}
	switch v.Certainty {
	case "refuted", "entered-in-error":
		return sectionPast
	}
	if v.Abatement != "" {
		return sectionPast
	}
	return sectionProblems
}

func (x *Exporter) condition(r *resource) {
	v := &x.rec.Conditions[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Condition-uv-ips", r.class)
	x.entryHead(&v.Entry, true)
	x.extBool("notifiable", v.Notifiable)
	x.extCode("diagnosis-role", string(v.Role))
	x.extCode("course", string(v.Course))
	x.extCode("syndrome", string(v.Syndrome))
	// con-5: an entry made in error has no clinical status; con-4: one that has ended is inactive.
	status := v.ClinicalStatus
	ended := v.Abatement != ""
	switch {
	case v.Certainty == "entered-in-error":
		status = ""
	case ended && (status == "" || status == "active" || status == "recurrence" || status == "relapse"):
		status = "resolved"
	case status == "":
		status = "active" // con-3: a problem on the list has one
	}
	if v.ClinicalStatus != "" && v.ClinicalStatus != status {
		x.carryMember("clinicalStatus", string(v.ClinicalStatus))
	}
	if v.Certainty == "entered-in-error" {
		x.carryMember("abatement", string(v.Abatement))
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	if status != "" && status.Known() {
		x.lit(`,"clinicalStatus":{`)
		if v.ClinicalStatus == "" {
			x.lit(assumedConcept)
		}
		x.lit(`"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"`)
		x.lit(string(status))
		x.lit(`"}]}`)
	}
	if v.Certainty != "" && v.Certainty.Known() {
		x.lit(`,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"`)
		x.lit(string(v.Certainty))
		x.lit(`"}]}`)
	}
	if v.Category == "" {
		x.lit(`,"category":[{` + assumedConcept + `"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}]`)
	} else {
		x.listedArray("category", v.Category.List(), string(v.Category))
	}
	x.listed("severity", v.Severity.List(), string(v.Severity))
	x.concept("code", &v.Code)
	x.concepts("bodySite", v.BodySites)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("onsetDateTime", v.Onset)
	if v.Certainty != "entered-in-error" {
		x.dateTime("abatementDateTime", v.Abatement)
	}
	x.dateTime("recordedDate", v.Recorded)
	x.refTo("recorder", "Practitioner", v.Author)
	x.evidence(v.Evidence)
	x.notes(v.Notes)
}

func (x *Exporter) evidence(ids []ephr.ID) {
	opened := false
	for _, id := range ids {
		r := x.resourceOf("", id)
		if r == nil {
			continue
		}
		if !opened {
			x.lit(`,"evidence":[{"detail":[`)
			opened = true
		}
		x.comma()
		x.reference(r)
	}
	if opened {
		x.lit("]}]")
	}
}

func (x *Exporter) conditionRow(r *resource) {
	v := &x.rec.Conditions[r.index]
	x.conceptCell(&v.Code)
	x.cell(string(v.Onset))
	x.cell(label(v.ClinicalStatus.List(), string(v.ClinicalStatus)), label(v.Certainty.List(), string(v.Certainty)))
}

// conceptCell writes a concept in words, with our label where the words are
// others, and with the code of ICD-10 or ATC, which is read everywhere.
func (x *Exporter) conceptCell(c *ephr.Concept) {
	x.lit("<td>")
	x.conceptWords(c)
	x.lit("</td>")
}

func (x *Exporter) conceptWords(c *ephr.Concept) {
	words, label, code := conceptLabel(c), "", ""
	for i := range c.Codings {
		if s := codes.System(c.Codings[i].System); s == codes.ICD10 || s == codes.ATC {
			label, code = codingLabel(&c.Codings[i]), string(c.Codings[i].Code)
			break
		}
	}
	x.html(words)
	if label == words {
		label = ""
	}
	if code == words {
		code = ""
	}
	if label != "" || code != "" {
		x.lit(" (")
		x.html(label)
		if label != "" && code != "" {
			x.lit("; ")
		}
		x.html(code)
		x.lit(")")
	}
}
