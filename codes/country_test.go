package codes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
)

func TestParseCountry(t *testing.T) {
	for in, want := range map[string]codes.Country{
		"BG": codes.CountryBG, "bg": codes.CountryBG, "BGR": codes.CountryBG, "bgr": codes.CountryBG,
		"EL": codes.CountryGR, "el": codes.CountryGR, "GRC": codes.CountryGR, "UK": codes.CountryGB, "uk": codes.CountryGB,
		"XKX": codes.CountryXK, "XKK": codes.CountryXK, "xk": codes.CountryXK,
		"XXA": codes.CountryStateless, "xxx": codes.CountryUnknown, "Sy": codes.CountrySY,
	} {
		if got, err := codes.ParseCountry(in); err != nil || got != want {
			t.Errorf("ParseCountry(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "B", "ZZ", "ZZZ", "Bulgaria", " BG", "BG ", "B1", "\xff\xff", "БГ", "XXB"} {
		got, err := codes.ParseCountry(in)
		if err == nil || got != "" {
			t.Errorf("ParseCountry(%q) = %q, %v; want an error", in, got, err)
		}
		if err != nil && in != "" && len(in) > 1 && strings.Contains(err.Error(), in) {
			t.Errorf("the error repeats %q", in)
		}
	}
}

func TestCountries(t *testing.T) {
	alpha3 := map[string]bool{}
	n := 0
	for e := range codes.CountryBG.List().All() {
		c := codes.Country(e.Code)
		a := c.Alpha3()
		if len(a) != 3 || alpha3[a] {
			t.Errorf("%s: alpha-3 %q is wrong or stands twice", c, a)
		}
		alpha3[a] = true
		if got, err := codes.ParseCountry(a); err != nil || got != c {
			t.Errorf("ParseCountry(%q) = %q, %v; want %q", a, got, err, c)
		}
		if len(e.Code) == 2 {
			n++
		}
	}
	if n != 250 { // 249 of ISO 3166-1 and XK
		t.Errorf("%d alpha-2 codes, want 250", n)
	}
	if codes.Country("bg").Known() || codes.Country("BGR").Known() || codes.Country("EL").Known() {
		t.Error("a record holds alpha-2 codes in upper case only")
	}
	if codes.Country("ZZ").Alpha3() != "" {
		t.Error("ZZ has an alpha-3 code")
	}
}

func TestNames(t *testing.T) {
	want := []codes.Language{"en", "bg", "hr", "el", "it", "ro", "sr", "sr-Latn", "sl", "tr", "ar", "fr", "fa"}
	if got := slices.Collect(codes.CountryNameLanguages()); !slices.Equal(got, want) {
		t.Errorf("countries have names in %v", got)
	}
	if got := slices.Collect(codes.LanguageNameLanguages()); !slices.Equal(got, want) {
		t.Errorf("languages have names in %v", got)
	}
	for _, in := range want {
		for e := range codes.CountryBG.List().All() {
			name := codes.Country(e.Code).Name(in)
			if name == "" || strings.TrimSpace(name) != name {
				t.Errorf("%s in %s is %q", e.Code, in, name)
			}
			if in == "en" && name != e.Display && e.Code != "XXX" {
				t.Errorf("%s in en is %q, its display %q", e.Code, name, e.Display)
			}
		}
		for e := range codes.LanguageArabic.List().All() {
			name := codes.Language(e.Code).Name(in)
			if name == "" || strings.TrimSpace(name) != name {
				t.Errorf("%s in %s is %q", e.Code, in, name)
			}
			if in == "en" && name != e.Display {
				t.Errorf("%s in en is %q, its display %q", e.Code, name, e.Display)
			}
		}
	}
	for _, c := range []struct{ got, want string }{
		{codes.CountryMK.Name("en"), "North Macedonia"},
		{codes.Country("SZ").Name("en"), "Eswatini"},
		{codes.CountryTR.Name("en"), "Türkiye"},
		{codes.CountryGR.Name("el"), "Ελλάδα"},
		{codes.CountryRS.Name("sr"), "Србија"},
		{codes.CountryRS.Name("sr-Latn"), "Srbija"},
		{codes.CountryRS.Name("sr-Latn-RS"), "Srbija"},
		{codes.CountryRS.Name("SR-cyrl"), "Србија"},
		{codes.CountrySY.Name("ar-SY"), "سوريا"},
		{codes.CountryStateless.Name("it"), "Apolide"},
		{codes.CountryBG.Name("de"), ""},
		{codes.CountryBG.Name(""), ""},
		{codes.Country("??").Name("en"), ""},
		{codes.LanguageDari.Name("en"), "Dari"},
		{codes.LanguagePashto.Name("bg"), "пущу"},
		{codes.Language("tlh").Name("en"), ""},
		{codes.LanguageFrench.Name("tlh"), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func FuzzParseCountry(f *testing.F) {
	for _, s := range []string{"BG", "grc", "EL", "uk", "XKX", "XXA", "ZZ", "", "Б"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := codes.ParseCountry(s)
		if err != nil {
			if c != "" {
				t.Errorf("an error and %q", c)
			}
			if codes.Country(s).Known() {
				t.Errorf("%q is on the list and not read", s)
			}
			return
		}
		if !c.Known() {
			t.Errorf("%q gives %q, which is not on the list", s, c)
		}
		if again, err := codes.ParseCountry(string(c)); err != nil || again != c {
			t.Errorf("%q gives %q, which gives %q, %v", s, c, again, err)
		}
		if other, err := codes.ParseCountry(strings.ToUpper(s)); err != nil || other != c {
			t.Errorf("%q gives %q, in upper case %q, %v", s, c, other, err)
		}
	})
}
