package r4

import (
	"strings"
	"unicode/utf8"

	"github.com/openephr/ephr-go/internal/tape"
)

// maxText is how many characters a string may have.
const maxText = 1 << 20

// jsonKind reports whether a primitive may be of that kind of JSON.
func jsonKind(typ int, kind tape.Kind) bool {
	switch typ {
	case typeBoolean:
		return kind == tape.True || kind == tape.False
	case typeDecimal, typeInteger, typePositiveInt, typeUnsignedInt:
		return kind == tape.Number
	}
	return kind == tape.String
}

// form reports whether a text has the form that R4 wants of a primitive.
func form(typ int, s string) bool {
	switch typ {
	case typeBoolean, typeDecimal, typeXhtml:
		return true // JSON has seen to it; a narrative is judged as a whole
	case typeInteger:
		return isInt(s)
	case typePositiveInt:
		return isInt(s) && s[0] != '-' && s != "0"
	case typeUnsignedInt:
		return isInt(s) && s[0] != '-'
	case typeString, typeMarkdown:
		return isText(s)
	case typeCode:
		return isCode(s)
	case typeId:
		return isID(s)
	case typeUri, typeUrl:
		return isURI(s)
	case typeCanonical:
		url, version, _ := strings.Cut(s, "|")
		return isURI(url) && !strings.ContainsAny(version, " \t\r\n")
	case typeOid:
		return isOID(s)
	case typeUuid:
		return isUUID(s)
	case typeDate:
		return isDate(s)
	case typeDateTime:
		return isDateTime(s)
	case typeInstant:
		return isInstant(s)
	case typeTime:
		n := clock(s)
		return n > 0 && n == len(s)
	case typeBase64Binary:
		return isBase64(s)
	}
	return true
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// blank is what \s is in R4's patterns, as far as it is ASCII.
func blank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// isInt: a JSON number without fraction and exponent, of 32 bits.
func isInt(s string) bool {
	neg := strings.HasPrefix(s, "-")
	t := s
	if neg {
		t = s[1:]
	}
	if len(t) == 0 || len(t) > 10 {
		return false
	}
	var n int64
	for i := 0; i < len(t); i++ {
		if !digit(t[i]) {
			return false
		}
		n = n*10 + int64(t[i]-'0')
	}
	return n <= 1<<31-1 || neg && n == 1<<31
}

// isText: not empty, not only blanks, no control characters, not too long.
func isText(s string) bool {
	seen := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' && c != '\t' && c != '\n' && c != '\r':
			return false
		case c > ' ':
			seen = true
		}
	}
	return seen && (len(s) <= maxText || utf8.RuneCountInString(s) <= maxText)
}

// isCode: no outer blanks, and no more than one between words.
func isCode(s string) bool {
	last := true
	for i := 0; i < len(s); i++ {
		b := blank(s[i])
		if b && last || s[i] < ' ' {
			return false
		}
		last = b
	}
	return s != "" && !last
}

func isID(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !digit(c) && (c|0x20 < 'a' || c|0x20 > 'z') && c != '-' && c != '.' {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 64
}

// isURI: no blanks; a URN of a UUID or OID is one. \s of R4's patterns is more
// than ASCII: U+00A0 and the blanks of typesetting as well.
func isURI(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c <= ' ' {
			return false
		}
		if c >= 0x80 && (strings.HasPrefix(s[i:], "\u00a0") || strings.HasPrefix(s[i:], "\u3000") || strings.HasPrefix(s[i:], "\ufeff") ||
			c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] <= 0x8a || s[i+2] == 0xa8 || s[i+2] == 0xa9 || s[i+2] == 0xaf)) {
			return false
		}
	}
	switch {
	case s == "":
		return false
	case hasFold(s, "urn:uuid:"):
		return strings.HasPrefix(s, "urn:uuid:") && uuidText(s[len("urn:uuid:"):], true)
	case strings.HasPrefix(s, "urn:oid:"):
		return isOID(s)
	}
	return true
}

