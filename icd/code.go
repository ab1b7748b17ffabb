package icd

import (
	"cmp"
	"errors"
	"math/bits"
	"strings"
	"unicode"
)

// Edition is the edition of ICD-10 that the package knows: the version to
// write beside a listed code.
const Edition = "2019"

// Code is an ICD-10 code of three, four or five characters. It is small, can
// be compared with == and can be the key of a map; codes are equal when they
// are spelled the same in canonical form. A Code need not be listed, see
// [Code.Known].
//
// The zero value is no code; it is not a valid spelling of anything.
type Code struct {
	// v is the number of the category (A00 is 1, Z99 is 2600) in bits 8 and
	// up, then four bits each for the fourth and fifth digit: the digit plus
	// one, or zero where there is none. So codes sort as they are spelled, and a
	// code comes right before those below it.
	v uint32
}

// category is what the generated table knows of a category, listed or not.
type category struct {
	listed uint16 // bit 0: the category is listed; bit d+1: so is the subcategory with fourth digit d
	named  uint16 // bit d+1: that subcategory has a label of its own
	text   uint16 // where its spellings begin in codeText
	label  uint16 // number of its label, or of its block's, or 0; its subcategories' follow
	block  uint16 // innermost block that holds it, or 0

	chapter uint8 // 1 to 22

	sensitivity     uint8 // number of its set and of all below it
	sensitivityRows uint8 // or number plus one of its row of sets
}

func (c Code) row() *category { return &categories[c.v>>8] }
func (c Code) fourth() uint32 { return c.v >> 4 & 15 }
func (c Code) fifth() uint32  { return c.v & 15 }

// Mark says which of a pair of codes one is. WHO classifies some diseases
// twice: by cause, marked with a dagger, and by organ, marked with an asterisk.
// An asterisk code is never used alone. The zero value is no mark.
type Mark uint8

// The marks.
const (
	NoMark   Mark = iota
	Dagger        // the cause, spelled + or †
	Asterisk      // the organ, spelled *
)

// String is "†", "*", or nothing.
func (m Mark) String() string {
	switch m {
	case Dagger:
		return "†"
	case Asterisk:
		return "*"
	}
	return ""
}

// The errors of the functions that parse. None of them contains the input,
// which may be a person's data. All of them are [ErrSyntax] to [errors.Is].
var (
	// ErrSyntax says that a text is not spelled like an ICD-10 code, range,
	// block or chapter.
	ErrSyntax = errors.New("icd: not spelled like ICD-10: want a letter and two digits, then a dot and one or two digits, or nothing")
	// ErrModification says that a text is spelled like a code of ICD-10-CM or
	// another national modification that WHO's ICD-10 cannot have: it has more
	// than five characters, or a letter among the digits.
	ErrModification error = &syntaxError{"icd: spelled like a code of a national modification such as ICD-10-CM, not of WHO's ICD-10"}
	// ErrMark says that a code has a dagger or asterisk where it cannot be kept.
	ErrMark error = &syntaxError{"icd: a dagger or asterisk has no place in a code; see ParseMarked"}
)

type syntaxError struct{ text string }

func (e *syntaxError) Error() string { return e.text }
func (e *syntaxError) Unwrap() error { return ErrSyntax }

// Parse reads a code. The letter may be lower case, the dot may be missing
// (e119) or a comma (E11,9, as registers export it where the comma is the
// decimal sign), there may be white space around it, and a dagger (+ or †) or
// asterisk (*) after it, with white space before the mark or without; Parse
// drops the mark, [ParseMarked] returns it. White space inside the code is
// refused: it may be two things in one cell. The error is [ErrSyntax] or
// [ErrModification].
//
// Canonical spelling is that of [Code.String]; whether s has it is the
// question Parse(s).String() == s.
func Parse(s string) (Code, error) {
	if len(s) == len("E11.9") && s[3] == '.' { // most codes; the rest only makes this one faster
		if v, d := head(s), uint32(s[4])-'0'; v != 0 && d <= 9 {
			return Code{v | (d+1)<<4}, nil
		}
	}
	c, _, err := ParseMarked(s)
	return c, err
}

