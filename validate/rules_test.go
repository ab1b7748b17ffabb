package validate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/validate"
)

// record is a small record in which nothing is wrong.
func record() *ephr.Record {
	return &ephr.Record{
		SchemaVersion: ephr.CurrentVersion,
		ID:            "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
		Synthetic:     ephr.True,
		Person:        &ephr.Person{Sex: codes.SexFemale, BirthDate: "1990-05-17"},
		Organizations: []ephr.Organization{{ID: "o1", Key: "https://sites.example/o1", Kind: codes.OrganizationKindHospital, Name: "Synthetic hospital"}},
		Sites:         []ephr.Site{{ID: "s1", Key: "https://sites.example/s1", Kind: codes.SiteKindHospital, Name: "Synthetic site", Country: "GR", Organization: "o1"}},
		Practitioners: []ephr.Practitioner{{ID: "p1", Key: "https://sites.example/p1", Role: "doctor", Site: "s1"}},
		Encounters: []ephr.Encounter{{ID: "e1", Type: "initial", Period: ephr.Period{Start: "2017-03-14T09:30"}, Country: "GR", Site: "s1",
			Participants: []ephr.Participant{{Practitioner: "p1"}}}},
		Conditions: []ephr.Condition{{Entry: ephr.Entry{ID: "c1", Encounter: "e1"}, Code: icd("E11.9", "2019")}},
	}
}

func icd(code ephr.Code, version string) ephr.Concept {
	return ephr.Concept{Codings: []ephr.Coding{{System: ephr.URI(codes.ICD10), Version: version, Code: code}}}
}

func quantity(value ephr.Decimal, unit ephr.Code) *ephr.Quantity {
	return &ephr.Quantity{Value: value, Code: unit}
}

func sign(s codes.VitalSign, value ephr.Decimal, unit ephr.Code) func(*ephr.Record) {
	return func(r *ephr.Record) {
		r.VitalSigns = []ephr.VitalSign{{Entry: ephr.Entry{ID: "v1"}, Sign: s, Effective: "2017-03-14", Value: quantity(value, unit)}}
	}
}

func pressure(systolic, diastolic ephr.Decimal) func(*ephr.Record) {
	return func(r *ephr.Record) {
		r.VitalSigns = []ephr.VitalSign{{Entry: ephr.Entry{ID: "v1"}, Sign: codes.VitalSignBloodPressure,
			Systolic: quantity(systolic, "mm[Hg]"), Diastolic: quantity(diastolic, "mm[Hg]")}}
	}
}

func diagnosis(code ephr.Code, version string) func(*ephr.Record) {
	return func(r *ephr.Record) { r.Conditions[0].Code = icd(code, version) }
}

func onset(t ephr.DateTime) func(*ephr.Record) {
	return func(r *ephr.Record) { r.Conditions[0].Onset = t }
}

func born(birth ephr.Date, event ephr.DateTime) func(*ephr.Record) {
	return func(r *ephr.Record) {
		r.Person.BirthDate = birth
		r.Encounters[0].Period.Start = event
	}
}

func period(start, end ephr.DateTime) func(*ephr.Record) {
	return func(r *ephr.Record) { r.Encounters[0].Period = ephr.Period{Start: start, End: end} }
}

func given(doses ...string) func(*ephr.Record) { // vaccine number date
	return func(r *ephr.Record) {
		for i, d := range doses {
			f := strings.Fields(d)
			r.Immunizations = append(r.Immunizations, ephr.Immunization{Entry: ephr.Entry{ID: ephr.ID(fmt.Sprint("i", i))},
				Vaccine: codes.Vaccine(f[0]), Status: codes.ImmunizationStatusCompleted, DoseNumber: ephr.Integer(f[1]), Occurrence: ephr.DateTime(f[2])})
		}
	}
}

func pregnancy(lmp, due ephr.Date) func(*ephr.Record) {
	return func(r *ephr.Record) {
		r.Pregnancies = []ephr.Pregnancy{{Entry: ephr.Entry{ID: "g1"}, LastMenstrualPeriod: lmp, DueDate: due}}
	}
}

