package codes

import (
	"errors"
	"iter"
)

// Alpha3 is the country's ISO 3166-1 alpha-3 code, or "" where the code is not on the list.
func (c Country) Alpha3() string {
	i := findCountry(string(c))
	if i < 0 {
		return ""
	}
	return countryList.entries[i].Prop("alpha3")
}

// Name is the country's name in the given language, or "" where the code is
// not on the list or the language is not one of [CountryNameLanguages]. A tag
// with more subtags than we have names for falls back to one with fewer.
func (c Country) Name(language Language) string {
	i := findCountry(string(c))
	if i < 0 {
		return ""
	}
	t := findNames(countryNames[:], language)
	if t == nil {
		return ""
	}
	return t.name(i)
}

// CountryNameLanguages are the languages in which countries have names.
func CountryNameLanguages() iter.Seq[Language] { return languagesOf(countryNames[:]) }

func languagesOf(tables []nameTable) iter.Seq[Language] {
	return func(yield func(Language) bool) {
		for i := range tables {
			if !yield(tables[i].language) {
				return
			}
		}
	}
}

// ParseCountry reads a country code as converters meet it: alpha-2 or alpha-3
// in either case, EL for Greece and UK for the United Kingdom as Eurostat
// writes them, XKX and XKK for Kosovo. A record itself holds only the codes of
// the list. The error does not repeat the text.
func ParseCountry(s string) (Country, error) {
	var b [3]byte
	if len(s) < 2 || len(s) > 3 {
		return "", notCountry()
	}
	for i := range len(s) {
		c := lowerASCII(s[i])
		if c < 'a' || c > 'z' {
			return "", notCountry()
		}
		b[i] = c - ('a' - 'A')
	}
	code := string(b[:len(s)])
	if i := findCountry(code); i >= 0 {
		return Country(countryList.entries[i].Code), nil
	}
	switch code {
	case "EL":
		return CountryGR, nil
	case "UK":
		return CountryGB, nil
	case "XKK":
		return CountryXK, nil
	}
	if len(code) == 3 {
		for i := range countryList.entries {
			if countryList.entries[i].Prop("alpha3") == code {
				return Country(countryList.entries[i].Code), nil
			}
		}
	}
	return "", notCountry()
}

// notCountry makes the error anew: a variable would be work at the start of every program.
func notCountry() error { return errors.New("codes: not a country code") }
