package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/tape"
)

// Consents and provenance.

const (
	consentCategory = `,"category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}],"text":"Consent of the person"}` // the array is left open
	consentScope    = "http://terminology.hl7.org/CodeSystem/consentscope"
	policyBase      = "https://openephr.github.io/ephr-go/policy/"
)

func (x *Exporter) consent(r *resource) {
	v := &x.rec.Consents[r.index]
	x.meta("", r.class)
	x.extCode("consent-language", string(v.Language))
	x.extBool("mediator-present", v.MediatorPresent)
	x.extCode("consent-decision", string(v.Decision))
	x.extEnd()
	x.identifiersWith(nil, v.ID)
	if v.Decision == codes.ConsentDecisionPermit || v.Decision == codes.ConsentDecisionDeny {
		x.lit(`,"status":"active"`)
	} else {
		x.lit(`,"status":"inactive"`)
	}
	x.lit(`,"scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]}` + consentCategory + "]")
	x.subject("patient")
	x.dateTime("dateTime", v.Given)
	if p := x.resourceOf("RelatedPerson", v.GivenBy); p != nil {
		x.lit(`,"performer":[`)
		x.reference(p)
		x.put(']')
	}
	if v.LegalBasis != "" {
		x.listed("policyRule", v.LegalBasis.List(), string(v.LegalBasis))
	} else {
		x.lit(`,"policyRule":{"text":"Consent of the person per purpose and recipient"}`)
	}
	x.lit(`,"provision":{"type":"`)
	if v.Decision == codes.ConsentDecisionPermit {
		x.lit(`permit"`)
	} else {
		x.lit(`deny"`)
	}
	x.period("period", v.Period)
	x.recipients(v)
	opened := false
	for _, s := range v.Sensitivities {
		e, ok := s.Entry()
		if !ok {
			continue
		}
		for c := range e.Codings() {
			if !opened {
				x.lit(`,"securityLabel":[`)
				opened = true
			}
			x.comma()
			x.lit(`{"system":"`)
			x.lit(string(c.System))
			x.lit(`","code":"`)
			x.lit(c.Code)
			x.lit(`"}`)
		}
	}
	if opened {
		x.put(']')
	}
	if v.Purpose != "" {
		x.lit(`,"purpose":[{"system":"`)
		x.lit(string(v.Purpose.List().System()))
		x.lit(`","code":`)
		x.str(string(v.Purpose))
		x.lit("}]")
	}
	x.put('}')
}

// recipients writes to whom a consent applies: a country, an organisation that is
// known by its key, or one where it works in a country. FHIR takes any of the actors
// for meant: what is narrowed by both is told by pairs, so that nobody reads it as wider.
func (x *Exporter) recipients(v *ephr.Consent) {
	if len(v.Countries) == 0 && len(v.Recipients) == 0 {
		return
	}
	x.lit(`,"actor":[`)
	if len(v.Recipients) == 0 {
		for _, c := range v.Countries {
			x.actor(func() { x.countryIdentifier(c) })
		}
	}
	for _, key := range v.Recipients {
		if len(v.Countries) == 0 {
			x.actor(func() { x.recipientIdentifier(key, "") })
		}
		for _, c := range v.Countries {
			x.actor(func() { x.recipientIdentifier(key, c) })
		}
	}
	x.put(']')
}

func (x *Exporter) actor(identifier func()) {
	x.comma()
	x.lit(`{"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},"reference":{"type":"Organization","identifier":`)
	identifier()
	x.lit("}}")
}

func (x *Exporter) recipientIdentifier(key string, country codes.Country) {
	x.lit(`{"system":"` + systemKey + `","value":`)
	x.str(key)
	if country != "" {
		x.lit(`,"assigner":{"identifier":`)
		x.countryIdentifier(country)
		x.put('}')
	}
	x.put('}')
}

// read is the other direction; false where an actor is not understood.
func (v *recipientsIn) read(actors el) bool {
	for a := range actors.each() {
		ref := a.get("reference")
		id := ref.get("identifier")
		if !a.only("role reference") || !a.get("role").hasCode("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP") || ref.get("reference").ok() {
			return false
		}
		pair := recipientIn{country: id.identifiedCountry()}
		if id.str("system") == systemKey {
			pair = recipientIn{id.str("value"), id.get("assigner").get("identifier").identifiedCountry()}
		}
		if pair == (recipientIn{}) || id.get("assigner").ok() && pair.country == "" {
			return false
		}
		*v = append(*v, pair)
	}
	return true
}

