package icd

// Status says what is known of a code.
type Status uint8

// The answers of [Code.Known]. The zero value is StatusUnknown.
const (
	// StatusUnknown is the status of a code that no table here has.
	StatusUnknown Status = iota
	// StatusListed is the status of an entry of WHO's edition of 2019.
	StatusListed
	// StatusModified is the status of an entry of that edition with a
	// supplementary character that WHO provides for there.
	StatusModified
	// StatusOtherEdition is the status of a code that WHO's edition of 2019
	// does not have, but an earlier or later one or a national modification.
	StatusOtherEdition
)

// String is unknown, listed, modified or other edition.
func (s Status) String() string {
	switch s {
	case StatusListed:
		return "listed"
	case StatusModified:
		return "modified"
	case StatusOtherEdition:
		return "other edition"
	}
	return "unknown"
}

// Known says what is known of c. The table of other editions is short: it holds
// codes that data of primary care are likely to have, so a code whose status is
// StatusUnknown may still be one of another edition.
func (c Code) Known() Status {
	switch {
	case c.Listed():
		return StatusListed
	case c.modified():
		return StatusModified
	case c.otherEdition() != nil:
		return StatusOtherEdition
	}
	return StatusUnknown
}

// Edition names the edition that has c: 2019, "WHO before 2019", "WHO after
// 2019", "ICD-10-CM" or "ICD-10-GM". It is "" where that is unknown.
func (c Code) Edition() string {
	switch c.Known() {
	case StatusListed, StatusModified:
		return Edition
	case StatusOtherEdition:
		return c.otherEdition().edition
	}
	return ""
}

// Successor is the code of 2019 for what c means in the edition that has it,
// A97.9 for A90, and reports whether there is one. Only codes whose status is
// StatusOtherEdition have one. The pairs are not yet reviewed by a clinician:
// keep the code that was written beside its successor.
func (c Code) Successor() (Code, bool) {
	if e := c.otherEdition(); e != nil && !c.Listed() {
		return e.successor, !e.successor.IsZero()
	}
	return Code{}, false
}

// otherEdition is a row of the generated table of codes of other editions.
type otherEdition struct {
	codes     Range
	edition   string
	successor Code
	label     uint16
}

func (c Code) otherEdition() *otherEdition {
	for i := range otherEditions {
		if otherEditions[i].codes.Contains(c) {
			return &otherEditions[i]
		}
	}
	return nil
}

// A supplement is a supplementary character that WHO's tabular list provides
// for in the categories first to last of a letter.
type supplement struct {
	letter      byte
	first, last uint8
	// length is that of the code before it: 4 for a code with a fourth digit, 3
	// for a category without subcategories.
	length uint8
	// only is the fourth digit after which it may stand, plus one, or 0 for any.
	only uint8
	// digits has bit d where the digit d may stand.
	digits uint16
}

const (
	anyDigit = 1<<10 - 1
	zeroOne  = 1<<0 | 1<<1
	activity = 1<<0 | 1<<1 | 1<<2 | 1<<3 | 1<<4 | 1<<8 | 1<<9
)

// supplements are those of the tabular list of ICD-10 2019: the notes at the
// beginnings of chapters XIII (part of the body), XIX (closed or open fracture,
// wound into a body cavity) and XX (place and activity), and at I70 and J96.
// M50 and M51 say by themselves which part of the spine is meant.
var supplements = [...]supplement{
	{'I', 70, 70, 4, 0, zeroOne},
	{'J', 96, 96, 4, 0, zeroOne | 1<<9},
	{'M', 0, 49, 4, 0, anyDigit},
	{'M', 53, 99, 4, 0, anyDigit},
	{'S', 2, 2, 4, 0, zeroOne},
	{'S', 6, 6, 4, 0, zeroOne},
	{'S', 12, 12, 4, 0, zeroOne},
	{'S', 22, 22, 4, 0, zeroOne},
	{'S', 26, 27, 4, 0, zeroOne},
	{'S', 32, 32, 4, 0, zeroOne},
	{'S', 36, 37, 4, 0, zeroOne},
	{'S', 42, 42, 4, 0, zeroOne},
	{'S', 52, 52, 4, 0, zeroOne},
	{'S', 62, 62, 4, 0, zeroOne},
	{'S', 72, 72, 4, 0, zeroOne},
	{'S', 82, 82, 4, 0, zeroOne},
	{'S', 92, 92, 4, 0, zeroOne},
	{'T', 2, 2, 4, 0, zeroOne},
	{'T', 8, 8, 3, 0, zeroOne},
	{'T', 10, 10, 3, 0, zeroOne},
	{'T', 12, 12, 3, 0, zeroOne},
	{'T', 14, 14, 4, 2 + 1, zeroOne},
	{'V', 1, 99, 4, 0, activity},
	{'W', 0, 99, 3, 0, anyDigit},
	{'W', 0, 99, 4, 0, activity},
	{'X', 0, 99, 3, 0, anyDigit},
	{'X', 0, 99, 4, 0, activity},
	{'Y', 0, 34, 3, 0, anyDigit},
	{'Y', 0, 34, 4, 0, activity},
}

// modified reports whether c is a listed code with a supplementary character,
// or with two of them: place and activity.
func (c Code) modified() bool {
	length, digit := uint8(4), c.fifth()
	switch {
	case digit != 0:
		if p := c.Parent(); !p.Listed() && !p.modified() {
			return false
		}
	case c.fourth() != 0:
		length, digit = 3, c.fourth()
		if c.row().listed != 1 {
			return false
		}
	default:
		return false
	}
	n := c.v>>8 - 1
	for i := range supplements {
		s := &supplements[i]
		if s.letter == 'A'+byte(n/100) && uint32(s.first) <= n%100 && n%100 <= uint32(s.last) &&
			s.length == length && (s.only == 0 || uint32(s.only) == c.fourth()) && s.digits>>(digit-1)&1 != 0 {
			return true
		}
	}
	return false
}
