package fhir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
)

func TestIdentityOfJourney(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) { to.Journey = from.Journey })
}

func TestIdentityOfMentalHealth(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Screenings, to.SelfHarmRisks, to.Disclosures = from.Screenings, from.SelfHarmRisks, from.Disclosures
		to.ProtectiveFactors, to.PsychologistNotes = from.ProtectiveFactors, from.PsychologistNotes
	})
}

func TestIdentityOfAssessments(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Assessments, to.Vulnerabilities, to.Protection = from.Assessments, from.Vulnerabilities, from.Protection
	})
}

func TestIdentityOfConsents(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Person.Relatives = from.Person.Relatives
		to.Consents = from.Consents
	})
}

// The consent to an assessment stands in its encounter, which partIdentity keeps without.
func TestIdentityOfAssessmentConsents(t *testing.T) {
	for size := 1; size <= 3; size++ {
		g := ephrtest.New(uint64(40 + size))
		g.Size = size
		for range 100 {
			from := g.Record()
			identity(t, &ephr.Record{SchemaVersion: from.SchemaVersion, ID: from.ID, Custodian: from.Custodian, Person: &ephr.Person{Sex: codes.SexFemale},
				Organizations: from.Organizations, Sites: from.Sites, Practitioners: from.Practitioners, Encounters: from.Encounters})
		}
	}
}

func TestIdentityOfProvenance(t *testing.T) {
	partIdentity(t, func(from, to *ephr.Record) {
		to.Assessments, to.Screenings, to.Vulnerabilities, to.Journey = from.Assessments, from.Screenings, from.Vulnerabilities, from.Journey
		var here []ephr.ID
		for i := range to.Assessments {
			here = append(here, to.Assessments[i].ID)
		}
		for i := range to.Screenings {
			here = append(here, to.Screenings[i].ID)
		}
		for i := range to.Vulnerabilities {
			here = append(here, to.Vulnerabilities[i].ID)
		}
		if to.Journey != nil {
			for i := range to.Journey.Stays {
				here = append(here, to.Journey.Stays[i].ID)
			}
		}
		for i, p := range from.Provenance {
			if len(here) == 0 {
				break
			}
			if !slices.Contains(here, p.Target) { // what is not here gives way to something that is
				p.Target = here[i%len(here)]
			}
			to.Provenance = append(to.Provenance, p)
		}
	})
}

// Every code of every list that these parts hold, and what generated records do
// not hold: countries that are none, and codes that a list does not have.
func TestIdentityOfEveryJourneyCode(t *testing.T) {
	for c := range codes.Country("").List().All() {
		c := codes.Country(c.Code)
		identity(t, &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", Person: &ephr.Person{Sex: codes.SexFemale},
			Journey: &ephr.Journey{
				Destination: c, PersecutedIn: []codes.Country{c, c}, Arrivals: []ephr.Arrival{{Country: c}},
				Stays: []ephr.Stay{{ID: "s", Kind: "local-kind", Country: c}}, Relocation: &ephr.Relocation{Kind: "local", To: c},
			},
			Consents: []ephr.Consent{{ID: "c", Decision: codes.ConsentDecisionPermit, Purpose: "LOCAL", Countries: []codes.Country{c}}},
		})
	}
	for s := range codes.Sensitivity("").List().All() {
		s := codes.Sensitivity(s.Code)
		identity(t, &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", Person: &ephr.Person{Sex: codes.SexFemale},
			Consents: []ephr.Consent{{ID: "c", Decision: codes.ConsentDecisionDeny, Purpose: codes.PurposeTreatment, Sensitivities: []codes.Sensitivity{s, s}}}})
	}
}

// one reads a bundle of a patient and one more resource.
func one(t *testing.T, resource string) *ephr.Record {
	t.Helper()
	return imported(t, []byte(`{"resourceType":"Bundle","type":"collection","entry":[`+
		`{"fullUrl":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0","resource":{"resourceType":"Patient","gender":"female"}},`+
		`{"fullUrl":"urn:uuid:8b1c5a6e-6a1f-4a0c-9d0e-2f4b7c1d3e5f","resource":`+strings.ReplaceAll(resource, "PATIENT", `{"reference":"urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"}`)+`}]}`))
}

func TestForeignScreening(t *testing.T) {
	rec := one(t, `{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"44261-6","display":"PHQ-9 total"}]},`+
		`"subject":PATIENT,"effectiveInstant":"2018-03-04T10:11:12Z","valueInteger":17,`+
		`"component":[{"code":{"coding":[{"system":"http://loinc.org","code":"44255-8"}]},"valueInteger":3}]}`)
	if len(rec.Screenings) != 1 {
		t.Fatalf("%s", asJSON(t, rec))
	}
	v := &rec.Screenings[0]
	if v.Instrument != codes.ScreenerPHQ9 || v.Score != "17" || v.Effective != "2018-03-04T10:11:12Z" || len(v.Items) != 1 || v.Items[0].Number != "2" || v.Items[0].Value != "3" {
		t.Errorf("%s", asJSON(t, rec))
	}
}

func TestForeignCountryOfTravel(t *testing.T) {
	travel := `{"resourceType":"Observation","status":"%","code":{"coding":[{"system":"http://loinc.org","code":"94651-7"}]},` +
		`"subject":PATIENT,"effectiveDateTime":"2018-03","valueCodeableConcept":{"coding":[{"system":"urn:iso:std:iso:3166","code":"GRC","display":"Greece"}]}}`
	rec := one(t, strings.Replace(travel, "%", "final", 1))
	if rec.Journey == nil || len(rec.Journey.Route) != 1 || rec.Journey.Route[0].Country != codes.CountryGR || rec.Journey.Route[0].Period.End != "2018-03" {
		t.Errorf("%s", asJSON(t, rec))
	}
	if rec = one(t, strings.Replace(travel, "%", "entered-in-error", 1)); rec.Journey != nil {
		t.Errorf("an error is read as a fact: %s", asJSON(t, rec))
	}
}

// What another system has written as a consent permits nothing here, however it
// reads: what it leaves out, or says in a way that we do not know, could narrow it.
func TestForeignConsentPermitsNothing(t *testing.T) {
	rec := one(t, `{"resourceType":"Consent","status":"active","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},`+
		`"category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],"patient":PATIENT,"dateTime":"2018-03-04","policyRule":{"text":"x"},`+
		`"provision":{"type":"permit","purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}}`)
	if len(rec.Consents) > 0 || len(rec.Source) != 1 {
		t.Errorf("%s", asJSON(t, rec))
	}
}

func TestConsentOfNobodyPermitsNothing(t *testing.T) {
	rec := one(t, `{"resourceType":"Consent","status":"active","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},`+
		`"category":[{"text":"x"}],"policyRule":{"text":"x"},"provision":{"type":"permit","purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}}`)
	if len(rec.Consents) > 0 {
		t.Errorf("%s", asJSON(t, rec))
	}
}
