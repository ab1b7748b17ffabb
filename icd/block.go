package icd

import "strings"

// Chapter is one of the 22 chapters of ICD-10, by its number. The zero value
// is no chapter.
type Chapter uint8

// ParseChapter reads the number of a chapter in Roman numerals of either case.
// The error is [ErrSyntax].
func ParseChapter(s string) (Chapter, error) {
	s = strings.TrimSpace(s)
	for i := 1; i < len(chapterText); i++ {
		if strings.EqualFold(s, chapterText[i]) {
			return Chapter(i), nil
		}
	}
	return 0, ErrSyntax
}

// IsZero reports whether c is no chapter.
func (c Chapter) IsZero() bool { return c == 0 }

// String is the number in Roman numerals, IX, and nothing for what is no chapter.
func (c Chapter) String() string {
	if int(c) >= len(chapterText) {
		return ""
	}
	return chapterText[c]
}

// Label is a short name of the chapter in our own words, and "" for what is no
// chapter.
func (c Chapter) Label() string {
	if int(c) >= len(chapterText) {
		return ""
	}
	return labelText[labelStarts[c]:labelStarts[c+1]]
}

// Contains reports whether the code stands in the chapter, listed or not.
func (c Chapter) Contains(code Code) bool { return c != 0 && code.Chapter() == c }

// MarshalText is the number in Roman numerals.
func (c Chapter) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what [ParseChapter] reads, and nothing as the zero Chapter.
func (c *Chapter) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = 0
		return nil
	}
	d, err := ParseChapter(string(text))
	if err == nil {
		*c = d
	}
	return err
}

// Block is one of the 274 blocks of ICD-10, a range of categories such as
// A00-A09. Blocks nest: C15-C26 stands in C00-C75, and that in C00-C97. A
// block is small and can be compared with ==. The zero value is no block.
type Block struct {
	n uint16 // row in blocks
}

// block is what the generated table knows of a block.
type block struct {
	first, last uint16 // numbers of the categories
	parent      uint16 // number of the block that it stands in, or 0
	chapter     uint8
}

// ParseBlock reads the name of a block: its first and last category with a
// hyphen or en dash between them, C50-C50 for a block of one. The error is
// [ErrSyntax], also for a range that is no block.
func ParseBlock(s string) (Block, error) {
	r, err := ParseRange(s)
	if err == nil && strings.ContainsAny(s, "-–") {
		if b := r.block(); !b.IsZero() {
			return b, nil
		}
	}
	return Block{}, ErrSyntax
}

// block is the block of exactly the range, and zero where there is none.
func (r Range) block() Block {
	for b := r.First.row().block; b != 0; b = blocks[b].parent {
		if (Block{b}).Range() == r {
			return Block{b}
		}
	}
	return Block{}
}

// IsZero reports whether b is no block.
func (b Block) IsZero() bool { return b.n == 0 }

// String is the name of the block, such as A00-A09 or C50-C50, and nothing for
// the zero Block.
func (b Block) String() string {
	if b.n == 0 {
		return ""
	}
	at := 7 * (int(b.n) - 1)
	return blockText[at : at+7]
}

// Range is the range of the block's categories, and the zero Range for the
// zero Block. Not every category in it need be listed.
func (b Block) Range() Range {
	r := &blocks[b.n]
	return Range{Code{uint32(r.first) << 8}, Code{uint32(r.last) << 8}}
}

// Parent is the block in which b stands, and zero where it stands directly in
// its chapter.
func (b Block) Parent() Block { return Block{blocks[b.n].parent} }

// Chapter is the chapter of the block, and zero for the zero Block.
func (b Block) Chapter() Chapter { return Chapter(blocks[b.n].chapter) }

// Label is a short name of the block in our own words, and "" for the zero Block.
func (b Block) Label() string {
	if b.n == 0 {
		return ""
	}
	n := len(chapterText) - 1 + int(b.n)
	return labelText[labelStarts[n]:labelStarts[n+1]]
}

// Contains reports whether the code stands in the block, listed or not.
func (b Block) Contains(c Code) bool { return b.Range().Contains(c) }

// MarshalText is the name of the block.
func (b Block) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what [ParseBlock] reads, and nothing as the zero Block.
func (b *Block) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*b = Block{}
		return nil
	}
	d, err := ParseBlock(string(text))
	if err == nil {
		*b = d
	}
	return err
}
