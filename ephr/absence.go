package ephr

import (
	"github.com/openephr/ephr-go/codes"
)

// Absences say why members of an object have no value: unknown, not asked,
// refused, or known to be none. A member that has a value has no absence.
type Absences []Absence

// Absence is the reason why one member has no value.
type Absence struct {
	// Member is the JSON name of the member.
	Member string
	// Reason is why it has no value.
	Reason codes.AbsentReason
}

// Of is the reason why the member has no value, or the empty reason.
func (a Absences) Of(member string) codes.AbsentReason {
	for _, x := range a {
		if x.Member == member {
			return x.Reason
		}
	}
	return ""
}

// Set says why the member has no value; the empty reason takes the statement back.
func (a *Absences) Set(member string, reason codes.AbsentReason) {
	for i := range *a {
		if (*a)[i].Member == member {
			if reason == "" {
				*a = append((*a)[:i], (*a)[i+1:]...)
			} else {
				(*a)[i].Reason = reason
			}
			return
		}
	}
	if reason != "" {
		*a = append(*a, Absence{member, reason})
	}
}
