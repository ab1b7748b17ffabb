package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/icd"
)

// The datatypes of FHIR, each appended from the record's own. A name that is
// passed in is written in front; nothing is written where there is no value.

// dataAbsent is the data-absent-reason code of the record's reason. FHIR has
// none for "known to be none": a section's emptyReason says that.
func dataAbsent(r codes.AbsentReason) string {
	if e, ok := r.Entry(); ok {
		if c, ok := e.Coding(codes.HL7DataAbsentReason); ok {
			return c
		}
	}
	return "unknown"
}

const (
	extAbsent         = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
	systemFormat      = "https://openephr.github.io/ephr-go/CodeSystem/record-format"
	systemSensitivity = "https://openephr.github.io/ephr-go/CodeSystem/sensitivity"
	systemCountry     = "urn:iso:std:iso:3166"
	systemOwnCountry  = "https://openephr.github.io/ephr-go/CodeSystem/country"
	systemReason      = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
	testData          = "HTEST" // a record of nobody
	extLanguage       = "http://hl7.org/fhir/StructureDefinition/language"
	undetermined      = "und-" // BCP 47: of no particular language, in the script that follows
	extOriginal       = "http://hl7.org/fhir/StructureDefinition/originalText"
	extTranslation    = "http://hl7.org/fhir/StructureDefinition/translation"
	absentOpen        = `{"extension":[{"url":"` + extAbsent + `","valueCode":"`
	absentClose       = `"}]}`
	extBase           = "https://openephr.github.io/ephr-go/StructureDefinition/"
	systemUCUM        = "http://unitsofmeasure.org"
	systemItem        = "https://openephr.github.io/ephr-go/CodeSystem/record-item"
	systemURN         = "urn:ietf:rfc:3986"
	systemKey         = "https://openephr.github.io/ephr-go/site-key"
	systemLocal       = "https://openephr.github.io/ephr-go/local-id"
	systemLabelled    = "https://openephr.github.io/ephr-go/labelled"
	systemAbsent      = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
)

// absent writes a primitive's companion that says why there is no value.
func (w *writer) absent(name, reason string) {
	w.comma()
	w.lit(`"_`)
	w.lit(name)
	w.lit(`":`)
	w.lit(absentOpen)
	w.lit(reason)
	w.lit(absentClose)
}

// dateTime writes a date or time as FHIR R4 can hold it. What FHIR cannot
// hold goes into extensions: that a date is estimated, and the text of a time
// without a zone or without seconds.
func (w *writer) dateTime(name string, t ephr.DateTime) {
	if t == "" {
		return
	}
	// Most of what was done on a visit has the visit's time.
	if t != w.time {
		w.time = t
		w.timeValue, w.timeEstimated, w.timeOriginal = fhirTime(t)
	}
	value, estimated, original := w.timeValue, w.timeEstimated, w.timeOriginal
	if value != "" {
		w.key(name)
		w.put('"')
		w.lit(value)
		if len(value) == 16 { // minutes with a zone: the zone follows the seconds
			w.lit(":00")
			w.lit(string(t[16:]))
		}
		w.put('"')
	}
	if estimated || original {
		w.comma()
		w.lit(`"_`)
		w.lit(name)
		w.lit(`":{"extension":[`)
		w.timeExtensions(t, estimated, original)
		w.lit("]}")
	}
}

func (w *writer) timeExtensions(t ephr.DateTime, estimated, original bool) {
	if estimated {
		w.comma()
		w.lit(`{"url":"` + extBase + `estimated","valueBoolean":true}`)
	}
	if estimated || original {
		w.comma()
		w.lit(`{"url":"` + extOriginal + `","valueString":`)
		w.str(string(t))
		w.put('}')
	}
}

// fhirTime is the part of t that FHIR's dateTime can hold; 16 characters mean
// that seconds and zone are to be added.
func fhirTime(t ephr.DateTime) (value string, estimated, original bool) {
	if !t.Exists() {
		return "", false, true
	}
	s := t.Text()
	switch {
	case len(s) <= 10:
		return s, t.Estimated(), false
	case !t.Zoned():
		return s[:10], false, true
	case s[16] != ':': // no seconds
		return s[:16], false, true
	}
	return s, false, false
}

