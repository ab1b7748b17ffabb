package fhir

// itemID names an item of the record for which an Observation or a component
// needs a code. The codes are published as the code system record-item; where
// LOINC has a code that fits, it stands beside ours.
type itemID uint8

type item struct {
	code, display, loinc string
}

const (
	itemRedFlag itemID = iota
	itemHealthQuestion
	itemSince
	itemSymptom
	itemChief
	itemDuration
	itemSeverity
	itemOnset
	itemPresence
	itemSubstanceUse
	itemTobacco
	itemAlcohol
	itemAmount
	itemUseStatus
	itemPregnancyStatus
	itemLastPeriod
	itemGestationalAge
	itemBreastfeeding
	itemContraception
	itemGravida
	itemPara
	itemLiveBirths
	itemStillLiving
	itemTermBirths
	itemPretermBirths
	itemAbortions
	itemSpontaneousAbortions
	itemInducedAbortions
	itemEctopic
	itemCutting
	itemDevelopment
	itemFunctioning
	itemSeeing
	itemHearing
	itemWalking
	itemRemembering
	itemSelfCare
	itemCommunicating
	itemVaccinationEvidence
	itemCountry
	itemExamination
	itemFinding
	itemResult
	itemTitre
	itemTriage
	itemFitnessToTravel
	itemInfectionControl
	itemAssessment
	itemScreening
	itemScreeningItem
	itemScore
	itemAction
	itemLanguage
	itemSelfHarmRisk
	itemDisclosure
	itemDocumentation
	itemProtectiveFactor
	itemPsychologistNote
	itemSocialNeed
	itemNeedStatus
	itemSocialDeterminant
	itemEducation
	itemOccupation
	itemLegalStatus
	itemApplicationDate
	itemArrival
	itemArrivedInEU
	itemEntryMode
	itemEntryPlace
	itemLeftHome
	itemTravel
	itemPlace
	itemStay
	itemStayKind
	itemDestination
	itemRelocation
	itemRelocationStatus
	itemExposure
	itemPersecutedIn
	itemLegalNote
	itemProtection
	itemSuspicion
	itemIndicator
	itemProtectionReferral
	itemSafetyPlan
	itemNoContact
	itemContactTracing
	itemContactRole
	itemContactSetting
	itemContactStatus
	itemLinkedRecord
	itemDeparture
	itemHandover
	itemHandoverFormat
	itemRecipient
	itemPurpose
	itemToPerson
	itemTombstone
	itemAccess
	itemRole
	itemEmergency
	itemReason
	itemDate
	itemCauseOfDeath
	itemDeathCountry
	itemSpecialNeed
	itemRecordNumber
	itemCount
)

