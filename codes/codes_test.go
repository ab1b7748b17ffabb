package codes_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/openephr/ephr-go/codes"
)

func TestLists(t *testing.T) {
	var names []string
	for l := range codes.Lists() {
		names = append(names, l.Name())
		t.Run(l.Name(), func(t *testing.T) { checkList(t, l) })
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("lists are not ordered by unique names: %v", names)
	}
	if l, ok := codes.LookupList("no-such-list"); ok || l != nil {
		t.Error("LookupList finds a list that does not exist")
	}
}

func checkList(t *testing.T, l *codes.List) {
	if got, ok := codes.LookupList(l.Name()); !ok || got != l {
		t.Error("LookupList does not find the list")
	}
	for what, s := range map[string]string{"title": l.Title(), "description": l.Description(), "source": l.Source(), "url": l.URL(), "system": string(l.System())} {
		if s == "" || strings.TrimSpace(s) != s {
			t.Errorf("%s is %q", what, s)
		}
	}
	if own := string(l.System()) == l.URL(); own != l.Own() {
		t.Errorf("own is %v, system %s, url %s", l.Own(), l.System(), l.URL())
	}
	if l.UnknownTier() < codes.T1 || l.UnknownTier() > codes.T4 {
		t.Errorf("unknown tier is %s", l.UnknownTier())
	}
	if l.Len() == 0 {
		t.Error("no codes")
	}
	i := 0
	for e := range l.All() {
		if got := l.Find(e.Code); got != i {
			t.Errorf("%s: Find is %d, want %d", e.Code, got, i)
		}
		if got, ok := l.Lookup(e.Code); !ok || got.Code != e.Code || got.Display != e.Display {
			t.Errorf("%s: Lookup finds %q", e.Code, got.Code)
		}
		if l.At(i).Code != e.Code {
			t.Errorf("%s: At(%d) is %q", e.Code, i, l.At(i).Code)
		}
		checkEntry(t, l, e)
		i++
	}
	if i != l.Len() {
		t.Errorf("%d entries, Len is %d", i, l.Len())
	}
	for _, code := range []string{"", "no such code", " ", "\x00"} {
		if e, ok := l.Lookup(code); ok || l.Find(code) != -1 || e.Code != "" {
			t.Errorf("%q is on the list", code)
		}
	}
	if l.Tier("") != codes.T1 || l.Tier("no such code") != l.UnknownTier() {
		t.Error("tier of the empty or an unknown code")
	}
}

func checkEntry(t *testing.T, l *codes.List, e codes.Entry) {
	for what, s := range map[string]string{"code": e.Code, "display": e.Display, "source": e.Source} {
		if s == "" || strings.TrimSpace(s) != s || !utf8.ValidString(s) {
			t.Errorf("%s: %s is %q", e.Code, what, s)
		}
	}
	// What FHIR R4's type code allows.
	if strings.ContainsFunc(e.Code, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		t.Errorf("%q is not a FHIR code", e.Code)
	}
	if e.Tier < codes.T1 || e.Tier > codes.T4 {
		t.Errorf("%s: tier is %s", e.Code, e.Tier)
	}
	if e.Sensitivity != "" {
		if !e.Sensitivity.Known() {
			t.Errorf("%s: no group %s", e.Code, e.Sensitivity)
		}
		if e.Tier < e.Sensitivity.Tier() {
			t.Errorf("%s: %s is below %s of %s", e.Code, e.Tier, e.Sensitivity.Tier(), e.Sensitivity)
		}
	}
	seen := map[codes.Coding]bool{}
	first := map[codes.System]string{}
	for c := range e.Codings() {
		if seen[c] || c.Code == "" || c.System == "" {
			t.Errorf("%s: mapping %v is empty or stands twice", e.Code, c)
		}
		seen[c] = true
		if _, ok := first[c.System]; !ok {
			first[c.System] = c.Code
			if code, ok := e.Coding(c.System); !ok || code != c.Code {
				t.Errorf("%s: Coding(%s) is %q, want the first, %q", e.Code, c.System, code, c.Code)
			}
		}
		if first[c.System] != c.Code && e.Code != "oxygen-saturation" { // R4's profile wants both of its codes
			t.Errorf("%s maps to several codes of %s", e.Code, c.System)
		}
		checkCode(t, e.Code, c.System, c.Code)
	}
	if _, ok := e.Coding("http://example.org/none"); ok {
		t.Errorf("%s maps to a system that does not exist", e.Code)
	}
	props := map[string]bool{}
	for p := range e.Props() {
		if props[p.Name] || p.Value == "" || e.Prop(p.Name) != p.Value {
			t.Errorf("%s: prop %v", e.Code, p)
		}
		props[p.Name] = true
		for code := range strings.SplitSeq(p.Value, ",") {
			switch {
			case p.Name == "loinc-check":
			case strings.HasPrefix(p.Name, "loinc-"):
				checkCode(t, e.Code, codes.LOINC, code)
			case strings.HasPrefix(p.Name, "snomed-") || p.Name == "target":
				checkCode(t, e.Code, codes.SNOMED, code)
			case strings.HasPrefix(p.Name, "atc-"):
				checkCode(t, e.Code, codes.ATC, code)
			}
		}
	}
	if low, high := e.Prop("low"), e.Prop("high"); low != "" && high != "" {
		a, err1 := strconv.ParseFloat(low, 64)
		b, err2 := strconv.ParseFloat(high, 64)
		if err1 != nil || err2 != nil || a >= b {
			t.Errorf("%s: limits %s and %s", e.Code, low, high)
		}
	}
	if u := e.Prop("unit"); u != "" && e.Prop("units") != "" && !slices.Contains(strings.Split(e.Prop("units"), ","), u) {
		t.Errorf("%s: unit %s is not among its units", e.Code, u)
	}
}

