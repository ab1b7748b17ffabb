package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Mental health and psychosocial statements; all of them are restricted.

// readMental is the other direction of all that stands here.
func (im *importer) readMental(e *entryIn) bool {
	if !e.holds() {
		return false
	}
	code := e.get("code")
	switch {
	case isItem(code, itemSelfHarmRisk):
		return im.readSelfHarmRisk(e)
	case isItem(code, itemProtectiveFactor):
		return im.readProtectiveFactor(e)
	case isItem(code, itemPsychologistNote):
		return im.readPsychologistNote(e)
	}
	return im.readScreening(e) || im.readDisclosure(e)
}

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
			x.put('[')
			x.inComponents = true
		}
		x.comma()
		x.lit(`{"code":{"coding":[{"system":"` + systemScreeningItem + `","code":"`)
		x.lit(string(it.Number))
		x.lit(`"}],"text":"`)
		x.lit(items[itemScreeningItem].display)
		x.put(' ')
		x.lit(string(it.Number))
		x.lit(`"},"valueInteger":`)
		x.lit(string(it.Value))
		x.put('}')
	}
	x.componentsEnd()
}

// readScreening is the other direction.
func (im *importer) readScreening(e *entryIn) bool {
	list := codes.Screener("").List()
	v := ephr.Screening{Instrument: codes.Screener(e.get("code").oneOf(list))}
	if v.Instrument == "" {
		return false
	}
	v.Entry = im.observed(e.el)
	v.Effective = e.effectiveOf()
	if v.Score = e.get("valueQuantity").decimal("value"); v.Score == "" {
		v.Score = e.decimal("valueInteger")
	}
	v.Result = codes.ScreeningResult(e.codeOf(itemResult, codes.ScreeningResult("").List()))
	v.Action = codes.ScreeningAction(e.codeOf(itemAction, codes.ScreeningAction("").List()))
	if l := codes.Language(e.componentOf(itemLanguage).str("valueString")); l.Valid() {
		v.Language = l
	}
	known, _ := list.Lookup(string(v.Instrument))
	questions := known.Prop("loinc-items")
	for c := range e.get("component").each() {
		if it, ok := c.screeningItem(questions); ok {
			v.Items = append(v.Items, it)
		}
	}
	im.rec.Screenings = append(im.rec.Screenings, v)
	return true
}

// systemScreeningItem has the numbers of a screener's items, as the screener prints them.
const systemScreeningItem = "https://openephr.github.io/ephr-go/CodeSystem/screening-item"

// screeningItem reads the answer to one question of a screener: ours, or one of
// those to which LOINC gives a code.
func (e el) screeningItem(questions string) (v ephr.ScreeningItem, ok bool) {
	if v.Value = e.integer("valueInteger"); v.Value == "" {
		v.Value = e.get("valueQuantity").integer("value")
	}
	for c := range e.get("code").get("coding").each() {
		if c.str("system") == systemScreeningItem {
			v.Number = ephr.Integer(c.str("code"))
		}
	}
	if v.Number == "" {
		n := 0
		for question := range strings.SplitSeq(questions, ",") {
			if n++; question != "" && e.get("code").hasCode(loinc, question) {
				v.Number = ephr.Int(n)
			}
		}
	}
	n, valid := v.Number.Int64()
	points, also := v.Value.Int64()
	return v, valid && also && n >= 1 && n <= 100 && points >= 0 && points <= 100
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

// readSelfHarmRisk is the other direction.
func (im *importer) readSelfHarmRisk(e *entryIn) bool {
	v := ephr.SelfHarmRisk{
		Level:  codes.RiskLevel(e.get("valueCodeableConcept").oneOf(codes.RiskLevel("").List())),
		Action: codes.ScreeningAction(e.codeOf(itemAction, codes.ScreeningAction("").List())),
	}
	if v.Level == "" {
		return false
	}
	v.Entry = im.observed(e.el)
	v.Effective = e.effectiveOf()
	im.rec.SelfHarmRisks = append(im.rec.SelfHarmRisks, v)
	return true
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

// readDisclosure is the other direction.
func (im *importer) readDisclosure(e *entryIn) bool {
	v := ephr.Disclosure{
		Kind: codes.DisclosureKind(e.get("code").oneOf(codes.DisclosureKind("").List())), Answer: e.answerOf(),
		Country: e.countryOf(itemCountry), Documentation: e.componentOf(itemDocumentation).answerOf(),
	}
	if v.Kind == "" || v.Answer == "" {
		return false
	}
	v.Entry = im.observed(e.el)
	im.recordedWith(e.el, &v.Entry)
	im.rec.Disclosures = append(im.rec.Disclosures, v)
	return true
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

// readProtectiveFactor is the other direction.
func (im *importer) readProtectiveFactor(e *entryIn) bool {
	v := ephr.ProtectiveFactor{Code: codes.ProtectiveFactor(e.get("valueCodeableConcept").oneOf(codes.ProtectiveFactor("").List()))}
	if v.Code == "" {
		return false
	}
	v.Entry = im.observed(e.el)
	im.recordedWith(e.el, &v.Entry)
	im.rec.ProtectiveFactors = append(im.rec.ProtectiveFactors, v)
	return true
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
	x.put(']')
}

// readPsychologistNote is the other direction.
func (im *importer) readPsychologistNote(e *entryIn) bool {
	v := ephr.PsychologistNote{Entry: im.observed(e.el), Effective: e.effectiveOf()}
	if len(v.Notes) == 0 {
		return false
	}
	v.Text = v.Notes[0]
	if v.Notes = v.Notes[1:]; len(v.Notes) == 0 {
		v.Notes = nil
	}
	im.rec.PsychologistNotes = append(im.rec.PsychologistNotes, v)
	return true
}

func (x *Exporter) psychologistNoteRow(r *resource) {
	v := &x.rec.PsychologistNotes[r.index]
	x.cell(items[itemPsychologistNote].display)
	x.cell(string(v.Effective))
}
