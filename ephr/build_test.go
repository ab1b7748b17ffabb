package ephr_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

func TestICD10NamesTheEditionThatHasTheCode(t *testing.T) {
	for in, want := range map[string]ephr.Coding{
		"e119":     {Version: "2019", Code: "E11.9"},
		" B86 ":    {Version: "2019", Code: "B86"},
		"S72.00":   {Version: "2019", Code: "S72.00"}, // with a supplementary character
		"A90":      {Code: "A90"},                     // before 2019
		"S52501A":  {Code: "S52501A"},                 // ICD-10-CM
		"diabetes": {Code: "diabetes"},
	} {
		c := ephr.ICD10(in).Codings[0]
		if c.Version != want.Version || c.Code != want.Code {
			t.Errorf("%q is %+v, want %+v", in, c, want)
		}
	}
}
