package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// conditionSection says in which section of the summary a condition stands.
func conditionSection(v *ephr.Condition) sectionID {
	switch v.ClinicalStatus {
	case "inactive", "remission", "resolved":
		return sectionPast
	}
	switch v.Certainty {
	case "refuted", "entered-in-error":
		return sectionPast
	}
	if v.Abatement != "" {
		return sectionPast
	}
	return sectionProblems
}

func (x *Exporter) condition(r *resource) {
	v := &x.rec.Conditions[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Condition-uv-ips", r.class)
	x.entryHead(&v.Entry)
	x.extBool("notifiable", v.Notifiable)
	// con-5: an entry made in error has no clinical status; con-4: one that has ended is inactive.
	status := v.ClinicalStatus
	ended := v.Abatement != ""
	switch {
	case v.Certainty == "entered-in-error":
		status = ""
	case ended && (status == "" || status == "active" || status == "recurrence" || status == "relapse"):
		status = "resolved"
	case status == "":
		status = "active" // con-3: a problem on the list has one
	}
	if v.ClinicalStatus != "" && v.ClinicalStatus != status {
		x.carryMember("clinicalStatus", string(v.ClinicalStatus))
	}
	if !v.Category.Known() && conceptShown(v.CategoryConcept) {
		x.carryMember("category", string(v.Category))
	}
	if v.Certainty == "entered-in-error" {
		x.carryMember("abatement", string(v.Abatement))
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	if status != "" && status.Known() {
		x.lit(`,"clinicalStatus":{`)
		if v.ClinicalStatus == "" {
			x.lit(assumedConcept)
		}
		x.lit(`"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"`)
		x.lit(string(status))
		x.lit(`"}]}`)
	}
	if v.Certainty != "" && v.Certainty.Known() {
		x.lit(`,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"`)
		x.lit(string(v.Certainty))
		x.lit(`"}]}`)
	}
	x.lit(`,"category":[`)
	switch {
	case v.Category != "" && (v.Category.Known() || !conceptShown(v.CategoryConcept)):
		x.listedValue(v.Category.List(), string(v.Category), v.CategoryConcept)
	case conceptShown(v.CategoryConcept):
		x.conceptValue(v.CategoryConcept)
		if len(v.CategoryConcept.Codings) == 0 { // else it would be read as a code that the list does not have
			x.b = x.b[:len(x.b)-1]
			x.stated("text")
			x.put('}')
		}
	default:
		x.lit(`{` + assumedConcept + `"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item"}]}`)
	}
	x.alsoListed(v.Role.List(), string(v.Role))
	x.alsoListed(v.Course.List(), string(v.Course))
	x.alsoListed(v.Syndrome.List(), string(v.Syndrome))
	x.put(']')
	x.listedWith("severity", v.Severity.List(), string(v.Severity), v.SeverityConcept)
	x.concept("code", &v.Code)
	x.concepts("bodySite", v.BodySites)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("onsetDateTime", v.Onset)
	if v.Certainty != "entered-in-error" {
		x.dateTime("abatementDateTime", v.Abatement)
	}
	x.dateTime("recordedDate", v.Recorded)
	x.refTo("recorder", "Practitioner", v.Author)
	x.refTo("asserter", "Practitioner", v.Asserter)
	x.evidence(v.Evidence)
	x.notes(v.Notes)
}

// readCondition is the other direction.
func (im *importer) readCondition(e el) bool {
	c := e.concept("code")
	if c == nil || noneKnown(c) {
		return false
	}
	v := ephr.Condition{
		Entry:      im.head(e, "recordedDate", "recorder"),
		Code:       *c,
		Role:       codes.DiagnosisRole(e.get("category").ofOwnList(codes.DiagnosisRole("").List())),
		Course:     codes.Course(e.get("category").ofOwnList(codes.Course("").List())),
		Syndrome:   codes.Syndrome(e.get("category").ofOwnList(codes.Syndrome("").List())),
		Notifiable: e.extBool("notifiable"),
		Certainty:  codes.Certainty(closedListed(e.get("verificationStatus"), codes.Certainty("").List())),
		BodySites:  e.concepts("bodySite"),
		Onset:      e.dateTime("onsetDateTime"),
		Abatement:  e.dateTime("abatementDateTime"),
	}
	v.Category, v.CategoryConcept = im.conditionCategory(e.get("category"))
	if s := e.member("category"); s != "" {
		v.Category = codes.ConditionCategory(s)
	}
	v.Severity, v.SeverityConcept = im.severity(e.get("severity"))
	v.Author = im.authorOf(e, v.Author, "recorder")
	v.Asserter = im.who(e.get("asserter"))
	if s := e.get("clinicalStatus"); s.extBool("assumed") != ephr.True {
		v.ClinicalStatus = codes.ClinicalStatus(closedListed(s, codes.ClinicalStatus("").List()))
	}
	if s := e.member("clinicalStatus"); s != "" {
		v.ClinicalStatus = codes.ClinicalStatus(closedCode(v.ClinicalStatus.List(), s))
	}
	// What FHIR also allows: a period, or words that are a date. An age stays in source.
	if p := e.period("onsetPeriod"); p != nil && v.Onset == "" {
		v.Onset = p.Start
	}
	if t := ephr.DateTime(e.str("onsetString")); t != "" && t.Valid() && v.Onset == "" {
		v.Onset = t
	}
	if p := e.period("abatementPeriod"); p != nil && v.Abatement == "" {
		v.Abatement = p.End
	}
	if t := ephr.DateTime(e.str("abatementString")); t != "" && t.Valid() && v.Abatement == "" {
		v.Abatement = t
	}
	if t := ephr.DateTime(e.member("abatement")); t != "" && t.Valid() {
		v.Abatement = t
	}
	for evidence := range e.get("evidence").each() {
		for detail := range evidence.get("detail").each() {
			n, ok := im.target(detail)
			if !ok || passOf(im.entries[n].typ) < 2 {
				continue // no item on which a finding could rest
			}
			if id := im.ref(detail, ""); id != "" {
				v.Evidence = append(v.Evidence, id)
			}
		}
	}
	im.rec.Conditions = append(im.rec.Conditions, v)
	return true
}

// conditionCategory is the first category that is one of the list, also as LOINC
// and SNOMED CT say it, and what the sender says it in. Ours is the first.
func (im *importer) conditionCategory(categories el) (codes.ConditionCategory, *ephr.Concept) {
	list := codes.ConditionCategory("").List()
	first := categories.first()
	if first.extBool("assumed") == ephr.True {
		return "", nil
	}
	for c := range categories.each() {
		code := closedListed(c, list)
		switch {
		case im.entries[im.cur].byUs && !c.ofList(list):
			if text := c.str("text"); c.get("coding").len() == 0 && c.beside("text").extBool("stated") != ephr.True {
				return codes.ConditionCategory(openCode(text)), nil
			}
			return "", c.conceptValue()
		case code != "":
		case c.hasCode(loinc, "75326-9"), c.hasCode(string(codes.SNOMED), "55607006"):
			code = "problem-list-item"
		case c.hasCode(loinc, "29308-4"), c.hasCode(string(codes.SNOMED), "439401001"):
			code = "encounter-diagnosis"
		}
		if code != "" {
			return codes.ConditionCategory(code), c.sender(list)
		}
	}
	return "", first.conceptValue()
}

// severity is a severity of the list, also as LOINC's answers say it, or in words,
// and what the sender says it in.
func (im *importer) severity(e el) (codes.Severity, *ephr.Concept) {
	list := codes.Severity("").List()
	if im.entries[im.cur].byUs && !e.ofList(list) {
		return "", e.conceptValue()
	}
	if code := closedListed(e, list); code != "" {
		return codes.Severity(code), e.sender(list)
	}
	for g := range e.get("coding").each() {
		if g.str("system") == loinc {
			switch g.str("code") {
			case "LA6752-5":
				return "mild", e.conceptValue()
			case "LA6751-7":
				return "moderate", e.conceptValue()
			case "LA6750-9":
				return "severe", e.conceptValue()
			}
		}
	}
	return "", e.conceptValue()
}

// sender is what a concept whose code of the list is known says beyond that code.
func (e el) sender(list *codes.List) *ephr.Concept {
	if !e.ofList(list) && e.get("coding").len() == 0 {
		return nil // the code's own name
	}
	_, c := e.listedWith(list)
	return c
}

// dropEvidence takes evidence back that has not become an item.
func (im *importer) dropEvidence() {
	items := map[ephr.ID]bool{}
	for _, i := range im.active {
		if e := &im.entries[i]; e.known {
			items[e.local] = true
		}
	}
	for i := range im.rec.Conditions {
		list := im.rec.Conditions[i].Evidence
		kept := list[:0]
		for _, id := range list {
			if items[id] {
				kept = append(kept, id)
			}
		}
		im.rec.Conditions[i].Evidence = kept
	}
}

func (x *Exporter) evidence(ids []ephr.ID) {
	opened := false
	for _, id := range ids {
		r := x.resourceOf("", id)
		if r == nil {
			continue
		}
		if !opened {
			x.lit(`,"evidence":[{"detail":[`)
			opened = true
		}
		x.comma()
		x.reference(r)
	}
	if opened {
		x.lit("]}]")
	}
}

func (x *Exporter) conditionRow(r *resource) {
	v := &x.rec.Conditions[r.index]
	x.conceptCell(&v.Code)
	x.cell(string(v.Onset))
	x.cell(label(v.ClinicalStatus.List(), string(v.ClinicalStatus)), label(v.Certainty.List(), string(v.Certainty)))
}

// conceptCell writes a concept in words, with our label where the words are
// others, and with the code of ICD-10 or ATC, which is read everywhere.
func (x *Exporter) conceptCell(c *ephr.Concept) {
	x.lit("<td>")
	x.conceptWords(c)
	x.lit("</td>")
}

func (x *Exporter) conceptWords(c *ephr.Concept) {
	words, label, code := conceptLabel(c), "", ""
	for i := range c.Codings {
		if s := codes.System(c.Codings[i].System); s == codes.ICD10 || s == codes.ATC {
			label, code = codingLabel(&c.Codings[i]), string(c.Codings[i].Code)
			break
		}
	}
	x.html(words)
	if label == words {
		label = ""
	}
	if code == words {
		code = ""
	}
	if label != "" || code != "" {
		x.lit(" (")
		x.html(label)
		if label != "" && code != "" {
			x.lit("; ")
		}
		x.html(code)
		x.lit(")")
	}
}
