package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// patientResource writes the person as Patient-uv-ips. What is known of a
// person but is no property of a patient in FHIR, such as schooling, becomes
// Observations of the social history instead.
func (x *Exporter) patientResource(r *resource) {
	p := x.person
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Patient-uv-ips", r.class)
	if s := x.sourceOf(r); s == nil || s.ID == string(r.id[:]) { // not of another system's, which would be taken for ours
		x.tag(systemFormat, string(x.rec.SchemaVersion))
	}
	if x.rec.Synthetic == ephr.True {
		x.tag(systemReason, testData)
	}
	for _, c := range p.Nationalities {
		x.extURL("http://hl7.org/fhir/StructureDefinition/", "patient-nationality")
		x.lit(`"extension":[{"url":"code","valueCodeableConcept":`)
		x.countryValue(c)
		x.lit("}]}")
	}
	if p.BirthPlace != "" || p.CountryOfBirth != "" {
		x.extURL("http://hl7.org/fhir/StructureDefinition/", "patient-birthPlace")
		x.lit(`"valueAddress":{`)
		x.text("city", p.BirthPlace)
		x.text("country", string(p.CountryOfBirth))
		x.lit("}}")
	}
	for i := range p.GenderIdentities {
		if !conceptShown(&p.GenderIdentities[i]) {
			continue
		}
		x.extURL("http://hl7.org/fhir/StructureDefinition/", "individual-genderIdentity")
		x.lit(`"extension":[{"url":"value","valueCodeableConcept":`)
		x.conceptValue(&p.GenderIdentities[i])
		x.lit("}]}")
	}
	if conceptShown(p.Religion) {
		x.extURL("http://hl7.org/fhir/StructureDefinition/", "patient-religion")
		x.lit(`"valueCodeableConcept":`)
		x.conceptValue(p.Religion)
		x.put('}')
	}
	if conceptShown(p.Ethnicity) {
		x.ext("ethnicity")
		x.lit(`"valueCodeableConcept":`)
		x.conceptValue(p.Ethnicity)
		x.put('}')
	}
	needed := ephr.Unstated
	for i := range p.Languages {
		needed = max(needed, p.Languages[i].InterpreterNeeded)
	}
	if needed == ephr.True || needed == ephr.False {
		x.extURL("http://hl7.org/fhir/StructureDefinition/", "patient-interpreterRequired")
		x.lit(`"valueBoolean":`)
		x.lit(needed.String())
		x.put('}')
	}
	if p.LastResidence != "" {
		x.ext("last-residence")
		x.lit(`"valueCodeableConcept":`)
		x.countryValue(p.LastResidence)
		x.put('}')
	}
	aged := p.AgeAtAssessment != nil && quantityShown(p.AgeAtAssessment)
	if aged || p.AgeAssessedOn != "" {
		x.ext("age-at-assessment")
		x.lit(`"extension":[`)
		if aged {
			x.lit(`{"url":"age","valueQuantity":`)
			x.quantityValue(p.AgeAtAssessment)
			x.put('}')
		}
		if p.AgeAssessedOn != "" {
			x.comma()
			x.lit(`{"url":"on"`)
			x.date("valueDate", p.AgeAssessedOn)
			x.put('}')
		}
		x.lit("]}")
	}
	x.extCode("age-dispute", string(p.AgeDispute))
	x.absences(p.Absent)
	x.national(p.Extensions)
	x.recordExtensions()
	x.extEnd()

	x.lit(`,"identifier":[`)
	if x.rec.ID.Valid() {
		x.lit(`{"use":"usual","system":"` + systemURN + `","value":"urn:uuid:`)
		x.lit(string(x.rec.ID))
		x.lit(`"}`)
	} else {
		x.lit(`{"use":"usual","value":`)
		x.str(string(x.rec.ID))
		x.put('}')
	}
	for i := range p.Identifiers {
		if identifierShown(&p.Identifiers[i]) {
			x.comma()
			x.identifier(&p.Identifiers[i])
		}
	}
	for i := range x.rec.Identifiers {
		if identifierShown(&x.rec.Identifiers[i]) {
			x.comma()
			x.identifierOf(&x.rec.Identifiers[i], true)
		}
	}
	x.put(']')
	if !x.names("name", p.Names) {
		x.lit(`,"name":[{"_text":`)
		x.lit(absentOpen)
		x.lit(dataAbsent(p.Absent.Of("names")))
		x.lit(absentClose)
		x.lit("}]")
	}
	x.bool("active", p.Active)
	x.telecoms(p.Telecoms, false)
	if p.Sex.Known() {
		x.text("gender", string(p.Sex))
	}
	if v, _, _ := fhirTime(ephr.DateTime(p.BirthDate)); v != "" {
		x.date("birthDate", p.BirthDate)
	} else {
		x.absent("birthDate", dataAbsent(p.Absent.Of("birthDate")))
	}
	if d := p.Deceased; d != nil {
		if v, _, _ := fhirTime(d.Date); v != "" {
			x.dateTime("deceasedDateTime", d.Date)
		} else {
			x.lit(`,"deceasedBoolean":true`)
		}
	}
	x.accommodations(p.Accommodations)
	x.listed("maritalStatus", p.MaritalStatus.List(), string(p.MaritalStatus))
	x.contacts(p.Contacts)
	x.communication(p.Languages)
	if r := x.resourceOf("Organization", x.rec.Custodian); r != nil {
		x.key("managingOrganization")
		x.reference(r)
	}
}

