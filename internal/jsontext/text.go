package jsontext

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Fault is what a string is refused for.
type Fault uint8

// The faults of a string.
const (
	None      Fault = iota
	Syntax          // a control character or an escape that JSON has not
	Truncated       // the input ends inside the string
	UTF8            // bytes that are no UTF-8
	Surrogate       // half of a surrogate pair
)

// Text reads the string that starts at s[start], after its opening quote, of
// which all before s[i] is known to be plain. It returns the text, which is a
// part of s where nothing is escaped, and the place after the closing quote;
// or the fault and its place. Without build it checks the form and the text is
// not to be used.
func Text(s string, start, i int, build bool) (string, int, Fault) {
	for i < len(s) && s[i] != '"' && s[i] != '\\' && s[i] >= ' ' {
		i++
	}
	if i < len(s) && s[i] == '"' {
		if at := badUTF8(s, start, i); at >= 0 {
			return "", at, UTF8
		}
		return s[start:i], i + 1, None
	}
	var b strings.Builder
	from := start
	for i < len(s) {
		c := s[i]
		if c != '"' && c != '\\' && c >= ' ' {
			i++
			continue
		}
		if c < ' ' {
			return "", i, Syntax
		}
		if at := badUTF8(s, from, i); at >= 0 {
			return "", at, UTF8
		}
		if build {
			b.WriteString(s[from:i])
		}
		if c == '"' {
			return b.String(), i + 1, None
		}
		r, n, fault := unescape(s[i:])
		if fault == Truncated {
			return "", len(s), Truncated
		} else if fault != None {
			return "", i, fault
		}
		if build {
			b.WriteRune(r)
		}
		i += n
		from = i
	}
	return "", len(s), Truncated
}

// badUTF8 is the place of the first byte that is no UTF-8, or -1.
func badUTF8(s string, from, to int) int {
	if utf8.ValidString(s[from:to]) {
		return -1
	}
	for {
		r, n := utf8.DecodeRuneInString(s[from:to])
		if r == utf8.RuneError && n <= 1 {
			return from
		}
		from += n
	}
}

// unescape reads the escape at the start of s: the rune and how many bytes it takes.
func unescape(s string) (rune, int, Fault) {
	if len(s) < 2 {
		return 0, 0, Truncated
	}
	switch s[1] {
	case '"', '\\', '/':
		return rune(s[1]), 2, None
	case 'b':
		return '\b', 2, None
	case 'f':
		return '\f', 2, None
	case 'n':
		return '\n', 2, None
	case 'r':
		return '\r', 2, None
	case 't':
		return '\t', 2, None
	case 'u':
	default:
		return 0, 0, Syntax
	}
	hi, fault := hex4(s[2:])
	if fault != None {
		return 0, 0, fault
	}
	if !utf16.IsSurrogate(hi) {
		return hi, 6, None
	}
	rest := s[6:]
	if len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
		if lo, fault := hex4(rest[2:]); fault == None {
			if r := utf16.DecodeRune(hi, lo); r != utf8.RuneError {
				return r, 12, None
			}
		}
	}
	if hi < 0xdc00 && len(rest) < 6 && strings.HasPrefix(`\udc00`, rest[:min(len(rest), 3)]) {
		return 0, 0, Truncated
	}
	return 0, 0, Surrogate
}

func hex4(s string) (rune, Fault) {
	if len(s) < 4 {
		return 0, Truncated
	}
	var r rune
	for i := range 4 {
		c := s[i]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, Syntax
		}
		r = r<<4 | rune(c)
	}
	return r, None
}

// AppendString appends s, which is UTF-8, as a JSON string.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := PlainEnd(s, 0); i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			const hex = "0123456789abcdef"
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}