type recipientIn struct {
	key     string
	country codes.Country
}

type recipientsIn []recipientIn

// lists are the keys and countries of which the recipients are all pairs; false where they are not.
func (v recipientsIn) lists() (keys []string, countries []codes.Country, ok bool) {
	if len(v) == 0 {
		return nil, nil, true
	}
	n := 0
	for n < len(v) && v[n].key == v[0].key {
		n++
	}
	if len(v)%n != 0 {
		return nil, nil, false
	}
	for i, r := range v {
		if r.key != v[i-i%n].key || r.country != v[i%n].country || (r.key == "") != (v[0].key == "") || (r.country == "") != (v[0].country == "") {
			return nil, nil, false
		}
		if i < n && r.country != "" {
			countries = append(countries, r.country)
		}
		if i%n == 0 && r.key != "" {
			keys = append(keys, r.key)
		}
	}
	return keys, countries, true
}

// readConsent is the other direction. A consent decides what may leave the record:
// one of which anything is not understood that could narrow it stays in the source,
// and decides nothing. So does one of which nobody knows whose it is.
func (im *importer) readConsent(e *entryIn) bool {
	if e.get("category").ofOwnList(codes.AssessmentDecision("").List()) != "" {
		return im.readAssessmentConsent(e)
	}
	p := e.get("provision")
	if e.patient < 0 || !e.holds() || !e.get("scope").hasCode(consentScope, "patient-privacy") ||
		!p.only("type period _type actor securityLabel purpose") || p.get("purpose").len() != 1 || e.get("verification").ok() {
		return false
	}
	v := ephr.Consent{
		ID: im.item(e.el), Decision: e.decision(), Given: e.dateTime("dateTime"), Period: p.period("period"),
		Encounter: im.wroteDown(e.el).Encounter, Language: codes.Language(e.extCode("consent-language")),
		MediatorPresent: e.extBool("mediator-present"), LegalBasis: codes.LegalBasis(e.get("policyRule").ownCode(codes.LegalBasis("").List())),
		GivenBy: im.ref(e.get("performer").first(), "RelatedPerson"),
	}
	if c := p.get("purpose").first(); codes.System(c.str("system")) == v.Purpose.List().System() {
		v.Purpose = codes.Purpose(c.str("code"))
	}
	given := e.get("dateTime").ok() || e.beside("dateTime").ok()
	if v.Decision == "" || v.Purpose == "" || !p.get("period").whole(v.Period) ||
		given != (v.Given != "") || e.get("performer").ok() && (e.get("performer").len() != 1 || v.GivenBy == "") {
		return false
	}
	var to recipientsIn
	understood := to.read(p.get("actor"))
	keys, countries, pairs := to.lists()
	if !understood || !pairs {
		return false
	}
	v.Recipients, v.Countries = keys, countries
	for c := range p.get("securityLabel").each() {
		s := c.sensitivity()
		if s == "" {
			return false
		}
		v.Sensitivities = append(v.Sensitivities, s)
	}
	im.rec.Consents = append(im.rec.Consents, v)
	return true
}

// decision is what the person decided about sharing. Where the resource's own
// elements say something else than our extension, somebody has changed them since.
func (e el) decision() codes.ConsentDecision {
	typ := e.get("provision").str("type")
	said := codes.ConsentDecision(e.extCode("consent-decision"))
	switch e.str("status") {
	case "active":
		switch typ {
		case "permit":
			return codes.ConsentDecisionPermit
		case "deny":
			return codes.ConsentDecisionDeny
		}
	case "inactive":
		if said.Known() && said != codes.ConsentDecisionPermit && said != codes.ConsentDecisionDeny {
			return said
		}
		return codes.ConsentDecisionWithdrawn
	}
	return ""
}

// only reports whether an object has no other members than those named.
func (e el) only(names string) bool {
	if !e.ok() || e.d.Nodes[e.i].Kind != tape.Object {
		return false
	}
	for c := e.i + 1; c < int(e.d.Nodes[e.i].End); c = int(e.d.Nodes[c].End) {
		known := false
		for name := range strings.FieldsSeq(names) {
			known = known || name == e.d.Nodes[c].Key
		}
		if !known {
			return false
		}
	}
	return true
}

// whole reports whether p has the start and the end that a Period has.
func (e el) whole(p *ephr.Period) bool {
	if p == nil {
		return !e.ok()
	}
	has := func(name string) bool { return e.get(name).ok() || e.beside(name).ok() }
	return e.only("id start _start end _end") && has("start") == (p.Start != "") && has("end") == (p.End != "")
}

