package r4

import (
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

const observationCategory = "http://terminology.hl7.org/CodeSystem/observation-category"

// vitalUnits are the units that R4's profiles on vital signs fix, by the LOINC
// code of the sign. Source: hl7.fhir.r4.examples 4.0.1, StructureDefinitions
// bodyheight to vitalspanel and the ValueSets ucum-bodylength, ucum-bodytemp
// and ucum-bodyweight.
var vitalUnits = [...]struct{ code, units string }{
	{"9279-1", " /min "},
	{"8867-4", " /min "},
	{"2708-6", " % "},
	{"8310-5", " Cel [degF] "},
	{"8302-2", " cm [in_i] "},
	{"9843-4", " cm [in_i] "},
	{"29463-7", " g kg [lb_av] "},
	{"39156-5", " kg/m2 "},
	{bloodPressure, ""},
	{vitalsPanel, ""},
}

const (
	bloodPressure = "85354-9"
	vitalsPanel   = "85353-1"
)

// observation judges vital signs: an Observation with the LOINC code of one has
// to conform to its profile, whether it claims to or not.
func (c *checker) observation(i int) {
	code := c.Get(i, "code")
	for k := range vitalUnits {
		if v := &vitalUnits[k]; c.coded(code, loinc, v.code) {
			c.vitalSign(i)
			c.vitalValue(i, v.units)
			switch v.code {
			case bloodPressure:
				c.pressures(i)
			case vitalsPanel:
				if !c.any(i, "hasMember") {
					c.missing(i, ruleVitalSign, "hasMember")
				}
			}
			return
		}
	}
}

// vitalSign judges by the profile of all vital signs.
func (c *checker) vitalSign(i int) {
	for _, name := range [...]string{"category", "subject", "effective*"} {
		if !c.any(i, name) {
			c.missing(i, ruleVitalSign, strings.TrimSuffix(name, "*"))
		}
	}
	if list := c.Get(i, "category"); list >= 0 && !c.someConcept(list, observationCategory, "vital-signs") {
		c.flaw(list, ruleVitalSign)
	}
	for _, name := range [...]string{"effectiveTiming", "effectiveInstant"} {
		if m := c.Get(i, name); m >= 0 {
			c.flaw(m, ruleVitalSign)
		}
	}
	if t := c.String(i, "effectiveDateTime"); t != "" && len(t) < 8 {
		c.flaw(c.Get(i, "effectiveDateTime"), "vs-1")
	}
	if !c.any(i, "component") && !c.any(i, "hasMember") && !c.any(i, "dataAbsentReason") && !c.any(i, "value*") {
		c.flaw(i, "vs-2")
	}
	parts := c.Get(i, "component")
	if parts < 0 || c.Nodes[parts].Kind != tape.Array {
		return
	}
	for p := parts + 1; p < c.next(parts); p = c.next(p) {
		if !c.any(p, "value*") && !c.any(p, "dataAbsentReason") {
			c.flaw(p, "vs-3")
		}
	}
}

// someConcept reports whether one of an array of concepts has that coding.
func (c *checker) someConcept(list int, system, code string) bool {
	if c.Nodes[list].Kind != tape.Array {
		return false
	}
	for k := list + 1; k < c.next(list); k = c.next(k) {
		if c.coded(k, system, code) {
			return true
		}
	}
	return false
}

// vitalValue judges the quantity of a sign, which has one of the units.
func (c *checker) vitalValue(i int, units string) {
	q := c.Get(i, "valueQuantity")
	if q < 0 {
		return
	}
	if units == "" {
		c.flaw(q, ruleVitalSign)
		return
	}
	for _, name := range [...]string{"value", "unit"} {
		if !c.any(q, name) {
			c.missing(q, ruleVitalSign, name)
		}
	}
	code := c.String(q, "code")
	if c.String(q, "system") != ucum || code == "" || strings.ContainsAny(code, " ") || !strings.Contains(units, " "+code+" ") {
		c.flaw(max(c.Get(q, "code"), q), ruleVitalUnit)
	}
}

// pressures judges the components of a blood pressure.
func (c *checker) pressures(i int) {
	parts := c.Get(i, "component")
	systolic, diastolic := 0, 0
	if parts >= 0 && c.Nodes[parts].Kind == tape.Array {
		for p := parts + 1; p < c.next(parts); p = c.next(p) {
			switch code := c.Get(p, "code"); {
			case c.coded(code, loinc, "8480-6"):
				systolic++
			case c.coded(code, loinc, "8462-4"):
				diastolic++
			default:
				continue
			}
			c.vitalValue(p, " mm[Hg] ")
		}
	}
	if systolic != 1 || diastolic != 1 {
		c.missing(max(parts, i), ruleVitalSign, "component")
	}
}
