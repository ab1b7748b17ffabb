package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// The halves of a blood pressure.
const (
	systolicLOINC  = "8480-6"
	diastolicLOINC = "8462-4"
)

func (x *Exporter) vitalSign(r *resource) {
	v := &x.rec.VitalSigns[r.index]
	sign, _ := v.Sign.Entry()
	profile := "http://hl7.org/fhir/StructureDefinition/vitalsigns"
	if value, _, _ := fhirTime(v.Effective); len(value) < 10 {
		// The profile's vs-1 is not true of a time that is less exact, whatever stands
		// in its place: such a vital sign does not claim it.
		profile = ""
	}
	x.meta(profile, r.class)
	x.entryHead(&v.Entry)
	value, original := convert(v.Value, sign)
	both, _ := codes.VitalSignBloodPressure.Entry()
	systolic, originalSystolic := convert(v.Systolic, both)
	diastolic, originalDiastolic := convert(v.Diastolic, both)
	if v.Sign != codes.VitalSignBloodPressure {
		x.originalQuantity(v.Value, original)
	}
	if v.Position != "" {
		x.extURL(hl7Extension, "observation-bodyPosition")
		x.lit(`"valueCodeableConcept":`)
		x.listedValue(v.Position.List(), string(v.Position), nil)
		x.put('}')
	}
	if v.Sign == codes.VitalSignBloodPressure {
		x.originalQuantity(v.Value, true) // which the profile has no place for
	}
	x.performerBeside(&v.Entry, v.Performer)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}]`)
	x.listedWith("code", v.Sign.List(), string(v.Sign), v.Code)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.effectiveDay(v.Effective)
	x.performers(v.Performer, v.Author, "")
	pressure := v.Sign == codes.VitalSignBloodPressure
	if !pressure {
		switch {
		case value.Value != "":
			x.quantity("valueQuantity", &value)
		case v.Sign == codes.VitalSignBMI:
			// R4's profile of the body mass index wants a quantity even where there is no value.
			x.lit(`,"valueQuantity":{"_value":` + absentOpen)
			x.lit(x.valueAbsent(&v.Entry, v.Value != nil))
			x.lit(absentClose + `,"unit":"kg/m2","system":"` + systemUCUM + `","code":"kg/m2"}`)
		default:
			x.dataAbsentReason(x.valueAbsent(&v.Entry, v.Value != nil))
		}
	}
	x.listedArray("interpretation", v.Interpretation.List(), string(v.Interpretation))
	x.notes(v.Notes)
	x.concept("bodySite", v.BodySite)
	if pressure || v.Systolic != nil || v.Diastolic != nil {
		x.lit(`,"component":[`)
		if pressure || v.Systolic != nil {
			x.pressure(systolicLOINC, &systolic, v.Systolic, originalSystolic, x.valueAbsent(&v.Entry, v.Systolic != nil))
		}
		if pressure || v.Diastolic != nil {
			x.comma()
			x.pressure(diastolicLOINC, &diastolic, v.Diastolic, originalDiastolic, x.valueAbsent(&v.Entry, v.Diastolic != nil))
		}
		x.put(']')
	}
}

// readVitalSign is the other direction.
func (im *importer) readVitalSign(e *entryIn) bool {
	code, c := e.get("code").listedAlso(codes.VitalSign("").List())
	v := ephr.VitalSign{Sign: codes.VitalSign(code), Code: c}
	own := hasLocalID(e.el)
	if own && v.Sign == "" {
		return false
	}
	upper, lower := e.get("code").hasCode(loinc, systolicLOINC), e.get("code").hasCode(loinc, diastolicLOINC)
	if !own {
		vital := e.hasCategory("vital-signs")
		switch {
		case !e.settled() || c == nil:
			return false
		case v.Sign == "" && (upper || lower):
			v.Sign = codes.VitalSignBloodPressure // one half of it
		case v.Sign == "" && vital:
			v.Sign = codes.VitalSignOther
		case v.Sign == "" || !vital && e.hasCategory("laboratory"):
			return false
		}
	}
	v.Entry = im.head(e.el, "", "")
	v.Performer, _ = im.performed(e.el, &v.Entry)
	v.Effective = e.effective()
	v.Interpretation = codes.Interpretation(e.listedFirst("interpretation", v.Interpretation.List()))
	v.BodySite = e.concept("bodySite")
	v.Position = codes.BodyPosition(openListed(e.ext(hl7Extension+"observation-bodyPosition").get("valueCodeableConcept"), v.Position.List()))
	switch {
	case upper && v.Sign == codes.VitalSignBloodPressure:
		v.Systolic = e.measured()
	case lower && v.Sign == codes.VitalSignBloodPressure:
		v.Diastolic = e.measured()
	default:
		v.Value = e.measured()
	}
	for c := range e.get("component").each() {
		switch code := c.get("code"); {
		case code.hasCode(loinc, systolicLOINC):
			v.Systolic = c.measured()
		case code.hasCode(loinc, diastolicLOINC):
			v.Diastolic = c.measured()
		}
	}
	if !own && v.Value == nil && v.Systolic == nil && v.Diastolic == nil {
		reason := e.get("dataAbsentReason").absentConcept()
		if reason == "" {
			return false
		}
		v.Absent.Set("value", reason)
	}
	im.rec.VitalSigns = append(im.rec.VitalSigns, v)
	return true
}

// measured reads a measurement as it was recorded.
func (e el) measured() *ephr.Quantity {
	if x := e.ext("original-quantity"); x.ok() {
		return x.quantity("valueQuantity")
	}
	if q := e.quantity("valueQuantity"); q != nil {
		if q.Value == "" {
			return nil // only the unit in which it would have been
		}
		return q
	}
	if d := e.decimal("valueInteger"); d != "" {
		return &ephr.Quantity{Value: d}
	}
	return nil
}

func (x *Exporter) pressure(loincCode string, q, original *ephr.Quantity, differs bool, absent string) {
	x.open()
	x.originalQuantity(original, differs)
	x.extEnd()
	x.key("code")
	x.lit(`{"coding":[{"system":"http://loinc.org","code":"`)
	x.lit(loincCode)
	x.lit(`"}]}`)
	if q.Value != "" {
		x.quantity("valueQuantity", q)
	} else {
		x.dataAbsentReason(absent)
	}
	x.put('}')
}

// valueAbsent is why a measurement has no value: it has one that FHIR cannot hold, or the record says why.
func (x *Exporter) valueAbsent(e *ephr.Entry, unsupported bool) string {
	if unsupported {
		return "unsupported"
	}
	return dataAbsent(e.Absent.Of("value"))
}

func (x *Exporter) listedArray(name string, list *codes.List, code string) {
	if code == "" {
		return
	}
	x.key(name)
	x.put('[')
	x.listedValue(list, code, nil)
	x.put(']')
}

func (x *Exporter) originalQuantity(q *ephr.Quantity, differs bool) {
	if q == nil || !differs || !quantityShown(q) {
		return
	}
	x.ext("original-quantity")
	x.lit(`"valueQuantity":`)
	x.quantityValue(q)
	x.put('}')
}

// convert turns a measurement into a unit that the sign allows. It only moves
// the decimal point, so that no digit is lost; a unit for which that is not
// enough yields no value. Differs says that the result is not the original.
func convert(q *ephr.Quantity, sign codes.Entry) (out ephr.Quantity, differs bool) {
	if q == nil || !q.Value.Valid() {
		return ephr.Quantity{}, q != nil
	}
	out = ephr.Quantity{Value: q.Value, Comparator: q.Comparator, Unit: q.Unit, Code: q.Code}
	allowed := sign.Prop("units")
	if allowed == "" {
		allowed = sign.Prop("unit")
	}
	if allowed == "" || hasUnit(allowed, string(q.Code)) {
		return out, false
	}
	for _, m := range [...]struct {
		from, to string
		shift    int
	}{{"m", "cm", 2}, {"mm", "cm", -1}, {"mg", "g", -3}} {
		if string(q.Code) == m.from && hasUnit(allowed, m.to) {
			if v, ok := shift(q.Value, m.shift); ok {
				return ephr.Quantity{Value: v, Comparator: q.Comparator, Unit: m.to, Code: ephr.Code(m.to)}, true
			}
		}
	}
	return ephr.Quantity{}, true
}

func hasUnit(list, unit string) bool {
	for rest := list; rest != ""; {
		u, tail, _ := strings.Cut(rest, ",")
		if u == unit {
			return true
		}
		rest = tail
	}
	return false
}

// shift moves the decimal point of a plain number by n places.
func shift(d ephr.Decimal, n int) (ephr.Decimal, bool) {
	s := string(d)
	if strings.ContainsAny(s, "eE") {
		return "", false
	}
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	for ; n > 0; n-- {
		if fraction == "" {
			fraction = "0"
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	for ; n < 0; n++ {
		if whole == "" {
			whole = "0"
		}
		whole, fraction = whole[:len(whole)-1], whole[len(whole)-1:]+fraction
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	out := ephr.Decimal(sign + whole)
	return out, out.Valid()
}

func (x *Exporter) vitalSignRow(r *resource) {
	v := &x.rec.VitalSigns[r.index]
	if v.Code != nil && (v.Code.Text != "" || v.Sign == codes.VitalSignOther) {
		x.cell(conceptLabel(v.Code))
	} else {
		x.cell(label(v.Sign.List(), string(v.Sign)))
	}
	x.cell(string(v.Effective))
	if v.Sign == codes.VitalSignBloodPressure && v.Systolic != nil && v.Diastolic != nil {
		x.lit("<td>")
		x.html(string(v.Systolic.Value))
		x.lit("/")
		x.quantityText(v.Diastolic)
		x.lit("</td>")
		return
	}
	x.quantityCell(v.Value)
}
