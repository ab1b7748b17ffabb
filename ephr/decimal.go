package ephr

import (
	"errors"
	"math/big"
	"strconv"

	"github.com/openephr/ephr-go/internal/jsontext"
)

// Decimal is an exact number that keeps the digits it was written with: 37.50
// stays 37.50. Its form is JSON's, with at most 40 characters and an exponent
// between -30 and 30. The zero Decimal means none; "0" is zero.
type Decimal string

// Integer is a whole number in decimal digits. The zero Integer means none;
// "0" is zero. In JSON it is a number.
type Integer string

var (
	errDecimal = errors.New("ephr: not a decimal number")
	errInteger = errors.New("ephr: not a whole number")
)

// ParseDecimal checks the form of a number. Its error does not hold the text.
func ParseDecimal(s string) (Decimal, error) {
	if !Decimal(s).Valid() {
		return "", errDecimal
	}
	return Decimal(s), nil
}

// Int writes n as an Integer.
func Int(n int) Integer { return Integer(strconv.Itoa(n)) }

// ParseInteger checks the form of a whole number. Its error does not hold the text.
func ParseInteger(s string) (Integer, error) {
	if !Integer(s).Valid() {
		return "", errInteger
	}
	return Integer(s), nil
}

// Valid reports whether d has the form of a number.
func (d Decimal) Valid() bool {
	end, ok := jsontext.Number(string(d), 0)
	return ok && end == len(d) && numberFits(string(d))
}

// Valid reports whether i has the form of a whole number of at most 15 digits.
func (i Integer) Valid() bool { return validInteger(string(i)) }

// Int64 is the number; false where it is none.
func (i Integer) Int64() (int64, bool) {
	if !i.Valid() {
		return 0, false
	}
	n, err := strconv.ParseInt(string(i), 10, 64)
	return n, err == nil
}

// Float64 is the number nearest to d; false where d is none. Use it to compare, never to store.
func (d Decimal) Float64() (float64, bool) {
	if !d.Valid() {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(d), 64)
	return f, err == nil
}

// Rat is the exact value of d; false where d is none.
func (d Decimal) Rat() (*big.Rat, bool) {
	if !d.Valid() {
		return nil, false
	}
	return new(big.Rat).SetString(string(d))
}

// Compare orders two numbers by value, 37.5 and 37.50 being the same; false where one is none.
func (d Decimal) Compare(e Decimal) (int, bool) {
	a, ok1 := d.Rat()
	b, ok2 := e.Rat()
	if !ok1 || !ok2 {
		return 0, false
	}
	return a.Cmp(b), true
}

// MarshalJSON writes the number with its own digits.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if !d.Valid() {
		return nil, errDecimal
	}
	return []byte(d), nil
}

// UnmarshalJSON keeps the number's digits.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	v, err := ParseDecimal(string(b))
	*d = v
	return err
}

// MarshalJSON writes the number.
func (i Integer) MarshalJSON() ([]byte, error) {
	if !i.Valid() {
		return nil, errInteger
	}
	return []byte(i), nil
}

// UnmarshalJSON reads a number.
func (i *Integer) UnmarshalJSON(b []byte) error {
	v, err := ParseInteger(string(b))
	*i = v
	return err
}

func validInteger(s string) bool {
	if len(s) > 0 && s[0] == '-' {
		s = s[1:]
		if s == "0" {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 15 && digits(s) && (s[0] != '0' || len(s) == 1)
}

// numberFits bounds a number's length and exponent, so that no reader of the
// record, in whatever language, is made to expand 1e999999.
func numberFits(s string) bool {
	if len(s) > 40 {
		return false
	}
	for i := range len(s) {
		if s[i]|0x20 == 'e' {
			e := s[i+1:]
			if e[0] == '+' || e[0] == '-' {
				e = e[1:]
			}
			return len(e) <= 2 && number(e) <= 30
		}
	}
	return true
}
