package ephr

// Record is the electronic personal health record of one person.
//
// A record is opened at one site and continued at others: encounters and
// items are appended, nothing of another author is rewritten. The zero Record
// is not valid; [New] makes one with an id.
//
// A Record is plain data. It may be read by several goroutines at once, and
// must not be read while it is written to. Strings of a decoded record share
// one copy of the input, which lives as long as any of them.
//
// Source: own.
type Record struct {
	// SchemaVersion is the major.minor version of the record's format.
	SchemaVersion Version `json:"schemaVersion" tier:"1" source:"format"`
	// ID is the record's random UUID, minted once.
	ID UUID `json:"id" tier:"2" source:"format,rfc-9562"`
	// Synthetic is true for test data that describes no real person.
	Synthetic Bool `json:"synthetic,omitempty" tier:"1" source:"format"`
	// Opened is when the record was opened.
	Opened DateTime `json:"opened,omitempty" tier:"1" source:"format"`
	// Custodian is the id of the organisation that keeps the record and answers for it.
	Custodian ID `json:"custodian,omitempty" tier:"1" ref:"organizations" source:"gdpr,own"`
	// Identifiers are numbers of the record itself, such as the ePHR number printed on the paper booklet.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"2" source:"re-health,own"`
	// Person is the human whom the record is about; missing only where a foreign bundle had no patient.
	Person *Person `json:"person,omitempty" tier:"1" source:"zenner-2022"`
	// Consents are the person's decisions about sharing and use, per purpose and recipient.
	Consents []Consent `json:"consents,omitempty" tier:"2" source:"iom-data-protection,fhir-consent"`
	// Organizations are the bodies to which the record refers.
	Organizations []Organization `json:"organizations,omitempty" tier:"1" source:"format,fhir-organization"`
	// Sites are the centres, clinics and shelters to which the record refers.
	Sites []Site `json:"sites,omitempty" tier:"1" source:"zenner-2022,fhir-location"`
	// Practitioners are the people who worked with the person.
	Practitioners []Practitioner `json:"practitioners,omitempty" tier:"1" source:"format,fhir-practitioner"`
	// Journey is the migration: legal status, arrivals, route, what happened on the way.
	Journey *Journey `json:"journey,omitempty" tier:"1" source:"zenner-2022,vic-assessment"`
	// Encounters are the clinical episodes, oldest first.
	Encounters []Encounter `json:"encounters,omitempty" tier:"1" source:"zenner-2022,re-health-serbia"`

	// Symptoms are complaints, the chief complaint among them.
	Symptoms []Symptom `json:"symptoms,omitempty" tier:"1" source:"iom-ephr,own"`
	// RedFlags are the answers to the red-flag questions at arrival.
	RedFlags []RedFlag `json:"redFlags,omitempty" tier:"1" source:"eur-human"`
	// HealthQuestions are the yes, no and unknown answers about past and chronic conditions.
	HealthQuestions []HealthQuestion `json:"healthQuestions,omitempty" tier:"1" source:"zenner-2022"`
	// Conditions are past conditions, present problems and diagnoses.
	Conditions []Condition `json:"conditions,omitempty" tier:"1" source:"zenner-2022"`
	// Procedures are operations, hospital stays, injury care and treatments given.
	Procedures []Procedure `json:"procedures,omitempty" tier:"1" source:"iom-ephr,hikma"`
	// FamilyHistory are conditions of blood relatives.
	FamilyHistory []FamilyHistory `json:"familyHistory,omitempty" tier:"1"`
	// Medications are medicines taken and prescribed.
	Medications []Medication `json:"medications,omitempty" tier:"1" source:"iom-sdg"`
	// Allergies are allergies and intolerances.
	Allergies []Allergy `json:"allergies,omitempty" tier:"1" source:"own,ips"`
	// SubstanceUse are statements about tobacco, alcohol and other substances.
	SubstanceUse []SubstanceUse `json:"substanceUse,omitempty" tier:"1" source:"own,ips"`
	// Pregnancies are statements about pregnancy, breastfeeding and contraception.
	Pregnancies []Pregnancy `json:"pregnancies,omitempty" tier:"3" group:"PREGNANT" source:"own,ips"`
	// ObstetricHistory are counts of earlier pregnancies and their outcomes.
	ObstetricHistory []ObstetricHistory `json:"obstetricHistory,omitempty" tier:"3" group:"PREGNANT" source:"own,ips"`
	// Development are statements about a child's development and school.
	Development []Development `json:"development,omitempty" tier:"1" source:"uk-pre-entry"`
	// Functioning are answers to the six questions of the Washington Group Short Set on difficulties in daily life.
	Functioning []Functioning `json:"functioning,omitempty" tier:"1" source:"washington-group,uk-pre-entry"`
	// Devices are glasses, wheelchairs, prostheses and other devices in use.
	Devices []Device `json:"devices,omitempty" tier:"1" source:"ips"`

	// VaccinationEvidence says on what the vaccination history rests.
	VaccinationEvidence []VaccinationEvidence `json:"vaccinationEvidence,omitempty" tier:"1" source:"mn-assessment,own"`
	// Immunizations are doses given, refused and contraindicated.
	Immunizations []Immunization `json:"immunizations,omitempty" tier:"1" source:"iom-sdg"`
	// ImmunizationRecommendations are the next doses due.
	ImmunizationRecommendations []ImmunizationRecommendation `json:"immunizationRecommendations,omitempty" tier:"1" source:"own,ecdc-vaccination"`

	// VitalSigns are vital signs and body measurements.
	VitalSigns []VitalSign `json:"vitalSigns,omitempty" tier:"1" source:"iom-sdg,hikma"`
	// Examinations are findings per body system.
	Examinations []Examination `json:"examinations,omitempty" tier:"1" source:"iom-sdg,own"`
	// Investigations are laboratory, imaging and bedside tests with their results.
	Investigations []Investigation `json:"investigations,omitempty" tier:"1" source:"zenner-2022,ds-3030"`
	// Reports are diagnostic reports that bind investigations together.
	Reports []Report `json:"reports,omitempty" tier:"1" source:"zenner-2022,ips"`

	// Assessments are the conclusions of an encounter: triage, fitness to travel, isolation.
	Assessments []Assessment `json:"assessments,omitempty" tier:"1"`
	// Vulnerabilities are findings of special reception needs.
	Vulnerabilities []Vulnerability `json:"vulnerabilities,omitempty" tier:"1" source:"directive-2013-33,directive-2024-1346"`
	// Protection is about trafficking and safety; it never leaves by default.
	Protection *Protection `json:"protection,omitempty" tier:"4" source:"unodc,nrm-bg"`

	// Screenings are mental-health screeners with their scores.
	Screenings []Screening `json:"screenings,omitempty" tier:"3" group:"MH" source:"own,rhs-15"`
	// SelfHarmRisks are assessments of the risk of self-harm.
	SelfHarmRisks []SelfHarmRisk `json:"selfHarmRisks,omitempty" tier:"3" group:"MH" source:"eur-human,own"`
	// Disclosures are what the person said about torture, trauma and violence when asked.
	Disclosures []Disclosure `json:"disclosures,omitempty" tier:"3" group:"VIO" source:"directive-2013-33,own"`
	// ProtectiveFactors are what helps the person.
	ProtectiveFactors []ProtectiveFactor `json:"protectiveFactors,omitempty" tier:"3" group:"MH"`
	// PsychologistNotes are notes of psychotherapy; they never leave by default.
	PsychologistNotes []PsychologistNote `json:"psychologistNotes,omitempty" tier:"4" group:"PSYTHPN"`
	// SocialNeeds are social-work needs.
	SocialNeeds []SocialNeed `json:"socialNeeds,omitempty" tier:"1"`
	// SocialDeterminants are housing, food, income, safety and other determinants of health.
	SocialDeterminants []SocialDeterminant `json:"socialDeterminants,omitempty" tier:"1" source:"prapare,own"`

	// SupportServices are services of the support team: psychological, social, legal, interpreting.
	SupportServices []SupportService `json:"supportServices,omitempty" tier:"1" source:"own,hl7-service-type"`
	// Referrals are referrals and what became of them.
	Referrals []Referral `json:"referrals,omitempty" tier:"1" source:"re-health-database,own"`
	// CarePlans are plans with follow-up dates.
	CarePlans []CarePlan `json:"carePlans,omitempty" tier:"1" source:"own,ips"`
	// Counselling is counselling and health education delivered.
	Counselling []Counselling `json:"counselling,omitempty" tier:"1" source:"iom-ephr"`
	// ContactTracings are contacts of an infectious case.
	ContactTracings []ContactTracing `json:"contactTracings,omitempty" tier:"3"`
	// CareTeams are the people who look after the person.
	CareTeams []CareTeam `json:"careTeams,omitempty" tier:"1"`

	// Departures are departures from centres, known or not.
	Departures []Departure `json:"departures,omitempty" tier:"1"`
	// Handovers are summaries issued to others.
	Handovers []Handover `json:"handovers,omitempty" tier:"1" source:"re-health-exchange,own"`
	// Documents are summaries and other clinical documents that were received; they leave only with all tiers.
	Documents []Document `json:"documents,omitempty" tier:"4" source:"fhir-composition,ips"`
	// AccessLog is who looked at the record and why.
	AccessLog []Access `json:"accessLog,omitempty" tier:"4" source:"own,fhir-auditevent"`

	// Provenance is who created or corrected which item.
	Provenance []Provenance `json:"provenance,omitempty" tier:"1" source:"fhir-provenance"`
	// Tombstones stand for items that were withdrawn, corrected or erased.
	Tombstones []Tombstone `json:"tombstones,omitempty" tier:"3" source:"gdpr,format"`
	// Source is what foreign bundles held beyond the record; it leaves only with all tiers.
	Source []Source `json:"source,omitempty" tier:"4" source:"format,fhir-bundle"`
	// Absent says why members of the record that have no value have none, such as no known allergies.
	Absent Absences `json:"absent,omitempty" tier:"1" source:"fhir-absent"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
