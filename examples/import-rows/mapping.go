package main

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// What belongs to one system and to no other stands in this file. Take over what
// you know, and leave out what you would have to guess: a word without a row here
// is kept as it is and reported, a wrong row is believed by the next country.

const (
	country  = codes.CountryHR
	register = "https://register.example/hr" // a URI that the register's owner controls
	// keptURI is the national addition that holds what was not understood.
	keptURI ephr.URI = register + "/import/kept"
	comma            = ';'
	// synthetic marks the sample's records as describing nobody. Real ones state nothing.
	synthetic = ephr.True
	language  = codes.Language("hr") // in which the register names countries and languages, and its users write
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

// persons, visits, diagnoses and doses are the files and their columns. A column
// of a file that has no row here is kept, cell by cell, and reported once.
var persons = table{file: "persons.csv", key: []string{"broj_osobe"}, columns: []column{
	{name: "broj_osobe", read: personNumber},
	{name: "prezime", blank: codes.AbsentReasonUnknown, read: familyName, none: noName},
	{name: "ime", blank: codes.AbsentReasonUnknown, read: givenNames, none: noName},
	{name: "spol", read: sex},
	{name: "datum_rodjenja", member: "birthDate", blank: codes.AbsentReasonUnknown, read: birthDate},
	{name: "dob_procijenjena", read: estimated},
	{name: "drzavljanstvo", member: "nationalities", blank: codes.AbsentReasonUnknown, read: nationalities},
	{name: "zemlja_rodjenja", member: "countryOfBirth", blank: codes.AbsentReasonUnknown, read: countryOfBirth},
	{name: "jezik", member: "languages", blank: codes.AbsentReasonUnknown, read: languages},
	{name: "telefon", member: "telecoms", read: phone},                                         // blank: nobody says why
	{name: "alergije", member: "/allergies", blank: codes.AbsentReasonNotAsked, read: allergy}, // "/": a member of the record
}}

var visits = table{file: "visits.csv", key: []string{"broj_posjete"}, person: "broj_osobe", columns: []column{
	{name: "broj_posjete", read: visitNumber},
	{name: "broj_osobe", read: taken},
	{name: "datum", read: visitDate},
	{name: "vrijeme", read: visitTime},
	{name: "ustanova", member: "site", blank: codes.AbsentReasonUnknown, read: visitSite},
	{name: "vrsta", read: visitType},
	{name: "lijecnik", member: "participants", blank: codes.AbsentReasonUnknown, read: clinician},
	// A blank cell here says nothing; every other kind of no value is stated.
	{name: "temperatura_c", read: measure(codes.VitalSignBodyTemperature, "Cel"), none: notMeasured(codes.VitalSignBodyTemperature)},
	{name: "tlak", read: bloodPressure, none: notMeasured(codes.VitalSignBloodPressure)},
	{name: "puls", read: measure(codes.VitalSignHeartRate, "/min"), none: notMeasured(codes.VitalSignHeartRate)},
	{name: "saturacija", read: measure(codes.VitalSignOxygenSaturation, "%"), none: notMeasured(codes.VitalSignOxygenSaturation)},
	{name: "masa_kg", read: measure(codes.VitalSignBodyWeight, "kg"), none: notMeasured(codes.VitalSignBodyWeight)},
	{name: "visina_cm", read: measure(codes.VitalSignBodyHeight, "cm"), none: notMeasured(codes.VitalSignBodyHeight)},
	{name: "napomena", read: note},
}}

var diagnoses = table{file: "diagnoses.csv", key: []string{"broj_posjete", "rbr"}, visit: "broj_posjete", columns: []column{
	{name: "broj_posjete", read: taken},
	{name: "rbr", read: diagnosisNumber},
	{name: "mkb", read: diagnosis},
	{name: "sustav", read: codeSystem}, // read again with mkb
	{name: "vrsta", read: diagnosisRole},
	{name: "sigurnost", member: "certainty", read: certainty},
}}

var doses = table{file: "vaccinations.csv", key: []string{"broj_cijepljenja"}, person: "broj_osobe", columns: []column{
	{name: "broj_cijepljenja", read: doseKey},
	{name: "broj_osobe", read: taken},
	{name: "broj_posjete", read: doseVisit},
	{name: "cjepivo", read: vaccine},
	{name: "datum", member: "occurrence", blank: codes.AbsentReasonUnknown, read: doseDate},
	{name: "doza", member: "doseNumber", read: doseNumber},
	{name: "serija", member: "lotNumber", read: lot},
	{name: "dokaz", member: "evidence", read: evidence},
}}

// Codes of the register. Keys are in lower case.
var (
	sexes = map[string]codes.Sex{
		"m": codes.SexMale, "1": codes.SexMale,
		"ž": codes.SexFemale, "z": codes.SexFemale, "2": codes.SexFemale,
		"9": codes.SexUnknown,
	}
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
	// systems are the words of the column sustav; blank is WHO's.
	systems = map[string]ephr.URI{"mkb-10": ephr.URI(codes.ICD10), "icd-10-cm": "http://hl7.org/fhir/sid/icd-10-cm"}
	// roles are told by the letters before the number of a member of staff.
	roles = map[string]codes.PractitionerRole{"L": codes.PractitionerRoleDoctor, "MS": codes.PractitionerRoleNurse}
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
