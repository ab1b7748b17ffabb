package fhir

import "github.com/openephr/ephr-go/codes"

// Mental health and psychosocial statements; all of them are restricted.

func (x *Exporter) screening(r *resource) {
	v := &x.rec.Screenings[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Instrument.List(), string(v.Instrument))
	x.about(&v.Entry, v.Effective, "")
	if v.Score.Valid() {
		x.lit(`,"valueQuantity":{"value":`)
		x.lit(string(v.Score))
		x.lit(`,"unit":"{score}","system":"` + systemUCUM + `","code":"{score}"}`)
	} else {
		x.noValue(v.Absent.Of("score"))
	}
	x.notes(v.Notes)
	x.listedComponent(itemResult, v.Result.List(), string(v.Result))
	x.listedComponent(itemAction, v.Action.List(), string(v.Action))
	x.textComponent(itemLanguage, string(v.Language))
	for i := range v.Items {
		it := &v.Items[i]
		if !it.Number.Valid() || !it.Value.Valid() {
			continue
		}
		if !x.inComponents {
			x.key("component")
			x.lit("[")
			x.inComponents = true
		}
		x.comma()
		x.lit(`{"extension":[{"url":"` + extBase + `item-number","valueInteger":`)
		x.lit(string(it.Number))
		x.lit("}]")
		x.itemCode("code", itemScreeningItem)
		x.lit(`,"valueInteger":`)
		x.lit(string(it.Value))
		x.lit("}")
	}
	x.componentsEnd()
}

func (x *Exporter) screeningRow(r *resource) {
	v := &x.rec.Screenings[r.index]
	x.cell(label(v.Instrument.List(), string(v.Instrument)))
	x.cell(string(v.Effective))
	x.cell(string(v.Score), label(v.Result.List(), string(v.Result)))
}

func (x *Exporter) selfHarmRisk(r *resource) {
	v := &x.rec.SelfHarmRisks[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.itemCode("code", itemSelfHarmRisk)
	x.about(&v.Entry, v.Effective, "")
	x.listed("valueCodeableConcept", v.Level.List(), string(v.Level))
	x.notes(v.Notes)
	x.listedComponent(itemAction, v.Action.List(), string(v.Action))
	x.componentsEnd()
}

func (x *Exporter) selfHarmRiskRow(r *resource) {
	v := &x.rec.SelfHarmRisks[r.index]
	x.cell(items[itemSelfHarmRisk].display)
	x.cell(label(v.Level.List(), string(v.Level)))
}

func (x *Exporter) disclosure(r *resource) {
	v := &x.rec.Disclosures[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Kind.List(), string(v.Kind))
	x.about(&v.Entry, v.Recorded, "")
	x.answerValue(v.Answer)
	x.notes(v.Notes)
	x.countryComponent(itemCountry, v.Country)
	if v.Documentation != "" {
		x.component(itemDocumentation)
		x.answerValue(v.Documentation)
		x.close()
	}
	x.componentsEnd()
}

func (x *Exporter) disclosureRow(r *resource) {
	v := &x.rec.Disclosures[r.index]
	x.cell(label(v.Kind.List(), string(v.Kind)))
	x.cell(label(v.Answer.List(), string(v.Answer)))
}

func (x *Exporter) protectiveFactor(r *resource) {
	v := &x.rec.ProtectiveFactors[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.itemCode("code", itemProtectiveFactor)
	x.about(&v.Entry, v.Recorded, "")
	x.listed("valueCodeableConcept", v.Code.List(), string(v.Code))
	x.notes(v.Notes)
}

func (x *Exporter) protectiveFactorRow(r *resource) {
	v := &x.rec.ProtectiveFactors[r.index]
	x.cell(items[itemProtectiveFactor].display)
	x.cell(label(v.Code.List(), string(v.Code)))
}

func (x *Exporter) psychologistNote(r *resource) {
	v := &x.rec.PsychologistNotes[r.index]
	x.observation(r, &v.Entry, "", "final", "therapy")
	x.itemCode("code", itemPsychologistNote)
	x.about(&v.Entry, v.Effective, "")
	x.dataAbsentReason("as-text")
	x.lit(`,"note":[`)
	x.annotation(&v.Text)
	for i := range v.Notes {
		x.comma()
		x.annotation(&v.Notes[i])
	}
	x.lit("]")
}

func (x *Exporter) psychologistNoteRow(r *resource) {
	v := &x.rec.PsychologistNotes[r.index]
	x.cell(items[itemPsychologistNote].display)
	x.cell(string(v.Effective))
}

var _ = codes.T1