// writtenTime is t as dateTime writes it.
func writtenTime(t ephr.DateTime) string {
	value, _, _ := fhirTime(t)
	if len(value) == 16 {
		return value + ":00" + string(t[16:])
	}
	return value
}

// date writes a date; FHIR's date and dateTime agree on dates.
func (w *writer) date(name string, d ephr.Date) { w.dateTime(name, ephr.DateTime(d)) }

// effectiveDay writes when a vital sign was taken, where FHIR wants a dateTime
// to be exact to the day (vs-1). A less exact time has no value there but the
// reason, and what was written.
func (w *writer) effectiveDay(t ephr.DateTime) {
	if value, _, _ := fhirTime(t); len(value) >= 10 {
		w.dateTime("effectiveDateTime", t)
		return
	}
	w.lit(`,"_effectiveDateTime":`)
	w.noDay(t)
}

// effectiveImage is effectiveDay for images. Their invariant (ips-1) fails on a
// dateTime that has an extension and no value, and lets a Period pass.
func (w *writer) effectiveImage(t ephr.DateTime) {
	if value, _, _ := fhirTime(t); len(value) >= 10 {
		w.dateTime("effectiveDateTime", t)
		return
	}
	w.lit(`,"effectivePeriod":{"_start":`)
	w.noDay(t)
	w.put('}')
}

func (w *writer) noDay(t ephr.DateTime) {
	w.lit(`{"extension":[{"url":"` + extAbsent + `","valueCode":"unknown"}`)
	if t != "" {
		w.timeExtensions(t, false, true)
	}
	w.lit("]}")
}

// required writes a time, or that it is not known.
func (w *writer) required(name string, t ephr.DateTime) {
	if value, _, _ := fhirTime(t); value != "" {
		w.dateTime(name, t)
		return
	}
	w.comma()
	w.lit(`"_`)
	w.lit(name)
	w.lit(`":{"extension":[{"url":"` + extAbsent + `","valueCode":"unknown"}`)
	if t != "" {
		w.timeExtensions(t, false, true)
	}
	w.lit("]}")
}

// instant writes a moment. FHIR wants seconds and a zone; a less exact time is carried beside it.
func (w *writer) instant(name string, t ephr.DateTime) {
	if t == "" {
		return
	}
	if w.moment(name, t) {
		return
	}
	w.comma()
	w.lit(`"_`)
	w.lit(name)
	w.lit(`":{"extension":[`)
	w.timeExtensions(t, false, true)
	w.lit("]}")
}

// moment writes a time with a zone as FHIR's instant; where it has no seconds they
// are written as none, and what was recorded beside it.
func (w *writer) moment(name string, t ephr.DateTime) bool {
	if !t.Exists() || !t.Zoned() {
		return false
	}
	if t.Precision() == ephr.PrecisionSecond {
		w.member(name, string(t))
		return true
	}
	w.key(name)
	w.put('"')
	w.lit(string(t[:16]))
	w.lit(":00")
	w.lit(string(t[16:]))
	w.lit(`","_`)
	w.lit(name)
	w.lit(`":{"extension":[`)
	w.timeExtensions(t, false, true)
	w.lit("]}")
	return true
}

func (w *writer) period(name string, p *ephr.Period) {
	if p == nil || p.Start == "" && p.End == "" {
		return
	}
	w.key(name)
	w.periodValue(p)
}

func (w *writer) periodValue(p *ephr.Period) {
	w.open()
	w.dateTime("start", p.Start)
	// FHIR wants the end not to be before the start, and cannot compare times of
	// different precision (per-1); such an end is carried as it was written.
	if p.Start != "" && p.End != "" && !ordered(p.Start, p.End) {
		w.comma()
		w.lit(`"_end":{"extension":[`)
		w.timeExtensions(p.End, false, true)
		w.lit("]}")
	} else {
		w.dateTime("end", p.End)
	}
	w.close()
}

// ordered reports whether FHIR can see that start is not after end.
func ordered(start, end ephr.DateTime) bool {
	a, _, _ := fhirTime(start)
	b, _, _ := fhirTime(end)
	switch {
	case a == "" || b == "":
		return true
	case len(a) <= 10 || len(b) <= 10:
		return len(a) == len(b) && a <= b
	case len(a) != len(b):
		return false // fractions of a second on one side, or other zones: readers disagree
	}
	c, known := start.Compare(end)
	return known && c <= 0
}