// sexInWords is what senders write for a sex in other words than FHIR's.
func sexInWords(gender string) codes.Sex {
	switch strings.ToLower(strings.TrimSpace(gender)) {
	case "m", "male":
		return codes.SexMale
	case "f", "w", "female":
		return codes.SexFemale
	case "o", "other":
		return codes.SexOther
	}
	return codes.SexUnknown
}

// readPatient is the other direction.
func (im *importer) readPatient(e el) {
	p := &ephr.Person{
		Names: e.names("name"), Sex: codes.Sex(e.str("gender")), BirthDate: e.date("birthDate"), Telecoms: im.telecoms(e, "telecom"),
		MaritalStatus: codes.MaritalStatus(e.get("maritalStatus").listed(codes.MaritalStatus("").List())),
		AgeDispute:    codes.AgeDispute(e.extCode("age-dispute")),
		Ethnicity:     e.ext("ethnicity").concept("valueCodeableConcept"),
		Religion:      e.ext(hl7Extension + "patient-religion").concept("valueCodeableConcept"),
		LastResidence: e.ext("last-residence").get("valueCodeableConcept").country(),
		Contacts:      im.contacts(e), Active: e.bool("active"),
		Absent: absences(e, "absent"), Extensions: national(e, "national"),
	}
	if !p.Sex.Known() || p.Sex == "" {
		p.Sex = sexInWords(e.str("gender"))
	}
	for x := range e.exts(hl7Extension + "patient-nationality") {
		if c := x.part("code").get("valueCodeableConcept").country(); c != "" {
			p.Nationalities = append(p.Nationalities, c)
		}
	}
	if place := e.ext(hl7Extension + "patient-birthPlace").get("valueAddress"); place.ok() {
		p.BirthPlace = place.str("city")
		if c := codes.Country(place.str("country")); c.Known() {
			p.CountryOfBirth = c
		}
	}
	for x := range e.exts(hl7Extension + "individual-genderIdentity") {
		if c := x.part("value").concept("valueCodeableConcept"); c != nil {
			p.GenderIdentities = append(p.GenderIdentities, *c)
		}
	}
	if age := e.ext("age-at-assessment"); age.ok() {
		p.AgeAtAssessment = age.part("age").quantity("valueQuantity")
		p.AgeAssessedOn = age.part("on").date("valueDate")
	}
	for c := range e.get("communication").each() {
		if l := c.get("language").language(); l != "" {
			p.Languages = append(p.Languages, ephr.PersonLanguage{
				Language: l, Preferred: c.bool("preferred"), Literacy: codes.Literacy(c.extCode("literacy")), InterpreterNeeded: c.extBool("interpreter-needed"),
			})
		}
	}
	for a := range e.get("address").each() {
		p.Accommodations = append(p.Accommodations, im.accommodation(a))
	}
	if t := e.dateTime("deceasedDateTime"); t != "" || e.bool("deceasedBoolean") == ephr.True {
		p.Deceased = &ephr.Death{Date: t}
	}
	for c := range e.get("identifier").each() {
		v, ok := im.identifier(c)
		if !ok || ephr.URI(v.System) == systemURN && v.Value == "urn:uuid:"+string(im.rec.ID) {
			continue
		}
		if c.get("type").hasCode(systemItem, string(recordNumber.Codings[0].Code)) {
			im.rec.Identifiers = append(im.rec.Identifiers, v)
		} else {
			p.Identifiers = append(p.Identifiers, v)
		}
	}
	r := im.rec
	r.Person = p
	if v := ephr.Version(formatOf(e)); strings.HasPrefix(string(v), "1.") {
		r.SchemaVersion = v
	}
	if r.Synthetic = e.extBool("synthetic"); e.tagged(systemReason, testData) {
		r.Synthetic = ephr.True
	}
	r.Opened = e.ext("opened").dateTime("valueDateTime")
	r.Absent, r.Extensions = absences(e, "record-absent"), national(e, "record-national")
	r.Custodian = im.ref(e.get("managingOrganization"), "Organization")
}

