package fhir

import (
	"strings"

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
	x.entryHead(&v.Entry)
	if status != string(v.Status) {
		x.extCode("medication-status", string(v.Status))
	}
	if v.Kind == codes.MedicationKindOrder {
		x.performerBeside(&v.Entry, v.Prescriber)
	}
	if v.SupplyLeft != nil && quantityShown(v.SupplyLeft) {
		x.ext("supply-left")
		x.lit(`"valueQuantity":`)
		x.quantityValue(v.SupplyLeft)
		x.put('}')
	}
	if v.Kind == codes.MedicationKindStatement {
		x.extDateTime("ordered", v.Ordered)
		x.extReference("prescriber", x.resourceOf("Practitioner", v.Prescriber))
		if x.resourceOf("Practitioner", v.Author) != nil {
			x.extReference("informant", x.resourceOf("Organization", v.Informant))
		}
	} else if spanned(v.Effective) {
		x.ext("effective")
		x.lit(`"valuePeriod":`)
		x.periodValue(v.Effective)
		x.put('}')
	}
	if v.Kind != codes.MedicationKindStatement || spanned(v.Effective) {
		x.extDateTime("effective-at", v.EffectiveAt)
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.member("status", status)
}

func (x *Exporter) medicationStatement(r *resource) {
	v := &x.rec.Medications[r.index]
	x.medicationHead(r, v, "http://hl7.org/fhir/uv/ips/StructureDefinition/MedicationStatement-uv-ips", statementStatus(v.Status))
	x.medicineOf(r.index)
	x.subject("subject")
	x.encounter("context", &v.Entry)
	if spanned(v.Effective) {
		x.period("effectivePeriod", v.Effective)
	} else if v.EffectiveAt != "" {
		x.required("effectiveDateTime", v.EffectiveAt)
	} else {
		x.absent("effectiveDateTime", dataAbsent(v.Absent.Of("effective")))
	}
	x.dateTime("dateAsserted", v.Recorded)
	if !x.refTo("informationSource", "Practitioner", v.Author) {
		x.refTo("informationSource", "Organization", v.Informant)
	}
	x.reasonCode(v.Reason)
	x.notes(v.Notes)
	x.dosages("dosage", v.Dosages)
}

func (x *Exporter) medicationRequest(r *resource) {
	v := &x.rec.Medications[r.index]
	x.medicationHead(r, v, "http://hl7.org/fhir/uv/ips/StructureDefinition/MedicationRequest-uv-ips", requestStatus(v.Status))
	x.lit(`,"intent":"order"`)
	x.refTo("reportedReference", "Organization", v.Informant)
	x.medicineOf(r.index)
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

// spanned reports whether a period says anything.
func spanned(p *ephr.Period) bool { return p != nil && (p.Start != "" || p.End != "") }

// readMedication is the other direction, for both.
func (im *importer) readMedication(e *entryIn) bool {
	switch intent := e.str("intent"); {
	case e.bool("doNotPerform") == ephr.True, intent == "proposal", intent == "option":
		return false // no order
	}
	v := ephr.Medication{Kind: codes.MedicationKindStatement, Reason: im.reason(e.el)}
	medicine, entry := im.medicine(e.el)
	if !medicine.stands() || entry != nil && !im.safe(entry) {
		return false
	}
	im.describeMedicine(&v, medicine)
	c := e.concept("medicationCodeableConcept")
	if c == nil {
		c = medicine.concept("code")
	}
	if c == nil {
		if text := e.get("medicationReference").str("display"); text != "" {
			c = &ephr.Concept{Text: text}
		}
	}
	if c == nil || noneKnown(c) {
		return false
	}
	v.Code = *c
	if x := e.ext("supply-left"); x.ok() {
		v.SupplyLeft = x.quantity("valueQuantity")
	}
	if e.typ == "MedicationStatement" {
		v.Entry = im.head(e.el, "dateAsserted", "informationSource")
		if v.Author == "" {
			v.Author = im.who(e.get("informationSource"))
		}
		v.Ordered = e.ext("ordered").dateTime("valueDateTime")
		v.Prescriber = im.who(e.extReference("prescriber"))
		v.Effective = e.period("effectivePeriod")
		v.EffectiveAt = e.dateTime("effectiveDateTime")
		v.Informant = im.ref(e.get("informationSource"), "Organization")
		if v.Informant == "" {
			v.Informant = im.ref(e.extReference("informant"), "Organization")
		}
		v.Dosages = readDosages(e.get("dosage"))
	} else {
		v.Kind = codes.MedicationKindOrder
		v.Entry = im.head(e.el, "", "")
		v.Ordered = e.dateTime("authoredOn")
		v.Prescriber = im.doer(e.el, e.get("requester"), v.Author)
		v.Effective = e.ext("effective").period("valuePeriod")
		v.Informant = im.ref(e.get("reportedReference"), "Organization")
		v.Dosages = readDosages(e.get("dosageInstruction"))
	}
	if v.EffectiveAt == "" {
		v.EffectiveAt = e.ext("effective-at").dateTime("valueDateTime")
	}
	v.Status = codes.MedicationStatus(closedCode(v.Status.List(), e.extCode("medication-status")))
	if v.Status == "" {
		v.Status = codes.MedicationStatus(closedCode(v.Status.List(), e.str("status")))
	}
	if v.Status == "" {
		v.Status = "unknown"
	}
	im.rec.Medications = append(im.rec.Medications, v)
	if entry != nil && !im.readMedicine(entry) { // the first one that refers to it has it
		entry.local, entry.known = v.ID, true
	}
	return true
}

// reason is the first reason: one in words or codes, or a Condition's.
func (im *importer) reason(e el) *ephr.Concept {
	if c := e.get("reasonCode").first().conceptValue(); c != nil {
		return c
	}
	for ref := range e.get("reasonReference").each() {
		if n, ok := im.target(ref); ok && im.entries[n].typ == "Condition" && im.mine(n) {
			return im.entries[n].concept("code")
		}
	}
	return nil
}

func (x *Exporter) reasonCode(c *ephr.Concept) {
	if conceptShown(c) {
		x.lit(`,"reasonCode":[`)
		x.conceptValue(c)
		x.put(']')
	}
}

func (x *Exporter) dosages(name string, list []ephr.Dosage) {
	opened := false
	for i := range list {
		d := &list[i]
		unit := d.PeriodUnit != "" && d.PeriodUnit.Known()
		timed := d.Frequency.Valid() || d.Count.Valid() || unit
		if d.Text == "" && !timed && !d.Period.Valid() && d.AsNeeded == ephr.Unstated && !conceptShown(d.Route) && (d.Dose == nil || !quantityShown(d.Dose)) {
			continue
		}
		if !opened {
			x.key(name)
			x.put('[')
			opened = true
		}
		x.comma()
		x.open()
		if x.reviewed(d.Reviewed) {
			x.extBool("reviewed", d.Reviewed)
		}
		native := unitOfDose(d)
		if d.DoseUnit != nil && !native {
			x.ext("dose-unit")
			x.lit(`"valueCoding":`)
			x.coding(d.DoseUnit)
			x.put('}')
		}
		if d.Period.Valid() && !unit { // tim-2: a period has a unit
			x.carryMember("period", string(d.Period))
		}
		x.extEnd()
		x.text("text", d.Text)
		if timed {
			x.key("timing")
			x.lit(`{"repeat":{`)
			x.integer("count", d.Count)
			x.integer("frequency", d.Frequency)
			if d.Period.Valid() && unit {
				x.key("period")
				x.lit(string(d.Period))
			}
			if unit {
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
			if native {
				x.b = x.b[:len(x.b)-1]
				x.text("system", string(d.DoseUnit.System))
				x.text("code", string(d.DoseUnit.Code))
				x.put('}')
			}
			x.lit("}]")
		}
		x.close()
	}
	if opened {
		x.put(']')
	}
}

// unitOfDose reports whether the unit of a dose can stand in the dose itself, which has
// room for a system and a code, and for one of UCUM alone where the dose has that.
func unitOfDose(d *ephr.Dosage) bool {
	u := d.DoseUnit
	return u != nil && u.System != "" && u.System != systemUCUM && uri(u.System) != "" && u.Code != "" && d.Dose != nil && d.Dose.Code == "" && quantityShown(d.Dose) &&
		u.Version == "" && u.Display == "" && len(u.Translations) == 0 && u.UserSelected == ephr.Unstated
}

// readDosages is the other direction.
func readDosages(list el) (out []ephr.Dosage) {
	for c := range list.each() {
		repeat := c.get("timing").get("repeat")
		d := ephr.Dosage{
			Text: c.str("text"), Reviewed: c.reviewed(), Route: c.concept("route"), AsNeeded: c.bool("asNeededBoolean"),
			Frequency: within(repeat.integer("frequency"), 1, 1000), Count: within(repeat.integer("count"), 1, 100000), Period: repeat.decimal("period"),
			Dose: c.get("doseAndRate").first().quantity("doseQuantity"),
		}
		d.PeriodUnit = codes.TimeUnit(closedCode(d.PeriodUnit.List(), repeat.str("periodUnit")))
		if p := ephr.Decimal(c.member("period")); p != "" && p.Valid() {
			d.Period = p
		} else if strings.HasPrefix(string(d.Period), "-") { // tim-5
			d.Period = ""
		}
		if u := c.ext("dose-unit").get("valueCoding"); u.ok() {
			unit := u.coding()
			d.DoseUnit = &unit
		} else if q := c.get("doseAndRate").first().get("doseQuantity"); q.str("system") != "" && q.str("system") != systemUCUM && q.str("code") != "" {
			d.DoseUnit = &ephr.Coding{System: ephr.URI(q.str("system")), Code: ephr.Code(q.str("code"))}
		}
		if c.get("asNeededCodeableConcept").ok() {
			d.AsNeeded = ephr.True // for what, stays in source
		}
		if d.Text != "" || d.Frequency != "" || d.Count != "" || d.Period != "" || d.AsNeeded != ephr.Unstated || d.Route != nil || d.Dose != nil {
			out = append(out, d)
		}
	}
	return out
}

func (x *Exporter) medicationRow(r *resource) {
	v := &x.rec.Medications[r.index]
	x.lit("<td>")
	x.conceptWords(&v.Code)
	x.some(v.Strength)
	if v.Strength == "" && len(v.Ingredients) == 1 {
		x.strengthWords(v.Ingredients[0].Strength)
	}
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
	} else if v.EffectiveAt != "" {
		x.html(string(v.EffectiveAt))
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
			x.put(' ')
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
			x.put(' ')
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