// sensitivity is the group of restricted data of which a Coding is the label.
func (e el) sensitivity() codes.Sensitivity {
	system, code := codes.System(e.str("system")), e.str("code")
	for entry := range codes.Sensitivity("").List().All() {
		for c := range entry.Codings() {
			if c.System == system && c.Code == code {
				return codes.Sensitivity(entry.Code)
			}
		}
	}
	return ""
}

func (x *Exporter) consentRow(r *resource) {
	v := &x.rec.Consents[r.index]
	x.cell(label(v.Decision.List(), string(v.Decision)))
	x.cell(label(v.Purpose.List(), string(v.Purpose)))
	x.lit("<td>")
	for i, c := range v.Countries {
		if i > 0 {
			x.lit(", ")
		}
		x.html(label(c.List(), string(c)))
	}
	x.lit("</td>")
}

func (x *Exporter) assessmentConsent(r *resource) {
	v := x.rec.Encounters[r.index].AssessmentConsent
	x.meta("", r.class)
	x.extCode("consent-language", string(v.Language))
	x.extBool("mediator-present", v.MediatorPresent)
	x.extEnd()
	if v.Decision == codes.AssessmentDecisionAccepted {
		x.lit(`,"status":"active"`)
	} else {
		x.lit(`,"status":"inactive"`)
	}
	x.lit(`,"scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"treatment"}]}` + consentCategory)
	x.alsoListed(v.Decision.List(), string(v.Decision))
	x.put(']')
	x.subject("patient")
	x.dateTime("dateTime", v.Given)
	x.lit(`,"policyRule":{"text":"Consent of the person to the assessment"},"provision":{"type":"`)
	if v.Decision == codes.AssessmentDecisionAccepted {
		x.lit(`permit"`)
	} else {
		x.lit(`deny"`)
	}
	if e := x.resourceAt(kindEncounter, r.index, 0); e != nil {
		x.lit(`,"data":[{"meaning":"instance","reference":`)
		x.reference(e)
		x.lit("}]")
	}
	x.put('}')
}

// readAssessmentConsent is the other direction.
func (im *importer) readAssessmentConsent(e *entryIn) bool {
	v := ephr.AssessmentConsent{
		Decision: codes.AssessmentDecision(e.get("category").ofOwnList(codes.AssessmentDecision("").List())), Given: e.dateTime("dateTime"),
		Language: codes.Language(e.extCode("consent-language")), MediatorPresent: e.extBool("mediator-present"),
	}
	p := e.get("provision")
	accepted := v.Decision == codes.AssessmentDecisionAccepted
	if !v.Decision.Known() || !e.holds() || accepted != (e.str("status") == "active") || accepted != (p.str("type") == "permit") {
		return false
	}
	id := im.ref(p.get("data").first().get("reference"), "Encounter")
	for i := range im.rec.Encounters {
		if enc := &im.rec.Encounters[i]; enc.ID == id && enc.AssessmentConsent == nil {
			enc.AssessmentConsent = &v
			e.local = id
			return true
		}
	}
	return false
}

func (x *Exporter) assessmentConsentRow(r *resource) {
	v := x.rec.Encounters[r.index].AssessmentConsent
	x.cell(label(v.Decision.List(), string(v.Decision)))
	x.cell("Assessment")
	x.cell(string(v.Given))
}

// provenance writes who created or corrected an item.
func (x *Exporter) provenance(r *resource) {
	v := &x.rec.Provenance[r.index]
	x.meta("", r.class)
	x.extBool("interpreted", v.Interpreted)
	x.extEnd()
	x.lit(`,"target":[`)
	x.reference(x.resourceOf("", v.Target))
	x.put(']')
	x.instantRequired("recorded", v.Recorded)
	if v.Reason != "" {
		x.lit(`,"reason":[{"text":`)
		x.str(v.Reason)
		x.lit("}]")
	}
	x.listed("activity", v.Activity.List(), string(v.Activity))
	x.lit(`,"agent":[{`)
	p, o := x.resourceOf("Practitioner", v.Practitioner), x.resourceOf("Organization", v.Organization)
	switch {
	case p != nil:
		x.lit(`"who":`)
		x.reference(p)
		if o != nil {
			x.lit(`,"onBehalfOf":`)
			x.reference(o)
		}
	case o != nil:
		x.lit(`"who":`)
		x.reference(o)
	default:
		x.lit(`"who":` + absentOpen + "unknown" + absentClose)
	}
	x.lit("}]")
}

