package fhir_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

func TestIdentityOfMedications(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Medications = from.Medications })
}

func TestIdentityOfAllergies(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Allergies = from.Allergies })
}

func TestIdentityOfImmunizations(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Immunizations = from.Immunizations })
}

func TestIdentityOfRecommendations(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.ImmunizationRecommendations = from.ImmunizationRecommendations })
}

func TestIdentityOfVaccinationEvidence(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.VaccinationEvidence = from.VaccinationEvidence })
}

func TestIdentityOfProcedures(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Procedures = from.Procedures })
}

func TestIdentityOfCounselling(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Counselling = from.Counselling })
}

func TestIdentityOfSupportServices(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.SupportServices = from.SupportServices })
}

func TestIdentityOfReferrals(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Referrals, to.Conditions = from.Referrals, from.Conditions
		for i := range to.Conditions {
			to.Conditions[i].Evidence = nil // of what is not here
		}
	})
}

func TestIdentityOfCarePlans(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.CarePlans, to.Conditions = from.CarePlans, from.Conditions
		for i := range to.Conditions {
			to.Conditions[i].Evidence = nil
		}
	})
}

func TestIdentityOfCareTeams(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.CareTeams = from.CareTeams })
}

func TestIdentityOfCare(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Conditions, to.Procedures, to.Medications, to.Allergies = from.Conditions, from.Procedures, from.Medications, from.Allergies
		to.Immunizations, to.ImmunizationRecommendations, to.VaccinationEvidence = from.Immunizations, from.ImmunizationRecommendations, from.VaccinationEvidence
		to.SupportServices, to.Referrals, to.CarePlans = from.SupportServices, from.Referrals, from.CarePlans
		to.Counselling, to.CareTeams = from.Counselling, from.CareTeams
		for i := range to.Conditions {
			to.Conditions[i].Evidence = nil
		}
	})
}

