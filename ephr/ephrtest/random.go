// Package ephrtest helps to test code that reads and writes records: it makes
// random records that are valid, synthetic and full of what real ones hold.
package ephrtest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Generator makes random valid records: the same seed, the same records.
// Every record is marked synthetic and describes nobody. Its zero value is not
// ready; use [New]. It must not be used by two goroutines at once.
type Generator struct {
	// Size is how much the records hold: 1 is little, 3 fills nearly every list. New sets 2.
	Size int

	r   *rand.Rand
	n   int // ids minted in this record
	ids map[string][]ephr.ID

	review int // how the record's texts were reviewed
}

// New makes a generator from a seed.
func New(seed uint64) *Generator {
	return &Generator{Size: 2, r: rand.New(rand.NewPCG(seed, 0x65504852))}
}

// Record makes the next record.
func (g *Generator) Record() *ephr.Record {
	g.n = 0
	g.review = g.r.IntN(4)
	g.ids = map[string][]ephr.ID{}
	rec := &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: g.uuid(), Synthetic: ephr.True}
	if g.maybe() {
		rec.Opened = g.dateTime()
	}
	rec.Organizations = append(rec.Organizations, g.organization())
	for range 1 + g.few() {
		rec.Sites = append(rec.Sites, g.site())
	}
	for range g.few() { // one that can name a site
		rec.Organizations = append(rec.Organizations, g.organization())
	}
	for range 1 + g.few() {
		rec.Practitioners = append(rec.Practitioners, g.practitioner())
	}
	p := g.person()
	rec.Person = &p
	rec.Custodian = g.ref("organizations")
	for range 1 + g.few() {
		rec.Encounters = append(rec.Encounters, g.encounter())
	}
	if g.maybe() {
		rec.Identifiers = append(rec.Identifiers, g.identifier())
	}
	g.fill(rec)
	if g.maybe() {
		rec.Extensions = g.extensions()
	}
	if len(rec.Allergies) == 0 && g.maybe() {
		rec.Absent.Set("allergies", g.absentReason())
	}
	if len(rec.Medications) == 0 && g.maybe() {
		rec.Absent.Set("medications", g.absentReason())
	}
	return rec
}

func (g *Generator) absentReason() codes.AbsentReason {
	return codes.AbsentReason(g.code("absent-reason"))
}

func (g *Generator) maybe() bool { return g.r.IntN(3) < g.Size }

func (g *Generator) few() int { return g.r.IntN(2) }

func (g *Generator) count() int {
	if !g.maybe() {
		return 0
	}
	return 1 + g.r.IntN(g.Size)
}

func pick[T any](g *Generator, list []T) T { return list[g.r.IntN(len(list))] }

var kinds = map[string]string{"Organization": "organizations", "Site": "sites", "Practitioner": "practitioners",
	"Encounter": "encounters", "Condition": "conditions", "Investigation": "investigations", "Relative": "relatives"}

func (g *Generator) id(object string) ephr.ID {
	g.n++
	id := ephr.ID(fmt.Sprintf("%s-%d-%04x", strings.ToLower(object), g.n, g.r.IntN(1<<16)))
	if object == "Gone" {
		return id
	}
	if k, ok := kinds[object]; ok {
		g.ids[k] = append(g.ids[k], id)
	}
	switch object {
	case "Organization", "Site", "Practitioner", "Encounter", "Relative":
	default:
		g.ids["items"] = append(g.ids["items"], id)
	}
	return id
}

func (g *Generator) ref(kind string) ephr.ID {
	if list := g.ids[kind]; len(list) > 0 {
		return pick(g, list)
	}
	return ""
}

func (g *Generator) uuid() ephr.UUID {
	a, b := g.r.Uint64(), g.r.Uint64()
	return ephr.UUID(fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0xfff, b&0xffffffffffff))
}

var words = []string{
	"Synthetic", "Example", "test entry", "needs \"quotes\"", "a < b & c > d", "line one\nline two", "Ωμέγα παράδειγμα", "Пример записи",
	"مثال تركيبي", "ምሳሌ", "نمونه", "Škofja Loka", "naïve – dash", "tab\there", "back\\slash", "emoji 🩺", "Ștefan cel Mare", "/slash/~tilde", "zero\u200cwidth",
}

