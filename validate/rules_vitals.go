package validate

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// signLimits is what the code list says of a vital sign, ready to compare with.
type signLimits struct {
	unit                       string
	units                      []string
	value, systolic, diastolic limits
}

// limits are what a living body can have, in the sign's unit.
type limits struct {
	low, high float64
	known     bool
	text      string
}

// readSignLimits reads the list of vital signs once, in its order.
func readSignLimits() []signLimits {
	list := codes.VitalSign("").List()
	out := make([]signLimits, list.Len())
	for i := range out {
		e := list.At(i)
		s := signLimits{unit: e.Prop("unit")}
		if u := e.Prop("units"); u != "" {
			s.units = strings.Split(u, ",")
		}
		s.value = readLimits(e, "", s.unit)
		s.systolic = readLimits(e, "systolic-", s.unit)
		s.diastolic = readLimits(e, "diastolic-", s.unit)
		out[i] = s
	}
	return out
}

func readLimits(e codes.Entry, prefix, unit string) limits {
	lo, hi := e.Prop(prefix+"low"), e.Prop(prefix+"high")
	low, ok1 := ephr.Decimal(lo).Float64()
	high, ok2 := ephr.Decimal(hi).Float64()
	return limits{low, high, ok1 && ok2, lo + " to " + hi + " " + unit}
}

// conversions turn a unit into another: first add, then multiply and divide. Source: UCUM.
var conversions = [...]struct {
	from, to             string
	add, factor, divisor float64
}{
	{"[degF]", "Cel", -32, 5, 9},
	{"g", "kg", 0, 1, 1000},
	{"[lb_av]", "kg", 0, 0.45359237, 1},
	{"[in_i]", "cm", 0, 2.54, 1},
	{"cm", "mm", 0, 10, 1},
}

// convert turns a value into a unit; false where it is not known how.
func convert(x float64, from, to string) (float64, bool) {
	if from == to {
		return x, true
	}
	for i := range conversions {
		if c := &conversions[i]; c.from == from && c.to == to {
			return (x + c.add) * c.factor / c.divisor, true
		}
	}
	return 0, false
}

// sign is what the code list says of a vital sign; nil where it says nothing.
func (r *run) sign(v *ephr.VitalSign) *signLimits {
	i := v.Sign.List().Find(string(v.Sign))
	if i < 0 || len(r.signs[i].units) == 0 {
		return nil
	}
	return &r.signs[i]
}

// unitOf is the unit in which a quantity is meant. One that is left out is the
// sign's own where the sign has no other.
func (s *signLimits) unitOf(q *ephr.Quantity) (unit string, ok bool) {
	unit = string(q.Code)
	if unit == "" && q.Unit == "" && len(s.units) == 1 {
		return s.unit, true
	}
	for _, u := range s.units {
		if u == unit {
			return unit, true
		}
	}
	return "", false
}

func vitalSignUnit(r *run, v *ephr.VitalSign) {
	s := r.sign(v)
	if s == nil {
		return
	}
	s.checkUnit(r, v.Value, "value")
	s.checkUnit(r, v.Systolic, "systolic")
	s.checkUnit(r, v.Diastolic, "diastolic")
}

func (s *signLimits) checkUnit(r *run, q *ephr.Quantity, member string) {
	if q == nil || q.Value == "" {
		return
	}
	if _, ok := s.unitOf(q); ok {
		return
	}
	detail := "possible: " + strings.Join(s.units, ", ")
	if q.Code == "" {
		r.reportWith(member, detail)
		return
	}
	r.push(member, -1)
	r.reportWith("code", detail)
	r.pop()
}

func vitalSignImplausible(r *run, v *ephr.VitalSign) {
	s := r.sign(v)
	if s == nil {
		return
	}
	s.checkLimits(r, v.Value, &s.value, "value")
	s.checkLimits(r, v.Systolic, &s.systolic, "systolic")
	s.checkLimits(r, v.Diastolic, &s.diastolic, "diastolic")
}

func (s *signLimits) checkLimits(r *run, q *ephr.Quantity, l *limits, member string) {
	if q == nil || q.Value == "" || !l.known {
		return
	}
	unit, ok := s.unitOf(q)
	if !ok {
		return
	}
	x, ok := q.Value.Float64()
	if !ok {
		return
	}
	if x, ok = convert(x, unit, s.unit); !ok {
		return
	}
	const rounding = 1e-9 // of the conversion
	if x < l.low-rounding || x > l.high+rounding {
		r.push(member, -1)
		r.reportWith("value", l.text)
		r.pop()
	}
}

func bloodPressureOrder(r *run, v *ephr.VitalSign) {
	if v.Systolic == nil || v.Diastolic == nil || v.Systolic.Code != v.Diastolic.Code {
		return
	}
	hi, ok1 := v.Systolic.Value.Float64()
	lo, ok2 := v.Diastolic.Value.Float64()
	if ok1 && ok2 && lo >= hi {
		r.report("diastolic")
	}
}