// What the generator does not make: times that do not exist, codes of no list,
// members without those that FHIR wants beside them.
func TestIdentityOfOddCare(t *testing.T) {
	some := func(id ephr.ID) ephr.Entry { return ephr.Entry{ID: id} }
	by := func(id, author ephr.ID) ephr.Entry {
		return ephr.Entry{ID: id, Author: author, Recorded: "2019-02-30"}
	}
	text := ephr.Concept{Text: "something"}
	reaction := []ephr.Reaction{{Manifestations: []ephr.Concept{text}, Onset: "2019-02-30", Severity: "mild"}, {Manifestations: []ephr.Concept{text, text}, Substance: &text}}
	dosages := []ephr.Dosage{
		{Period: "1.50"}, {Period: "2", Reviewed: ephr.True}, {Period: "0", PeriodUnit: "wk"}, {Text: "x", PeriodUnit: "d"}, {AsNeeded: ephr.False},
		{Dose: &ephr.Quantity{Unit: "tablets"}}, {Dose: &ephr.Quantity{Value: "1.0", Comparator: "<", Code: "mg"}}, {Count: "1", Frequency: "1000", Reviewed: ephr.False},
	}
	ingredients := []ephr.Ingredient{
		{Code: text, Active: ephr.False},
		{Code: text, Strength: &ephr.Ratio{Numerator: ephr.Quantity{Value: "5", Comparator: "<", Unit: "drops"}}},
		{Code: text, Strength: &ephr.Ratio{Numerator: ephr.Quantity{Unit: "some"}, Denominator: &ephr.Quantity{Value: "1.0", Code: "mL"}}},
	}
	rec := &ephr.Record{
		SchemaVersion: ephr.CurrentVersion, ID: "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", Person: &ephr.Person{Sex: "unknown"},
		Organizations: []ephr.Organization{{ID: "o", Key: "https://o.example", Name: "O"}},
		Sites:         []ephr.Site{{ID: "s", Key: "https://s.example", Name: "S", Kind: "clinic", Country: "GR"}},
		Practitioners: []ephr.Practitioner{{ID: "p", Key: "https://p.example", Role: "physician"}, {ID: "q", Key: "https://q.example", Role: "nurse"}},
		Encounters: []ephr.Encounter{
			{ID: "e1", Type: "local type", Period: ephr.Period{Start: "2019-02-30"}, Country: codes.CountryUnknown},
			{ID: "e2", Type: "other", Status: "unknown", Period: ephr.Period{End: "2019~"}, Country: "XK", Interpretation: &ephr.Interpretation{Used: ephr.False},
				Participants: []ephr.Participant{{Practitioner: "q"}, {Practitioner: "p", Role: "other"}, {Practitioner: "q"}}},
		},
		Conditions: []ephr.Condition{
			{Entry: by("c1", "p"), Code: text, Certainty: "entered-in-error", ClinicalStatus: "active", Abatement: "2019-02-30", Onset: "2018-02-30"},
			{Entry: some("c2"), Code: text, Category: "health-concern", Abatement: "2018", ClinicalStatus: "relapse", Evidence: []ephr.ID{"c1", "a1", "c1"}},
			{Entry: some("c3"), Code: text, Category: "problem-list-item", ClinicalStatus: "active", Severity: "mild"},
			{Entry: some("c4"), Code: text, Category: "health-concern", CategoryConcept: &text, Severity: "mild", SeverityConcept: &ephr.Concept{Text: "Mild"}},
			{Entry: some("c5"), Code: text, CategoryConcept: &ephr.Concept{Text: "health-concern"}, SeverityConcept: &ephr.Concept{Text: "mild"}, Asserter: "q"},
			{Entry: by("c6", "p"), Code: text, CategoryConcept: &ephr.Concept{Codings: []ephr.Coding{{System: "http://loinc.org", Code: "75326-9"}}}, Asserter: "p",
				SeverityConcept: &ephr.Concept{Codings: []ephr.Coding{{System: "http://snomed.info/sct", Code: "24484000"}}}},
		},
		Medications: []ephr.Medication{
			{Entry: by("m1", "p"), Kind: "statement", Status: "draft", Code: text, Prescriber: "p", Ordered: "2019-02-30", Dosages: dosages},
			{Entry: by("m2", "p"), Kind: "statement", Status: "cancelled", Code: text, Prescriber: "q", Effective: &ephr.Period{End: "2019"}},
			{Entry: by("m3", "p"), Kind: "order", Status: "intended", Code: text, Prescriber: "p", Dosages: dosages, Effective: &ephr.Period{Start: "2019-02-30"}},
			{Entry: by("m4", "p"), Kind: "order", Status: "not-taken", Code: text, Prescriber: "q", Ordered: "2019-02-30"},
			{Entry: by("m5", "p"), Kind: "order", Status: "unknown", Code: text},
			{Entry: some("m6"), Kind: "order", Status: "draft", Code: text, Prescriber: "q", SupplyLeft: &ephr.Quantity{Value: "0", Comparator: ">", Unit: "d"}},
			{Entry: by("m11", "p"), Kind: "statement", Status: "active", Code: text, Informant: "o", EffectiveAt: "2019-02-30", Dosages: []ephr.Dosage{
				{Dose: &ephr.Quantity{Value: "1", Unit: "tablet"}, DoseUnit: &ephr.Coding{System: "http://snomed.info/sct", Code: "428673006"}},
				{Dose: &ephr.Quantity{Value: "1", Code: "mg"}, DoseUnit: &ephr.Coding{System: "http://snomed.info/sct", Code: "428673006"}},
				{Dose: &ephr.Quantity{Value: "1"}, DoseUnit: &ephr.Coding{System: "http://unitsofmeasure.org", Code: "mg"}},
				{Text: "x", DoseUnit: &ephr.Coding{Display: "tablet"}}}},
			{Entry: some("m12"), Kind: "statement", Status: "active", Code: text, Informant: "o", EffectiveAt: "2019", Effective: &ephr.Period{End: "2019"}},
			{Entry: by("m13", "p"), Kind: "order", Status: "active", Code: text, Informant: "o", EffectiveAt: "2019~", Effective: &ephr.Period{End: "2019"}},
			{Entry: some("m7"), Kind: "statement", Status: "active", Code: text, Strength: "5%", Ingredients: ingredients, Expiration: "2019~"},
			{Entry: some("m8"), Kind: "order", Status: "active", Code: text, Strength: "5%", Ingredients: ingredients, Expiration: "2019~"},
			{Entry: some("m9"), Kind: "statement", Status: "active", Code: text, Strength: "a pinch"},
			{Entry: some("m10"), Kind: "statement", Status: "active", Code: text, Ingredients: ingredients[1:], LotNumber: "7", Expiration: "2019-02-30"},
		},
		Allergies: []ephr.Allergy{
			{Entry: by("a1", "q"), Code: text, Certainty: "provisional", Onset: "2019-02-30", LastOccurrence: "2019-02-30", Reactions: reaction},
			{Entry: some("a2"), Code: text, Certainty: "differential", ClinicalStatus: "active", Criticality: "unable-to-assess", Type: "intolerance"},
			{Entry: some("a3"), Code: text, Certainty: "unconfirmed", Categories: []codes.AllergyCategory{"food", "food", "biologic"}},
			{Entry: some("a4"), Code: text, Certainty: "entered-in-error", ClinicalStatus: "resolved"},
			{Entry: some("a5"), Code: text, Certainty: "entered-in-error"},
		},
		Immunizations: []ephr.Immunization{
			{Entry: by("i1", "p"), Vaccine: "other", Code: &text, Status: "not-done", Reason: "local reason", Occurrence: "2019-02-30", Expiration: "2019-02-30"},
			{Entry: by("i2", "p"), Vaccine: "mmr", Status: "completed", Performer: "p", Site: "s", Evidence: "local", SeriesDoses: "3"},
			{Entry: by("i3", "p"), Vaccine: "mmr", Code: &ephr.Concept{Text: "Measles, mumps, rubella"}, Status: "entered-in-error", Performer: "q", Series: "booster"},
			{Entry: some("i4"), Vaccine: "mmr", Status: "completed", Performer: "q",
				TargetDiseases: []ephr.Coding{{System: "http://hl7.org/fhir/sid/icd-10", Code: "B05", Display: "Measles"}, {Display: "mumps"}}},
		},
		ImmunizationRecommendations: []ephr.ImmunizationRecommendation{
			{Entry: by("r1", "p"), Vaccine: "local vaccine", Due: "2019-02-30", Status: "due"},
			{Entry: some("r2"), Vaccine: "bcg", Due: "2019~", Status: "contraindicated"},
			{Entry: ephr.Entry{ID: "r3", Encounter: "e2", Notes: []ephr.Note{{Text: "x", Author: "p", Time: "2019-02-30"}}}, Vaccine: "bcg", Status: "complete"},
		},
		VaccinationEvidence: []ephr.VaccinationEvidence{
			{Entry: by("v1", "p"), Evidence: "local evidence", Country: "XK"}, {Entry: some("v2"), Evidence: "none", Country: codes.CountryStateless},
		},
		Procedures: []ephr.Procedure{
			{Entry: by("p1", "p"), Code: text, Performed: &ephr.Period{Start: "2019-02-30"}, Performer: "p", Kind: "local kind"},
			{Entry: some("p2"), Code: text, Performed: &ephr.Period{Start: "2019-02", End: "2019-02-30"}, Performer: "q", Status: "completed", Country: "XK"},
			{Entry: some("p3"), Code: ephr.Concept{Codings: []ephr.Coding{{System: "https://openephr.github.io/ephr-go/CodeSystem/procedure-kind", Code: "surgery"}}}},
		},
		Counselling: []ephr.Counselling{
			{Entry: by("k1", "p"), Topic: "local topic", Delivered: "2019-02-30", Language: "ar-Latn"}, {Entry: some("k2"), Topic: "rights"},
		},
		SupportServices: []ephr.SupportService{
			{Entry: by("s1", "p"), Service: "local service", Status: "unknown", Practitioner: "q"},
			{Entry: some("s2"), Service: "dental", Status: "declined", Provider: "o", Site: "s", Period: &ephr.Period{Start: "2019-02", End: "2019-02-30"}},
			{Entry: some("s3"), Service: "dental", Status: "requested", Provider: "o", Practitioner: "p"},
		},
		Referrals: []ephr.Referral{
			{Entry: by("f1", "p"), Type: "local type", Status: "unknown", Priority: "stat", Occurrence: "2019-02-30", Ordered: "2019-02-30"},
			{Entry: some("f2"), Type: "dental", Status: "not-attended", Provider: "o", Site: "s", Reasons: []ephr.ID{"c2", "c1", "c2"},
				Outcome: &ephr.Note{Text: "x", Author: "q", Time: "2019-02-30", Language: "sr-Latn", Reviewed: ephr.False}},
		},
		CarePlans: []ephr.CarePlan{
			{Entry: by("l1", "p"), Title: "local kind", Status: "unknown", FollowUp: "2019-02-30", Addresses: []ephr.ID{"c3", "c1"}},
			{Entry: some("l2"), Title: "hiv", Status: "draft", FollowUp: "2019~", Description: &ephr.Note{Text: "x", Author: "q", Time: "2019-02-30", Reviewed: ephr.True}},
		},
		CareTeams: []ephr.CareTeam{
			{Entry: by("t1", "p")}, {Entry: some("t2"), Members: []ephr.Participant{{Practitioner: "p", Role: "local role"}, {Practitioner: "p", Period: &ephr.Period{End: "2019-02-30"}}}},
		},
	}
	if faults := rec.Check(); len(faults) > 0 {
		t.Fatal(faults)
	}
	identity(t, rec)
}

