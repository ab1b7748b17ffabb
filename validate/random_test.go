package validate_test

import (
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/validate"
)

// TestRandomRecordsHaveNoErrors also holds the rules against each other's
// documents: a rule that is too strict shows here.
func TestRandomRecordsHaveNoErrors(t *testing.T) {
	g := ephrtest.New(21)
	v := validate.New()
	rules := map[string]int{}
	for i := range 500 {
		rec := g.Record()
		for _, f := range v.Record(nil, rec) {
			rules[f.Rule]++
			if f.Severity == validate.Error {
				t.Errorf("record %d: %s", i, f)
			}
		}
		if t.Failed() && len(rules) > 3 || i > 20 && t.Failed() {
			break
		}
	}
	var all []string
	for id := range rules {
		all = append(all, id)
	}
	t.Log("rules that found something: " + strings.Join(all, " "))
}
