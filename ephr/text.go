package ephr

import (
	"strings"
	"unicode/utf8"
)

// URI is an absolute URI, such as a code system's: a scheme, a colon and no white space. The zero URI means none.
type URI string

// Code is a symbol of a code system: visible characters, single blanks between them. The zero Code means none.
type Code string

// Version is a version of the record's format, major.minor.
type Version string

// CurrentVersion is the version of the format that this package writes.
const CurrentVersion Version = "1.0"

// Valid reports whether u has the form of an absolute URI.
func (u URI) Valid() bool {
	colon := -1
	for i := range len(u) {
		c := u[i]
		if c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' {
			return false
		}
		if c == ':' && colon < 0 {
			colon = i
		}
	}
	if colon < 1 || colon == len(u)-1 || !utf8.ValidString(string(u)) {
		return false
	}
	for i := range colon {
		c := u[i]
		if !isAlphaNum(c) && c != '+' && c != '-' && c != '.' || i == 0 && isDigit(c) {
			return false
		}
	}
	return true
}

// Valid reports whether c has the form of a code.
func (c Code) Valid() bool { return validCode(string(c)) }

// numbers are the major and the minor number; false where it has not the form major.minor.
func (v Version) numbers() (major, minor int, ok bool) {
	for i := range len(v) {
		if v[i] == '.' {
			a, b := string(v[:i]), string(v[i+1:])
			if !validInteger(a) || !validInteger(b) || len(a) > 4 || len(b) > 4 || a[0] == '-' || b[0] == '-' {
				return 0, 0, false
			}
			return number(a), number(b), true
		}
	}
	return 0, 0, false
}

// validCode: UTF-8, no blank at either end, no control character, no two blanks in a row.
func validCode(s string) bool {
	if s == "" {
		return false
	}
	prev, high := byte(' '), byte(0)
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == 0x7f || c == ' ' && prev == ' ' {
			return false
		}
		prev = c
		high |= c
	}
	return prev != ' ' && (high < utf8.RuneSelf || utf8.ValidString(s) && strings.IndexFunc(s, wideBlank) < 0)
}

// validText: UTF-8, something to see, and no control characters but tab and line ends.
func validText(s string) bool {
	seen, high := false, byte(0)
	for i := range len(s) {
		c := s[i]
		if c > ' ' && c != 0x7f {
			seen = seen || c < utf8.RuneSelf
			high |= c
			continue
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	if high < utf8.RuneSelf {
		return seen
	}
	return utf8.ValidString(s) && (seen || strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && !wideBlank(r) }) >= 0)
}

// wideBlank reports whether r is a blank beyond ASCII as ECMAScript and so
// FHIR's patterns understand it: nothing to see, and nothing that parts codes.
func wideBlank(r rune) bool {
	switch r {
	case 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}
