package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

// outcome says what became of a cell, row or person.
type outcome string

const (
	kept    outcome = "kept"    // in the record, as it was written
	noted   outcome = "noted"   // understood; somebody should look at it
	refused outcome = "refused" // in no record
)

type message struct {
	cell
	outcome outcome
	reason  string
}

// export is what was read, ordered by person.
type export struct {
	people           []*row
	visits           map[string][]*row // by person
	diagnoses, doses map[string][]*row // by visit; by person
	notes            []message
}

func (x *export) note(o outcome, at cell, reason string) {
	x.notes = append(x.notes, message{at, o, reason})
}

func readExport(dir string) (*export, error) {
	if err := checkMapping(); err != nil {
		return nil, err
	}
	x := &export{visits: map[string][]*row{}, diagnoses: map[string][]*row{}, doses: map[string][]*row{}}
	var rows [4][]*row
	var err error
	for i, t := range tables {
		if rows[i], err = readRows(dir, t, x); err != nil {
			return nil, err
		}
	}
	x.people = rows[0]
	known, alike, takenIn := map[string]bool{}, map[string]*row{}, map[string]bool{}
	for _, r := range x.people {
		known[r.key] = true
		// Two people may well have one name and one (often estimated) date of
		// birth. Only the register can decide, so both records stay.
		who := strings.ToLower(r.text(familyName) + "|" + r.text(givenNames) + "|" + r.text(birthDate))
		if first := alike[who]; first != nil {
			x.note(noted, cell{persons.file, r.line, "", ""}, fmt.Sprintf("the same name and date of birth as in line %d under another number: two records; if it is one person, correct the register", first.line))
		} else {
			alike[who] = r
		}
	}
	for _, r := range rows[1] {
		switch _, err := readDate(r.text(visitDate)); {
		case !known[r.text(personNumber)]:
			x.note(refused, r.at(personNumber), "no such person in "+persons.file)
		case r.text(visitDate) == "" || errors.Is(err, errNoDate):
			x.note(refused, r.at(visitDate), "a visit needs at least a year")
		default:
			x.visits[r.text(personNumber)] = append(x.visits[r.text(personNumber)], r)
			takenIn[r.key] = true
		}
	}
	blank := 0
	for _, r := range rows[2] {
		if v := r.text(visitNumber); !takenIn[v] {
			x.note(refused, r.at(visitNumber), "no such visit was taken in")
		} else {
			x.diagnoses[v] = append(x.diagnoses[v], r)
			if r.text(codeSystem) == "" {
				blank++
			}
		}
	}
	if system, ok := systems[""]; ok && blank > 0 {
		c, _ := diagnoses.column(codeSystem)
		x.note(noted, cell{diagnoses.file, 1, c.name, ""}, fmt.Sprintf("blank in %d rows: by the mapping %s, where that has such a code", blank, system))
	}
	for _, r := range rows[3] {
		if p := r.text(personNumber); !known[p] {
			x.note(refused, r.at(personNumber), "no such person in "+persons.file)
		} else {
			x.doses[p] = append(x.doses[p], r)
		}
	}
	return x, nil
}

// place is what a cell is read into.
type place struct {
	rec      *ephr.Record
	visit    *ephr.Encounter
	cond     *ephr.Condition
	dose     *ephr.Immunization
	row      *row
	who      identity
	column   column
	x        *export
	rejected map[ephr.ID]string // measurements that break a rule of the validator, and which
}

// entry is the head of an item that the cell says. Its id follows from the row's
// number and the column's role, not from names of files and columns.
func (p *place) entry() ephr.Entry {
	e := ephr.Entry{ID: p.who.id(p.row.table.kind.name, p.row.key, string(p.column.role))}
	if p.visit != nil {
		e.Encounter, e.Recorded = p.visit.ID, p.visit.Period.Start
		if len(p.visit.Participants) > 0 {
			e.Author = p.visit.Participants[0].Practitioner
		}
	}
	return e
}

// note reports something about the cell that was nevertheless understood.
func (p *place) note(reason string) { p.x.note(noted, p.row.cells[p.column.name], reason) }

// record is a person's record, and what the validator says of it. A measurement
// with an error, such as 385 degrees, is left out and its cell kept.
func (x *export) record(r *row, who identity) (*ephr.Record, []validate.Finding) {
	rejected := map[ephr.ID]string{}
	before := len(x.notes)
	for {
		x.notes = x.notes[:before]
		rec := x.build(r, who, rejected)
		findings := validate.Validate(rec)
		more := false
		for _, f := range findings {
			if id := measurementAt(rec, f.Pointer); f.Severity == validate.Error && id != "" && rejected[id] == "" {
				rejected[id], more = f.Rule, true
			}
		}
		if !more {
			return rec, findings
		}
	}
}

