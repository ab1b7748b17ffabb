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
	x.entryHead(e)
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

// performerBeside carries a performer who is also the author, since an author
// alone is written as the performer.
func (x *Exporter) performerBeside(e *ephr.Entry, performer ephr.ID) {
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
	x.put('[')
	if p != nil {
		x.reference(p)
	}
	if l != nil {
		x.comma()
		x.reference(l)
	}
	x.put(']')
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
		x.put('[')
		x.inComponents = true
	}
	x.comma()
	x.open()
	x.itemCode("code", item)
}

func (x *Exporter) componentsEnd() {
	if x.inComponents {
		x.put(']')
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

// hasLocalID reports whether a resource was written by an export of everything: then
// it says itself what the record has, and nothing is to be concluded from it.
func hasLocalID(e el) bool {
	for c := range e.get("identifier").each() {
		if c.str("system") == systemLocal {
			return true
		}
	}
	return e.ext("same-item").ok()
}

// performed is the other direction of performers and performerBeside.
func (im *importer) performed(e el, v *ephr.Entry) (performer, laboratory ephr.ID) {
	for p := range e.get("performer").each() {
		if performer == "" {
			performer = im.practitionerOf(p)
		}
		if laboratory == "" {
			laboratory = im.ref(p, "Organization")
		}
	}
	if performer == v.Author && e.member("performer") == "" {
		performer = ""
	}
	return performer, laboratory
}

// practitionerOf is the practitioner to whom a reference refers, also by a role.
func (im *importer) practitionerOf(ref el) ephr.ID {
	if id := im.ref(ref, "Practitioner"); id != "" {
		return id
	}
	return im.ref(ref, "PractitionerRole")
}

// effective reads the time for which a statement holds; of a period its start.
func (e el) effective() ephr.DateTime {
	for _, name := range [...]string{"effectiveDateTime", "effectiveInstant"} {
		if t := e.dateTime(name); t != "" {
			return t
		}
	}
	return e.get("effectivePeriod").dateTime("start")
}

// settled reports whether an observation is final, for items that have no status of their own.
func (e el) settled() bool {
	switch e.str("status") {
	case "final", "amended", "corrected":
		return true
	}
	return false
}

// hasCategory reports whether an observation is of one of FHIR's categories.
func (e el) hasCategory(code string) bool {
	for c := range e.get("category").each() {
		if c.hasCode("http://terminology.hl7.org/CodeSystem/observation-category", code) {
			return true
		}
	}
	return false
}

// absentReason reads the reason beside a primitive that has no value.
func (e el) absentReason() codes.AbsentReason {
	if r := codes.AbsentReason(e.ext(extAbsent).str("valueCode")); r.Known() {
		return r
	}
	return ""
}

// absentConcept reads a dataAbsentReason.
func (e el) absentConcept() codes.AbsentReason {
	if r := codes.AbsentReason(e.listed(codes.AbsentReason("").List())); r.Known() {
		return r
	}
	return ""
}

// ownItem is the item of the record that a code names, itemCount where it names none.
func (e el) ownItem() itemID {
	for c := range e.get("coding").each() {
		if c.str("system") == systemItem {
			return itemByCode(c.str("code"))
		}
	}
	return itemCount
}

// itemOf is ownItem, also by the code of LOINC.
func (e el) itemOf() itemID {
	if id := e.ownItem(); id != itemCount {
		return id
	}
	for c := range e.get("coding").each() {
		if code := c.str("code"); code != "" && c.str("system") == loinc {
			if id, ok := itemByLOINC(code); ok {
				return id
			}
		}
	}
	return itemCount
}

// ofList reports whether a concept has a code of the list itself.
func (e el) ofList(list *codes.List) bool {
	for c := range e.get("coding").each() {
		if codes.System(c.str("system")) == list.System() {
			return true
		}
	}
	return false
}

// ofOwnList is the code of the list itself that one of several concepts has.
func (e el) ofOwnList(list *codes.List) string {
	for c := range e.each() {
		if code := c.ownCode(list); code != "" {
			return code
		}
	}
	return ""
}

// ownCode is the code of the list itself that a concept has.
func (e el) ownCode(list *codes.List) string {
	for g := range e.get("coding").each() {
		if codes.System(g.str("system")) == list.System() {
			return openCode(g.str("code"))
		}
	}
	return ""
}

// listedAlso is listedWith, also by any of several codes that the list maps to,
// and by those that it only reads.
func (e el) listedAlso(list *codes.List) (string, *ephr.Concept) {
	code, concept := e.listedWith(list)
	if code != "" || concept == nil {
		return code, concept
	}
	for c := range e.get("coding").each() {
		if c.str("system") != loinc || c.str("code") == "" {
			continue
		}
		for entry := range list.All() {
			if hasUnit(entry.Prop("loinc-also"), c.str("code")) {
				return entry.Code, concept
			}
			for g := range entry.Codings() {
				if g.System == codes.LOINC && g.Code == c.str("code") {
					return entry.Code, concept
				}
			}
		}
	}
	return "", concept
}
