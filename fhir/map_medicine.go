package fhir

import (
	"slices"
	"strings"

	"github.com/openephr/ephr-go/ephr"
)

// What is known of a medicine beyond its name, such as its form and what is in it,
// stands in a Medication, to which the statement or order refers. Items of the same
// medicine share one.

// described reports whether the record says more of the medicine than a
// CodeableConcept can.
func described(v *ephr.Medication) bool {
	return conceptShown(v.Form) || v.Strength != "" || len(v.Ingredients) > 0 || v.Manufacturer != "" || v.LotNumber != "" || v.Expiration != ""
}

// nearMedicines is how many of the Medications planned last are looked at for the
// same medicine: a list of thousands would take a time that grows with its square.
const nearMedicines = 32

// planMedicine plans the Medication of an item, where the record or a foreign
// bundle describes one.
func (x *Exporter) planMedicine(i int, class ephr.Class) {
	v := &x.rec.Medications[i]
	x.medicines = append(x.medicines, 0)
	if !conceptShown(&v.Code) {
		return
	}
	last := int32(0)
	for j, seen := i-1, 0; j >= 0 && seen < nearMedicines; j-- {
		place := x.medicines[j]
		if place == 0 || place == last {
			continue
		}
		last = place
		seen++
		r := &x.plan[place-1]
		if sameMedicine(v, &x.rec.Medications[r.index]) {
			r.class = r.class.Max(class)
			x.medicines[i] = place
			return
		}
	}
	if described(v) || x.toldApart(v.ID) {
		x.addPart(kindMedicine, i, 1, v.ID, sectionNone, class, "medicine")
		x.medicines[i] = int32(len(x.plan))
	}
}

// toldApart reports whether a foreign bundle had a Medication beside the item's own resource.
func (x *Exporter) toldApart(item ephr.ID) bool {
	if x.kind == Document || !x.release.All {
		return false
	}
	for i := range x.rec.Source {
		for j := range x.rec.Source[i].Resources {
			if s := &x.rec.Source[i].Resources[j]; s.Item == item && s.Type == "Medication" {
				return true
			}
		}
	}
	return false
}

func sameMedicine(a, b *ephr.Medication) bool {
	return a.Strength == b.Strength && a.LotNumber == b.LotNumber && a.Expiration == b.Expiration && a.Manufacturer == b.Manufacturer &&
		len(a.Ingredients) == len(b.Ingredients) && sameConcept(&a.Code, &b.Code) &&
		(a.Form == nil) == (b.Form == nil) && (a.Form == nil || sameConcept(a.Form, b.Form)) &&
		slices.EqualFunc(a.Ingredients, b.Ingredients, sameIngredient)
}

func sameConcept(a, b *ephr.Concept) bool {
	return a.Text == b.Text && a.Reviewed == b.Reviewed && slices.EqualFunc(a.Codings, b.Codings, sameCoding)
}

func sameCoding(a, b ephr.Coding) bool {
	return a.System == b.System && a.Version == b.Version && a.Code == b.Code && a.Display == b.Display && a.UserSelected == b.UserSelected &&
		slices.EqualFunc(a.Translations, b.Translations, func(a, b ephr.Translation) bool { return a.Language == b.Language && a.Text == b.Text })
}

func sameIngredient(a, b ephr.Ingredient) bool {
	if a.Strength != nil && b.Strength != nil && !(sameQuantity(&a.Strength.Numerator, &b.Strength.Numerator) && sameQuantity(a.Strength.Denominator, b.Strength.Denominator)) {
		return false
	}
	return sameConcept(&a.Code, &b.Code) && a.Active == b.Active && (a.Strength == nil) == (b.Strength == nil)
}

func sameQuantity(a, b *ephr.Quantity) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Value == b.Value && a.Comparator == b.Comparator && a.Unit == b.Unit && a.Code == b.Code
}

// medicineOf writes what an item's medicine is.
func (x *Exporter) medicineOf(i int) {
	if place := x.medicines[i]; place > 0 {
		x.key("medicationReference")
		x.reference(&x.plan[place-1])
		return
	}
	x.concept("medicationCodeableConcept", &x.rec.Medications[i].Code)
}