// readProvenance is the other direction. That of an export has no activity: it is
// written anew.
func (im *importer) readProvenance(e *entryIn) bool {
	if isAuthorship(e) {
		return im.readAuthorship(e)
	}
	v := ephr.Provenance{
		Activity: codes.ProvenanceActivity(e.get("activity").oneOf(codes.ProvenanceActivity("").List())),
		Recorded: e.dateTime("recorded"), Interpreted: e.extBool("interpreted"),
	}
	if c := e.get("reason").first().conceptValue(); c != nil {
		v.Reason = conceptLabel(c)
	}
	// Its target must be an item that was read, and no part of one that has no id.
	target := e.get("target")
	if n, ok := im.target(target.first()); ok && n < im.cur && target.len() == 1 {
		switch im.entries[n].typ {
		case "Patient", "PractitionerRole":
		default:
			v.Target = im.ref(target.first(), "")
		}
	}
	if v.Activity == "" || v.Recorded == "" || !im.ids[v.Target] || !e.holds() {
		return false
	}
	for a := range e.get("agent").each() {
		for _, who := range [...]el{a.get("who"), a.get("onBehalfOf")} {
			for _, typ := range [...]string{"Practitioner", "PractitionerRole"} {
				if v.Practitioner == "" {
					v.Practitioner = im.ref(who, typ)
				}
			}
			if v.Organization == "" {
				v.Organization = im.ref(who, "Organization")
			}
		}
	}
	e.local = partName("provenance", len(im.rec.Provenance))
	im.rec.Provenance = append(im.rec.Provenance, v)
	return true
}

// exportProvenance says under which policy the bundle was made, in the same
// words for every record: it does not tell whether anything was withheld.
func (x *Exporter) exportProvenance(*resource) {
	x.lit(`,"target":[`)
	if x.kind == Document {
		x.reference(&x.plan[0])
	} else {
		x.b = append(x.b, x.patientRef...)
	}
	x.lit(`],"recorded":"`)
	x.b = append(x.b, x.stamp...)
	x.lit(`","policy":["` + policyBase)
	switch {
	case x.release.All:
		x.lit("all-tiers")
	case x.options.recipient != nil:
		x.lit("consented")
	default:
		x.lit("default")
	}
	x.lit(`"]`)
	if r := x.options.recipient; r != nil && r.overridden() {
		x.lit(`,"reason":[{"text":`)
		x.str(r.Override)
		x.lit("}]")
	}
	x.lit(`,"agent":[{"who":{"display":"electronic Personal Health Record"}}]`)
	if x.release.All {
		x.registryIDs()
	}
}

// ownLabels says whose the label is of what a reader could not tell it by: the Patient
// and what another system has written.
func (x *Exporter) ownLabels(named func(to *resource, system, value string)) {
	if !x.labels {
		return
	}
	for i := range x.plan {
		to := &x.plan[i]
		v := x.sourceOf(to)
		others := v != nil && v.ID != string(to.id[:])
		if to.class.Tier > ephr.T2 && (others || to.kind == kindPatient) && (v == nil || !strings.Contains(string(v.Remainder), `"security"`)) {
			named(to, systemLabelled, confidentiality(to.class.Tier))
		}
	}
}

// registryIDs says which record this is, and by which id it knows the organisations, locations and
// practitioners, which are the same resources for all records.
func (x *Exporter) registryIDs() {
	r := x.rec
	x.lit(`,"entity":[{"role":"source","what":{"identifier":{"system":"` + systemURN + `","value":`)
	x.uuidURN(string(r.ID))
	x.lit("}}}")
	named := func(to *resource, system, value string) {
		x.lit(`,{"role":"source","what":`)
		x.reference(to)
		x.b = x.b[:len(x.b)-1] // of the reference
		x.lit(`,"identifier":{"system":"`)
		x.lit(system)
		x.lit(`","value":`)
		x.str(value)
		x.lit("}}}")
	}
	put := func(resourceType string, id ephr.ID) {
		if to := x.resourceOf(resourceType, id); to != nil {
			named(to, systemLocal, string(id))
		}
	}
	for i := range r.Organizations {
		put("Organization", r.Organizations[i].ID)
	}
	for i := range r.Sites {
		put("Location", r.Sites[i].ID)
	}
	for i := range r.Practitioners {
		put("Practitioner", r.Practitioners[i].ID)
	}
	for i := range r.Documents { // a Composition has one identifier alone
		put("Composition", r.Documents[i].ID)
	}
	x.ownLabels(named)
	x.put(']')
}
