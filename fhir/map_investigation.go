package fhir

import (
	"slices"
	"strings"

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
	x.entryHead(&v.Entry)
	x.extCode("not-done-reason", string(v.NotDone))
	x.performerBeside(&v.Entry, v.Performer)
	if !x.hasMembers(v) {
		for _, id := range v.Members {
			x.extReference("panel-member", x.resourceOf("Observation", id))
		}
	}
	if !v.Category.Known() {
		x.carryMember("category", string(v.Category))
	}
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
	if x.hasMembers(v) {
		x.refList("hasMember", "Observation", v.Members)
	}
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
			x.put('[')
			x.inComponents = true
		}
		x.comma()
		x.open()
		same := sameTest(v, c)
		if same && c.Test != "" {
			x.ext("component-code")
			x.lit(`"valueCodeableConcept":`)
			x.listedValue(c.Test.List(), string(c.Test), c.Code)
			x.put('}')
		}
		if c.Value != nil && quantityShown(c.Value) && (c.Result != "" || conceptShown(c.Concept)) {
			// a component has one value: the coded result goes beside the number
			x.ext("component-result")
			x.lit(`"valueCodeableConcept":`)
			x.resultValue(c)
			x.put('}')
		}
		x.extEnd()
		x.componentCode(c, same)
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

// hasMembers reports whether FHIR takes the members of a panel for its own: to IPS an
// image has none, and what a laboratory has tested has members of that kind alone.
func (x *Exporter) hasMembers(v *ephr.Investigation) bool {
	category := investigationCategory(v)
	switch category {
	case codes.InvestigationCategoryImaging:
		return false
	case codes.InvestigationCategoryLaboratory:
	default:
		return true
	}
	for _, id := range v.Members {
		r := x.resourceOf("Observation", id)
		if r != nil && (r.kind != kindInvestigation || investigationCategory(&x.rec.Investigations[r.index]) != category) {
			return false
		}
	}
	return true
}

// readInvestigation is the other direction.
func (im *importer) readInvestigation(e *entryIn) bool {
	own := hasLocalID(e.el)
	if own && !e.get("code").ofList(codes.Test("").List()) || !own && !investigated(e.el) || e.str("status") == "entered-in-error" {
		return false
	}
	v := ephr.Investigation{
		Entry: im.head(e.el, "", ""), NotDone: codes.NotDoneReason(e.extCode("not-done-reason")), Status: e.resultStatus(),
		Category: e.category(), Method: codes.TestMethod(e.get("method").listed(codes.TestMethod("").List())),
		Effective: e.effective(), Issued: e.dateTime("issued"),
		Interpretation: codes.Interpretation(e.listedFirst("interpretation", codes.Interpretation("").List())), BodySite: e.concept("bodySite"),
	}
	if v.Test, v.Code = e.get("code").test(); v.Test == "" {
		return false
	}
	v.Performer, v.Laboratory = im.performed(e.el, &v.Entry)
	v.Value, v.Titre, v.Result, v.Concept = e.result(own)
	v.ReferenceRange, v.ReferenceText = e.get("referenceRange").referenceRange()
	for m := range e.get("hasMember").each() {
		v.Members = append(v.Members, im.ref(m, "Observation"))
	}
	for x := range e.exts("panel-member") {
		v.Members = append(v.Members, im.ref(x.get("valueReference"), "Observation"))
	}
	for c := range e.get("component").each() {
		switch c.get("code").ownItem() {
		case itemTitre:
			v.Titre = c.integer("valueInteger")
		case itemResult:
			v.Result = codes.TestResult(c.get("valueCodeableConcept").listed(v.Result.List()))
		case itemFinding:
			v.Concept = c.concept("valueCodeableConcept")
		default:
			if p, ok := c.component(own); ok {
				v.Components = append(v.Components, p)
			}
		}
	}
	if !own {
		if v.Effective == "" {
			v.Absent.Set("effective", e.beside("effectiveDateTime").absentReason())
		}
		if v.Value == nil && v.Titre == "" && v.Result == "" && v.Concept == nil {
			v.Absent.Set("value", e.get("dataAbsentReason").absentConcept())
		}
	}
	im.rec.Investigations = append(im.rec.Investigations, v)
	return true
}

