package fhir

import (
	"slices"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/tape"
)

// Whether somebody has found texts fit for sharing is mostly the same for all of a
// statement. Then a tag of the resource says it; where texts of one resource differ,
// an extension stands in each that has been looked at.

const (
	systemReview = "https://openephr.github.io/ephr-go/CodeSystem/review"
	reviewedAll  = "reviewed"
	reviewedNone = "not-reviewed"
)

// reviewCount counts what the texts of a resource say of their review.
type reviewCount struct {
	each        bool // an extension is written in each
	yes, no, or int  // reviewed, looked at and not found fit, not looked at
}

// reviewed notes whether somebody has found an element's text fit for sharing. It
// reports whether the element is to say so itself.
func (w *writer) reviewed(v ephr.Bool) bool {
	switch v {
	case ephr.True:
		w.reviews.yes++
	case ephr.False:
		w.reviews.no++
	default:
		w.reviews.or++
		return false
	}
	return w.reviews.each
}

const reviewedOpen = `{"url":"` + extBase + `reviewed","valueBoolean":`

// resource writes the members of a resource, and of what its texts have in common a tag.
func (x *Exporter) resource(r *resource) {
	from := len(x.b)
	x.reviews = reviewCount{}
	x.write(r)
	n := x.reviews
	switch {
	case n.yes+n.no == 0:
		return
	case n.or > 0 || n.yes > 0 && n.no > 0:
		x.b = x.b[:from]
		x.reviews = reviewCount{each: true}
		x.write(r)
		return
	}
	code := reviewedAll
	if n.no > 0 {
		code = reviewedNone
	}
	end := len(x.b)
	at := x.metaEnd
	tagged := at > from && x.tagged
	switch {
	case at <= from: // it has no meta
		at = from
		x.b = append(x.b, `,"meta":{"tag":[`...)
	case tagged: // behind its tags
		at -= 2
		x.b = append(x.b, ',')
	default:
		at--
		x.b = append(x.b, `,"tag":[`...)
	}
	x.b = append(x.b, `{"system":"`+systemReview+`","code":"`...)
	x.b = append(x.b, code...)
	x.b = append(x.b, `"}`...)
	switch {
	case at == from:
		x.b = append(x.b, "]}"...)
	case !tagged:
		x.b = append(x.b, ']')
	}
	x.rotate(at, end)
}

// rotate puts what was written from end on before what was written from at on.
func (x *Exporter) rotate(at, end int) {
	x.scratch = append(x.scratch[:0], x.b[end:]...)
	copy(x.b[at+len(x.scratch):], x.b[at:end])
	copy(x.b[at:], x.scratch)
}

// document is what is read, with the resources whose tag says something of their texts.
type document struct {
	tape.Doc
	reviews []reviewTag // in the order of the document
}

// reviewTag is the tag of the nodes from one to another.
type reviewTag struct {
	from, to int
	reviewed ephr.Bool
}

// reviewTags notes the tags of resources that we have written.
func (im *importer) reviewTags() {
	im.reviews = im.reviews[:0]
	for _, i := range im.active {
		e := &im.entries[i]
		if !e.byUs {
			continue
		}
		tag := reviewTag{from: e.i, to: int(im.Nodes[e.i].End)}
		switch e.tagOf(systemReview) {
		case reviewedAll:
			tag.reviewed = ephr.True
		case reviewedNone:
			tag.reviewed = ephr.False
		default:
			continue
		}
		im.reviews = append(im.reviews, tag)
	}
}

// reviewed is whether somebody has found the element's text fit for sharing.
func (e el) reviewed() ephr.Bool {
	if v := e.extBool("reviewed"); v != ephr.Unstated || len(e.d.reviews) == 0 {
		return v
	}
	n, found := slices.BinarySearchFunc(e.d.reviews, e.i, func(t reviewTag, i int) int {
		switch {
		case t.to <= i:
			return -1
		case t.from > i:
			return 1
		}
		return 0
	})
	if !found {
		return ephr.Unstated
	}
	return e.d.reviews[n].reviewed
}