// measurementAt is the id of the vital sign whose number stands at a place of the
// record: "vitalSigns", index, "value", "systolic" or "diastolic", and so on.
func measurementAt(rec *ephr.Record, at ephr.Pointer) ephr.ID {
	tokens := slices.Collect(at.Tokens())
	if len(tokens) < 3 || tokens[0] != "vitalSigns" || !slices.Contains([]string{"value", "systolic", "diastolic"}, tokens[2]) {
		return ""
	}
	i, err := strconv.Atoi(tokens[1])
	if err != nil || i >= len(rec.VitalSigns) {
		return ""
	}
	return rec.VitalSigns[i].ID
}

func (x *export) build(r *row, who identity, rejected map[ephr.ID]string) *ephr.Record {
	rec := &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: who.record, Synthetic: synthetic}
	rec.Person = &ephr.Person{Sex: codes.SexUnknown}
	main := owner
	main.ID = who.id("organization", main.Key)
	rec.Custodian = rec.AddOrganization(main)

	p := &place{rec: rec, row: r, who: who, x: x, rejected: rejected}
	p.fill(&rec.Person.Absent, &rec.Person.Extensions)

	// Visits, the oldest first as the format has it, with their diagnoses.
	own := map[string]ephr.ID{}
	rows := slices.SortedStableFunc(slices.Values(x.visits[r.key]), func(a, b *row) int { return strings.Compare(sortable(a), sortable(b)) })
	for _, v := range rows {
		enc := ephr.Encounter{
			ID: who.id(visits.kind.name, v.key), Country: country, Custodian: rec.Custodian, Type: codes.EncounterTypeOther,
		}
		p := &place{rec: rec, visit: &enc, row: v, who: who, x: x, rejected: rejected}
		p.fill(&enc.Absent, &enc.Extensions)
		own[v.key] = rec.AddEncounter(enc)
		for _, d := range x.diagnoses[v.key] {
			p := &place{rec: rec, visit: &enc, row: d, who: who, x: x}
			cond := ephr.Condition{Entry: p.entry(), Category: codes.ConditionCategoryEncounterDiagnosis}
			p.cond = &cond
			before := len(x.notes)
			p.fill(&cond.Absent, &cond.Extensions)
			if len(cond.Code.Codings) == 0 && cond.Code.Text == "" {
				x.notes = x.notes[:before] // nothing of the row is kept
				x.note(refused, d.at(diagnosisCode), "a diagnosis needs a code")
				continue
			}
			rec.Conditions = append(rec.Conditions, cond)
		}
	}

	for _, d := range x.doses[r.key] {
		p := &place{rec: rec, row: d, who: who, x: x}
		// A row of this file is a dose that was given.
		dose := ephr.Immunization{Entry: p.entry(), Status: codes.ImmunizationStatusCompleted}
		p.dose = &dose
		if v := d.text(visitNumber); own[v] != "" {
			dose.Encounter = own[v]
		}
		before := len(x.notes)
		p.fill(&dose.Absent, &dose.Extensions)
		if dose.Vaccine == "" {
			x.notes = x.notes[:before]
			x.note(refused, d.at(vaccine), "a dose needs the name of a vaccine")
			continue
		}
		rec.Immunizations = append(rec.Immunizations, dose)
	}
	return rec
}

// fill reads the cells of a row into a place, in the order of the roles.
func (p *place) fill(absent *ephr.Absences, ext *ephr.Extensions) {
	rest := map[string][]string{} // column -> what was not understood
	keep := func(c cell, reason string) {
		rest[c.column] = append(rest[c.column], c.text)
		if reason != "" {
			p.x.note(kept, c, reason)
		}
	}
	for _, how := range p.row.table.kind.roles {
		col, ok := p.row.table.column(how.role)
		if !ok {
			continue // reported once, at the header
		}
		p.column = col
		c := p.row.cells[col.name]
		reason, none := noValue[strings.ToLower(c.text)]
		if c.text == "" {
			reason, none = col.blank, true
		}
		if !none {
			if err := how.read(p, c.text); err != nil {
				keep(c, err.Error())
			}
			continue
		}
		member, ofRecord := strings.CutPrefix(how.member, "/")
		switch {
		case reason == "": // a blank cell that says nothing
		case ofRecord:
			p.rec.Absent.Set(member, reason)
		case member != "":
			absent.Set(member, reason)
		case how.none != nil:
			how.none(p, reason)
		default:
			keep(c, "the record has no place for a reason here")
		}
	}
	for _, name := range p.row.extra { // reported once, at the header
		if c := p.row.cells[name]; c.text != "" {
			keep(c, "")
		}
	}
	for _, c := range p.row.other {
		keep(c, fmt.Sprintf("line %d of the same number says something else, and is taken", p.row.line))
	}
	if len(rest) > 0 {
		_ = ext.Set(keptURI, rest) // strings can always be marshalled
	}
}
