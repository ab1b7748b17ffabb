package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/icd"
)

// A reader of a cell takes what is certain, and returns an error for the rest: the
// cell is then kept as it was written. No error holds the text.

var (
	errNoDate  = errors.New("not a date as day.month.year")
	errNoClock = errors.New("not a clock time on a known day")
	errNoCode  = errors.New("the mapping has no such code")
)

// readDate reads 14.3.2016., 00.03.2016, 03.2016 and 2016. What is known less
// exactly stays so, and a day or month that cannot be is left out, not mended:
// 05.17.1999 may be in American order, or a slip of the finger.
func readDate(text string) (ephr.Date, error) {
	parts := strings.Split(strings.TrimRight(strings.ReplaceAll(text, " ", ""), "."), ".")
	n := len(parts)
	year := ephr.Date(parts[n-1])
	if n > 3 || len(year) != 4 || !year.Valid() || year == "0000" {
		return "", errNoDate
	}
	if n == 1 || two(parts[n-2]) == "00" {
		return year, nil
	}
	month := year + "-" + two(parts[n-2])
	if !month.Valid() {
		return year, errors.New("no such month: the year is taken")
	}
	if n == 2 || two(parts[0]) == "00" {
		return month, nil
	}
	day := month + "-" + two(parts[0])
	if !day.Valid() || !day.Exists() {
		return month, errors.New("no such day: year and month are taken")
	}
	return day, nil
}

func two(digits string) ephr.Date {
	if len(digits) == 1 {
		digits = "0" + digits
	}
	return ephr.Date(digits)
}

// readClock adds 9:30 to a day. The register writes no zone, so there is none.
func readClock(day ephr.DateTime, text string) (ephr.DateTime, error) {
	hour, minute, _ := strings.Cut(text, ":")
	t := day + "T" + ephr.DateTime(two(hour)) + ":" + ephr.DateTime(minute)
	if !t.Valid() {
		return day, errNoClock
	}
	return t, nil
}

// readDecimal reads 36,80 and keeps its digits. A point is not guessed at: it
// separates thousands here, and decimals in what was typed from a device.
func readDecimal(text string) (ephr.Decimal, error) {
	if strings.Contains(text, ".") {
		return "", errors.New("a number with a point: thousands or decimals?")
	}
	d, err := ephr.ParseDecimal(strings.Replace(text, ",", ".", 1))
	if err != nil {
		return "", errors.New("not a number")
	}
	return d, nil
}

func readCode[T any](list map[string]T, text string) (T, error) {
	v, ok := list[strings.ToLower(text)]
	if !ok {
		return v, errNoCode
	}
	return v, nil
}

// readCountry reads the register's own words, codes (EL and UK as well), and names.
func readCountry(text string) (codes.Country, error) {
	if c, err := readCode(countries, text); err == nil {
		return c, nil
	}
	if c, err := codes.ParseCountry(text); err == nil {
		return c, nil
	}
	for e := range codes.Country("").List().All() {
		if c := codes.Country(e.Code); strings.EqualFold(c.Name(language), text) {
			return c, nil
		}
	}
	return "", errors.New("no country of today, or more than one")
}

// each reads the parts of a cell that commas separate, and takes those it can.
func each(text string, read func(string) error) (err error) {
	for part := range strings.SplitSeq(text, ",") {
		if e := read(strings.TrimSpace(part)); e != nil {
			err = e
		}
	}
	return err
}

// taken is the reader of cells that are read elsewhere.
func taken(*place, string) error { return nil }

func (p *place) personNumber(text string) error {
	p.rec.Person.Identifiers = append(p.rec.Person.Identifiers,
		ephr.Identifier{Type: codes.IdentifierTypeMedicalRecord, System: register + "/person", Value: text})
	return nil
}

func (p *place) name() *ephr.HumanName {
	if len(p.rec.Person.Names) == 0 {
		p.rec.Person.Names = []ephr.HumanName{{Representation: representation, Script: script}}
		if p.rec.Person.Absent.Of("names") != "" {
			p.rec.Person.Absent.Set("names", "")
			p.note("there is half a name only")
		}
	}
	return &p.rec.Person.Names[0]
}

func (p *place) noName(reason codes.AbsentReason) {
	if len(p.rec.Person.Names) > 0 {
		p.note("there is half a name only")
		return
	}
	p.rec.Person.Absent.Set("names", reason)
}

func (p *place) familyName(text string) error { p.name().Family = text; return nil }
func (p *place) givenNames(text string) error { p.name().Given = strings.Fields(text); return nil }

func (p *place) sex(text string) error {
	v, err := readCode(sexes, text)
	if err == nil {
		p.rec.Person.Sex = v
	}
	return err
}