// investigated reports whether a foreign Observation is of something that was
// tested, imaged or seen, and not of what the person was asked or measures at home.
func investigated(e el) bool {
	for c := range e.get("code").get("coding").each() {
		if code := c.str("code"); code != "" && c.str("system") == loinc {
			if _, item := itemByLOINC(code); item {
				return false // one that says nothing that could be read
			}
		}
	}
	if code, _ := e.get("code").listedAlso(codes.Test("").List()); code != "" {
		return true
	}
	other := false
	for c := range e.get("category").each() {
		for g := range c.get("coding").each() {
			if g.str("system") == string(codes.InvestigationCategory("").List().System()) {
				if codes.InvestigationCategory(g.str("code")).Known() {
					return true
				}
				other = true
			}
		}
	}
	return !other
}

// test reads what was tested: one of the list, or another in the sender's words.
func (e el) test() (codes.Test, *ephr.Concept) {
	code, c := e.listedAlso(codes.Test("").List())
	if code == "" && c != nil {
		code = string(codes.TestOther)
	}
	return codes.Test(code), c
}

// category reads the first category that the record has.
func (e el) category() codes.InvestigationCategory {
	if s := e.member("category"); s != "" {
		return codes.InvestigationCategory(s)
	}
	for c := range e.get("category").each() {
		if c.extBool("assumed") == ephr.True {
			continue
		}
		if v := codes.InvestigationCategory(c.listed(codes.InvestigationCategory("").List())); v != "" && v.Known() {
			return v
		}
	}
	return ""
}

// resultStatus reads a status that FHIR wants, and that may have been assumed.
func (e el) resultStatus() codes.ResultStatus {
	if s := codes.ResultStatus(e.str("status")); s.Known() && !e.assumed("status") {
		return s
	}
	return ""
}

// result reads a value of any type. A foreign one of which the record has no
// type is told in words.
func (e el) result(own bool) (q *ephr.Quantity, titre ephr.Integer, result codes.TestResult, c *ephr.Concept) {
	if q = e.quantity("valueQuantity"); q != nil {
		if q.Value == "" && !own {
			q = nil
		}
		return q, "", "", nil
	}
	if v := e.get("valueCodeableConcept"); v.ok() {
		result, c = v.testResult(own)
		return nil, "", result, c
	}
	if v := e.get("valueRatio"); v.ok() {
		n, d := v.get("numerator"), v.get("denominator")
		if i, ok := d.integer("value").Int64(); ok && 1 <= i && i <= 1<<20 && n.str("unit")+d.str("unit")+n.str("code")+d.str("code") == "" && n.decimal("value") == "1" {
			return nil, d.integer("value"), "", nil
		}
		return nil, "", "", inWords(n.amount(), ":", d.amount())
	}
	if v := e.get("valueRange"); v.ok() {
		return nil, "", "", inWords(v.get("low").amount(), "–", v.get("high").amount())
	}
	if d := e.decimal("valueInteger"); d != "" {
		return &ephr.Quantity{Value: d}, "", "", nil
	}
	for _, name := range [...]string{"valueString", "valueDateTime", "valueTime"} {
		if s := e.str(name); s != "" {
			return nil, "", resultInWords(s), &ephr.Concept{Text: s}
		}
	}
	if b := e.bool("valueBoolean"); b != ephr.Unstated {
		return nil, "", "", &ephr.Concept{Text: b.String()}
	}
	return nil, "", "", nil
}

// amount is a quantity in words.
func (e el) amount() string {
	s := string(e.decimal("value"))
	if s == "" {
		return ""
	}
	s = e.str("comparator") + s
	if u := e.str("unit"); u != "" {
		return s + " " + u
	}
	if u := e.str("code"); u != "" {
		return s + " " + u
	}
	return s
}

func inWords(low, sign, high string) *ephr.Concept {
	if low == "" && high == "" {
		return nil
	}
	return &ephr.Concept{Text: low + " " + sign + " " + high}
}

// resultInWords is the coded result whose name the sender has written.
func resultInWords(s string) codes.TestResult {
	for v := range codes.TestResult("").List().All() {
		if strings.EqualFold(v.Display, s) {
			return codes.TestResult(v.Code)
		}
	}
	return ""
}

