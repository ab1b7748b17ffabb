package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Symptoms, questions asked, family history, substances, devices: what the
// person tells at the first assessment.

func (x *Exporter) symptom(r *resource) {
	v := &x.rec.Symptoms[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	if v.Chief.IsTrue() {
		x.itemCode("code", itemChief)
	} else {
		x.itemCode("code", itemSymptom)
	}
	x.about(&v.Entry, v.Recorded, "")
	x.listedWith("valueCodeableConcept", v.Code.List(), string(v.Code), v.Concept)
	x.notes(v.Notes)
	x.dateComponent(itemOnset, v.Onset)
	x.quantityComponent(itemDuration, v.Duration)
	x.listedComponent(itemSeverity, v.Severity.List(), string(v.Severity))
	if v.Answer != "" {
		x.component(itemPresence)
		x.answerValue(v.Answer)
		x.close()
	}
	if v.Chief == ephr.False {
		x.boolComponent(itemChief, v.Chief)
	}
	x.componentsEnd()
}

// readSymptom is the other direction.
func (im *importer) readSymptom(e *entryIn) bool {
	v := ephr.Symptom{
		Entry:    im.observed(e.el),
		Onset:    e.componentOf(itemOnset).dateTime("valueDateTime"),
		Duration: e.componentOf(itemDuration).quantity("valueQuantity"),
		Severity: codes.Severity(e.componentOf(itemSeverity).get("valueCodeableConcept").listed(codes.Severity("").List())),
		Answer:   e.componentOf(itemPresence).answerOf(),
		Chief:    e.componentOf(itemChief).bool("valueBoolean"),
	}
	im.recordedWith(e.el, &v.Entry)
	if isItem(e.get("code"), itemChief) {
		v.Chief = ephr.True
	}
	code, concept := e.get("valueCodeableConcept").listedWith(v.Code.List())
	if text := e.str("valueString"); concept == nil && code == "" && text != "" {
		concept = &ephr.Concept{Text: text}
	}
	if code == "" && concept != nil {
		code = "other" // which the concept says in the sender's codes and words
	}
	v.Code, v.Concept = codes.Symptom(code), concept
	if !e.stands() || code == "" || !v.Severity.Known() && v.Severity != "" {
		return false
	}
	im.rec.Symptoms = append(im.rec.Symptoms, v)
	return true
}

func (x *Exporter) symptomRow(r *resource) {
	v := &x.rec.Symptoms[r.index]
	x.cell(label(v.Code.List(), string(v.Code)), label(v.Answer.List(), string(v.Answer)))
	x.cell(string(v.Onset))
	x.quantityCell(v.Duration)
}

func (x *Exporter) redFlag(r *resource) {
	v := &x.rec.RedFlags[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Flag.List(), string(v.Flag))
	x.about(&v.Entry, v.Recorded, "")
	x.answerValue(v.Answer)
	x.notes(v.Notes)
}

// readRedFlag is the other direction.
func (im *importer) readRedFlag(e *entryIn) bool {
	v := ephr.RedFlag{Entry: im.observed(e.el), Flag: codes.RedFlag(e.get("code").listed(codes.RedFlag("").List())), Answer: e.answerOf()}
	im.recordedWith(e.el, &v.Entry)
	if !e.stands() || v.Flag == "" || v.Answer == "" {
		return false
	}
	im.rec.RedFlags = append(im.rec.RedFlags, v)
	return true
}

func (x *Exporter) redFlagRow(r *resource) {
	v := &x.rec.RedFlags[r.index]
	x.cell(label(v.Flag.List(), string(v.Flag)))
	x.cell(label(v.Answer.List(), string(v.Answer)), string(v.Recorded))
}

func (x *Exporter) healthQuestion(r *resource) {
	v := &x.rec.HealthQuestions[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Question.List(), string(v.Question))
	x.about(&v.Entry, v.Recorded, "")
	x.answerValue(v.Answer)
	x.notes(v.Notes)
	x.dateComponent(itemSince, ephr.DateTime(v.Since))
	x.componentsEnd()
}

// readHealthQuestion is the other direction.
func (im *importer) readHealthQuestion(e *entryIn) bool {
	v := ephr.HealthQuestion{
		Entry: im.observed(e.el), Question: codes.HealthQuestion(e.get("code").listed(codes.HealthQuestion("").List())), Answer: e.answerOf(),
		Since: e.componentOf(itemSince).date("valueDateTime"),
	}
	im.recordedWith(e.el, &v.Entry)
	if !e.stands() || v.Question == "" || v.Answer == "" {
		return false
	}
	im.rec.HealthQuestions = append(im.rec.HealthQuestions, v)
	return true
}

func (x *Exporter) healthQuestionRow(r *resource) {
	v := &x.rec.HealthQuestions[r.index]
	x.cell(label(v.Question.List(), string(v.Question)))
	x.cell(label(v.Answer.List(), string(v.Answer)), string(v.Since))
}

func (x *Exporter) familyHistory(r *resource) {
	v := &x.rec.FamilyHistory[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"completed"`)
	x.subject("patient")
	x.dateTime("date", v.Recorded)
	x.listed("relationship", v.Relationship.List(), string(v.Relationship))
	x.listed("sex", v.Sex.List(), string(v.Sex))
	x.bool("deceasedBoolean", v.Deceased)
	x.notes(v.Notes)
	opened := false
	for i := range v.Conditions {
		c := &v.Conditions[i]
		if !conceptShown(&c.Code) {
			continue
		}
		if !opened {
			x.lit(`,"condition":[`)
			opened = true
		}
		x.comma()
		x.open()
		if c.OnsetAge != nil && !isAge(c.OnsetAge) {
			x.originalQuantity(c.OnsetAge, true)
			x.extEnd()
		}
		x.concept("code", &c.Code)
		x.age("onset", c.OnsetAge)
		x.close()
	}
	if opened {
		x.put(']')
	}
}

// readFamilyHistory is the other direction.
func (im *importer) readFamilyHistory(e *entryIn) bool {
	v := ephr.FamilyHistory{
		Entry:        im.head(e.el, "date", ""),
		Relationship: relationship(e.get("relationship")),
		Sex:          codes.Sex(e.get("sex").listed(codes.Sex("").List())),
		Deceased:     e.bool("deceasedBoolean"),
	}
	if v.Relationship == "" || !e.stands() {
		return false
	}
	if !v.Sex.Known() {
		v.Sex = ""
	}
	for _, name := range [...]string{"deceasedAge", "deceasedRange", "deceasedDate", "deceasedString"} {
		if e.get(name).ok() {
			v.Deceased = ephr.True
		}
	}
	for c := range e.get("condition").each() {
		code := c.concept("code")
		if code == nil {
			continue
		}
		age := c.ext("original-quantity").quantity("valueQuantity")
		if age == nil {
			age = c.quantity("onsetAge")
		}
		v.Conditions = append(v.Conditions, ephr.FamilyCondition{Code: *code, OnsetAge: age})
	}
	im.rec.FamilyHistory = append(im.rec.FamilyHistory, v)
	return true
}

// relatives are SNOMED CT's concepts of the nearest relatives.
var relatives = [...]struct {
	snomed string
	code   codes.Relationship
}{
	{"72705000", codes.RelationshipMother}, {"66839005", codes.RelationshipFather}, {"27733009", codes.RelationshipSister},
	{"70924004", codes.RelationshipBrother}, {"66089001", codes.RelationshipDaughter}, {"65616008", codes.RelationshipSon},
}

// relationship reads how a relative stands to the person: one whose code is not
// on the list is a member of the family.
func relationship(e el) codes.Relationship {
	if code := e.listed(codes.Relationship("").List()); code != "" {
		return codes.Relationship(code)
	}
	for i := range relatives {
		if e.hasCode(string(codes.SNOMED), relatives[i].snomed) {
			return relatives[i].code
		}
	}
	if e.conceptValue() == nil {
		return ""
	}
	return codes.RelationshipFamilyMember
}

// isAge reports whether FHIR takes the amount for an Age.
func isAge(q *ephr.Quantity) bool {
	f, ok := q.Value.Float64()
	return ok && f > 0 && codes.TimeUnit(q.Code).Known()
}

// age writes an Age where the amount is one, else a string.
func (x *Exporter) age(prefix string, q *ephr.Quantity) {
	if q == nil || !quantityShown(q) {
		return
	}
	if isAge(q) {
		x.quantity(prefix+"Age", q)
		return
	}
	text := string(q.Value)
	if q.Unit != "" {
		text += " " + q.Unit
	} else if q.Code != "" {
		text += " " + string(q.Code)
	}
	x.text(prefix+"String", text)
}

func (x *Exporter) familyHistoryRow(r *resource) {
	v := &x.rec.FamilyHistory[r.index]
	x.cell(label(v.Relationship.List(), string(v.Relationship)))
	x.lit("<td>")
	for i := range v.Conditions {
		if i > 0 {
			x.lit(", ")
		}
		x.html(conceptLabel(&v.Conditions[i].Code))
	}
	x.lit("</td>")
}

// substanceUse writes tobacco and alcohol as IPS has them, which allows no
// components; the rest of what is known stands in extensions.
func (x *Exporter) substanceUse(r *resource) {
	v := &x.rec.SubstanceUse[r.index]
	profile := ""
	if r.section == sectionSocial {
		switch v.Substance {
		case codes.SubstanceTobacco:
			profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-tobaccouse-uv-ips"
		case codes.SubstanceAlcohol:
			profile = "http://hl7.org/fhir/uv/ips/StructureDefinition/Observation-alcoholuse-uv-ips"
		}
	}
	x.meta(profile, r.class)
	x.entryHead(&v.Entry)
	alcohol := v.Substance == codes.SubstanceAlcohol
	if alcohol {
		x.extCode("use-status", string(v.Status))
	} else if v.Amount != nil && quantityShown(v.Amount) {
		x.ext("amount")
		x.lit(`"valueQuantity":`)
		x.quantityValue(v.Amount)
		x.put('}')
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"social-history"}]}]`)
	x.listed("code", v.Substance.List(), string(v.Substance))
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.required("effectiveDateTime", v.Effective)
	x.performers("", v.Author, "")
	switch {
	case alcohol && v.Amount != nil && quantityShown(v.Amount):
		x.quantity("valueQuantity", v.Amount)
	case !alcohol && v.Status != "":
		x.listed("valueCodeableConcept", v.Status.List(), string(v.Status))
	default:
		x.noValue(v.Absent.Of("amount"))
	}
	x.notes(v.Notes)
}

// readSubstanceUse is the other direction.
func (im *importer) readSubstanceUse(e *entryIn) bool {
	v := ephr.SubstanceUse{
		Entry: im.observed(e.el), Substance: codes.Substance(e.get("code").listed(codes.Substance("").List())),
		Status: codes.UseStatus(e.extCode("use-status")), Amount: e.ext("amount").quantity("valueQuantity"), Effective: e.effectiveOf(),
	}
	switch { // codes of the items, by which others know them
	case v.Substance != "":
	case isItem(e.get("code"), itemTobacco):
		v.Substance = codes.SubstanceTobacco
	case isItem(e.get("code"), itemAlcohol):
		v.Substance = codes.SubstanceAlcohol
	}
	if v.Status == "" {
		v.Status = useStatus(e.get("valueCodeableConcept"))
	}
	if v.Amount == nil {
		v.Amount = e.quantity("valueQuantity")
	}
	if !e.stands() || v.Substance == "" {
		return false
	}
	im.rec.SubstanceUse = append(im.rec.SubstanceUse, v)
	return true
}

// smoking are LOINC's answers about tobacco.
var smoking = [...]struct {
	loinc string
	code  codes.UseStatus
}{
	{"LA18976-3", codes.UseStatusCurrentDaily}, {"LA18977-1", codes.UseStatusCurrentOccasional}, {"LA15920-4", codes.UseStatusFormer},
	{"LA18978-9", codes.UseStatusNever}, {"LA18979-7", codes.UseStatusCurrent}, {"LA18980-5", codes.UseStatusUnknown},
	{"LA18981-3", codes.UseStatusCurrentHeavy}, {"LA18982-1", codes.UseStatusCurrentLight},
}

// useStatus reads whether a substance is used: from our code, from the concepts
// of SNOMED CT that IPS has for tobacco, or from LOINC's answers.
func useStatus(e el) codes.UseStatus {
	list := codes.UseStatus("").List()
	if code := e.listed(list); code != "" {
		return codes.UseStatus(code)
	}
	for g := range e.get("coding").each() {
		switch system, code := codes.System(g.str("system")), g.str("code"); {
		case code == "":
		case system == codes.SNOMED:
			for entry := range list.All() {
				if entry.Prop("snomed-tobacco") == code {
					return codes.UseStatus(entry.Code)
				}
			}
		case system == codes.LOINC:
			for i := range smoking {
				if smoking[i].loinc == code {
					return smoking[i].code
				}
			}
		}
	}
	return ""
}

func (x *Exporter) substanceUseRow(r *resource) {
	v := &x.rec.SubstanceUse[r.index]
	x.cell(label(v.Substance.List(), string(v.Substance)))
	x.cell(label(v.Status.List(), string(v.Status)))
	x.quantityCell(v.Amount)
}

func (x *Exporter) development(r *resource) {
	v := &x.rec.Development[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.listed("code", v.Domain.List(), string(v.Domain))
	x.about(&v.Entry, v.Recorded, "")
	x.listed("valueCodeableConcept", v.Finding.List(), string(v.Finding))
	x.notes(v.Notes)
}

// readDevelopment is the other direction.
func (im *importer) readDevelopment(e *entryIn) bool {
	v := ephr.Development{
		Entry: im.observed(e.el), Domain: codes.DevelopmentDomain(e.get("code").listed(codes.DevelopmentDomain("").List())),
		Finding: codes.DevelopmentFinding(e.get("valueCodeableConcept").listed(codes.DevelopmentFinding("").List())),
	}
	im.recordedWith(e.el, &v.Entry)
	if !e.stands() || v.Domain == "" || v.Finding == "" || !v.Finding.Known() {
		return false
	}
	im.rec.Development = append(im.rec.Development, v)
	return true
}

func (x *Exporter) developmentRow(r *resource) {
	v := &x.rec.Development[r.index]
	x.cell(label(v.Domain.List(), string(v.Domain)))
	x.cell(label(v.Finding.List(), string(v.Finding)))
}

func (x *Exporter) functioning(r *resource) {
	v := &x.rec.Functioning[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.itemCode("code", itemFunctioning)
	x.about(&v.Entry, v.Recorded, "")
	x.notes(v.Notes)
	for _, c := range [...]struct {
		item  itemID
		value codes.Difficulty
	}{{itemSeeing, v.Seeing}, {itemHearing, v.Hearing}, {itemWalking, v.Walking}, {itemRemembering, v.Remembering}, {itemSelfCare, v.SelfCare}, {itemCommunicating, v.Communicating}} {
		x.listedComponent(c.item, c.value.List(), string(c.value))
	}
	x.componentsEnd()
}

// readFunctioning is the other direction.
func (im *importer) readFunctioning(e *entryIn) bool {
	if !e.stands() {
		return false
	}
	v := ephr.Functioning{Entry: im.observed(e.el)}
	im.recordedWith(e.el, &v.Entry)
	for _, c := range [...]struct {
		item  itemID
		value *codes.Difficulty
	}{{itemSeeing, &v.Seeing}, {itemHearing, &v.Hearing}, {itemWalking, &v.Walking}, {itemRemembering, &v.Remembering}, {itemSelfCare, &v.SelfCare}, {itemCommunicating, &v.Communicating}} {
		if d := codes.Difficulty(e.componentOf(c.item).get("valueCodeableConcept").listed(c.value.List())); d.Known() {
			*c.value = d
		}
	}
	im.rec.Functioning = append(im.rec.Functioning, v)
	return true
}

// functional is the entry in the section of functional status, which wants a
// Condition or a ClinicalImpression: it points to the answers.
func (x *Exporter) functional(r *resource) {
	v := &x.rec.Functioning[r.index]
	x.meta("", r.class)
	x.lit(`,"status":"completed"`)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("date", v.Recorded)
	x.refTo("assessor", "Practitioner", v.Author)
	if o := x.resourceAt(kindFunctioning, r.index, 0); o != nil {
		x.lit(`,"investigation":[{"code":{"text":"Washington Group Short Set"},"item":[`)
		x.reference(o)
		x.lit("]}]")
	}
}

// readFunctional is the other direction: the answers to which it points hold all that it says.
func (im *importer) readFunctional(e *entryIn) bool {
	investigation := e.get("investigation")
	if investigation.len() != 1 || investigation.first().get("item").len() != 1 {
		return false
	}
	to := investigation.first().get("item").first()
	n, ok := im.target(to)
	if !ok || !isItem(im.entries[n].get("code"), itemFunctioning) {
		return false
	}
	id := im.ref(to, "Observation")
	if id == "" {
		return false
	}
	e.local = id
	return true
}

func (x *Exporter) functioningRow(r *resource) {
	v := &x.rec.Functioning[r.index]
	x.lit("<td>")
	n := 0
	for _, c := range [...]struct {
		item  itemID
		value codes.Difficulty
	}{{itemSeeing, v.Seeing}, {itemHearing, v.Hearing}, {itemWalking, v.Walking}, {itemRemembering, v.Remembering}, {itemSelfCare, v.SelfCare}, {itemCommunicating, v.Communicating}} {
		if c.value == "" {
			continue
		}
		if n > 0 {
			x.lit("; ")
		}
		x.lit(items[c.item].display)
		x.lit(": ")
		x.html(label(c.value.List(), string(c.value)))
		n++
	}
	if n == 0 {
		x.lit("Washington Group Short Set")
	}
	x.lit("</td>")
}

func (x *Exporter) deviceUse(r *resource) {
	v := &x.rec.Devices[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/DeviceUseStatement-uv-ips", r.class)
	x.entryHead(&v.Entry)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("active", string(v.Status))
	x.subject("subject")
	if v.Period != nil && (v.Period.Start != "" || v.Period.End != "") {
		x.period("timingPeriod", v.Period)
	} else {
		x.absent("timingDateTime", dataAbsent(v.Absent.Of("period")))
	}
	x.dateTime("recordedOn", v.Recorded)
	x.refTo("source", "Practitioner", v.Author)
	if d := x.resourceAt(kindDevice, r.index, 1); d != nil {
		x.key("device")
		x.reference(d)
	}
	x.concept("bodySite", v.BodySite)
	x.notes(v.Notes)
}

func (x *Exporter) device(r *resource) {
	v := &x.rec.Devices[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Device-uv-ips", r.class)
	x.concept("type", &v.Code)
	x.subject("patient")
}

// readDeviceUse is the other direction. The Device to which it refers becomes part of the item.
func (im *importer) readDeviceUse(e *entryIn) bool {
	v := ephr.Device{
		Entry: im.head(e.el, "recordedOn", "source"), Status: codes.DeviceStatus(e.str("status")),
		Period: e.period("timingPeriod"), BodySite: e.concept("bodySite"),
	}
	n, ok := im.target(e.get("device"))
	if !ok || im.entries[n].typ != "Device" || !im.mine(n) || !im.safe(&im.entries[n]) || v.Status == "" || !v.Status.Known() {
		return false
	}
	device := &im.entries[n]
	for i := range im.rec.Devices {
		if im.rec.Devices[i].ID == device.local { // a second statement about it would make a second device
			return false
		}
	}
	c := device.concept("type")
	if c == nil {
		for _, words := range [...]string{device.get("deviceName").first().str("name"), e.get("device").str("display")} {
			if c == nil && words != "" {
				c = &ephr.Concept{Text: words}
			}
		}
		if c == nil {
			return false
		}
	}
	v.Code = *c
	if t := e.dateTime("timingDateTime"); t != "" && v.Status != "completed" && v.Status != "stopped" {
		v.Period = &ephr.Period{Start: t}
	}
	device.local, device.known = v.ID, true
	im.rec.Devices = append(im.rec.Devices, v)
	return true
}

// readDevice is the other direction; true where a statement of use has made it part of an item.
func (im *importer) readDevice(e *entryIn) bool {
	for i := range im.rec.Devices {
		if im.rec.Devices[i].ID == e.local {
			return true
		}
	}
	return false
}

func (x *Exporter) deviceRow(r *resource) {
	v := &x.rec.Devices[r.index]
	x.conceptCell(&v.Code)
	x.cell(label(v.Status.List(), string(v.Status)))
}

// What the readers of Observations share.

// observed is head for an Observation, whose author stands as its performer.
func (im *importer) observed(e el) ephr.Entry {
	v := im.head(e, "", "")
	for p := range e.get("performer").each() {
		for _, typ := range [...]string{"Practitioner", "PractitionerRole"} {
			if v.Author == "" {
				v.Author = im.ref(p, typ)
			}
		}
	}
	return v
}

// recordedWith is for what is told and written down in one: where nothing says
// when it was written down, it was when it was observed.
func (im *importer) recordedWith(e el, v *ephr.Entry) {
	if v.Recorded == "" {
		v.Recorded = e.effectiveOf()
	}
}

// effectiveOf is the time of an Observation; a period counts from its start.
func (e el) effectiveOf() ephr.DateTime {
	for _, t := range [...]ephr.DateTime{e.dateTime("effectiveDateTime"), e.dateTime("effectiveInstant"),
		e.get("effectivePeriod").dateTime("start"), e.get("effectivePeriod").dateTime("end")} {
		if t != "" {
			return t
		}
	}
	return ""
}

// stands is false where the sender has taken the resource back, or never made it.
func (e el) stands() bool {
	switch e.str("status") {
	case "entered-in-error", "cancelled", "not-done":
		return false
	}
	return true
}

// isItem reports whether a code is that of an item: ours, or LOINC's.
func isItem(code el, id itemID) bool {
	it := &items[id]
	return code.hasCode(systemItem, it.code) || it.loinc != "" && code.hasCode(loinc, it.loinc)
}

// componentOf is the first component of an item.
func (e el) componentOf(id itemID) el {
	for c := range e.get("component").each() {
		if isItem(c.get("code"), id) {
			return c
		}
	}
	return el{e.d, -1}
}

// answerOf reads the answer to a question from an Observation or a component: its
// value, or why it has none.
func (e el) answerOf() codes.Answer {
	value := e.get("valueCodeableConcept")
	list := codes.Answer("").List()
	if a := codes.Answer(value.listed(list)); a != "" && a.Known() {
		return a
	}
	switch e.bool("valueBoolean") {
	case ephr.True:
		return codes.AnswerYes
	case ephr.False:
		return codes.AnswerNo
	}
	switch {
	case value.hasCode(string(codes.SNOMED), "373066001") || value.hasCode(loinc, "LA33-6"):
		return codes.AnswerYes
	case value.hasCode(string(codes.SNOMED), "373067005") || value.hasCode(loinc, "LA32-8"):
		return codes.AnswerNo
	}
	if reason := e.get("dataAbsentReason"); reason.extBool("assumed") != ephr.True {
		if a := codes.Answer(reason.listed(list)); a != "" && a.Known() {
			return a
		}
	}
	return ""
}
