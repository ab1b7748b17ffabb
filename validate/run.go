package validate

import (
	"time"

	"github.com/openephr/ephr-go/ephr"
)

// check is the part of a rule that looks at records: one of the types on...,
// named for what it looks at.
type check interface {
	bind(*hooks, *rule)
}

type bound[F any] struct {
	rule  *rule
	check F
}

// Checks of these types look at what stands in many types of objects.
type (
	// onTime looks at every date and time; the place in hand is the member's.
	onTime func(*run, ephr.DateTime)
	// onRef looks at every reference that does not name an item of the kind that is wanted;
	// target is what the id names, nil where it names nothing.
	onRef func(r *run, want kind, target *named)
	// onDefine looks at every id of an object; first is false where the record has it already.
	onDefine func(r *run, first bool)
	// onAbsence looks at every absence; has is true where the member has a value.
	onAbsence func(r *run, a *ephr.Absence, has bool)
	// onUnlisted looks at every code of an open list that the list does not have; the place in hand is the code's.
	onUnlisted func(*run, ephr.Code)
)

func (f onTime) bind(h *hooks, r *rule)     { h.time = append(h.time, bound[onTime]{r, f}) }
func (f onRef) bind(h *hooks, r *rule)      { h.ref = append(h.ref, bound[onRef]{r, f}) }
func (f onDefine) bind(h *hooks, r *rule)   { h.define = append(h.define, bound[onDefine]{r, f}) }
func (f onAbsence) bind(h *hooks, r *rule)  { h.absence = append(h.absence, bound[onAbsence]{r, f}) }
func (f onUnlisted) bind(h *hooks, r *rule) { h.unlisted = append(h.unlisted, bound[onUnlisted]{r, f}) }

// maxFindings bounds what one record can make the validator remember. It is
// the bound that package ephr has for faults.
const maxFindings = 10_000

// run is one look at one record. Its memory is used again for others.
type run struct {
	hooks *hooks
	signs []signLimits

	rec   *ephr.Record
	rule  *rule // whose check is running
	path  [16]step
	n     int
	found int
	noted int // of severity Info: they hide nothing that is worse
	out   []Finding

	whole bool // nothing of the record is hidden by faults of form or by a newer version
	ids   index
	born  birth
	now   int64 // microseconds; 0 where there is no clock
	doses []dose
}

type step struct {
	name  string
	index int // -1 where the member is no array
}

// sense appends what the rules find that are not about form.
func (v *Validator) sense(dst []Finding, rec *ephr.Record, faults []ephr.Fault) []Finding {
	r := v.runs.Get().(*run)
	r.rec, r.out, r.found, r.noted, r.n = rec, dst, 0, 0, 0
	r.whole = len(faults) == 0 && rec.SchemaVersion == ephr.CurrentVersion
	r.born.read(rec.Person)
	if v.now != nil {
		r.now = micros(v.now())
	}
	r.ids.reset()
	r.idsRecord(rec)
	for i := range rec.Tombstones {
		r.ids.bury(rec.Tombstones[i].Target)
	}
	r.visitRecord(rec)
	dst = r.out
	r.forget()
	v.runs.Put(r)
	return dst
}

// forget lets go of the record.
func (r *run) forget() {
	r.rec, r.out, r.rule, r.born = nil, nil, nil, birth{}
	r.ids.forget()
	clear(r.doses)
	r.doses = r.doses[:0]
}

func (r *run) push(name string, index int) {
	r.path[r.n] = step{name, index}
	r.n++
}

func (r *run) pop() { r.n-- }

// report adds a finding at the place in hand, or at its member where one is named.
func (r *run) report(member string) { r.reportWith(member, "") }

// reportWith adds a detail to the message; it must not come from the record.
func (r *run) reportWith(member, detail string) {
	count := &r.found
	if r.rule.Severity == Info {
		count = &r.noted
	}
	if *count++; *count > maxFindings {
		return
	}
	var p ephr.Pointer
	for _, s := range r.path[:r.n] {
		p = p.Append(s.name)
		if s.index >= 0 {
			p = p.Index(s.index)
		}
	}
	if member != "" {
		p = p.Append(member)
	}
	r.out = append(r.out, Finding{Rule: r.rule.ID, Severity: r.rule.Severity, Pointer: p, Message: r.rule.message(detail)})
}

func (r *run) time(t ephr.DateTime, member string) {
	if len(r.hooks.time) == 0 {
		return
	}
	r.push(member, -1)
	hooks := r.hooks.time
	for i := range hooks {
		r.rule = hooks[i].rule
		hooks[i].check(r, t)
	}
	r.pop()
}

func (r *run) ref(id ephr.ID, k kind, member string, index int) {
	if id == "" || len(r.hooks.ref) == 0 {
		return // an empty one among others is a matter of form
	}
	target := r.ids.find(id)
	if target != nil && (k == target.kind || k == kindItems) {
		return
	}
	r.push(member, index)
	hooks := r.hooks.ref
	for i := range hooks {
		r.rule = hooks[i].rule
		hooks[i].check(r, k, target)
	}
	r.pop()
}

func (r *run) define(id ephr.ID, k kind) {
	if id == "" {
		return
	}
	at := -1
	if r.n > 0 {
		at = r.path[r.n-1].index
	}
	first := r.ids.add(id, k, at)
	r.push("id", -1)
	hooks := r.hooks.define
	for i := range hooks {
		r.rule = hooks[i].rule
		hooks[i].check(r, first)
	}
	r.pop()
}

func (r *run) absence(a *ephr.Absence, has bool) {
	if len(r.hooks.absence) == 0 {
		return
	}
	r.push("absent", -1)
	hooks := r.hooks.absence
	for i := range hooks {
		r.rule = hooks[i].rule
		hooks[i].check(r, a, has)
	}
	r.pop()
}

// unlisted is called for a code that its open list does not have.
func (r *run) unlisted(code, member string, index int) {
	r.push(member, index)
	hooks := r.hooks.unlisted
	for i := range hooks {
		r.rule = hooks[i].rule
		hooks[i].check(r, ephr.Code(code))
	}
	r.pop()
}

// micros is the moment in microseconds since the start of the year 1, UTC.
func micros(t time.Time) int64 {
	const toUnix = 719_162 * 86_400 // seconds from 0001-01-01 to 1970-01-01
	return (t.Unix()+toUnix)*1e6 + int64(t.Nanosecond()/1000)
}
