package fhir

// kind is a kind of resource that an item of the record becomes: its resource
// type, and the functions that write its members and its row in the narrative.
// A new mapping is a constant here, a line in each of the three lists below,
// and a line in makePlan.
type kind uint8

const (
	kindNone kind = iota
	kindComposition
	kindAllergy
	kindAssessment
	kindVulnerability
	kindProtection
	kindCondition
	kindConsent
	kindAssessmentConsent
	kindProvenance
	kindAuthorship
	kindExport
	kindEncounter
	kindSymptom
	kindRedFlag
	kindHealthQuestion
	kindFamilyHistory
	kindSubstanceUse
	kindDevelopment
	kindFunctioning
	kindFunctional
	kindDeviceUse
	kindDevice
	kindImmunization
	kindRecommendation
	kindEvidence
	kindInvestigation
	kindSpecimen
	kindReport
	kindExamination
	kindLegalStatus
	kindArrival
	kindRouteStop
	kindStay
	kindExposure
	kindJourneyFact
	kindPersecutedIn
	kindLegalNote
	kindMedicationStatement
	kindMedicationRequest
	kindMedicine
	kindScreening
	kindSelfHarmRisk
	kindDisclosure
	kindProtectiveFactor
	kindPsychologistNote
	kindContactTracing
	kindDeparture
	kindHandover
	kindTombstone
	kindAccess
	kindPatient
	kindRelatedPerson
	kindPregnancy
	kindObstetrics
	kindProcedure
	kindCounselling
	kindOrganization
	kindLocation
	kindPractitioner
	kindRole
	kindSupportService
	kindReferral
	kindCarePlan
	kindCareTeam
	kindSocialNeed
	kindSocialDeterminant
	kindPersonFact
	kindVitalSign
	kindReceivedDocument
	kindCount
)

var kindTypes = [kindCount]string{
	kindComposition:         "Composition",
	kindAllergy:             "AllergyIntolerance",
	kindAssessment:          "ClinicalImpression",
	kindVulnerability:       "Flag",
	kindProtection:          "Observation",
	kindCondition:           "Condition",
	kindConsent:             "Consent",
	kindAssessmentConsent:   "Consent",
	kindProvenance:          "Provenance",
	kindAuthorship:          "Provenance",
	kindExport:              "Provenance",
	kindEncounter:           "Encounter",
	kindSymptom:             "Observation",
	kindRedFlag:             "Observation",
	kindHealthQuestion:      "Observation",
	kindFamilyHistory:       "FamilyMemberHistory",
	kindSubstanceUse:        "Observation",
	kindDevelopment:         "Observation",
	kindFunctioning:         "Observation",
	kindFunctional:          "ClinicalImpression",
	kindDeviceUse:           "DeviceUseStatement",
	kindDevice:              "Device",
	kindImmunization:        "Immunization",
	kindRecommendation:      "ImmunizationRecommendation",
	kindEvidence:            "Observation",
	kindInvestigation:       "Observation",
	kindSpecimen:            "Specimen",
	kindReport:              "DiagnosticReport",
	kindExamination:         "Observation",
	kindLegalStatus:         "Observation",
	kindArrival:             "Observation",
	kindRouteStop:           "Observation",
	kindStay:                "Observation",
	kindExposure:            "Observation",
	kindJourneyFact:         "Observation",
	kindPersecutedIn:        "Observation",
	kindLegalNote:           "Observation",
	kindMedicationStatement: "MedicationStatement",
	kindMedicationRequest:   "MedicationRequest",
	kindMedicine:            "Medication",
	kindScreening:           "Observation",
	kindSelfHarmRisk:        "Observation",
	kindDisclosure:          "Observation",
	kindProtectiveFactor:    "Observation",
	kindPsychologistNote:    "Observation",
	kindContactTracing:      "Observation",
	kindDeparture:           "Observation",
	kindHandover:            "Communication",
	kindTombstone:           "Observation",
	kindAccess:              "AuditEvent",
	kindPatient:             "Patient",
	kindRelatedPerson:       "RelatedPerson",
	kindPregnancy:           "Observation",
	kindObstetrics:          "Observation",
	kindProcedure:           "Procedure",
	kindCounselling:         "Procedure",
	kindOrganization:        "Organization",
	kindLocation:            "Location",
	kindPractitioner:        "Practitioner",
	kindRole:                "PractitionerRole",
	kindSupportService:      "ServiceRequest",
	kindReferral:            "ServiceRequest",
	kindCarePlan:            "CarePlan",
	kindCareTeam:            "CareTeam",
	kindSocialNeed:          "Observation",
	kindSocialDeterminant:   "Observation",
	kindPersonFact:          "Observation",
	kindVitalSign:           "Observation",
	kindReceivedDocument:    "Composition",
}