const foreignCare = `{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"https://ehr.example/Condition/c1","resource":{"resourceType":"Condition","id":"c1","clinicalStatus":{"text":"Active"},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"bogus"}]},"category":[{"text":"Problem List"},{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"encounter-diagnosis"}]}],"severity":{"text":"Severe"},"code":{"coding":[{"system":"http://snomed.info/sct","code":"38341003","display":"Hypertension"}]},"subject":{"reference":"Patient/p"},"onsetPeriod":{"start":"2015-03","end":"2015-04"},"abatementString":"2017","asserter":{"reference":"PractitionerRole/r"},"evidence":[{"detail":[{"reference":"Observation/unreadable"},{"reference":"Patient/p"},{"reference":"AllergyIntolerance/a1"}]}]}},
{"fullUrl":"https://ehr.example/Condition/c2","resource":{"resourceType":"Condition","id":"c2","code":{"coding":[{"system":"http://snomed.info/sct","code":"160245001","display":"No current problems or disability"}]},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/Condition/c3","resource":{"resourceType":"Condition","id":"c3","subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/Observation/unreadable","resource":{"resourceType":"Observation","id":"unreadable","status":"final","subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/AllergyIntolerance/a0","resource":{"resourceType":"AllergyIntolerance","id":"a0","code":{"coding":[{"system":"http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips","code":"no-known-allergies"}]},"patient":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/AllergyIntolerance/a1","resource":{"resourceType":"AllergyIntolerance","id":"a1","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"resolved"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"presumed"}]},"category":["food","bogus"],"code":{"text":"peanuts"},"patient":{"reference":"Patient/p"},"asserter":{"reference":"Patient/p"},"reaction":[{"description":"swelling"},{"manifestation":[{"text":"hives"}],"severity":"mild"}]}},
{"fullUrl":"https://ehr.example/Medication/m","resource":{"resourceType":"Medication","id":"m","code":{"coding":[{"system":"http://www.whocc.no/atc","code":"N02BE01","display":"paracetamol"}]},"form":{"text":"tablet"},"ingredient":[{"itemCodeableConcept":{"text":"paracetamol"},"strength":{"numerator":{"value":500,"unit":"mg"},"denominator":{"value":1,"unit":"tablet"}}}]}},
{"fullUrl":"https://ehr.example/MedicationStatement/ms1","resource":{"resourceType":"MedicationStatement","id":"ms1","status":"active","medicationReference":{"reference":"Medication/m"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2018-02-03","dateAsserted":"2018-02-04","informationSource":{"reference":"Practitioner/q"},"reasonReference":[{"reference":"Condition/c1"}],"dosage":[{"sequence":1,"text":"1 tablet when in pain","timing":{"repeat":{"frequency":3,"period":1,"periodUnit":"d","boundsPeriod":{"start":"2018"}}},"asNeededCodeableConcept":{"text":"pain"},"doseAndRate":[{"doseRange":{"low":{"value":1}}}]}]}},
{"fullUrl":"https://ehr.example/MedicationStatement/ms2","resource":{"resourceType":"MedicationStatement","id":"ms2","contained":[{"resourceType":"Medication","id":"in","code":{"text":"a syrup"}}],"status":"bogus","medicationReference":{"reference":"#in"},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/MedicationStatement/ms3","resource":{"resourceType":"MedicationStatement","id":"ms3","status":"active","medicationReference":{"display":"a tea"},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/MedicationRequest/mr1","resource":{"resourceType":"MedicationRequest","id":"mr1","status":"active","intent":"order","medicationCodeableConcept":{"text":"an ointment"},"subject":{"reference":"Patient/p"},"authoredOn":"2018-02-03","requester":{"reference":"PractitionerRole/r"},"dosageInstruction":[{"timing":{"repeat":{"frequency":0,"count":2000000,"period":-1,"periodUnit":"century"}}}],"dispenseRequest":{"numberOfRepeatsAllowed":2}}},
{"fullUrl":"https://ehr.example/MedicationRequest/mr2","resource":{"resourceType":"MedicationRequest","id":"mr2","status":"active","intent":"order","doNotPerform":true,"medicationCodeableConcept":{"text":"penicillin"},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/MedicationRequest/mr3","resource":{"resourceType":"MedicationRequest","id":"mr3","status":"active","intent":"proposal","medicationCodeableConcept":{"text":"a vitamin"},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/Immunization/i1","resource":{"resourceType":"Immunization","id":"i1","status":"completed","vaccineCode":{"coding":[{"system":"http://www.whocc.no/atc","code":"J07BD52","display":"MMR"}]},"patient":{"reference":"Patient/p"},"occurrenceString":"as a child","primarySource":false,"reportOrigin":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/immunization-origin","code":"recall"}]},"manufacturer":{"reference":"Organization/o"},"performer":[{"actor":{"reference":"Organization/o"}},{"actor":{"reference":"Practitioner/q"}}],"protocolApplied":[{"targetDisease":[{"coding":[{"system":"http://snomed.info/sct","code":"14189004"}]},{"coding":[{"system":"http://snomed.info/sct","code":"36653000"}]}],"doseNumberString":"2","seriesDosesPositiveInt":99}]}},
{"fullUrl":"https://ehr.example/Immunization/i2","resource":{"resourceType":"Immunization","id":"i2","status":"not-done","statusReason":{"text":"we had no fridge"},"vaccineCode":{"text":"some vaccine"},"patient":{"reference":"Patient/p"},"occurrenceDateTime":"2018"}},
{"fullUrl":"https://ehr.example/Immunization/i3","resource":{"resourceType":"Immunization","id":"i3","status":"completed","vaccineCode":{"coding":[{"system":"http://www.whocc.no/atc","code":"J07BB04"}]},"patient":{"reference":"Patient/p"},"occurrenceDateTime":"2018","primarySource":true}},
{"fullUrl":"https://ehr.example/ImmunizationRecommendation/r1","resource":{"resourceType":"ImmunizationRecommendation","id":"r1","patient":{"reference":"Patient/p"},"date":"2018-02-03","recommendation":[{"vaccineCode":[{"coding":[{"system":"http://www.whocc.no/atc","code":"J07AJ52"}]}],"forecastStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/immunization-recommendation-status","code":"overdue"}]},"dateCriterion":[{"code":{"coding":[{"system":"http://loinc.org","code":"30981-5"}]},"value":"2017"},{"code":{"coding":[{"system":"http://loinc.org","code":"30980-7"}]},"value":"2018-01-01"}],"doseNumberPositiveInt":2},{"targetDisease":{"text":"polio"},"forecastStatus":{"text":"due"}}]}},
{"fullUrl":"https://ehr.example/ImmunizationRecommendation/r2","resource":{"resourceType":"ImmunizationRecommendation","id":"r2","patient":{"reference":"Patient/p"},"date":"2018","recommendation":[{"vaccineCode":[{"text":"unheard of"}],"forecastStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/immunization-recommendation-status","code":"due"}]}}]}},
{"fullUrl":"https://ehr.example/Procedure/p1","resource":{"resourceType":"Procedure","id":"p1","status":"completed","category":{"coding":[{"system":"http://snomed.info/sct","code":"387713003"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"80146002","display":"Appendectomy"}]},"subject":{"reference":"Patient/p"},"performedString":"long ago","performer":[{"actor":{"reference":"Organization/o"}},{"actor":{"reference":"PractitionerRole/r"}}],"reasonReference":[{"reference":"Condition/c1"}],"asserter":{"reference":"Practitioner/q"}}},
{"fullUrl":"https://ehr.example/Procedure/p2","resource":{"resourceType":"Procedure","id":"p2","status":"completed","category":{"coding":[{"system":"http://snomed.info/sct","code":"409073007"}]},"code":{"text":"talked of hygiene"},"subject":{"reference":"Patient/p"},"performedDateTime":"2018-01-01T10:00:00Z"}},
{"fullUrl":"https://ehr.example/ServiceRequest/s1","resource":{"resourceType":"ServiceRequest","id":"s1","status":"active","intent":"order","category":[{"coding":[{"system":"http://snomed.info/sct","code":"3457005"}]}],"priority":"urgent","code":{"text":"to the eye clinic"},"subject":{"reference":"Patient/p"},"authoredOn":"2018-01-01","occurrencePeriod":{"start":"2018-02-01"},"requester":{"reference":"PractitionerRole/r"},"performer":[{"reference":"Organization/o"}],"locationReference":[{"reference":"Location/l"}],"reasonReference":[{"reference":"Condition/c3"},{"reference":"Condition/c1"}]}},
{"fullUrl":"https://ehr.example/ServiceRequest/s2","resource":{"resourceType":"ServiceRequest","id":"s2","status":"completed","intent":"order","code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/service-type","code":"88"}]},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/ServiceRequest/s3","resource":{"resourceType":"ServiceRequest","id":"s3","status":"on-hold","intent":"order","code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/service-type","code":"344"}]},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/ServiceRequest/s4","resource":{"resourceType":"ServiceRequest","id":"s4","status":"active","intent":"order","code":{"text":"a haircut"},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/ServiceRequest/s5","resource":{"resourceType":"ServiceRequest","id":"s5","status":"entered-in-error","intent":"order","code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/service-type","code":"88"}]},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/CarePlan/cp1","resource":{"resourceType":"CarePlan","id":"cp1","status":"active","intent":"plan","title":"Lose weight","subject":{"reference":"Patient/p"},"addresses":[{"reference":"Condition/c1"},{"reference":"Condition/c3"}],"author":{"reference":"PractitionerRole/r"},"activity":[{"detail":{"kind":"Appointment","status":"scheduled","scheduledPeriod":{"start":"2018-06-01"}}}]}},
{"fullUrl":"https://ehr.example/CareTeam/ct1","resource":{"resourceType":"CareTeam","id":"ct1","status":"active","subject":{"reference":"Patient/p"},"participant":[{"role":[{"text":"boss"}],"member":{"reference":"PractitionerRole/r"}},{"member":{"reference":"Organization/o"}}]}},
{"fullUrl":"https://ehr.example/CareTeam/ct2","resource":{"resourceType":"CareTeam","id":"ct2","status":"inactive","subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/Encounter/e1","resource":{"resourceType":"Encounter","id":"e1","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"EMER"},"type":[{"text":"Visit"}],"subject":{"reference":"Patient/p"},"period":{"start":"2018-01-01T10:00:00Z"},"participant":[{"type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"ATND"}]}],"individual":{"reference":"PractitionerRole/r"}}],"location":[{"location":{"reference":"Location/l"}}],"hospitalization":{"admitSource":{"text":"home"}}}},
{"fullUrl":"https://ehr.example/Encounter/e2","resource":{"resourceType":"Encounter","id":"e2","status":"bogus","class":{"code":"AMB"},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/Patient/p","resource":{"resourceType":"Patient","id":"p","gender":"female","name":[{"family":"Example"}]}},
{"fullUrl":"https://ehr.example/Practitioner/q","resource":{"resourceType":"Practitioner","id":"q","name":[{"family":"Doctor"}]}},
{"fullUrl":"https://ehr.example/PractitionerRole/r","resource":{"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"Practitioner/q"},"code":[{"text":"chief"}]}},
{"fullUrl":"https://ehr.example/Organization/o","resource":{"resourceType":"Organization","id":"o","name":"Maker and clinic"}},
{"fullUrl":"https://ehr.example/Location/l","resource":{"resourceType":"Location","id":"l","name":"Clinic","address":{"country":"SI"}}}
]}`

