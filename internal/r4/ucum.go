package r4

import (
	"slices"
	"strings"
)

// isUnit reports whether a text is a unit of UCUM (case sensitive) by UCUM's grammar.
func isUnit(s string) bool {
	u := unit{s: s}
	u.s = strings.TrimPrefix(u.s, "/")
	return u.term(0) && u.s == ""
}

// maxParentheses is how deep a unit is followed.
const maxParentheses = 16

// unit is what is left to read of one.
type unit struct{ s string }

// term reads components between points and slashes.
func (u *unit) term(depth int) bool {
	if depth > maxParentheses {
		return false
	}
	for {
		if !u.component(depth) {
			return false
		}
		if u.s == "" || u.s[0] != '.' && u.s[0] != '/' {
			return true
		}
		u.s = u.s[1:]
	}
}

// component reads a term in parentheses, a number or a unit, and an annotation.
func (u *unit) component(depth int) bool {
	if strings.HasPrefix(u.s, "(") {
		u.s = u.s[1:]
		if !u.term(depth+1) || !strings.HasPrefix(u.s, ")") {
			return false
		}
		u.s = u.s[1:]
		return true
	}
	end, square := 0, false
	for end < len(u.s) {
		c := u.s[end]
		if c <= ' ' || c > '~' || !square && strings.IndexByte("./(){}", c) >= 0 {
			break
		}
		square = c == '[' || square && c != ']'
		end++
	}
	word := u.s[:end]
	u.s = u.s[end:]
	if word != "" && !isNumber(word) && !isSimple(word) {
		return false
	}
	if strings.HasPrefix(u.s, "{") {
		end := strings.IndexByte(u.s, '}')
		if end < 0 || strings.ContainsAny(u.s[1:end], "{ \t\r\n") {
			return false
		}
		u.s = u.s[end+1:]
		return true
	}
	return word != ""
}

func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return false
		}
	}
	return true
}

// isSimple: an atom with or without prefix and exponent.
func isSimple(s string) bool {
	if isAtom(s) { // some atoms end in digits
		return true
	}
	end := len(s)
	for end > 0 && digit(s[end-1]) {
		end--
	}
	if end < len(s) && end > 0 && (s[end-1] == '+' || s[end-1] == '-') {
		end--
	}
	return end < len(s) && end > 0 && isAtom(s[:end])
}

func isAtom(s string) bool {
	if listedIn(ucumMetric[:], s) || listedIn(ucumOther[:], s) {
		return true
	}
	for n := 1; n <= 2 && n < len(s); n++ {
		if listedIn(ucumPrefixes[:], s[:n]) && listedIn(ucumMetric[:], s[n:]) {
			return true
		}
	}
	return false
}

func listedIn(list []string, s string) bool {
	_, ok := slices.BinarySearch(list, s)
	return ok
}
