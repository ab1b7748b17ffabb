package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

func (x *Exporter) immunization(r *resource) {
	v := &x.rec.Immunizations[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Immunization-uv-ips", r.class)
	x.entryHead(&v.Entry)
	site := x.resourceOf("Location", v.Site)
	if site != nil {
		x.extCode("country", string(v.Country))
	}
	x.performerBeside(&v.Entry, v.Performer)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("completed", string(v.Status))
	x.listed("statusReason", v.Reason.List(), string(v.Reason))
	x.listedWith("vaccineCode", v.Vaccine.List(), string(v.Vaccine), v.Code)
	x.subject("patient")
	x.encounter("encounter", &v.Entry)
	if v.Occurrence != "" {
		x.required("occurrenceDateTime", v.Occurrence)
	} else {
		x.absent("occurrenceDateTime", dataAbsent(v.Absent.Of("occurrence")))
	}
	x.dateTime("recorded", v.Recorded)
	switch v.Evidence {
	case "":
	case codes.VaccinationEvidenceGivenHere:
		x.lit(`,"primarySource":true`)
	default:
		x.lit(`,"primarySource":false`)
		x.listed("reportOrigin", v.Evidence.List(), string(v.Evidence))
	}
	if site != nil {
		x.key("location")
		x.reference(site)
	} else if v.Country != "" {
		x.key("location")
		x.countryReference("Location", v.Country)
	}
	if v.Manufacturer != "" {
		x.lit(`,"manufacturer":{"display":`)
		x.str(v.Manufacturer)
		x.put('}')
	}
	x.text("lotNumber", v.LotNumber)
	x.date("expirationDate", v.Expiration)
	x.concept("site", v.BodySite)
	x.concept("route", v.Route)
	performer := v.Performer
	if performer == "" {
		performer = v.Author
	}
	opened := false
	for _, p := range [...]*resource{x.resourceOf("Practitioner", performer), x.resourceOf("Organization", v.Organization)} {
		if p == nil {
			continue
		}
		if !opened {
			x.lit(`,"performer":[`)
			opened = true
		}
		x.comma()
		x.lit(`{"actor":`)
		x.reference(p)
		x.put('}')
	}
	if opened {
		x.put(']')
	}
	x.notes(v.Notes)
	if v.DoseNumber.Valid() || v.SeriesDoses.Valid() || v.Series != "" || len(v.TargetDiseases) > 0 {
		x.lit(`,"protocolApplied":[{`)
		x.text("series", v.Series)
		if len(v.TargetDiseases) > 0 {
			x.key("targetDisease")
			x.put('[')
			for i := range v.TargetDiseases {
				x.comma()
				x.lit(`{"coding":[`)
				x.coding(&v.TargetDiseases[i])
				x.lit("]}")
			}
			x.put(']')
		}
		if v.DoseNumber.Valid() {
			x.integer("doseNumberPositiveInt", v.DoseNumber)
		} else {
			x.absent("doseNumberPositiveInt", dataAbsent(v.Absent.Of("doseNumber")))
		}
		x.integer("seriesDosesPositiveInt", v.SeriesDoses)
		x.lit("}]")
	}
}

// readImmunization is the other direction.
func (im *importer) readImmunization(e *entryIn) bool {
	v := ephr.Immunization{
		Entry:      im.head(e.el, "recorded", ""),
		Occurrence: e.dateTime("occurrenceDateTime"),
		Site:       im.ref(e.get("location"), "Location"),
		LotNumber:  e.str("lotNumber"), Expiration: e.date("expirationDate"),
		Route: e.concept("route"), BodySite: e.concept("site"),
		Manufacturer: e.get("manufacturer").str("display"),
	}
	vaccine, c := e.get("vaccineCode").listedWith(v.Vaccine.List())
	if c != nil && noneKnown(c) {
		return false
	}
	v.Code = c
	if v.Vaccine = codes.Vaccine(openCode(vaccine)); v.Vaccine == "" {
		v.Vaccine = vaccineOf(e.get("vaccineCode"))
	}
	if v.Vaccine == "" {
		if c == nil {
			return false
		}
		v.Vaccine = "other" // no code of the list: what it was, the concept says
	}
	if v.Status = codes.ImmunizationStatus(closedCode(v.Status.List(), e.str("status"))); v.Status == "" {
		return false
	}
	if s := e.get("statusReason"); s.ok() && v.Status != "completed" {
		if v.Reason = codes.NotDoneReason(openListed(s, v.Reason.List())); v.Reason == "" && s.conceptValue() != nil {
			v.Reason = "other"
		}
	}
	v.Evidence = codes.VaccinationEvidence(openListed(e.get("reportOrigin"), v.Evidence.List()))
	if v.Evidence == "" && (v.Status == "completed" || im.entries[im.cur].byUs) && e.bool("primarySource") == ephr.True {
		v.Evidence = codes.VaccinationEvidenceGivenHere
	}
	if v.Country = codes.Country(closedCode(v.Country.List(), e.extCode("country"))); v.Country == "" {
		v.Country = e.get("location").get("identifier").identifiedCountry()
	}
	if v.Manufacturer == "" {
		if n, ok := im.target(e.get("manufacturer")); ok && im.entries[n].typ == "Organization" {
			v.Manufacturer = im.entries[n].str("name")
		}
	}
	for p := range e.get("performer").each() {
		if v.Performer == "" {
			v.Performer = im.doer(e.el, p.get("actor"), v.Author)
		}
		if v.Organization == "" {
			v.Organization = im.ref(p.get("actor"), "Organization")
		}
	}
	p := e.get("protocolApplied").first()
	v.Series = p.str("series")
	v.DoseNumber = doseNumber(p, "doseNumber")
	v.SeriesDoses = doseNumber(p, "seriesDoses")
	for t := range p.get("targetDisease").each() {
		for g := range t.get("coding").each() {
			if c := g.coding(); c.Code != "" || c.Display != "" {
				v.TargetDiseases = append(v.TargetDiseases, c)
			}
		}
	}
	im.rec.Immunizations = append(im.rec.Immunizations, v)
	return true
}

// doseNumber is a number of doses, also where it is written as a string.
func doseNumber(p el, name string) ephr.Integer {
	n := p.integer(name + "PositiveInt")
	if n == "" {
		n = ephr.Integer(p.str(name + "String"))
	}
	return within(n, 1, 20)
}

// vaccineOf is the vaccine of a foreign code of ATC where a whole
// group is one vaccine of the list.
func vaccineOf(e el) codes.Vaccine {
	for g := range e.get("coding").each() {
		v, code := codes.Vaccine(""), g.str("code")
		switch g.str("system") {
		case string(codes.ATC):
			v = vaccineOfATC(code)
		}
		if v != "" {
			return v
		}
	}
	return ""
}

func vaccineOfATC(code string) codes.Vaccine {
	if len(code) < 5 {
		return ""
	}
	switch code[:5] {
	case "J07AE":
		return "cholera"
	case "J07AN":
		return "bcg"
	case "J07AP":
		return "typhoid"
	case "J07BB":
		return "influenza"
	case "J07BG":
		return "rabies"
	case "J07BH":
		return "rotavirus"
	case "J07BL":
		return "yellow-fever"
	case "J07BM":
		return "hpv"
	case "J07BN":
		return "covid-19"
	}
	return ""
}

func (x *Exporter) immunizationRow(r *resource) {
	v := &x.rec.Immunizations[r.index]
	if conceptShown(v.Code) && !v.Vaccine.Known() {
		x.cell(conceptLabel(v.Code))
	} else {
		x.cell(label(v.Vaccine.List(), string(v.Vaccine)))
	}
	x.cell(string(v.Occurrence))
	x.cell(label(v.Status.List(), string(v.Status)), label(v.Reason.List(), string(v.Reason)))
}

func (x *Exporter) recommendation(r *resource) {
	v := &x.rec.ImmunizationRecommendations[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry)
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	due, _, _ := fhirTime(ephr.DateTime(v.Due))
	if due == "" {
		x.carryMember("due", string(v.Due))
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.subject("patient")
	x.required("date", v.Recorded)
	x.lit(`,"recommendation":[{"vaccineCode":[`)
	x.listedValue(v.Vaccine.List(), string(v.Vaccine), nil)
	x.put(']')
	x.listed("forecastStatus", v.Status.List(), string(v.Status))
	if due != "" {
		// LOINC 30980-7, the day from which a dose is due, is of R4's value set immunization-recommendation-date-criterion.
		x.lit(`,"dateCriterion":[{"code":{"coding":[{"system":"http://loinc.org","code":"30980-7"}]}`)
		x.date("value", v.Due)
		x.lit("}]")
	}
	x.integer("doseNumberPositiveInt", v.DoseNumber)
	x.lit("}]")
}

// readRecommendation is the other direction. One item is one recommendation: of a
// foreign resource that has several it is the first.
func (im *importer) readRecommendation(e *entryIn) bool {
	r := e.get("recommendation").first()
	v := ephr.ImmunizationRecommendation{Entry: im.head(e.el, "date", ""), DoseNumber: doseNumber(r, "doseNumber")}
	for c := range r.get("vaccineCode").each() {
		if v.Vaccine = codes.Vaccine(openListed(c, v.Vaccine.List())); v.Vaccine == "" {
			v.Vaccine = vaccineOf(c)
		}
		if v.Vaccine != "" {
			break
		}
	}
	v.Status = codes.RecommendationStatus(closedListed(r.get("forecastStatus"), v.Status.List()))
	if v.Vaccine == "" || v.Status == "" {
		return false
	}
	for c := range r.get("dateCriterion").each() {
		if c.get("code").hasCode(loinc, "30980-7") {
			v.Due = c.date("value")
			break
		}
	}
	if d := ephr.Date(e.member("due")); d != "" && d.Valid() {
		v.Due = d
	}
	im.rec.ImmunizationRecommendations = append(im.rec.ImmunizationRecommendations, v)
	return true
}

func (x *Exporter) recommendationRow(r *resource) {
	v := &x.rec.ImmunizationRecommendations[r.index]
	x.cell(label(v.Vaccine.List(), string(v.Vaccine)))
	x.cell(string(v.Due))
	x.cell(label(v.Status.List(), string(v.Status)))
}

func (x *Exporter) vaccinationEvidence(r *resource) {
	v := &x.rec.VaccinationEvidence[r.index]
	x.observation(r, &v.Entry, "", "final", "survey")
	x.itemCode("code", itemVaccinationEvidence)
	x.about(&v.Entry, v.Recorded, "")
	x.listed("valueCodeableConcept", v.Evidence.List(), string(v.Evidence))
	x.notes(v.Notes)
	x.countryComponent(itemCountry, v.Country)
	x.componentsEnd()
}

// readEvidence is the other direction.
func (im *importer) readEvidence(e *entryIn) bool {
	v := ephr.VaccinationEvidence{Entry: im.head(e.el, "", "")}
	if v.Recorded == "" {
		v.Recorded = e.dateTime("effectiveDateTime")
	}
	for p := range e.get("performer").each() {
		v.Author = im.who(p)
		break
	}
	v.Evidence = codes.VaccinationEvidence(openListed(e.get("valueCodeableConcept"), v.Evidence.List()))
	if v.Evidence == "" {
		return false
	}
	for c := range e.get("component").each() {
		if c.get("code").hasCode(systemItem, items[itemCountry].code) {
			v.Country = c.get("valueCodeableConcept").country()
		}
	}
	im.rec.VaccinationEvidence = append(im.rec.VaccinationEvidence, v)
	return true
}

func (x *Exporter) vaccinationEvidenceRow(r *resource) {
	v := &x.rec.VaccinationEvidence[r.index]
	x.cell(items[itemVaccinationEvidence].display)
	x.cell(label(v.Evidence.List(), string(v.Evidence)))
}
