package fhir

import (
	"strings"
	"unicode/utf8"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/jsontext"
)

// writer appends JSON to a buffer. All of the mapping is written with it: there
// is no tree of FHIR objects in between.
type writer struct {
	b       []byte
	reviews reviewCount // of the resource that is written

	time                        ephr.DateTime // the time written last, and what fhirTime says of it
	timeValue                   string
	timeEstimated, timeOriginal bool
}

// lit appends finished JSON.
func (w *writer) lit(s string) { w.b = append(w.b, s...) }

// put appends one character of JSON.
func (w *writer) put(c byte) { w.b = append(w.b, c) }

// key appends a member's name, with a comma where something is before it.
func (w *writer) key(name string) {
	b := w.b
	if c := b[len(b)-1]; c != '{' && c != '[' {
		b = append(b, ',', '"')
	} else {
		b = append(b, '"')
	}
	b = append(b, name...)
	w.b = append(b, '"', ':')
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

// str appends a JSON string. Bytes that are no UTF-8 become U+FFFD.
func (w *writer) str(s string) {
	if jsontext.PlainEnd(s, 0) < len(s) {
		w.b = jsontext.AppendString(w.b, strings.ToValidUTF8(s, "\uFFFD"))
		return
	}
	b := append(w.b, '"')
	b = append(b, s...)
	w.b = append(b, '"')
}

// html appends text to a narrative: escaped for XHTML inside a JSON string.
func (w *writer) html(s string) {
	i, high := 0, byte(0)
	for i < len(s) && htmlPlain[s[i]] {
		high |= s[i]
		i++
	}
	if i == len(s) && (high < utf8.RuneSelf || utf8.ValidString(s)) {
		w.b = append(w.b, s...)
		return
	}
	w.htmlSlow(s)
}

// htmlPlain marks the bytes that stand in XHTML inside a JSON string as they
// are. 0xef is not one of them: it begins two code points that XML has not.
var htmlPlain = [256]bool{
	32: true, 33: true, 35: true, 36: true, 37: true, 39: true, 40: true, 41: true, 42: true, 43: true, 44: true, 45: true, 46: true, 47: true,
	48: true, 49: true, 50: true, 51: true, 52: true, 53: true, 54: true, 55: true, 56: true, 57: true, 58: true, 59: true, 61: true, 63: true,
	64: true, 65: true, 66: true, 67: true, 68: true, 69: true, 70: true, 71: true, 72: true, 73: true, 74: true, 75: true, 76: true, 77: true,
	78: true, 79: true, 80: true, 81: true, 82: true, 83: true, 84: true, 85: true, 86: true, 87: true, 88: true, 89: true, 90: true, 91: true,
	93: true, 94: true, 95: true, 96: true, 97: true, 98: true, 99: true, 100: true, 101: true, 102: true, 103: true, 104: true, 105: true, 106: true,
	107: true, 108: true, 109: true, 110: true, 111: true, 112: true, 113: true, 114: true, 115: true, 116: true, 117: true, 118: true, 119: true,
	120: true, 121: true, 122: true, 123: true, 124: true, 125: true, 126: true, 128: true, 129: true, 130: true, 131: true, 132: true, 133: true,
	134: true, 135: true, 136: true, 137: true, 138: true, 139: true, 140: true, 141: true, 142: true, 143: true, 144: true, 145: true, 146: true,
	147: true, 148: true, 149: true, 150: true, 151: true, 152: true, 153: true, 154: true, 155: true, 156: true, 157: true, 158: true, 159: true,
	160: true, 161: true, 162: true, 163: true, 164: true, 165: true, 166: true, 167: true, 168: true, 169: true, 170: true, 171: true, 172: true,
	173: true, 174: true, 175: true, 176: true, 177: true, 178: true, 179: true, 180: true, 181: true, 182: true, 183: true, 184: true, 185: true,
	186: true, 187: true, 188: true, 189: true, 190: true, 191: true, 192: true, 193: true, 194: true, 195: true, 196: true, 197: true, 198: true,
	199: true, 200: true, 201: true, 202: true, 203: true, 204: true, 205: true, 206: true, 207: true, 208: true, 209: true, 210: true, 211: true,
	212: true, 213: true, 214: true, 215: true, 216: true, 217: true, 218: true, 219: true, 220: true, 221: true, 222: true, 223: true, 224: true,
	225: true, 226: true, 227: true, 228: true, 229: true, 230: true, 231: true, 232: true, 233: true, 234: true, 235: true, 236: true, 237: true,
	238: true, 240: true, 241: true, 242: true, 243: true, 244: true, 245: true, 246: true, 247: true, 248: true, 249: true, 250: true, 251: true,
	252: true, 253: true, 254: true, 255: true,
}

// htmlSlow is html for text in which something has to be escaped.
func (w *writer) htmlSlow(s string) {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			// U+FFFE and U+FFFF are no characters of XML
			if c != 0xef || s[i+1] != 0xbf || s[i+2] < 0xbe {
				continue
			}
			w.b = append(w.b, s[from:i]...)
			w.b = append(w.b, "\uFFFD"...)
			i += 2
			from = i + 1
			continue
		}
		if htmlPlain[c] {
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
