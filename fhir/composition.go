package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// sectionID names a section of the document, in the order in which they stand.
type sectionID uint8

const (
	sectionNone sectionID = iota
	sectionProblems
	sectionAllergies
	sectionMedications
	sectionImmunizations
	sectionResults
	sectionProcedures
	sectionDevices
	sectionAlerts
	sectionFunctional
	sectionPast
	sectionPregnancy
	sectionPlan
	sectionSocial
	sectionVitals
	sectionComplaints
	sectionFamily
	sectionExamination
	sectionQuestions
	sectionAssessment
	sectionMental
	sectionServices
	sectionCounselling
	sectionProtection
	sectionOutcome
	sectionConsents
	sectionEncounters
	sectionAbout
	sectionCount
)

// section is one section of the document. The first fourteen are those of IPS
// 2.0.0 with its LOINC codes; LOINC codes of the rest stand in R4's value set
// doc-section-codes, and where that has none the code is our own.
type section struct {
	system, code, title string
	members             [3]string // members of the record whose absence explains an empty required section
	heads               string    // of the columns of the narrative's table, parted by |
}

const (
	loinc      = "http://loinc.org"
	ownSection = "https://openephr.github.io/ephr-go/CodeSystem/document-section"
)

var sections = [sectionCount]section{
	sectionProblems:      {loinc, "11450-4", "Problems", [3]string{"conditions"}, "Problem|Since|Status"},
	sectionAllergies:     {loinc, "48765-2", "Allergies and intolerances", [3]string{"allergies"}, "Substance|Reaction|Risk, certainty"},
	sectionMedications:   {loinc, "10160-0", "Medicines", [3]string{"medications"}, "Medicine|Dosage|Taken|Status"},
	sectionImmunizations: {loinc, "11369-6", "Vaccinations", [3]string{}, "Vaccine|Date|Status"},
	sectionResults:       {loinc, "30954-2", "Test results", [3]string{}, "Test|Date|Result|Range, state"},
	sectionProcedures:    {loinc, "47519-4", "Procedures", [3]string{}, "Procedure|Date|Status"},
	sectionDevices:       {loinc, "46264-8", "Devices", [3]string{}, ""},
	sectionAlerts:        {loinc, "104605-1", "Alerts", [3]string{}, ""},
	sectionFunctional:    {loinc, "47420-5", "Functioning", [3]string{}, ""},
	sectionPast:          {loinc, "11348-0", "Past problems", [3]string{}, "Problem|Since|Status"},
	sectionPregnancy:     {loinc, "10162-6", "Pregnancy", [3]string{}, ""},
	sectionPlan:          {loinc, "18776-5", "Plan of care", [3]string{}, ""},
	sectionSocial:        {loinc, "29762-2", "Social history", [3]string{}, ""},
	sectionVitals:        {loinc, "8716-3", "Vital signs", [3]string{}, "Sign|Date|Value"},
	sectionComplaints:    {loinc, "10154-3", "Complaints", [3]string{}, ""},
	sectionFamily:        {loinc, "10157-6", "Family history", [3]string{}, ""},
	sectionExamination:   {loinc, "29545-1", "Examination", [3]string{}, "Examined|Date|Finding"},
	sectionQuestions:     {ownSection, "questions", "Questions asked", [3]string{}, ""},
	sectionAssessment:    {loinc, "51848-0", "Assessment", [3]string{}, ""},
	sectionMental:        {ownSection, "mental-health", "Mental health", [3]string{}, ""},
	sectionServices:      {ownSection, "services", "Referrals and support services", [3]string{}, ""},
	sectionCounselling:   {loinc, "69730-0", "Counselling", [3]string{}, ""},
	sectionProtection:    {ownSection, "protection", "Protection", [3]string{}, ""},
	sectionOutcome:       {ownSection, "outcome", "Transfer and outcome", [3]string{}, ""},
	sectionConsents:      {loinc, "59284-0", "Consents", [3]string{}, ""},
	sectionEncounters:    {loinc, "46240-8", "Encounters", [3]string{}, ""},
	sectionAbout:         {ownSection, "about", "About this record", [3]string{}, ""},
}

// composition writes the document's Composition: a section for all that
// applies, each with its narrative, and for the three required ones the reason
// why they are empty.
func (x *Exporter) composition(_ *resource) {
	x.lit(`,"meta":{"profile":["http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips"]}`)
	x.lit(`,"language":"en","status":"final","type":{"coding":[{"system":"http://loinc.org","code":"60591-5"}]}`)
	x.subject("subject")
	x.lit(`,"date":"`)
	x.b = append(x.b, x.stamp...)
	x.lit(`","author":[`)
	if r := x.resourceOf("Organization", x.rec.Custodian); r != nil {
		x.reference(r)
	} else {
		x.lit(`{"display":"electronic Personal Health Record"}`)
	}
	x.lit(`],"title":"International Patient Summary"`)
	if x.labels {
		switch x.highWater().Tier {
		case ephr.T4:
			x.lit(`,"confidentiality":"V"`)
		case ephr.T3:
			x.lit(`,"confidentiality":"R"`)
		}
	}
	if r := x.resourceOf("Organization", x.rec.Custodian); r != nil {
		x.key("custodian")
		x.reference(r)
	}
	x.lit(`,"section":[`)
	for id := sectionProblems; id < sectionCount; id++ {
		x.section(id)
	}
	x.put(']')
}

