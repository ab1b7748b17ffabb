package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/jsontext"
	"github.com/openephr/ephr-go/internal/overlay"
	"github.com/openephr/ephr-go/internal/tape"
)

// What foreign bundles hold beyond the record goes out again: the names that
// their resources had, the difference to what is written anew, and the resources
// that the record has no place for. A document is ours from its beginning to its
// end, and has none of it.

// planSource finds the resources that the record's source speaks of.
func (x *Exporter) planSource() {
	x.sources = x.sources[:0]
	if x.kind == Document || !x.release.All {
		return
	}
	for i := range x.rec.Source {
		for j := range x.rec.Source[i].Resources {
			s := &x.rec.Source[i].Resources[j]
			x.sources = append(x.sources, s)
			if s.Item == "" {
				continue
			}
			if r := x.planned(s); r != nil {
				r.source = int32(len(x.sources))
			}
		}
	}
	// A resource that went into the source whole is not written a second time.
	for _, s := range x.sources {
		id, derived := strings.CutPrefix(s.FullURL, "urn:uuid:")
		if s.Item != "" || !derived {
			continue
		}
		for i := range x.plan {
			if r := &x.plan[i]; r.source == 0 && string(r.id[:]) == id {
				r.whole = true
			}
		}
	}
	if r := &x.plan[x.patientAt]; r.source > 0 {
		x.patientRef = append(x.patientRef[:0], `{"reference":`...)
		x.patientRef = jsontext.AppendString(x.patientRef, x.nameOf(r))
		x.patientRef = append(x.patientRef, '}')
	}
}

// writtenAs is the resource that the i-th source resource has become.
func (x *Exporter) writtenAs(i int) *resource {
	for j := range x.plan {
		if r := &x.plan[j]; int(r.source) == i+1 {
			return r
		}
	}
	return nil
}

// planned is the resource that a source resource has become, if no other has taken it.
func (x *Exporter) planned(s *ephr.SourceResource) *resource {
	for i := range x.plan {
		if r := &x.plan[i]; r.source == 0 && r.kind.name() == s.Type && x.ownerOf(r) == s.Item {
			return r
		}
	}
	return nil
}

// ownerOf is the id of the item of which a resource was made, also where it is not its first.
func (x *Exporter) ownerOf(r *resource) ephr.ID {
	if r.local != "" {
		return r.local
	}
	switch r.kind {
	case kindPatient:
		return patientItem
	case kindRole:
		return x.rec.Practitioners[r.index].ID
	case kindSpecimen:
		return x.rec.Investigations[r.index].ID
	case kindMedicine:
		return x.rec.Medications[r.index].ID
	case kindDevice:
		return x.rec.Devices[r.index].ID
	case kindFunctional:
		return x.rec.Functioning[r.index].ID
	case kindPersonFact:
		return factOwners[r.part]
	case kindTombstone:
		return x.rec.Tombstones[r.index].Target
	case kindAccess:
		return accessOwner(&x.rec.AccessLog[r.index])
	case kindPregnancy:
		return x.rec.Pregnancies[r.index].ID
	case kindObstetrics:
		return x.rec.ObstetricHistory[r.index].ID
	case kindAssessmentConsent:
		return x.rec.Encounters[r.index].ID
	case kindAuthorship:
		return x.plan[x.authorships[r.index].first-1].local
	}
	return x.partOwner(r)
}

// patientItem is the item of the Patient's source: the person, who has no id.
const patientItem = ephr.ID("person")

// sourceOf is what the record's source says of a resource, or nil.
func (x *Exporter) sourceOf(r *resource) *ephr.SourceResource {
	if r.source == 0 {
		return nil
	}
	return x.sources[r.source-1]
}

// nameOf is how others refer to a resource that has a source.
func (x *Exporter) nameOf(r *resource) string {
	s := x.sources[r.source-1]
	if x.kind == Transaction && s.ID == "" {
		return r.kind.name() + "/" + string(r.id[:])
	}
	if name := sourceName(s, x.kind); name != "" {
		return name
	}
	return "urn:uuid:" + string(r.id[:])
}

// sourceName is how others refer to a foreign resource.
func sourceName(s *ephr.SourceResource, kind Kind) string {
	if s.ID == "" || kind != Transaction && strings.HasPrefix(s.FullURL, "urn:") {
		return s.FullURL
	}
	return s.Type + "/" + s.ID
}