func (g *Generator) text(object, member string) string {
	s := pick(g, words)
	if g.r.IntN(3) == 0 {
		s += " " + pick(g, words)
	}
	if object == "Organization" && member == "key" || member == "key" {
		return fmt.Sprintf("https://sites.example/%s/%d", strings.ToLower(object), g.r.IntN(1_000_000))
	}
	return s
}

// xhtml is mostly what FHIR allows in a narrative.
func (g *Generator) xhtml() string {
	if g.r.IntN(4) == 0 {
		return g.text("Narrative", "div")
	}
	return pick(g, []string{
		`<div xmlns="http://www.w3.org/1999/xhtml">Δοκιμή &amp; проба</div>`,
		`<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><table border="1"><tr><td id="a" colspan="2">a &lt; b<br/></td></tr></table></div>`,
		`<div xmlns="http://www.w3.org/1999/xhtml"><p class="x">one</p><script>two()</script></div>`,
		`<div xmlns="http://www.w3.org/1999/xhtml"><p>not closed</div>`,
	})
}

func (g *Generator) uri() ephr.URI {
	return pick(g, []ephr.URI{"https://registry.example/number", "urn:oid:2.999.1.2", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "http://example.org/id?x=1&y=2"})
}

func (g *Generator) unit() ephr.Code {
	return pick(g, []ephr.Code{"mg", "mL", "kg", "cm", "mmol/L", "%", "h", "d", "/min", "{score}"})
}

func (g *Generator) year(from, to int) int { return from + g.r.IntN(to-from+1) }

func (g *Generator) dateIn(from, to int) ephr.Date {
	y := g.year(from, to)
	var s string
	switch g.r.IntN(4) {
	case 0:
		s = fmt.Sprintf("%04d", y)
	case 1:
		s = fmt.Sprintf("%04d-%02d", y, 1+g.r.IntN(12))
	default:
		s = fmt.Sprintf("%04d-%02d-%02d", y, 1+g.r.IntN(12), 1+g.r.IntN(28))
	}
	if g.r.IntN(6) == 0 {
		s += "~"
	}
	return ephr.Date(s)
}

// Everything but births happens from 2016 to 2019, the years of the record's use.
func (g *Generator) date() ephr.Date { return g.dateIn(2016, 2019) }

func (g *Generator) dateTime() ephr.DateTime {
	if g.r.IntN(2) == 0 {
		return ephr.DateTime(g.date())
	}
	s := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d", g.year(2016, 2019), 1+g.r.IntN(12), 1+g.r.IntN(28), g.r.IntN(24), g.r.IntN(60))
	if g.r.IntN(3) > 0 {
		s += fmt.Sprintf(":%02d", g.r.IntN(60))
		if g.r.IntN(3) == 0 {
			s += pick(g, []string{".5", ".250", ".123456789"})
		}
	}
	return ephr.DateTime(s + pick(g, []string{"", "Z", "+02:00", "+03:00", "-00:00"}))
}

func (g *Generator) decimal() ephr.Decimal {
	return ephr.Decimal(pick(g, []string{"0", "1", "2.5", "37.50", "120", "0.001", "1000", "98.6", "12.0", "1e3", "6.02E5"}))
}

func (g *Generator) integerDecimal(lo, hi int) ephr.Decimal {
	return ephr.Decimal(fmt.Sprint(lo + g.r.IntN(hi-lo)))
}

// comparator is mostly none.
func (g *Generator) comparator() codes.QuantityComparator {
	if g.r.IntN(8) > 0 {
		return ""
	}
	return codes.QuantityComparator(g.code("quantity-comparator"))
}

func (g *Generator) integer(lo, hi int64) ephr.Integer {
	return ephr.Int(int(lo + g.r.Int64N(min(hi-lo, 20)+1)))
}

func (g *Generator) bool() ephr.Bool { return ephr.BoolOf(g.r.IntN(2) == 0) }

// reviewed is whether a text was reviewed: the texts of a record mostly were by
// somebody who went through all of them, or by nobody.
func (g *Generator) reviewed() ephr.Bool {
	switch g.review {
	case 0:
		return ephr.Unstated
	case 1, 2:
		return ephr.True
	}
	if g.maybe() {
		return g.bool()
	}
	return ephr.Unstated
}

func (g *Generator) raw() ephr.Raw {
	return ephr.Raw(pick(g, []string{`"text"`, `12.50`, `{"a":[1,null,true],"b":{"c":"d"}}`, `[]`, `null`, `{"é":"\u00e9\n"}`}))
}

