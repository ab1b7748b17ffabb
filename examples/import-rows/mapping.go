package main

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// What belongs to one system and to no other stands in this file: its columns, its
// words and its codes. How it writes dates, times and numbers is read in cells.go.
// Take over what you know, and leave out what you would have to guess: a word without
// a row here is kept as it is and reported, a wrong row is believed by the next country.

const (
	country  = codes.CountryHR
	register = "https://register.example/hr" // a URI that the register's owner controls
	// keptURI is the national addition that holds what was not understood.
	keptURI ephr.URI = register + "/import/kept"
	comma            = ';'
	// synthetic marks the sample's records as describing nobody. Real ones state nothing.
	synthetic = ephr.True
	language  = codes.Language("hr") // in which the register names countries and languages, and its users write
	// The register writes names in Latin letters, also those that mostly are not.
	script, representation = codes.ScriptLatn, codes.NameRepresentationAlphabetic
	// edition is WHO's edition of ICD-10 that the register says it codes with.
	edition = "2010"
)

// noValue are the words that stand where a value would: each says something else.
// What a blank cell says differs by column, and stands there.
var noValue = map[string]codes.AbsentReason{
	"-":         codes.AbsentReasonNotPerformed,
	"/":         codes.AbsentReasonNotApplicable,
	"np":        codes.AbsentReasonNotAsked, // nije pitano
	"ne zna":    codes.AbsentReasonAskedUnknown,
	"odbija":    codes.AbsentReasonAskedDeclined,
	"nepoznato": codes.AbsentReasonUnknown,
	"nn":        codes.AbsentReasonUnknown,
}

// persons, visits, diagnoses and doses are the files and their columns: how the
// register names each, and its role (roles.go). A column of a file that has no row
// here is kept, cell by cell, and reported once; a role that no column has is
// reported too, and an error where it is needed. The order means nothing.
var persons = table{kind: &aPerson, file: "persons.csv", columns: []column{
	{name: "broj_osobe", role: personNumber},
	{name: "prezime", role: familyName, blank: codes.AbsentReasonUnknown},
	{name: "ime", role: givenNames, blank: codes.AbsentReasonUnknown},
	{name: "spol", role: sex},
	{name: "datum_rodjenja", role: birthDate, blank: codes.AbsentReasonUnknown},
	{name: "dob_procijenjena", role: birthDateEstimated},
	{name: "drzavljanstvo", role: nationalities, blank: codes.AbsentReasonUnknown},
	{name: "zemlja_rodjenja", role: countryOfBirth, blank: codes.AbsentReasonUnknown},
	{name: "jezik", role: languages, blank: codes.AbsentReasonUnknown},
	{name: "telefon", role: phone}, // blank: nobody says why
	{name: "alergije", role: allergies, blank: codes.AbsentReasonNotAsked},
}}

var visits = table{kind: &aVisit, file: "visits.csv", columns: []column{
	{name: "broj_posjete", role: visitNumber},
	{name: "broj_osobe", role: personNumber},
	{name: "datum", role: visitDate},
	{name: "vrijeme", role: visitTime},
	{name: "ustanova", role: visitSite, blank: codes.AbsentReasonUnknown},
	{name: "vrsta", role: visitType},
	{name: "lijecnik", role: clinician, blank: codes.AbsentReasonUnknown},
	// A blank cell here says nothing; every other kind of no value is stated.
	{name: "temperatura_c", role: bodyTemperature, unit: "Cel"},
	{name: "tlak", role: bloodPressure, unit: "mm[Hg]"},
	{name: "puls", role: heartRate, unit: "/min"},
	{name: "saturacija", role: oxygenSaturation, unit: "%"},
	{name: "masa_kg", role: bodyWeight, unit: "kg"},
	{name: "visina_cm", role: bodyHeight, unit: "cm"},
	{name: "napomena", role: remark},
}}

var diagnoses = table{kind: &aDiagnosis, file: "diagnoses.csv", columns: []column{
	{name: "broj_posjete", role: visitNumber},
	{name: "rbr", role: diagnosisNumber},
	{name: "mkb", role: diagnosisCode},
	{name: "sustav", role: codeSystem},
	{name: "vrsta", role: diagnosisRole},
	{name: "sigurnost", role: certainty},
}}