// quantity writes an amount. A unit code without a system means UCUM.
func (w *writer) quantity(name string, q *ephr.Quantity) {
	if q == nil || !quantityShown(q) {
		return
	}
	w.key(name)
	w.quantityValue(q)
}

func quantityShown(q *ephr.Quantity) bool {
	return q.Value.Valid() || q.Unit != "" || q.Code != ""
}

func (w *writer) quantityValue(q *ephr.Quantity) {
	w.open()
	if q.Value.Valid() {
		w.key("value")
		w.lit(string(q.Value))
	}
	if q.Comparator.Known() {
		w.text("comparator", string(q.Comparator))
	}
	w.quantityUnit(q)
	w.close()
}

func (w *writer) quantityUnit(q *ephr.Quantity) {
	if q.Unit != "" {
		w.text("unit", q.Unit)
	} else if q.Code != "" { // some profiles want a unit in words
		w.text("unit", string(q.Code))
		w.assumed("unit")
	}
	if ucum(q.Code) {
		w.lit(`,"system":"` + systemUCUM + `","code":`)
		w.str(string(q.Code))
	}
}

// ucum reports whether a unit can be one of UCUM, which has no blanks and no
// letters beyond ASCII.
func ucum(code ephr.Code) bool {
	for i := range len(code) {
		if code[i] <= ' ' || code[i] >= 0x7f {
			return false
		}
	}
	return code != ""
}

// simpleQuantity is a quantity as FHIR wants it in ranges and doses: a
// comparator has no place in it and stands in an extension.
func (w *writer) simpleQuantity(name string, q *ephr.Quantity) {
	if q == nil || !quantityShown(q) {
		return
	}
	w.key(name)
	w.open()
	if q.Comparator != "" {
		w.lit(`"extension":[{"url":"` + extBase + `comparator","valueCode":`)
		w.str(string(q.Comparator))
		w.lit("}]")
	}
	if q.Value.Valid() {
		w.key("value")
		w.lit(string(q.Value))
	}
	w.quantityUnit(q)
	w.close()
}

// coding writes one code, in edition 2019 where an ICD-10 code of that edition names none.
func (w *writer) coding(c *ephr.Coding) {
	w.open()
	w.text("system", uri(c.System))
	switch {
	case c.Version != "":
		w.text("version", c.Version)
	case codes.System(c.System) == codes.ICD10:
		if code, err := icd.Parse(string(c.Code)); err == nil && code.Listed() {
			w.lit(`,"version":"2019","_version":{"extension":[{"url":"` + extBase + `assumed","valueBoolean":true}]}`)
		}
	}
	w.text("code", string(c.Code))
	// WHO's titles are not ours to publish; what the sender wrote is kept beside the code.
	beside := codes.System(c.System) == codes.ICD10 && c.Display != ""
	if !beside {
		w.text("display", c.Display)
	}
	if beside || len(c.Translations) > 0 {
		w.lit(`,"_display":{"extension":[`)
		if beside {
			w.lit(`{"url":"` + extBase + `sender-display","valueString":`)
			w.str(c.Display)
			w.put('}')
		}
		for i := range c.Translations {
			w.comma()
			w.translation(&c.Translations[i])
		}
		w.lit("]}")
	}
	w.bool("userSelected", c.UserSelected)
	w.close()
}

// translation writes the wording of a code in another language.
func (w *writer) translation(t *ephr.Translation) {
	w.lit(`{"url":"` + extTranslation + `","extension":[{"url":"lang","valueCode":`)
	w.str(string(t.Language))
	w.lit(`},{"url":"content","valueString":`)
	w.str(t.Text)
	w.lit("}]}")
}

// uri is a URI that FHIR takes: a UUID or OID has the form of its kind.
func uri(u ephr.URI) string {
	s := string(u)
	if rest, ok := strings.CutPrefix(s, "urn:uuid:"); ok && !ephr.UUID(rest).Valid() {
		return ""
	}
	if rest, ok := strings.CutPrefix(s, "urn:oid:"); ok {
		if rest == "" || rest[0] > '2' || !strings.Contains(rest, ".") || strings.Trim(rest, "0123456789.") != "" ||
			strings.Contains(rest, "..") || strings.Contains(rest, ".0") && !strings.Contains(rest+".", ".0.") || strings.HasSuffix(rest, ".") {
			return ""
		}
	}
	return s
}

