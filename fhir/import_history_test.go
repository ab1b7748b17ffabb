package fhir_test

import (
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

func TestIdentityOfSymptoms(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Symptoms = from.Symptoms })
}

func TestIdentityOfRedFlags(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.RedFlags = from.RedFlags })
}

func TestIdentityOfHealthQuestions(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.HealthQuestions = from.HealthQuestions })
}

func TestIdentityOfFamilyHistory(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.FamilyHistory = from.FamilyHistory })
}

func TestIdentityOfSubstanceUse(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.SubstanceUse = from.SubstanceUse })
}

func TestIdentityOfDevelopment(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Development = from.Development })
}

func TestIdentityOfFunctioning(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Functioning = from.Functioning })
}

func TestIdentityOfDevices(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Devices = from.Devices })
}

func TestIdentityOfSocialNeeds(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.SocialNeeds = from.SocialNeeds })
}

func TestIdentityOfSocialDeterminants(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.SocialDeterminants = from.SocialDeterminants })
}

func TestIdentityOfPersonFacts(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Person = from.Person })
}

func TestIdentityOfContactTracings(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.ContactTracings = from.ContactTracings })
}

func TestIdentityOfDepartures(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Departures = from.Departures })
}

func TestIdentityOfHandovers(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Handovers = from.Handovers })
}

func TestIdentityOfTombstones(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Tombstones = from.Tombstones
		for i := range to.Tombstones {
			if to.Tombstones[i].ReplacedBy != "" {
				to.Tombstones[i].ReplacedBy = to.Encounters[0].ID
			}
		}
	})
}

func TestIdentityOfAccessLog(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.AccessLog = from.AccessLog })
}

// What the generator does not make, or seldom: members that stand alone, times
// that FHIR cannot hold, answers that are none.
func TestIdentityOfRareHistory(t *testing.T) {
	entry := func(id ephr.ID) ephr.Entry { return ephr.Entry{ID: id} }
	absent := func(id ephr.ID, member string) ephr.Entry {
		return ephr.Entry{ID: id, Absent: ephr.Absences{{Member: member, Reason: "unknown"}}}
	}
	yes := ephr.Concept{Codings: []ephr.Coding{{System: "http://terminology.hl7.org/CodeSystem/v2-0136", Code: "Y"}}}
	identity(t, &ephr.Record{
		SchemaVersion: ephr.CurrentVersion, ID: "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
		Person: &ephr.Person{Sex: "female", Deceased: &ephr.Death{Country: "XK"}},
		Symptoms: []ephr.Symptom{
			{Entry: entry("s1"), Code: "fever", Chief: ephr.False, Answer: "asked-declined", Onset: "2019-02-30"},
			{Entry: entry("s2"), Code: "other", Concept: &ephr.Concept{Text: "Other"}, Duration: &ephr.Quantity{Code: "d"}},
			{Entry: entry("s3"), Code: "local-symptom", Concept: &ephr.Concept{Codings: []ephr.Coding{{System: "http://snomed.info/sct", Code: "386661006"}}}},
		},
		SubstanceUse: []ephr.SubstanceUse{
			{Entry: entry("u1"), Substance: "alcohol"},
			{Entry: entry("u2"), Substance: "alcohol", Status: "never", Effective: "2019-02-30"},
			{Entry: absent("u3", "amount"), Substance: "alcohol", Status: "current"},
			{Entry: absent("u4", "status"), Substance: "tobacco"},
			{Entry: entry("u5"), Substance: "tobacco", Amount: &ephr.Quantity{Value: "1.50", Code: "{pack}/d"}},
		},
		FamilyHistory: []ephr.FamilyHistory{
			{Entry: entry("f1"), Relationship: "SECOND COUSIN", Deceased: ephr.False},
			{Entry: entry("f2"), Relationship: "MTH", Conditions: []ephr.FamilyCondition{
				{Code: ephr.Concept{Text: "asthma"}, OnsetAge: &ephr.Quantity{Value: "0", Unit: "years", Code: "a"}},
				{Code: ephr.Concept{Text: "asthma"}, OnsetAge: &ephr.Quantity{Value: "5.0", Comparator: "<", Code: "a"}},
				{Code: ephr.Concept{Text: "asthma"}, OnsetAge: &ephr.Quantity{Unit: "as a child"}},
			}},
		},
		Devices: []ephr.Device{{Entry: entry("d1"), Code: yes, Status: "completed", Period: &ephr.Period{End: "2019-02-30"}}},
		SocialDeterminants: []ephr.SocialDeterminant{
			{Entry: entry("e1"), Code: "education"},
			{Entry: entry("e2"), Code: "education", Answer: "unknown"},
			{Entry: absent("e3", "answer"), Code: "education"},
			{Entry: entry("e4"), Code: "education", Concept: &yes},
			{Entry: entry("e5"), Code: "education", Concept: &yes, Answer: "no"},
			{Entry: entry("e6"), Code: "education", Answer: "yes", Value: &ephr.Quantity{Value: "3"}},
			{Entry: entry("e7"), Code: "education", Answer: "not-asked", Value: &ephr.Quantity{Value: "3"}, Concept: &yes},
			{Entry: entry("e8"), Code: "housing", Concept: &ephr.Concept{Codings: []ephr.Coding{
				{System: "https://openephr.github.io/ephr-go/CodeSystem/answer", Code: "yes", Display: "Yes"}}, Text: "Yes"}},
		},
		SocialNeeds: []ephr.SocialNeed{{Entry: entry("n1"), Code: "housing"}, {Entry: absent("n2", "status"), Code: "housing"}},
		Departures:  []ephr.Departure{{Entry: entry("l1"), Kind: "transferred", Date: "2019-02-30"}, {Entry: entry("l2"), Kind: "local kind", Date: "2019~"}},
		Handovers:   []ephr.Handover{{Entry: entry("h1"), Issued: "2019-02-30", Format: "letter", Purpose: "SOME PURPOSE"}},
		Tombstones:  []ephr.Tombstone{{Target: "gone", Kind: "erased", Recorded: "2019-02-30"}},
		AccessLog:   []ephr.Access{{Time: "2019-02-30", Purpose: "TREAT"}, {Time: "2019-02-30", Purpose: "TREAT"}, {Time: "2019~", Purpose: "ETREAT"}},
	})
}

