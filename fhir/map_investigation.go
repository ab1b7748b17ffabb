package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// investigationCategory is the record's category, else the one that the test list gives.
func investigationCategory(v *ephr.Investigation) codes.InvestigationCategory {
	if v.Category != "" && v.Category.Known() {
		return v.Category
	}
	if e, ok := v.Test.Entry(); ok {
		if c := codes.InvestigationCategory(e.Prop("category")); c.Known() && c != "" {
			return c
		}
	}
	return codes.InvestigationCategoryLaboratory
}

func (x *Exporter) investigation(r *resource) {
	v := &x.rec.Investigations[r.index]
	category := investigationCategory(v)
	imaging := category == codes.InvestigationCategoryImaging
	profile := ""
	switch {
	case imaging:
		profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-results-radiology-uv-ips"
	case category == codes.InvestigationCategoryLaboratory:
		profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-results-laboratory-pathology-uv-ips"
	}
	x.meta(profile, r.class)
	x.entryHead(&v.Entry, false)
	x.extCode("not-done-reason", string(v.NotDone))
	x.authorBeside(&v.Entry, v.Performer)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("final", string(v.Status))
	x.lit(`,"category":[{`)
	if v.Category == "" {
		x.lit(assumedConcept)
	}
	x.lit(`"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"`)
	x.lit(string(category))
	x.lit(`"}]}]`)
	x.listedWith("code", v.Test.List(), string(v.Test), v.Code)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	switch {
	case imaging:
		x.effectiveImage(v.Effective)
	case v.Effective == "":
		x.absent("effectiveDateTime", dataAbsent(v.Absent.Of("effective")))
	default:
		x.required("effectiveDateTime", v.Effective)
	}
	x.instant("issued", v.Issued)
	if !x.performers(v.Performer, v.Author, v.Laboratory) {
		x.lit(`,"performer":[` + absentOpen + "unknown" + absentClose + "]")
	}
	// one value; what else is known stands in components
	valued := true
	switch {
	case v.Value != nil && quantityShown(v.Value):
		x.quantity("valueQuantity", v.Value)
	case v.Titre.Valid():
		x.lit(`,"valueRatio":{"numerator":{"value":1},"denominator":{"value":`)
		x.lit(string(v.Titre))
		x.lit("}}")
	case v.Result != "" || conceptShown(v.Concept):
		x.listedWith("valueCodeableConcept", v.Result.List(), string(v.Result), v.Concept)
	default:
		valued = false
	}
	switch {
	case valued:
	case v.NotDone != "":
		x.dataAbsentReason("not-performed")
	default:
		x.noValue(v.Absent.Of("value"))
	}
	x.listedArray("interpretation", v.Interpretation.List(), string(v.Interpretation))
	x.notes(v.Notes)
	x.concept("bodySite", v.BodySite)
	x.listed("method", v.Method.List(), string(v.Method))
	if s := x.resourceAt(kindSpecimen, r.index, 1); s != nil {
		x.key("specimen")
		x.reference(s)
	}
	x.referenceRange(v)
	if v.Value != nil && quantityShown(v.Value) || v.Titre.Valid() {
		if v.Value != nil && quantityShown(v.Value) && v.Titre.Valid() {
			x.component(itemTitre)
			x.lit(`,"valueInteger":`)
			x.lit(string(v.Titre))
			x.close()
		}
		x.listedComponent(itemResult, v.Result.List(), string(v.Result))
		if conceptShown(v.Concept) {
			x.component(itemFinding)
			x.concept("valueCodeableConcept", v.Concept)
			x.close()
		}
	}
	for i := range v.Components {
		c := &v.Components[i]
		if !x.inComponents {
			x.key("component")
			x.lit("[")
			x.inComponents = true
		}
		x.comma()
		x.open()
		if c.Value != nil && quantityShown(c.Value) && (c.Result != "" || conceptShown(c.Concept)) {
			// a component has one value: the coded result goes beside the number
			x.ext("component-result")
			x.lit(`"valueCodeableConcept":`)
			x.resultValue(c)
			x.lit("}")
			x.extEnd()
		}
		x.componentCode(v, c)
		switch {
		case c.Value != nil && quantityShown(c.Value):
			x.quantity("valueQuantity", c.Value)
		case c.Result != "" || conceptShown(c.Concept):
			x.key("valueCodeableConcept")
			x.resultValue(c)
		default:
			x.dataAbsentReason("unknown")
		}
		x.listedArray("interpretation", c.Interpretation.List(), string(c.Interpretation))
		x.close()
	}
	x.componentsEnd()
}