// wrong are LOINC codes that look right and are not: each was met in a draft and means something else.
var wrong = []string{"75409-3", "75622-1", "22461-8", "45323-7", "3034-6", "16698-3", "51572-6"}

func checkCode(t *testing.T, entry string, system codes.System, code string) {
	t.Helper()
	switch system {
	case codes.LOINC:
		if !luhn(code) {
			t.Errorf("%s: LOINC %s has a wrong check digit", entry, code)
		}
		if slices.Contains(wrong, code) {
			t.Errorf("%s: LOINC %s means something else", entry, code)
		}
		if code == "40667-8" && entry != "rubella-igg" {
			t.Errorf("%s: LOINC 40667-8 is rubella", entry)
		}
		if code == "71774-4" && entry != "igra-mitogen-minus-nil" {
			t.Errorf("%s: LOINC 71774-4 is the mitogen control less the nil control", entry)
		}
	case codes.SNOMED:
		if !verhoeff(code) {
			t.Errorf("%s: SNOMED CT %s has a wrong check digit", entry, code)
		}
	case codes.ATC:
		if _, ok := codes.SensitivityOf(codes.ATC, code); !ok {
			t.Errorf("%s: %s is not an ATC code", entry, code)
		}
	}
}

// luhn checks the check digit of LOINC, mod 10.
func luhn(code string) bool {
	number, check, ok := strings.Cut(code, "-")
	if !ok || number == "" || len(check) != 1 {
		return false
	}
	sum := 0
	for i := range len(number) {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return (10-sum%10)%10 == int(check[0]-'0')
}

// verhoeff checks the check digit of SNOMED CT.
func verhoeff(code string) bool {
	next := [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	c := 0
	for i := range len(code) {
		d := int(code[len(code)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		for range i % 8 {
			d = next[d]
		}
		// The product of the dihedral group of order 10.
		switch {
		case c < 5 && d < 5:
			c = (c + d) % 5
		case c < 5:
			c = (c+d-5)%5 + 5
		case d < 5:
			c = (c-5-d+5)%5 + 5
		default:
			c = (c - d + 5) % 5
		}
	}
	return len(code) >= 6 && c == 0
}

func TestCheckDigits(t *testing.T) {
	if !verhoeff("386661006") || verhoeff("386661060") || verhoeff("386661007") {
		t.Error("verhoeff")
	}
	if !luhn("8310-5") || luhn("8310-6") || luhn("8130-5") {
		t.Error("luhn")
	}
}

// Lists whose unknown codes must not be taken for ordinary ones.
func TestUnknownTier(t *testing.T) {
	for name, want := range map[string]codes.Tier{
		"identifier-type": codes.T3, "legal-status": codes.T3, "organization-kind": codes.T4, "site-kind": codes.T4,
		"stay-kind": codes.T4, "substance": codes.T3, "test": codes.T3, "trafficking-indicator": codes.T4, "vulnerability": codes.T4,
	} {
		if l, ok := codes.LookupList(name); !ok || l.UnknownTier() != want {
			t.Errorf("%s: want %s for codes that are not on the list", name, want)
		}
	}
	for l := range codes.Lists() {
		if l.Closed() {
			continue
		}
		for e := range l.All() {
			// A list that carries restricted codes must expect one among those it does not know.
			if e.Tier > codes.T2 && l.UnknownTier() < codes.T3 {
				t.Errorf("%s has %s of %s, and unknown codes are %s", l.Name(), e.Code, e.Tier, l.UnknownTier())
			}
		}
	}
}

func TestTiers(t *testing.T) {
	for _, c := range []struct {
		what string
		got  codes.Tier
		want codes.Tier
	}{
		{"shelter", codes.SiteKindShelter.Tier(), codes.T4},
		{"crisis centre", codes.SiteKindCrisisCentre.Tier(), codes.T4},
		{"safe house", codes.SiteKindSafeHouse.Tier(), codes.T4},
		{"registration centre", codes.SiteKindRegistrationCentre.Tier(), codes.T1},
		{"operator of a shelter", codes.OrganizationKindShelterOperator.Tier(), codes.T4},
		{"detention", codes.StayKindDetention.Tier(), codes.T4},
		{"asylum file", codes.IdentifierTypeAsylumFile.Tier(), codes.T4},
		{"passport", codes.IdentifierTypePassport.Tier(), codes.T2},
		{"HIV test", codes.TestHIVRapid.Tier(), codes.T3},
		{"haemoglobin", codes.TestHaemoglobin.Tier(), codes.T1},
		{"victim of trafficking", codes.VulnerabilityTrafficking.Tier(), codes.T4},
		{"LGBTI", codes.VulnerabilityLGBTI.Tier(), codes.T3},
		{"minor", codes.VulnerabilityMinor.Tier(), codes.T1},
		{"unknown vulnerability", codes.Vulnerability("x").Tier(), codes.T4},
		{"no site kind", codes.SiteKind("").Tier(), codes.T1},
		{"PHQ-9", codes.ScreenerPHQ9.Tier(), codes.T3},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
	if s := codes.Tier(9).String(); s != "T?" {
		t.Errorf("Tier(9) is %s", s)
	}
}

// Every group says which HL7 confidentiality goes with it and which label it is.
func TestSensitivityLabels(t *testing.T) {
	for e := range codes.SensitivityHIV.List().All() {
		want := "R"
		if e.Tier == codes.T4 {
			want = "V"
		}
		if e.Tier < codes.T3 || e.Prop("confidentiality") != want {
			t.Errorf("%s: %s, confidentiality %s", e.Code, e.Tier, e.Prop("confidentiality"))
		}
		n := 0
		for c := range e.Codings() {
			n++
			if c.Code != e.Code || c.System != codes.V3ActCode && c.System != codes.EPHRSensitivity {
				t.Errorf("%s: label %v", e.Code, c)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d labels", e.Code, n)
		}
	}
}

func TestSensitivityOf(t *testing.T) {
	for _, c := range []struct {
		system codes.System
		code   string
		want   codes.Sensitivity
		ok     bool
	}{
		{codes.LOINC, "8310-5", "", true},
		{codes.LOINC, "8480-6", "", true}, // part of the blood pressure
		{codes.LOINC, "56888-1", codes.SensitivityHIV, true},
		{codes.LOINC, "82810-3", codes.SensitivityPREGNANT, true},
		{codes.LOINC, "44260-8", codes.SensitivityMH, true}, // an item of PHQ-9
		{codes.LOINC, "93028-9", codes.SensitivityDetention, true},
		{codes.LOINC, "10160-0", "", false},
		{codes.ATC, "J05AR03", codes.SensitivityHIV, true},
		{codes.ATC, "J05AB01", "", true},
		{codes.ATC, "N06DA02", codes.SensitivityCOGN, true},
		{codes.ATC, "N05", codes.SensitivityMH, true},
		{codes.ATC, "N05CD02", codes.SensitivityMH, true},
		{codes.ATC, "N05CD08", "", true}, // a rescue medicine
		{codes.ATC, "J05AF07", codes.SensitivityHIV, true},
		{codes.ATC, "J05AF10", "", true}, // against hepatitis B only
		{codes.ATC, "N07BC02", codes.SensitivitySUD, true},
		{codes.ATC, "N02BE01", "", true},
		{codes.ATC, "n02be01", "", false},
		{codes.ATC, "N02BE0", "", false},
		{codes.ATC, "", "", false},
		{codes.SNOMED, "386661006", "", true},
		{codes.SNOMED, "6471006", codes.SensitivityMH, true},
		{codes.SNOMED, "86406008", "", false}, // HIV infection: on none of our lists
		{codes.V3RoleCode, "CAS", codes.SensitivityImmigrationStatus, true},
		{codes.V3RoleCode, "MTH", "", true},
		{codes.ICD10, "B20", "", false},
		{codes.Canonical + "CodeSystem/site-kind", "shelter", codes.SensitivityPATLOC, true},
		{codes.Canonical + "CodeSystem/site-kind", "hospital", "", true},
		{codes.Canonical + "CodeSystem/site-kind", "nowhere", "", false},
		{codes.Canonical + "CodeSystem/sex", "male", "", false}, // the codes are HL7's
		{codes.Canonical + "CodeSystem/", "", "", false},
		{"http://example.org", "1", "", false},
		{"", "", "", false},
	} {
		got, ok := codes.SensitivityOf(c.system, c.code)
		if got != c.want || ok != c.ok {
			t.Errorf("SensitivityOf(%s, %s) = %q, %v; want %q, %v", c.system, c.code, got, ok, c.want, c.ok)
		}
	}
}

// Every code type that package ephr uses has a list of its name.
func TestRecordLists(t *testing.T) {
	files, err := filepath.Glob("../ephr/*.go")
	if err != nil || len(files) == 0 {
		t.Skip("no package ephr")
	}
	fset := token.NewFileSet()
	for _, file := range files {
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Skip("package ephr does not parse")
		}
		ast.Inspect(f, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok || field.Tag == nil {
				return true
			}
			typ := field.Type
			if a, ok := typ.(*ast.ArrayType); ok {
				typ = a.Elt
			}
			sel, ok := typ.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "codes" {
				if _, ok := codes.LookupList(kebab(sel.Sel.Name)); !ok {
					t.Errorf("%s: no list for codes.%s", fset.Position(field.Pos()), sel.Sel.Name)
				}
			}
			return true
		})
	}
}

func kebab(s string) string {
	var b strings.Builder
	for i, r := range s {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func TestNoAllocations(t *testing.T) {
	l := codes.VaccineMMR.List()
	code, tag, country := "mmr", codes.Language("sr-Latn-RS"), codes.CountryBG
	sum := 0
	for name, f := range map[string]func(){
		"Lookup": func() {
			e, _ := l.Lookup(code)
			sum += len(e.Display)
		},
		"Codings": func() {
			e, _ := codes.Vaccine(code).Entry()
			for c := range e.Codings() {
				sum += len(c.Code)
			}
			for p := range e.Props() {
				sum += len(p.Value)
			}
		},
		"All": func() {
			for e := range l.All() {
				sum += len(e.Code)
			}
		},
		"Known": func() {
			if codes.Vaccine(code).Known() {
				sum += len(codes.Vaccine(code).Display()) + int(codes.Vaccine(code).Tier())
			}
		},
		"Prop": func() {
			e, _ := l.Lookup(code)
			s, _ := e.Coding(codes.ATC)
			sum += len(e.Prop("target")) + len(s)
		},
		"SensitivityOf": func() {
			s, _ := codes.SensitivityOf(codes.LOINC, "56888-1")
			sum += len(s)
			s, _ = codes.SensitivityOf(codes.Canonical+"CodeSystem/site-kind", "shelter")
			sum += len(s)
		},
		"Name": func() { sum += len(country.Name(tag)) },
		"ParseCountry": func() {
			c, _ := codes.ParseCountry("xkx")
			sum += len(c)
		},
		"Valid": func() {
			if tag.Valid() {
				sum++
			}
		},
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
	_ = sum
}

// The package does no work when a program starts.
func TestNoInit(t *testing.T) {
	if testing.CoverMode() != "" {
		t.Skip("counting coverage is work at the start")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(exe, "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if !bytes.Contains(out, []byte("init runtime @")) {
		t.Skip("no trace of package initialisation")
	}
	if bytes.Contains(out, []byte("init github.com/openephr/ephr-go/codes @")) {
		t.Errorf("package codes is initialised at run time:\n%s", out)
	}
}

var sink int

func BenchmarkLookup(b *testing.B) {
	l := codes.VaccineMMR.List()
	for b.Loop() {
		e, _ := l.Lookup("dtp-ipv-hib-hepb")
		sink += len(e.Display)
	}
}

func BenchmarkKnown(b *testing.B) {
	for b.Loop() {
		if codes.Country("RS").Known() {
			sink++
		}
	}
}

func BenchmarkLanguageValid(b *testing.B) {
	for b.Loop() {
		if codes.Language("sr-Latn").Valid() {
			sink++
		}
	}
}

// What is restricted names its group: a consent can then speak of it, and a
// resource can be labelled. The groups themselves are of none.
func TestRestrictedCodesHaveAGroup(t *testing.T) {
	for l := range codes.Lists() {
		for e := range l.All() {
			if e.Tier > codes.T2 && e.Sensitivity == "" && l.Name() != "sensitivity" {
				t.Errorf("%s/%s is %s and of no group", l.Name(), e.Code, e.Tier)
			}
		}
	}
	if _, ok := codes.SensitivityOf(codes.System(codes.Canonical+"CodeSystem/sensitivity"), "trafficking"); ok {
		t.Error("the name of a group counts as an ordinary code")
	}
}
