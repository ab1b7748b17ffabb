package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
)

// TestEveryListIsPrinted compares the command with package codes, in every
// language that has names.
func TestEveryListIsPrinted(t *testing.T) {
	_, out, _ := ephrRun(t, nil, "codes", "--format", "ndjson")
	lists := json.NewDecoder(strings.NewReader(out))
	for l := range codes.Lists() {
		var r listRow
		if err := lists.Decode(&r); err != nil {
			t.Fatal(err)
		}
		if r.Name != l.Name() || r.Codes != l.Len() || (r.Binding == "closed") != l.Closed() || r.Title == "" || r.System == "" || r.URL == "" {
			t.Errorf("%+v", r)
		}
		code, out, diag := ephrRun(t, nil, "codes", "--format", "ndjson", l.Name())
		if code != exitFine || diag != "" {
			t.Errorf("%s: exit code %d, %s", l.Name(), code, diag)
		}
		rows := json.NewDecoder(strings.NewReader(out))
		for e := range l.All() {
			var r codeRow
			if err := rows.Decode(&r); err != nil {
				t.Fatalf("%s: %v", l.Name(), err)
			}
			if r.Code != e.Code || r.Display != e.Display || r.Tier != e.Tier || r.Sensitivity != e.Sensitivity || r.Source != e.Source {
				t.Errorf("%s: %+v", l.Name(), r)
			}
			for c := range e.Codings() {
				if len(r.Codings) == 0 || r.Codings[0] != codingOf(c) {
					t.Fatalf("%s: %s has the codings %v", l.Name(), r.Code, r.Codings)
				}
				r.Codings = r.Codings[1:]
			}
			for p := range e.Props() {
				if r.Properties[p.Name] != p.Value {
					t.Errorf("%s: %s has the properties %v", l.Name(), r.Code, r.Properties)
				}
				delete(r.Properties, p.Name)
			}
			if len(r.Codings)+len(r.Properties) > 0 {
				t.Errorf("%s: %s has also %v %v", l.Name(), r.Code, r.Codings, r.Properties)
			}
		}
		if rows.More() {
			t.Errorf("%s has more rows than the list", l.Name())
		}
	}
	if lists.More() {
		t.Error("there are more lists than package codes has")
	}
}

func TestNamesAreInTheLanguage(t *testing.T) {
	for lang := range codes.CountryNameLanguages() {
		_, out, diag := ephrRun(t, nil, "codes", "--lang", string(lang), "--format", "ndjson", "country")
		rows := json.NewDecoder(strings.NewReader(out))
		for range strings.Count(out, "\n") {
			var r codeRow
			if err := rows.Decode(&r); err != nil {
				t.Fatal(err)
			}
			want := codes.Country(r.Code).Name(lang)
			if lang == codes.LanguageEnglish {
				want = codes.Country(r.Code).Display()
			}
			if r.Display != want || want == "" {
				t.Errorf("%s in %s is %q, want %q", r.Code, lang, r.Display, want)
			}
		}
		if diag != "" {
			t.Error(diag)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "sex", 3}, {"sex", "", 3}, {"vacine", "vaccine", 1}, {"countries", "country", 3}, {"abc", "cab", 2}} {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("%q, %q: %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"": 0, "Kosovo": 6, "Ελλάδα": 6, "فارسی": 5, "e\u0301": 1, "a\u200db": 2} {
		if got := width(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for arg, want := range map[string]string{
		"":                           `""`,
		"E11":                        `"E11"`,
		"a\x1b[31m":                  `"a\x1b[31m"`,
		strings.Repeat("x", 40):      `"` + strings.Repeat("x", 40) + `"`,
		strings.Repeat("x", 100_000): `"` + strings.Repeat("x", 40) + `…"`,
		strings.Repeat("ع", 41):      `"` + strings.Repeat("ع", 40) + `…"`,
	} {
		if got := quoted(arg); got != want {
			t.Errorf("%.50q is quoted as %s", arg, got)
		}
	}
}

// A long argument comes back short, wherever it stands.
func TestLongArgumentsAreNotRepeated(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, args := range [][]string{
		{"icd", "show", long}, {"icd", "show", "E11." + long}, {"icd", "search", long}, {"icd", long},
		{"icd", "list", "--format", long}, {"codes", long}, {"codes", "--lang", long}, {"codes", "--format", long},
	} {
		if code, out, diag := ephrRun(t, nil, args...); code == exitFine || out != "" || len(diag) > 500 || !strings.Contains(diag, "…") {
			t.Errorf("%.20q: exit code %d, %d bytes on stdout, %d on stderr", args, code, len(out), len(diag))
		}
	}
}