var doses = table{kind: &aDose, file: "vaccinations.csv", columns: []column{
	{name: "broj_cijepljenja", role: vaccinationNumber},
	{name: "broj_osobe", role: personNumber},
	{name: "broj_posjete", role: visitNumber},
	{name: "cjepivo", role: vaccine},
	{name: "datum", role: vaccinationDate, blank: codes.AbsentReasonUnknown},
	{name: "doza", role: doseNumber},
	{name: "serija", role: lotNumber},
	{name: "dokaz", role: evidence},
}}

var tables = []*table{&persons, &visits, &diagnoses, &doses}

// Words and codes of the register. Keys are in lower case, but for those of staff.
var (
	sexes = map[string]codes.Sex{
		"m": codes.SexMale, "1": codes.SexMale,
		"ž": codes.SexFemale, "z": codes.SexFemale, "2": codes.SexFemale,
		"9": codes.SexUnknown,
	}
	// estimates says whether the date of birth is an estimate.
	estimates = map[string]bool{"d": true, "n": false}
	// noAllergies are the words for: asked, and there are none.
	noAllergies = map[string]bool{"nema": true}
	// countries are words that neither ISO 3166 nor the list's names have.
	// Those of states that are no more are left out: nobody can tell which is meant.
	countries = map[string]codes.Country{
		"bez državljanstva": codes.CountryStateless,
		"makedonija":        "MK",
	}
	visitTypes = map[string]codes.EncounterType{
		"prvi pregled": codes.EncounterTypeInitial,
		"kontrola":     codes.EncounterTypeFollowUp,
		"hitno":        codes.EncounterTypeEmergency,
		"cijepljenje":  codes.EncounterTypeVaccination,
	}
	diagnosisRoles = map[string]codes.DiagnosisRole{"g": codes.DiagnosisRoleMain, "s": codes.DiagnosisRoleSecondary}
	certainties    = map[string]codes.Certainty{
		"p": codes.CertaintyConfirmed, "s": codes.CertaintyUnconfirmed, "i": codes.CertaintyRefuted,
	}
	evidences = map[string]codes.VaccinationEvidence{
		"knjižica": codes.VaccinationEvidenceDocumented, "izjava": codes.VaccinationEvidenceRecall, "ovdje": codes.VaccinationEvidenceGivenHere,
	}
	// vaccines has no row for DI-TE-PER: the name does not say whether the
	// pertussis component is whole-cell, and the list has a code for each.
	vaccines = map[string]codes.Vaccine{
		"bcg": codes.VaccineBCG, "mpr": codes.VaccineMMR, "hepatitis b": codes.VaccineHepatitisB,
		"ipv": codes.VaccineIPV, "gripa": codes.VaccineInfluenza,
	}
	// systems are the words for code systems. That a blank cell is WHO's is what this
	// register says; how many were blank stands in the report. Without the row "",
	// and for a word without a row, the code is carried in words: no system is guessed.
	systems = map[string]ephr.URI{
		"":          ephr.URI(codes.ICD10),
		"mkb-10":    ephr.URI(codes.ICD10),
		"icd-10-cm": "http://hl7.org/fhir/sid/icd-10-cm",
	}
	// staff is told by the letters before the number of a member of staff.
	staff = map[string]codes.PractitionerRole{"L": codes.PractitionerRoleDoctor, "MS": codes.PractitionerRoleNurse}
)

// sites are the places of the register, and owners who runs them. The kind
// decides who may see a place: a shelter that is recorded as an ordinary centre
// is shown to everybody, and so is one whose operator is not marked as such.
var (
	owner = ephr.Organization{Key: register + "/org/1", Kind: codes.OrganizationKindReceptionAuthority, Name: "Example Reception Service"}
	sites = map[string]struct {
		owner ephr.Organization
		site  ephr.Site
	}{
		"PC-1": {owner, ephr.Site{Key: register + "/site/1", Kind: codes.SiteKindRegistrationCentre, Name: "Example Reception Centre", Country: country}},
		"TC-2": {owner, ephr.Site{Key: register + "/site/2", Kind: codes.SiteKindTransitCentre, Name: "Example Transit Centre", Country: country}},
		"SK-3": {
			ephr.Organization{Key: register + "/org/3", Kind: codes.OrganizationKindShelterOperator, Name: "Example Association"},
			ephr.Site{Key: register + "/site/3", Kind: codes.SiteKindShelter, Name: "Example House", Country: country},
		},
	}
)