// conceptShown reports whether anything of the concept can be written.
func conceptShown(c *ephr.Concept) bool {
	return c != nil && (len(c.Codings) > 0 || c.Text != "")
}

func (w *writer) concept(name string, c *ephr.Concept) {
	if !conceptShown(c) {
		return
	}
	w.key(name)
	w.conceptValue(c)
}

func (w *writer) conceptValue(c *ephr.Concept) {
	w.open()
	if w.reviewed(c.Reviewed) {
		w.lit(`"extension":[` + reviewedOpen)
		w.lit(c.Reviewed.String())
		w.lit("}]")
	}
	if len(c.Codings) > 0 {
		w.key("coding")
		w.put('[')
		for i := range c.Codings {
			w.comma()
			w.coding(&c.Codings[i])
		}
		w.put(']')
	}
	if c.Text == "" {
		w.text("text", conceptLabel(c))
	} else if w.member("text", c.Text); len(c.Codings) > 0 && c.Text == codingsLabel(c.Codings) {
		w.stated("text")
	}
	w.close()
}

// stated says beside a text that the record has it: it is the one that we would
// have written without.
func (w *writer) stated(name string) {
	w.lit(`,"_`)
	w.lit(name)
	w.lit(`":{"extension":[{"url":"` + extBase + `stated","valueBoolean":true}]}`)
}

// assumed says beside a value that the record does not have it.
func (w *writer) assumed(name string) {
	w.lit(`,"_`)
	w.lit(name)
	w.lit(`":{"extension":[{"url":"` + extBase + `assumed","valueBoolean":true}]}`)
}

// assumedConcept begins a CodeableConcept that the record does not have.
const assumedConcept = `"extension":[{"url":"` + extBase + `assumed","valueBoolean":true}],`

// conceptLabel is the concept in words: the record's own, else our label of a
// code, else the sender's display.
func conceptLabel(c *ephr.Concept) string {
	if c.Text != "" {
		return c.Text
	}
	return codingsLabel(c.Codings)
}

func codingsLabel(codings []ephr.Coding) string {
	for i := range codings {
		if label := codingLabel(&codings[i]); label != "" {
			return label
		}
	}
	for i := range codings {
		if codings[i].Display != "" {
			return codings[i].Display
		}
	}
	for i := range codings {
		if codings[i].Code != "" {
			return string(codings[i].Code)
		}
	}
	return ""
}

func codingLabel(c *ephr.Coding) string {
	if codes.System(c.System) == codes.ICD10 {
		if code, err := icd.Parse(string(c.Code)); err == nil {
			return code.Label()
		}
	}
	return ""
}

func (w *writer) concepts(name string, cs []ephr.Concept) {
	opened := false
	for i := range cs {
		if !conceptShown(&cs[i]) {
			continue
		}
		if !opened {
			w.key(name)
			w.put('[')
			opened = true
		}
		w.comma()
		w.conceptValue(&cs[i])
	}
	if opened {
		w.put(']')
	}
}

// listed writes a code of one of the record's lists as a CodeableConcept: the
// published codes that the list maps it to first, the list's own last.
func (w *writer) listed(name string, list *codes.List, code string) {
	if code == "" {
		return
	}
	w.key(name)
	w.listedValue(list, code, nil)
}

// listedWith is listed with a concept that says the same in other codes or words.
func (w *writer) listedWith(name string, list *codes.List, code string, c *ephr.Concept) {
	if code == "" {
		w.concept(name, c)
		return
	}
	w.key(name)
	w.listedValue(list, code, c)
}

