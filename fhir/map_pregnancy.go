package fhir

import (
	"slices"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// The Observations that a statement about pregnancy becomes: IPS allows its
// pregnancy status no components.
const (
	partStatus = iota
	partDueDate
	partLastPeriod
	partGestationalAge
	partBreastfeeding
	partContraception
)

// pregnancyParts are the suffixes of their ids.
var pregnancyParts = [...][]string{nil, {"due-date"}, {"last-menstrual-period"}, {"gestational-age"}, {"breastfeeding"}, {"contraception"}}

func pregnancyHas(v *ephr.Pregnancy, part int) bool {
	switch part {
	case partStatus:
		return v.Status != "" || v.Absent.Of("status") != "" || !pregnancyTells(v)
	case partDueDate:
		return v.DueDate != ""
	case partLastPeriod:
		return v.LastMenstrualPeriod != ""
	case partGestationalAge:
		return v.GestationalAge != nil && quantityShown(v.GestationalAge)
	case partBreastfeeding:
		return v.Breastfeeding != ephr.Unstated
	case partContraception:
		return conceptShown(v.Contraception)
	}
	return false
}

// pregnancyTells reports whether a statement has other parts than the status.
func pregnancyTells(v *ephr.Pregnancy) bool {
	for part := partDueDate; part < len(pregnancyParts); part++ {
		if pregnancyHas(v, part) {
			return true
		}
	}
	return false
}

func (x *Exporter) pregnancy(r *resource) {
	v := &x.rec.Pregnancies[r.index]
	const ips = "http://hl7.org/fhir/uv/ips/StructureDefinition/"
	switch r.part {
	case partStatus:
		x.meta(ips+"Observation-pregnancy-status-uv-ips", r.class)
	case partDueDate:
		x.meta(ips+"Observation-pregnancy-edd-uv-ips", r.class)
	default:
		x.meta("", r.class)
	}
	x.itemHead(r, &v.Entry, v.ID)
	if r.part == partDueDate {
		x.extCode("due-date-method", string(v.DueDateMethod))
	} else if r.local != "" && v.DueDate == "" {
		x.carryMember("dueDateMethod", string(v.DueDateMethod))
	}
	x.extEnd()
	if r.local != "" {
		x.identifiersWith(v.Identifiers, v.ID)
	}
	x.lit(`,"status":"final"`)
	switch r.part {
	case partStatus:
		x.itemCode("code", itemPregnancyStatus)
	case partDueDate:
		code := "11778-8"
		if e, ok := v.DueDateMethod.Entry(); ok {
			if c, ok := e.Coding(codes.LOINC); ok {
				code = c
			}
		}
		x.lit(`,"code":{"coding":[{"system":"http://loinc.org","code":"`)
		x.lit(code)
		x.lit(`"}],"text":"Estimated date of delivery"}`)
	case partLastPeriod:
		x.itemCode("code", itemLastPeriod)
	case partGestationalAge:
		x.itemCode("code", itemGestationalAge)
	case partBreastfeeding:
		x.itemCode("code", itemBreastfeeding)
	case partContraception:
		x.itemCode("code", itemContraception)
	}
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.required("effectiveDateTime", v.Effective)
	x.performers("", v.Author, "")
	switch r.part {
	case partStatus:
		if v.Status != "" {
			x.listed("valueCodeableConcept", v.Status.List(), string(v.Status))
		} else {
			x.noValue(v.Absent.Of("status"))
		}
		if d := x.resourceAt(kindPregnancy, r.index, partDueDate); d != nil {
			x.lit(`,"hasMember":[`)
			x.reference(d)
			x.put(']')
		}
	case partDueDate:
		x.required("valueDateTime", ephr.DateTime(v.DueDate))
	case partLastPeriod:
		x.required("valueDateTime", ephr.DateTime(v.LastMenstrualPeriod))
	case partGestationalAge:
		x.quantity("valueQuantity", v.GestationalAge)
	case partBreastfeeding:
		x.bool("valueBoolean", v.Breastfeeding)
	case partContraception:
		x.concept("valueCodeableConcept", v.Contraception)
	}
	if r.local != "" {
		x.notes(v.Notes)
	}
}

// itemHead begins one of several Observations of an item: the first has what
// every item has, the others say which the first is.
func (x *Exporter) itemHead(r *resource, e *ephr.Entry, id ephr.ID) {
	if r.local != "" {
		x.entryHead(e)
	} else {
		x.extReference("same-item", x.resourceOf("Observation", id))
	}
}

// readPregnancy is the other direction of all of this file.
func (im *importer) readPregnancy(e *entryIn) bool {
	part, obstetric, ok := pregnancyPart(e.get("code"))
	switch {
	case !ok || !e.settled():
		return false
	case obstetric:
		return im.readObstetrics(e, part)
	}
	return im.readPregnancyPart(e, part)
}

// pregnancyPart says by its code which part of which of the two an Observation is.
func pregnancyPart(code el) (part int, obstetric, ok bool) {
	id := code.itemOf()
	switch id {
	case itemPregnancyStatus:
		return partStatus, false, true
	case itemLastPeriod:
		return partLastPeriod, false, true
	case itemGestationalAge:
		return partGestationalAge, false, true
	case itemBreastfeeding:
		return partBreastfeeding, false, true
	case itemContraception:
		return partContraception, false, true
	case itemCutting:
		return partCutting, true, true
	case itemCount:
		return partDueDate, false, dueDateMethod(code) != ""
	}
	for part := range counts {
		if counts[part].item == id {
			return part, true, true
		}
	}
	return 0, false, false
}

// firstOf is the id of the item of which the resource is a part, its own where
// it does not name another; "" where that is none.
func (im *importer) firstOf(e *entryIn, obstetric bool) (id ephr.ID, first bool) {
	ref := e.extReference("same-item")
	if !ref.ok() {
		return e.local, true
	}
	if n, ok := im.target(ref); ok && !im.entries[n].ext("same-item").ok() {
		if _, o, ok := pregnancyPart(im.entries[n].get("code")); ok && o == obstetric {
			return im.ref(ref, "Observation"), false
		}
	}
	return "", false
}

// dueDateMethod is the method that the code of a due date tells, "" where it is none of one.
func dueDateMethod(code el) codes.DueDateMethod {
	for m := range codes.DueDateMethod("").List().All() {
		if c, ok := m.Coding(codes.LOINC); ok && code.hasCode(loinc, c) {
			return codes.DueDateMethod(m.Code)
		}
	}
	return ""
}

// readPregnancyPart reads one of the Observations of a statement. Foreign ones
// are each a statement of its own; a due date that a status has as its member is
// brought to it at the end.
func (im *importer) readPregnancyPart(e *entryIn, part int) bool {
	own, v := hasLocalID(e.el), ephr.Pregnancy{}
	switch part {
	case partStatus:
		if v.Status = codes.PregnancyStatus(e.get("valueCodeableConcept").listed(v.Status.List())); !v.Status.Known() {
			v.Status = ""
		}
		if v.Status == "" && !own {
			reason := e.get("dataAbsentReason").absentConcept()
			if reason == "" {
				return false
			}
			v.Absent.Set("status", reason)
		}
	case partDueDate:
		v.DueDate = e.day("valueDateTime")
		if v.DueDateMethod = codes.DueDateMethod(e.extCode("due-date-method")); v.DueDateMethod == "" && !own {
			if m := dueDateMethod(e.get("code")); m != codes.DueDateMethodEstimated {
				v.DueDateMethod = m
			}
		}
	case partLastPeriod:
		v.LastMenstrualPeriod = e.day("valueDateTime")
	case partGestationalAge:
		v.GestationalAge = e.quantity("valueQuantity")
	case partBreastfeeding:
		v.Breastfeeding = e.bool("valueBoolean")
	case partContraception:
		v.Contraception = e.concept("valueCodeableConcept")
	}
	if part != partStatus && !pregnancyHas(&v, part) {
		return false
	}
	id, first := im.firstOf(e, false)
	if id == "" {
		return false
	}
	to := im.pregnancy(id, own)
	if first {
		absent := v.Absent
		to.Entry = im.head(e.el, "", "")
		to.Absent = append(to.Absent, absent...)
		to.Author = im.practitionerOf(e.get("performer").first())
		to.Effective = e.effective()
		if m := e.member("dueDateMethod"); m != "" {
			to.DueDateMethod = codes.DueDateMethod(m)
		}
	}
	e.local = id
	switch part {
	case partStatus:
		to.Status = v.Status
	case partDueDate:
		to.DueDate, to.DueDateMethod = v.DueDate, v.DueDateMethod
	case partLastPeriod:
		to.LastMenstrualPeriod = v.LastMenstrualPeriod
	case partGestationalAge:
		to.GestationalAge = v.GestationalAge
	case partBreastfeeding:
		to.Breastfeeding = v.Breastfeeding
	case partContraception:
		to.Contraception = v.Contraception
	}
	return true
}

// pregnancy is the statement with that id: one of the last, or a new one, which
// a foreign one always is.
func (im *importer) pregnancy(id ephr.ID, own bool) *ephr.Pregnancy {
	for i := len(im.rec.Pregnancies) - 1; own && i >= 0; i-- {
		if v := &im.rec.Pregnancies[i]; v.ID == id {
			return v
		}
	}
	im.rec.Pregnancies = append(im.rec.Pregnancies, ephr.Pregnancy{Entry: ephr.Entry{ID: id}})
	return &im.rec.Pregnancies[len(im.rec.Pregnancies)-1]
}

// day reads a date, of a time its day.
func (e el) day(name string) ephr.Date {
	if d := e.date(name); d != "" {
		return d
	}
	if s := e.str(name); len(s) > 10 && ephr.Date(s[:10]).Valid() {
		return ephr.Date(s[:10])
	}
	return ""
}

// finishPregnancies brings foreign due dates to the statuses that name them.
func (im *importer) finishPregnancies() {
	for _, i := range im.active {
		e := &im.entries[i]
		if e.typ != "Observation" || !e.known || e.get("code").itemOf() != itemPregnancyStatus || hasLocalID(e.el) {
			continue
		}
		for m := range e.get("hasMember").each() {
			n, ok := im.target(m)
			if !ok || n == i || !im.entries[n].known || !im.mine(n) || hasLocalID(im.entries[n].el) || dueDateMethod(im.entries[n].get("code")) == "" {
				continue
			}
			from, to := im.pregnancyAt(im.entries[n].local), im.pregnancyAt(e.local)
			if to < 0 || im.rec.Pregnancies[to].DueDate != "" {
				break
			}
			if from < 0 || from == to || im.rec.Pregnancies[from].Status != "" {
				continue
			}
			d, v := &im.rec.Pregnancies[from], &im.rec.Pregnancies[to]
			v.DueDate, v.DueDateMethod = d.DueDate, d.DueDateMethod
			im.rec.Pregnancies = slices.Delete(im.rec.Pregnancies, from, from+1)
			im.entries[n].local = e.local
		}
	}
}

func (im *importer) pregnancyAt(id ephr.ID) int {
	return slices.IndexFunc(im.rec.Pregnancies, func(v ephr.Pregnancy) bool { return v.ID == id })
}

func (x *Exporter) pregnancyRow(r *resource) {
	v := &x.rec.Pregnancies[r.index]
	switch r.part {
	case partStatus:
		x.cell(items[itemPregnancyStatus].display)
		x.cell(label(v.Status.List(), string(v.Status)), string(v.Effective))
	case partDueDate:
		x.cell("Estimated date of delivery")
		x.cell(string(v.DueDate))
	case partLastPeriod:
		x.cell(items[itemLastPeriod].display)
		x.cell(string(v.LastMenstrualPeriod))
	case partGestationalAge:
		x.cell(items[itemGestationalAge].display)
		x.quantityCell(v.GestationalAge)
	case partBreastfeeding:
		x.cell(items[itemBreastfeeding].display)
		x.cell(v.Breastfeeding.String())
	case partContraception:
		x.cell(items[itemContraception].display)
		x.cell(conceptLabel(v.Contraception))
	}
}

// count is one of the counts of an obstetric history.
type count struct {
	item    itemID
	outcome bool // of IPS's pregnancy outcomes
	at      func(*ephr.ObstetricHistory) *ephr.Integer
}

func (c *count) value(v *ephr.ObstetricHistory) ephr.Integer { return *c.at(v) }

var counts = [...]count{
	{itemGravida, false, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.Gravida }},
	{itemPara, false, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.Para }},
	{itemLiveBirths, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.LiveBirths }},
	{itemStillLiving, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.StillLiving }},
	{itemTermBirths, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.TermBirths }},
	{itemPretermBirths, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.PretermBirths }},
	{itemAbortions, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.Abortions }},
	{itemSpontaneousAbortions, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.SpontaneousAbortions }},
	{itemInducedAbortions, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.InducedAbortions }},
	{itemEctopic, true, func(v *ephr.ObstetricHistory) *ephr.Integer { return &v.EctopicPregnancies }},
}