// ParseMarked is [Parse] and returns the dagger or asterisk after the code too.
func ParseMarked(s string) (Code, Mark, error) {
	if c := parseBare(s); c.v != 0 {
		return c, NoMark, nil
	}
	return parseLoose(s)
}

// MustParse is [Parse] for codes written into a program: it panics where Parse
// returns an error.
func MustParse(s string) Code {
	c, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return c
}

// head reads the category at the start of s, which has three bytes or more, and
// gives its number in bits 8 and up, or zero.
func head(s string) uint32 {
	letter, tens, ones := uint32(s[0]|0x20)-'a', uint32(s[1])-'0', uint32(s[2])-'0'
	if letter > 25 || tens > 9 || ones > 9 {
		return 0
	}
	return (letter*100 + tens*10 + ones + 1) << 8
}

// parseBare reads a code without anything around it; zero means that it is none.
func parseBare(s string) Code {
	if len(s) < 3 {
		return Code{}
	}
	v := head(s)
	if v == 0 || len(s) == 3 {
		return Code{v}
	}
	s = s[3:]
	if s[0] == '.' || s[0] == ',' {
		s = s[1:]
	}
	if len(s) < 1 || len(s) > 2 {
		return Code{}
	}
	d := uint32(s[0]) - '0'
	if d > 9 {
		return Code{}
	}
	v |= (d + 1) << 4
	if len(s) == 1 {
		return Code{v}
	}
	d = uint32(s[1]) - '0'
	if d > 9 {
		return Code{}
	}
	return Code{v | (d + 1)}
}

func parseLoose(s string) (Code, Mark, error) {
	s = strings.TrimSpace(s)
	mark := NoMark
	if t, ok := strings.CutSuffix(s, "*"); ok {
		s, mark = t, Asterisk
	} else if t, ok := strings.CutSuffix(s, "+"); ok {
		s, mark = t, Dagger
	} else if t, ok := strings.CutSuffix(s, "†"); ok {
		s, mark = t, Dagger
	}
	if mark != NoMark {
		s = strings.TrimRightFunc(s, unicode.IsSpace)
	}
	if c := parseBare(s); c.v != 0 {
		return c, mark, nil
	}
	if isModification(s) {
		return Code{}, NoMark, ErrModification
	}
	return Code{}, NoMark, ErrSyntax
}

// isModification reports whether s, which parseBare refuses, is spelled like a
// code of ICD-10-CM: letter, digit, letter or digit, then up to four of either
// after a dot that may be missing.
func isModification(s string) bool {
	if len(s) > 3 && s[3] == '.' && len(s) > 4 {
		s = s[:3] + s[4:]
	}
	if len(s) < 3 || len(s) > 7 {
		return false
	}
	for i := range len(s) {
		letter, digit := s[i]|0x20-'a' < 26, s[i]-'0' < 10
		if i == 0 && !letter || i == 1 && !digit || !letter && !digit {
			return false
		}
	}
	return true
}

// IsZero reports whether c is no code.
func (c Code) IsZero() bool { return c.v == 0 }

// Compare is -1, 0 or +1 as c comes before, is, or comes after d in the order
// of spelling: a code comes right before those below it. The book has the same
// order, but for chapter XXII (the letter U), which is its last.
func (c Code) Compare(d Code) int { return cmp.Compare(c.v, d.v) }

