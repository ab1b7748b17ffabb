package fhir

import (
	"encoding/json"
	"iter"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/tape"
)

// The datatypes of FHIR, each read into the record's own: the other direction of
// datatypes.go. What a value says beyond the record's type is left alone; the
// import finds it by writing the resource again and comparing.

// el is an element of what is read, or nothing.
type el struct {
	d *document
	i int // -1 is nothing
}

func (e el) ok() bool { return e.i >= 0 }

// get is the member of that name.
func (e el) get(name string) el {
	if e.i < 0 {
		return e
	}
	return el{e.d, e.d.Get(e.i, name)}
}

// each yields the elements of an array.
func (e el) each() iter.Seq[el] {
	return func(yield func(el) bool) {
		if e.i < 0 || e.d.Nodes[e.i].Kind != tape.Array {
			return
		}
		for c := e.i + 1; c < int(e.d.Nodes[e.i].End); c = int(e.d.Nodes[c].End) {
			if !yield(el{e.d, c}) {
				return
			}
		}
	}
}

// first is the first element of an array.
func (e el) first() el {
	if e.i < 0 || e.d.Nodes[e.i].Kind != tape.Array || int(e.d.Nodes[e.i].End) == e.i+1 {
		return el{e.d, -1}
	}
	return el{e.d, e.i + 1}
}

func (e el) len() int {
	if e.i < 0 || e.d.Nodes[e.i].Kind != tape.Array {
		return 0
	}
	return e.d.Len(e.i)
}

// text is the element's string, "" where it is none. Blanks around it and empty
// strings are nothing that the record could hold.
func (e el) text() string {
	if e.i < 0 || e.d.Nodes[e.i].Kind != tape.String {
		return ""
	}
	return e.d.Nodes[e.i].Text
}

// str is the member's string.
func (e el) str(name string) string { return e.get(name).text() }

func (e el) bool(name string) ephr.Bool {
	c := e.get(name)
	if c.i < 0 {
		return ephr.Unstated
	}
	switch e.d.Nodes[c.i].Kind {
	case tape.True:
		return ephr.True
	case tape.False:
		return ephr.False
	}
	return ephr.Unstated
}

// decimal is the member's number with its digits.
func (e el) decimal(name string) ephr.Decimal {
	if c := e.get(name); c.i >= 0 && e.d.Nodes[c.i].Kind == tape.Number {
		if d := ephr.Decimal(e.d.Nodes[c.i].Text); d.Valid() {
			return d
		}
	}
	return ""
}

func (e el) integer(name string) ephr.Integer {
	if n := ephr.Integer(e.decimal(name)); n.Valid() {
		return n
	}
	return ""
}

