package validate

import "github.com/openephr/ephr-go/ephr"

func idDuplicate(r *run, first bool) {
	if !first {
		r.report("")
	}
}

// referenceUnresolved waits until the record's form is right: an item that
// could not be read, or that only a newer version can have, may be the target.
func referenceUnresolved(r *run, _ kind, target *named) {
	if target == nil && r.whole {
		r.report("")
	}
}

func referenceKind(r *run, want kind, target *named) {
	if target != nil && target.kind != want && want != kindItems && !target.gone {
		r.report("")
	}
}

func absenceContradicted(r *run, a *ephr.Absence, has bool) {
	if has {
		r.report(a.Member)
	}
}

func codeNotOnList(r *run, code ephr.Code) {
	if code.Valid() { // else it is a matter of form
		r.report("")
	}
}