// String is the canonical spelling: upper case with a dot, such as E11.9, and
// nothing for the zero Code. It allocates only for codes that are not listed.
func (c Code) String() string {
	if c.v == 0 {
		return ""
	}
	r, f := c.row(), c.fourth()
	if r.listed>>f&1 == 0 || c.fifth() != 0 {
		for i := range fiveCharacters {
			if fiveCharacters[i].code == c {
				return fiveCharacters[i].text
			}
		}
		return string(c.AppendTo(make([]byte, 0, 6)))
	}
	if f == 0 {
		return codeText[r.text:][:3]
	}
	at := int(r.text) + 5*bits.OnesCount16(r.listed>>1&(1<<(f-1)-1))
	return codeText[at:][:5]
}

// AppendTo appends the canonical spelling to dst.
func (c Code) AppendTo(dst []byte) []byte {
	if c.v == 0 {
		return dst
	}
	n := c.v>>8 - 1
	dst = append(dst, 'A'+byte(n/100), '0'+byte(n/10%10), '0'+byte(n%10))
	if f := c.fourth(); f != 0 {
		dst = append(dst, '.', '0'+byte(f-1))
		if f := c.fifth(); f != 0 {
			dst = append(dst, '0'+byte(f-1))
		}
	}
	return dst
}

// AppendText is [Code.AppendTo] as [encoding.TextAppender] wants it.
func (c Code) AppendText(dst []byte) ([]byte, error) { return c.AppendTo(dst), nil }

// MarshalText is the canonical spelling, and empty for the zero Code.
func (c Code) MarshalText() ([]byte, error) { return c.AppendTo(nil), nil }

// UnmarshalText reads what [Parse] reads, and nothing as the zero Code. It
// refuses a dagger or asterisk with [ErrMark], since a Code cannot keep it. On
// an error it does not change the code.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Code{}
		return nil
	}
	d, mark, err := ParseMarked(string(text))
	if err == nil && mark != NoMark {
		err = ErrMark
	}
	if err == nil {
		*c = d
	}
	return err
}

// Listed reports whether c is an entry of WHO's ICD-10 of 2019: one of 2,050
// categories, 10,192 codes of four and 4 of five characters.
func (c Code) Listed() bool {
	if c.v&15 != 0 {
		return c.listedFive()
	}
	return categories[c.v>>8].listed>>(c.v>>4&15)&1 != 0
}

func (c Code) listedFive() bool {
	for i := range fiveCharacters {
		if fiveCharacters[i].code == c {
			return true
		}
	}
	return false
}

// Category is the three-character category of c: E11 for E11.9, and c itself
// where it is one.
func (c Code) Category() Code { return Code{c.v &^ 0xff} }

// Parent is the code one character shorter: E11 for E11.9. It is zero for a
// category, which stands in [Code.Block].
func (c Code) Parent() Code {
	switch {
	case c.v&0xf != 0:
		return Code{c.v &^ 0xf}
	case c.v&0xff != 0:
		return Code{c.v &^ 0xff}
	}
	return Code{}
}

// Chapter is the chapter in which c stands, listed or not. It is zero only for
// the zero Code. Where the book has a gap, as at D49, it is the chapter before.
func (c Code) Chapter() Chapter { return Chapter(c.row().chapter) }

// Block is the innermost block in whose range c stands, listed or not, and
// zero where there is none, as for A90.
func (c Code) Block() Block { return Block{c.row().block} }

// Ancestors appends the names of what c stands in, the nearest first: for
// C18.0 these are C18, C15-C26, C00-C75, C00-C97 and II. There are at most
// six. It allocates nothing when dst has room, unless a code above c is not
// listed.
func (c Code) Ancestors(dst []string) []string {
	if c.v&0xff != 0 {
		if c.v&0xf != 0 {
			dst = append(dst, c.Parent().String())
		}
		dst = append(dst, c.Category().String())
	}
	r := c.row()
	for b := r.block; b != 0; b = blocks[b].parent {
		at := 7 * (int(b) - 1)
		dst = append(dst, blockText[at:at+7])
	}
	if r.chapter != 0 {
		dst = append(dst, chapterText[r.chapter])
	}
	return dst
}
