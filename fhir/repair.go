package fhir

import (
	"strings"
	"unicode/utf8"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/r4"
	"github.com/openephr/ephr-go/internal/tape"
)

// Repair is a place of foreign FHIR that breaks a rule of FHIR R4 (4.0.1) or of
// the International Patient Summary (2.0.0), and so does not stand in a document
// as it stood in the input: documents are written anew from what was understood.
type Repair struct {
	// Pointer is the place in the input: what is wrong, or the object that lacks
	// something. A member that FHIR does not have is not named, since its name
	// could be anything: the pointer is its object's.
	Pointer ephr.Pointer
	// Line and Column are the place as well, counted from 1, columns in code points.
	Line, Column int
	// Rule names the rule for good: FHIR's own key of an invariant (bdl-7,
	// ref-1, ips-pat-1), or a name of ours that begins with r4- or ips-.
	Rule string
	// What says in English what is wrong and what the document has instead. It
	// holds no value of the input.
	What string
	// Count is 1; or how many places the one of [RuleMore] stands for.
	Count int
}

// RuleMore is the rule of a last [Repair] that stands for those that are not listed.
const RuleMore = "r4-more"

// Repairs finds what [Import], followed by an export as [Document], mends in a
// FHIR R4 bundle or resource, in the order of the input. A document of ours has
// none. At most 1,000 are listed; where there are more, one of the rule
// [RuleMore] follows and says how many. Time and memory are in proportion to the
// input.
//
// Codes are judged by their form, check digit and the value sets that R4 itself
// enumerates; no terminology is asked.
//
// The error is an [*ImportError] where the input is no JSON.
//
// Sources: the definitions of FHIR R4 4.0.1 and of the IPS 2.0.0 (HL7, CC0).
func Repairs(data []byte) ([]Repair, error) {
	doc, err := tape.Parse(string(data), nil)
	if err != nil {
		return nil, importError(err)
	}
	flaws, more := r4.Check(&doc, 0)
	if len(flaws) == 0 {
		return nil, nil
	}
	out := make([]Repair, 0, len(flaws)+1)
	at := places{doc: &doc, line: 1}
	for i := range flaws {
		f := &flaws[i]
		if f.Rule == ruleCycle || f.Rule == ruleDeath {
			continue
		}
		at.move(f.Node)
		out = append(out, Repair{at.pointer(f.Rule == ruleUnknown), at.line, at.column(), f.Rule, what(f), 1})
	}
	if more > 0 {
		out = append(out, Repair{"", 1, 1, RuleMore, "more that are not listed", more})
	}
	return out, nil
}

// what is the text of a flaw.
func what(f *r4.Flaw) string {
	text := repairText(f.Rule)
	if f.Name != "" {
		return f.Name + " is missing: " + text
	}
	return text
}

// places finds the pointers and lines of nodes that are asked for in their order.
type places struct {
	doc   *tape.Doc
	next  int // the node that comes after the one last gone to
	open  []step
	line  int
	start int // where the line starts
	seen  int // how far lines have been counted
}

// step is a node around the cursor, with how many of its elements were gone by.
type step struct{ node, index int }

// move goes on to a node, which is not before the last one.
func (p *places) move(node int) {
	for ; p.next <= node; p.next++ {
		for len(p.open) > 0 && int(p.doc.Nodes[p.open[len(p.open)-1].node].End) <= p.next {
			p.open = p.open[:len(p.open)-1]
		}
		if len(p.open) > 0 {
			p.open[len(p.open)-1].index++
		}
		p.open = append(p.open, step{p.next, -1})
	}
	from := int(p.doc.Nodes[node].From)
	if from > p.seen {
		between := p.doc.Text[p.seen:from]
		p.line += strings.Count(between, "\n")
		if at := strings.LastIndexByte(between, '\n'); at >= 0 {
			p.start = p.seen + at + 1
		}
		p.seen = from
	}
}

// pointer is that of the node, or of what is around it.
func (p *places) pointer(around bool) ephr.Pointer {
	var out ephr.Pointer
	end := len(p.open)
	if around && end > 1 {
		end--
	}
	for i := 1; i < end; i++ {
		if p.doc.Nodes[p.open[i-1].node].Kind == tape.Array {
			out = out.Index(p.open[i-1].index)
		} else {
			out = out.Append(p.doc.Nodes[p.open[i].node].Key)
		}
	}
	return out
}

func (p *places) column() int { return 1 + utf8.RuneCountInString(p.doc.Text[p.start:p.seen]) }