// kindHeads are what stands in an entry between its fullUrl and its id.
var kindHeads = [kindCount]string{
	kindComposition:         `","resource":{"resourceType":"Composition","id":"`,
	kindAllergy:             `","resource":{"resourceType":"AllergyIntolerance","id":"`,
	kindAssessment:          `","resource":{"resourceType":"ClinicalImpression","id":"`,
	kindVulnerability:       `","resource":{"resourceType":"Flag","id":"`,
	kindProtection:          `","resource":{"resourceType":"Observation","id":"`,
	kindCondition:           `","resource":{"resourceType":"Condition","id":"`,
	kindConsent:             `","resource":{"resourceType":"Consent","id":"`,
	kindAssessmentConsent:   `","resource":{"resourceType":"Consent","id":"`,
	kindProvenance:          `","resource":{"resourceType":"Provenance","id":"`,
	kindAuthorship:          `","resource":{"resourceType":"Provenance","id":"`,
	kindExport:              `","resource":{"resourceType":"Provenance","id":"`,
	kindEncounter:           `","resource":{"resourceType":"Encounter","id":"`,
	kindSymptom:             `","resource":{"resourceType":"Observation","id":"`,
	kindRedFlag:             `","resource":{"resourceType":"Observation","id":"`,
	kindHealthQuestion:      `","resource":{"resourceType":"Observation","id":"`,
	kindFamilyHistory:       `","resource":{"resourceType":"FamilyMemberHistory","id":"`,
	kindSubstanceUse:        `","resource":{"resourceType":"Observation","id":"`,
	kindDevelopment:         `","resource":{"resourceType":"Observation","id":"`,
	kindFunctioning:         `","resource":{"resourceType":"Observation","id":"`,
	kindFunctional:          `","resource":{"resourceType":"ClinicalImpression","id":"`,
	kindDeviceUse:           `","resource":{"resourceType":"DeviceUseStatement","id":"`,
	kindDevice:              `","resource":{"resourceType":"Device","id":"`,
	kindImmunization:        `","resource":{"resourceType":"Immunization","id":"`,
	kindRecommendation:      `","resource":{"resourceType":"ImmunizationRecommendation","id":"`,
	kindEvidence:            `","resource":{"resourceType":"Observation","id":"`,
	kindInvestigation:       `","resource":{"resourceType":"Observation","id":"`,
	kindSpecimen:            `","resource":{"resourceType":"Specimen","id":"`,
	kindReport:              `","resource":{"resourceType":"DiagnosticReport","id":"`,
	kindExamination:         `","resource":{"resourceType":"Observation","id":"`,
	kindLegalStatus:         `","resource":{"resourceType":"Observation","id":"`,
	kindArrival:             `","resource":{"resourceType":"Observation","id":"`,
	kindRouteStop:           `","resource":{"resourceType":"Observation","id":"`,
	kindStay:                `","resource":{"resourceType":"Observation","id":"`,
	kindExposure:            `","resource":{"resourceType":"Observation","id":"`,
	kindJourneyFact:         `","resource":{"resourceType":"Observation","id":"`,
	kindPersecutedIn:        `","resource":{"resourceType":"Observation","id":"`,
	kindLegalNote:           `","resource":{"resourceType":"Observation","id":"`,
	kindMedicationStatement: `","resource":{"resourceType":"MedicationStatement","id":"`,
	kindMedicationRequest:   `","resource":{"resourceType":"MedicationRequest","id":"`,
	kindMedicine:            `","resource":{"resourceType":"Medication","id":"`,
	kindScreening:           `","resource":{"resourceType":"Observation","id":"`,
	kindSelfHarmRisk:        `","resource":{"resourceType":"Observation","id":"`,
	kindDisclosure:          `","resource":{"resourceType":"Observation","id":"`,
	kindProtectiveFactor:    `","resource":{"resourceType":"Observation","id":"`,
	kindPsychologistNote:    `","resource":{"resourceType":"Observation","id":"`,
	kindContactTracing:      `","resource":{"resourceType":"Observation","id":"`,
	kindDeparture:           `","resource":{"resourceType":"Observation","id":"`,
	kindHandover:            `","resource":{"resourceType":"Communication","id":"`,
	kindTombstone:           `","resource":{"resourceType":"Observation","id":"`,
	kindAccess:              `","resource":{"resourceType":"AuditEvent","id":"`,
	kindPatient:             `","resource":{"resourceType":"Patient","id":"`,
	kindRelatedPerson:       `","resource":{"resourceType":"RelatedPerson","id":"`,
	kindPregnancy:           `","resource":{"resourceType":"Observation","id":"`,
	kindObstetrics:          `","resource":{"resourceType":"Observation","id":"`,
	kindProcedure:           `","resource":{"resourceType":"Procedure","id":"`,
	kindCounselling:         `","resource":{"resourceType":"Procedure","id":"`,
	kindOrganization:        `","resource":{"resourceType":"Organization","id":"`,
	kindLocation:            `","resource":{"resourceType":"Location","id":"`,
	kindPractitioner:        `","resource":{"resourceType":"Practitioner","id":"`,
	kindRole:                `","resource":{"resourceType":"PractitionerRole","id":"`,
	kindSupportService:      `","resource":{"resourceType":"ServiceRequest","id":"`,
	kindReferral:            `","resource":{"resourceType":"ServiceRequest","id":"`,
	kindCarePlan:            `","resource":{"resourceType":"CarePlan","id":"`,
	kindCareTeam:            `","resource":{"resourceType":"CareTeam","id":"`,
	kindSocialNeed:          `","resource":{"resourceType":"Observation","id":"`,
	kindSocialDeterminant:   `","resource":{"resourceType":"Observation","id":"`,
	kindPersonFact:          `","resource":{"resourceType":"Observation","id":"`,
	kindVitalSign:           `","resource":{"resourceType":"Observation","id":"`,
	kindReceivedDocument:    `","resource":{"resourceType":"Composition","id":"`,
}