func (w *writer) listedValue(list *codes.List, code string, c *ephr.Concept) {
	e, known := list.Lookup(code)
	if !known && !list.Own() && (c == nil || len(c.Codings) == 0) {
		w.open()
		if c != nil {
			if w.reviewed(c.Reviewed) {
				w.lit(`"extension":[` + reviewedOpen)
				w.lit(c.Reviewed.String())
				w.lit("}]")
			}
			if c.Text != "" {
				code = c.Text
			}
		}
		w.text("text", code)
		w.close()
		return
	}
	if c != nil && w.reviewed(c.Reviewed) {
		w.lit(`{"extension":[` + reviewedOpen)
		w.lit(c.Reviewed.String())
		w.lit(`}],"coding":[`)
	} else {
		w.lit(`{"coding":[`)
	}
	for g := range e.Codings() {
		if g.System == list.System() && g.Code == code || g.System == codes.HL7ListEmptyReason || saysCode(c, g.System, g.Code) {
			continue
		}
		w.comma()
		w.lit(`{"system":"`)
		w.lit(string(g.System))
		w.put('"')
		if g.System == codes.ICD10 {
			w.lit(`,"version":"2019"`)
		}
		w.lit(`,"code":"`)
		w.lit(g.Code)
		w.lit(`"}`)
	}
	if known || list.Own() { // a code that a published system does not have is not claimed to be its
		w.comma()
		w.lit(`{"system":"`)
		w.lit(string(list.System()))
		w.lit(`","code":`)
		w.str(code)
		if known && list.Own() {
			w.lit(`,"display":`)
			w.str(e.Display)
		}
		w.put('}')
	}
	label := e.Display
	if label == "" {
		label = code
	}
	stated := false
	if c != nil {
		for i := range c.Codings {
			w.comma()
			w.coding(&c.Codings[i])
		}
		if c.Text != "" {
			stated = c.Text == label
			label = c.Text
		}
	}
	w.lit(`],"text":`)
	w.str(label)
	if stated {
		w.stated("text")
	}
	w.put('}')
}

// saysCode reports whether a concept has a code itself, so that it is not written twice.
func saysCode(c *ephr.Concept, system codes.System, code string) bool {
	if c == nil {
		return false
	}
	for i := range c.Codings {
		if g := &c.Codings[i]; codes.System(g.System) == system && string(g.Code) == code {
			return true
		}
	}
	return false
}

// alsoListed writes a code of a list as one more concept of an array, if there is one.
func (w *writer) alsoListed(list *codes.List, code string) {
	if code != "" {
		w.comma()
		w.listedValue(list, code, nil)
	}
}

// label is a list code in words.
func label(list *codes.List, code string) string {
	if code == "" {
		return ""
	}
	if text := list.Display(code); text != "" {
		return text
	}
	return code
}

// identifiersWith writes business identifiers and, where everything leaves, the item's local id.
func (x *Exporter) identifiersWith(ids []ephr.Identifier, local ephr.ID) {
	if !x.release.All {
		local = ""
	}
	shown := local != ""
	for i := range ids {
		shown = shown || identifierShown(&ids[i])
	}
	if !shown {
		return
	}
	x.key("identifier")
	x.put('[')
	for i := range ids {
		if identifierShown(&ids[i]) {
			x.comma()
			x.identifier(&ids[i])
		}
	}
	if local != "" {
		x.comma()
		x.lit(`{"use":"secondary","system":"` + systemLocal + `","value":`)
		x.str(string(local))
		x.put('}')
	}
	x.put(']')
}

func identifierShown(v *ephr.Identifier) bool {
	return v.Type != "" || v.System != "" || v.Value != "" || v.Assigner != "" || v.Issuer != ""
}

// recordNumber is the type of identifiers of the record itself.
var recordNumber = ephr.Concept{Codings: []ephr.Coding{{System: systemItem, Code: "record-number"}}, Text: "Number of the record"}

func (x *Exporter) identifier(v *ephr.Identifier) { x.identifierOf(v, false) }

func (x *Exporter) identifierOf(v *ephr.Identifier, record bool) {
	x.open()
	outer := x.inExt
	x.inExt = false
	system := uri(v.System)
	if system == "" {
		x.extString("identifier-system", string(v.System)) // what R4 does not take for a URI
	}
	x.extEnd()
	x.inExt = outer
	if v.Use.Known() {
		x.text("use", string(v.Use))
	}
	if record {
		x.listedWith("type", v.Type.List(), string(v.Type), &recordNumber)
	} else {
		x.listed("type", v.Type.List(), string(v.Type))
	}
	x.text("system", system)
	x.text("value", v.Value)
	x.period("period", v.Period)
	issuer := x.siteKey(v.Issuer)
	if v.Assigner != "" || issuer != "" {
		x.key("assigner")
		x.open()
		if issuer != "" { // a site is no Organization, to which alone R4 lets it refer
			x.lit(`"identifier":{"system":"` + systemKey + `","value":`)
			x.str(issuer)
			x.put('}')
		}
		x.text("display", v.Assigner)
		x.close()
	}
	x.close()
}

