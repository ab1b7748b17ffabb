package ephr

import "errors"

// Bool is true, false or not stated. The zero Bool is not stated.
type Bool uint8

// The values of a Bool.
const (
	Unstated Bool = iota
	False
	True
)

var errBool = errors.New("ephr: not true or false")

// BoolOf is True or False.
func BoolOf(b bool) Bool {
	if b {
		return True
	}
	return False
}

// IsTrue reports whether b is stated and true.
func (b Bool) IsTrue() bool { return b == True }

// String is true, false or the empty string.
func (b Bool) String() string {
	switch b {
	case False:
		return "false"
	case True:
		return "true"
	}
	return ""
}

// MarshalJSON writes true or false, and null where nothing is stated.
func (b Bool) MarshalJSON() ([]byte, error) {
	if s := b.String(); s != "" {
		return []byte(s), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads true or false.
func (b *Bool) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "true":
		*b = True
	case "false":
		*b = False
	default:
		return errBool
	}
	return nil
}
