package main

// profile says how the resources of one kind differ from their base. Which of
// our extensions and codes a kind has is tested against the exports of samples
// and of random records, in both directions.
type profile struct {
	// kind is the constant of fhir/kinds.go.
	kind string
	// id is the profile's id after "ephr-".
	id string
	// base is the id of the definition on which the profile rests.
	base               string
	title, description string
	// required are elements that every such resource has, beyond those of the base.
	required string
	// fixed are elements that always have the same code.
	fixed []fixedCode
	// items are the items of the record of which an Observation's code is one.
	items string
	// list is the code list to which codes of the element at (code, if empty) belong.
	list, at string
	// value are the types that value[x] may have, and values its code list.
	value, values string
	// extensions are our extensions on the resource itself.
	extensions string
}

type fixedCode struct{ path, system, code string }

const (
	systemCategory = "http://terminology.hl7.org/CodeSystem/observation-category"
	systemLOINC    = "http://loinc.org"

	// What items of the record have.
	onItem = "absent national "
)

// observation is a finished Observation of a category, or of none.
func observation(category string) []fixedCode {
	all := []fixedCode{{"status", "", "final"}}
	if category != "" {
		all = append(all, fixedCode{"category", systemCategory, category})
	}
	return all
}

var (
	survey        = observation("survey")
	socialHistory = observation("social-history")
	uncategorised = observation("")
)