func (x *Exporter) names(name string, names []ephr.HumanName) bool {
	opened := false
	for i := range names {
		if !nameShown(&names[i]) {
			continue
		}
		if !opened {
			x.key(name)
			x.put('[')
			opened = true
		}
		x.comma()
		x.nameValue(&names[i])
	}
	if opened {
		x.put(']')
	}
	return opened
}

func nameShown(n *ephr.HumanName) bool {
	return n.Family != "" || len(n.Given) > 0 || n.Text != "" || len(n.Prefix) > 0 || len(n.Suffix) > 0
}

func (x *Exporter) nameValue(n *ephr.HumanName) {
	x.open()
	if n.Representation != "" || n.Script != "" {
		x.key("extension")
		x.put('[')
		if n.Representation.Known() && n.Representation != "" {
			x.lit(`{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation","valueCode":"`)
			x.lit(string(n.Representation))
			x.lit(`"}`)
		}
		if n.Script != "" {
			x.comma()
			x.lit(`{"url":"` + extLanguage + `","valueCode":"` + undetermined)
			x.lit(string(n.Script))
			x.lit(`"}`)
		}
		x.put(']')
	}
	if n.Use.Known() {
		x.text("use", string(n.Use))
	}
	if n.Text == "" && n.Family == "" && len(n.Given) == 0 {
		x.member("text", firstOf(n.Prefix, n.Suffix)) // ips-pat-1 wants a name
		x.assumed("text")
	} else {
		x.text("text", n.Text)
	}
	x.text("family", n.Family)
	x.strings("given", n.Given)
	x.strings("prefix", n.Prefix)
	x.strings("suffix", n.Suffix)
	x.period("period", n.Period)
	x.close()
}

func firstOf(lists ...[]string) string {
	for _, l := range lists {
		if len(l) > 0 {
			return l[0]
		}
	}
	return ""
}

func (w *writer) strings(name string, list []string) {
	if len(list) == 0 {
		return
	}
	w.key(name)
	w.put('[')
	for _, s := range list {
		w.comma()
		w.str(s)
	}
	w.put(']')
}

// telecoms writes ways to reach somebody. An organisation's are never "home" (org-3).
func (x *Exporter) telecoms(list []ephr.ContactPoint, organization bool) {
	opened := false
	for i := range list {
		t := &list[i]
		site := x.resourceOf("Location", t.Site)
		if t.System == "" && t.Value == "" && t.Use == "" && t.Rank == "" && t.Period == nil && site == nil {
			continue
		}
		if !opened {
			x.key("telecom")
			x.put('[')
			opened = true
		}
		x.comma()
		x.open()
		home := organization && t.Use == codes.ContactUseHome
		if home { // org-3
			x.ext("contact-use")
			x.lit(`"valueCode":"home"}`)
		}
		x.extReference("contact-site", site)
		x.extEnd()
		if t.System == "" && t.Value != "" {
			x.member("system", "other") // cpt-2 wants a system with a value
			x.assumed("system")
		} else if t.System.Known() {
			x.text("system", string(t.System))
		}
		x.text("value", t.Value)
		if t.Use.Known() && !home {
			x.text("use", string(t.Use))
		}
		x.integer("rank", t.Rank)
		x.period("period", t.Period)
		x.close()
	}
	if opened {
		x.put(']')
	}
}

func addressShown(a *ephr.Address) bool {
	return a != nil && (a.Use != "" || a.Type != "" || a.Text != "" || len(a.Lines) > 0 || a.City != "" || a.District != "" ||
		a.State != "" || a.PostalCode != "" || a.Country != "" || a.Period != nil && (a.Period.Start != "" || a.Period.End != ""))
}

func (x *Exporter) addressValue(a *ephr.Address) {
	x.open()
	x.addressMembers(a)
	x.close()
}

func (x *Exporter) addressMembers(a *ephr.Address) {
	if a.Use.Known() {
		x.text("use", string(a.Use))
	}
	if a.Type.Known() {
		x.text("type", string(a.Type))
	}
	x.text("text", a.Text)
	x.strings("line", a.Lines)
	x.text("city", a.City)
	x.text("district", a.District)
	x.text("state", a.State)
	x.text("postalCode", a.PostalCode)
	x.text("country", string(a.Country))
	x.period("period", a.Period)
}