func (x *Exporter) medicine(r *resource) {
	v := &x.rec.Medications[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Medication-uv-ips", r.class)
	x.concept("code", &v.Code)
	if v.Manufacturer != "" {
		x.lit(`,"manufacturer":{"display":`)
		x.str(v.Manufacturer)
		x.put('}')
	}
	x.concept("form", v.Form)
	x.ingredients(v)
	if v.LotNumber != "" || v.Expiration != "" {
		x.key("batch")
		x.open()
		x.text("lotNumber", v.LotNumber)
		x.dateTime("expirationDate", v.Expiration)
		x.close()
	}
}

// ingredients writes what is in a medicine. The strength on its pack is that of the
// first one, in words; where none is known, of the medicine itself.
func (x *Exporter) ingredients(v *ephr.Medication) {
	if len(v.Ingredients) == 0 && v.Strength == "" {
		return
	}
	x.lit(`,"ingredient":[`)
	if len(v.Ingredients) == 0 {
		x.lit(`{"itemCodeableConcept":{` + assumedConcept + `"text":`)
		x.str(conceptLabel(&v.Code))
		x.put('}')
		x.strength(nil, v.Strength)
		x.put('}')
	}
	for i := range v.Ingredients {
		g, words := &v.Ingredients[i], ""
		if i == 0 {
			words = v.Strength
		}
		x.comma()
		x.open()
		x.concept("itemCodeableConcept", &g.Code)
		x.bool("isActive", g.Active)
		x.strength(g.Strength, words)
		x.close()
	}
	x.put(']')
}

func (x *Exporter) strength(r *ephr.Ratio, words string) {
	known := r != nil && quantityShown(&r.Numerator)
	if !known && words == "" {
		return
	}
	x.key("strength")
	x.open()
	if words != "" {
		x.lit(`"extension":[{"url":"` + extOriginal + `","valueString":`)
		x.str(words)
		x.lit("}]")
	}
	if known {
		x.quantity("numerator", &r.Numerator)
		if r.Denominator != nil && quantityShown(r.Denominator) {
			x.quantity("denominator", r.Denominator)
		} else { // rat-1 wants both
			x.lit(`,"denominator":` + absentOpen + "unknown" + absentClose)
		}
	}
	x.close()
}

// strengthWords writes a strength in the narrative.
func (x *Exporter) strengthWords(r *ephr.Ratio) {
	if r == nil || !quantityShown(&r.Numerator) {
		return
	}
	x.put(' ')
	x.quantityText(&r.Numerator)
	if r.Denominator != nil && quantityShown(r.Denominator) {
		x.lit(" / ")
		x.quantityText(r.Denominator)
	}
}

// medicine is the Medication to which a statement or order refers, and its entry
// where it is not contained.
func (im *importer) medicine(e el) (el, *entryIn) {
	ref := e.get("medicationReference")
	if id, inside := strings.CutPrefix(ref.str("reference"), "#"); inside {
		for c := range e.get("contained").each() {
			if c.str("id") == id && c.str("resourceType") == "Medication" {
				return c, nil
			}
		}
	} else if n, ok := im.target(ref); ok && im.entries[n].typ == "Medication" && im.mine(n) {
		return im.entries[n].el, &im.entries[n]
	}
	return el{e.d, -1}, nil
}

// describeMedicine reads what a Medication says beyond what the medicine is.
func (im *importer) describeMedicine(v *ephr.Medication, medicine el) {
	v.Form, v.Manufacturer = medicine.concept("form"), medicine.get("manufacturer").str("display")
	batch := medicine.get("batch")
	v.LotNumber, v.Expiration = batch.str("lotNumber"), batch.dateTime("expirationDate")
	for c := range medicine.get("ingredient").each() {
		strength, item := c.get("strength"), c.get("itemCodeableConcept")
		if words := strength.ext(extOriginal).str("valueString"); v.Strength == "" {
			v.Strength = words
		}
		if code := item.conceptValue(); code != nil && item.extBool("assumed") != ephr.True {
			v.Ingredients = append(v.Ingredients, ephr.Ingredient{Code: *code, Active: c.bool("isActive"), Strength: strength.ratio()})
		}
	}
}

// readMedicine is the other direction of medicine; true where a statement or order
// has made it part of an item.
func (im *importer) readMedicine(e *entryIn) bool {
	for i := range im.rec.Medications {
		if im.rec.Medications[i].ID == e.local {
			return true
		}
	}
	return false
}

// ratio reads a Ratio of two Quantities.
func (e el) ratio() *ephr.Ratio {
	n := e.quantity("numerator")
	if n == nil {
		return nil
	}
	return &ephr.Ratio{Numerator: *n, Denominator: e.quantity("denominator")}
}
