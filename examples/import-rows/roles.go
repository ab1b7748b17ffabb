package main

import (
	"fmt"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// role is what a column is for. The code asks for roles only: how the register
// names the column that has one stands in mapping.go and nowhere else. Ids follow
// from roles, so a column may get another name, and its items keep their ids.
type role string

const (
	personNumber       role = "personNumber" // in visits and doses: whose row it is
	familyName         role = "familyName"
	givenNames         role = "givenNames"
	sex                role = "sex"
	birthDate          role = "birthDate"
	birthDateEstimated role = "birthDateEstimated"
	nationalities      role = "nationalities"
	countryOfBirth     role = "countryOfBirth"
	languages          role = "languages"
	phone              role = "phone"
	allergies          role = "allergies"

	visitNumber      role = "visitNumber" // in diagnoses and doses: at which visit
	visitDate        role = "visitDate"
	visitTime        role = "visitTime"
	visitSite        role = "visitSite"
	visitType        role = "visitType"
	clinician        role = "clinician"
	bodyTemperature  role = "bodyTemperature"
	bloodPressure    role = "bloodPressure"
	heartRate        role = "heartRate"
	oxygenSaturation role = "oxygenSaturation"
	bodyWeight       role = "bodyWeight"
	bodyHeight       role = "bodyHeight"
	remark           role = "remark"

	diagnosisNumber role = "diagnosisNumber"
	diagnosisCode   role = "diagnosisCode"
	codeSystem      role = "codeSystem"
	diagnosisRole   role = "diagnosisRole"
	certainty       role = "certainty"

	vaccinationNumber role = "vaccinationNumber"
	vaccine           role = "vaccine"
	vaccinationDate   role = "vaccinationDate"
	doseNumber        role = "doseNumber"
	lotNumber         role = "lotNumber"
	evidence          role = "evidence"
)

// reading is how the cells of a role are read.
type reading struct {
	role   role
	needed bool                                 // without such a column nothing is read at all
	unit   bool                                 // the mapping says in which unit
	read   func(p *place, text string) error    // an error says what was not understood; the cell is then kept
	member string                               // the member that has no value where the cell has none; "/": of the record
	none   func(p *place, r codes.AbsentReason) // in place of member
}

// kind is what the rows of a table are about. Its roles are read in this order,
// whatever the order of the columns: what comes later looks at what came before.
type kind struct {
	name  string
	key   []role // what names a row
	roles []reading
}

// Names and date of birth are needed to find people who were entered twice, and
// the code system because a code without one may be any of several diagnoses.
var (
	aPerson = kind{"person", []role{personNumber}, []reading{
		{role: personNumber, needed: true, read: (*place).personNumber},
		{role: familyName, needed: true, read: (*place).familyName, none: (*place).noName},
		{role: givenNames, needed: true, read: (*place).givenNames, none: (*place).noName},
		{role: sex, read: (*place).sex},
		{role: birthDate, needed: true, read: (*place).birthDate, member: "birthDate"},
		{role: birthDateEstimated, read: (*place).estimated},
		{role: nationalities, read: (*place).nationalities, member: "nationalities"},
		{role: countryOfBirth, read: (*place).countryOfBirth, member: "countryOfBirth"},
		{role: languages, read: (*place).languages, member: "languages"},
		{role: phone, read: (*place).phone, member: "telecoms"},
		{role: allergies, read: (*place).allergy, member: "/allergies"},
	}}
	aVisit = kind{"visit", []role{visitNumber}, []reading{
		{role: visitNumber, needed: true, read: (*place).visitNumber},
		{role: personNumber, needed: true, read: taken},
		{role: visitDate, needed: true, read: (*place).visitDate},
		{role: visitTime, read: (*place).visitTime},
		{role: visitSite, read: (*place).visitSite, member: "site"},
		{role: visitType, read: (*place).visitType},
		{role: clinician, read: (*place).clinician, member: "participants"},
		measurement(bodyTemperature, codes.VitalSignBodyTemperature),
		{role: bloodPressure, unit: true, read: (*place).bloodPressure, none: notMeasured(codes.VitalSignBloodPressure)},
		measurement(heartRate, codes.VitalSignHeartRate),
		measurement(oxygenSaturation, codes.VitalSignOxygenSaturation),
		measurement(bodyWeight, codes.VitalSignBodyWeight),
		measurement(bodyHeight, codes.VitalSignBodyHeight),
		{role: remark, read: (*place).remark},
	}}
	aDiagnosis = kind{"diagnosis", []role{visitNumber, diagnosisNumber}, []reading{
		{role: visitNumber, needed: true, read: taken},
		{role: diagnosisNumber, needed: true, read: (*place).diagnosisNumber},
		{role: diagnosisCode, needed: true, read: (*place).diagnosis},
		{role: codeSystem, needed: true, read: (*place).codeSystem}, // read with the code, too
		{role: diagnosisRole, read: (*place).diagnosisRole},
		{role: certainty, read: (*place).certainty, member: "certainty"},
	}}
	aDose = kind{"dose", []role{vaccinationNumber}, []reading{
		{role: vaccinationNumber, needed: true, read: (*place).vaccinationNumber},
		{role: personNumber, needed: true, read: taken},
		{role: visitNumber, read: (*place).doseVisit},
		{role: vaccine, needed: true, read: (*place).vaccine},
		{role: vaccinationDate, read: (*place).doseDate, member: "occurrence"},
		{role: doseNumber, read: (*place).doseNumber, member: "doseNumber"},
		{role: lotNumber, read: (*place).lot, member: "lotNumber"},
		{role: evidence, read: (*place).evidence, member: "evidence"},
	}}
)

func measurement(r role, sign codes.VitalSign) reading {
	return reading{role: r, unit: true, read: measure(sign), none: notMeasured(sign)}
}

// table is one file of the export.
type table struct {
	kind    *kind
	file    string
	columns []column
}

// column is one column of it. No two have one role.
type column struct {
	name  string // in the file
	role  role
	unit  ephr.Code          // of a measurement, as UCUM writes it
	blank codes.AbsentReason // what a blank cell says; nothing: nothing is known
}

// column is the column that has a role, if there is one.
func (t *table) column(r role) (column, bool) {
	for _, c := range t.columns {
		if c.role == r {
			return c, true
		}
	}
	return column{}, false
}

// check says what is wrong with the mapping, before anything is read with it.
func (t *table) check() error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("mapping.go, %s: %s", t.file, fmt.Sprintf(format, args...))
	}
	how := map[role]reading{}
	for _, r := range t.kind.roles {
		how[r.role] = r
	}
	names, roles := map[string]bool{}, map[role]bool{}
	for _, c := range t.columns {
		r, ok := how[c.role]
		switch {
		case c.name == "":
			return wrong("the column with the role %s has no name", c.role)
		case names[c.name]:
			return wrong("two columns have the name %s", c.name)
		case !ok:
			return wrong("the column %s has the role %q, which no column of a %s has", c.name, c.role, t.kind.name)
		case roles[c.role]:
			return wrong("two columns have the role %s", c.role)
		case r.unit && c.unit == "":
			return wrong("the column %s is measured, and has no unit", c.name)
		case !r.unit && c.unit != "":
			return wrong("the column %s has a unit, and is not measured", c.name)
		}
		names[c.name], roles[c.role] = true, true
	}
	for _, r := range t.kind.roles {
		if r.needed && !roles[r.role] {
			return wrong("no column has the role %s, which is needed", r.role)
		}
	}
	return nil
}

// checkMapping does so for all tables and for the words that stand for no value:
// one that is never found would be read as a name.
func checkMapping() error {
	for _, t := range tables {
		if err := t.check(); err != nil {
			return err
		}
	}
	for word := range noValue {
		if word != strings.ToLower(word) {
			return fmt.Errorf("mapping.go, noValue: %q is not in lower case", word)
		}
	}
	return nil
}
