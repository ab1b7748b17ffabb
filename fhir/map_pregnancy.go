package fhir

import (
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
		return true
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

func (x *Exporter) pregnancy(r *resource) {
	v := &x.rec.Pregnancies[r.index]
	const ips = "http://hl7.org/fhir/uv/ips/StructureDefinition/"
	switch r.part {
	case partStatus:
		x.meta(ips+"Observation-pregnancy-status-uv-ips", r.class)
		x.entryHead(&v.Entry, false)
		x.extEnd()
		x.identifiersWith(v.Identifiers, v.ID)
	case partDueDate:
		x.meta(ips+"Observation-pregnancy-edd-uv-ips", r.class)
		x.extCode("due-date-method", string(v.DueDateMethod))
		x.extEnd()
	default:
		x.meta("", r.class)
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
		x.notes(v.Notes)
		if d := x.resourceAt(kindPregnancy, r.index, partDueDate); d != nil {
			x.lit(`,"hasMember":[`)
			x.reference(d)
			x.lit("]")
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
	value   func(*ephr.ObstetricHistory) ephr.Integer
}

var counts = [...]count{
	{itemGravida, false, func(v *ephr.ObstetricHistory) ephr.Integer { return v.Gravida }},
	{itemPara, false, func(v *ephr.ObstetricHistory) ephr.Integer { return v.Para }},
	{itemLiveBirths, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.LiveBirths }},
	{itemStillLiving, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.StillLiving }},
	{itemTermBirths, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.TermBirths }},
	{itemPretermBirths, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.PretermBirths }},
	{itemAbortions, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.Abortions }},
	{itemSpontaneousAbortions, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.SpontaneousAbortions }},
	{itemInducedAbortions, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.InducedAbortions }},
	{itemEctopic, true, func(v *ephr.ObstetricHistory) ephr.Integer { return v.EctopicPregnancies }},
}

const partCutting = len(counts)

func (x *Exporter) obstetrics(r *resource) {
	v := &x.rec.ObstetricHistory[r.index]
	profile := ""
	if r.part < partCutting && counts[r.part].outcome {
		profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-pregnancy-outcome-uv-ips"
	}
	x.meta(profile, r.class)
	if r.local != "" {
		x.entryHead(&v.Entry, false)
		x.extEnd()
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
		x.lit("}")
	}
	if r.local != "" {
		x.notes(v.Notes)
	}
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