const partCutting = len(counts)

func (x *Exporter) obstetrics(r *resource) {
	v := &x.rec.ObstetricHistory[r.index]
	profile := ""
	if r.part < partCutting && counts[r.part].outcome {
		profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-pregnancy-outcome-uv-ips"
	}
	x.meta(profile, r.class)
	x.itemHead(r, &v.Entry, v.ID)
	x.extEnd()
	if r.local != "" {
		x.identifiersWith(v.Identifiers, v.ID)
	}
	x.lit(`,"status":"final"`)
	if r.part == partCutting {
		x.itemCode("code", itemCutting)
	} else {
		x.itemCode("code", counts[r.part].item)
	}
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.required("effectiveDateTime", v.Effective)
	x.performers("", v.Author, "")
	if r.part == partCutting {
		x.answerValue(v.Cutting)
	} else {
		x.lit(`,"valueQuantity":{"value":`)
		x.lit(string(counts[r.part].value(v)))
		x.put('}')
	}
	if r.local != "" {
		x.notes(v.Notes)
	}
}

// readObstetrics reads one of the Observations of an obstetric history.
func (im *importer) readObstetrics(e *entryIn, part int) bool {
	own, v := hasLocalID(e.el), ephr.ObstetricHistory{}
	if part == partCutting {
		v.Cutting = e.answer()
		if v.Cutting == "" && !own {
			return false
		}
	} else {
		n := e.get("valueQuantity").integer("value")
		if n == "" {
			n = e.integer("valueInteger")
		}
		if i, ok := n.Int64(); !ok || i < 0 || i > 30 {
			return false
		}
		*counts[part].at(&v) = n
	}
	id, first := im.firstOf(e, true)
	if id == "" {
		return false
	}
	to := im.obstetricHistory(id, own)
	if first {
		to.Entry = im.head(e.el, "", "")
		to.Author = im.practitionerOf(e.get("performer").first())
		to.Effective = e.effective()
	}
	e.local = id
	if part == partCutting {
		to.Cutting = v.Cutting
	} else {
		*counts[part].at(to) = *counts[part].at(&v)
	}
	return true
}