func shelter(kind codes.OrganizationKind) func(*ephr.Record) {
	return func(r *ephr.Record) {
		r.Sites[0].Kind = codes.SiteKindShelter
		r.Organizations[0].Kind = kind
	}
}

var now = time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC)

// Each case is the small record with one change. One without pointers breaks no rule.
var cases = []struct {
	rule, name string
	change     func(*ephr.Record)
	want       []ephr.Pointer
}{
	{"id-duplicate", "all different", func(r *ephr.Record) {}, nil},
	{"id-duplicate", "two conditions", func(r *ephr.Record) { r.Conditions = append(r.Conditions, r.Conditions[0]) }, []ephr.Pointer{"/conditions/1/id"}},
	{"id-duplicate", "a site and a condition", func(r *ephr.Record) { r.Conditions[0].ID = "s1" }, []ephr.Pointer{"/conditions/0/id"}},

	{"reference-unresolved", "resolved", func(r *ephr.Record) { r.Custodian = "o1" }, nil},
	{"reference-unresolved", "no such organisation", func(r *ephr.Record) { r.Custodian = "o2" }, []ephr.Pointer{"/custodian"}},
	{"reference-unresolved", "in an array", func(r *ephr.Record) { r.Conditions[0].Evidence = []ephr.ID{"c1", "x"} }, []ephr.Pointer{"/conditions/0/evidence/1"}},
	{"reference-unresolved", "tombstone", func(r *ephr.Record) {
		r.Conditions[0].Evidence = []ephr.ID{"x"}
		r.Tombstones = []ephr.Tombstone{{Target: "x", Kind: codes.TombstoneKindWithdrawn, Recorded: "2018"}}
	}, nil},
	{"reference-unresolved", "of a newer version", func(r *ephr.Record) { r.SchemaVersion, r.Custodian = "1.3", "o2" }, nil},

	{"reference-kind", "right kind", func(r *ephr.Record) { r.Conditions[0].Author = "p1" }, nil},
	{"reference-kind", "a site as author", func(r *ephr.Record) { r.Conditions[0].Author = "s1" }, []ephr.Pointer{"/conditions/0/author"}},
	{"reference-kind", "tombstone", func(r *ephr.Record) {
		r.Conditions[0].Author = "x"
		r.Tombstones = []ephr.Tombstone{{Target: "x", Kind: codes.TombstoneKindErased, Recorded: "2018"}}
	}, nil},

	{"absence-contradicted", "no value", func(r *ephr.Record) { r.Absent.Set("allergies", "not-asked") }, nil},
	{"absence-contradicted", "value", func(r *ephr.Record) { r.Person.Absent.Set("birthDate", "unknown") }, []ephr.Pointer{"/person/absent/birthDate"}},
	{"absence-contradicted", "entry", func(r *ephr.Record) { r.Conditions[0].Absent.Set("encounter", "unknown") }, []ephr.Pointer{"/conditions/0/absent/encounter"}},
	{"absence-contradicted", "array", func(r *ephr.Record) { r.Absent.Set("conditions", "not-asked") }, []ephr.Pointer{"/absent/conditions"}},

	{"code-not-on-list", "on the list", func(r *ephr.Record) { r.Person.Languages = []ephr.PersonLanguage{{Language: "ar"}} }, nil},
	{"code-not-on-list", "no code", func(r *ephr.Record) { r.Person.MaritalStatus = "" }, nil},
	{"code-not-on-list", "of no list of the format", diagnosis("E11.9", "2019"), nil},
	{"code-not-on-list", "kind of encounter", func(r *ephr.Record) { r.Encounters[0].Type = "local-type" }, []ephr.Pointer{"/encounters/0/type"}},
	{"code-not-on-list", "of a newer version, perhaps", func(r *ephr.Record) { r.SchemaVersion, r.Encounters[0].Type = "1.3", "local-type" }, []ephr.Pointer{"/encounters/0/type"}},
	{"code-not-on-list", "language", func(r *ephr.Record) { r.Person.Languages = []ephr.PersonLanguage{{Language: "tlh"}} }, []ephr.Pointer{"/person/languages/0/language"}},
	{"code-not-on-list", "script", func(r *ephr.Record) { r.Person.Names = []ephr.HumanName{{Script: "Egyp", Text: "Model"}} }, []ephr.Pointer{"/person/names/0/script"}},
	{"code-not-on-list", "in an array", func(r *ephr.Record) { r.Practitioners[0].Languages = []codes.Language{"el", "tlh"} }, []ephr.Pointer{"/practitioners/0/languages/1"}},

	{"date-not-in-calendar", "leap day", onset("2016-02-29"), nil},
	{"date-not-in-calendar", "leap day of 2000", onset("2000-02-29~"), nil},
	{"date-not-in-calendar", "no leap year", onset("2017-02-29"), []ephr.Pointer{"/conditions/0/onset"}},
	{"date-not-in-calendar", "no leap century", func(r *ephr.Record) { r.Person.BirthDate = "1900-02-29" }, []ephr.Pointer{"/person/birthDate"}},
	{"date-not-in-calendar", "clock", onset("2017-04-31T10:00Z"), []ephr.Pointer{"/conditions/0/onset"}},
	{"date-not-in-calendar", "estimate", onset("2017-06-31~"), []ephr.Pointer{"/conditions/0/onset"}},
	{"date-not-in-calendar", "year 0", func(r *ephr.Record) { r.Person.BirthDate = "0000" }, []ephr.Pointer{"/person/birthDate"}},
	{"date-not-in-calendar", "month", onset("2017-02"), nil},

	{"period-reversed", "right", period("2017-03-14T09:30", "2017-03-14T10:00"), nil},
	{"period-reversed", "one day", period("2017-03-14", "2017-03-14"), nil},
	{"period-reversed", "year and month", period("2017-03", "2017"), nil},
	{"period-reversed", "clock and minute", period("2017-03-14T09:30:15", "2017-03-14T09:30"), nil},
	{"period-reversed", "zones", period("2017-03-14T09:30+02:00", "2017-03-14T08:00Z"), nil},
	{"period-reversed", "with and without zone", period("2017-03-14T09:30", "2017-03-14T08:00Z"), nil},
	{"period-reversed", "estimate", period("2017~", "2016"), nil},
	{"period-reversed", "days", period("2017-03-14", "2017-03-13"), []ephr.Pointer{"/encounters/0/period/end"}},
	{"period-reversed", "months", period("2017-03", "2016-12-31"), []ephr.Pointer{"/encounters/0/period/end"}},
	{"period-reversed", "clocks", period("2017-03-14T09:30", "2017-03-14T09:29:59"), []ephr.Pointer{"/encounters/0/period/end"}},
	{"period-reversed", "zoned clocks", period("2017-03-14T09:30Z", "2017-03-14T10:00+02:00"), []ephr.Pointer{"/encounters/0/period/end"}},
	{"period-reversed", "without zone, a day apart", period("2017-03-14T09:30", "2017-03-13T08:00Z"), []ephr.Pointer{"/encounters/0/period/end"}},

	{"event-before-birth", "after", born("1990-05-17", "1990-05-18"), nil},
	{"event-before-birth", "same day", born("1990-05-17", "1990-05-17T03:00"), nil},
	{"event-before-birth", "same month", born("1990-05-17", "1990-05"), nil},
	{"event-before-birth", "same year", born("1990", "1990-01-01"), nil},
	{"event-before-birth", "just born, in UTC", born("2018-03-14", "2018-03-13T22:30Z"), nil},
	{"event-before-birth", "day before", born("1990-05-17", "1990-05-16"), []ephr.Pointer{"/encounters/0/period/start"}},
	{"event-before-birth", "year before", born("1990", "1989-12"), []ephr.Pointer{"/encounters/0/period/start"}},
	{"event-before-birth", "inborn", onset("1989-12"), nil},
	{"event-before-birth", "before the pregnancy", onset("1988"), []ephr.Pointer{"/conditions/0/onset"}},
	{"event-before-birth", "dose", given("bcg 1 1990-05-16"), []ephr.Pointer{"/immunizations/0/occurrence"}},
	{"event-before-birth", "arrival", func(r *ephr.Record) {
		r.Journey = &ephr.Journey{LeftHome: "1985", ApplicationDate: "1985", Arrivals: []ephr.Arrival{{Country: "GR", Date: "1985"}}}
	}, []ephr.Pointer{"/journey/arrivals/0/date"}},
	{"event-before-birth", "death", func(r *ephr.Record) { r.Person.Deceased = &ephr.Death{Date: "1980"} }, []ephr.Pointer{"/person/deceased/date"}},
	{"event-before-birth", "mother", func(r *ephr.Record) {
		r.Person.Relatives = []ephr.Relative{{ID: "r1", Relationship: "MTH", BirthDate: "1960"}}
	}, nil},
	{"event-before-birth", "no birth date", func(r *ephr.Record) { r.Person.BirthDate = "" }, nil},
	{"event-before-birth", "no person", func(r *ephr.Record) { r.Person = nil }, nil},

	{"event-before-estimated-birth", "after", born("1990~", "1991"), nil},
	{"event-before-estimated-birth", "before an estimate", born("1990~", "1988"), []ephr.Pointer{"/encounters/0/period/start"}},
	{"event-before-estimated-birth", "disputed age", func(r *ephr.Record) {
		born("2001-01-01", "2000-05-05")(r)
		r.Person.AgeDispute = codes.AgeDisputePending
	}, []ephr.Pointer{"/encounters/0/period/start"}},

	{"recorded-in-future", "past", func(r *ephr.Record) { r.Opened = "2020-01-01T11:59Z" }, nil},
	{"recorded-in-future", "today in another zone", func(r *ephr.Record) { r.Opened = "2020-01-02T01:00" }, nil},
	{"recorded-in-future", "this year", func(r *ephr.Record) { r.Opened = "2020" }, nil},
	{"recorded-in-future", "appointment", func(r *ephr.Record) {
		r.CarePlans = []ephr.CarePlan{{Entry: ephr.Entry{ID: "l1"}, Title: "follow-up", Status: "active", FollowUp: "2021-01-01"}}
	}, nil},
	{"recorded-in-future", "record", func(r *ephr.Record) { r.Opened = "2020-01-01T12:01Z" }, []ephr.Pointer{"/opened"}},
	{"recorded-in-future", "item", func(r *ephr.Record) { r.Conditions[0].Recorded = "2021" }, []ephr.Pointer{"/conditions/0/recorded"}},

	{"icd-not-listed", "listed", diagnosis("E11.9", "2019"), nil},
	{"icd-not-listed", "category", diagnosis("E11", ""), nil},
	{"icd-not-listed", "block", diagnosis("E10-E14", ""), nil},
	{"icd-not-listed", "chapter", diagnosis("IV", ""), nil},
	{"icd-not-listed", "place of an accident", diagnosis("W00.02", "2019"), nil},
	{"icd-not-listed", "another edition", diagnosis("A90", "2010"), nil},
	{"icd-not-listed", "edition not named", diagnosis("A90", ""), []ephr.Pointer{"/conditions/0/code/codings/0/code"}},
	{"icd-not-listed", "no such code", diagnosis("E11.99", "2019"), []ephr.Pointer{"/conditions/0/code/codings/0/code"}},
	{"icd-not-listed", "not ICD-10", diagnosis("diabetes", "2019"), []ephr.Pointer{"/conditions/0/code/codings/0/code"}},
	{"icd-not-listed", "a modification", diagnosis("E11.65X", ""), []ephr.Pointer{"/conditions/0/code/codings/0/code"}},
	{"icd-not-listed", "another system", func(r *ephr.Record) {
		r.Conditions[0].Code = ephr.Concept{Codings: []ephr.Coding{{System: ephr.URI(codes.SNOMED), Code: "73211009"}}}
	}, nil},

	{"dose-order", "in order", given("mmr 1 2016-01-10", "mmr 2 2016-03-10", "bcg 1 1990-06"), nil},
	{"dose-order", "written in another order", given("mmr 2 2016-03-10", "mmr 1 2016-01-10"), nil},
	{"dose-order", "not exact enough", given("mmr 1 2016-03", "mmr 2 2016-03-01"), nil},
	{"dose-order", "other vaccine", given("mmr 1 2016-03-10", "bcg 2 2016-01-10"), nil},
	{"dose-order", "same number", given("mmr 1 2016-03-10", "mmr 1 2016-01-10"), nil},
	{"dose-order", "unknown vaccine", given("local 1 2016-03-10", "local 2 2016-01-10"), nil},
	{"dose-order", "reversed", given("mmr 1 2016-03-10", "mmr 2 2016-01-10"), []ephr.Pointer{"/immunizations/1/occurrence"}},
	{"dose-order", "one in between is not exact", given("hpv 1 2016-06", "hpv 2 2016", "hpv 3 2016-05-01"), []ephr.Pointer{"/immunizations/2/occurrence"}},
	{"dose-order", "not given", func(r *ephr.Record) {
		given("mmr 1 2016-03-10", "mmr 2 2016-01-10")(r)
		r.Immunizations[1].Status = codes.ImmunizationStatusNotDone
	}, nil},

	{"due-date-range", "280 days", pregnancy("2018-01-10", "2018-10-17"), nil},
	{"due-date-range", "308 days", pregnancy("2018-01-10", "2018-11-14"), nil},
	{"due-date-range", "months", pregnancy("2018-01", "2018-12"), nil},
	{"due-date-range", "estimate", pregnancy("2018-01-10~", "2019-06-01"), nil},
	{"due-date-range", "309 days", pregnancy("2018-01-10", "2018-11-15"), []ephr.Pointer{"/pregnancies/0/dueDate"}},
	{"due-date-range", "before", pregnancy("2018-01-10", "2018-01-09"), []ephr.Pointer{"/pregnancies/0/dueDate"}},
	{"due-date-range", "a year later", pregnancy("2018-01", "2019-01"), []ephr.Pointer{"/pregnancies/0/dueDate"}},

	{"pregnancy-sex", "female", pregnancy("2018-01-10", ""), nil},
	{"pregnancy-sex", "unknown", func(r *ephr.Record) {
		pregnancy("2018-01-10", "")(r)
		r.Person.Sex = codes.SexUnknown
	}, nil},
	{"pregnancy-sex", "not pregnant", func(r *ephr.Record) {
		r.Person.Sex = codes.SexMale
		r.Pregnancies = []ephr.Pregnancy{{Entry: ephr.Entry{ID: "g1"}, Status: codes.PregnancyStatusNotPregnant}}
	}, nil},
	{"pregnancy-sex", "male", func(r *ephr.Record) {
		r.Person.Sex = codes.SexMale
		r.Pregnancies = []ephr.Pregnancy{{Entry: ephr.Entry{ID: "g1"}, Status: codes.PregnancyStatusPregnant}}
	}, []ephr.Pointer{"/pregnancies/0"}},

	{"vital-sign-unit", "its unit", sign("body-temperature", "37.2", "Cel"), nil},
	{"vital-sign-unit", "its other unit", sign("body-temperature", "99", "[degF]"), nil},
	{"vital-sign-unit", "left out, only one possible", sign("heart-rate", "70", ""), nil},
	{"vital-sign-unit", "unknown sign", sign("local-sign", "70", "furlong"), nil},
	{"vital-sign-unit", "another", sign("body-temperature", "310", "K"), []ephr.Pointer{"/vitalSigns/0/value/code"}},
	{"vital-sign-unit", "left out", sign("body-temperature", "37.2", ""), []ephr.Pointer{"/vitalSigns/0/value"}},
	{"vital-sign-unit", "blood pressure", func(r *ephr.Record) {
		pressure("120", "80")(r)
		r.VitalSigns[0].Systolic.Code = "kPa"
	}, []ephr.Pointer{"/vitalSigns/0/systolic/code"}},

	{"vital-sign-implausible", "possible", sign("body-temperature", "25", "Cel"), nil},
	{"vital-sign-implausible", "at the limit, converted", sign("body-temperature", "113", "[degF]"), nil},
	{"vital-sign-implausible", "too hot", sign("body-temperature", "45.1", "Cel"), []ephr.Pointer{"/vitalSigns/0/value/value"}},
	{"vital-sign-implausible", "wrong unit", sign("body-temperature", "98", "Cel"), []ephr.Pointer{"/vitalSigns/0/value/value"}},
	{"vital-sign-implausible", "too hot, converted", sign("body-temperature", "113.1", "[degF]"), []ephr.Pointer{"/vitalSigns/0/value/value"}},
	{"vital-sign-implausible", "metres as centimetres", sign("body-height", "1.7", "cm"), []ephr.Pointer{"/vitalSigns/0/value/value"}},
	{"vital-sign-implausible", "grams", sign("body-weight", "3250", "g"), nil},
	{"vital-sign-implausible", "grams as kilograms", sign("body-weight", "3250", "kg"), []ephr.Pointer{"/vitalSigns/0/value/value"}},
	{"vital-sign-implausible", "no limits", sign("waist-circumference", "1000", "cm"), nil},
	{"vital-sign-implausible", "pressures", pressure("310", "5"), []ephr.Pointer{"/vitalSigns/0/systolic/value", "/vitalSigns/0/diastolic/value"}},

	{"blood-pressure-order", "in order", pressure("120", "80"), nil},
	{"blood-pressure-order", "exchanged", pressure("80", "120"), []ephr.Pointer{"/vitalSigns/0/diastolic"}},
	{"blood-pressure-order", "equal", pressure("80", "80.0"), []ephr.Pointer{"/vitalSigns/0/diastolic"}},

	{"protection-operator-unmarked", "marked", shelter(codes.OrganizationKindShelterOperator), nil},
	{"protection-operator-unmarked", "hospital", func(r *ephr.Record) {}, nil},
	{"protection-operator-unmarked", "prison", func(r *ephr.Record) { r.Sites[0].Kind = codes.SiteKindPrison }, nil},
	{"protection-operator-unmarked", "not marked", shelter(codes.OrganizationKindNGO), []ephr.Pointer{"/sites/0/organization"}},
	{"protection-operator-unmarked", "no kind", shelter(""), []ephr.Pointer{"/sites/0/organization"}},
}

