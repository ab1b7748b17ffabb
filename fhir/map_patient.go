package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// patientResource writes the person as Patient-uv-ips. What is known of a
// person but is no property of a patient in FHIR, such as schooling, becomes
// Observations of the social history instead.
func (x *Exporter) patientResource(r *resource) {
	p := x.person
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Patient-uv-ips", r.class)
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
		x.lit("}")
	}
	if conceptShown(p.Ethnicity) {
		x.ext("ethnicity")
		x.lit(`"valueCodeableConcept":`)
		x.conceptValue(p.Ethnicity)
		x.lit("}")
	}
	needed := ephr.Unstated
	for i := range p.Languages {
		needed = max(needed, p.Languages[i].InterpreterNeeded)
	}
	if needed == ephr.True || needed == ephr.False {
		x.extURL("http://hl7.org/fhir/StructureDefinition/", "patient-interpreterRequired")
		x.lit(`"valueBoolean":`)
		x.lit(needed.String())
		x.lit("}")
	}
	if p.LastResidence != "" {
		x.ext("last-residence")
		x.lit(`"valueCodeableConcept":`)
		x.countryValue(p.LastResidence)
		x.lit("}")
	}
	aged := p.AgeAtAssessment != nil && quantityShown(p.AgeAtAssessment)
	if aged || p.AgeAssessedOn != "" {
		x.ext("age-at-assessment")
		x.lit(`"extension":[`)
		if aged {
			x.lit(`{"url":"age","valueQuantity":`)
			x.quantityValue(p.AgeAtAssessment)
			x.lit("}")
		}
		if p.AgeAssessedOn != "" {
			x.comma()
			x.lit(`{"url":"on"`)
			x.date("valueDate", p.AgeAssessedOn)
			x.lit("}")
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
		x.lit("}")
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
			x.identifier(&x.rec.Identifiers[i])
		}
	}
	x.lit("]")
	if !x.names("name", p.Names) {
		x.lit(`,"name":[{"_text":`)
		x.lit(absentOpen)
		x.lit(dataAbsent(p.Absent.Of("names")))
		x.lit(absentClose)
		x.lit("}]")
	}
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
	x.communication(p.Languages)
	if r := x.resourceOf("Organization", x.rec.Custodian); r != nil {
		x.key("managingOrganization")
		x.reference(r)
	}
}

// recordExtensions carries what is said of the record and not of the person.
func (x *Exporter) recordExtensions() {
	r := x.rec
	x.extString("schema-version", string(r.SchemaVersion))
	x.extBool("synthetic", r.Synthetic)
	x.extDateTime("opened", r.Opened)
	x.extAbsences("record-absent", r.Absent)
	x.extNational("record-national", r.Extensions)
	if !x.release.All {
		return
	}
	// Organisations, locations and practitioners are the same resources for all
	// records: by which id this one knows them is said here.
	for i := range r.Organizations {
		x.localID("Organization", r.Organizations[i].ID)
	}
	for i := range r.Sites {
		x.localID("Location", r.Sites[i].ID)
	}
	for i := range r.Practitioners {
		x.localID("Practitioner", r.Practitioners[i].ID)
	}
}

func (x *Exporter) localID(resourceType string, id ephr.ID) {
	r := x.resourceOf(resourceType, id)
	if r == nil {
		return
	}
	x.ext("local-id")
	x.lit(`"extension":[{"url":"resource","valueReference":`)
	x.reference(r)
	x.lit(`},{"url":"id","valueString":`)
	x.str(string(id))
	x.lit("}]}")
}

func (x *Exporter) accommodations(list []ephr.Accommodation) {
	opened := false
	for i := range list {
		a := &list[i]
		addr := ephr.Address{}
		if a.Address != nil {
			addr = *a.Address
		}
		if addr.Period == nil {
			addr.Period = a.Period
		}
		if s := x.siteOf(a.Site); s != nil && addr.Text == "" {
			addr.Text = s.Name
		}
		if a.Unit != "" && addr.Text == "" && len(addr.Lines) == 0 {
			addr.Text = a.Unit
		}
		if addr.Text == "" && !addressShown(&addr) {
			addr.Text = label(a.Kind.List(), string(a.Kind))
		}
		if !opened {
			x.key("address")
			x.lit("[")
			opened = true
		}
		x.comma()
		x.open()
		x.accommodationExtensions(a)
		x.addressMembers(&addr)
		x.close()
	}
	if opened {
		x.lit("]")
	}
}

// accommodationExtensions say what the place is, where an Address cannot.
func (x *Exporter) accommodationExtensions(a *ephr.Accommodation) {
	x.extCode("accommodation-kind", string(a.Kind))
	x.extReference("accommodation-site", x.resourceOf("Location", a.Site))
	x.extString("accommodation-unit", a.Unit)
	x.extCode("living-arrangement", string(a.LivingArrangement))
	x.extEnd()
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
		x.lit("{")
		x.extCode("literacy", string(l.Literacy))
		x.extBool("interpreter-needed", l.InterpreterNeeded)
		x.extEnd()
		x.key("language")
		x.languageValue(l.Language)
		x.bool("preferred", l.Preferred)
		x.lit("}")
	}
	x.lit("]")
}

func (x *Exporter) relatedPerson(r *resource) {
	v := &x.person.Relatives[r.index]
	x.meta("", r.class)
	x.extBool("guardian", v.Guardian)
	x.extBool("head-of-family", v.Head)
	x.extCode("travelling", string(v.Travelling))
	x.extString("linked-record", string(v.Record))
	if v.Whereabouts != nil && v.Whereabouts.Text != "" {
		x.extAnnotation("whereabouts", v.Whereabouts)
	}
	x.extEnd()
	x.identifiersWith(nil, v.ID)
	x.subject("patient")
	if v.Relationship != "" {
		x.lit(`,"relationship":[`)
		x.listedValue(v.Relationship.List(), string(v.Relationship), nil)
		x.lit("]")
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
		x.lit("]")
	}
}

var _ = codes.T1
