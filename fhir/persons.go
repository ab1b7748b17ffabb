package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

// persons reports what could mix up persons: Patients that contradict each other,
// statements that refer to those of another patient, and statements of somebody who
// is not there.
func (im *importer) persons() {
	patients := 0
	known := map[[2]string]int{} // Patients by their identifiers
	for i := range im.entries {
		e := &im.entries[i]
		if e.typ != "Patient" {
			continue
		}
		patients++
		for id := range e.get("identifier").each() {
			key := [2]string{id.str("system"), id.str("value")}
			if key[0] == "" || key[1] == "" {
				continue
			}
			first, twice := known[key]
			if !twice {
				known[key] = i
			} else if other := &im.entries[first]; contradict(other.str("birthDate"), e.str("birthDate")) || contradict(other.str("gender"), e.str("gender")) {
				im.issue(IssueIdentity, e.i)
				break
			}
		}
	}
	if patients == 0 {
		return
	}
	for i := range im.entries {
		e := &im.entries[i]
		switch {
		case e.typ == "Patient":
		case e.patient < 0:
			for _, name := range subjects {
				ref := e.get(name)
				if to := ref.str("reference"); strings.HasPrefix(to, "urn:") || strings.Contains(to, "Patient/") {
					if _, ok := im.find(to); !ok {
						im.issue(IssueSubject, ref.i)
					}
				}
			}
		case patients > 1:
			im.others(e)
		}
	}
}

// subjects are the members that say of whom a resource is.
var subjects = [...]string{"subject", "patient", "individual", "beneficiary", "for"}

// contradict reports whether two values cannot both be true of one person; of dates
// the less exact one decides.
func contradict(a, b string) bool {
	n := min(len(a), len(b))
	return n > 0 && a[:n] != b[:n]
}

// others reports the first reference of a statement to a resource of another patient.
func (im *importer) others(e *entryIn) {
	for c := e.i + 1; c < int(im.Nodes[e.i].End); c++ {
		if n := &im.Nodes[c]; n.Key != "reference" || n.Kind != tape.String {
			continue
		}
		if to, ok := im.find(im.Nodes[c].Text); ok && im.entries[to].patient >= 0 && im.entries[to].patient != e.patient {
			im.issue(IssueOther, c)
			return
		}
	}
}
