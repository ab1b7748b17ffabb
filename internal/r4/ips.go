package r4

import (
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

const ipsProfile = "http://hl7.org/fhir/uv/ips/StructureDefinition/"

// profile is what a profile of the summary asks beyond R4. Lists are between
// blanks. Source: hl7.fhir.uv.ips 2.0.0, the StructureDefinition of that name.
type profile struct {
	name, typ string
	needs     string // members that must be there; a * stands for the types of a choice
	refers    string // members that must have a reference, where they are there
	without   string // members that must not be there
	codes     string // LOINC codes of which code has one
	category  string // a code of observation-category
	leads     string // members whose targets have to conform to the profile of their type, too
	final     bool   // status is not entered-in-error
	full      bool   // an effectiveDateTime has a day
}

var profiles = [...]profile{
	{name: "AllergyIntolerance-uv-ips", typ: "AllergyIntolerance", needs: "code", refers: "patient"},
	{name: "Condition-uv-ips", typ: "Condition", needs: "code", refers: "subject"},
	{name: "DeviceUseStatement-uv-ips", typ: "DeviceUseStatement", needs: "timing*", refers: "subject", without: "timingTiming"},
	{name: "DiagnosticReport-uv-ips", typ: "DiagnosticReport", needs: "subject effective*", refers: "subject", final: true, leads: "performer specimen"},
	{name: "Flag-alert-uv-ips", typ: "Flag", refers: "subject"},
	{name: "ImagingStudy-uv-ips", typ: "ImagingStudy", refers: "subject", final: true},
	{name: "Immunization-uv-ips", typ: "Immunization", refers: "patient"},
	{name: "Medication-uv-ips", typ: "Medication", needs: "code"},
	{name: "MedicationRequest-uv-ips", typ: "MedicationRequest", refers: "subject", leads: "medicationReference"},
	{name: "MedicationStatement-uv-ips", typ: "MedicationStatement", needs: "effective*", refers: "subject", leads: "medicationReference"},
	{name: "Observation-alcoholuse-uv-ips", typ: "Observation", needs: "subject effective*", refers: "subject", without: "component effectivePeriod effectiveTiming effectiveInstant", codes: "74013-4"},
	{name: "Observation-pregnancy-edd-uv-ips", typ: "Observation", needs: "subject effective*", refers: "subject", without: "bodySite method specimen device referenceRange component effectivePeriod effectiveTiming effectiveInstant", codes: "11778-8 11779-6 11780-4"},
	{name: "Observation-pregnancy-outcome-uv-ips", typ: "Observation", needs: "subject effective*", refers: "subject", without: "bodySite specimen device referenceRange component effectivePeriod effectiveTiming effectiveInstant", codes: "11636-8 11637-6 11638-4 11639-2 11640-0 11612-9 11613-7 11614-5 33065-4"},
	{name: "Observation-pregnancy-status-uv-ips", typ: "Observation", needs: "subject effective*", refers: "subject hasMember", without: "bodySite specimen device referenceRange component effectivePeriod effectiveTiming effectiveInstant", codes: "82810-3"},
	{name: "Observation-results-laboratory-pathology-uv-ips", typ: "Observation", needs: "subject effective* performer", refers: "subject", without: "effectiveTiming effectiveInstant", category: "laboratory", final: true, leads: "performer specimen hasMember"},
	{name: "Observation-results-radiology-uv-ips", typ: "Observation", needs: "subject effective* performer", refers: "subject", without: "effectiveTiming effectiveInstant", category: "imaging", final: true, full: true, leads: "performer hasMember"},
	{name: "Observation-tobaccouse-uv-ips", typ: "Observation", needs: "subject effective*", refers: "subject", without: "component effectivePeriod effectiveTiming effectiveInstant", codes: "72166-2"},
	{name: "Organization-uv-ips", typ: "Organization", needs: "name"},
	{name: "Patient-uv-ips", typ: "Patient", needs: "name birthDate"},
	{name: "Practitioner-uv-ips", typ: "Practitioner", needs: "name"},
	{name: "PractitionerRole-uv-ips", typ: "PractitionerRole", leads: "practitioner organization"},
	{name: "Procedure-uv-ips", typ: "Procedure", needs: "code performed*", refers: "subject"},
	{name: "Specimen-uv-ips", typ: "Specimen", needs: "type", refers: "subject"},
	{name: "vitalsigns", typ: "Observation", needs: "category subject effective*", without: "effectiveTiming effectiveInstant", category: "vital-signs", full: true},
}

// section is what Composition-uv-ips says of a section.
type section struct {
	code     string // LOINC
	types    string // what its entries may be
	profiles string // that one of its entries has to conform to, if it is of their type
	required bool
}

var sections = [...]section{
	{"11450-4", "|Condition|DocumentReference|", "Condition-uv-ips", true},
	{"48765-2", "|AllergyIntolerance|DocumentReference|", "AllergyIntolerance-uv-ips", true},
	{"10160-0", "|MedicationStatement|MedicationRequest|MedicationAdministration|MedicationDispense|DocumentReference|", "MedicationStatement-uv-ips MedicationRequest-uv-ips", true},
	{"11369-6", "|Immunization|DocumentReference|", "Immunization-uv-ips", false},
	{"30954-2", "|Observation|DiagnosticReport|DocumentReference|", "Observation-results-laboratory-pathology-uv-ips Observation-results-radiology-uv-ips DiagnosticReport-uv-ips", false},
	{"47519-4", "|Procedure|DocumentReference|", "Procedure-uv-ips", false},
	{"46264-8", "|DeviceUseStatement|DocumentReference|", "DeviceUseStatement-uv-ips", false},
	{"42348-3", "|Consent|DocumentReference|", "", false},
	{"104605-1", "|Flag|DocumentReference|", "Flag-alert-uv-ips", false},
	{"47420-5", "|Condition|ClinicalImpression|DocumentReference|", "Condition-uv-ips", false},
	{"11348-0", "|Condition|DocumentReference|", "Condition-uv-ips", false},
	{"10162-6", "|Observation|DocumentReference|", "Observation-pregnancy-status-uv-ips Observation-pregnancy-outcome-uv-ips", false},
	{"81338-6", "", "", false},
	{"18776-5", "|CarePlan|ImmunizationRecommendation|DocumentReference|", "", false},
	{"29762-2", "|Observation|DocumentReference|", "Observation-tobaccouse-uv-ips Observation-alcoholuse-uv-ips", false},
	{"8716-3", "|Observation|DocumentReference|", "vitalsigns", false},
}

// summary judges a document by what the International Patient Summary asks.
func (c *checker) summary(b *bundle) {
	t := told{profile: map[int32]*profile{}, section: map[sectionOf]string{}}
	composition := b.entries[0].resource
	if t := c.Get(composition, "type"); t >= 0 && !c.coded(t, loinc, "60591-5") {
		c.flaw(t, ruleIPSComp)
	}
	subject := c.Get(composition, "subject")
	if subject < 0 {
		c.missing(composition, ruleIPSRequired, "subject")
	} else if !c.any(subject, "reference") {
		c.missing(subject, ruleIPSRequired, "reference")
	} else if e := b.subject(c, composition); e >= 0 && b.entries[e].typ != "Patient" {
		c.flaw(subject, ruleTarget)
	}
	var seen [len(sections)]bool
	list := c.Get(composition, "section")
	if list >= 0 && c.Nodes[list].Kind == tape.Array {
		for s := list + 1; s < c.next(list); s = c.next(s) {
			if c.Nodes[s].Kind == tape.Object {
				c.section(b, s, &seen, &t)
			}
		}
	}
	for k := range sections {
		if sections[k].required && !seen[k] {
			c.missing(max(list, composition), ruleIPSSection, sections[k].code)
		}
	}
	for k := range b.entries {
		e := &b.entries[k]
		for p := range profiles {
			if name := profiles[p].name; profiles[p].typ == e.typ && (e.typ == "Patient" || c.claims(e.resource, name)) {
				t.list(c, b, int32(k), &profiles[p])
			}
		}
	}
	t.follow(c, b)
}

// told is what has been found already, so that a resource to which much refers
// is judged once.
type told struct {
	profile map[int32]*profile   // by which profile the flaws of an entry are listed
	section map[sectionOf]string // the rule that an entry breaks in a section, or ""
	todo    []int32              // entries whose references have to be followed
}

type sectionOf struct {
	is    *section
	entry int32
}

// list lists the flaws of an entry by a profile, the first that is asked for.
func (t *told) list(c *checker, b *bundle, k int32, p *profile) {
	if t.profile[k] == nil {
		t.profile[k] = p
		t.todo = append(t.todo, k)
		c.conform(b.entries[k].resource, p, true)
	}
}

// follow lists the flaws of what the listed entries refer to, and so on.
func (t *told) follow(c *checker, b *bundle) {
	for len(t.todo) > 0 {
		from := t.todo[len(t.todo)-1]
		t.todo = t.todo[:len(t.todo)-1]
		p := t.profile[from]
		for rest := p.leads; rest != ""; {
			var name string
			name, rest, _ = strings.Cut(rest, " ")
			m := c.Get(b.entries[from].resource, name)
			if m < 0 {
				continue
			}
			first, end := m, c.next(m)
			if c.Nodes[m].Kind == tape.Array {
				first = m + 1
			}
			for r := first; r < end; r = c.next(r) {
				ref := c.String(r, "reference")
				l, ok := parse(ref)
				if k, _ := b.find(ref, l, ok); k >= 0 {
					if to := p.target(b.entries[k].typ); to != nil {
						t.list(c, b, int32(k), to)
					}
				}
			}
		}
	}
}

// target is the profile of a resource to which one of this profile leads, or nil.
func (p *profile) target(typ string) *profile {
	if typ == p.typ {
		return p
	}
	switch typ {
	case "Medication", "Organization", "Practitioner", "PractitionerRole", "Specimen":
		return profileOf(typ + "-uv-ips")
	}
	return nil
}

// claims reports whether a resource says that it conforms to a profile of the summary.
func (c *checker) claims(resource int, name string) bool {
	list := c.Get(c.Get(resource, "meta"), "profile")
	if list < 0 || c.Nodes[list].Kind != tape.Array {
		return false
	}
	for p := list + 1; p < c.next(list); p = c.next(p) {
		url, _, _ := strings.Cut(c.Nodes[p].Text, "|")
		if n, ok := strings.CutPrefix(url, ipsProfile); ok && n == name {
			return true
		}
	}
	return false
}

// section judges one section of the Composition.
func (c *checker) section(b *bundle, s int, seen *[len(sections)]bool, t *told) {
	for _, name := range [...]string{"title", "code", "text"} {
		if !c.any(s, name) {
			c.missing(s, ruleIPSRequired, name)
		}
	}
	if in := c.Get(s, "section"); in >= 0 {
		c.flaw(in, ruleIPSSection)
	}
	code := c.Get(s, "code")
	var is *section
	for k := range sections {
		if !c.coded(code, loinc, sections[k].code) {
			continue
		}
		if is = &sections[k]; seen[k] {
			c.flaw(s, ruleIPSSection)
		}
		seen[k] = true
		break
	}
	list := c.Get(s, "entry")
	refers := false
	if list >= 0 && c.Nodes[list].Kind == tape.Array {
		for e := list + 1; e < c.next(list); e = c.next(e) {
			refers = refers || c.any(e, "reference")
			c.sectionEntry(b, e, is, t)
		}
	}
	if is != nil && is.required && !refers && !c.any(s, "emptyReason") {
		c.missing(s, "ips-comp-1", "entry")
	}
}

// sectionEntry judges what a section refers to.
func (c *checker) sectionEntry(b *bundle, e int, is *section, t *told) {
	ref := c.String(e, "reference")
	if ref == "" {
		if !c.any(e, "identifier") && !c.any(e, "extension") {
			c.flaw(e, ruleIPSEntry)
		}
		return
	}
	l, ok := parse(ref)
	k, _ := b.find(ref, l, ok)
	if k < 0 {
		c.flaw(e, ruleIPSEntry)
		return
	}
	if is == nil {
		return
	}
	if !allowed(is.types, b.entries[k].typ) {
		c.flaw(e, ruleIPSEntry)
		return
	}
	key := sectionOf{is, int32(k)}
	rule, known := t.section[key]
	if !known {
		rule = c.fits(b, int32(k), is, t)
		t.section[key] = rule
	}
	if rule != "" {
		c.flaw(e, rule)
	}
}

// fits is the rule that a resource breaks as an entry of a section, or "". What
// is wrong with the resource itself is listed.
func (c *checker) fits(b *bundle, k int32, is *section, t *told) string {
	var best *profile
	fewest, about := 0, false
	at := b.entries[k].resource
	for rest := is.profiles; rest != ""; {
		var name string
		name, rest, _ = strings.Cut(rest, " ")
		p := profileOf(name)
		if p == nil || p.typ != b.entries[k].typ {
			continue
		}
		n, mine := c.conform(at, p, false), c.about(at, p)
		if best == nil || n == 0 || fewest > 0 && (mine && !about || mine == about && n < fewest) {
			best, fewest = p, n
		}
		about = about || mine
	}
	if best == nil || best.typ == "Observation" && !about { // the slicing is open: other observations may stand there
		return ""
	}
	t.list(c, b, k, best)
	if fewest == 0 {
		return ""
	}
	return ruleIPSEntry
}

func profileOf(name string) *profile {
	for k := range profiles {
		if profiles[k].name == name {
			return &profiles[k]
		}
	}
	return nil
}

// about reports whether a resource has a code of the profile.
func (c *checker) about(at int, p *profile) bool {
	if p.codes == "" {
		return true
	}
	code := c.Get(at, "code")
	for rest := p.codes; rest != ""; {
		var one string
		one, rest, _ = strings.Cut(rest, " ")
		if c.coded(code, loinc, one) {
			return true
		}
	}
	return false
}

// conform counts in what a resource breaks a profile, and lists it if tell is set.
func (c *checker) conform(at int, p *profile, tell bool) (n int) {
	broken := func(node int, rule, name string) {
		if n++; tell {
			c.missing(node, rule, name)
		}
	}
	for rest := p.needs; rest != ""; {
		var name string
		if name, rest, _ = strings.Cut(rest, " "); !c.any(at, name) {
			broken(at, ruleIPSRequired, strings.TrimSuffix(name, "*"))
		}
	}
	for rest := p.refers; rest != ""; {
		var name string
		name, rest, _ = strings.Cut(rest, " ")
		m := c.Get(at, name)
		if m < 0 {
			continue
		}
		if c.Nodes[m].Kind != tape.Array {
			if !c.any(m, "reference") {
				broken(m, ruleIPSRequired, "reference")
			}
			continue
		}
		for r := m + 1; r < c.next(m); r = c.next(r) {
			if !c.any(r, "reference") {
				broken(r, ruleIPSRequired, "reference")
			}
		}
	}
	for rest := p.without; rest != ""; {
		var name string
		name, rest, _ = strings.Cut(rest, " ")
		if m := c.Get(at, name); m >= 0 {
			broken(m, ruleIPSRequired, "")
		}
	}
	if !c.about(at, p) {
		broken(max(c.Get(at, "code"), at), ruleIPSCode, "")
	}
	if p.category != "" {
		list := c.Get(at, "category")
		if list < 0 || !c.someConcept(list, observationCategory, p.category) {
			broken(max(list, at), ruleIPSCode, "category")
		}
	}
	if p.final && c.String(at, "status") == "entered-in-error" {
		broken(c.Get(at, "status"), ruleIPSStatus, "")
	}
	if t := c.String(at, "effectiveDateTime"); p.full && t != "" && len(t) < 8 {
		broken(c.Get(at, "effectiveDateTime"), "ips-1", "")
	}
	switch p.typ {
	case "Patient":
		c.names(at, broken)
	case "Flag":
		if s := c.String(at, "status"); s != "" && s != "active" {
			broken(c.Get(at, "status"), ruleIPSStatus, "")
		}
	case "MedicationRequest":
		if m := c.Get(at, "doNotPerform"); m >= 0 && c.Nodes[m].Kind == tape.True {
			broken(m, ruleIPSStatus, "")
		}
	case "Observation":
		c.results(at, p, broken)
	}
	return n
}

// names: a name has a text, a family or a given name.
func (c *checker) names(at int, broken func(int, string, string)) {
	list := c.Get(at, "name")
	if list < 0 || c.Nodes[list].Kind != tape.Array {
		return
	}
	for m := list + 1; m < c.next(list); m = c.next(m) {
		if !c.any(m, "family") && !c.any(m, "given") && !c.any(m, "text") {
			broken(m, "ips-pat-1", "")
		}
	}
}

// results judges what is asked of laboratory results and imaging alone.
func (c *checker) results(at int, p *profile, broken func(int, string, string)) {
	switch p.category {
	case "vital-signs":
		if !c.any(at, "component") && !c.any(at, "hasMember") && !c.any(at, "dataAbsentReason") && !c.any(at, "value*") {
			broken(at, "vs-2", "")
		}
	case "imaging":
		if c.any(at, "hasMember") && c.any(at, "component") {
			broken(at, "hasMemberOrComponent", "")
		}
	case "laboratory":
		if !c.any(at, "value*") && !c.any(at, "hasMember") && !c.any(at, "component") && !c.any(at, "dataAbsentReason") {
			broken(at, "ips-2", "")
		}
		parts := c.Get(at, "component")
		if parts < 0 || c.Nodes[parts].Kind != tape.Array {
			return
		}
		for k := parts + 1; k < c.next(parts); k = c.next(k) {
			if c.any(k, "value*") || c.any(k, "dataAbsentReason") {
				return
			}
		}
		broken(parts, "ips-3", "")
	}
}
