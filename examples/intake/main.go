// Intake opens a record at a reception centre in Greece, saves it, and goes on
// with it in Serbia a year and a half later. All people and places are made up.
//
//	go run ./examples/intake [FILE]
package main

import (
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

func main() {
	path := filepath.Join(os.TempDir(), "ephr-intake-"+string(ephr.NewID())+".json")
	if len(os.Args) > 1 {
		path = os.Args[1]
	}
	if err := run(path, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(path string, out io.Writer) error {
	// 1. Greece: the first assessment. The record gets its id here, for good.
	rec := openInGreece()
	if err := save(path, rec); err != nil {
		return err
	}
	fmt.Fprintf(out, "Greece: opened a record, %d encounter, %d vital signs, saved to %s\n", len(rec.Encounters), len(rec.VitalSigns), path)

	// 2. The file travels: a stick, a mail, a server. Serbia reads it. Decode is
	// strict, and its error says where the fault is without saying what is there.
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	received, err := ephr.Decode(data)
	if err != nil {
		return err
	}

	// 3. Serbia adds what it sees, and changes nothing that Greece wrote.
	continueInSerbia(received)
	if err := save(path, received); err != nil {
		return err
	}
	fmt.Fprintf(out, "Serbia: added to it, %d encounters, %d vital signs, by %d practitioners of %d organisations\n",
		len(received.Encounters), len(received.VitalSigns), len(received.Practitioners), len(received.Organizations))

	// 4. What is said of a person does not show in a log.
	slog.New(slog.NewTextHandler(out, nil)).Info("saved", "record", received)
	return nil
}

// save writes the record, if nothing is wrong with it.
func save(path string, rec *ephr.Record) error {
	if findings := validate.Validate(rec); validate.Worst(findings) == validate.Error {
		return fmt.Errorf("not saved: %v", findings) // where and what, without a value
	}
	data, err := rec.Append(nil)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o600)
}

func openInGreece() *ephr.Record {
	rec := ephr.New()
	rec.Synthetic = ephr.True // a test record: describes nobody
	rec.Opened = "2016-03-14T09:30+02:00"

	// 5. Who runs the centre, where it is, who works there. The keys are the same
	// in every record; the ids are this record's own.
	org := rec.AddOrganization(ephr.Organization{
		Key: "https://org.example/gr", Kind: codes.OrganizationKindReceptionAuthority, Name: "Example Reception Service"})
	site := rec.AddSite(ephr.Site{
		Key: "https://org.example/gr/reception/site/7", Kind: codes.SiteKindHotspot, Name: "Example Hotspot", Country: codes.CountryGR, Organization: org})
	doctor := rec.AddPractitioner(ephr.Practitioner{
		Key: "d-11", Role: codes.PractitionerRoleDoctor, Site: site, Organization: org,
		Names: []ephr.HumanName{{Family: "Paradeigma", Given: []string{"Eleni"}}}})
	rec.Custodian = org

	// 6. The person: a name in two scripts, a birth date that is an estimate.
	rec.Person = &ephr.Person{
		Names: []ephr.HumanName{
			{Use: codes.NameUseOfficial, Script: codes.ScriptArab, Family: "نمونه", Given: []string{"زهرا"}},
			{Use: codes.NameUseUsual, Script: codes.ScriptLatn, Representation: codes.NameRepresentationAlphabetic, Family: "Namuna", Given: []string{"Zahra"}},
		},
		Sex:           codes.SexFemale,
		BirthDate:     "1988~",
		Nationalities: []codes.Country{codes.CountryAF},
		Languages:     []ephr.PersonLanguage{{Language: "prs", Preferred: ephr.True, InterpreterNeeded: ephr.True}},
	}

	// 7. The encounter. The clock has no zone where nobody wrote one down.
	enc := rec.AddEncounter(ephr.Encounter{
		Type: codes.EncounterTypeInitial, Status: codes.EncounterStatusFinished, Country: codes.CountryGR,
		Site: site, Custodian: org, Period: ephr.Period{Start: "2016-03-14T09:30", End: "2016-03-14T10:05"},
		Participants:   []ephr.Participant{{Practitioner: doctor, Role: codes.ParticipantRoleResponsible}},
		Interpretation: &ephr.Interpretation{Used: ephr.True, Mode: codes.InterpreterModeInPerson, Language: "prs"},
	})
	rec.Consents = append(rec.Consents, ephr.Consent{
		ID: ephr.NewID(), Decision: codes.ConsentDecisionPermit, Purpose: codes.PurposeTreatment,
		Given: "2016-03-14T09:32", Encounter: enc, Language: "prs", MediatorPresent: ephr.True, LegalBasis: codes.LegalBasisHealthCare,
	})

	// 8. What was found: numbers keep their digits, codes their edition.
	now := ephr.DateTime("2016-03-14T09:50")
	rec.VitalSigns = append(rec.VitalSigns,
		ephr.VitalSign{Entry: ephr.NewEntry(enc, doctor, now), Sign: codes.VitalSignBodyTemperature, Effective: now, Value: ephr.UCUM("37.50", "Cel")},
		ephr.VitalSign{Entry: ephr.NewEntry(enc, doctor, now), Sign: codes.VitalSignBloodPressure, Effective: now,
			Systolic: ephr.UCUM("152", "mm[Hg]"), Diastolic: ephr.UCUM("94", "mm[Hg]")})
	rec.Conditions = append(rec.Conditions, ephr.Condition{
		Entry: ephr.NewEntry(enc, doctor, now), Code: ephr.ICD10("I10"), Category: codes.ConditionCategoryEncounterDiagnosis,
		Role: codes.DiagnosisRoleMain, ClinicalStatus: codes.ClinicalStatusActive, Certainty: codes.CertaintyConfirmed})

	// 9. Asked and none, and never asked, are two things.
	rec.Absent.Set("allergies", codes.AbsentReasonNilKnown)
	rec.Absent.Set("immunizations", codes.AbsentReasonNotAsked)
	return rec
}

func continueInSerbia(rec *ephr.Record) {
	// 10. Another site, organisation and practitioner: added, for nobody has their keys yet.
	org := rec.AddOrganization(ephr.Organization{
		Key: "https://org.example/rs/health", Kind: codes.OrganizationKindPrimaryCare, Name: "Example Health Centre"})
	site := rec.AddSite(ephr.Site{
		Key: "https://org.example/rs/health/site/2", Kind: codes.SiteKindHealthCentre, Name: "Example Clinic", Country: codes.CountryRS, Organization: org})
	nurse := rec.AddPractitioner(ephr.Practitioner{Key: "n-204", Role: codes.PractitionerRoleNurse, Site: site, Organization: org})

	enc := rec.AddEncounter(ephr.Encounter{
		Type: codes.EncounterTypeFollowUp, Status: codes.EncounterStatusFinished, Country: codes.CountryRS,
		Site: site, Custodian: org, Period: ephr.Period{Start: "2017-11-27T11:00+01:00"},
		Participants: []ephr.Participant{{Practitioner: nurse, Role: codes.ParticipantRoleResponsible}},
	})
	rec.VitalSigns = append(rec.VitalSigns, ephr.VitalSign{
		Entry: ephr.NewEntry(enc, nurse, ""), Sign: codes.VitalSignBloodPressure, Effective: "2017-11-27T11:10+01:00",
		Systolic: ephr.UCUM("138", "mm[Hg]"), Diastolic: ephr.UCUM("86", "mm[Hg]")})
}
