package main

import (
	"strconv"

	"github.com/openephr/ephr-go/fhir"
)

// shownRepairs is how many repairs of one document are reported.
const shownRepairs = 100

// repairs reports what of a FHIR document is mended in the summary made of it.
func (a *app) repairs(doc *document) {
	if fhirAt(doc.text) < 0 {
		return
	}
	list, err := fhir.Repairs(doc.text)
	if err != nil {
		return // the import has said so
	}
	left := 0
	for i := range list {
		r := &list[i]
		if i >= shownRepairs {
			left += r.Count
			continue
		}
		a.say(doc.at(r.Line, r.Column) + ": " + at(r.Pointer) + "repaired: " + r.Rule + ": " + r.What)
	}
	if left > 0 {
		a.say(doc.at(1, 1) + ": repaired: and " + strconv.Itoa(left) + " more")
	}
}
