package validate

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/icd"
)

func icdNotListed(r *run, c *ephr.Coding) {
	if codes.System(c.System) != codes.ICD10 || c.Code == "" || c.Version != "" && c.Version != icd.Edition {
		return
	}
	code, err := icd.Parse(string(c.Code))
	if err == nil {
		if s := code.Known(); s == icd.StatusListed || s == icd.StatusModified {
			return
		}
		r.reportWith("code", otherEdition(code))
		return
	}
	// chapters and blocks are items of the classification too
	if _, err := icd.ParseBlock(string(c.Code)); err == nil {
		return
	}
	if _, err := icd.ParseChapter(string(c.Code)); err == nil {
		return
	}
	r.report("code")
}

// otherEdition names the edition that has the code. It is true of the code list, and says nothing of the person that
// the finding itself does not say.
func otherEdition(c icd.Code) string {
	if e := c.Edition(); e != "" {
		return "it is one of " + e
	}
	return ""
}
