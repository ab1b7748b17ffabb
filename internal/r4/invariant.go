package r4

import (
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

// invariants judges an object by those of a node.
func (c *checker) invariants(i int, n *node) {
	for k := range invariants[n.rule:][:n.rules] {
		if v := &invariants[int(n.rule)+k]; !c.holds(i, v) {
			c.flaw(i, v.rule)
		}
	}
}

func (c *checker) holds(i int, v *invariant) bool {
	if v.form == formOwn {
		return c.own(i, v.rule)
	}
	first := c.any(i, v.members[0])
	if v.form == formNeeds && !first {
		return true
	}
	n := 0
	for _, name := range v.members[1:] {
		if c.any(i, name) {
			n++
		}
	}
	switch v.form {
	case formAny:
		return first || n > 0
	case formOne:
		return first && n == 0 || !first && n == 1
	case formMost:
		return !first || n == 0
	case formBoth:
		return first == (n > 0)
	}
	return n > 0 // formNeeds
}

const (
	allergyVerification   = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
	conditionVerification = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
	conditionClinical     = "http://terminology.hl7.org/CodeSystem/condition-clinical"
	loinc                 = "http://loinc.org"
	snomed                = "http://snomed.info/sct"
	ucum                  = "http://unitsofmeasure.org"
)

// own are the invariants that ask for more than which members there are.
func (c *checker) own(i int, rule string) bool {
	switch rule {
	case "ait-1":
		return c.any(i, "clinicalStatus") || c.coded(c.Get(i, "verificationStatus"), allergyVerification, "entered-in-error")
	case "ait-2":
		return !c.any(i, "clinicalStatus") || !c.coded(c.Get(i, "verificationStatus"), allergyVerification, "entered-in-error")
	case "con-4":
		s := c.Get(i, "clinicalStatus")
		return !c.any(i, "abatement*") || c.coded(s, conditionClinical, "resolved") || c.coded(s, conditionClinical, "remission") || c.coded(s, conditionClinical, "inactive")
	case "con-5":
		return !c.any(i, "clinicalStatus") || !c.coded(c.Get(i, "verificationStatus"), conditionVerification, "entered-in-error")
	case "obs-7":
		return !c.any(i, "value*") || !c.repeated(i)
	case "org-2":
		return !c.some(i, "address", "use", "home")
	case "org-3":
		return !c.some(i, "telecom", "use", "home")
	case "per-1":
		return inOrder(c.String(i, "start"), c.String(i, "end"))
	case "rng-2":
		low, high := c.Get(i, "low"), c.Get(i, "high")
		return c.String(low, "code") != c.String(high, "code") || !less(c.number(high), c.number(low))
	case "rat-1":
		num, den := c.any(i, "numerator"), c.any(i, "denominator")
		return num == den && (num || c.any(i, "extension"))
	case "tim-4":
		return !less(c.numberAt(c.Get(i, "duration")), "0")
	case "tim-5":
		return !less(c.numberAt(c.Get(i, "period")), "0")
	case "age-1":
		return c.measure(i) && (c.number(i) == "" || positive(c.number(i)))
	case "dis-1":
		return c.measure(i)
	case "drt-1":
		return !c.any(i, "code") || c.String(i, "system") == ucum && c.any(i, "value")
	case "cnt-3":
		return c.measure(i) && (!c.any(i, "code") || c.String(i, "code") == "1") && !strings.Contains(c.number(i), ".")
	}
	return true
}

// measure: a value has a code, and the system is UCUM.
func (c *checker) measure(i int) bool {
	s := c.String(i, "system")
	return (c.any(i, "code") || !c.any(i, "value")) && (s == "" || s == ucum)
}

// coded reports whether a concept has that coding.
func (c *checker) coded(concept int, system, code string) bool {
	if concept < 0 || c.Nodes[concept].Kind != tape.Object {
		return false
	}
	list := c.Get(concept, "coding")
	if list < 0 || c.Nodes[list].Kind != tape.Array {
		return false
	}
	for k := list + 1; k < c.next(list); k = c.next(k) {
		if c.String(k, "code") == code && c.String(k, "system") == system {
			return true
		}
	}
	return false
}

// some reports whether one of the objects of an array has that text.
func (c *checker) some(i int, array, member, text string) bool {
	list := c.Get(i, array)
	if list < 0 || c.Nodes[list].Kind != tape.Array {
		return false
	}
	for k := list + 1; k < c.next(list); k = c.next(k) {
		if c.String(k, member) == text {
			return true
		}
	}
	return false
}

// repeated reports whether a component of an Observation has a coding of the Observation itself.
func (c *checker) repeated(i int) bool {
	const enough = 8 // codings of one Observation that are compared
	own := c.Get(c.Get(i, "code"), "coding")
	parts := c.Get(i, "component")
	if own < 0 || parts < 0 {
		return false
	}
	for p := parts + 1; p < c.next(parts); p = c.next(p) {
		theirs := c.Get(c.Get(p, "code"), "coding")
		if theirs < 0 || c.Nodes[theirs].Kind != tape.Array {
			continue
		}
		for t := theirs + 1; t < c.next(theirs); t = c.next(t) {
			n := 0
			for o := own + 1; o < c.next(own) && n < enough; o = c.next(o) {
				n++
				if c.Nodes[o].Kind == tape.Object && c.sameCoding(o, t) {
					return true
				}
			}
		}
	}
	return false
}

func (c *checker) sameCoding(a, b int) bool {
	for _, name := range [...]string{"system", "version", "code", "display"} {
		if c.String(a, name) != c.String(b, name) {
			return false
		}
	}
	return c.String(a, "code") != ""
}

// number is the value of a quantity, "" where it has none.
func (c *checker) number(quantity int) string { return c.numberAt(c.Get(quantity, "value")) }

func (c *checker) numberAt(i int) string {
	if i < 0 || c.Nodes[i].Kind != tape.Number {
		return ""
	}
	return c.Nodes[i].Text
}

// less reports whether one decimal is less than another, where both are written
// without exponents; "" is not less than anything.
func less(a, b string) bool {
	if a == "" || b == "" || strings.ContainsAny(a, "eE") || strings.ContainsAny(b, "eE") {
		return false
	}
	a, aNeg := strings.CutPrefix(a, "-")
	b, bNeg := strings.CutPrefix(b, "-")
	cmp := compare(a, b)
	switch {
	case aNeg && bNeg:
		return cmp > 0
	case aNeg:
		return strings.Trim(a, "0.") != "" || strings.Trim(b, "0.") != ""
	case bNeg:
		return false
	}
	return cmp < 0
}

// positive reports whether a number is above nought.
func positive(s string) bool {
	digits, _, _ := strings.Cut(strings.ToLower(s), "e")
	return s[0] != '-' && strings.Trim(digits, "0.") != ""
}

// compare orders two decimals without sign.
func compare(a, b string) int {
	ai, af, _ := strings.Cut(a, ".")
	bi, bf, _ := strings.Cut(b, ".")
	if d := len(ai) - len(bi); d != 0 { // JSON has no leading zeros
		return d
	}
	if d := strings.Compare(ai, bi); d != 0 {
		return d
	}
	return strings.Compare(strings.TrimRight(af, "0"), strings.TrimRight(bf, "0"))
}

// inOrder reports whether two times may follow each other, as far as both are
// known to the same unit; times of different zones are not compared below the day.
func inOrder(start, end string) bool {
	if !isDateTime(start) || !isDateTime(end) {
		return true
	}
	if len(start) >= 20 && len(end) >= 20 {
		sz, ez := zoneOf(start), zoneOf(end)
		if sz == ez {
			return strings.TrimSuffix(start, sz) <= strings.TrimSuffix(end, ez)
		}
		// A day is shorter than the distance of any two zones.
		return start[:10] <= end[:10] || dayBefore(end[:10], start[:10])
	}
	n := min(len(start), len(end), 10)
	return start[:n] <= end[:n]
}

func zoneOf(s string) string {
	if strings.HasSuffix(s, "Z") {
		return "Z"
	}
	return s[len(s)-6:]
}

// dayBefore reports whether a is at most about a day before b; months are not counted out.
func dayBefore(a, b string) bool {
	return a[:7] != b[:7] || two(b, 8)-two(a, 8) <= 1
}
