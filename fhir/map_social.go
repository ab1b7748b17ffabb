package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

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

// readSocialNeed is the other direction.
func (im *importer) readSocialNeed(e *entryIn) bool {
	v := ephr.SocialNeed{
		Entry: im.observed(e.el), Code: codes.SocialNeed(e.get("code").listed(codes.SocialNeed("").List())),
		Status: codes.NeedStatus(e.get("valueCodeableConcept").listed(codes.NeedStatus("").List())),
	}
	im.recordedWith(e.el, &v.Entry)
	if !e.stands() || v.Code == "" {
		return false
	}
	if !v.Status.Known() {
		v.Status = ""
	}
	im.rec.SocialNeeds = append(im.rec.SocialNeeds, v)
	return true
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

// readSocialDeterminant is the other direction.
func (im *importer) readSocialDeterminant(e *entryIn) bool {
	v := ephr.SocialDeterminant{
		Entry: im.observed(e.el), Code: codes.SocialDeterminant(e.get("code").listed(codes.SocialDeterminant("").List())), Effective: e.effectiveOf(),
		Value: e.quantity("valueQuantity"),
	}
	if !e.stands() || v.Code == "" {
		return false
	}
	value := e.get("valueCodeableConcept")
	switch answered := e.componentOf(itemResult); {
	case answered.ok():
		v.Answer = answered.answerOf()
		v.Concept = value.conceptValue()
	case value.ok() && !plainAnswer(value):
		v.Concept = value.conceptValue()
	case v.Absent.Of("answer") == "":
		v.Answer = e.answerOf()
	}
	if text := e.str("valueString"); text != "" {
		v.Concept = &ephr.Concept{Text: text}
	}
	if v.Value == nil {
		v.Value = e.componentOf(itemAmount).quantity("valueQuantity")
	}
	im.rec.SocialDeterminants = append(im.rec.SocialDeterminants, v)
	return true
}

// plainAnswer reports whether a value is an answer as we write it: the published
// code, ours, and nothing beside them.
func plainAnswer(value el) bool {
	list := codes.Answer("").List()
	if value.get("coding").len() != 2 || codes.System(value.get("coding").first().str("system")) == list.System() {
		return false
	}
	code, beyond := value.listedWith(list)
	return beyond == nil && codes.Answer(code).Known() && code != ""
}

func (x *Exporter) socialDeterminantRow(r *resource) {
	v := &x.rec.SocialDeterminants[r.index]
	x.cell(label(v.Code.List(), string(v.Code)))
	x.lit("<td>")
	x.html(label(v.Answer.List(), string(v.Answer)))
	if v.Concept != nil {
		x.put(' ')
		x.html(conceptLabel(v.Concept))
	}
	if v.Value != nil {
		x.put(' ')
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

// factOwners stand for the facts in the record's source: they are members of the person, and have no id.
var factOwners = [...]ephr.ID{"person.education", "person.occupation", "person.cause-of-death", "person.country-of-death"}

// readPersonFact is the other direction; the first statement of each fact is the person's.
func (im *importer) readPersonFact(e *entryIn) bool {
	p := im.rec.Person
	if p == nil || !e.stands() {
		return false
	}
	part := 0
	for part < len(factItems) && !isItem(e.get("code"), factItems[part]) {
		part++
	}
	value := e.get("valueCodeableConcept")
	concept := value.conceptValue()
	if text := e.str("valueString"); text != "" {
		concept = &ephr.Concept{Text: text}
	}
	switch part {
	case factEducation:
		level := codes.EducationLevel(value.listed(p.Education.List()))
		if level == "" || p.Education != "" {
			return false
		}
		p.Education = level
	case factOccupation:
		if concept == nil || p.Occupation != nil {
			return false
		}
		p.Occupation = concept
	case factCauseOfDeath:
		if concept == nil || p.Deceased != nil && p.Deceased.Cause != nil {
			return false
		}
		im.deceased().Cause = concept
	case factCountryOfDeath:
		country := value.country()
		if country == "" || p.Deceased != nil && p.Deceased.Country != "" {
			return false
		}
		im.deceased().Country = country
	default:
		return false
	}
	e.local = factOwners[part]
	return true
}

// deceased is the person's death, of which something is known.
func (im *importer) deceased() *ephr.Death {
	if im.rec.Person.Deceased == nil {
		im.rec.Person.Deceased = &ephr.Death{}
	}
	return im.rec.Person.Deceased
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
