// Command sdk links the whole SDK and does nothing with it.
package main

import (
	"os"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/icd"
	"github.com/openephr/ephr-go/validate"
)

func main() {
	if len(os.Args) < 2 {
		return
	}
	// Never run by the benchmark; it keeps the linker from leaving the packages
	// out, together with the initialisation of what nobody uses.
	found, rec := validate.Bytes(nil)
	out, err := fhir.Append(nil, rec, fhir.Document)
	c, _ := icd.Parse(os.Args[1])
	list, _ := ephr.Decode(out)
	for l := range codes.Lists() {
		println(l.Name())
	}
	println(len(found), err, c.Label(), codes.Country(os.Args[1]).Name("en"), list, c.Sensitivity())
}
