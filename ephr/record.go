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
type Record struct {
	// SchemaVersion is the major.minor version of the record's format.
	SchemaVersion Version `json:"schemaVersion" tier:"1"`
	// ID is the record's random UUID, minted once.
	ID UUID `json:"id" tier:"2"`
	// Synthetic is true for test data that describes no real person.
	Synthetic Bool `json:"synthetic,omitempty" tier:"1"`
	// Opened is when the record was opened.
	Opened DateTime `json:"opened,omitempty" tier:"1"`
	// Custodian is the id of the organisation that keeps the record.
	Custodian ID `json:"custodian,omitempty" tier:"1" ref:"organizations"`
	// Identifiers are numbers of the record itself, such as the ePHR number printed on the paper booklet.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"2"`
	// Person is the human whom the record is about; missing only where a foreign bundle had no patient.
	Person *Person `json:"person,omitempty" tier:"1"`
	// Consents are the person's decisions about sharing and use, per purpose and recipient.
	Consents []Consent `json:"consents,omitempty" tier:"2"`
	// Organizations are the bodies to which the record refers.
	Organizations []Organization `json:"organizations,omitempty" tier:"1"`
	// Sites are the places to which the record refers.
	Sites []Site `json:"sites,omitempty" tier:"1"`
	// Practitioners are the people who worked with the person.
	Practitioners []Practitioner `json:"practitioners,omitempty" tier:"1"`
	// Journey is the migration.
	Journey *Journey `json:"journey,omitempty" tier:"1"`
	// Encounters are the clinical episodes, oldest first.
	Encounters []Encounter `json:"encounters,omitempty" tier:"1"`

	// Symptoms are complaints, the chief complaint among them.
	Symptoms []Symptom `json:"symptoms,omitempty" tier:"1"`
	// RedFlags are the answers to the red-flag questions at arrival.
	RedFlags []RedFlag `json:"redFlags,omitempty" tier:"1"`
	// HealthQuestions are the yes, no and unknown answers about past and chronic conditions.
	HealthQuestions []HealthQuestion `json:"healthQuestions,omitempty" tier:"1"`
	// Conditions are past conditions, present problems and diagnoses.
	Conditions []Condition `json:"conditions,omitempty" tier:"1"`
	// Procedures are operations, hospital stays, injury care and treatments given.
	Procedures []Procedure `json:"procedures,omitempty" tier:"1"`
	// FamilyHistory are conditions of blood relatives.
	FamilyHistory []FamilyHistory `json:"familyHistory,omitempty" tier:"1"`
	// Medications are medicines taken and prescribed.
	Medications []Medication `json:"medications,omitempty" tier:"1"`
	// Allergies are allergies and intolerances.
	Allergies []Allergy `json:"allergies,omitempty" tier:"1"`
	// SubstanceUse are statements about tobacco, alcohol and other substances.
	SubstanceUse []SubstanceUse `json:"substanceUse,omitempty" tier:"1"`
	// Pregnancies are statements about pregnancy, breastfeeding and contraception.
	Pregnancies []Pregnancy `json:"pregnancies,omitempty" tier:"3" group:"PREGNANT"`
	// ObstetricHistory are counts of earlier pregnancies and their outcomes.
	ObstetricHistory []ObstetricHistory `json:"obstetricHistory,omitempty" tier:"3" group:"PREGNANT"`
	// Development are statements about a child's development and school.
	Development []Development `json:"development,omitempty" tier:"1"`
	// Functioning are Washington Group Short Set answers.
	Functioning []Functioning `json:"functioning,omitempty" tier:"1"`
	// Devices are glasses, wheelchairs, prostheses and other devices in use.
	Devices []Device `json:"devices,omitempty" tier:"1"`

	// VaccinationEvidence says on what the vaccination history rests.
	VaccinationEvidence []VaccinationEvidence `json:"vaccinationEvidence,omitempty" tier:"1"`
	// Immunizations are doses given, refused and contraindicated.
	Immunizations []Immunization `json:"immunizations,omitempty" tier:"1"`
	// ImmunizationRecommendations are the next doses due.
	ImmunizationRecommendations []ImmunizationRecommendation `json:"immunizationRecommendations,omitempty" tier:"1"`

	// VitalSigns are vital signs and body measurements.
	VitalSigns []VitalSign `json:"vitalSigns,omitempty" tier:"1"`
	// Examinations are findings per body system.
	Examinations []Examination `json:"examinations,omitempty" tier:"1"`
	// Investigations are laboratory, imaging and bedside tests with their results.
	Investigations []Investigation `json:"investigations,omitempty" tier:"1"`
	// Reports are diagnostic reports that bind investigations together.
	Reports []Report `json:"reports,omitempty" tier:"1"`

	// Assessments are the conclusions of an encounter: triage, fitness to travel, isolation.
	Assessments []Assessment `json:"assessments,omitempty" tier:"1"`
	// Vulnerabilities are findings of special reception needs.
	Vulnerabilities []Vulnerability `json:"vulnerabilities,omitempty" tier:"1"`
	// Protection is about trafficking and safety; it never leaves by default.
	Protection *Protection `json:"protection,omitempty" tier:"4"`

	// Screenings are mental-health screeners with their scores.
	Screenings []Screening `json:"screenings,omitempty" tier:"3" group:"MH"`
	// SelfHarmRisks are assessments of the risk of self-harm.
	SelfHarmRisks []SelfHarmRisk `json:"selfHarmRisks,omitempty" tier:"3" group:"MH"`
	// Disclosures are what the person said about torture, trauma and violence when asked.
	Disclosures []Disclosure `json:"disclosures,omitempty" tier:"3" group:"VIO"`
	// ProtectiveFactors are what helps the person.
	ProtectiveFactors []ProtectiveFactor `json:"protectiveFactors,omitempty" tier:"3" group:"MH"`
	// PsychologistNotes are notes of psychotherapy; they never leave by default.
	PsychologistNotes []PsychologistNote `json:"psychologistNotes,omitempty" tier:"4" group:"PSYTHPN"`
	// SocialNeeds are social-work needs.
	SocialNeeds []SocialNeed `json:"socialNeeds,omitempty" tier:"1"`
	// SocialDeterminants are housing, food, income, safety and other determinants of health.
	SocialDeterminants []SocialDeterminant `json:"socialDeterminants,omitempty" tier:"1"`

	// SupportServices are services of the support team: psychological, social, legal, interpreting.
	SupportServices []SupportService `json:"supportServices,omitempty" tier:"1"`
	// Referrals are referrals and what became of them.
	Referrals []Referral `json:"referrals,omitempty" tier:"1"`
	// CarePlans are plans with follow-up dates.
	CarePlans []CarePlan `json:"carePlans,omitempty" tier:"1"`
	// Counselling is counselling and health education delivered.
	Counselling []Counselling `json:"counselling,omitempty" tier:"1"`
	// ContactTracings are contacts of an infectious case.
	ContactTracings []ContactTracing `json:"contactTracings,omitempty" tier:"3"`
	// CareTeams are the people who look after the person.
	CareTeams []CareTeam `json:"careTeams,omitempty" tier:"1"`

	// Departures are departures from centres, known or not.
	Departures []Departure `json:"departures,omitempty" tier:"1"`
	// Handovers are summaries issued to others.
	Handovers []Handover `json:"handovers,omitempty" tier:"1"`
	// AccessLog is who looked at the record and why.
	AccessLog []Access `json:"accessLog,omitempty" tier:"4"`

	// Provenance is who created or corrected which item.
	Provenance []Provenance `json:"provenance,omitempty" tier:"1"`
	// Tombstones stand for items that were withdrawn, corrected or erased.
	Tombstones []Tombstone `json:"tombstones,omitempty" tier:"3"`
	// Source is what foreign bundles held beyond the record; it leaves only with all tiers.
	Source []Source `json:"source,omitempty" tier:"4"`
	// Absent says why members of the record that have no value have none, such as no known allergies.
	Absent Absences `json:"absent,omitempty" tier:"1"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