func (g *Generator) extensions() ephr.Extensions {
	x := ephr.Extensions{{URI: "https://health.example.gov/ephr/extension/a", Value: g.raw()}}
	if g.few() == 0 {
		x = append(x, ephr.Extension{URI: "https://health.example.gov/ephr/extension/b", Value: g.raw()})
	}
	return x
}

// code picks a code of a list: mostly a known one; of an open list now and then one that it does not have.
func (g *Generator) code(list string) string {
	if list == "country" {
		return pick(g, []string{"SY", "AF", "IQ", "PK", "ER", "SO", "NG", "GR", "RS", "SI", "BG", "IT", "HR", "CY", "RO", "TR", "XK"})
	}
	l, ok := codes.LookupList(list)
	if !ok {
		panic("ephrtest: no code list " + list)
	}
	if !l.Closed() && l.Own() && g.r.IntN(40) == 0 {
		return "local-" + list
	}
	return l.At(g.r.IntN(l.Len())).Code
}

func (g *Generator) absences(names string, _ any) ephr.Absences {
	list := strings.Fields(names)
	return ephr.Absences{{Member: pick(g, list), Reason: g.absentReason()}}
}

var icd10 = []string{"E11.9", "I10", "I50.9", "J02.9", "J03.9", "B86", "A15.0", "A16.9", "B18.1", "B20", "Z21", "A53.9", "F43.1", "F32.1", "F10.2", "O26.9",
	"Z34.9", "S52.5", "T74.1", "Y05", "G40.9", "N18.9", "H10.9", "K02.9", "L03.1", "M54.5", "R50.9", "Z59.0", "X60", "Z65.5", "A09.9", "J18.9"}

func (g *Generator) coding() ephr.Coding {
	c := g.anyCoding()
	if g.r.IntN(4) == 0 {
		c.UserSelected = g.bool()
	}
	if g.r.IntN(8) == 0 {
		c.Translations = append(c.Translations, g.translation())
	}
	return c
}

func (g *Generator) anyCoding() ephr.Coding {
	switch g.r.IntN(8) {
	case 0:
		return ephr.Coding{System: ephr.URI(codes.SNOMED), Code: "38341003", Display: "sender's words"}
	case 1:
		return ephr.Coding{System: "https://codes.example/local", Version: "3", Code: ephr.Code(pick(g, []string{"A 1", "ж-2", "x/y"})), Display: g.text("", "")}
	case 2:
		return ephr.Coding{System: ephr.URI(codes.ATC), Code: ephr.Code(pick(g, []string{"N02BE01", "A10BA02", "J05AR10", "N05AX08"}))}
	}
	return ephr.Coding{System: ephr.URI(codes.ICD10), Version: pick(g, []string{"2019", "2019", "2016", ""}), Code: ephr.Code(pick(g, icd10))}
}