const hl7Extension = "http://hl7.org/fhir/StructureDefinition/"

// accommodation reads an Address of the patient.
func (im *importer) accommodation(e el) (a ephr.Accommodation) {
	a.Kind = codes.SiteKind(e.extCode("accommodation-kind"))
	if a.Kind == "" {
		a.Kind = "other"
	}
	a.Unit = e.extString("accommodation-unit")
	a.LivingArrangement = codes.LivingArrangement(e.extCode("living-arrangement"))
	a.Site = im.ref(e.extReference("accommodation-site"), "Location")
	addr := e.addressOf()
	if e.extBool("accommodation-period") == ephr.True {
		a.Period, addr.Period = addr.Period, nil
	} else {
		a.Period = e.ext("stay").period("valuePeriod")
	}
	if addressShown(&addr) {
		a.Address = &addr
	}
	return a
}

// readRelative is the other direction of relatedPerson.
func (im *importer) readRelative(e el) bool {
	if im.rec.Person == nil {
		return false
	}
	v := ephr.Relative{
		ID: im.item(e), Guardian: e.extBool("guardian"), Head: e.extBool("head-of-family"), Travelling: codes.Travelling(e.extCode("travelling")),
		Names: e.names("name"), Telecoms: im.telecoms(e, "telecom"), Sex: codes.Sex(e.str("gender")),
		BirthDate: e.date("birthDate"), Address: e.get("address").first().address(),
		Relationship: codes.Relationship(e.listedFirst("relationship", codes.Relationship("").List())),
	}
	if x := e.ext("whereabouts"); x.ok() {
		v.Whereabouts = im.note(x.get("valueAnnotation"))
	}
	for id := range e.get("identifier").each() {
		if uuid, ok := strings.CutPrefix(id.str("value"), "urn:uuid:"); ok && id.str("system") == systemURN && v.Record == "" {
			v.Record = ephr.UUID(uuid)
		}
	}
	if v.Relationship == "" {
		return false
	}
	im.rec.Person.Relatives = append(im.rec.Person.Relatives, v)
	return true
}

// recordExtensions carries what is said of the record and not of the person.
func (x *Exporter) recordExtensions() {
	r := x.rec
	if r.Synthetic == ephr.False {
		x.extBool("synthetic", r.Synthetic)
	}
	x.extDateTime("opened", r.Opened)
	x.extAbsences("record-absent", r.Absent)
	x.extNational("record-national", r.Extensions)
}

func (x *Exporter) accommodations(list []ephr.Accommodation) {
	opened := false
	for i := range list {
		a := &list[i]
		addr := ephr.Address{}
		if a.Address != nil {
			addr = *a.Address
		}
		// The period of the stay is the address's, unless that has one of its own.
		stay := a.Period != nil && addr.Period == nil
		if stay {
			addr.Period = a.Period
		}
		words := ""
		if addr.Text == "" && len(addr.Lines) == 0 {
			if s := x.siteOf(a.Site); s != nil {
				words = s.Name
			} else if a.Unit != "" {
				words = a.Unit
			} else if !addressShown(a.Address) {
				words = label(a.Kind.List(), string(a.Kind))
			}
		}
		if !opened {
			x.key("address")
			x.put('[')
			opened = true
		}
		x.comma()
		x.open()
		x.accommodationExtensions(a, stay)
		if words != "" {
			x.member("text", words)
			x.assumed("text")
		}
		x.addressMembers(&addr)
		x.close()
	}
	if opened {
		x.put(']')
	}
}

// accommodationExtensions say what the place is, where an Address cannot.
func (x *Exporter) accommodationExtensions(a *ephr.Accommodation, stay bool) {
	x.extCode("accommodation-kind", string(a.Kind))
	x.extReference("accommodation-site", x.resourceOf("Location", a.Site))
	x.extString("accommodation-unit", a.Unit)
	x.extCode("living-arrangement", string(a.LivingArrangement))
	if stay {
		x.extBool("accommodation-period", ephr.True)
	} else if a.Period != nil {
		x.ext("stay")
		x.lit(`"valuePeriod":`)
		x.periodValue(a.Period)
		x.put('}')
	}
	x.extEnd()
}