func TestRules(t *testing.T) {
	v := validate.New(validate.WithNow(func() time.Time { return now }))
	for _, c := range cases {
		t.Run(c.rule+"/"+strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			rule, ok := validate.Lookup(c.rule)
			if !ok {
				t.Fatal("no such rule")
			}
			rec := record()
			c.change(rec)
			if f := rec.Check(); len(f) > 0 {
				t.Fatalf("the case is wrong in form: %v", f[0].Error())
			}
			found := v.Record(nil, rec)
			if diff := cmp.Diff(c.want, of(c.rule, found)); diff != "" {
				t.Errorf("in memory: %s", diff)
			}
			for _, f := range found {
				if f.Rule == c.rule && f.Severity != rule.Severity {
					t.Errorf("severity is %s, the rule's is %s", f.Severity, rule.Severity)
				}
				if f.Offset != -1 || f.Line != 0 || f.Column != 0 || f.Value != "" {
					t.Errorf("a record in memory has no lines: %+v", f)
				}
			}
			// the document has the same findings, each at its place
			for _, doc := range [][]byte{encode(t, rec), spread(encode(t, rec))} {
				located, back := v.Bytes(nil, doc)
				if back == nil {
					t.Fatal("no record")
				}
				if diff := cmp.Diff(strip(found), strip(located)); diff != "" {
					t.Errorf("as a document: %s", diff)
				}
				for _, f := range located {
					checkPlace(t, doc, f)
				}
			}
		})
	}
}

