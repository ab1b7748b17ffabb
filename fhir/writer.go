package fhir

import (
	"strings"
	"unicode/utf8"

	"github.com/openephr/ephr-go/ephr"
)

// writer appends JSON to a buffer. All of the mapping is written with it: there
// is no tree of FHIR objects in between.
type writer struct {
	b []byte
}

// lit appends finished JSON.
func (w *writer) lit(s string) { w.b = append(w.b, s...) }

// key appends a member's name, with a comma where something is before it.
func (w *writer) key(name string) {
	if c := w.b[len(w.b)-1]; c != '{' && c != '[' {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, '"')
	w.b = append(w.b, name...)
	w.b = append(w.b, '"', ':')
}

// comma parts the elements of an array.
func (w *writer) comma() {
	if c := w.b[len(w.b)-1]; c != '{' && c != '[' {
		w.b = append(w.b, ',')
	}
}

func (w *writer) open()  { w.b = append(w.b, '{') }
func (w *writer) close() { w.b = append(w.b, '}') }

// member appends a name and a string value.
func (w *writer) member(name, value string) {
	w.key(name)
	w.str(value)
}

// text is member, where there is a value.
func (w *writer) text(name, value string) {
	if value != "" {
		w.member(name, value)
	}
}

// bool appends a name and true or false, where either is stated.
func (w *writer) bool(name string, v ephr.Bool) {
	if v == ephr.True || v == ephr.False {
		w.key(name)
		w.lit(v.String())
	}
}

// integer appends a name and a whole number, where there is one.
func (w *writer) integer(name string, v ephr.Integer) {
	if v.Valid() {
		w.key(name)
		w.lit(string(v))
	}
}

const hexDigits = "0123456789abcdef"

// plain marks the bytes that stand in a JSON string as they are: ASCII without
// controls, quotes and backslashes.
var plain = [256]bool{
	' ': true, '!': true, '#': true, '$': true, '%': true, '&': true, '\'': true, '(': true, ')': true, '*': true, '+': true, ',': true, '-': true, '.': true, '/': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true, ':': true, ';': true, '<': true, '=': true, '>': true, '?': true,
	'@': true, 'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true, 'N': true, 'O': true,
	'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true, '[': true, ']': true, '^': true, '_': true,
	'`': true, 'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true, 'n': true, 'o': true,
	'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true, '{': true, '|': true, '}': true, '~': true,
}

// str appends a JSON string. Bytes that are no UTF-8 become U+FFFD.
func (w *writer) str(s string) {
	for i := range len(s) {
		if !plain[s[i]] {
			w.strSlow(s, i)
			return
		}
	}
	b := append(w.b, '"')
	b = append(b, s...)
	w.b = append(b, '"')
}

// strSlow is str for a string whose first byte that is not plain stands at i.
func (w *writer) strSlow(s string, i int) {
	b := append(w.b, '"')
	if !utf8.ValidString(s[i:]) {
		s, i = strings.ToValidUTF8(s, "\uFFFD"), 0
	}
	from := 0
	for ; i < len(s); i++ {
		if c := s[i]; !plain[c] && c < utf8.RuneSelf && c != 0x7f {
			b = append(b, s[from:i]...)
			b = escape(b, c)
			from = i + 1
		}
	}
	b = append(b, s[from:]...)
	w.b = append(b, '"')
}

func escape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// html appends text to a narrative: escaped for XHTML inside a JSON string.
func (w *writer) html(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if plain[c] && c != '&' && c != '<' && c != '>' {
			continue
		}
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError && r != 0xFFFE && r != 0xFFFF {
				i += n - 1
				continue
			}
			w.b = append(w.b, s[from:i]...)
			w.b = append(w.b, "\uFFFD"...)
			i += n - 1
			from = i + 1
			continue
		}
		w.b = append(w.b, s[from:i]...)
		from = i + 1
		switch c {
		case '&':
			w.b = append(w.b, "&amp;"...)
		case '<':
			w.b = append(w.b, "&lt;"...)
		case '>':
			w.b = append(w.b, "&gt;"...)
		case '"':
			w.b = append(w.b, "&quot;"...)
		case '\\':
			w.b = append(w.b, '\\', '\\')
		case '\n':
			w.b = append(w.b, "<br/>"...)
		default:
			w.b = append(w.b, ' ')
		}
	}
	w.b = append(w.b, s[from:]...)
}