// obstetricHistory is pregnancy for an obstetric history.
func (im *importer) obstetricHistory(id ephr.ID, own bool) *ephr.ObstetricHistory {
	for i := len(im.rec.ObstetricHistory) - 1; own && i >= 0; i-- {
		if v := &im.rec.ObstetricHistory[i]; v.ID == id {
			return v
		}
	}
	im.rec.ObstetricHistory = append(im.rec.ObstetricHistory, ephr.ObstetricHistory{Entry: ephr.Entry{ID: id}})
	return &im.rec.ObstetricHistory[len(im.rec.ObstetricHistory)-1]
}

// answer is the other direction of answerValue.
func (e el) answer() codes.Answer {
	for _, name := range [...]string{"valueCodeableConcept", "dataAbsentReason"} {
		if a := codes.Answer(e.get(name).listed(codes.Answer("").List())); a != "" && a.Known() {
			return a
		}
	}
	return ""
}

func (x *Exporter) obstetricsRow(r *resource) {
	v := &x.rec.ObstetricHistory[r.index]
	if r.part == partCutting {
		x.cell(items[itemCutting].display)
		x.cell(label(v.Cutting.List(), string(v.Cutting)))
		return
	}
	x.cell(items[counts[r.part].item].display)
	x.cell(string(counts[r.part].value(v)))
}