func TestForeignCare(t *testing.T) {
	lossless(t, []byte(foreignCare))
	r := imported(t, []byte(foreignCare))
	out, err := fhir.Append(nil, r, fhir.Collection, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	lossless(t, out)
	var b strings.Builder
	for _, v := range r.Conditions {
		fmt.Fprintln(&b, "condition", v.ID, v.Code.Codings[0].Code, v.Category, v.ClinicalStatus, v.Certainty, v.Severity, v.Onset, v.Abatement, v.Author, v.Evidence)
	}
	for _, v := range r.Allergies {
		fmt.Fprintln(&b, "allergy", v.ID, v.Code.Text, v.ClinicalStatus, v.Certainty, v.Categories, v.Author, len(v.Reactions))
	}
	for _, v := range r.Medications {
		reason := ""
		if v.Reason != nil {
			reason = v.Reason.Codings[0].Display
		}
		fmt.Fprintln(&b, "medication", v.ID, v.Kind, v.Status, v.Code.Text, len(v.Code.Codings), v.Form != nil, v.Strength, v.Effective, v.Ordered, v.Prescriber, v.Author, reason)
		for _, d := range v.Dosages {
			fmt.Fprintln(&b, "dosage", d.Text, d.Frequency, d.Period, d.PeriodUnit, d.Count, d.AsNeeded)
		}
	}
	for _, v := range r.Immunizations {
		fmt.Fprintln(&b, "immunization", v.ID, v.Vaccine, v.Code != nil, v.Status, v.Reason, v.Occurrence, v.Evidence, v.Manufacturer, v.Performer, v.DoseNumber, v.SeriesDoses, len(v.TargetDiseases))
	}
	for _, v := range r.ImmunizationRecommendations {
		fmt.Fprintln(&b, "recommendation", v.ID, v.Vaccine, v.Status, v.Due, v.DoseNumber, v.Recorded)
	}
	for _, v := range r.Procedures {
		fmt.Fprintln(&b, "procedure", v.ID, v.Status, v.Kind, v.Performed, v.Performer, v.Author, v.Reason != nil)
	}
	for _, v := range r.Referrals {
		fmt.Fprintln(&b, "referral", v.ID, v.Type, v.Status, v.Priority, v.Ordered, v.Occurrence, v.Author, v.Provider, v.Site, v.Reasons)
	}
	for _, v := range r.SupportServices {
		fmt.Fprintln(&b, "service", v.ID, v.Service, v.Status)
	}
	for _, v := range r.CarePlans {
		fmt.Fprintln(&b, "plan", v.ID, v.Title, v.Status, v.Description.Text, v.Addresses, v.Author, v.FollowUp)
	}
	for _, v := range r.CareTeams {
		fmt.Fprintln(&b, "team", v.ID, len(v.Members), v.Members[0].Practitioner)
	}
	for _, v := range r.Encounters {
		fmt.Fprintln(&b, "encounter", v.ID, v.Type, v.Status, v.Country, v.Site, v.Participants[0].Practitioner, v.Participants[0].Role)
	}
	fmt.Fprintln(&b, "absent", r.Absent)
	const want = `allergy a1 peanuts resolved  [food]  1
medication ms2 statement unknown a syrup 0 false  <nil>    
medication ms3 statement active a tea 0 false  <nil>    
medication mr1 order active an ointment 0 false  <nil> 2018-02-03 q  
immunization i1 mmr true completed   recall Maker and clinic q 2  2
immunization i2 other true not-done other 2018      0
immunization i3 influenza true completed  2018 given-here     0
recommendation r1 dtap overdue 2018-01-01 2 2018-02-03
procedure p1 completed  <nil> q q true
procedure p2 completed  &{2018-01-01T10:00:00Z  []}   false
referral s1 other proposed urgent 2018-01-01 2018-02-01 q o l []
referral s2 dental attended       []
service s3 food on-hold
plan cp1 other active Lose weight [] q 2018-06-01
team ct1 1 q
encounter e1 emergency finished SI l q attending
absent []
`
	if b.String() != want {
		t.Errorf("%s", b.String())
	}
}

// That there is nothing is no item, and not believed of the record: it stays in the source.
func TestForeignNoneKnown(t *testing.T) {
	const system = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
	data := []byte(`{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"https://ehr.example/Patient/p","resource":{"resourceType":"Patient","id":"p"}},
{"fullUrl":"https://ehr.example/AllergyIntolerance/a","resource":{"resourceType":"AllergyIntolerance","id":"a","code":{"coding":[{"system":"` + system + `","code":"no-known-allergies"}]},"patient":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/MedicationStatement/m","resource":{"resourceType":"MedicationStatement","id":"m","status":"unknown","medicationCodeableConcept":{"coding":[{"system":"` + system + `","code":"no-medication-info"}]},"subject":{"reference":"Patient/p"}}},
{"fullUrl":"https://ehr.example/Condition/c","resource":{"resourceType":"Condition","id":"c","code":{"coding":[{"system":"http://snomed.info/sct","code":"160245001"}]},"subject":{"reference":"Patient/p"}}}]}`)
	lossless(t, data)
	r := imported(t, data)
	if len(r.Allergies)+len(r.Medications)+len(r.Conditions)+len(r.Absent) > 0 {
		t.Errorf("%s", asJSON(t, r))
	}
}
