package validate

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// longestPregnancy is 44 weeks in days, two more than those after which a
// pregnancy is post-term.
const longestPregnancy = 308

func dueDateRange(r *run, v *ephr.Pregnancy) {
	if v.LastMenstrualPeriod == "" || v.DueDate == "" {
		return
	}
	lmp, ok1 := momentOf(ephr.DateTime(v.LastMenstrualPeriod))
	due, ok2 := momentOf(ephr.DateTime(v.DueDate))
	if !ok1 || !ok2 || lmp.estimated || due.estimated {
		return
	}
	latest := moment{last: lmp.last + longestPregnancy*day}
	if due.before(lmp) || latest.before(due) {
		r.report("dueDate")
	}
}

func pregnancySex(r *run, v *ephr.Pregnancy) {
	if p := r.rec.Person; p == nil || p.Sex != codes.SexMale {
		return
	}
	switch {
	case v.Status == codes.PregnancyStatusPregnant || v.Status == codes.PregnancyStatusPossible,
		v.LastMenstrualPeriod != "", v.DueDate != "", v.GestationalAge != nil:
		r.report("")
	}
}
