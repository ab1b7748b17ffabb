package codes

import "iter"

// Name is the language's name in another language, or "" where the tag is not
// on the list or the other language is not one of [LanguageNameLanguages].
func (l Language) Name(in Language) string {
	i := findLanguage(string(l))
	if i < 0 {
		return ""
	}
	t := findNames(languageNames[:], in)
	if t == nil {
		return ""
	}
	return t.name(i)
}

// LanguageNameLanguages are the languages in which languages have names.
func LanguageNameLanguages() iter.Seq[Language] { return languagesOf(languageNames[:]) }

// Valid reports whether the tag is well-formed in the sense of BCP 47 (RFC
// 5646, section 2.2.9), grandfathered tags such as i-klingon included. It does
// not say whether its subtags are registered.
func (l Language) Valid() bool {
	s := string(l)
	return len(s) <= 255 && (wellFormed(s) || grandfathered(s))
}

// wellFormed reports whether the tag has the form langtag or privateuse.
func wellFormed(s string) bool {
	if s == "" || s[len(s)-1] == '-' {
		return false
	}
	sub, s := nextSubtag(s)
	if sub == "x" || sub == "X" {
		return validExtension(&s, 1) && s == ""
	}
	// language: 2 or 3 letters with up to three extended subtags, or 4 to 8 letters.
	if len(sub) < 2 || len(sub) > 8 || !letters(sub) {
		return false
	}
	extended := 0
	if len(sub) > 3 {
		extended = 3
	}
	peek := func() string { p, _ := nextSubtag(s); return p }
	next := func() { _, s = nextSubtag(s) }
	for ; extended < 3 && len(peek()) == 3 && letters(peek()); extended++ {
		next()
	}
	if p := peek(); len(p) == 4 && letters(p) { // script
		next()
	}
	if p := peek(); len(p) == 2 && letters(p) || len(p) == 3 && digits(p) { // region
		next()
	}
	variants := s
	for n := 0; ; n++ { // variants, none twice
		p := peek()
		if !(len(p) >= 5 && len(p) <= 8 && alphanumeric(p) || len(p) == 4 && digits(p[:1]) && alphanumeric(p)) {
			break
		}
		for r, i := variants, 0; i < n; i++ {
			var v string
			if v, r = nextSubtag(r); equalFold(v, p) {
				return false
			}
		}
		next()
	}
	var seen [36]bool
	for s != "" { // extensions, each singleton once, then private use
		p := peek()
		if len(p) != 1 || !alphanumeric(p) {
			return false
		}
		next()
		c := lowerASCII(p[0])
		if c == 'x' {
			return validExtension(&s, 1) && s == ""
		}
		i := int(c - '0')
		if c >= 'a' {
			i = int(c-'a') + 10
		}
		if seen[i] {
			return false
		}
		seen[i] = true
		if !validExtension(&s, 2) {
			return false
		}
	}
	return true
}

// validExtension eats the subtags of an extension or private use sequence:
// one or more of at least shortest and at most 8 characters.
func validExtension(s *string, shortest int) bool {
	n := 0
	for {
		p, rest := nextSubtag(*s)
		if len(p) < shortest || len(p) > 8 || !alphanumeric(p) {
			return n > 0
		}
		*s = rest
		n++
	}
}

// nextSubtag cuts the first subtag off.
func nextSubtag(s string) (sub, rest string) {
	for i := range len(s) {
		if s[i] == '-' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// grandfathered reports whether the tag is one of RFC 5646's irregular tags,
// which do not have the form of the others. The regular ones need no table.
func grandfathered(s string) bool {
	for _, g := range [...]string{
		"en-GB-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak",
		"i-klingon", "i-lux", "i-mingo", "i-navajo", "i-pwn", "i-tao",
		"i-tay", "i-tsu", "sgn-BE-FR", "sgn-BE-NL", "sgn-CH-DE",
	} {
		if equalFold(s, g) {
			return true
		}
	}
	return false
}

func letters(s string) bool {
	for i := range len(s) {
		if c := lowerASCII(s[i]); c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func alphanumeric(s string) bool {
	for i := range len(s) {
		if c := lowerASCII(s[i]); (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
