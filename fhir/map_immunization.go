package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

func (x *Exporter) immunization(r *resource) {
	v := &x.rec.Immunizations[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Immunization-uv-ips", r.class)
	x.entryHead(&v.Entry, true)
	x.extCode("vaccination-evidence", string(v.Evidence))
	x.extCode("country", string(v.Country))
	x.authorBeside(&v.Entry, v.Performer)
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
	if l := x.resourceOf("Location", v.Site); l != nil {
		x.key("location")
		x.reference(l)
	}
	if v.Manufacturer != "" {
		x.lit(`,"manufacturer":{"display":`)
		x.str(v.Manufacturer)
		x.lit("}")
	}
	x.text("lotNumber", v.LotNumber)
	x.date("expirationDate", v.Expiration)
	x.concept("site", v.BodySite)
	x.concept("route", v.Route)
	performer := v.Performer
	if performer == "" {
		performer = v.Author
	}
	if p := x.resourceOf("Practitioner", performer); p != nil {
		x.lit(`,"performer":[{"actor":`)
		x.reference(p)
		x.lit("}]")
	}
	x.notes(v.Notes)
	if v.DoseNumber.Valid() || v.SeriesDoses.Valid() || v.Series != "" || len(v.TargetDiseases) > 0 {
		x.lit(`,"protocolApplied":[{`)
		x.text("series", v.Series)
		if len(v.TargetDiseases) > 0 {
			x.key("targetDisease")
			x.lit("[")
			for i := range v.TargetDiseases {
				x.comma()
				x.lit(`{"coding":[`)
				x.coding(&v.TargetDiseases[i])
				x.lit("]}")
			}
			x.lit("]")
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

func (x *Exporter) immunizationRow(r *resource) {
	v := &x.rec.Immunizations[r.index]
	x.cell(label(v.Vaccine.List(), string(v.Vaccine)))
	x.cell(string(v.Occurrence))
	x.cell(label(v.Status.List(), string(v.Status)), label(v.Reason.List(), string(v.Reason)))
}

func (x *Exporter) recommendation(r *resource) {
	v := &x.rec.ImmunizationRecommendations[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, true)
	x.extReference("encounter", x.resourceOf("Encounter", v.Encounter))
	x.extReference("author", x.resourceOf("Practitioner", v.Author))
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.subject("patient")
	x.required("date", v.Recorded)
	x.lit(`,"recommendation":[{"vaccineCode":[`)
	x.listedValue(v.Vaccine.List(), string(v.Vaccine), nil)
	x.lit("]")
	x.listed("forecastStatus", v.Status.List(), string(v.Status))
	if due, _, _ := fhirTime(ephr.DateTime(v.Due)); due != "" {
		// LOINC 30980-7, the day from which a dose is due, is of R4's value set immunization-recommendation-date-criterion.
		x.lit(`,"dateCriterion":[{"code":{"coding":[{"system":"http://loinc.org","code":"30980-7"}]}`)
		x.date("value", v.Due)
		x.lit("}]")
	}
	x.integer("doseNumberPositiveInt", v.DoseNumber)
	x.lit("}]")
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

func (x *Exporter) vaccinationEvidenceRow(r *resource) {
	v := &x.rec.VaccinationEvidence[r.index]
	x.cell(items[itemVaccinationEvidence].display)
	x.cell(label(v.Evidence.List(), string(v.Evidence)))
}

var _ = codes.T1