// testResult reads a coded result. Ours says itself which of the list it is, if
// any; of a foreign one the codes and words may.
func (e el) testResult(own bool) (codes.TestResult, *ephr.Concept) {
	list := codes.TestResult("").List()
	if own && !e.ofList(list) {
		return "", e.conceptValue()
	}
	code, c := e.listedWith(list)
	if code == "" && c != nil && len(c.Codings) == 0 {
		return resultInWords(c.Text), c
	}
	return codes.TestResult(code), c
}

// component reads a part of a panel; false where it does not say of what.
func (e el) component(own bool) (v ephr.Component, ok bool) {
	code := e.ext("component-code").get("valueCodeableConcept")
	if !code.ok() {
		code = e.get("code")
	}
	if v.Test, v.Code = code.test(); v.Test == "" {
		return v, false
	}
	titre := ephr.Integer("")
	if v.Value, titre, v.Result, v.Concept = e.result(own); titre != "" {
		v.Concept = &ephr.Concept{Text: "1:" + string(titre)}
	}
	if c := e.ext("component-result").get("valueCodeableConcept"); c.ok() {
		v.Result, v.Concept = c.testResult(own)
	}
	v.Interpretation = codes.Interpretation(e.listedFirst("interpretation", v.Interpretation.List()))
	return v, true
}

// referenceRange reads the usual range, where there are not several to choose from.
func (e el) referenceRange() (*ephr.Range, string) {
	usual := el{e.d, -1}
	for r := range e.each() {
		if r.get("appliesTo").ok() || r.get("age").ok() || r.get("type").ok() && !r.get("type").hasCode("http://terminology.hl7.org/CodeSystem/referencerange-meaning", "normal") {
			continue
		}
		if usual.ok() {
			return nil, ""
		}
		usual = r
	}
	v := ephr.Range{Low: usual.quantity("low"), High: usual.quantity("high")}
	n := 0
	for x := range usual.exts("original-quantity") {
		if n++; n == 1 {
			v.Low = x.quantity("valueQuantity")
		} else {
			v.High = x.quantity("valueQuantity")
		}
	}
	text := usual.str("text")
	if usual.assumed("text") {
		text = ""
	}
	if v.Low == nil && v.High == nil {
		return nil, text
	}
	return &v, text
}

// sameTest reports whether a component and the whole investigation have a code in
// common, which FHIR does not want (obs-7).
func sameTest(v *ephr.Investigation, c *ephr.Component) bool {
	if c.Test == v.Test {
		return true
	}
	if c.Code != nil {
		for i := range c.Code.Codings {
			if g := &c.Code.Codings[i]; hasCoding(v.Test, v.Code, codes.System(g.System), string(g.Code)) {
				return true
			}
		}
	}
	if e, ok := c.Test.Entry(); ok {
		for g := range e.Codings() {
			if hasCoding(v.Test, v.Code, g.System, g.Code) {
				return true
			}
		}
	}
	return false
}

// hasCoding reports whether a test is written with the code.
func hasCoding(test codes.Test, c *ephr.Concept, system codes.System, code string) bool {
	if saysCode(c, system, code) {
		return true
	}
	if e, ok := test.Entry(); ok {
		for g := range e.Codings() {
			if g.System == system && g.Code == code {
				return true
			}
		}
	}
	return false
}

// componentCode writes what a component measured; what is the same as the whole
// investigation is named in words only.
func (x *Exporter) componentCode(c *ephr.Component, same bool) {
	if !same {
		x.listedWith("code", c.Test.List(), string(c.Test), c.Code)
		return
	}
	x.key("code")
	x.lit(`{"text":`)
	x.str(label(c.Test.List(), string(c.Test)))
	x.put('}')
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
	if reversed && v.ReferenceText == "" { // obs-3
		x.member("text", string(r.Low.Value)+" – "+string(r.High.Value))
		x.assumed("text")
	}
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
			x.put(' ')
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
		x.put('}')
	}
}

// readSpecimen is the other direction of specimen. A specimen is part of the
// investigation that names it, which [importer.finishResults] finds.
func (im *importer) readSpecimen(e *entryIn) bool { return e.str("status") != "entered-in-error" }

func specimenOf(e el) *ephr.Specimen {
	v := ephr.Specimen{Type: codes.SpecimenType(e.get("type").listed(codes.SpecimenType("").List()))}
	if v.Type == "" {
		v.Type = codes.SpecimenTypeOther
	}
	c := e.get("collection")
	if v.Collected = c.dateTime("collectedDateTime"); v.Collected == "" {
		v.Collected = c.get("collectedPeriod").dateTime("start")
	}
	if v.Identifier = e.get("accessionIdentifier").str("value"); v.Identifier == "" {
		v.Identifier = e.get("identifier").first().str("value")
	}
	return &v
}