// name is the resource type.
func (k kind) name() string { return kindTypes[k] }

// write writes the members of a resource after its type and id.
func (x *Exporter) write(r *resource) {
	switch r.kind {
	case kindComposition:
		x.composition(r)
	case kindAllergy:
		x.allergy(r)
	case kindAssessment:
		x.assessment(r)
	case kindVulnerability:
		x.vulnerability(r)
	case kindProtection:
		x.protection(r)
	case kindCondition:
		x.condition(r)
	case kindConsent:
		x.consent(r)
	case kindAssessmentConsent:
		x.assessmentConsent(r)
	case kindProvenance:
		x.provenance(r)
	case kindAuthorship:
		x.authorship(r)
	case kindExport:
		x.exportProvenance(r)
	case kindEncounter:
		x.encounterResource(r)
	case kindSymptom:
		x.symptom(r)
	case kindRedFlag:
		x.redFlag(r)
	case kindHealthQuestion:
		x.healthQuestion(r)
	case kindFamilyHistory:
		x.familyHistory(r)
	case kindSubstanceUse:
		x.substanceUse(r)
	case kindDevelopment:
		x.development(r)
	case kindFunctioning:
		x.functioning(r)
	case kindFunctional:
		x.functional(r)
	case kindDeviceUse:
		x.deviceUse(r)
	case kindDevice:
		x.device(r)
	case kindImmunization:
		x.immunization(r)
	case kindRecommendation:
		x.recommendation(r)
	case kindEvidence:
		x.vaccinationEvidence(r)
	case kindInvestigation:
		x.investigation(r)
	case kindSpecimen:
		x.specimen(r)
	case kindReport:
		x.report(r)
	case kindExamination:
		x.examination(r)
	case kindLegalStatus:
		x.legalStatus(r)
	case kindArrival:
		x.arrival(r)
	case kindRouteStop:
		x.routeStop(r)
	case kindStay:
		x.stay(r)
	case kindExposure:
		x.exposure(r)
	case kindJourneyFact:
		x.journeyFact(r)
	case kindPersecutedIn:
		x.persecutedIn(r)
	case kindLegalNote:
		x.legalNote(r)
	case kindMedicationStatement:
		x.medicationStatement(r)
	case kindMedicationRequest:
		x.medicationRequest(r)
	case kindMedicine:
		x.medicine(r)
	case kindScreening:
		x.screening(r)
	case kindSelfHarmRisk:
		x.selfHarmRisk(r)
	case kindDisclosure:
		x.disclosure(r)
	case kindProtectiveFactor:
		x.protectiveFactor(r)
	case kindPsychologistNote:
		x.psychologistNote(r)
	case kindContactTracing:
		x.contactTracing(r)
	case kindDeparture:
		x.departure(r)
	case kindHandover:
		x.handover(r)
	case kindTombstone:
		x.tombstone(r)
	case kindAccess:
		x.access(r)
	case kindPatient:
		x.patientResource(r)
	case kindRelatedPerson:
		x.relatedPerson(r)
	case kindPregnancy:
		x.pregnancy(r)
	case kindObstetrics:
		x.obstetrics(r)
	case kindProcedure:
		x.procedure(r)
	case kindCounselling:
		x.counselling(r)
	case kindOrganization:
		x.organization(r)
	case kindLocation:
		x.location(r)
	case kindPractitioner:
		x.practitioner(r)
	case kindRole:
		x.practitionerRole(r)
	case kindSupportService:
		x.supportService(r)
	case kindReferral:
		x.referral(r)
	case kindCarePlan:
		x.carePlan(r)
	case kindCareTeam:
		x.careTeam(r)
	case kindSocialNeed:
		x.socialNeed(r)
	case kindSocialDeterminant:
		x.socialDeterminant(r)
	case kindPersonFact:
		x.personFact(r)
	case kindVitalSign:
		x.vitalSign(r)
	case kindReceivedDocument:
		x.receivedDocument(r)
	}
}