// TestEveryOpenListIsLookedAt finds the codes of open lists by the table of fields and says where one is not on its list.
func TestEveryOpenListIsLookedAt(t *testing.T) {
	g := ephrtest.New(91)
	g.Size = 3
	v := validate.New()
	members, all := map[string]bool{}, map[string]bool{}
	for p, f := range ephr.Paths() {
		if l, ok := codes.LookupList(f.List); ok && !l.Closed() {
			all[string(p)] = true
		}
	}
	n := 0
	for i := range 60 {
		root, err := tree(encode(t, g.Record()))
		if err != nil {
			t.Fatal(err)
		}
		// most codes of every third record are none of any list
		var want []string
		unlisted(root, "Record", "", "", func(list *codes.List, path, p, code string) string {
			if n++; i%3 == 0 && n%4 > 0 {
				code += "-zz"
			}
			if list.Find(code) < 0 {
				members[path] = true
				want = append(want, p)
			}
			return code
		})
		slices.Sort(want)
		found, rec := v.Bytes(nil, text(t, root))
		if rec == nil {
			t.Fatalf("record %d cannot be read: %v", i, found)
		}
		for name, found := range map[string][]validate.Finding{"document": found, "memory": v.Record(nil, rec)} {
			var got []string
			for _, p := range of("code-not-on-list", found) {
				got = append(got, string(p))
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("record %d, %s: %s", i, name, diff)
			}
		}
	}
	for p := range all {
		if !members[p] {
			t.Errorf("no record has an unlisted code at %s", p)
		}
	}
}

