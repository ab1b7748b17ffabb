package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Symptoms, questions asked, family history, substances, devices: what the
// person tells at the first assessment.

func (x *Exporter) symptom(r *resource) {
	v := &x.rec.Symptoms[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	if v.Chief.IsTrue() {
		x.itemCode("code", itemChief)
	} else {
		x.itemCode("code", itemSymptom)
	}
	x.about(&v.Entry, v.Recorded, "")
	x.listedWith("valueCodeableConcept", v.Code.List(), string(v.Code), v.Concept)
	x.notes(v.Notes)
	x.dateComponent(itemOnset, v.Onset)
	x.quantityComponent(itemDuration, v.Duration)
	x.listedComponent(itemSeverity, v.Severity.List(), string(v.Severity))
	if v.Answer != "" {
		x.component(itemPresence)
		x.answerValue(v.Answer)
		x.close()
	}
	if v.Chief == ephr.False {
		x.boolComponent(itemChief, v.Chief)
	}
	x.componentsEnd()
}

func (x *Exporter) symptomRow(r *resource) {
	v := &x.rec.Symptoms[r.index]
	x.cell(label(v.Code.List(), string(v.Code)), label(v.Answer.List(), string(v.Answer)))
	x.cell(string(v.Onset))
	x.quantityCell(v.Duration)
}

func (x *Exporter) redFlag(r *resource) {
	v := &x.rec.RedFlags[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Flag.List(), string(v.Flag))
	x.about(&v.Entry, v.Recorded, "")
	x.answerValue(v.Answer)
	x.notes(v.Notes)
}

func (x *Exporter) redFlagRow(r *resource) {
	v := &x.rec.RedFlags[r.index]
	x.cell(label(v.Flag.List(), string(v.Flag)))
	x.cell(label(v.Answer.List(), string(v.Answer)), string(v.Recorded))
}

func (x *Exporter) healthQuestion(r *resource) {
	v := &x.rec.HealthQuestions[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Question.List(), string(v.Question))
	x.about(&v.Entry, v.Recorded, "")
	x.answerValue(v.Answer)
	x.notes(v.Notes)
	x.dateComponent(itemSince, ephr.DateTime(v.Since))
	x.componentsEnd()
}

func (x *Exporter) healthQuestionRow(r *resource) {
	v := &x.rec.HealthQuestions[r.index]
	x.cell(label(v.Question.List(), string(v.Question)))
	x.cell(label(v.Answer.List(), string(v.Answer)), string(v.Since))
}

func (x *Exporter) familyHistory(r *resource) {
	v := &x.rec.FamilyHistory[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, true)
	x.extReference("encounter", x.resourceOf("Encounter", v.Encounter))
	x.extReference("author", x.resourceOf("Practitioner", v.Author))
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"completed"`)
	x.subject("patient")
	x.dateTime("date", v.Recorded)
	x.listed("relationship", v.Relationship.List(), string(v.Relationship))
	x.listed("sex", v.Sex.List(), string(v.Sex))
	x.bool("deceasedBoolean", v.Deceased)
	x.notes(v.Notes)
	opened := false
	for i := range v.Conditions {
		c := &v.Conditions[i]
		if !conceptShown(&c.Code) {
			continue
		}
		if !opened {
			x.lit(`,"condition":[`)
			opened = true
		}
		x.comma()
		x.open()
		if c.OnsetAge != nil && !isAge(c.OnsetAge) {
			x.originalQuantity(c.OnsetAge, true)
			x.extEnd()
		}
		x.concept("code", &c.Code)
		x.age("onset", c.OnsetAge)
		x.close()
	}
	if opened {
		x.lit("]")
	}
}

// isAge reports whether FHIR takes the amount for an Age.
func isAge(q *ephr.Quantity) bool {
	f, ok := q.Value.Float64()
	return ok && f > 0 && codes.TimeUnit(q.Code).Known()
}

// age writes an Age where the amount is one, else a string.
func (x *Exporter) age(prefix string, q *ephr.Quantity) {
	if q == nil || !quantityShown(q) {
		return
	}
	if isAge(q) {
		x.quantity(prefix+"Age", q)
		return
	}
	text := string(q.Value)
	if q.Unit != "" {
		text += " " + q.Unit
	} else if q.Code != "" {
		text += " " + string(q.Code)
	}
	x.text(prefix+"String", text)
}

func (x *Exporter) familyHistoryRow(r *resource) {
	v := &x.rec.FamilyHistory[r.index]
	x.cell(label(v.Relationship.List(), string(v.Relationship)))
	x.lit("<td>")
	for i := range v.Conditions {
		if i > 0 {
			x.lit(", ")
		}
		x.html(conceptLabel(&v.Conditions[i].Code))
	}
	x.lit("</td>")
}

// substanceUse writes tobacco and alcohol as IPS has them, which allows no
// components; the rest of what is known stands in extensions.
func (x *Exporter) substanceUse(r *resource) {
	v := &x.rec.SubstanceUse[r.index]
	profile := ""
	if r.section == sectionSocial {
		switch v.Substance {
		case codes.SubstanceTobacco:
			profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-tobaccouse-uv-ips"
		case codes.SubstanceAlcohol:
			profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-alcoholuse-uv-ips"
		}
	}
	x.meta(profile, r.class)
	x.entryHead(&v.Entry, false)
	alcohol := v.Substance == codes.SubstanceAlcohol
	if alcohol {
		x.extCode("use-status", string(v.Status))
	} else if v.Amount != nil && quantityShown(v.Amount) {
		x.ext("amount")
		x.lit(`"valueQuantity":`)
		x.quantityValue(v.Amount)
		x.lit("}")
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"social-history"}]}]`)
	x.listed("code", v.Substance.List(), string(v.Substance))
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.required("effectiveDateTime", v.Effective)
	x.performers("", v.Author, "")
	switch {
	case alcohol && v.Amount != nil && quantityShown(v.Amount):
		x.quantity("valueQuantity", v.Amount)
	case !alcohol && v.Status != "":
		x.listed("valueCodeableConcept", v.Status.List(), string(v.Status))
	default:
		x.noValue(v.Absent.Of("amount"))
	}
	x.notes(v.Notes)
}

func (x *Exporter) substanceUseRow(r *resource) {
	v := &x.rec.SubstanceUse[r.index]
	x.cell(label(v.Substance.List(), string(v.Substance)))
	x.cell(label(v.Status.List(), string(v.Status)))
	x.quantityCell(v.Amount)
}

func (x *Exporter) development(r *resource) {
	v := &x.rec.Development[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Domain.List(), string(v.Domain))
	x.about(&v.Entry, v.Recorded, "")
	x.listed("valueCodeableConcept", v.Finding.List(), string(v.Finding))
	x.notes(v.Notes)
}

func (x *Exporter) developmentRow(r *resource) {
	v := &x.rec.Development[r.index]
	x.cell(label(v.Domain.List(), string(v.Domain)))
	x.cell(label(v.Finding.List(), string(v.Finding)))
}

func (x *Exporter) functioning(r *resource) {
	v := &x.rec.Functioning[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.itemCode("code", itemFunctioning)
	x.about(&v.Entry, v.Recorded, "")
	x.notes(v.Notes)
	for _, c := range [...]struct {
		item  itemID
		value codes.Difficulty
	}{{itemSeeing, v.Seeing}, {itemHearing, v.Hearing}, {itemWalking, v.Walking}, {itemRemembering, v.Remembering}, {itemSelfCare, v.SelfCare}, {itemCommunicating, v.Communicating}} {
		x.listedComponent(c.item, c.value.List(), string(c.value))
	}
	x.componentsEnd()
}

// functional is the entry in the section of functional status, which wants a
// Condition or a ClinicalImpression: it points to the answers.
func (x *Exporter) functional(r *resource) {
	v := &x.rec.Functioning[r.index]
	x.meta("", r.class)
	x.lit(`,"status":"completed"`)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("date", v.Recorded)
	x.refTo("assessor", "Practitioner", v.Author)
	if o := x.resourceAt(kindFunctioning, r.index, 0); o != nil {
		x.lit(`,"investigation":[{"code":{"text":"Washington Group Short Set"},"item":[`)
		x.reference(o)
		x.lit("]}]")
	}
}

func (x *Exporter) functioningRow(r *resource) {
	v := &x.rec.Functioning[r.index]
	x.lit("<td>")
	n := 0
	for _, c := range [...]struct {
		item  itemID
		value codes.Difficulty
	}{{itemSeeing, v.Seeing}, {itemHearing, v.Hearing}, {itemWalking, v.Walking}, {itemRemembering, v.Remembering}, {itemSelfCare, v.SelfCare}, {itemCommunicating, v.Communicating}} {
		if c.value == "" {
			continue
		}
		if n > 0 {
			x.lit("; ")
		}
		x.lit(items[c.item].display)
		x.lit(": ")
		x.html(label(c.value.List(), string(c.value)))
		n++
	}
	if n == 0 {
		x.lit("Washington Group Short Set")
	}
	x.lit("</td>")
}

func (x *Exporter) deviceUse(r *resource) {
	v := &x.rec.Devices[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/DeviceUseStatement-uv-ips", r.class)
	x.entryHead(&v.Entry, true)
	x.extReference("encounter", x.resourceOf("Encounter", v.Encounter))
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("active", string(v.Status))
	x.subject("subject")
	if v.Period != nil && (v.Period.Start != "" || v.Period.End != "") {
		x.period("timingPeriod", v.Period)
	} else {
		x.absent("timingDateTime", dataAbsent(v.Absent.Of("period")))
	}
	x.dateTime("recordedOn", v.Recorded)
	x.refTo("source", "Practitioner", v.Author)
	if d := x.resourceAt(kindDevice, r.index, 1); d != nil {
		x.key("device")
		x.reference(d)
	}
	x.concept("bodySite", v.BodySite)
	x.notes(v.Notes)
}

func (x *Exporter) device(r *resource) {
	v := &x.rec.Devices[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Device-uv-ips", r.class)
	x.concept("type", &v.Code)
	x.subject("patient")
}

func (x *Exporter) deviceRow(r *resource) {
	v := &x.rec.Devices[r.index]
	x.conceptCell(&v.Code)
	x.cell(label(v.Status.List(), string(v.Status)))
}
