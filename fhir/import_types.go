package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
)

// hasName reports whether a resource of a type that the record knows by its name has one.
func hasName(e el, typ string) bool {
	return typ != "Organization" && typ != "Location" || e.str("name") != ""
}

// read makes the resource an item of the record, or part of one; false where it is none.
func (im *importer) read(e *entryIn) bool {
	switch e.typ {
	case "Patient":
		e.local = patientItem
		im.readPatient(e.el)
	case "Organization":
		im.readOrganization(e.el)
	case "Location":
		im.readSite(e.el)
	case "Practitioner":
		im.readPractitioner(e.el)
	case "PractitionerRole":
		return im.readRole(e)
	case "RelatedPerson":
		return im.readRelative(e.el)
	case "Encounter":
		return im.readEncounter(e.el)
	case "Condition":
		return im.readCondition(e.el)
	case "AllergyIntolerance":
		return im.readAllergy(e)
	case "MedicationStatement", "MedicationRequest":
		return im.readMedication(e)
	case "Medication":
		return im.readMedicine(e)
	case "Immunization":
		return im.readImmunization(e)
	case "ImmunizationRecommendation":
		return im.readRecommendation(e)
	case "Procedure":
		return im.readProcedure(e)
	case "ServiceRequest":
		return im.readService(e)
	case "CarePlan":
		return im.readCarePlan(e)
	case "CareTeam":
		return im.readCareTeam(e)
	case "DiagnosticReport":
		return im.readReport(e)
	case "Specimen":
		return im.readSpecimen(e)
	case "FamilyMemberHistory":
		return im.readFamilyHistory(e)
	case "DeviceUseStatement":
		return im.readDeviceUse(e)
	case "Device":
		return im.readDevice(e)
	case "Flag":
		return im.readFlag(e)
	case "ClinicalImpression":
		return im.readImpression(e) || im.readFunctional(e)
	case "Consent":
		return im.readConsent(e)
	case "Provenance":
		return im.readProvenance(e)
	case "Communication":
		return im.readHandover(e)
	case "AuditEvent":
		return im.readAccess(e)
	case "Composition":
		return im.isDocument(e)
	case "Observation":
		return im.readObservation(e)
	default:
		return false
	}
	return true
}

// readObservation finds out by its code what an Observation is of.
func (im *importer) readObservation(e *entryIn) bool {
	code := e.get("code")
	for c := range code.get("coding").each() {
		system, value := c.str("system"), c.str("code")
		if system == systemItem {
			return im.readItem(e, itemByCode(value))
		}
		if name, own := strings.CutPrefix(system, codes.Canonical+"CodeSystem/"); own {
			return im.readListed(e, name)
		}
	}
	for c := range code.get("coding").each() {
		if c.str("system") == loinc {
			if id, ok := itemByLOINC(c.str("code")); ok && im.readItem(e, id) {
				return true
			}
		}
	}
	return im.readVitalSign(e) || im.readPregnancy(e) || im.readMental(e) || im.readSocialDeterminant(e) || im.readInvestigation(e)
}

// readItem reads an Observation whose code is one of our items.
func (im *importer) readItem(e *entryIn, id itemID) bool {
	switch id {
	case itemSymptom, itemChief:
		return im.readSymptom(e)
	case itemFunctioning:
		return im.readFunctioning(e)
	case itemTobacco, itemAlcohol:
		return im.readSubstanceUse(e)
	case itemEducation, itemOccupation, itemCauseOfDeath, itemDeathCountry:
		return im.readPersonFact(e)
	case itemTombstone:
		return im.readTombstone(e)
	case itemVaccinationEvidence:
		return im.readEvidence(e)
	case itemLegalStatus:
		return im.readLegalStatus(e)
	case itemArrival:
		return im.readArrival(e)
	case itemTravel:
		return im.readTravel(e)
	case itemStay:
		return im.readStay(e)
	case itemExposure:
		return im.readExposure(e)
	case itemApplicationDate, itemArrivedInEU, itemLeftHome, itemDestination, itemRelocation:
		return im.readJourneyFact(e)
	case itemPersecutedIn:
		return im.readPersecutedIn(e)
	case itemLegalNote:
		return im.readLegalNote(e)
	case itemProtection:
		return im.readProtection(e)
	case itemContactTracing:
		return im.readContactTracing(e)
	case itemDeparture:
		return im.readDeparture(e)
	}
	return im.readPersonFact(e) || im.readPregnancy(e) || im.readMental(e) || im.readTombstone(e)
}

// readListed reads an Observation whose code is one of a list of ours.
func (im *importer) readListed(e *entryIn, list string) bool {
	switch list {
	case "red-flag":
		return im.readRedFlag(e)
	case "health-question":
		return im.readHealthQuestion(e)
	case "substance":
		return im.readSubstanceUse(e)
	case "development-domain":
		return im.readDevelopment(e)
	case "test":
		return im.readInvestigation(e)
	case "body-system":
		return im.readExamination(e)
	case "vital-sign":
		return im.readVitalSign(e)
	case "social-need":
		return im.readSocialNeed(e)
	case "social-determinant":
		return im.readSocialDeterminant(e)
	}
	return im.readMental(e) || im.readPregnancy(e) || im.readTombstone(e)
}

func itemByCode(code string) itemID {
	for i := range items {
		if items[i].code == code {
			return itemID(i)
		}
	}
	return itemID(len(items))
}

func itemByLOINC(code string) (itemID, bool) {
	for i := range items {
		if code != "" && items[i].loinc == code {
			return itemID(i), true
		}
	}
	return 0, false
}

// finish does what wants all resources read.
func (im *importer) finish() {
	im.dropEvidence()
	im.finishResults()
	im.readDocuments()
	for i := range im.rec.Practitioners {
		if p := &im.rec.Practitioners[i]; p.Role == "" {
			p.Role = "other"
		}
	}
}