// componentCode writes what a component measured. Where that is the same as
// the whole investigation, FHIR wants no common code (obs-7): it is then named
// in words only.
func (x *Exporter) componentCode(v *ephr.Investigation, c *ephr.Component) {
	same := c.Test == v.Test
	if c.Code != nil && v.Code != nil {
		for i := range c.Code.Codings {
			for j := range v.Code.Codings {
				a, b := &c.Code.Codings[i], &v.Code.Codings[j]
				same = same || a.System == b.System && a.Code == b.Code
			}
		}
	}
	if !same {
		x.listedWith("code", c.Test.List(), string(c.Test), c.Code)
		return
	}
	x.key("code")
	x.lit(`{"text":`)
	x.str(label(c.Test.List(), string(c.Test)))
	x.lit("}")
}

func (x *Exporter) resultValue(c *ephr.Component) {
	if c.Result == "" {
		x.conceptValue(c.Concept)
		return
	}
	x.listedValue(c.Result.List(), string(c.Result), c.Concept)
}

func (x *Exporter) referenceRange(v *ephr.Investigation) {
	r := v.ReferenceRange
	reversed := false
	low := r != nil && r.Low != nil && quantityShown(r.Low)
	high := r != nil && r.High != nil && quantityShown(r.High)
	if low && high {
		if c, known := r.Low.Value.Compare(r.High.Value); known && c > 0 && r.Low.Code == r.High.Code { // rng-2
			low, high = false, false
			reversed = true
		}
	}
	if !low && !high && !reversed && v.ReferenceText == "" { // obs-3
		return
	}
	x.lit(`,"referenceRange":[{`)
	if reversed { // the ends are the wrong way round
		x.originalQuantity(r.Low, true)
		x.originalQuantity(r.High, true)
		x.extEnd()
	}
	if low {
		x.simpleQuantity("low", r.Low)
	}
	if high {
		x.simpleQuantity("high", r.High)
	}
	x.text("text", v.ReferenceText)
	x.lit("}]")
}

func (x *Exporter) investigationRow(r *resource) {
	v := &x.rec.Investigations[r.index]
	x.lit("<td>")
	x.testName(v.Test, v.Code)
	x.lit("</td>")
	x.cell(string(v.Effective))
	x.lit("<td>")
	x.resultWords(v.Value, v.Titre, v.Result, v.Concept)
	for i := range v.Components {
		c := &v.Components[i]
		x.part()
		x.testName(c.Test, c.Code)
		x.lit(": ")
		from := len(x.b)
		x.resultWords(c.Value, "", c.Result, c.Concept)
		if len(x.b) == from {
			x.lit("–")
		}
	}
	x.lit("</td><td>")
	x.some(label(v.Interpretation.List(), string(v.Interpretation)))
	if g := v.ReferenceRange; g != nil && (g.Low != nil || g.High != nil) {
		x.part()
		switch {
		case g.Low == nil:
			x.lit("up to ")
			x.quantityText(g.High)
		case g.High == nil:
			x.lit("from ")
			x.quantityText(g.Low)
		default:
			x.lit("range ")
			x.quantityText(g.Low)
			x.lit(" – ")
			x.quantityText(g.High)
		}
	}
	x.some(v.ReferenceText)
	if v.NotDone != "" {
		x.titled("not done:", label(v.NotDone.List(), string(v.NotDone)))
	}
	if v.Status != codes.ResultStatusFinal {
		x.some(label(v.Status.List(), string(v.Status)))
	}
	x.lit("</td>")
}