const foreignHistory = `{"resourceType":"Bundle","type":"collection","entry":[
{"fullUrl":"https://ehr.example/Device/d1","resource":{"resourceType":"Device","id":"d1","deviceName":[{"name":"Wheelchair","type":"user-friendly-name"}],"manufacturer":"Maker"}},
{"fullUrl":"https://ehr.example/Device/d2","resource":{"resourceType":"Device","id":"d2","type":{"text":"A device of nobody"}}},
{"fullUrl":"https://ehr.example/Patient/p","resource":{"resourceType":"Patient","id":"p","gender":"female","name":[{"family":"Example"}]}},
{"fullUrl":"https://ehr.example/DeviceUseStatement/u1","resource":{"resourceType":"DeviceUseStatement","id":"u1","status":"active","subject":{"reference":"Patient/p"},"timingDateTime":"2018-03","device":{"reference":"Device/d1"}}},
{"fullUrl":"https://ehr.example/DeviceUseStatement/u2","resource":{"resourceType":"DeviceUseStatement","id":"u2","status":"completed","subject":{"reference":"Patient/p"},"device":{"reference":"Device/d1"}}},
{"fullUrl":"https://ehr.example/DeviceUseStatement/u3","resource":{"resourceType":"DeviceUseStatement","id":"u3","status":"active","subject":{"reference":"Patient/p"},"device":{"reference":"Device/elsewhere"}}},
{"fullUrl":"https://ehr.example/FamilyMemberHistory/f1","resource":{"resourceType":"FamilyMemberHistory","id":"f1","status":"partial","patient":{"reference":"Patient/p"},"date":"2018","name":"Somebody","relationship":{"coding":[{"system":"http://snomed.info/sct","code":"72705000","display":"Mother"}]},"sex":{"coding":[{"system":"http://hl7.org/fhir/administrative-gender","code":"female"}]},"deceasedAge":{"value":60,"unit":"a","system":"http://unitsofmeasure.org","code":"a"},"condition":[{"code":{"coding":[{"system":"http://snomed.info/sct","code":"44054006","display":"Diabetes mellitus type 2"}]},"onsetString":"late","contributedToDeath":true}]}},
{"fullUrl":"https://ehr.example/FamilyMemberHistory/f2","resource":{"resourceType":"FamilyMemberHistory","id":"f2","status":"entered-in-error","patient":{"reference":"Patient/p"},"relationship":{"text":"uncle"}}},
{"fullUrl":"https://ehr.example/Observation/o1","resource":{"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"72166-2"}]},"subject":{"reference":"Patient/p"},"effectivePeriod":{"start":"2017"},"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"8517006","display":"Ex-smoker"}]}}},
{"fullUrl":"https://ehr.example/Observation/o2","resource":{"resourceType":"Observation","id":"o2","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"82589-3"}]},"subject":{"reference":"Patient/p"},"valueCodeableConcept":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-EducationLevel","code":"HS"}]}}},
{"fullUrl":"https://ehr.example/Observation/o3","resource":{"resourceType":"Observation","id":"o3","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"11341-5"}]},"subject":{"reference":"Patient/p"},"valueString":"Baker"}},
{"fullUrl":"https://ehr.example/Observation/o4","resource":{"resourceType":"Observation","id":"o4","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"11341-5"}]},"subject":{"reference":"Patient/p"},"valueString":"Teacher"}},
{"fullUrl":"https://ehr.example/Observation/o5","resource":{"resourceType":"Observation","id":"o5","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"88122-7"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2018-05-06T07:08:09Z","valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"LA28397-0","display":"Often true"}]}}},
{"fullUrl":"https://ehr.example/Observation/o6","resource":{"resourceType":"Observation","id":"o6","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"10154-3"}]},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2018-05-06","valueString":"Her head aches"}},
{"fullUrl":"https://ehr.example/Communication/c","resource":{"resourceType":"Communication","id":"c","status":"completed","subject":{"reference":"Patient/p"},"sent":"2018-05-06","payload":[{"contentString":"a message"}]}},
{"fullUrl":"https://ehr.example/AuditEvent/a","resource":{"resourceType":"AuditEvent","id":"a","type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110110"},"action":"R","recorded":"2018-05-06T07:08:09Z","purposeOfEvent":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}],"agent":[{"requestor":true}],"source":{"observer":{"display":"another system"}}}}
]}`