var profiles = [...]profile{
	{
		kind: "kindPatient", id: "patient", base: "Patient-uv-ips", title: "Person",
		description: "The person whose record it is, with what of the record itself has no other place.",
		required:    "identifier gender",
		extensions:  "absent age-at-assessment age-dispute ethnicity last-residence national opened record-absent record-national synthetic",
	},
	{
		kind: "kindRelatedPerson", id: "related-person", base: "RelatedPerson", title: "Relative",
		description: "A relative or guardian of the person.",
		required:    "relationship",
		extensions:  "guardian head-of-family travelling whereabouts",
	},
	{
		kind: "kindEncounter", id: "encounter", base: "Encounter", title: "Encounter",
		description: "A contact of the person with a centre, in one country.",
		required:    "type subject period", fixed: []fixedCode{{"class", "http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB"}},
		list: "encounter-type", at: "type",
		extensions: "absent country-of-recording interpretation national note",
	},
	{
		kind: "kindCondition", id: "condition", base: "Condition-uv-ips", title: "Condition",
		description: "A problem or a diagnosis.",
		required:    "category",
		extensions:  onItem + "member notifiable",
	},
	{
		kind: "kindAllergy", id: "allergy", base: "AllergyIntolerance-uv-ips", title: "Allergy",
		description: "An allergy or intolerance.",
		extensions:  onItem + "certainty member",
	},
	{
		kind: "kindVulnerability", id: "vulnerability", base: "Flag-alert-uv-ips", title: "Vulnerability",
		description: "A vulnerability of the person under a directive or law.",
		required:    "category",
		list:        "vulnerability",
		extensions:  onItem + "assessment-due confirmed note",
	},
	{
		kind: "kindConsent", id: "consent", base: "Consent", title: "Consent to sharing",
		description: "What the person permits or denies of sharing data, per purpose and recipient.",
		required:    "patient policyRule provision provision.type",
		fixed: []fixedCode{
			{"scope", "http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"}, {"category", systemLOINC, "59284-0"},
		},
		extensions: "consent-decision consent-language mediator-present",
	},
	{
		kind: "kindAssessmentConsent", id: "assessment-consent", base: "Consent", title: "Consent to the assessment",
		description: "Whether the person accepted the health assessment of an encounter.",
		required:    "patient policyRule provision provision.type",
		fixed: []fixedCode{
			{"scope", "http://terminology.hl7.org/CodeSystem/consentscope", "treatment"},
		},
		extensions: "consent-language mediator-present",
	},
	{
		kind: "kindProvenance", id: "provenance", base: "Provenance", title: "Author of an item",
		description: "Who created, corrected or translated an item of the record, and when.",
		required:    "activity", list: "provenance-activity", at: "activity",
		extensions: "interpreted",
	},
	{
		kind: "kindExport", id: "export-provenance", base: "Provenance", title: "Provenance of an export",
		description: "Under which policy an export was made; the same words for every record.",
		required:    "policy",
	},
	{
		kind: "kindAuthorship", id: "authorship", base: "Provenance", title: "Author of statements",
		description: "Who wrote down statements and when: all that one practitioner wrote at one time, where the resources have no elements for it.",
		required:    "target agent",
	},
	{
		kind: "kindAccess", id: "access", base: "AuditEvent", title: "Access to the record",
		description: "Who looked at the record, and why.",
		required:    "action purposeOfEvent entity",
		fixed:       []fixedCode{{"type", "http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"}},
		extensions:  "emergency reason",
	},
	{
		kind: "kindFunctional", id: "functional-status", base: "ClinicalImpression", title: "Functional status",
		description: "The entry in the summary's section of functional status, which points to the answers.",
		required:    "investigation", fixed: []fixedCode{{"status", "", "completed"}},
	},
	{
		kind: "kindAssessment", id: "assessment", base: "ClinicalImpression", title: "Assessment",
		description: "The assessment of an encounter: triage, fitness to travel and infection control.",
		fixed:       []fixedCode{{"status", "", "completed"}},
		extensions:  onItem,
	},
	{
		kind: "kindFamilyHistory", id: "family-history", base: "FamilyMemberHistory", title: "Family history",
		description: "Illnesses of a relative.",
		fixed:       []fixedCode{{"status", "", "completed"}},
		extensions:  onItem + "",
	},
	{
		kind: "kindDeviceUse", id: "device-use", base: "DeviceUseStatement-uv-ips", title: "Use of a device",
		description: "A device or aid that the person uses.",
		extensions:  onItem + "",
	},
	{
		kind: "kindImmunization", id: "immunization", base: "Immunization-uv-ips", title: "Vaccination",
		description: "A dose of a vaccine that was given, or was not.",
		list:        "vaccine", at: "vaccineCode",
		extensions: onItem + "country member",
	},
	{
		kind: "kindRecommendation", id: "immunization-recommendation", base: "ImmunizationRecommendation", title: "Due vaccination",
		description: "A vaccination that is due, put off or not wanted.",
		extensions:  onItem + "member note",
	},
	{
		kind: "kindMedicationStatement", id: "medication-statement", base: "MedicationStatement-uv-ips", title: "Medicine taken",
		description: "A medicine that the person takes or took.",
		extensions:  onItem + "effective-at informant medication-status ordered prescriber supply-left",
	},
	{
		kind: "kindMedicationRequest", id: "medication-request", base: "MedicationRequest-uv-ips", title: "Medicine ordered",
		description: "A medicine that was prescribed.",
		fixed:       []fixedCode{{"intent", "", "order"}},
		extensions:  onItem + "effective effective-at medication-status member supply-left",
	},
	{
		kind: "kindCounselling", id: "counselling", base: "Procedure", title: "Counselling",
		description: "Advice that was given on a topic.",
		required:    "code", fixed: []fixedCode{{"status", "", "completed"}, {"category", "http://snomed.info/sct", "409073007"}},
		list:       "counselling-topic",
		extensions: onItem + "language",
	},
	{
		kind: "kindProcedure", id: "procedure", base: "Procedure-uv-ips", title: "Procedure",
		description: "A treatment, an operation or a stay in hospital.",
		list:        "procedure-kind", at: "category",
		extensions: onItem,
	},
	{
		kind: "kindReferral", id: "referral", base: "ServiceRequest", title: "Referral",
		description: "A referral to another provider.",
		required:    "code", fixed: []fixedCode{{"intent", "", "order"}}, list: "referral-type",
		extensions: onItem + "referral-outcome referral-status",
	},
	{
		kind: "kindSupportService", id: "support-service", base: "ServiceRequest", title: "Support service",
		description: "A service of the support team, such as interpreting or legal advice.",
		required:    "code", fixed: []fixedCode{{"intent", "", "order"}}, list: "service",
		extensions: onItem + "service-status",
	},
	{
		kind: "kindCarePlan", id: "care-plan", base: "CarePlan", title: "Plan",
		description: "A plan of care.",
		required:    "category title", fixed: []fixedCode{{"intent", "", "plan"}}, list: "plan-kind", at: "category",
		extensions: onItem + "member",
	},
	{
		kind: "kindCareTeam", id: "care-team", base: "CareTeam", title: "Team",
		description: "Who looks after the person.",
		required:    "subject", fixed: []fixedCode{{"status", "", "active"}},
		extensions: onItem + "",
	},
	{
		kind: "kindHandover", id: "handover", base: "Communication", title: "Handover",
		description: "A summary that was handed over or sent.",
		required:    "category subject sent", fixed: []fixedCode{{"status", "", "completed"}}, list: "handover-format", at: "category",
		extensions: onItem + "given-to-person",
	},
	{
		kind: "kindReport", id: "report", base: "DiagnosticReport-uv-ips", title: "Report",
		description: "A report on investigations.",
		extensions:  onItem + "member note",
	},
	{
		kind: "kindSpecimen", id: "specimen", base: "Specimen-uv-ips", title: "Specimen",
		description: "What was taken for an investigation.",
		list:        "specimen-type", at: "type",
	},
	{
		kind: "kindOrganization", id: "organization", base: "Organization-uv-ips", title: "Organisation",
		description: "An organisation, known across records by its key.",
		required:    "identifier", list: "organization-kind", at: "type",
		extensions: "national",
	},
	{
		kind: "kindLocation", id: "site", base: "Location", title: "Site",
		description: "A place where care is given or people live, known across records by its key.",
		required:    "identifier name type address", list: "site-kind", at: "type",
		extensions: "national",
	},
	{
		kind: "kindPractitioner", id: "practitioner", base: "Practitioner-uv-ips", title: "Practitioner",
		description: "Somebody who gives care, known across records by a key.",
		required:    "identifier",
		extensions:  "national",
	},
	{
		kind: "kindRole", id: "practitioner-role", base: "PractitionerRole-uv-ips", title: "Role of a practitioner",
		description: "As what a practitioner works, and where.",
		required:    "practitioner", list: "practitioner-role", at: "code",
	},

	// Observations.
	{
		kind: "kindVitalSign", id: "vital-sign", base: "Observation", title: "Vital sign",
		description: "A measurement. One with a full date conforms to vitalsigns of FHIR R4 as well.",
		required:    "category subject effective[x]", fixed: observation("vital-signs"), list: "vital-sign",
		value: "Quantity", extensions: onItem + "member original-quantity",
	},
	{
		kind: "kindInvestigation", id: "investigation", base: "Observation", title: "Investigation",
		description: "A laboratory test, image or other investigation, and its result.",
		required:    "category subject effective[x] performer", list: "test",
		value: "Quantity CodeableConcept Ratio", extensions: onItem + "member not-done-reason panel-member",
	},
	{
		kind: "kindExamination", id: "examination", base: "Observation", title: "Examination",
		description: "What the examination of a body system found.",
		required:    "category subject", fixed: observation("exam"), list: "body-system",
		value: "CodeableConcept", values: "examination-result", extensions: onItem,
	},
	{
		kind: "kindSymptom", id: "symptom", base: "Observation", title: "Complaint",
		description: "A complaint of the person.",
		required:    "category subject value[x]", fixed: survey, items: "symptom chief-complaint",
		value: "CodeableConcept", values: "symptom", extensions: onItem,
	},
	{
		kind: "kindRedFlag", id: "red-flag", base: "Observation", title: "Red flag",
		description: "The answer to a question for a red flag.",
		required:    "category subject", fixed: survey, list: "red-flag",
		value: "CodeableConcept", values: "answer", extensions: onItem,
	},
	{
		kind: "kindHealthQuestion", id: "health-question", base: "Observation", title: "Question about health",
		description: "The answer to a question about past and chronic conditions.",
		required:    "category subject", fixed: survey, list: "health-question",
		value: "CodeableConcept", values: "answer", extensions: onItem,
	},
	{
		kind: "kindSubstanceUse", id: "substance-use", base: "Observation", title: "Use of a substance",
		description: "Use of tobacco, alcohol or another substance.",
		required:    "category subject effective[x]", fixed: socialHistory, list: "substance",
		value: "CodeableConcept Quantity", extensions: onItem + "amount use-status",
	},
	{
		kind: "kindDevelopment", id: "development", base: "Observation", title: "Development of a child",
		description: "What was found in a domain of a child's development, or about school.",
		required:    "category subject value[x]", fixed: survey, list: "development-domain",
		value: "CodeableConcept", values: "development-finding", extensions: onItem,
	},
	{
		kind: "kindFunctioning", id: "functioning", base: "Observation", title: "Functioning",
		description: "The answers to the Washington Group Short Set, as components.",
		required:    "category subject", fixed: survey, items: "functioning", extensions: onItem,
	},
	{
		kind: "kindEvidence", id: "evidence-of-vaccinations", base: "Observation", title: "Evidence of the vaccination history",
		description: "On what the vaccination history rests.",
		required:    "category subject value[x]", fixed: survey, items: "vaccination-evidence",
		value: "CodeableConcept", values: "vaccination-evidence", extensions: onItem,
	},
	{
		kind: "kindScreening", id: "screening", base: "Observation", title: "Screening",
		description: "A mental-health screener with its items and score.",
		required:    "category subject", fixed: survey, list: "screener",
		value: "Quantity", extensions: onItem,
	},
	{
		kind: "kindSelfHarmRisk", id: "self-harm-risk", base: "Observation", title: "Risk of self-harm",
		description: "The risk of self-harm, and what was done about it.",
		required:    "category subject value[x]", fixed: survey, items: "self-harm-risk",
		value: "CodeableConcept", values: "risk-level", extensions: onItem,
	},
	{
		kind: "kindDisclosure", id: "disclosure", base: "Observation", title: "Disclosure",
		description: "Violence or trauma of which the person told.",
		required:    "category subject", fixed: survey, list: "disclosure-kind",
		value: "CodeableConcept", extensions: onItem,
	},
	{
		kind: "kindProtectiveFactor", id: "protective-factor", base: "Observation", title: "Protective factor",
		description: "What protects the person's mental health.",
		required:    "category subject value[x]", fixed: survey, items: "protective-factor",
		value: "CodeableConcept", values: "protective-factor", extensions: onItem,
	},
	{
		kind: "kindPsychologistNote", id: "psychologist-note", base: "Observation", title: "Note of psychotherapy",
		description: "A note of psychotherapy; it never leaves the record by default.",
		required:    "category subject note", fixed: observation("therapy"), items: "psychologist-note", extensions: onItem,
	},
	{
		kind: "kindContactTracing", id: "contact-tracing", base: "Observation", title: "Contact tracing",
		description: "A contact of an infectious person, or of the person with one.",
		required:    "category subject value[x]", fixed: survey, items: "contact-tracing",
		value: "CodeableConcept", extensions: onItem,
	},
	{
		kind: "kindSocialNeed", id: "social-need", base: "Observation", title: "Need for social work",
		description: "A need that social work looks after.",
		required:    "category subject", fixed: socialHistory, list: "social-need",
		value: "CodeableConcept", values: "need-status", extensions: onItem,
	},
	{
		kind: "kindSocialDeterminant", id: "social-determinant", base: "Observation", title: "Social determinant of health",
		description: "A social determinant of the person's health.",
		required:    "category subject", fixed: socialHistory, list: "social-determinant",
		value: "CodeableConcept Quantity", extensions: onItem,
	},
	{
		kind: "kindPersonFact", id: "person-fact", base: "Observation", title: "Fact about the person",
		description: "Schooling, usual work, or cause and country of death.",
		required:    "category subject value[x]", fixed: socialHistory, items: "education occupation cause-of-death country-of-death",
		value: "CodeableConcept",
	},
	{
		kind: "kindLegalStatus", id: "legal-status", base: "Observation", title: "Legal status",
		description: "The person's legal status in a country and time.",
		required:    "category subject value[x]", fixed: socialHistory, items: "legal-status",
		value: "CodeableConcept", values: "legal-status",
	},
	{
		kind: "kindArrival", id: "arrival", base: "Observation", title: "Arrival",
		description: "An arrival in a host country.",
		required:    "category subject value[x]", fixed: socialHistory, items: "arrival",
		value: "CodeableConcept", values: "country",
	},
	{
		kind: "kindRouteStop", id: "route-stop", base: "Observation", title: "Stop on the route",
		description: "A country through which the person travelled.",
		required:    "category subject value[x]", fixed: socialHistory, items: "travel",
		value: "CodeableConcept", values: "country",
	},
	{
		kind: "kindStay", id: "stay", base: "Observation", title: "Stay on the route",
		description: "A stay in a camp, a prison or another place on the route.",
		required:    "category subject value[x]", fixed: socialHistory, items: "stay",
		value: "CodeableConcept",
	},
	{
		kind: "kindExposure", id: "exposure", base: "Observation", title: "Exposure on the route",
		description: "To what the person was exposed on the route.",
		required:    "category subject value[x]", fixed: socialHistory, items: "exposure",
		value: "CodeableConcept", values: "exposure",
	},
	{
		kind: "kindJourneyFact", id: "journey-fact", base: "Observation", title: "Fact about the journey",
		description: "A date, the destination or the relocation of the journey, or that nothing else of it is known.",
		required:    "subject", fixed: uncategorised, items: "application-date arrived-in-eu left-home destination relocation travel",
		value: "dateTime CodeableConcept", extensions: "absent national",
	},
	{
		kind: "kindPersecutedIn", id: "persecuted-in", base: "Observation", title: "Country of persecution",
		description: "A country in which the person was persecuted.",
		required:    "category subject value[x]", fixed: socialHistory, items: "persecuted-in",
		value: "CodeableConcept", values: "country",
	},
	{
		kind: "kindLegalNote", id: "legal-note", base: "Observation", title: "Legal note",
		description: "A note about the legal situation; it never leaves the record by default.",
		required:    "category subject note", fixed: socialHistory, items: "legal-note",
	},
	{
		kind: "kindProtection", id: "protection", base: "Observation", title: "Protection",
		description: "Suspicion of trafficking, indicators and safety; it never leaves the record by default.",
		required:    "subject", fixed: uncategorised, items: "protection",
		extensions: "absent shelter",
	},
	{
		kind: "kindDeparture", id: "departure", base: "Observation", title: "Departure",
		description: "How the person left a centre.",
		required:    "subject value[x]", fixed: uncategorised, items: "departure",
		value: "CodeableConcept", values: "departure-kind", extensions: onItem + "site",
	},
	{
		kind: "kindTombstone", id: "tombstone", base: "Observation", title: "Correction or withdrawal",
		description: "That an item was corrected, withdrawn or erased.",
		required:    "subject effective[x] value[x]", fixed: uncategorised, items: "tombstone",
		value: "CodeableConcept", values: "tombstone-kind",
	},
	{
		kind: "kindPregnancy", id: "pregnancy", base: "Observation", title: "Pregnancy",
		description: "A statement about a pregnancy: its status, due date, last period, gestational age, breastfeeding or contraception.",
		required:    "subject effective[x]", fixed: uncategorised,
		items:      "pregnancy-status last-menstrual-period gestational-age breastfeeding contraception due-date",
		extensions: onItem + "due-date-method member same-item",
	},
	{
		kind: "kindObstetrics", id: "obstetric-history", base: "Observation", title: "Obstetric history",
		description: "A count of the obstetric history, or whether there was genital mutilation.",
		required:    "subject", fixed: uncategorised,
		items: "gravida para live-births still-living term-births preterm-births abortions spontaneous-abortions induced-abortions " +
			"ectopic-pregnancies genital-mutilation",
		value: "Quantity CodeableConcept", extensions: onItem + "same-item",
	},
}

// unprofiled are the kinds to which we add nothing that FHIR or IPS does not have:
// the Composition of our document and those of others, and devices.
var unprofiled = []string{"kindComposition", "kindReceivedDocument", "kindDevice", "kindMedicine"}
