package icd

import "github.com/openephr/ephr-go/codes"

// Sensitivity is the sensitivity group of c, and "" where c is ordinary. A code
// that stands in several groups, such as O98.7, has the one first that is more
// telling: HIV before pregnancy. [Code.Sensitivities] has all.
//
// The groups are those of HL7's v3-ActCode and of the list sensitivity of
// package codes. They follow from where the code stands, so a code that is not
// listed has one too. The table prefers protection: a code that suggests HIV
// or violence without saying so is in the group.
func (c Code) Sensitivity() codes.Sensitivity { return sensitivitySets[c.sensitivitySet()][0] }

// Sensitivities appends all sensitivity groups of c to dst, the one of
// [Code.Sensitivity] first. Whoever releases data group by group must have the
// consent for each of them.
func (c Code) Sensitivities(dst []codes.Sensitivity) []codes.Sensitivity {
	for _, s := range sensitivitySets[c.sensitivitySet()] {
		if s != "" {
			dst = append(dst, s)
		}
	}
	return dst
}

func (c Code) sensitivitySet() uint8 {
	r := c.row()
	if r.sensitivityRows == 0 {
		return r.sensitivity
	}
	return sensitivityRows[r.sensitivityRows-1][c.fourth()]
}
