package fhir

import "github.com/openephr/ephr-go/ephr"

// Social history: needs, determinants, schooling and work, death.

func (x *Exporter) socialNeed(r *resource) {
	v := &x.rec.SocialNeeds[r.index]
	x.observation(r, &v.Entry, "", "final", "social-history")
	x.listed("code", v.Code.List(), string(v.Code))
	x.about(&v.Entry, v.Recorded, "")
	if v.Status != "" {
		x.listed("valueCodeableConcept", v.Status.List(), string(v.Status))
	} else {
		x.noValue(v.Absent.Of("status"))
	}
	x.notes(v.Notes)
}

func (x *Exporter) socialNeedRow(r *resource) {
	v := &x.rec.SocialNeeds[r.index]
	x.cell(label(v.Code.List(), string(v.Code)))
	x.cell(label(v.Status.List(), string(v.Status)))
}

func (x *Exporter) socialDeterminant(r *resource) {
	v := &x.rec.SocialDeterminants[r.index]
	x.observation(r, &v.Entry, "", "final", "social-history")
	x.listed("code", v.Code.List(), string(v.Code))
	x.about(&v.Entry, v.Effective, "")
	switch {
	case conceptShown(v.Concept):
		x.concept("valueCodeableConcept", v.Concept)
	case v.Value != nil && quantityShown(v.Value):
		x.quantity("valueQuantity", v.Value)
	case v.Answer != "":
		x.answerValue(v.Answer)
	default:
		x.noValue(v.Absent.Of("answer"))
	}
	x.notes(v.Notes)
	if v.Answer != "" && (conceptShown(v.Concept) || v.Value != nil && quantityShown(v.Value)) {
		x.component(itemResult)
		x.answerValue(v.Answer)
		x.close()
	}
	if conceptShown(v.Concept) && v.Value != nil {
		x.quantityComponent(itemAmount, v.Value)
	}
	x.componentsEnd()
}

func (x *Exporter) socialDeterminantRow(r *resource) {
	v := &x.rec.SocialDeterminants[r.index]
	x.cell(label(v.Code.List(), string(v.Code)))
	x.lit("<td>")
	x.html(label(v.Answer.List(), string(v.Answer)))
	if v.Concept != nil {
		x.lit(" ")
		x.html(conceptLabel(v.Concept))
	}
	if v.Value != nil {
		x.lit(" ")
		x.quantityText(v.Value)
	}
	x.lit("</td>")
}

// The parts of kindPersonFact.
const (
	factEducation = iota
	factOccupation
	factCauseOfDeath
	factCountryOfDeath
)

var factNames = [...]string{"education", "occupation", "cause-of-death", "country-of-death"}
var factItems = [...]itemID{itemEducation, itemOccupation, itemCauseOfDeath, itemDeathCountry}

// personFact writes what is known of the person and is no property of FHIR's Patient.
func (x *Exporter) personFact(r *resource) {
	x.meta("", r.class)
	x.lit(`,"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"social-history"}]}]`)
	x.itemCode("code", factItems[r.part])
	x.subject("subject")
	switch r.part {
	case factEducation:
		x.listed("valueCodeableConcept", x.person.Education.List(), string(x.person.Education))
	case factOccupation:
		x.concept("valueCodeableConcept", x.person.Occupation)
	case factCauseOfDeath:
		x.concept("valueCodeableConcept", x.person.Deceased.Cause)
	case factCountryOfDeath:
		x.key("valueCodeableConcept")
		x.countryValue(x.person.Deceased.Country)
	}
}

func (x *Exporter) personFactRow(r *resource) {
	x.cell(items[factItems[r.part]].display)
	switch r.part {
	case factEducation:
		x.cell(label(x.person.Education.List(), string(x.person.Education)))
	case factOccupation:
		x.cell(conceptLabel(x.person.Occupation))
	case factCauseOfDeath:
		x.cell(conceptLabel(x.person.Deceased.Cause))
	case factCountryOfDeath:
		x.cell(label(x.person.Deceased.Country.List(), string(x.person.Deceased.Country)))
	}
}

// planPerson plans the facts about the person.
func (x *Exporter) planPerson() {
	p := x.person
	fact := func(part int, class ephr.Class) {
		x.addPart(kindPersonFact, 0, part, "", sectionSocial, class, "person", factNames[part])
	}
	if p.Education != "" {
		fact(factEducation, ephr.Class{Tier: p.Education.Tier(), Sensitivity: p.Education.Sensitivity()})
	}
	if conceptShown(p.Occupation) {
		fact(factOccupation, x.classOf(p.Occupation))
	}
	if d := p.Deceased; d != nil {
		if conceptShown(d.Cause) {
			fact(factCauseOfDeath, x.classOf(d))
		}
		if d.Country != "" {
			fact(factCountryOfDeath, ephr.Class{Tier: ephr.T1})
		}
	}
}
