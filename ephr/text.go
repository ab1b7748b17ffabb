package ephr

import "unicode/utf8"

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
	return prev != ' ' && (high < utf8.RuneSelf || utf8.ValidString(s))
}

// validText: UTF-8, something to see, and no control characters but tab and line ends.
func validText(s string) bool {
	seen, high := false, byte(0)
	for i := range len(s) {
		c := s[i]
		if c > ' ' && c != 0x7f {
			seen = true
			high |= c
			continue
		}
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return seen && (high < utf8.RuneSelf || utf8.ValidString(s))
}