func (p *place) birthDate(text string) (err error) {
	p.rec.Person.BirthDate, err = readDate(text)
	return err
}

func (p *place) estimated(text string) error {
	is, err := readCode(estimates, text)
	if err != nil || !is {
		return err
	}
	if p.rec.Person.BirthDate == "" {
		return errors.New("an estimate of what is not known")
	}
	p.rec.Person.BirthDate += "~"
	return nil
}

func (p *place) nationalities(text string) error {
	return each(text, func(s string) error {
		c, err := readCountry(s)
		if err == nil {
			p.rec.Person.Nationalities = append(p.rec.Person.Nationalities, c)
		}
		return err
	})
}

func (p *place) countryOfBirth(text string) (err error) {
	p.rec.Person.CountryOfBirth, err = readCountry(text)
	return err
}

func (p *place) languages(text string) error {
	return each(text, func(s string) error {
		for e := range codes.Language("").List().All() {
			if l := codes.Language(e.Code); strings.EqualFold(l.Name(language), s) {
				p.rec.Person.Languages = append(p.rec.Person.Languages, ephr.PersonLanguage{Language: l})
				return nil
			}
		}
		return errors.New("not the name of one language")
	})
}

func (p *place) phone(text string) error {
	p.rec.Person.Telecoms = append(p.rec.Person.Telecoms, ephr.ContactPoint{System: codes.ContactSystemPhone, Value: text})
	return nil
}

func (p *place) allergy(text string) error {
	if noAllergies[strings.ToLower(text)] {
		p.rec.Absent.Set("allergies", codes.AbsentReasonNilKnown)
		return nil
	}
	p.rec.Allergies = append(p.rec.Allergies, ephr.Allergy{Entry: p.entry(), Code: ephr.Concept{Text: text}})
	p.note("an allergy in words: withheld until somebody codes it, or marks the words as reviewed")
	return nil
}

func (p *place) visitNumber(text string) error {
	p.visit.Identifiers = append(p.visit.Identifiers,
		ephr.Identifier{Type: codes.IdentifierTypeVisit, System: register + "/visit", Value: text})
	return nil
}

func (p *place) visitDate(text string) error {
	d, err := readDate(text)
	p.visit.Period.Start = ephr.DateTime(d)
	return err
}

func (p *place) visitTime(text string) (err error) {
	p.visit.Period.Start, err = readClock(p.visit.Period.Start, text)
	return err
}

func (p *place) visitSite(text string) error {
	at, ok := sites[text]
	if !ok {
		return errors.New("the mapping has no such site")
	}
	// The keys are the same in every record; the ids are this record's own.
	at.owner.ID = p.who.id("organization", at.owner.Key)
	at.site.Organization = p.rec.AddOrganization(at.owner)
	at.site.ID = p.who.id("site", at.site.Key)
	p.visit.Site = p.rec.AddSite(at.site)
	p.visit.Custodian = at.site.Organization
	return nil
}

func (p *place) visitType(text string) error {
	v, err := readCode(visitTypes, text)
	if err == nil {
		p.visit.Type = v
	}
	return err
}

func (p *place) clinician(text string) error {
	letters, _, _ := strings.Cut(text, "-")
	as, ok := staff[letters]
	if !ok {
		return errors.New("the mapping has no such kind of staff")
	}
	id := p.rec.AddPractitioner(ephr.Practitioner{
		ID:  p.who.id("practitioner", text, string(p.visit.Site), string(p.visit.Custodian)),
		Key: text, Role: as, Site: p.visit.Site, Organization: p.visit.Custodian,
	})
	p.visit.Participants = append(p.visit.Participants, ephr.Participant{Practitioner: id, Role: codes.ParticipantRoleResponsible})
	return nil
}

// measured adds a vital sign, unless the validator has found it wrong.
func measured(p *place, v ephr.VitalSign) error {
	v.Entry = p.entry()
	if rule := p.rejected[v.ID]; rule != "" {
		return errors.New("the validator refuses it: " + rule)
	}
	v.Effective = p.visit.Period.Start
	p.rec.VitalSigns = append(p.rec.VitalSigns, v)
	return nil
}

func measure(sign codes.VitalSign) func(*place, string) error {
	return func(p *place, text string) error {
		d, err := readDecimal(text)
		if err != nil {
			return err
		}
		return measured(p, ephr.VitalSign{Sign: sign, Value: ephr.UCUM(d, p.column.unit)})
	}
}

func (p *place) bloodPressure(text string) error {
	before, after, _ := strings.Cut(text, "/")
	systolic, err1 := readDecimal(before)
	diastolic, err2 := readDecimal(after)
	if err1 != nil || err2 != nil {
		return errors.New("not a pressure as systolic/diastolic")
	}
	return measured(p, ephr.VitalSign{Sign: codes.VitalSignBloodPressure,
		Systolic: ephr.UCUM(systolic, p.column.unit), Diastolic: ephr.UCUM(diastolic, p.column.unit)})
}

