package icd

import "strings"

// Range is a range of codes, both ends included with all that stands below
// them: J12-J18 contains J18.9, and B18.0-B18.1 contains B18.10. A case
// definition is a list of ranges. The zero value contains nothing.
type Range struct {
	First, Last Code
}

// ParseRange reads two codes with a hyphen or en dash between them, or one
// code, which is the range of it and all below it. The error is [ErrSyntax] or
// [ErrModification]; it is the former too where the range runs backwards or a
// code has a dagger or asterisk.
func ParseRange(s string) (Range, error) {
	a, b, found := strings.Cut(s, "-")
	if !found {
		a, b, found = strings.Cut(s, "–")
	}
	first, mark, err := ParseMarked(a)
	if err != nil {
		return Range{}, err
	}
	last := first
	if found {
		var m Mark
		if last, m, err = ParseMarked(b); err != nil {
			return Range{}, err
		}
		mark |= m
	}
	if mark != NoMark || last.v < first.v {
		return Range{}, ErrSyntax
	}
	return Range{first, last}, nil
}

// Contains reports whether c stands in the range, listed or not.
func (r Range) Contains(c Code) bool {
	last := r.Last.v
	switch {
	case last&0xff == 0:
		last |= 0xff
	case last&0xf == 0:
		last |= 0xf
	}
	return r.First.v <= c.v && c.v <= last && c.v != 0
}

// IsZero reports whether r is the zero Range.
func (r Range) IsZero() bool { return r == Range{} }

// String is the range as [ParseRange] reads it, with a single code where both
// ends are the same, and nothing for the zero Range.
func (r Range) String() string {
	if r.First == r.Last {
		return r.First.String()
	}
	return r.First.String() + "-" + r.Last.String()
}

// MarshalText is the text of [Range.String].
func (r Range) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what [ParseRange] reads, and nothing as the zero Range.
func (r *Range) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*r = Range{}
		return nil
	}
	d, err := ParseRange(string(text))
	if err == nil {
		*r = d
	}
	return err
}