func (x *Exporter) section(id sectionID) {
	members := x.bySection[x.sections[id]:x.sections[id+1]]
	n := len(members)
	if n == 0 && id > sectionMedications {
		return
	}
	s := &sections[id]
	x.comma()
	x.lit(`{"title":`)
	x.str(s.title)
	x.lit(`,"code":{"coding":[{"system":"`)
	x.lit(s.system)
	x.lit(`","code":"`)
	x.lit(s.code)
	x.lit(`"}]},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">`)
	if n == 0 {
		reason, words := x.emptyReason(s)
		x.lit("<p>")
		x.lit(words)
		x.lit("</p>")
		if id == sectionMedications && !x.release.All {
			x.lit(incomplete)
		}
		x.lit(`</div>"},"emptyReason":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/list-empty-reason","code":"`)
		x.lit(reason)
		x.lit(`"}],"text":"`)
		x.lit(words)
		x.lit(`"}}`)
		return
	}
	x.lit("<table>")
	x.heads(s.heads)
	x.lit("<tbody>")
	rows := 0
	for pass := range 2 { // what is true now comes before what was
		for _, i := range members {
			if r := &x.plan[i]; r.kind.hasRow() && x.past(r) == (pass == 1) {
				x.lit("<tr>")
				x.row(r)
				x.lit("</tr>")
				rows++
			}
		}
	}
	if rows == 0 { // an empty table body is not valid XHTML
		x.lit("<tr><td>")
		x.lit(s.title)
		x.lit("</td></tr>")
	}
	x.lit("</tbody></table>")
	if id == sectionMedications && !x.release.All {
		x.lit(incomplete)
	}
	x.lit(`</div>"},"entry":[`)
	for _, i := range members {
		x.comma()
		x.reference(&x.plan[i])
	}
	x.lit("]}")
}

// incomplete stands in every summary that is not of all tiers, whether or not
// anything is withheld: it tells a reader not to rely on silence.
const incomplete = "<p>This summary may be incomplete. Ask the person before prescribing, above all about other medicines and pregnancy.</p>"

// heads writes the names of a table's columns.
func (x *Exporter) heads(names string) {
	if names == "" {
		return
	}
	x.lit("<thead><tr>")
	for rest, more := names, true; more; {
		var name string
		name, rest, more = strings.Cut(rest, "|")
		x.lit("<th>")
		x.lit(name)
		x.lit("</th>")
	}
	x.lit("</tr></thead>")
}

// past reports whether a row is of a medicine that is no longer taken.
func (x *Exporter) past(r *resource) bool {
	if r.kind != kindMedicationStatement && r.kind != kindMedicationRequest {
		return false
	}
	switch x.rec.Medications[r.index].Status {
	case codes.MedicationStatusActive, codes.MedicationStatusIntended, codes.MedicationStatusOnHold:
		return false
	}
	return true
}

// emptyReason is why a required section is empty, as a code of
// list-empty-reason and in words. It says the same whether nothing was
// recorded or something is withheld.
func (x *Exporter) emptyReason(s *section) (code, words string) {
	switch x.rec.Absent.Of(s.members[0]) {
	case codes.AbsentReasonNilKnown:
		return "nilknown", "None known."
	case codes.AbsentReasonNotAsked:
		return "notasked", "Not asked."
	case codes.AbsentReasonAskedDeclined:
		return "unavailable", "Asked, and not answered."
	}
	return "unavailable", "No information is available."
}

// The cells of a narrative row.

func (x *Exporter) cell(parts ...string) {
	x.lit("<td>")
	first := true
	for _, p := range parts {
		if p == "" {
			continue
		}
		if !first {
			x.lit(", ")
		}
		x.html(p)
		first = false
	}
	x.lit("</td>")
}

// some writes a part of a cell, with a comma where something is before it.
func (x *Exporter) some(parts ...string) {
	for _, p := range parts {
		if p == "" {
			continue
		}
		x.part()
		x.html(p)
	}
}

// part parts what is written in a cell from what stands there.
func (x *Exporter) part() {
	if n := len(x.b); n > 4 && string(x.b[n-4:]) != "<td>" {
		x.lit(", ")
	}
}

// titled writes a part of a cell with a name in front of it.
func (x *Exporter) titled(name, value string) {
	if value != "" {
		x.part()
		x.lit(name)
		x.put(' ')
		x.html(value)
	}
}

func (x *Exporter) quantityCell(q *ephr.Quantity) {
	x.lit("<td>")
	x.quantityText(q)
	x.lit("</td>")
}

func (x *Exporter) quantityText(q *ephr.Quantity) {
	if q == nil {
		return
	}
	if q.Comparator != "" {
		x.html(string(q.Comparator))
		x.put(' ')
	}
	x.html(string(q.Value))
	if unit := q.Unit; unit != "" {
		x.put(' ')
		x.html(unit)
	} else if q.Code != "" {
		x.put(' ')
		x.html(string(q.Code))
	}
}