// testName writes what was tested: a test that the list does not name in its own words.
func (x *Exporter) testName(test codes.Test, c *ephr.Concept) {
	if c != nil && (c.Text != "" || test == codes.TestOther) {
		x.html(conceptLabel(c))
		return
	}
	x.html(label(test.List(), string(test)))
}

// resultWords writes a result: number, titre, code, words.
func (x *Exporter) resultWords(q *ephr.Quantity, titre ephr.Integer, result codes.TestResult, c *ephr.Concept) {
	from := len(x.b)
	sep := func() {
		if len(x.b) > from {
			x.lit(" ")
		}
	}
	x.quantityText(q)
	if titre != "" {
		sep()
		x.lit("1:")
		x.html(string(titre))
	}
	if result != "" {
		sep()
		x.html(label(result.List(), string(result)))
	}
	if c != nil {
		sep()
		x.html(conceptLabel(c))
	}
}

func (x *Exporter) specimen(r *resource) {
	v := &x.rec.Investigations[r.index]
	s := v.Specimen
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Specimen-uv-ips", r.class)
	if s.Identifier != "" {
		x.lit(`,"identifier":[{"value":`)
		x.str(s.Identifier)
		x.lit("}]")
	}
	x.listed("type", s.Type.List(), string(s.Type))
	x.subject("subject")
	if s.Collected != "" {
		x.lit(`,"collection":{`)
		x.dateTime("collectedDateTime", s.Collected)
		x.lit("}")
	}
}

func (x *Exporter) report(r *resource) {
	v := &x.rec.Reports[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/DiagnosticReport-uv-ips", r.class)
	x.entryHead(&v.Entry, false)
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	x.authorBeside(&v.Entry, v.Performer)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("final", string(v.Status))
	if v.Category != "" {
		x.listedArray("category", v.Category.List(), string(v.Category))
	}
	x.concept("code", &v.Code)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	if v.Effective == "" {
		x.absent("effectiveDateTime", dataAbsent(v.Absent.Of("effective")))
	} else {
		x.required("effectiveDateTime", v.Effective)
	}
	x.instant("issued", v.Issued)
	x.performers(v.Performer, v.Author, "")
	x.refList("result", "Observation", v.Results)
	x.noteText("conclusion", v.Conclusion)
}

func (x *Exporter) reportRow(r *resource) {
	v := &x.rec.Reports[r.index]
	x.conceptCell(&v.Code)
	x.cell(string(v.Effective))
	x.lit("<td>")
	if v.Conclusion != nil {
		x.html(v.Conclusion.Text)
	}
	x.lit("</td><td>")
	if v.Status != codes.ResultStatusFinal {
		x.some(label(v.Status.List(), string(v.Status)))
	}
	x.lit("</td>")
}

func (x *Exporter) examination(r *resource) {
	v := &x.rec.Examinations[r.index]
	x.observation(r, &v.Entry, "", "final", "exam")
	x.listed("code", v.System.List(), string(v.System))
	x.about(&v.Entry, v.Effective, "")
	if v.Result == codes.ExaminationResultNotExamined {
		x.dataAbsentReason("not-performed")
	} else {
		x.listed("valueCodeableConcept", v.Result.List(), string(v.Result))
	}
	x.notes(v.Notes)
	for i := range v.Findings {
		if conceptShown(&v.Findings[i]) {
			x.component(itemFinding)
			x.concept("valueCodeableConcept", &v.Findings[i])
			x.close()
		}
	}
	x.componentsEnd()
}

func (x *Exporter) examinationRow(r *resource) {
	v := &x.rec.Examinations[r.index]
	x.cell(label(v.System.List(), string(v.System)))
	x.cell(string(v.Effective))
	x.lit("<td>")
	x.html(label(v.Result.List(), string(v.Result)))
	for i := range v.Findings {
		x.lit(", ")
		x.html(conceptLabel(&v.Findings[i]))
	}
	x.lit("</td>")
}
