package icd

import "math/bits"

// Label is a short name of c in our own words: its own label, or else that of
// its category, or else of its block. It is "" only where a code that is not
// listed stands in no block and no other edition is known to have it. Labels
// are English and not yet reviewed by a clinician.
//
// An inherited label is right but says less than the code: that of E11.3 is
// that of E11.
func (c Code) Label() string {
	r, f := c.row(), c.fourth()
	if r.listed>>f&1 == 0 {
		if e := c.otherEdition(); e != nil {
			return label(int(e.label))
		}
	}
	n := int(r.label)
	if r.named>>f&1 != 0 {
		n += bits.OnesCount16(r.named & (2<<f - 1))
	}
	return label(n)
}

func label(n int) string { return labelText[labelStarts[n]:labelStarts[n+1]] }

// labelled reports whether c has a label of its own.
func (c Code) labelled() bool {
	r, f := c.row(), c.fourth()
	if c.fifth() != 0 {
		return false
	}
	if f != 0 {
		return r.named>>f&1 != 0
	}
	return int(r.label) >= len(chapterText)-1+len(blocks)
}