// unlisted hands over every code of an open list, with its path and pointer, and puts in its place what comes back.
func unlisted(v any, object, path, pointer string, visit func(list *codes.List, path, pointer, code string) string) {
	o, ok := v.(map[string]any)
	if !ok {
		return
	}
	for f := range ephr.Fields(object) {
		list, _ := codes.LookupList(f.List)
		each := func(v any, path, pointer string) any {
			if code, ok := v.(string); ok && list != nil && !list.Closed() {
				return visit(list, path, pointer, code)
			}
			unlisted(v, f.Object, path, pointer, visit)
			return v
		}
		switch v := o[f.Name].(type) {
		case []any:
			for i := range v {
				v[i] = each(v[i], path+"/"+f.Name+"/*", pointer+"/"+f.Name+"/"+strconv.Itoa(i))
			}
		case nil:
		default:
			o[f.Name] = each(v, path+"/"+f.Name, pointer+"/"+f.Name)
		}
	}
}

// TestBadFormIsNoUnlistedCode wants one finding for one thing that is wrong.
func TestBadFormIsNoUnlistedCode(t *testing.T) {
	rec := record()
	rec.Encounters[0].Type = "initial "
	for name, found := range map[string][]validate.Finding{
		"memory":   validate.Validate(rec),
		"document": first(validate.Bytes(bytes.Replace(encode(t, record()), []byte(`"type":"initial"`), []byte(`"type":"initial "`), 1))),
	} {
		if len(found) != 1 || found[0].Rule != "form-bad-form" {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// TestUnlistedCodesHideNoErrors wants what is worth knowing not to crowd out what is wrong.
func TestUnlistedCodesHideNoErrors(t *testing.T) {
	rec := record()
	for range 30_000 {
		rec.Practitioners[0].Languages = append(rec.Practitioners[0].Languages, "tlh")
	}
	rec.Conditions[0].Onset = "2017-02-29"
	found := validate.Validate(rec)
	if len(found) != 10_001 || len(of("date-not-in-calendar", found)) != 1 {
		t.Errorf("%d findings, worst is %s", len(found), validate.Worst(found))
	}
}

// of are the pointers of a rule's findings.
func of(rule string, findings []validate.Finding) (out []ephr.Pointer) {
	for _, f := range findings {
		if f.Rule == rule {
			out = append(out, f.Pointer)
		}
	}
	return out
}

// strip takes the places in the document out.
func strip(findings []validate.Finding) (out []validate.Finding) {
	for _, f := range findings {
		f.Line, f.Column, f.Offset = 0, 0, -1
		out = append(out, f)
	}
	return out
}

func encode(t testing.TB, rec *ephr.Record) []byte {
	t.Helper()
	doc, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// spread writes a document on many lines.
func spread(doc []byte) []byte {
	var b bytes.Buffer
	if err := json.Indent(&b, doc, "", "\t"); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// checkPlace looks the finding up in the document by slower means.
func checkPlace(t *testing.T, doc []byte, f validate.Finding) {
	t.Helper()
	off := int(f.Offset)
	if off < 0 || off > len(doc) {
		t.Fatalf("%s: offset %d", f, off)
	}
	before := string(doc[:off])
	line := 1 + strings.Count(before, "\n")
	column := 1 + len([]rune(before[strings.LastIndex(before, "\n")+1:]))
	if f.Line != line || f.Column != column {
		t.Errorf("%s: at %d:%d by its offset", f, line, column)
	}
}

// TestEveryRuleHasCases wants a passing and a failing case for every rule.
func TestEveryRuleHasCases(t *testing.T) {
	passes, fails := map[string]bool{}, map[string]bool{}
	for _, c := range cases {
		if len(c.want) > 0 {
			fails[c.rule] = true
		} else {
			passes[c.rule] = true
		}
	}
	for _, c := range forms {
		fails[c.rule] = true
		passes[c.rule] = true // the small record
	}
	for r := range validate.Rules() {
		if !passes[r.ID] || !fails[r.ID] {
			t.Errorf("%s: passing case %t, failing case %t", r.ID, passes[r.ID], fails[r.ID])
		}
	}
	if f := validate.Validate(record()); len(f) > 0 {
		t.Errorf("the small record: %v", f)
	}
}

func TestTableOfRules(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)
	seen := map[string]bool{}
	for r := range validate.Rules() {
		if !kebab.MatchString(r.ID) || seen[r.ID] {
			t.Errorf("%q is no id or stands twice", r.ID)
		}
		seen[r.ID] = true
		if r.Severity < validate.Info || r.Severity > validate.Error {
			t.Errorf("%s has no severity", r.ID)
		}
		for name, text := range map[string]string{"Summary": r.Summary, "Remedy": r.Remedy, "Source": r.Source, "Since": r.Since} {
			if text == "" || strings.TrimSpace(text) != text || strings.HasSuffix(text, ".") {
				t.Errorf("%s: %s is %q", r.ID, name, text)
			}
		}
		if strings.Contains(r.Source, "domain") {
			t.Errorf("%s: the source is one of our own pages", r.ID)
		}
		if r.Path != "" && !isPath(r.Path) {
			t.Errorf("%s: no path %s", r.ID, r.Path)
		}
		if back, ok := validate.Lookup(r.ID); !ok || back.Summary != r.Summary {
			t.Errorf("%s cannot be looked up", r.ID)
		}
	}
	if _, ok := validate.Lookup("no-such-rule"); ok {
		t.Error("found a rule that does not exist")
	}
	// one row per fault of form
	for _, code := range faultCodes(t) {
		if !seen["form-"+code] {
			t.Errorf("no rule for fault %s", code)
		}
		delete(seen, "form-"+code)
	}
	for id := range seen {
		if strings.HasPrefix(id, "form-") {
			t.Errorf("%s is no fault", id)
		}
	}
}

// isPath reports whether the format has the path or something below it.
func isPath(p string) bool {
	for q := range ephr.Paths() {
		if string(q) == p || strings.HasPrefix(string(q), p+"/") {
			return true
		}
	}
	return false
}

// faultCodes reads the constants of type FaultCode from package ephr.
func faultCodes(t *testing.T) (out []string) {
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "ephr", "fault.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			if id, ok := v.Type.(*ast.Ident); ok && id.Name == "FaultCode" {
				s, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, s)
			}
		}
		return true
	})
	if len(out) < 18 {
		t.Fatalf("only %d faults", len(out))
	}
	return out
}

// TestUnitsCanBeConverted wants a conversion for every unit that the list allows beside a sign's own.
func TestUnitsCanBeConverted(t *testing.T) {
	for e := range codes.VitalSign("").List().All() {
		low, high, unit := e.Prop("low"), e.Prop("high"), e.Prop("unit")
		if low == "" || high == "" {
			continue
		}
		for u := range strings.SplitSeq(e.Prop("units"), ",") {
			if u == unit {
				continue
			}
			rec := record()
			sign(codes.VitalSign(e.Code), "1e9", ephr.Code(u))(rec)
			if len(of("vital-sign-implausible", validate.Validate(rec))) == 0 {
				t.Errorf("%s: %s is not converted to %s", e.Code, u, unit)
			}
		}
	}
}
