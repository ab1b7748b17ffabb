package icd_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/icd"
)

func fields(s string) (codes []icd.Code) {
	for _, f := range strings.Fields(s) {
		codes = append(codes, icd.MustParse(f))
	}
	return codes
}

// rows reads a table of the generator, without the line of column names.
func rows(t *testing.T, name string) (rows [][]string) {
	t.Helper()
	data, err := os.ReadFile("internal/gen/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows[1:]
}

func TestCode_Known(t *testing.T) {
	for want, codes := range map[icd.Status]string{
		icd.StatusListed: "A97 A97.0 A97.2 A97.9 B18.00 B18.09 B18.10 B18.19 Z20.6 Z11.4 Z71.7 Z91.7 U07.1 U07.2 U04.9 R65.1 K64.9 I10 W26.0 X34.0",
		icd.StatusModified: "M00.00 M00.09 M54.56 M99.90 S02.01 S72.00 S72.11 S06.00 S27.31 S37.01 T02.30 T14.20 T08.0 T10.1 T12.0 " +
			"W00.0 W19.9 W19.91 X60.0 X84.99 Y34.9 V01.08 X34.08 Y06.09 I70.20 J96.09",
		icd.StatusOtherEdition: "A90 A91 Z22.5 Z28.3 U06 U06.9 I84 I84.1 K35.0 K35.1 K35.9 H54.7 N18.0 B59 G56.4 K58.0 K58.9 R50.0 R51.9 U10.9 U11.9 U12.9 U60.1 U80.0",
		icd.StatusUnknown: "D49 E11.99 I10.0 A00.5 M51.10 M50.00 M45.0 S72.02 S72.99 S72.06 S00.00 T14.00 T14.22 T08.2 J96.02 I70.22 " +
			"W00.15 V01.05 Y06.3 Y35.01 Y40.00 Y35.8 Z99.99 Y34.95 B18.20 V98.0 V99.4",
	} {
		for _, c := range fields(codes) {
			if got := c.Known(); got != want {
				t.Errorf("%v is %v, want %v", c, got, want)
			}
		}
	}
	for s, want := range map[icd.Status]string{
		icd.StatusListed: "listed", icd.StatusModified: "modified", icd.StatusOtherEdition: "other edition", icd.StatusUnknown: "unknown", 99: "unknown",
	} {
		if s.String() != want {
			t.Errorf("status %d is %q", s, s)
		}
	}
}

func TestCode_Successor(t *testing.T) {
	for c, want := range map[string][2]string{
		// edition, successor
		"A90":    {"WHO before 2019", "A97.9"},
		"A91":    {"WHO before 2019", ""},
		"U06.9":  {"WHO before 2019", "A92.5"},
		"I84.2":  {"WHO before 2019", "K64"},
		"Z22.5":  {"WHO before 2019", ""},
		"Z28.3":  {"ICD-10-CM", ""},
		"U10.9":  {"WHO after 2019", ""},
		"U61.1":  {"ICD-10-GM", ""},
		"A97.9":  {"2019", ""},
		"S72.00": {"2019", ""},
		"D49":    {"", ""},
	} {
		code := icd.MustParse(c)
		successor, ok := code.Successor()
		if got := [2]string{code.Edition(), successor.String()}; got != want || ok != (want[1] != "") {
			t.Errorf("%s: %q, %v; want %q", c, got, ok, want)
		}
		if ok && !successor.Listed() {
			t.Errorf("%s: the successor %v is not listed", c, successor)
		}
	}
}

func TestLabels(t *testing.T) {
	for i := range icd.All() {
		l := i.Label
		first, _ := utf8.DecodeRuneInString(l)
		if len(l) > 80 || !unicode.IsUpper(first) || strings.TrimSpace(l) != l || strings.ContainsFunc(l, unicode.IsControl) || !utf8.ValidString(l) {
			t.Errorf("%s: label %q", i.Code, l)
		}
	}
	own := map[string]string{}
	seen := map[string]string{}
	for _, r := range rows(t, "labels.tsv") {
		if r[3] == "" || r[2] == "" {
			t.Errorf("%s has no source or status", r[0])
		}
		own[r[0]] = r[1]
		if other := seen[r[1]]; other != "" {
			t.Errorf("%s and %s have the label %q", other, r[0], r[1])
		}
		seen[r[1]] = r[0]
	}
	// Every item has its own label, its category's, or its block's.
	for i := range icd.All() {
		want := own[i.Code]
		for _, above := range []string{i.Code[:min(3, len(i.Code))], i.Block} {
			if len(i.Code) == 6 && want == "" {
				want = own[i.Code[:5]]
			}
			if want == "" {
				want = own[above]
			}
		}
		if i.Label != want {
			t.Errorf("%s has the label %q, want %q", i.Code, i.Label, want)
		}
	}
}

func TestCode_Label(t *testing.T) {
	for c, want := range map[string]string{
		"E11":    "Type 2 diabetes",
		"H25.1":  "Age-related cataract",                  // its category's
		"F43.1":  "PTSD (post-traumatic stress disorder)", // its own
		"B18.10": "Hepatitis B without hepatitis D, chronic",
		"S72.00": "Broken hip (neck of the thigh bone)", // its subcategory's
		"X60":    "Self-harm on purpose",                // its block's
		"X60.0":  "Self-harm on purpose",
		"A90":    "Dengue fever", // another edition's
		"I84.9":  "Piles (haemorrhoids)",
		"Z28.3":  "Vaccinations incomplete",
		"E17":    "", // in no block
		"A88.5":  "Viral infection of the nervous system, other",
	} {
		if got := icd.MustParse(c).Label(); got != want {
			t.Errorf("%s has the label %q, want %q", c, got, want)
		}
	}
}

// An inherited label must not say of a code what is true of a sibling only.
func TestLabels_doNotStigmatise(t *testing.T) {
	for _, c := range fields("Z91.0 Z72.3 Z72.4 Z65.8 Z65.9 Z04.1 Z41.1 Z64.4 Q86.2 Z73.6 B85.0 Z62.1 Z63.4 N90.0 Z22.9 Z20.9 Z11.9") {
		label := strings.ToLower(c.Label())
		for _, word := range []string{"self-harm", "alcohol", "drug", "tobacco", "violence", "assault", "pubic", "circumcision", "burn-out", "abuse", "hiv", "sexual", "mutilation", "pregnan"} {
			if strings.Contains(label, word) {
				t.Errorf("%v has the label %q", c, label)
			}
		}
	}
}

func TestCode_Sensitivity(t *testing.T) {
	for _, test := range []struct {
		codes string
		want  []codes.Sensitivity
	}{
		{"", []codes.Sensitivity{"HIV"}},
		{"B20 B20.7 B24 Z21 R75 Z20.6 Z11.4 Z71.7 U60.1 B59", []codes.Sensitivity{"HIV"}},
		{"O98.7", []codes.Sensitivity{"HIV", "PREGNANT"}},
		{"F02.4", []codes.Sensitivity{"HIV", "MH"}},
		{"A50 A54.9 A60.0 A64 Z11.3 Z20.2 Z22.4", []codes.Sensitivity{"STD"}},
		{"O98.1", []codes.Sensitivity{"STD", "PREGNANT"}},
		{"O00 O24.4 O99.8 Z32.0 Z33 Z34.9 Z39.2 N96", []codes.Sensitivity{"PREGNANT"}},
		{"Z30.0 Z31.9 N97.9 N46", []codes.Sensitivity{"SEX"}},
		{"F10 F10.2 F11.20 F19.9 Z71.4 Z71.5 Z72.1 Z72.2 Z50.2 Z50.3 Z86.4", []codes.Sensitivity{"SUD"}},
		{"F00 F20.0 F32.9 F43.1 F99 X60 X84.9 Z91.5 R45.8 Z91.4", []codes.Sensitivity{"MH"}},
		{"F64.0 F66.1", []codes.Sensitivity{"MH", "GENDER"}},
		{"T74 T74.1 Y05 Y05.1 Y06 Y07.0 Z61.4 Z61.5 Z61.6 Z91.7 N90.8 Z63.0", []codes.Sensitivity{"SDV"}},
		{"Y07.3", []codes.Sensitivity{"SDV", "torture"}},
		{"Z65.4", []codes.Sensitivity{"VIO", "torture"}},
		{"Z65.5 Y35 Y35.7 Y36 Y36.9 X95 Y00 Y09", []codes.Sensitivity{"VIO"}},
		{"Z65.1", []codes.Sensitivity{"detention"}},
		{"Z41.2", []codes.Sensitivity{"REL"}},
		{"E11 E11.9 I10 J06.9 A15.0 B18.10 B86 Z20 Z20.1 Z11 Z22 Z71.6 Z71 Z61 Z65 Z91 Z91.0 Z72.0 S72.00 W19 X59 Y40 A49.9 A65 B25 G99 P00 Z29 Z40 U07.1 A90 Z22.5 N90 R78 D49", nil},
	} {
		for _, c := range fields(test.codes) {
			if got := c.Sensitivities(nil); !slices.Equal(got, test.want) {
				t.Errorf("%v is of %q, want %q", c, got, test.want)
			}
			first := codes.Sensitivity("")
			if len(test.want) > 0 {
				first = test.want[0]
			}
			if got := c.Sensitivity(); got != first {
				t.Errorf("%v is of %q, want %q", c, got, first)
			}
		}
	}
}

// Every row of the table of groups holds for every code in it, and every
// group is one that package codes knows.
func TestSensitivity_rows(t *testing.T) {
	const columns = 5
	for _, r := range rows(t, "sensitivity.tsv") {
		if len(r) != columns || slices.Contains(r, "") {
			t.Fatalf("row %q", r)
		}
		group := codes.Sensitivity(r[1])
		if !group.Known() || group.Tier() < codes.T3 {
			t.Errorf("%s: group %q is of tier %v", r[0], group, group.Tier())
		}
		in, err := icd.ParseRange(r[0])
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for c := range icd.Codes() {
			if in.Contains(c) {
				n++
				if !slices.Contains(c.Sensitivities(nil), group) {
					t.Errorf("%v is not of %s", c, group)
				}
			}
		}
		for _, c := range []icd.Code{in.First, in.Last} {
			if !slices.Contains(c.Sensitivities(nil), group) {
				t.Errorf("%v is not of %s", c, group)
			}
		}
		if unlisted := "B59 U60-U61 Z04.7 Z69 Y37-Y38"; n == 0 && !strings.Contains(unlisted, r[0]) {
			t.Errorf("%s holds no listed code", r[0])
		}
	}
}

func TestSearch(t *testing.T) {
	for text, want := range map[string]string{
		"e119":          "E11.9",
		"b18.1":         "B18.1 B18.10 B18.19",
		"a92-":          "A92-A99",
		"ix":            "D67 IX", // factor IX
		"dengue":        "A97 A97.0 A97.1 A97.2 A90 A91",
		"guillain-bar":  "G61 G61.0",
		"barré":         "G61 G61.0",
		"causalgia":     "G56.4",
		"nothing like":  "",
		"":              "",
		"  ":            "",
		"cabies":        "",
		"scabies":       "B86 Z20.7",
		"z28.3":         "Z28.3",
		"sleeping sick": "B56 B56.0 B56.1 B56.9",
	} {
		var got []string
		for i := range icd.Search(text) {
			got = append(got, i.Code)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("Search(%q) finds %q, want %q", text, got, want)
		}
	}
	n := 0
	for range icd.Search("A") { // too short for a beginning of a name
		n++
	}
	if n > 2000 {
		t.Errorf("a single letter finds %d items", n)
	}
}

func TestNoAllocations(t *testing.T) {
	spellings := []string{"E11.9", "e119", "I10", "B18.10", "A90", "S72.0", "Z20.6", "J06.9"}
	codesOf := fields(strings.Join(spellings, " "))
	ancestors := make([]string, 0, 6)
	groups := make([]codes.Sensitivity, 0, 2)
	buf := make([]byte, 0, 6)
	for name, f := range map[string]func(){
		"Parse": func() {
			for _, s := range spellings {
				c, _ := icd.Parse(s)
				use(c.Listed())
			}
		},
		"Parse, refused": func() { _, err := icd.Parse("T14.91XA"); use(err == nil) },
		"the rest": func() {
			for _, c := range codesOf {
				use(c.Listed())
				use(c.Label() == "")
				use(c.Sensitivity() == "")
				use(c.Known() == icd.StatusListed)
				use(c.Chapter().Label() == c.Block().Label())
				use(c.Chapter().String() == c.Block().String())
				ancestors = c.Ancestors(ancestors[:0])
				groups = c.Sensitivities(groups[:0])
				buf = c.AppendTo(buf[:0])
				if c.Listed() {
					use(c.String() == "")
					use(c.Item().Code == "")
				}
			}
		},
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

var sink bool

func use(b bool) { sink = sink != b }
