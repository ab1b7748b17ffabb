package codes_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
)

func TestLanguageValid(t *testing.T) {
	for _, s := range []string{
		"ar", "fa", "prs", "sr-Latn", "sr-Latn-RS", "zh-Hant-TW", "en-GB", "es-419", "de-CH-1901", "de-CH-1996",
		"sl-rozaj-biske-1994", "hy-Latn-IT-arevela", "zh-cmn-Hans-CN", "zh-yue", "zh-min-nan", "art-lojban", "cel-gaulish",
		"en-a-bbb-x-a-ccc", "de-a-foo-b-bar", "x-whatever", "X-a-b", "i-klingon", "I-Default", "en-GB-oed", "sgn-BE-FR",
		"qaa-Qaaa-QM-x-southern", "und", "mul", "kmr", "abcd", "abcdefgh", "en-x-1", "EN-us", "ar-aao", "de-1996", "de-1abc", "en-u-islamcal",
		"zh-aaa-bbb-ccc", "ar-Latn", "tr-tr",
	} {
		if !codes.Language(s).Valid() {
			t.Errorf("%q is well-formed", s)
		}
	}
	for _, s := range []string{
		"", "a", "-", "ar-", "-ar", "ar--SY", "ar_SY", "e", "x", "x-", "i-nothing", "en-a", "en-a-", "en-a-b", "en-x", "en-x-",
		"abcdefghi", "en-abcdefghi", "de-DE-1901-1901", "de-1901-1901", "en-a-bb-a-cc", "en-A-bb-a-cc", "Türkçe", "ar SY", "arabic language",
		"zh-aaa-bbb-ccc-ddd", "en-US-GB", "en-Latn-Cyrl", "123", "en-12", "a-DE", "en-US-Latn", "ar\n", "ar\x00", "de-419-DE", "abcd-aaa",
		"en-" + strings.Repeat("aaaaa-", 60) + "aaaaa",
	} {
		if codes.Language(s).Valid() {
			t.Errorf("%q is not well-formed", s)
		}
	}
	for e := range codes.LanguageArabic.List().All() {
		if !codes.Language(e.Code).Valid() {
			t.Errorf("%q is on the list and not well-formed", e.Code)
		}
	}
}

// langtag is the grammar of RFC 5646, section 2.1. That variants and
// singletons stand once only is checked apart.
var langtag = regexp.MustCompile(`(?i)^(?:` +
	`(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3})|[a-z]{4}|[a-z]{5,8})` +
	`(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?` +
	`((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)` +
	`((?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)` +
	`(?:-x(?:-[a-z0-9]{1,8})+)?` +
	`|x(?:-[a-z0-9]{1,8})+` +
	`|en-GB-oed|i-ami|i-bnn|i-default|i-enochian|i-hak|i-klingon|i-lux|i-mingo|i-navajo|i-pwn|i-tao|i-tay|i-tsu|sgn-BE-FR|sgn-BE-NL|sgn-CH-DE` +
	`)$`)

func validByGrammar(s string) bool {
	m := langtag.FindStringSubmatch(s)
	if m == nil || len(s) > 255 || strings.ContainsAny(s, "\u017f\u212a\n") {
		return false // (?i) also takes the long s and the sign of the kelvin for letters
	}
	seen := map[string]bool{}
	for v := range strings.SplitSeq(strings.ToLower(m[1]), "-") {
		if v != "" && seen[v] {
			return false
		}
		seen[v] = true
	}
	seen = map[string]bool{}
	for v := range strings.SplitSeq(strings.ToLower(m[2]), "-") {
		if len(v) == 1 {
			if seen[v] {
				return false
			}
			seen[v] = true
		}
	}
	return true
}

func FuzzLanguageValid(f *testing.F) {
	for _, s := range []string{
		"ar", "sr-Latn-RS", "de-CH-1901", "de-DE-1901-1901", "en-a-bbb-x-a-ccc", "x-a", "i-klingon", "en-a-", "zh-cmn-Hans-CN",
		"sl-rozaj-biske-1994", "ar--SY", "en-a-bb-a-cc", "sgn-be-fr", "en-gb-oed", "abcd-aaa", "es-419",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := codes.Language(s).Valid(), validByGrammar(s); got != want {
			t.Errorf("Valid(%q) = %v, the grammar says %v", s, got, want)
		}
	})
}
