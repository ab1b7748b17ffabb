package validate

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// operatorUnmarked looks at shelters and the like, not at prisons and police
// stations: those places are withheld too, but who runs them is no secret.
func operatorUnmarked(r *run, s *ephr.Site) {
	if s.Organization == "" || s.Kind.Tier() < codes.T4 || s.Kind.Sensitivity() != codes.SensitivityPATLOC {
		return
	}
	t := r.ids.find(s.Organization)
	if t == nil || t.kind != kindOrganizations || t.at < 0 || t.at >= len(r.rec.Organizations) {
		return
	}
	if o := &r.rec.Organizations[t.at]; o.Kind.Tier() < codes.T4 {
		r.report("organization")
	}
}
