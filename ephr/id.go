package ephr

import (
	"crypto/rand"
	"encoding/hex"
)

// ID names an item within one record: 1 to 64 of A-Z, a-z, 0-9, hyphen and
// dot, as FHIR R4 has it for resource ids. The zero ID means no item.
type ID string

// UUID is a random identifier across records, RFC 9562 text in lower case
// without a urn: prefix. The zero UUID means none.
type UUID string

// NewID mints an item's id from 80 random bits, so that two sites which
// append to copies of one record do not mint the same.
func NewID() ID {
	const digits = "0123456789abcdefghjkmnpqrstvwxyz" // Crockford's base 32: no i, l, o, u
	var raw [10]byte
	_, _ = rand.Read(raw[:]) // never fails since Go 1.24
	var text [16]byte
	for i := range 2 {
		var v uint64
		for _, b := range raw[i*5 : i*5+5] {
			v = v<<8 | uint64(b)
		}
		for j := 7; j >= 0; j-- {
			text[i*8+j] = digits[v&31]
			v >>= 5
		}
	}
	return ID(text[:])
}

// NewUUID mints a random UUID (version 4).
func NewUUID() UUID {
	var raw [16]byte
	_, _ = rand.Read(raw[:]) // never fails since Go 1.24
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	var text [36]byte
	hex.Encode(text[0:8], raw[0:4])
	hex.Encode(text[9:13], raw[4:6])
	hex.Encode(text[14:18], raw[6:8])
	hex.Encode(text[19:23], raw[8:10])
	hex.Encode(text[24:36], raw[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return UUID(text[:])
}

var idByte = [256]bool{
	'-': true, '.': true, '0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true,
	'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true,
	'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
}

// Valid reports whether the id is well formed.
func (id ID) Valid() bool {
	if len(id) == 0 || len(id) > 64 {
		return false
	}
	for i := range len(id) {
		if !idByte[id[i]] {
			return false
		}
	}
	return true
}

// Valid reports whether the UUID is well formed: lower-case hexadecimal in groups of 8-4-4-4-12.
func (u UUID) Valid() bool {
	if len(u) != 36 {
		return false
	}
	for i := range len(u) {
		c := u[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !isDigit(c) && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

func isDigit(c byte) bool    { return '0' <= c && c <= '9' }
func isAlphaNum(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'z' }