// country writes a country as a CodeableConcept; stateless and unknown have no ISO code.
func (w *writer) countryValue(c codes.Country) {
	w.open()
	switch {
	case !c.Known():
	case len(c) == 2 && c != "XK":
		w.lit(`"coding":[{"system":"` + systemCountry + `","code":"`)
		w.lit(string(c))
		w.lit(`"}]`)
	default: // Kosovo's code is user-assigned, stateless and unknown are no countries
		w.lit(`"coding":[{"system":"` + systemOwnCountry + `","code":"`)
		w.lit(string(c))
		w.lit(`"}]`)
	}
	text := c.Display()
	if text == "" {
		text = string(c)
	}
	w.text("text", text)
	w.close()
}

// uuidURN writes a UUID as a URN, without joining the two first.
func (w *writer) uuidURN(id string) {
	from := len(w.b)
	w.str(id)
	w.b = append(w.b, "urn:uuid:"...)
	copy(w.b[from+1+len("urn:uuid:"):], w.b[from+1:len(w.b)-len("urn:uuid:")])
	copy(w.b[from+1:], "urn:uuid:")
}

// countryReference refers to somebody or a place in a country, of which no more is known.
func (w *writer) countryReference(resourceType string, c codes.Country) {
	w.lit(`{"type":"`)
	w.lit(resourceType)
	w.lit(`","identifier":`)
	w.countryIdentifier(c)
	w.text("display", c.Display())
	w.put('}')
}

func (w *writer) countryIdentifier(c codes.Country) {
	w.lit(`{"system":"`)
	if len(c) == 2 && c != "XK" {
		w.lit(systemCountry)
	} else {
		w.lit(systemOwnCountry)
	}
	w.lit(`","value":`)
	w.str(string(c))
	w.put('}')
}

func (w *writer) languageValue(tag codes.Language) {
	w.open()
	// Private tags and those of the old registry are no codes of FHIR's value set of all languages.
	if tag.Valid() && len(tag) > 2 && tag[1] != '-' || len(tag) == 2 {
		w.lit(`"coding":[{"system":"urn:ietf:bcp:47","code":`)
		w.str(string(tag))
		w.lit("}]")
	}
	text := tag.Display()
	if text == "" {
		text = string(tag)
	}
	w.text("text", text)
	w.close()
}

// notes writes free text as Annotations, with what the caller has to add.
func (x *Exporter) notes(notes []ephr.Note) {
	opened := false
	for i := range notes {
		if notes[i].Text == "" {
			continue
		}
		if !opened {
			x.key("note")
			x.put('[')
			opened = true
		}
		x.comma()
		x.annotation(&notes[i])
	}
	if opened {
		x.put(']')
	}
}

func (x *Exporter) annotation(n *ephr.Note) {
	x.open()
	x.noteExtensions(n, false)
	x.refTo("authorReference", "Practitioner", n.Author)
	x.dateTime("time", n.Time)
	x.text("text", n.Text)
	x.close()
}

// noteExtensions carries what an Annotation, or a string, cannot say of a text.
func (x *Exporter) noteExtensions(n *ephr.Note, all bool) {
	outer := x.inExt // the note may itself stand in an extension
	x.inExt = false
	if n.Language != "" {
		if all { // R4 has no such extension of a string
			x.ext("note-language")
		} else {
			x.extURL("", extLanguage)
		}
		x.lit(`"valueCode":`)
		x.str(string(n.Language))
		x.put('}')
	}
	if all {
		x.extReference("author", x.resourceOf("Practitioner", n.Author))
		x.extDateTime("recorded", n.Time)
	}
	if x.reviewed(n.Reviewed) {
		x.extBool("reviewed", n.Reviewed)
	}
	x.extEnd()
	x.inExt = outer
}

// noteText writes a text for which FHIR has a string, and beside it what a
// string cannot say: the language, who wrote it and when.
func (x *Exporter) noteText(name string, n *ephr.Note) {
	if n == nil || n.Text == "" {
		return
	}
	x.member(name, n.Text)
	mark := len(x.b)
	x.lit(`,"_`)
	x.lit(name)
	x.lit(`":{`)
	open := len(x.b)
	if x.noteExtensions(n, true); len(x.b) == open { // nothing that a string cannot say
		x.b = x.b[:mark]
		return
	}
	x.close()
}
