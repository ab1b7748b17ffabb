package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// The statuses that the record shares between what is taken and what is
// ordered, where FHIR has no such status for one of the two.
func statementStatus(s codes.MedicationStatus) string {
	switch s {
	case "draft":
		return "intended"
	case "cancelled":
		return "not-taken"
	}
	if !s.Known() || s == "" {
		return "unknown"
	}
	return string(s)
}

func requestStatus(s codes.MedicationStatus) string {
	switch s {
	case "intended":
		return "draft"
	case "not-taken":
		return "stopped"
	}
	if !s.Known() || s == "" {
		return "unknown"
	}
	return string(s)
}

func (x *Exporter) medicationHead(r *resource, v *ephr.Medication, profile, status string) {
	x.meta(profile, r.class)
	x.entryHead(&v.Entry, v.Kind == codes.MedicationKindStatement)
	if status != string(v.Status) {
		x.extCode("medication-status", string(v.Status))
	}
	if conceptShown(v.Form) {
		x.ext("dose-form")
		x.lit(`"valueCodeableConcept":`)
		x.conceptValue(v.Form)
		x.lit("}")
	}
	x.extString("strength", v.Strength)
	if v.Kind == codes.MedicationKindOrder {
		x.authorBeside(&v.Entry, v.Prescriber)
	}
	if v.SupplyLeft != nil && quantityShown(v.SupplyLeft) {
		x.ext("supply-left")
		x.lit(`"valueQuantity":`)
		x.quantityValue(v.SupplyLeft)
		x.lit("}")
	}
	if v.Kind == codes.MedicationKindStatement {
		x.extDateTime("ordered", v.Ordered)
	} else if v.Effective != nil && (v.Effective.Start != "" || v.Effective.End != "") {
		x.ext("effective")
		x.lit(`"valuePeriod":`)
		x.periodValue(v.Effective)
		x.lit("}")
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.member("status", status)
}

func (x *Exporter) medicationStatement(r *resource) {
	v := &x.rec.Medications[r.index]
	x.medicationHead(r, v, "http://hl7.org/fhir/uv/ips/StructureDefinition/MedicationStatement-uv-ips", statementStatus(v.Status))
	x.concept("medicationCodeableConcept", &v.Code)
	x.subject("subject")
	x.encounter("context", &v.Entry)
	if v.Effective != nil && (v.Effective.Start != "" || v.Effective.End != "") {
		x.period("effectivePeriod", v.Effective)
	} else {
		x.absent("effectiveDateTime", dataAbsent(v.Absent.Of("effective")))
	}
	x.dateTime("dateAsserted", v.Recorded)
	x.refTo("informationSource", "Practitioner", v.Author)
	x.reasonCode(v.Reason)
	x.notes(v.Notes)
	x.dosages("dosage", v.Dosages)
}

func (x *Exporter) medicationRequest(r *resource) {
	v := &x.rec.Medications[r.index]
	x.medicationHead(r, v, "http://hl7.org/fhir/uv/ips/StructureDefinition/MedicationRequest-uv-ips", requestStatus(v.Status))
	x.lit(`,"intent":"order"`)
	x.concept("medicationCodeableConcept", &v.Code)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("authoredOn", v.Ordered)
	if !x.refTo("requester", "Practitioner", v.Prescriber) {
		x.refTo("requester", "Practitioner", v.Author)
	}
	x.reasonCode(v.Reason)
	x.notes(v.Notes)
	x.dosages("dosageInstruction", v.Dosages)
}

func (x *Exporter) reasonCode(c *ephr.Concept) {
	if conceptShown(c) {
		x.lit(`,"reasonCode":[`)
		x.conceptValue(c)
		x.lit("]")
	}
}

func (x *Exporter) dosages(name string, list []ephr.Dosage) {
	opened := false
	for i := range list {
		d := &list[i]
		timed := d.Frequency.Valid() || d.Count.Valid() || d.Period.Valid() && d.PeriodUnit.Known()
		if d.Text == "" && !timed && d.AsNeeded == ephr.Unstated && !conceptShown(d.Route) && (d.Dose == nil || !quantityShown(d.Dose)) {
			continue
		}
		if !opened {
			x.key(name)
			x.lit("[")
			opened = true
		}
		x.comma()
		x.open()
		x.reviewed(d.Reviewed)
		x.text("text", d.Text)
		if timed {
			x.key("timing")
			x.lit(`{"repeat":{`)
			x.integer("count", d.Count)
			x.integer("frequency", d.Frequency)
			if d.Period.Valid() && d.PeriodUnit.Known() && d.PeriodUnit != "" { // tim-2: a period has a unit
				x.key("period")
				x.lit(string(d.Period))
				x.text("periodUnit", string(d.PeriodUnit))
			}
			x.lit("}}")
		}
		x.bool("asNeededBoolean", d.AsNeeded)
		x.concept("route", d.Route)
		if d.Dose != nil && quantityShown(d.Dose) {
			x.key("doseAndRate")
			x.lit("[{")
			x.simpleQuantity("doseQuantity", d.Dose)
			x.lit("}]")
		}
		x.close()
	}
	if opened {
		x.lit("]")
	}
}

func (x *Exporter) medicationRow(r *resource) {
	v := &x.rec.Medications[r.index]
	x.lit("<td>")
	x.conceptWords(&v.Code)
	x.some(v.Strength)
	if v.Form != nil {
		x.some(conceptLabel(v.Form))
	}
	x.lit("</td><td>")
	for i := range v.Dosages {
		if i > 0 {
			x.lit("; ")
		}
		x.dosageWords(&v.Dosages[i])
	}
	x.lit("</td><td>")
	if p := v.Effective; p != nil {
		x.periodWords(p)
	} else {
		x.titled("ordered", string(v.Ordered))
	}
	x.lit("</td>")
	x.cell(label(v.Status.List(), string(v.Status)))
}

// dosageWords writes what is known of a dosage, its numbers first.
func (x *Exporter) dosageWords(d *ephr.Dosage) {
	from := len(x.b)
	sep := func() {
		if len(x.b) > from {
			x.lit(" ")
		}
	}
	if d.Dose != nil {
		x.quantityText(d.Dose)
	}
	if d.Frequency != "" {
		sep()
		if d.Frequency == "1" {
			x.lit("once")
		} else {
			x.html(string(d.Frequency))
			x.lit(" times")
		}
	}
	if d.Period != "" {
		sep()
		if d.Period == "1" {
			x.lit("per ")
			x.unitWord(d.PeriodUnit)
		} else {
			x.lit("every ")
			x.html(string(d.Period))
			x.lit(" ")
			x.unitWord(d.PeriodUnit)
			x.lit("s")
		}
	}
	if d.Count != "" {
		sep()
		x.html(string(d.Count))
		x.lit(" in all")
	}
	if d.AsNeeded.IsTrue() {
		sep()
		x.lit("as needed")
	}
	if d.Route != nil {
		sep()
		x.html(conceptLabel(d.Route))
	}
	if d.Text != "" {
		if len(x.b) > from {
			x.lit(": ")
		}
		x.html(d.Text)
	}
}

// unitWord writes a unit of time inside a sentence.
func (x *Exporter) unitWord(u codes.TimeUnit) {
	if word := u.Display(); word != "" {
		x.b = append(x.b, word[0]|0x20)
		x.html(word[1:])
		return
	}
	x.html(string(u))
}

// periodWords writes a period as dates with a dash.
func (x *Exporter) periodWords(p *ephr.Period) {
	x.html(string(p.Start))
	if p.End != "" {
		x.lit(" – ")
		x.html(string(p.End))
	}
}
