package fhir

import (
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Documents that others have written: each is a Composition in a collection or a
// transaction. A document of ours has a Composition of its own (composition.go),
// which is made of the record and is never read as one that was received.

const extTextLink = "http://hl7.org/fhir/StructureDefinition/textLink"

func (x *Exporter) receivedDocument(r *resource) {
	v := &x.rec.Documents[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry)
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	for i := range v.Identifiers {
		if i > 0 && identifierShown(&v.Identifiers[i]) { // a Composition has one alone
			x.ext("identifier")
			x.lit(`"valueIdentifier":`)
			x.identifier(&v.Identifiers[i])
			x.put('}')
		}
	}
	if !resourceLanguage(v.Language) {
		x.carryMember("language", string(v.Language))
	}
	x.extEnd()
	if resourceLanguage(v.Language) {
		x.text("language", string(v.Language))
	}
	x.receivedText(v.Text)
	if len(v.Identifiers) > 0 && identifierShown(&v.Identifiers[0]) {
		x.key("identifier")
		x.identifier(&v.Identifiers[0])
	}
	x.member("status", string(v.Status))
	x.concept("type", &v.Type)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	if v.Date == "" {
		x.absent("date", dataAbsent(v.Absent.Of("date")))
	} else {
		x.required("date", v.Date)
	}
	x.documentAuthors(v)
	if v.Title == "" {
		x.absent("title", dataAbsent(v.Absent.Of("title")))
	} else {
		x.member("title", v.Title)
	}
	x.text("confidentiality", string(v.Confidentiality))
	for i := range v.Attesters {
		a := &v.Attesters[i]
		x.element("attester", i)
		x.member("mode", string(a.Mode))
		x.dateTime("time", a.Time)
		x.key("party")
		if !x.party(a.Practitioner, a.Organization) {
			x.b = x.b[:len(x.b)-len(`,"party":`)]
		}
		x.close()
	}
	x.elementsEnd(len(v.Attesters))
	x.refTo("custodian", "Organization", v.Custodian)
	for i := range v.RelatesTo {
		x.element("relatesTo", i)
		x.member("code", string(v.RelatesTo[i].Code))
		x.key("targetIdentifier")
		x.identifier(&v.RelatesTo[i].Target)
		x.close()
	}
	x.elementsEnd(len(v.RelatesTo))
	for i := range v.Events {
		x.element("event", i)
		x.concepts("code", v.Events[i].Codes)
		x.period("period", v.Events[i].Period)
		x.close()
	}
	x.elementsEnd(len(v.Events))
	for i := range v.Sections {
		x.element("section", i)
		x.documentSection(&v.Sections[i])
		x.close()
	}
	x.elementsEnd(len(v.Sections))
}

// element opens the i-th object of an array, and the array before the first.
func (w *writer) element(name string, i int) {
	if i == 0 {
		w.key(name)
		w.put('[')
	}
	w.comma()
	w.open()
}

// elementsEnd closes an array of n objects, if there is one.
func (w *writer) elementsEnd(n int) {
	if n > 0 {
		w.put(']')
	}
}

// resourceLanguage reports whether a tag is one of a language of the registry, as
// far as its form tells: R4 takes nothing else for the language of a resource.
func resourceLanguage(tag codes.Language) bool {
	primary, _, _ := strings.Cut(string(tag), "-")
	return (len(primary) == 2 || len(primary) == 3) && tag.Valid()
}

func (x *Exporter) documentAuthors(v *ephr.Document) {
	x.lit(`,"author":[`)
	from := len(x.b)
	for i := range v.Authors {
		mark := len(x.b)
		x.comma()
		if !x.party(v.Authors[i].Practitioner, v.Authors[i].Organization) {
			x.b = x.b[:mark]
		}
	}
	if len(x.b) == from {
		x.lit(absentOpen + "unknown" + absentClose)
	}
	x.put(']')
}

// party writes a reference to who wrote a document or vouches for it. A
// practitioner of an organisation is a PractitionerRole, if that is where the
// record says that the practitioner works.
func (x *Exporter) party(practitioner, organization ephr.ID) bool {
	p, o := x.resourceOf("Practitioner", practitioner), x.resourceOf("Organization", organization)
	switch {
	case p == nil && o == nil:
		return false
	case p == nil:
		x.reference(o)
		return true
	case o == nil:
		x.reference(p)
		return true
	}
	if x.rec.Practitioners[p.index].Organization == organization {
		if role := x.resourceAt(kindRole, p.index, 0); role != nil {
			x.reference(role)
			return true
		}
	}
	x.reference(p)
	x.b = x.b[:len(x.b)-1] // of the reference
	x.lit(`,"extension":[{"url":"` + extBase + `on-behalf-of","valueReference":`)
	x.reference(o)
	x.lit("}]}")
	return true
}

func (x *Exporter) documentSection(v *ephr.DocumentSection) {
	entries := slices.ContainsFunc(v.Entries, func(id ephr.ID) bool { return x.resourceOf("", id) != nil })
	if entries && conceptShown(v.EmptyReason) { // cmp-2
		x.ext("empty-reason")
		x.lit(`"valueCodeableConcept":`)
		x.conceptValue(v.EmptyReason)
		x.put('}')
	}
	x.extEnd()
	x.text("title", v.Title)
	x.concept("code", v.Code)
	x.receivedText(v.Text)
	if v.Text == nil && !entries { // cmp-1
		x.key("text")
		x.lit(`{"extension":[{"url":"` + extBase + `assumed","valueBoolean":true}],"status":"generated","div":"<div xmlns=\"` + xhtmlSpace + `\">`)
		switch {
		case v.Title != "":
			x.html(v.Title)
		case conceptShown(v.Code):
			x.html(conceptLabel(v.Code))
		default:
			x.lit("–")
		}
		x.lit(`</div>"}`)
	}
	x.refList("entry", "", v.Entries)
	if !entries {
		x.concept("emptyReason", v.EmptyReason)
	}
}

// receivedText writes a narrative of somebody else. What FHIR does not allow in
// one is shown as the plain text that it is, and carried beside.
func (x *Exporter) receivedText(v *ephr.Narrative) {
	if v == nil {
		return
	}
	x.key("text")
	x.open()
	for i := range v.Links {
		r := x.resourceOf("", v.Links[i].Item)
		if r == nil {
			continue
		}
		x.extURL("", extTextLink)
		x.lit(`"extension":[{"url":"htmlid","valueString":`)
		x.str(v.Links[i].HTMLID)
		x.lit(`},{"url":"data","valueUri":`)
		x.str(x.addressOf(r))
		x.lit("}]}")
	}
	allowed := narrativeXHTML(v.Div)
	if !allowed {
		x.carryMember("div", v.Div)
	}
	x.extEnd()
	x.member("status", string(v.Status))
	if allowed {
		x.member("div", v.Div)
	} else {
		x.lit(`,"div":"<div xmlns=\"` + xhtmlSpace + `\">`)
		x.html(v.Div)
		x.lit(`</div>"`)
	}
	x.close()
}

// addressOf is the fullUrl of a resource or, where a foreign one had none, how others refer to it.
func (x *Exporter) addressOf(r *resource) string {
	if r.source == 0 && x.kind == Transaction { // a server knows no fullUrls, and rewrites none that stand in a uri
		return r.kind.name() + "/" + string(r.id[:])
	}
	if r.source == 0 {
		return "urn:uuid:" + string(r.id[:])
	}
	if s := x.sources[r.source-1]; s.FullURL != "" {
		return s.FullURL
	}
	return x.nameOf(r)
}

// isDocument reports whether a Composition is a document that was received, and
// not the one that stands in front of our own exports.
func (im *importer) isDocument(e *entryIn) bool {
	if im.ours {
		x := Exporter{ns: space(string(im.rec.ID))}
		if id := x.own(ownComposition); e.id == string(id[:]) || e.fullURL == "urn:uuid:"+string(id[:]) {
			return false
		}
	}
	return closedCode(codes.DocumentStatus("").List(), e.str("status")) != "" && e.concept("type") != nil
}

// ownComposition is the name from which the id of our own documents' Composition is derived.
const ownComposition = "Composition//document"

// readDocuments is the other direction. It comes when all else is read, since a
// document refers to what has become an item.
func (im *importer) readDocuments() {
	for _, i := range im.active {
		if e := &im.entries[i]; e.typ == "Composition" && e.known {
			im.cur = i
			im.readDocument(e.el)
		}
	}
}

func (im *importer) readDocument(e el) {
	v := ephr.Document{
		Entry: im.head(e, "", ""), Status: codes.DocumentStatus(e.str("status")), Type: *e.concept("type"), Title: e.str("title"), Date: e.dateTime("date"),
		Language: codes.Language(e.str("language")), Confidentiality: codes.Confidentiality(closedCode(codes.Confidentiality("").List(), e.str("confidentiality"))),
		Custodian: im.ref(e.get("custodian"), "Organization"), Text: im.receivedText(e.get("text")),
	}
	if tag := e.member("language"); tag != "" {
		v.Language = codes.Language(tag)
	}
	if id, ok := im.identifier(e.get("identifier")); ok && e.get("identifier").ok() {
		v.Identifiers = append(v.Identifiers, id)
	}
	for x := range e.exts("identifier") {
		if id, ok := im.identifier(x.get("valueIdentifier")); ok {
			v.Identifiers = append(v.Identifiers, id)
		}
	}
	for _, name := range [...]string{"date", "title"} {
		if reason := e.beside(name).absentReason(); reason != "" && !im.ours {
			v.Absent.Set(name, reason)
		}
	}
	for ref := range e.get("author").each() {
		if p, o := im.party(ref); p != "" || o != "" {
			v.Authors = append(v.Authors, ephr.DocumentAuthor{Practitioner: p, Organization: o})
		}
	}
	for c := range e.get("attester").each() {
		a := ephr.Attester{Mode: codes.AttestationMode(closedCode(codes.AttestationMode("").List(), c.str("mode"))), Time: c.dateTime("time")}
		a.Practitioner, a.Organization = im.party(c.get("party"))
		if a.Mode != "" {
			v.Attesters = append(v.Attesters, a)
		}
	}
	for c := range e.get("relatesTo").each() {
		code := closedCode(codes.DocumentRelation("").List(), c.str("code"))
		if target := c.get("targetIdentifier"); code != "" && target.ok() {
			if id, ok := im.identifier(target); ok {
				v.RelatesTo = append(v.RelatesTo, ephr.RelatedDocument{Code: codes.DocumentRelation(code), Target: id})
			}
		}
	}
	for c := range e.get("event").each() {
		if event := (ephr.DocumentEvent{Codes: c.concepts("code"), Period: c.period("period")}); event.Codes != nil || event.Period != nil {
			v.Events = append(v.Events, event)
		}
	}
	for c := range e.get("section").each() {
		s := ephr.DocumentSection{Title: c.str("title"), Code: c.concept("code"), Text: im.receivedText(c.get("text")), EmptyReason: c.concept("emptyReason")}
		if reason := c.ext("empty-reason"); reason.ok() {
			s.EmptyReason = reason.concept("valueCodeableConcept")
		}
		for ref := range c.get("entry").each() {
			n, ok := im.target(ref)
			if id := im.toldOf(n, ok); id != "" && (im.ours || !slices.Contains(s.Entries, id)) {
				s.Entries = append(s.Entries, id)
			}
		}
		if s.Title != "" || s.Code != nil || s.Text != nil || s.EmptyReason != nil || s.Entries != nil {
			v.Sections = append(v.Sections, s)
		}
	}
	im.rec.Documents = append(im.rec.Documents, v)
}

// toldOf is the id of the item that a document tells of in the n-th entry.
func (im *importer) toldOf(n int, ok bool) ephr.ID {
	if !ok || !im.entries[n].known || !im.mine(n) {
		return ""
	}
	switch im.entries[n].typ {
	case "Patient", "Specimen", "Device", "Provenance", "AuditEvent", "PractitionerRole":
		return "" // no items, or parts of others
	case "Organization", "Location", "Practitioner", "RelatedPerson":
		if !im.ours {
			return ""
		}
	}
	return im.entries[n].local
}

// party is who wrote a document or vouches for it: the other direction of [Exporter.party].
func (im *importer) party(ref el) (practitioner, organization ephr.ID) {
	practitioner, organization = im.who(ref), im.ref(ref, "Organization")
	if n, ok := im.target(ref); ok && im.entries[n].typ == "PractitionerRole" && im.entries[n].known {
		for i := range im.rec.Practitioners {
			if p := &im.rec.Practitioners[i]; p.ID == practitioner {
				organization = p.Organization
			}
		}
	}
	if x := ref.extReference("on-behalf-of"); x.ok() {
		organization = im.ref(x, "Organization")
	}
	return practitioner, organization
}

func (im *importer) receivedText(e el) *ephr.Narrative {
	v := ephr.Narrative{Status: codes.NarrativeStatus(closedCode(codes.NarrativeStatus("").List(), e.str("status"))), Div: e.str("div")}
	if v.Status == "" || e.extBool("assumed") == ephr.True {
		return nil
	}
	if div := e.member("div"); div != "" {
		v.Div = div
	} else if !narrativeXHTML(v.Div) {
		return nil // it would be written otherwise
	}
	for x := range e.exts(extTextLink) {
		n, ok := im.find(x.part("data").str("valueUri"))
		if id := im.toldOf(n, ok); id != "" && x.part("htmlid").str("valueString") != "" {
			v.Links = append(v.Links, ephr.NarrativeLink{HTMLID: x.part("htmlid").str("valueString"), Item: id})
		}
	}
	return &v
}

// settleDocuments takes from documents the ids of what the record does not have as
// an item after all.
func (im *importer) settleDocuments() {
	if len(im.rec.Documents) == 0 || im.rec.Person == nil {
		return
	}
	x := NewExporter(Collection, AllTiers())
	x.release = ephr.Release{All: true}
	x.rec, x.person, x.ns = x.redactor.Redact(im.rec, x.release), im.rec.Person, space(string(im.rec.ID))
	x.makePlan()
	gone := func(id ephr.ID) bool {
		r := x.resourceOf("", id)
		return r == nil || r.kind == kindPersonFact
	}
	text := func(v *ephr.Narrative) {
		if v == nil {
			return
		}
		if v.Links = slices.DeleteFunc(v.Links, func(l ephr.NarrativeLink) bool { return gone(l.Item) }); len(v.Links) == 0 {
			v.Links = nil
		}
	}
	for i := range im.rec.Documents {
		v := &im.rec.Documents[i]
		text(v.Text)
		for j := range v.Sections {
			s := &v.Sections[j]
			text(s.Text)
			if s.Entries = slices.DeleteFunc(s.Entries, gone); len(s.Entries) == 0 {
				s.Entries = nil
			}
		}
		v.Sections = slices.DeleteFunc(v.Sections, func(s ephr.DocumentSection) bool {
			return s.Title == "" && s.Code == nil && s.Text == nil && s.EmptyReason == nil && s.Entries == nil
		})
	}
}