// strings are the strings of the member, an array.
func (e el) strings(name string) (out []string) {
	for c := range e.get(name).each() {
		if s := c.text(); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// ext is the first extension of that URL; name is the end of one of our own, or a whole URL.
func (e el) ext(name string) el {
	list := e.get("extension")
	if list.i < 0 || list.d.Nodes[list.i].Kind != tape.Array {
		return el{e.d, -1}
	}
	whole := strings.Contains(name, ":")
	for c := list.i + 1; c < int(e.d.Nodes[list.i].End); c = int(e.d.Nodes[c].End) {
		if isExt(el{e.d, c}.str("url"), name, whole) {
			return el{e.d, c}
		}
	}
	return el{e.d, -1}
}

// isExt reports whether a URL is that of one of our own extensions or, as a whole, the name.
func isExt(url, name string, whole bool) bool {
	if whole {
		return url == name
	}
	return len(url) == len(extBase)+len(name) && url[len(extBase):] == name && strings.HasPrefix(url, extBase)
}

// exts yields the extensions of that URL.
func (e el) exts(name string) iter.Seq[el] {
	whole := strings.Contains(name, ":")
	return func(yield func(el) bool) {
		for x := range e.get("extension").each() {
			if isExt(x.str("url"), name, whole) && !yield(x) {
				return
			}
		}
	}
}

// part is the part of that name of an extension that has parts.
func (e el) part(name string) el {
	list := e.get("extension")
	if list.i < 0 || list.d.Nodes[list.i].Kind != tape.Array {
		return el{e.d, -1}
	}
	for c := list.i + 1; c < int(e.d.Nodes[list.i].End); c = int(e.d.Nodes[c].End) {
		if (el{e.d, c}).str("url") == name {
			return el{e.d, c}
		}
	}
	return el{e.d, -1}
}

// member is the value of a member of the record that the resource cannot have.
func (e el) member(name string) string {
	for x := range e.exts("member") {
		if x.part("name").str("valueCode") == name {
			return x.part("value").str("valueString")
		}
	}
	return ""
}

func (e el) extCode(name string) string    { return e.ext(name).str("valueCode") }
func (e el) extString(name string) string  { return e.ext(name).str("valueString") }
func (e el) extBool(name string) ephr.Bool { return e.ext(name).bool("valueBoolean") }
func (e el) extReference(name string) el   { return e.ext(name).get("valueReference") }
func (e el) beside(name string) el         { return e.get("_" + name) }
func (e el) assumed(name string) bool      { return e.beside(name).extBool("assumed") == ephr.True }
func (e el) hasCode(system, code string) bool {
	list := e.get("coding")
	if list.i < 0 || list.d.Nodes[list.i].Kind != tape.Array {
		return false
	}
	for c := list.i + 1; c < int(e.d.Nodes[list.i].End); c = int(e.d.Nodes[c].End) {
		if g := (el{e.d, c}); g.str("code") == code && g.str("system") == system {
			return true
		}
	}
	return false
}

// dateTime reads a date or time with what FHIR cannot hold of it.
func (e el) dateTime(name string) ephr.DateTime {
	x := e.beside(name)
	s := e.str(name)
	if t := ephr.DateTime(x.ext(extOriginal).str("valueString")); t != "" && t.Valid() {
		// What was recorded holds as long as nobody has changed what we wrote of it.
		if s == "" || inUTC(s) == inUTC(writtenTime(t)) {
			return t
		}
	}
	if s != "" && x.extBool("estimated") == ephr.True {
		s += "~"
	}
	if t := ephr.DateTime(s); t.Valid() {
		return t
	}
	return ""
}

// inUTC spells the zone of UTC in one way: others write it anew.
func inUTC(s string) string {
	for _, zone := range [...]string{"+00:00", "-00:00"} {
		if at, ok := strings.CutSuffix(s, zone); ok {
			return at + "Z"
		}
	}
	return s
}

func (e el) date(name string) ephr.Date {
	if d := ephr.Date(e.dateTime(name)); d.Valid() {
		return d
	}
	return ""
}

// period reads a Period.
func (e el) period(name string) *ephr.Period {
	p := e.get(name)
	v := ephr.Period{Start: p.dateTime("start"), End: p.dateTime("end")}
	if v.Start == "" && v.End == "" {
		return nil
	}
	return &v
}

// quantity reads a Quantity of UCUM, or one without a system.
func (e el) quantity(name string) *ephr.Quantity {
	q := e.get(name)
	if !q.ok() {
		return nil
	}
	v := ephr.Quantity{Value: q.decimal("value"), Comparator: codes.QuantityComparator(q.str("comparator"))}
	if c := q.extCode("comparator"); c != "" {
		v.Comparator = codes.QuantityComparator(c)
	}
	if !q.assumed("unit") {
		v.Unit = q.str("unit")
	}
	if s := q.str("system"); s == systemUCUM || s == "" {
		v.Code = ephr.Code(q.str("code"))
	}
	if v.Value == "" && v.Unit == "" && v.Code == "" {
		return nil
	}
	return &v
}

func (e el) coding() (c ephr.Coding) {
	c = ephr.Coding{System: ephr.URI(e.str("system")), Code: ephr.Code(e.str("code")), Display: e.str("display"), UserSelected: e.bool("userSelected")}
	if !e.assumed("version") {
		c.Version = e.str("version")
	}
	if s := e.beside("display").extString("sender-display"); s != "" {
		c.Display = s
	}
	for x := range e.beside("display").exts(extTranslation) {
		t := ephr.Translation{Language: codes.Language(x.part("lang").str("valueCode")), Text: x.part("content").str("valueString")}
		if t.Language.Valid() && t.Text != "" {
			c.Translations = append(c.Translations, t)
		}
	}
	return c
}

// concept reads a CodeableConcept. A text that we would have written of
// ourselves, without any being there, is none of the record's.
func (e el) concept(name string) *ephr.Concept { return e.get(name).conceptValue() }

func (e el) conceptValue() *ephr.Concept {
	if !e.ok() {
		return nil
	}
	c := ephr.Concept{Reviewed: e.reviewed()}
	for g := range e.get("coding").each() {
		if v := g.coding(); v.Code != "" || v.Display != "" {
			c.Codings = append(c.Codings, v)
		}
	}
	if text := e.str("text"); text != "" && (text != conceptLabel(&c) || e.beside("text").extBool("stated") == ephr.True) {
		c.Text = text
	}
	if len(c.Codings) == 0 && c.Text == "" {
		return nil
	}
	return &c
}

func (e el) concepts(name string) (out []ephr.Concept) {
	for c := range e.get(name).each() {
		if v := c.conceptValue(); v != nil {
			out = append(out, *v)
		}
	}
	return out
}

// tagOf is the code of the resource's tag of a system, "" where it has none.
func (e el) tagOf(system string) string {
	for tag := range e.get("meta").get("tag").each() {
		if tag.str("system") == system {
			return tag.str("code")
		}
	}
	return ""
}

func (e el) tagged(system, code string) bool { return e.tagOf(system) == code }

// listed reads the code of one of the record's lists from a CodeableConcept:
// the list's own code, or one that the list maps to.
func (e el) listed(list *codes.List) string {
	code, _ := e.listedWith(list)
	return code
}

// listedWith is listed, with what the concept says beyond the list's code and
// what goes with it.
func (e el) listedWith(list *codes.List) (string, *ephr.Concept) {
	if !e.ok() {
		return "", nil
	}
	code := ""
	own := el{e.d, -1}
	for g := range e.get("coding").each() {
		if codes.System(g.str("system")) == list.System() {
			code, own = g.str("code"), g
			break
		}
	}
	if code == "" {
		if code = mapped(list, e); code != "" {
			return code, e.conceptValue() // the sender's own codes and words
		}

		text := e.str("text")
		if e.get("coding").len() == 0 && text != "" && !list.Own() {
			return text, nil // a code that the published system does not have
		}
		return "", e.conceptValue()
	}
	return code, e.beyond(list, code, own)
}

// mapped is the code of the list that has one of the concept's codings as a mapping.
func mapped(list *codes.List, e el) string {
	for g := range e.get("coding").each() {
		system, code := codes.System(g.str("system")), g.str("code")
		for entry := range list.All() {
			if c, ok := entry.Coding(system); ok && c == code {
				return entry.Code
			}
		}
	}
	return ""
}

// beyond is what the concept says beyond the code of the list: the codings behind
// the list's own, and a text that is not the list's label.
func (e el) beyond(list *codes.List, code string, own el) *ephr.Concept {
	c := ephr.Concept{Reviewed: e.reviewed()}
	behind := false
	for g := range e.get("coding").each() {
		if behind {
			if v := g.coding(); v.Code != "" || v.Display != "" {
				c.Codings = append(c.Codings, v)
			}
		}
		behind = behind || g.i == own.i
	}
	if text := e.str("text"); text != "" && (text != label(list, code) || e.beside("text").extBool("stated") == ephr.True) {
		c.Text = text
	}
	if len(c.Codings) == 0 && c.Text == "" {
		return nil
	}
	return &c
}

// listedFirst is listed for the first concept of an array.
func (e el) listedFirst(name string, list *codes.List) string {
	return e.get(name).first().listed(list)
}

// country reads a country from a CodeableConcept.
func (e el) country() codes.Country {
	for g := range e.get("coding").each() {
		if c, err := codes.ParseCountry(g.str("code")); err == nil {
			return c
		}
	}
	if c := codes.Country(e.str("text")); c.Known() {
		return c
	}
	return ""
}

// identifiedCountry is the country that an Identifier names, "" where it names another thing.
func (e el) identifiedCountry() codes.Country {
	switch e.str("system") {
	case systemCountry, systemOwnCountry:
		return codes.Country(closedCode(codes.Country("").List(), e.str("value")))
	}
	return ""
}

// language reads a language from a CodeableConcept.
func (e el) language() codes.Language {
	for g := range e.get("coding").each() {
		if l := codes.Language(g.str("code")); l.Valid() {
			return l
		}
	}
	if l := codes.Language(e.str("text")); l.Valid() {
		return l
	}
	return ""
}

// name reads a HumanName.
func (e el) name() (n ephr.HumanName) {
	n = ephr.HumanName{
		Use: codes.NameUse(e.str("use")), Text: e.str("text"), Family: e.str("family"),
		Given: e.strings("given"), Prefix: e.strings("prefix"), Suffix: e.strings("suffix"),
		Representation: codes.NameRepresentation(e.ext("http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation").str("valueCode")),
		Period:         e.period("period"),
	}
	if script, ok := strings.CutPrefix(e.ext(extLanguage).str("valueCode"), undetermined); ok {
		n.Script = codes.Script(script)
	}
	if e.assumed("text") {
		n.Text = ""
	}
	return n
}

func (e el) names(name string) (out []ephr.HumanName) {
	for c := range e.get(name).each() {
		if n := c.name(); n.Text != "" || n.Family != "" || len(n.Given)+len(n.Prefix)+len(n.Suffix) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// telecoms reads ContactPoints.
func (im *importer) telecoms(e el, name string) (out []ephr.ContactPoint) {
	for c := range e.get(name).each() {
		t := ephr.ContactPoint{
			Value: c.str("value"), Use: codes.ContactUse(c.str("use")), Rank: c.integer("rank"), Period: c.period("period"),
			Site: im.ref(c.extReference("contact-site"), "Location"),
		}
		if !c.assumed("system") {
			t.System = codes.ContactSystem(c.str("system"))
		}
		if u := c.extCode("contact-use"); u != "" {
			t.Use = codes.ContactUse(u)
		}
		if t.Value != "" || t.Site != "" || t.System != "" {
			out = append(out, t)
		}
	}
	return out
}

// address reads an Address.
func (e el) address() *ephr.Address {
	if a := e.addressOf(); addressShown(&a) {
		return &a
	}
	return nil
}

func (e el) addressOf() (a ephr.Address) {
	if !e.ok() {
		return a
	}
	a = ephr.Address{
		Use: codes.AddressUse(e.str("use")), Type: codes.AddressType(e.str("type")), Lines: e.strings("line"),
		City: e.str("city"), District: e.str("district"), State: e.str("state"), PostalCode: e.str("postalCode"), Period: e.period("period"),
	}
	if !e.assumed("country") {
		if c := codes.Country(e.str("country")); c.Known() {
			a.Country = c
		}
	}
	if u := e.extCode("address-use"); u != "" {
		a.Use = codes.AddressUse(u)
	}
	if !e.assumed("text") {
		a.Text = e.str("text")
	}
	return a
}

// identifiers reads an item's business identifiers, without those that the
// exporter writes of itself.
func (im *importer) identifiers(e el) (out []ephr.Identifier) {
	for c := range e.get("identifier").each() {
		switch c.str("system") {
		case systemLocal, systemKey:
			continue
		}
		if v, ok := im.identifier(c); ok {
			out = append(out, v)
		}
	}
	return out
}

func (im *importer) identifier(c el) (ephr.Identifier, bool) {
	if t := c.get("type"); !im.entries[im.cur].byUs && t.ok() && t.listed(codes.IdentifierType("").List()) == "" {
		return ephr.Identifier{}, false // it could be a number that must not travel
	}
	v := ephr.Identifier{
		Use: codes.IdentifierUse(c.str("use")), System: ephr.URI(c.str("system")), Value: c.str("value"), Period: c.period("period"),
		Assigner: c.get("assigner").str("display"), Issuer: im.siteOfKey(c.get("assigner").get("identifier")),
		Type: codes.IdentifierType(c.get("type").listed(codes.IdentifierType("").List())),
	}
	if s := c.extString("identifier-system"); s != "" {
		v.System = ephr.URI(s)
	}
	return v, v.Value != "" || v.System != "" || v.Assigner != "" || v.Issuer != "" || v.Type != ""
}

// siteOfKey is the site that an Identifier names by its key.
func (im *importer) siteOfKey(id el) ephr.ID {
	key := id.str("value")
	if id.str("system") != systemKey || key == "" {
		return ""
	}
	if n, ok := im.siteKeys[key]; ok && im.entries[n].known {
		return im.entries[n].local
	}
	return ""
}

// notes reads Annotations.
func (im *importer) notes(e el, name string) (out []ephr.Note) {
	for c := range e.get(name).each() {
		if n := im.note(c); n != nil {
			out = append(out, *n)
		}
	}
	return out
}

func (im *importer) note(c el) *ephr.Note {
	if c.str("text") == "" {
		return nil
	}
	return &ephr.Note{
		Text: c.str("text"), Language: codes.Language(c.ext(extLanguage).str("valueCode")), Time: c.dateTime("time"),
		Author: im.ref(c.get("authorReference"), "Practitioner"), Reviewed: c.reviewed(),
	}
}

// extNotes reads the notes of a resource that has no element for them.
func (im *importer) extNotes(e el, name string) (out []ephr.Note) {
	for x := range e.exts(name) {
		if n := im.note(x.get("valueAnnotation")); n != nil {
			out = append(out, *n)
		}
	}
	return out
}

// noteText reads a text that is a string in FHIR, with what stands beside it.
func (im *importer) noteText(e el, name string) *ephr.Note {
	text := e.str(name)
	if text == "" {
		return nil
	}
	x := e.beside(name)
	reviewed := x.reviewed()
	if !x.ok() {
		reviewed = e.get(name).reviewed()
	}
	return &ephr.Note{
		Text: text, Language: codes.Language(x.extCode("note-language")), Time: x.ext("recorded").dateTime("valueDateTime"),
		Author: im.ref(x.extReference("author"), "Practitioner"), Reviewed: reviewed,
	}
}

func absences(e el, name string) (out ephr.Absences) {
	for x := range e.exts(name) {
		out = append(out, ephr.Absence{Member: x.part("member").str("valueCode"), Reason: codes.AbsentReason(x.part("reason").str("valueCode"))})
	}
	return out
}

func national(e el, name string) (out ephr.Extensions) {
	for x := range e.exts(name) {
		if !json.Valid([]byte(x.part("json").str("valueString"))) {
			continue
		}
		out = append(out, ephr.Extension{URI: ephr.URI(x.part("uri").str("valueUri")), Value: ephr.Raw(x.part("json").str("valueString"))})
	}
	return out
}

// head reads what every item has: the members of Entry. Recorded is where the
// resource says when it was written down, "" where only a Provenance does; author is
// the element that refers to who wrote it.
func (im *importer) head(e el, recorded, author string) (v ephr.Entry) {
	v = ephr.Entry{
		ID: im.item(e), Identifiers: im.identifiers(e), Sensitivity: codes.Sensitivity(e.tagOf(systemSensitivity)),
		Absent: absences(e, "absent"), Extensions: national(e, "national"),
		Notes: append(im.notes(e, "note"), im.extNotes(e, "note")...),
	}
	for _, name := range [...]string{"encounter", "context"} {
		if v.Encounter == "" {
			v.Encounter = im.ref(e.get(name), "Encounter")
		}
	}
	by := im.wroteDown(e)
	v.Author, v.Recorded = by.Author, by.Recorded
	if v.Encounter == "" {
		v.Encounter = by.Encounter
	}
	if recorded != "" && v.Recorded == "" {
		v.Recorded = e.dateTime(recorded)
	}
	if author != "" && v.Author == "" {
		v.Author = im.ref(e.get(author), "Practitioner")
	}
	return v
}
