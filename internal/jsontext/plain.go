// Package jsontext reads and writes the strings and numbers of JSON for the parsers
// and writers of the module, which differ in all else.
package jsontext

import "math/bits"

// Plain marks the bytes that stand in a JSON string as they are: ASCII without
// controls, quotes and backslashes.
var Plain = [256]bool{
	' ': true, '!': true, '#': true, '$': true, '%': true, '&': true, '\'': true, '(': true, ')': true, '*': true, '+': true, ',': true, '-': true, '.': true, '/': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true, ':': true, ';': true, '<': true, '=': true, '>': true, '?': true,
	'@': true, 'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true, 'N': true, 'O': true,
	'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true, '[': true, ']': true, '^': true, '_': true,
	'`': true, 'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true, 'n': true, 'o': true,
	'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true, '{': true, '|': true, '}': true, '~': true,
}

// PlainEnd is the place of the first byte of s from i on that is not plain, or
// the length of s. It looks at eight bytes at a time: a subtraction sets the
// high bit of every byte below a bound, and an exclusive or makes a wanted byte
// zero. A borrow can only mark bytes above one that is marked rightly, so the
// lowest mark is always right.
func PlainEnd(s string, i int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for len(s)-i >= 8 {
		w := s[i : i+8]
		x := uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 |
			uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
		quote, slash, del := x^ones*'"', x^ones*'\\', x^ones*0x7f
		m := (x | (x - ones*' ') | (quote-ones)&^quote | (slash-ones)&^slash | (del-ones)&^del) & highs
		if m != 0 {
			return i + bits.TrailingZeros64(m)>>3
		}
		i += 8
	}
	for i < len(s) && Plain[s[i]] {
		i++
	}
	return i
}