// sourceOnly writes what a foreign bundle without a patient held.
func (x *Exporter) sourceOnly(dst []byte, rec *ephr.Record) []byte {
	x.rec, x.release, x.labels = rec, ephr.Release{All: true}, true
	x.ns = space(string(rec.ID))
	x.b, x.plan, x.latest = dst, x.plan[:0], ""
	x.bundle = x.own(bundleNames[x.kind])
	x.stampTime()
	x.bundleOpen()
	for i := range rec.Source {
		for j := range rec.Source[i].Resources {
			if s := &rec.Source[i].Resources[j]; s.Item == "" {
				x.looseEntry(s)
			}
		}
	}
	x.bundleClose()
	x.layWrapper(len(dst))
	out := x.b
	x.b = nil
	return out
}

// foreignEntries writes the entries in the order of the foreign bundles, and
// behind them what they had not.
func (x *Exporter) foreignEntries() {
	bySource := make([]*resource, len(x.sources))
	for i := range x.plan {
		if r := &x.plan[i]; r.source > 0 {
			bySource[r.source-1] = r
		}
	}
	for i, s := range x.sources {
		switch r := bySource[i]; {
		case r != nil && x.kind == Transaction && s.ID == "": // a server has to know it by an id
			x.entry(r)
		case r != nil:
			x.sourceEntry(r)
		case s.Item == "" && (x.kind != Transaction || s.ID != ""):
			x.looseEntry(s)
		}
	}
	for i := range x.plan {
		if r := &x.plan[i]; r.kind != kindNone && r.source == 0 && !r.whole {
			x.entry(r)
		}
	}
}

// sourceEntry writes the entry of a resource that has a source.
func (x *Exporter) sourceEntry(r *resource) {
	s := x.sourceOf(r)
	x.comma()
	x.open()
	if s.ID == "" && s.FullURL == "" { // others have to refer to it
		x.member("fullUrl", "urn:uuid:"+string(r.id[:]))
	}
	x.text("fullUrl", s.FullURL)
	x.key("resource")
	from := len(x.b)
	x.lit(`{"resourceType":"`)
	x.lit(s.Type)
	x.put('"')
	x.text("id", s.ID)
	x.resource(r)
	x.put('}')
	r.from, r.to = int32(from), int32(len(x.b))
	x.lay(s, from)
	x.sourceRequest(s)
	x.close()
}

// lay lays what the foreign resource had beyond over what was just written.
func (x *Exporter) lay(s *ephr.SourceResource, from int) {
	if s.Remainder == "" {
		return
	}
	diff, err := tape.Parse(string(s.Remainder), nil)
	if err != nil {
		return
	}
	base, err := tape.Parse(string(x.b[from:]), nil)
	if err != nil {
		return
	}
	x.b = overlay.Apply(x.b[:from], &base, 0, &diff, 0)
}

// looseEntry writes the entry of a resource that the record has no place for.
func (x *Exporter) looseEntry(s *ephr.SourceResource) {
	x.comma()
	x.open()
	x.text("fullUrl", s.FullURL)
	x.key("resource")
	if whole, err := tape.Parse(string(s.Remainder), nil); err != nil || whole.String(0, "resourceType") != s.Type {
		x.lit(`{"resourceType":"`) // a record that somebody else has written
		x.lit(s.Type)
		x.put('"')
		x.text("id", s.ID)
		x.close()
	} else {
		x.lit(string(s.Remainder))
	}
	x.sourceRequest(s)
	x.close()
}

func (x *Exporter) sourceRequest(s *ephr.SourceResource) {
	if x.kind != Transaction {
		return
	}
	x.lit(`,"request":{"method":"PUT","url":"`)
	x.lit(s.Type)
	x.lit("/")
	x.lit(s.ID)
	x.lit(`"}`)
}