// hasFold reports whether s begins with a prefix of lower-case ASCII, in any case.
func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// uuidText: 8-4-4-4-12 hexadecimal digits.
func uuidText(s string, upper bool) bool {
	if len(s) != 36 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
			continue
		}
		if !digit(c) && !(c >= 'a' && c <= 'f') && !(upper && c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

func isUUID(s string) bool {
	return strings.HasPrefix(s, "urn:uuid:") && uuidText(s[len("urn:uuid:"):], false)
}

// isOID: urn:oid: and at least two numbers without leading zeros, the first up to 2.
func isOID(s string) bool {
	s, ok := strings.CutPrefix(s, "urn:oid:")
	if !ok || len(s) < 3 || s[0] > '2' || s[0] < '0' || s[1] != '.' {
		return false
	}
	start := 2
	for i := 2; i <= len(s); i++ {
		if i < len(s) && s[i] != '.' {
			if !digit(s[i]) {
				return false
			}
			continue
		}
		if i == start || s[start] == '0' && i-start > 1 {
			return false
		}
		start = i + 1
	}
	return true
}

// two is the number of two digits at i, or -1.
func two(s string, i int) int {
	if i+2 > len(s) || !digit(s[i]) || !digit(s[i+1]) {
		return -1
	}
	return int(s[i]-'0')*10 + int(s[i+1]-'0')
}

// day is the length of the date at the start of s, of one to three parts; 0 where there is none.
func day(s string) int {
	hi, lo := two(s, 0), two(s, 2)
	if hi < 0 || lo < 0 || hi+lo == 0 {
		return 0
	}
	if len(s) == 4 || s[4] != '-' {
		return 4
	}
	month := two(s, 5)
	if month < 1 || month > 12 {
		return 0
	}
	if len(s) == 7 || s[7] != '-' {
		return 7
	}
	year := hi*100 + lo
	last := 31
	switch month {
	case 4, 6, 9, 11:
		last = 30
	case 2:
		last = 28
		if year%4 == 0 && year%100 != 0 || year%400 == 0 {
			last = 29
		}
	}
	if d := two(s, 8); d < 1 || d > last {
		return 0
	}
	return 10
}

// clock is the length of the time of day at the start of s; 0 where there is none.
func clock(s string) int {
	if len(s) < 8 || s[2] != ':' || s[5] != ':' {
		return 0
	}
	h, m, sec := two(s, 0), two(s, 3), two(s, 6)
	if h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60 {
		return 0
	}
	if len(s) == 8 || s[8] != '.' {
		return 8
	}
	i := 9
	for i < len(s) && digit(s[i]) {
		i++
	}
	if i == 9 {
		return 0
	}
	return i
}

func isZone(s string) bool {
	if s == "Z" {
		return true
	}
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return false
	}
	h, m := two(s, 1), two(s, 4)
	return h >= 0 && m >= 0 && m < 60 && (h < 14 || h == 14 && m == 0)
}

func isDate(s string) bool { n := day(s); return n > 0 && n == len(s) }

func isInstant(s string) bool {
	if day(s) != 10 || len(s) < 20 || s[10] != 'T' {
		return false
	}
	n := clock(s[11:])
	return n > 0 && isZone(s[11+n:])
}

func isDateTime(s string) bool { return isDate(s) || isInstant(s) }

// isBase64: groups of four, blanks between them.
func isBase64(s string) bool {
	n, pad := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case blank(c):
		case c == '=':
			n++
			pad++
		case pad == 0 && (digit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '+' || c == '/'):
			n++
		default:
			return false
		}
	}
	return n > 0 && n%4 == 0 && pad <= 2
}

// isAbsolute reports whether a URI begins with a scheme.
func isAbsolute(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch letter := c|0x20 >= 'a' && c|0x20 <= 'z'; {
		case letter:
		case i > 0 && (digit(c) || c == '+' || c == '.' || c == '-'):
		case i > 0 && c == ':':
			return true
		default:
			return false
		}
	}
	return false
}