// notMeasured says that a vital sign was looked for, and why there is none.
func notMeasured(sign codes.VitalSign) func(*place, codes.AbsentReason) {
	return func(p *place, reason codes.AbsentReason) {
		v := ephr.VitalSign{Entry: p.entry(), Sign: sign, Effective: p.visit.Period.Start}
		v.Absent.Set("value", reason)
		p.rec.VitalSigns = append(p.rec.VitalSigns, v)
	}
}

func (p *place) remark(text string) error {
	p.visit.Notes = append(p.visit.Notes, ephr.Note{Text: text, Language: language}) // T3 until somebody has read it
	return nil
}

func (p *place) diagnosisNumber(text string) error {
	p.cond.Identifiers = []ephr.Identifier{{System: register + "/diagnosis", Value: p.row.text(visitNumber) + "/" + text}}
	return nil
}

// diagnosis reads a code in the system that the row names. A code alone says little:
// F329 is one thing in WHO's ICD-10 and another in ICD-10-CM.
func (p *place) diagnosis(text string) error {
	system, err := readCode(systems, p.row.text(codeSystem))
	if err != nil {
		p.cond.Code.Text = text
		p.note("a code of no known system: carried in words, and restricted until somebody has reviewed it")
		return nil
	}
	if system != ephr.URI(codes.ICD10) {
		p.cond.Code.Codings = []ephr.Coding{{System: system, Code: ephr.Code(text)}}
		p.note("a code that is not WHO's: carried as written, and restricted until somebody has reviewed it")
		return nil
	}
	code, mark, err := icd.ParseMarked(text)
	if err != nil { // also where the system is blank and the code is no code of WHO's: whose it is, is not guessed
		p.cond.Code.Text = text
		p.note("no code of WHO's: carried in words, and restricted until somebody has reviewed it")
		return nil
	}
	coding := ephr.Coding{System: system, Version: edition, Code: ephr.Code(code.String())}
	codings := []ephr.Coding{coding}
	switch known := code.Known(); {
	case known == icd.StatusListed || known == icd.StatusModified:
	case known == icd.StatusOtherEdition && code.Edition() == "WHO before 2019":
		if now, ok := code.Successor(); ok { // what was written stays, in the first place
			codings = append(codings, ephr.ICD10(now.String()).Codings...)
			p.note("a code of an earlier edition: that of 2019 stands beside it")
		}
	default:
		codings[0].Version = "" // it is not known which edition has it; the validator says so
	}
	p.cond.Code.Codings = codings
	if mark != icd.NoMark {
		return errors.New("the code is taken without its dagger or asterisk")
	}
	return nil
}

func (*place) codeSystem(text string) error {
	_, err := readCode(systems, text)
	return err
}

func (p *place) diagnosisRole(text string) (err error) {
	p.cond.Role, err = readCode(diagnosisRoles, text)
	return err
}

func (p *place) certainty(text string) (err error) {
	p.cond.Certainty, err = readCode(certainties, text)
	return err
}

func (p *place) vaccinationNumber(text string) error {
	p.dose.Identifiers = []ephr.Identifier{{System: register + "/vaccination", Value: text}}
	return nil
}

func (p *place) doseVisit(text string) error {
	if p.dose.Encounter == "" {
		return errors.New("no such visit of this person was taken in")
	}
	return nil
}

func (p *place) vaccine(text string) error {
	v, err := readCode(vaccines, text)
	if err != nil { // the list is open: an unknown code is carried, never made into a known one
		if v = codes.Vaccine(text); !ephr.Code(v).Valid() {
			return err
		}
		p.note("not in the mapping: carried as written, and restricted")
	}
	p.dose.Vaccine = v
	return nil
}

func (p *place) doseDate(text string) error {
	d, err := readDate(text)
	p.dose.Occurrence = ephr.DateTime(d)
	return err
}

func (p *place) doseNumber(text string) error {
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > 20 {
		return errors.New("not the number of a dose")
	}
	p.dose.DoseNumber = ephr.Integer(text)
	return nil
}

func (p *place) lot(text string) error { p.dose.LotNumber = text; return nil }

func (p *place) evidence(text string) (err error) {
	p.dose.Evidence, err = readCode(evidences, text)
	return err
}

// sortable is when a visit was, as text that sorts.
func sortable(visit *row) string {
	d, _ := readDate(visit.text(visitDate))
	t, _ := readClock(ephr.DateTime(d), visit.text(visitTime))
	return string(t)
}