// contacts writes whom to reach about the person. FHIR wants a contact to say who or how (pat-1).
func (x *Exporter) contacts(list []ephr.Contact) {
	for i := range list {
		c := &list[i]
		if i == 0 {
			x.lit(`,"contact":[`)
		}
		x.comma()
		x.open()
		x.concepts("relationship", c.Relationships)
		x.key("name")
		if c.Name != nil && nameShown(c.Name) {
			x.nameValue(c.Name)
		} else {
			x.lit(`{"_text":` + absentOpen + "unknown" + absentClose + "}")
		}
		x.telecoms(c.Telecoms, false)
		if addressShown(c.Address) {
			x.key("address")
			x.addressValue(c.Address)
		}
		if c.Sex.Known() {
			x.text("gender", string(c.Sex))
		}
		x.refTo("organization", "Organization", c.Organization)
		x.period("period", c.Period)
		x.close()
	}
	if len(list) > 0 {
		x.put(']')
	}
}

// contacts is the other direction. One that says neither who nor how stays in source.
func (im *importer) contacts(e el) (out []ephr.Contact) {
	for c := range e.get("contact").each() {
		v := ephr.Contact{
			Relationships: c.concepts("relationship"), Telecoms: im.telecoms(c, "telecom"), Address: c.get("address").address(),
			Sex: codes.Sex(c.str("gender")), Organization: im.ref(c.get("organization"), "Organization"), Period: c.period("period"),
		}
		if n := c.get("name").name(); nameShown(&n) {
			v.Name = &n
		}
		if v.Name != nil || len(v.Telecoms) > 0 || v.Address != nil || v.Organization != "" {
			out = append(out, v)
		}
	}
	return out
}

func (x *Exporter) siteOf(id ephr.ID) *ephr.Site {
	for i := range x.rec.Sites {
		if id != "" && x.rec.Sites[i].ID == id {
			return &x.rec.Sites[i]
		}
	}
	return nil
}

func (x *Exporter) communication(list []ephr.PersonLanguage) {
	if len(list) == 0 {
		return
	}
	x.lit(`,"communication":[`)
	for i := range list {
		l := &list[i]
		x.comma()
		x.put('{')
		x.extCode("literacy", string(l.Literacy))
		x.extBool("interpreter-needed", l.InterpreterNeeded)
		x.extEnd()
		x.key("language")
		x.languageValue(l.Language)
		x.bool("preferred", l.Preferred)
		x.put('}')
	}
	x.put(']')
}

func (x *Exporter) relatedPerson(r *resource) {
	v := &x.person.Relatives[r.index]
	x.meta("", r.class)
	x.extBool("guardian", v.Guardian)
	x.extBool("head-of-family", v.Head)
	x.extCode("travelling", string(v.Travelling))
	if v.Whereabouts != nil && v.Whereabouts.Text != "" {
		x.extAnnotation("whereabouts", v.Whereabouts)
	}
	x.extEnd()
	x.relativeIdentifiers(v)
	x.subject("patient")
	if v.Relationship != "" {
		x.lit(`,"relationship":[`)
		x.listedValue(v.Relationship.List(), string(v.Relationship), nil)
		x.put(']')
	}
	x.names("name", v.Names)
	x.telecoms(v.Telecoms, false)
	if v.Sex.Known() {
		x.text("gender", string(v.Sex))
	}
	x.date("birthDate", v.BirthDate)
	if addressShown(v.Address) {
		x.lit(`,"address":[`)
		x.addressValue(v.Address)
		x.put(']')
	}
}

// relativeIdentifiers writes the id of the relative's own record and, where all leaves, the local id.
func (x *Exporter) relativeIdentifiers(v *ephr.Relative) {
	if v.Record == "" {
		x.identifiersWith(nil, v.ID)
		return
	}
	x.lit(`,"identifier":[{"system":"` + systemURN + `","value":`)
	x.uuidURN(string(v.Record))
	x.put('}')
	if x.release.All && v.ID != "" {
		x.lit(`,{"use":"secondary","system":"` + systemLocal + `","value":`)
		x.str(string(v.ID))
		x.put('}')
	}
	x.put(']')
}
