package validate

import "github.com/openephr/ephr-go/ephr"

func idDuplicate(r *run, first bool) {
	if !first {
		r.report("")
	}
}

// referenceUnresolved waits until the record's form is right: an item that
// could not be read, or that only a newer version can have, may be the target.
func referenceUnresolved(r *run, id ephr.ID, _ kind) {
	if r.whole && id != "" && r.ids.find(id) == nil {
		r.report("")
	}
}

func referenceKind(r *run, id ephr.ID, k kind) {
	if k == kindItems || id == "" {
		return
	}
	if t := r.ids.find(id); t != nil && t.kind != k && !t.gone {
		r.report("")
	}
}

func absenceContradicted(r *run, a *ephr.Absence, has bool) {
	if has {
		r.report(a.Member)
	}
}