// finishResults gives the investigations their specimens, and takes from reports
// and pregnancies what has not become what it was taken for.
func (im *importer) finishResults() {
	taken := make([]bool, len(im.entries))
	at := 0
	for _, i := range im.active {
		e := &im.entries[i]
		if e.typ != "Observation" || !e.known || at == len(im.rec.Investigations) || im.rec.Investigations[at].ID != e.local {
			continue
		}
		v := &im.rec.Investigations[at]
		at++
		n, ok := im.target(e.get("specimen"))
		if !ok || taken[n] || !im.entries[n].known || im.entries[n].typ != "Specimen" {
			continue
		}
		taken[n] = true
		v.Specimen = specimenOf(im.entries[n].el)
		im.entries[n].local = v.ID
	}
	for _, i := range im.active {
		if e := &im.entries[i]; e.typ == "Specimen" && !taken[i] {
			e.known = false
		}
	}
	im.finishPanels()
	im.finishPregnancies()
}

// finishPanels leaves in reports and panels only what has become an investigation.
func (im *importer) finishPanels() {
	investigations := make(map[ephr.ID]bool, len(im.rec.Investigations))
	for i := range im.rec.Investigations {
		investigations[im.rec.Investigations[i].ID] = true
	}
	only := func(ids []ephr.ID) []ephr.ID {
		if ids = slices.DeleteFunc(ids, func(id ephr.ID) bool { return !investigations[id] }); len(ids) == 0 {
			return nil
		}
		return ids
	}
	for i := range im.rec.Reports {
		im.rec.Reports[i].Results = only(im.rec.Reports[i].Results)
	}
	for i := range im.rec.Investigations {
		im.rec.Investigations[i].Members = only(im.rec.Investigations[i].Members)
	}
}

func (x *Exporter) report(r *resource) {
	v := &x.rec.Reports[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/DiagnosticReport-uv-ips", r.class)
	x.entryHead(&v.Entry)
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	x.performerBeside(&v.Entry, v.Performer)
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

// readReport is the other direction.
func (im *importer) readReport(e *entryIn) bool {
	c := e.concept("code")
	if c == nil || e.str("status") == "entered-in-error" {
		return false
	}
	v := ephr.Report{
		Entry: im.head(e.el, "", ""), Code: *c, Status: e.resultStatus(),
		Category:  codes.InvestigationCategory(e.listedFirst("category", codes.InvestigationCategory("").List())),
		Effective: e.effective(), Issued: e.dateTime("issued"), Conclusion: im.noteText(e.el, "conclusion"),
	}
	v.Performer, _ = im.performed(e.el, &v.Entry)
	for r := range e.get("result").each() {
		if id := im.ref(r, "Observation"); id != "" {
			v.Results = append(v.Results, id)
		}
	}
	if !hasLocalID(e.el) && v.Effective == "" {
		v.Absent.Set("effective", e.beside("effectiveDateTime").absentReason())
	}
	im.rec.Reports = append(im.rec.Reports, v)
	return true
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

// readExamination is the other direction.
func (im *importer) readExamination(e *entryIn) bool {
	if !e.settled() {
		return false
	}
	v := ephr.Examination{
		Entry: im.head(e.el, "", ""), System: codes.BodySystem(e.get("code").listed(codes.BodySystem("").List())),
		Result: codes.ExaminationResult(e.get("valueCodeableConcept").listed(codes.ExaminationResult("").List())), Effective: e.effective(),
	}
	if e.get("dataAbsentReason").hasCode(systemAbsent, "not-performed") {
		v.Result = codes.ExaminationResultNotExamined
	}
	if v.System == "" || v.Result == "" || !v.Result.Known() {
		return false
	}
	v.Author = im.practitionerOf(e.get("performer").first())
	for c := range e.get("component").each() {
		if c.get("code").ownItem() == itemFinding {
			if f := c.concept("valueCodeableConcept"); f != nil {
				v.Findings = append(v.Findings, *f)
			}
		}
	}
	im.rec.Examinations = append(im.rec.Examinations, v)
	return true
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
