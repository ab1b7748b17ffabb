package validate

import (
	"cmp"
	"slices"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// dose is a dose that was given, with its number and date.
type dose struct {
	vaccine codes.Vaccine
	series  string
	number  int64
	given   moment
	at      int
}

func doseOrder(r *run, rec *ephr.Record) {
	r.doses = r.doses[:0]
	for i := range rec.Immunizations {
		v := &rec.Immunizations[i]
		if v.DoseNumber == "" || v.Occurrence == "" || v.Status != codes.ImmunizationStatusCompleted || !v.Vaccine.Known() {
			continue
		}
		n, ok1 := v.DoseNumber.Int64()
		m, ok2 := momentOf(v.Occurrence)
		if ok1 && ok2 && !m.estimated {
			r.doses = append(r.doses, dose{v.Vaccine, v.Series, n, m, i})
		}
	}
	slices.SortFunc(r.doses, func(a, b dose) int {
		return cmp.Or(cmp.Compare(a.vaccine, b.vaccine), cmp.Compare(a.series, b.series), cmp.Compare(a.number, b.number), cmp.Compare(a.at, b.at))
	})
	var last dose // the latest of those with lower numbers, as far as that is certain
	for i, d := range r.doses {
		if i == 0 || d.vaccine != last.vaccine || d.series != last.series {
			last = d
			continue
		}
		if d.number > last.number && d.given.before(last.given) {
			r.push("immunizations", d.at)
			r.report("occurrence")
			r.pop()
			continue
		}
		if last.given.before(d.given) {
			last = d
		}
	}
}
