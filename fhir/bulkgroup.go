package fhir

import (
	"cmp"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/internal/overlay"
	"github.com/openephr/ephr-go/internal/tape"
)

// bulkGroup are the lines of one record.
type bulkGroup struct {
	lines  []bulkLine
	seen   map[bulkKey]bool // what the lines say
	shared map[uint32]bool  // which loose lines are among them
	hash   *bulkHash
}

func (g *bulkGroup) reset(hash *bulkHash) {
	clear(g.lines)
	*g = bulkGroup{lines: g.lines[:0], seen: map[bulkKey]bool{}, shared: map[uint32]bool{}, hash: hash}
}

// add adds a line, if it is not there yet. It reports false for a second Patient,
// which cannot be.
func (g *bulkGroup) add(l bulkLine) bool {
	if l.key != (bulkKey{}) {
		said := g.hash.ofBytes(l.text)
		if g.seen[said] {
			return true
		}
		if l.flags&bulkPatient != 0 && g.patient() != nil {
			return false
		}
		g.seen[said] = true
	}
	g.lines = append(g.lines, l)
	return true
}

// patient is the line of the Patient.
func (g *bulkGroup) patient() *bulkLine {
	for i := range g.lines {
		if g.lines[i].flags&bulkPatient != 0 {
			return &g.lines[i]
		}
	}
	return nil
}

// share adds what belongs to nobody and is referred to.
func (g *bulkGroup) share(loose *bulkLoose) error {
	for i := 0; i < len(g.lines); i++ {
		for _, ref := range g.lines[i].refs {
			n, ok := loose.shared(ref)
			if !ok || g.shared[n] {
				continue
			}
			l, err := loose.get(n)
			if err != nil {
				return err
			}
			g.shared[n], loose.used[n] = true, true
			g.lines = append(g.lines, l)
		}
	}
	return nil
}

// order puts the Patient first, and the others into the order that our List of
// them has, where there is one.
func (g *bulkGroup) order() {
	if g.patient() == nil {
		return
	}
	place := map[bulkKey]int{}
	if i := g.orderList(); i >= 0 {
		list := &g.lines[i]
		for j, ref := range list.refs {
			if _, twice := place[ref]; !twice {
				place[ref] = j - len(list.refs)
			}
		}
		g.lines = slices.Delete(g.lines, i, i+1)
	}
	slices.SortStableFunc(g.lines, func(x, y bulkLine) int {
		return cmp.Or(-cmp.Compare(x.flags&bulkPatient, y.flags&bulkPatient), cmp.Compare(place[x.key], place[y.key]))
	})
}

// orderList is the place of our List, or -1.
func (g *bulkGroup) orderList() int {
	return slices.IndexFunc(g.lines, func(l bulkLine) bool { return l.flags&bulkList != 0 && isOrder(l.text) })
}

// isOrder reports whether a List is as we write it, so that nothing is lost with it.
func isOrder(list []byte) bool {
	doc, err := tape.Parse(string(list), nil)
	if err != nil {
		return false
	}
	root := el{&document{Doc: doc}, 0}
	record, ok := strings.CutPrefix(root.get("identifier").first().str("value"), "urn:uuid:")
	if !ok {
		return false
	}
	var names []string
	for e := range root.get("entry").each() {
		names = append(names, e.get("item").str("reference"))
	}
	again, err := tape.Parse(string(appendOrder(nil, record, root.get("subject").str("reference"), names)), nil)
	return err == nil && overlay.Equal(&again, 0, &doc, 0)
}

// bundleEntry is what stands before a resource in its line of the bundle.
const bundleEntry = `{"resource":`

// bundle is a bundle of the lines, each on a line of its own. It says nothing
// that was not read: its type is only how its resources refer to each other.
func (g *bulkGroup) bundle() string {
	n := 128
	for i := range g.lines {
		n += len(g.lines[i].text) + len(bundleEntry) + 3
	}
	b := append(make([]byte, 0, n), `{"resourceType":"Bundle","type":"transaction","entry":[`...)
	for i := range g.lines {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '\n')
		b = append(append(append(b, bundleEntry...), g.lines[i].text...), '}')
	}
	return string(append(b, "]}"...))
}
