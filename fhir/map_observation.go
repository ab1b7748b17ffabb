package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Observations carry vital signs, investigations and all that was asked or
// seen. The functions here are shared by the mappings that make them.

// observation writes an Observation up to and without its code.
func (x *Exporter) observation(r *resource, e *ephr.Entry, profile, status, category string) {
	x.meta(profile, r.class)
	x.entryHead(e, false)
	x.extEnd()
	x.identifiersWith(e.Identifiers, e.ID)
	x.lit(`,"status":"`)
	x.lit(status)
	x.lit(`","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"`)
	x.lit(category)
	x.lit(`"}]}]`)
}

// itemCode writes the code of an item: LOINC's where there is one, else ours.
func (x *Exporter) itemCode(name string, id itemID) {
	it := &items[id]
	x.key(name)
	if it.loinc != "" {
		x.lit(`{"coding":[{"system":"http://loinc.org","code":"`)
		x.lit(it.loinc)
	} else {
		x.lit(`{"coding":[{"system":"` + systemItem + `","code":"`)
		x.lit(it.code)
		x.lit(`","display":"`)
		x.lit(it.display)
	}
	x.lit(`"}],"text":"`)
	x.lit(it.display)
	x.lit(`"}`)
}

// about writes of whom, when, in which encounter and by whom an observation was made.
func (x *Exporter) about(e *ephr.Entry, effective ephr.DateTime, performer ephr.ID) {
	x.subject("subject")
	x.encounter("encounter", e)
	x.dateTime("effectiveDateTime", effective)
	x.performers(performer, e.Author, "")
}

// authorBeside carries the author of an item that has a performer as well; an
// author alone is written as the performer.
func (x *Exporter) authorBeside(e *ephr.Entry, performer ephr.ID) {
	x.extReference("author", x.resourceOf("Practitioner", e.Author))
	if performer == e.Author && x.release.All {
		x.carryMember("performer", string(performer))
	}
}

// performers writes whoever did it: practitioners that may be seen, and a laboratory.
func (x *Exporter) performers(performer, author, laboratory ephr.ID) bool {
	if performer == "" {
		performer = author
	}
	p := x.resourceOf("Practitioner", performer)
	l := x.resourceOf("Organization", laboratory)
	if p == nil && l == nil {
		return false
	}
	x.key("performer")
	x.lit("[")
	if p != nil {
		x.reference(p)
	}
	if l != nil {
		x.comma()
		x.reference(l)
	}
	x.lit("]")
	return true
}

// answerValue writes a yes, no, unknown, not asked or declined answer.
func (x *Exporter) answerValue(a codes.Answer) {
	switch a {
	case "":
	case "not-asked", "asked-declined", "unknown":
		x.dataAbsentReason(string(a))
	default:
		x.listed("valueCodeableConcept", a.List(), string(a))
	}
}

// noValue writes why a member of the record has no value; that it is unknown was
// assumed where the record does not say.
func (w *writer) noValue(reason codes.AbsentReason) {
	if reason != "" {
		w.dataAbsentReason(dataAbsent(reason))
		return
	}
	w.key("dataAbsentReason")
	w.lit(`{` + assumedConcept + `"coding":[{"system":"` + systemAbsent + `","code":"unknown"}]}`)
}

// dataAbsentReason writes why an observation has no value.
func (w *writer) dataAbsentReason(code string) {
	w.key("dataAbsentReason")
	w.lit(`{"coding":[{"system":"` + systemAbsent + `","code":"`)
	w.lit(code)
	w.lit(`"}]}`)
}

// component opens a component with an item code; the caller writes the value and closes it.
func (x *Exporter) component(item itemID) {
	if !x.inComponents {
		x.key("component")
		x.lit("[")
		x.inComponents = true
	}
	x.comma()
	x.open()
	x.itemCode("code", item)
}

func (x *Exporter) componentsEnd() {
	if x.inComponents {
		x.lit("]")
		x.inComponents = false
	}
}

// listedComponent writes a component whose value is a code of one of the record's lists.
func (x *Exporter) listedComponent(item itemID, list *codes.List, code string) {
	if code == "" {
		return
	}
	x.component(item)
	x.listed("valueCodeableConcept", list, code)
	x.close()
}

func (x *Exporter) boolComponent(item itemID, v ephr.Bool) {
	if v == ephr.Unstated {
		return
	}
	x.component(item)
	x.bool("valueBoolean", v)
	x.close()
}

func (x *Exporter) dateComponent(item itemID, d ephr.DateTime) {
	if d == "" {
		return
	}
	x.component(item)
	x.required("valueDateTime", d)
	x.close()
}

func (x *Exporter) countryComponent(item itemID, c codes.Country) {
	if c == "" {
		return
	}
	x.component(item)
	x.key("valueCodeableConcept")
	x.countryValue(c)
	x.close()
}

func (x *Exporter) textComponent(item itemID, text string) {
	if text == "" {
		return
	}
	x.component(item)
	x.member("valueString", text)
	x.close()
}

func (x *Exporter) quantityComponent(item itemID, q *ephr.Quantity) {
	if q == nil || !quantityShown(q) {
		return
	}
	x.component(item)
	x.quantity("valueQuantity", q)
	x.close()
}
