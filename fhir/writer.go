package fhir

import (
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
	if v != ephr.Unstated {
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

// str appends a JSON string. Bytes that are no UTF-8 become U+FFFD.
func (w *writer) str(s string) {
	b := append(w.b, '"')
	from, ascii := 0, true
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			if c >= utf8.RuneSelf {
				ascii = false
			}
			continue
		}
		b = append(b, s[from:i]...)
		b = escape(b, c)
		from = i + 1
	}
	if !ascii && !utf8.ValidString(s) {
		b = b[:len(w.b)+1]
		for _, r := range s {
			if r < ' ' || r == '"' || r == '\\' {
				b = escape(b, byte(r))
			} else {
				b = utf8.AppendRune(b, r)
			}
		}
		from = len(s)
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
	for i, r := range s {
		switch {
		case r == '&':
			w.b = append(w.b, "&amp;"...)
		case r == '<':
			w.b = append(w.b, "&lt;"...)
		case r == '>':
			w.b = append(w.b, "&gt;"...)
		case r == '"':
			w.b = append(w.b, "&quot;"...)
		case r == '\\':
			w.b = append(w.b, '\\', '\\')
		case r == '\n':
			w.b = append(w.b, "<br/>"...)
		case r < ' ' || r == 0x7f || r == 0xFFFE || r == 0xFFFF:
			w.b = append(w.b, ' ')
		case r < utf8.RuneSelf:
			w.b = append(w.b, s[i])
		default:
			w.b = utf8.AppendRune(w.b, r)
		}
	}
}