// layWrapper lays what foreign bundles had beside their resources over the
// bundle that was just written. Its type is the one asked for.
func (x *Exporter) layWrapper(from int) {
	if x.kind == Document || !x.release.All || len(x.rec.Source) == 0 || x.rec.Source[0].Bundle == "" {
		return
	}
	wrap, err := tape.Parse(string(x.rec.Source[0].Bundle), nil)
	if err != nil || wrap.Nodes[0].Kind != tape.Object {
		return
	}
	base, err := tape.Parse(string(x.b[from:]), nil)
	if err != nil {
		return
	}
	// A transaction is ours: what others had asked of a server is not asked again.
	other := x.kind == Transaction || wrap.Get(0, "type") >= 0 && wrap.String(0, "type") != x.kind.String()
	dst := append([]byte{}, `{"resourceType":"Bundle"`...)
	put := func(name, raw string) {
		dst = append(dst, ',')
		dst = jsontext.AppendString(dst, name)
		dst = append(append(dst, ':'), raw...)
	}
	for _, d := range [...]*tape.Doc{&wrap, &base} { // the foreign bundle's own members, then what it lacks
		for c := 1; c < int(d.Nodes[0].End); c = int(d.Nodes[c].End) {
			name := d.Nodes[c].Key
			switch {
			case name == "resourceType" || name == "entry":
			case d == &wrap && other && (name == "total" || name == "link"): // bdl-1: of a search or a history alone
			case d == &wrap && other && name == "meta":
				if meta := withoutProfiles(&wrap, c); meta != "" { // claims of what the bundle was
					put(name, meta)
				}
			case d == &wrap && name == "type":
			case d == &base && wrap.Get(0, name) >= 0 && name != "type":
			case d == &base && wrap.Len(0) > 0 && name != "type":
				// A foreign bundle without id, identifier or timestamp stays without.
			default:
				put(name, d.Raw(c))
			}
		}
	}
	entries := base.Get(0, "entry")
	dst = append(dst, `,"entry":[`...)
	more := wrap.Get(0, "entry")
	extra := -1
	if more >= 0 && wrap.Nodes[more].Kind == tape.Array {
		extra = more + 1
	}
	fits := wrapped(&wrap, more) == len(x.sources) // else an item has gone, and nobody knows whose they are
	for c := entries + 1; ; c = int(base.Nodes[c].End) {
		for extra >= 0 && extra < int(wrap.Nodes[more].End) && wrap.Nodes[extra].Kind == tape.Array { // entries of which nothing was read
			if wrap.Len(extra) == 1 && x.kind != Transaction {
				dst = append(overlayComma(dst), wrap.Raw(extra+1)...)
			}
			extra = int(wrap.Nodes[extra].End)
		}
		if c >= int(base.Nodes[entries].End) {
			break
		}
		dst = overlayComma(dst)
		if !fits || extra < 0 || extra >= int(wrap.Nodes[more].End) {
			dst = append(dst, base.Raw(c)...)
			continue
		}
		dst = mergeEntry(dst, &base, c, &wrap, extra, other)
		extra = int(wrap.Nodes[extra].End)
	}
	dst = append(dst, ']', '}')
	x.b = append(x.b[:from], dst...)
}

// wrapped is how many of the wrapper's entries are of resources.
func wrapped(wrap *tape.Doc, more int) (n int) {
	if more < 0 || wrap.Nodes[more].Kind != tape.Array {
		return 0
	}
	for c := more + 1; c < int(wrap.Nodes[more].End); c = int(wrap.Nodes[c].End) {
		if wrap.Nodes[c].Kind != tape.Array {
			n++
		}
	}
	return n
}

// mergeEntry appends an entry with what the foreign one had beside its resource.
// A search, a request and a response are of bundles of another type (bdl-2 to bdl-4).
func mergeEntry(dst []byte, base *tape.Doc, c int, wrap *tape.Doc, extra int, other bool) []byte {
	dst = append(dst, '{')
	for _, d := range [...]struct {
		doc *tape.Doc
		at  int
	}{{base, c}, {wrap, extra}} {
		for m := d.at + 1; m < int(d.doc.Nodes[d.at].End); m = int(d.doc.Nodes[m].End) {
			name := d.doc.Nodes[m].Key
			if d.doc == base && wrap.Get(extra, name) >= 0 && !(other && ofItsType(name)) || d.doc == wrap && other && ofItsType(name) {
				continue
			}
			dst = jsontext.AppendString(overlayComma(dst), name)
			dst = append(append(dst, ':'), d.doc.Raw(m)...)
		}
	}
	return append(dst, '}')
}

func ofItsType(name string) bool { return name == "search" || name == "request" || name == "response" }

// withoutProfiles is a meta without its profiles, "" where it has nothing else.
func withoutProfiles(d *tape.Doc, meta int) string {
	b := []byte{'{'}
	for c := meta + 1; c < int(d.Nodes[meta].End); c = int(d.Nodes[c].End) {
		if d.Nodes[c].Key != "profile" && d.Nodes[c].Key != "_profile" {
			b = jsontext.AppendString(overlayComma(b), d.Nodes[c].Key)
			b = append(append(b, ':'), d.Raw(c)...)
		}
	}
	if len(b) == 1 {
		return ""
	}
	return string(append(b, '}'))
}

func overlayComma(dst []byte) []byte {
	if c := dst[len(dst)-1]; c != '{' && c != '[' {
		return append(dst, ',')
	}
	return dst
}