// hasRow reports whether the kind has a row in the narrative of its section.
func (k kind) hasRow() bool {
	switch k {
	case kindComposition, kindProvenance, kindAuthorship, kindExport, kindDevice, kindMedicine, kindSpecimen, kindAccess, kindPatient, kindRelatedPerson, kindRole, kindReceivedDocument, kindNone:
		return false
	}
	return true
}

// row writes the cells of a resource in the narrative of its section.
func (x *Exporter) row(r *resource) {
	switch r.kind {
	case kindAllergy:
		x.allergyRow(r)
	case kindAssessment:
		x.assessmentRow(r)
	case kindVulnerability:
		x.vulnerabilityRow(r)
	case kindProtection:
		x.protectionRow(r)
	case kindCondition:
		x.conditionRow(r)
	case kindConsent:
		x.consentRow(r)
	case kindAssessmentConsent:
		x.assessmentConsentRow(r)
	case kindEncounter:
		x.encounterRow(r)
	case kindSymptom:
		x.symptomRow(r)
	case kindRedFlag:
		x.redFlagRow(r)
	case kindHealthQuestion:
		x.healthQuestionRow(r)
	case kindFamilyHistory:
		x.familyHistoryRow(r)
	case kindSubstanceUse:
		x.substanceUseRow(r)
	case kindDevelopment:
		x.developmentRow(r)
	case kindFunctioning:
		x.functioningRow(r)
	case kindFunctional:
		x.functioningRow(r)
	case kindDeviceUse:
		x.deviceRow(r)
	case kindImmunization:
		x.immunizationRow(r)
	case kindRecommendation:
		x.recommendationRow(r)
	case kindEvidence:
		x.vaccinationEvidenceRow(r)
	case kindInvestigation:
		x.investigationRow(r)
	case kindReport:
		x.reportRow(r)
	case kindExamination:
		x.examinationRow(r)
	case kindLegalStatus:
		x.journeyRow(r)
	case kindArrival:
		x.arrivalRow(r)
	case kindRouteStop:
		x.journeyRow(r)
	case kindStay:
		x.journeyRow(r)
	case kindExposure:
		x.journeyRow(r)
	case kindJourneyFact:
		x.journeyFactRow(r)
	case kindPersecutedIn:
		x.journeyRow(r)
	case kindLegalNote:
		x.journeyRow(r)
	case kindMedicationStatement:
		x.medicationRow(r)
	case kindMedicationRequest:
		x.medicationRow(r)
	case kindScreening:
		x.screeningRow(r)
	case kindSelfHarmRisk:
		x.selfHarmRiskRow(r)
	case kindDisclosure:
		x.disclosureRow(r)
	case kindProtectiveFactor:
		x.protectiveFactorRow(r)
	case kindPsychologistNote:
		x.psychologistNoteRow(r)
	case kindContactTracing:
		x.contactTracingRow(r)
	case kindDeparture:
		x.departureRow(r)
	case kindHandover:
		x.handoverRow(r)
	case kindTombstone:
		x.tombstoneRow(r)
	case kindPregnancy:
		x.pregnancyRow(r)
	case kindObstetrics:
		x.obstetricsRow(r)
	case kindProcedure:
		x.procedureRow(r)
	case kindCounselling:
		x.counsellingRow(r)
	case kindOrganization:
		x.organizationRow(r)
	case kindLocation:
		x.locationRow(r)
	case kindPractitioner:
		x.practitionerRow(r)
	case kindSupportService:
		x.supportServiceRow(r)
	case kindReferral:
		x.referralRow(r)
	case kindCarePlan:
		x.carePlanRow(r)
	case kindCareTeam:
		x.careTeamRow(r)
	case kindSocialNeed:
		x.socialNeedRow(r)
	case kindSocialDeterminant:
		x.socialDeterminantRow(r)
	case kindPersonFact:
		x.personFactRow(r)
	case kindVitalSign:
		x.vitalSignRow(r)
	}
}