var items = [itemCount]item{
	itemRedFlag:              {"red-flag", "Red flag", ""},
	itemHealthQuestion:       {"health-question", "Question about past and chronic conditions", ""},
	itemSince:                {"since", "Since", ""},
	itemSymptom:              {"symptom", "Complaint", "75325-1"},
	itemChief:                {"chief-complaint", "Chief complaint", "10154-3"},
	itemDuration:             {"duration", "Duration", ""},
	itemSeverity:             {"severity", "Severity", ""},
	itemPresence:             {"presence", "Whether the person has it", ""},
	itemOnset:                {"onset", "Onset", ""},
	itemSubstanceUse:         {"substance-use", "Use of a substance", ""},
	itemTobacco:              {"tobacco-use", "Tobacco use", "72166-2"},
	itemAlcohol:              {"alcohol-use", "Alcohol use", "74013-4"},
	itemAmount:               {"amount", "Amount", ""},
	itemUseStatus:            {"use-status", "Status of use", ""},
	itemPregnancyStatus:      {"pregnancy-status", "Pregnancy status", "82810-3"},
	itemLastPeriod:           {"last-menstrual-period", "First day of the last menstrual period", "8665-2"},
	itemGestationalAge:       {"gestational-age", "Gestational age", "18185-9"},
	itemBreastfeeding:        {"breastfeeding", "Breastfeeding", ""},
	itemContraception:        {"contraception", "Contraception", ""},
	itemGravida:              {"gravida", "Number of pregnancies", "11996-6"},
	itemPara:                 {"para", "Number of births", "11977-6"},
	itemLiveBirths:           {"live-births", "Live births", "11636-8"},
	itemStillLiving:          {"still-living", "Children still living", "11638-4"},
	itemTermBirths:           {"term-births", "Births at term", "11639-2"},
	itemPretermBirths:        {"preterm-births", "Preterm births", "11637-6"},
	itemAbortions:            {"abortions", "Abortions of any kind", "11612-9"},
	itemSpontaneousAbortions: {"spontaneous-abortions", "Miscarriages", "11614-5"},
	itemInducedAbortions:     {"induced-abortions", "Induced abortions", "11613-7"},
	itemEctopic:              {"ectopic-pregnancies", "Ectopic pregnancies", "33065-4"},
	itemCutting:              {"genital-mutilation", "Female genital mutilation", ""},
	itemDevelopment:          {"development", "Child development or school", ""},
	itemFunctioning:          {"functioning", "Washington Group Short Set", ""},
	itemSeeing:               {"functioning-seeing", "Difficulty seeing", ""},
	itemHearing:              {"functioning-hearing", "Difficulty hearing", ""},
	itemWalking:              {"functioning-walking", "Difficulty walking or climbing", ""},
	itemRemembering:          {"functioning-remembering", "Difficulty remembering or concentrating", ""},
	itemSelfCare:             {"functioning-self-care", "Difficulty with self-care", ""},
	itemCommunicating:        {"functioning-communicating", "Difficulty communicating", ""},
	itemVaccinationEvidence:  {"vaccination-evidence", "Evidence of the vaccination history", ""},
	itemCountry:              {"country", "Country", ""},
	itemExamination:          {"examination", "Examination of a body system", ""},
	itemFinding:              {"finding", "Finding", ""},
	itemResult:               {"result", "Result", ""},
	itemTitre:                {"titre", "Titre, reciprocal", ""},
	itemTriage:               {"triage", "Triage level", ""},
	itemFitnessToTravel:      {"fitness-to-travel", "Fitness to travel", ""},
	itemInfectionControl:     {"infection-control", "Infection control measure", ""},
	itemAssessment:           {"assessment", "Assessment of the encounter", ""},
	itemScreening:            {"screening", "Mental-health screener", ""},
	itemScreeningItem:        {"screening-item", "Screener item", ""},
	itemScore:                {"score", "Score", ""},
	itemAction:               {"action", "What was done about it", ""},
	itemLanguage:             {"language", "Language", ""},
	itemSelfHarmRisk:         {"self-harm-risk", "Risk of self-harm", ""},
	itemDisclosure:           {"disclosure", "Disclosure of violence or trauma", ""},
	itemDocumentation:        {"documentation", "Medico-legal documentation wanted", ""},
	itemProtectiveFactor:     {"protective-factor", "Protective factor", ""},
	itemPsychologistNote:     {"psychologist-note", "Note of psychotherapy", ""},
	itemSocialNeed:           {"social-need", "Social-work need", ""},
	itemNeedStatus:           {"need-status", "Status of the need", ""},
	itemSocialDeterminant:    {"social-determinant", "Social determinant of health", ""},
	itemEducation:            {"education", "Schooling", "82589-3"},
	itemOccupation:           {"occupation", "Usual work", "11341-5"},
	itemLegalStatus:          {"legal-status", "Legal status", ""},
	itemApplicationDate:      {"application-date", "Date of the application for protection", ""},
	itemArrival:              {"arrival", "Arrival in a host country", ""},
	itemArrivedInEU:          {"arrived-in-eu", "First arrival in the European Union", ""},
	itemEntryMode:            {"entry-mode", "Mode of entry", ""},
	itemEntryPlace:           {"entry-place", "Place of entry", ""},
	itemLeftHome:             {"left-home", "Departure from the country of residence", ""},
	itemTravel:               {"travel", "Country of travel", "94651-7"},
	itemPlace:                {"place", "Place", ""},
	itemStay:                 {"stay", "Stay in a camp, in transit or in detention", ""},
	itemStayKind:             {"stay-kind", "Kind of stay", ""},
	itemDestination:          {"destination", "Intended destination", ""},
	itemRelocation:           {"relocation", "Relocation or resettlement case", ""},
	itemRelocationStatus:     {"relocation-status", "Status of the case", ""},
	itemExposure:             {"exposure", "Exposure on the way", ""},
	itemPersecutedIn:         {"persecuted-in", "Country of feared persecution", ""},
	itemLegalNote:            {"legal-note", "Note about the asylum case", ""},
	itemProtection:           {"protection", "Protection", ""},
	itemSuspicion:            {"trafficking-suspicion", "Suspicion of trafficking", ""},
	itemIndicator:            {"trafficking-indicator", "Indicator of trafficking", ""},
	itemProtectionReferral:   {"protection-referral", "Referral to the national referral mechanism", ""},
	itemSafetyPlan:           {"safety-plan", "Safety plan", ""},
	itemNoContact:            {"no-contact", "Nobody may be told", ""},
	itemContactTracing:       {"contact-tracing", "Contact tracing", ""},
	itemContactRole:          {"contact-role", "Role in the contact", ""},
	itemContactSetting:       {"contact-setting", "Setting of the contact", ""},
	itemContactStatus:        {"contact-status", "Status of the tracing", ""},
	itemLinkedRecord:         {"linked-record", "Record of the other person", ""},
	itemDeparture:            {"departure", "Departure or loss of contact", ""},
	itemHandover:             {"handover", "Summary issued", ""},
	itemHandoverFormat:       {"handover-format", "Format of the summary", ""},
	itemRecipient:            {"recipient", "Recipient", ""},
	itemPurpose:              {"purpose", "Purpose", ""},
	itemToPerson:             {"to-person", "Given to the person", ""},
	itemTombstone:            {"tombstone", "Item withdrawn, corrected or erased", ""},
	itemAccess:               {"access", "Look at the record", ""},
	itemRole:                 {"role", "Role", ""},
	itemEmergency:            {"emergency", "Emergency access", ""},
	itemReason:               {"reason", "Reason", ""},
	itemDate:                 {"date", "Date", ""},
	itemCauseOfDeath:         {"cause-of-death", "Cause of death", ""},
	itemDeathCountry:         {"country-of-death", "Country of death", ""},
	itemSpecialNeed:          {"special-need", "Special need", ""},
	itemRecordNumber:         {"record-number", "Number of the record", ""},
}