func TestForeignHistory(t *testing.T) {
	lossless(t, []byte(foreignHistory))
	r := imported(t, []byte(foreignHistory))
	out, err := fhir.Append(nil, r, fhir.Collection, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	lossless(t, out)
	if len(r.Devices) != 1 || r.Devices[0].Code.Text != "Wheelchair" || r.Devices[0].Period == nil || r.Devices[0].Period.Start != "2018-03" {
		t.Errorf("devices %+v", r.Devices)
	}
	if len(r.FamilyHistory) != 1 || r.FamilyHistory[0].Relationship != "MTH" || r.FamilyHistory[0].Deceased != ephr.True || len(r.FamilyHistory[0].Conditions) != 1 {
		t.Errorf("family history %+v", r.FamilyHistory)
	}
	if len(r.SubstanceUse) != 1 || r.SubstanceUse[0].Status != "former" || r.SubstanceUse[0].Effective != "2017" {
		t.Errorf("substance use %+v", r.SubstanceUse)
	}
	if p := r.Person; p.Education != "upper-secondary" || p.Occupation == nil || p.Occupation.Text != "Baker" {
		t.Errorf("person %+v", p)
	}
	if len(r.SocialDeterminants) != 1 || r.SocialDeterminants[0].Concept == nil || r.SocialDeterminants[0].Effective != "2018-05-06T07:08:09Z" {
		t.Errorf("social determinants %+v", r.SocialDeterminants)
	}
	if len(r.Symptoms) != 1 || r.Symptoms[0].Chief != ephr.True || r.Symptoms[0].Concept == nil || r.Symptoms[0].Concept.Text != "Her head aches" {
		t.Errorf("symptoms %+v", r.Symptoms)
	}
	if len(r.Handovers)+len(r.AccessLog) != 0 {
		t.Errorf("handovers %+v, access log %+v", r.Handovers, r.AccessLog)
	}
}