// mend makes an object keep what its members cannot know of each other.
func (g *Generator) mend(v any) {
	switch v := v.(type) {
	case *ephr.Period:
		if c, known := v.End.Compare(v.Start); known && c < 0 {
			v.Start, v.End = v.End, v.Start
		} else if !known && v.Start != "" && v.End != "" {
			v.End = ""
		}
	case *ephr.Person:
		v.BirthDate = g.dateIn(1930, 2015)
		if v.Deceased != nil && v.Deceased.Date == "" {
			v.Deceased.Date = "2019-12"
		}
		v.AgeAtAssessment, v.AgeAssessedOn = nil, ""
		if g.r.IntN(3) == 0 {
			v.BirthDate = ""
			v.AgeAtAssessment = &ephr.Quantity{Value: g.integerDecimal(1, 60), Comparator: g.comparator(), Unit: "years", Code: "a"}
			v.AgeAssessedOn = g.date()
		}
	case *ephr.Relative:
		if v.BirthDate != "" {
			v.BirthDate = g.dateIn(1930, 2015)
		}
	case *ephr.VitalSign:
		g.mendVitalSign(v)
	case *ephr.Investigation:
		g.mendTest(v.Test, &v.Value)
		v.Members = present(slices.DeleteFunc(v.Members, func(id ephr.ID) bool { return id == v.ID }))
	case *ephr.Range:
		if v.Low != nil && v.High != nil {
			v.Low.Value, v.High.Value, v.High.Code = "3.5", "5.10", v.Low.Code
		}
	case *ephr.Condition:
		v.Evidence = present(v.Evidence)
		if v.Abatement != "" || v.Onset != "" {
			if c, known := v.Abatement.Compare(v.Onset); !known || c < 0 {
				v.Abatement = ""
			}
		}
	case *ephr.Report:
		v.Results = present(v.Results)
	case *ephr.Referral:
		v.Reasons = present(v.Reasons)
	case *ephr.CarePlan:
		v.Addresses = present(v.Addresses)
	case *ephr.Consent:
		v.Recipients = slices.Compact(v.Recipients) // who is named twice is one recipient in FHIR
	case *ephr.DocumentSection:
		v.Entries = present(v.Entries)
	case *ephr.Narrative:
		v.Div = g.xhtml()
	case *ephr.Immunization:
		if v.Status == "completed" {
			v.Reason = ""
		}
	case *ephr.Pregnancy:
		v.LastMenstrualPeriod, v.DueDate = "2018-01-10", "2018-10-17"
		v.Effective = "2018-05-02"
		v.GestationalAge = nil
		if g.few() == 0 {
			v.GestationalAge = &ephr.Quantity{Value: "16", Comparator: g.comparator(), Unit: "weeks", Code: "wk"}
		}
	case *ephr.Journey:
		v.LeftHome = "2015-11"
	}
	g.dropAbsences(reflect.ValueOf(v).Elem())
}

// dropAbsences takes back absences of members that have got a value.
func (g *Generator) dropAbsences(v reflect.Value) {
	f := v.FieldByName("Absent")
	if !f.IsValid() {
		return
	}
	list := f.Interface().(ephr.Absences)
	var keep ephr.Absences
	for _, a := range list {
		if !hasMember(v, a.Member) {
			keep = append(keep, a)
		}
	}
	f.Set(reflect.ValueOf(keep))
}

func hasMember(v reflect.Value, name string) bool {
	for i := range v.NumField() {
		sf := v.Type().Field(i)
		if sf.Anonymous {
			if hasMember(v.Field(i), name) {
				return true
			}
			continue
		}
		if tag, _, _ := strings.Cut(sf.Tag.Get("json"), ","); tag == name {
			return !v.Field(i).IsZero()
		}
	}
	return false
}

func present(ids []ephr.ID) []ephr.ID {
	out := ids[:0]
	for _, id := range ids {
		if id != "" {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (g *Generator) mendVitalSign(v *ephr.VitalSign) {
	if g.r.IntN(6) == 0 { // measured oftener than one sign in thirty
		v.Sign = codes.VitalSignBloodPressure
	}
	pressure := v.Sign == codes.VitalSignBloodPressure
	if !pressure {
		v.Systolic, v.Diastolic = nil, nil
	} else {
		v.Value = nil
		v.Systolic = &ephr.Quantity{Value: g.integerDecimal(100, 180), Comparator: g.comparator(), Unit: "mmHg", Code: "mm[Hg]"}
		v.Diastolic = &ephr.Quantity{Value: g.integerDecimal(50, 90), Comparator: g.comparator(), Unit: "mmHg", Code: "mm[Hg]"}
		return
	}
	e, ok := v.Sign.Entry()
	if v.Value == nil || !ok {
		v.Value = nil
		return
	}
	v.Value = g.measured(e)
}

func (g *Generator) mendTest(t codes.Test, v **ephr.Quantity) {
	if e, ok := t.Entry(); ok && *v != nil && e.Prop("unit") != "" {
		*v = g.measured(e)
	} else {
		*v = nil
	}
}

// measured is a value between the hard limits of a list's entry, in its unit.
func (g *Generator) measured(e codes.Entry) *ephr.Quantity {
	lo, ok1 := ephr.Decimal(e.Prop("low")).Float64()
	hi, ok2 := ephr.Decimal(e.Prop("high")).Float64()
	if !ok1 || !ok2 {
		lo, hi = 1, 9
	}
	x := lo + (hi-lo)*(0.3+0.4*g.r.Float64())
	return &ephr.Quantity{Value: ephr.Decimal(fmt.Sprintf("%.2f", x)), Comparator: g.comparator(), Code: ephr.Code(e.Prop("unit")), Unit: e.Prop("unit")}
}
