package icd_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/icd"
)

func search(text string) (codes []string) {
	for i := range icd.Search(text) {
		codes = append(codes, i.Code)
	}
	return codes
}

// What people write finds what it means.
func TestSearch_synonyms(t *testing.T) {
	for text, want := range map[string]string{
		"tuberculosis":           "A15-A19 A15 A16 A17 A18 A19 B90 J65 P37.0 R76.1 U84.3 Z20.1 Z22.7",
		"pulmonary tuberculosis": "A15 A16",
		"Pott's disease":         "A18.0 M49.0",
		"hypertension":           "I10 I27 I10-I15 I11 I12 I13 I15 O13",
		"anemia":                 "D50-D53 D50 D56 D57 D64 O99.0",
		"anaemia":                "D50-D53 D50 D56 D64 O99.0",
		"sickle-cell":            "D57",
		"diarrhea":               "A09 K52",
		"diarrhoea":              "A09 K52",
		"thalassemia":            "D56",
		"diabetes mellitus":      "E10-E14 E10 E11 E14 O24",
		"type 2 mellitus":        "E11",
		"mellitus, Type 2":       "E11",
		"pediculosis":            "B85 B85.0",
		"strongyloidiasis":       "B78",
		"gunshot":                "W32 W33 W34 X72 X73 X74 X93 X94 X95 Y22 Y23 Y24 Y35.0 Y36.4",
		"suicide":                "X60-X84 Z91.5 R45.8",
		"myocardial infarction":  "I21 I22",
		"renal failure":          "N17-N19 N17 N19",
		"hemorrhoids":            "K64 I84",
		"hemorrhoid":             "K64 I84",
		"scalds":                 "T20 T25 X10-X19",
		"fracture":               "S02 S12 S72 T10",
	} {
		got := search(text)
		for _, code := range strings.Fields(want) {
			if !slices.Contains(got, code) {
				t.Errorf("Search(%q) does not find %s, but %q", text, code, got)
			}
		}
	}
}

// A synonym of a block does not list every code in it, nor one of a category
// every code below it: only what has a label of its own.
func TestSearch_withoutLabel(t *testing.T) {
	for text, missing := range map[string]string{"suicide": "X60 X84 X60.0", "gunshot": "W32.0 X95.0 Y35", "pneumonia": "J18.99"} {
		got := search(text)
		for _, code := range strings.Fields(missing) {
			if slices.Contains(got, code) {
				t.Errorf("Search(%q) finds %s", text, code)
			}
		}
	}
}

// "viral hep" finds every kind of viral hepatitis, as the documentation says.
func TestSearch_viralHepatitis(t *testing.T) {
	got := search("viral hep")
	if !slices.Equal(got, search("HEP viral")) || !slices.Equal(got, search(" Viral-hep. ")) {
		t.Error("order, case and punctuation of words matter")
	}
	kinds, _ := icd.ParseRange("B15-B19")
	own := map[string]bool{"B15-B19": true}
	for _, r := range rows(t, "labels.tsv") {
		if c, err := icd.Parse(r[0]); err == nil && kinds.Contains(c) {
			own[r[0]] = true
		}
	}
	if len(own) < 6 {
		t.Fatalf("labels of %v", own)
	}
	for name := range own {
		if !slices.Contains(got, name) {
			t.Errorf("%s is not found", name)
		}
	}
}

// Every synonym finds its codes; what a label says comes before what a synonym
// says, each in the order of the book, and nothing twice.
func TestSearch_order(t *testing.T) {
	place := map[string]int{}
	for i := range icd.All() {
		place[i.Code] = len(place)
	}
	all := slices.Collect(icd.Codes())
	texts := []string{"tb", "tuberculosis", "viral hep", "hep", "a", "heart fail", "diab mell", "hemorrhage", "r51", "e1"}
	found := map[string][]string{}
	for _, r := range rows(t, "synonyms.tsv") {
		texts = append(texts, r[0])
		got := search(r[0])
		found[r[0]] = got
		for _, name := range strings.Fields(r[1]) {
			in, err := icd.ParseRange(name)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(got, name) && !slices.ContainsFunc(all, func(c icd.Code) bool { return in.Contains(c) && slices.Contains(got, c.String()) }) &&
				icd.MustParse(in.First.String()).Known() == icd.StatusListed {
				t.Errorf("%q does not find %s, but %q", r[0], name, got)
			}
		}
	}
	for _, text := range texts {
		got, ok := found[text]
		if !ok {
			got = search(text)
		}
		sorted := slices.Clone(got)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) != len(got) {
			t.Errorf("Search(%q) finds something twice: %q", text, got)
		}
		parts, previous := 1, -1
		for _, name := range got {
			at, listed := place[name]
			if !listed {
				at = len(place) // another edition's
			}
			if at < previous {
				parts++
			}
			previous = at
		}
		if parts > 2 {
			t.Errorf("Search(%q) is in %d parts: %q", text, parts, got)
		}
		if len(text) < 6 && !slices.Equal(got, search(text)) {
			t.Errorf("Search(%q) is not the same twice", text)
		}
	}
	if got := search("hypertension"); got[0] != "I10" || slices.Index(got, "I10-I15") < slices.Index(got, "I27") {
		t.Errorf("the label does not come first: %q", got)
	}
}

func TestSearch_stopsInSynonyms(t *testing.T) {
	n := len(search("anemia"))
	for stop := range n {
		seen := 0
		for range icd.Search("anemia") {
			if seen++; seen > stop {
				break
			}
		}
	}
	for range icd.Search("hemorrhoids") {
	}
}
