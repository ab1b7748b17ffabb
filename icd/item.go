package icd

import "iter"

// Kind says what an [Item] is.
type Kind string

// The kinds of items. A subcategory has four or five characters.
const (
	KindChapter     Kind = "chapter"
	KindBlock       Kind = "block"
	KindCategory    Kind = "category"
	KindSubcategory Kind = "subcategory"
)

// Item is an entry of the classification as text, for lists and for users who
// pick a code.
type Item struct {
	// Code is IX, I10-I15, I11 or I11.0.
	Code string `json:"code"`
	// Kind is what it is.
	Kind Kind `json:"kind"`
	// Parent is the item directly above, "" for a chapter.
	Parent string `json:"parent"`
	// Chapter is the chapter, of a chapter itself.
	Chapter string `json:"chapter"`
	// Block is the innermost block, of a block itself; "" for a chapter.
	Block string `json:"block"`
	// Label is a short name in our own words, see [Code.Label].
	Label string `json:"title"`
	// Edition is "" for what WHO's edition of 2019 has, else see [Code.Edition].
	Edition string `json:"edition,omitempty"`
}

// Lookup finds the item of the given name: a chapter (IX), a block (I10-I15)
// or a code in any spelling that [Parse] takes. It reports false for what is
// no name of an item, and for codes whose status is StatusUnknown. Codes with a
// supplementary character and codes of another edition are found; the latter
// say so in Edition.
func Lookup(name string) (Item, bool) {
	if c, err := Parse(name); err == nil {
		if c.Known() == StatusUnknown {
			return Item{}, false
		}
		return c.Item(), true
	}
	if b, err := ParseBlock(name); err == nil {
		return b.Item(), true
	}
	if c, err := ParseChapter(name); err == nil {
		return c.Item(), true
	}
	return Item{}, false
}

// Item is the chapter as an item, and the zero Item for what is no chapter.
func (c Chapter) Item() Item {
	if c.String() == "" {
		return Item{}
	}
	return Item{Code: c.String(), Kind: KindChapter, Chapter: c.String(), Label: c.Label()}
}

// Item is the block as an item, and the zero Item for the zero Block.
func (b Block) Item() Item {
	if b.IsZero() {
		return Item{}
	}
	parent := b.Parent().String()
	if parent == "" {
		parent = b.Chapter().String()
	}
	return Item{b.String(), KindBlock, parent, b.Chapter().String(), b.String(), b.Label(), ""}
}

// Item is the code as an item, listed or not, and the zero Item for the zero Code.
func (c Code) Item() Item {
	if c.IsZero() {
		return Item{}
	}
	i := Item{c.String(), KindSubcategory, c.Parent().String(), c.Chapter().String(), c.Block().String(), c.Label(), ""}
	if c == c.Category() {
		i.Kind, i.Parent = KindCategory, i.Block
		if i.Parent == "" {
			i.Parent = i.Chapter
		}
	}
	if e := c.Edition(); e != Edition {
		i.Edition = e
	}
	return i
}

// All yields the 12,542 items of WHO's ICD-10 of 2019 in the order of the
// book: every chapter and block before what stands in it, chapter XXII (the
// letter U) last.
func All() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		b := uint16(1)
		for chapter := Chapter(1); int(chapter) < len(chapterText); chapter++ {
			if !yield(chapter.Item()) {
				return
			}
			for n := blocks[b].first; int(n) < len(categories) && categories[n].chapter == uint8(chapter); n++ {
				for ; int(b) < len(blocks) && blocks[b].first == n && blocks[b].chapter == uint8(chapter); b++ {
					if !yield((Block{b}).Item()) {
						return
					}
				}
				for c := range categories[n].codes(n) {
					if !yield(c.Item()) {
						return
					}
				}
			}
		}
	}
}

// Codes yields the 12,246 listed codes in the order of [Code.Compare].
func Codes() iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for n := range categories {
			for c := range categories[n].codes(uint16(n)) {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// codes yields the listed codes of the category of number n.
func (r *category) codes(n uint16) iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for f := range uint32(11) {
			c := Code{uint32(n)<<8 | f<<4}
			if r.listed>>f&1 == 0 {
				continue
			}
			if !yield(c) {
				return
			}
			for i := range fiveCharacters {
				if f != 0 && fiveCharacters[i].code.Parent() == c && !yield(fiveCharacters[i].code) {
					return
				}
			}
		}
	}
}

// ends yields the first and the last code of the range, or the only one.
func (r Range) ends() iter.Seq[Code] {
	return func(yield func(Code) bool) {
		if yield(r.First) && r.Last != r.First {
			yield(r.Last)
		}
	}
}
