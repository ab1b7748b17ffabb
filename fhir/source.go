package fhir

import (
	"strconv"
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
	x.impliedRoles()
	if r := &x.plan[x.patientAt]; r.source > 0 {
		x.patientRef = append(x.patientRef[:0], `{"reference":`...)
		x.patientRef = jsontext.AppendString(x.patientRef, x.nameOf(r))
		x.patientRef = append(x.patientRef, '}')
	}
}

// impliedRoles takes out the roles of foreign practitioners of which nothing is known
// but that the record wants one.
func (x *Exporter) impliedRoles() {
	for i := range x.plan {
		r := &x.plan[i]
		if r.kind != kindRole || r.source > 0 || r.whole {
			continue
		}
		v := &x.rec.Practitioners[r.index]
		p := x.resourceOf("Practitioner", v.ID)
		if p != nil && p.source > 0 && v.Role == "other" && v.Site == "" && v.Organization == "" {
			r.kind = kindNone
		}
	}
}

// writtenAs is the resource that the i-th source resource has become, or nil.
func (x *Exporter) writtenAs(i int) *resource {
	for j := range x.plan {
		if r := &x.plan[j]; int(r.source) == i+1 {
			return r
		}
	}
	return nil
}

// bySource lists the resources that the source's resources have become, nil where they have not.
func (x *Exporter) bySource() []*resource {
	list := make([]*resource, len(x.sources))
	for i := range x.plan {
		if r := &x.plan[i]; r.source > 0 {
			list[r.source-1] = r
		}
	}
	return list
}

// planned is the resource that a source resource has become, if no other has taken it:
// of several of one item that of the same id, where it was ours before it was edited.
func (x *Exporter) planned(s *ephr.SourceResource) (found *resource) {
	for i := range x.plan {
		if r := &x.plan[i]; r.source == 0 && r.kind.name() == s.Type && x.ownerOf(r) == s.Item {
			if string(r.id[:]) == s.ID {
				return r
			}
			if found == nil {
				found = r
			}
		}
	}
	return found
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

// nameOf is how others refer to a resource that has a source: the same in every
// kind of bundle, so that what a foreign resource had beyond ours is the same too. One
// of ours that somebody has edited is referred to as ours are.
func (x *Exporter) nameOf(r *resource) string {
	s := x.sources[r.source-1]
	switch {
	case x.kind == Transaction && s.ID == string(r.id[:]) && s.FullURL == "urn:uuid:"+s.ID:
		return s.Type + "/" + s.ID
	case strings.HasPrefix(s.FullURL, "urn:") || s.ID == "" && s.FullURL != "":
		return s.FullURL
	case s.ID != "":
		return s.Type + "/" + s.ID
	}
	return "urn:uuid:" + string(r.id[:])
}

// serverID is the id by which a server is to know a foreign resource: its own, or one
// that is derived from its name or what it says if it has none that FHIR allows, or
// another resource of the transaction has it.
func (x *Exporter) serverID(s *ephr.SourceResource) string {
	id := s.ID
	if uuid, ok := strings.CutPrefix(s.FullURL, "urn:uuid:"); ok && !fhirID(id) && ephr.UUID(uuid).Valid() {
		id = uuid
	}
	for n := 0; !fhirID(id) || x.puts[s.Type+"/"+id]; n++ {
		name := s.FullURL
		if name == "" {
			name = string(s.Remainder)
		}
		u := x.own("source/" + number(n) + "/" + name)
		id = string(u[:])
	}
	return id
}

// fhirID reports whether s has the form of an id of FHIR: no other can stand in a URL
// without meaning something else.
func fhirID(s string) bool {
	for i := range len(s) {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

// resourceType reports whether s can be the name of a type of resource.
func resourceType(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// sourceOnly writes what a foreign bundle without a patient held.
func (x *Exporter) sourceOnly(dst []byte, rec *ephr.Record) []byte {
	x.rec, x.release, x.labels = rec, ephr.Release{All: true}, true
	x.ns = space(string(rec.ID))
	x.b, x.plan, x.sources, x.latest = dst, x.plan[:0], x.sources[:0], ""
	for i := range rec.Source {
		for j := range rec.Source[i].Resources {
			x.sources = append(x.sources, &rec.Source[i].Resources[j])
		}
	}
	x.bundle = x.own(bundleNames[x.kind])
	x.stampTime()
	x.bundleOpen()
	x.foreignEntries()
	x.bundleClose()
	out := x.b
	x.b = nil
	return out
}

// foreignEntries writes the entries in the order of the foreign bundles, and
// behind them what they had not.
func (x *Exporter) foreignEntries() {
	bySource := x.bySource()
	x.puts = map[string]bool{}
	place := 0
	for i := range x.rec.Source {
		s := &x.rec.Source[i]
		bare := bareEntries(s.Bundle)
		for j := range s.Resources {
			x.bareEntries(&bare, j)
			switch r := bySource[place]; {
			case r != nil:
				x.sourceEntry(r)
			case s.Resources[j].Item == "" && (resourceType(s.Resources[j].Type) || x.bulk): // bulk data refuses it itself
				x.looseEntry(&s.Resources[j])
			}
			place++
		}
		x.bareEntries(&bare, len(s.Resources))
	}
	for i := range x.plan {
		if r := &x.plan[i]; r.kind != kindNone && r.source == 0 && !r.whole {
			x.entry(r)
		}
	}
}

// bareEntries are the entries of a wrapper that have no resource.
func bareEntries(wrapper ephr.Raw) (list []bareEntry) {
	if !strings.Contains(string(wrapper), `"entry"`) {
		return nil
	}
	d, err := tape.Parse(string(wrapper), nil)
	if err != nil {
		return nil
	}
	for e := range (el{&document{Doc: d}, d.Get(0, "entry")}).each() {
		if before, err := strconv.Atoi(d.Nodes[e.i+min(1, e.len())].Text); err == nil && e.len() == 2 {
			list = append(list, bareEntry{before, d.Raw(e.i + 2)})
		}
	}
	return list
}

// bareEntry is an entry without a resource, and how many resources were before it.
type bareEntry struct {
	before int
	entry  string
}

// bareEntries writes those that stand before a resource. A transaction is ours: what
// others had asked of a server is not asked again.
func (x *Exporter) bareEntries(list *[]bareEntry, resource int) {
	for len(*list) > 0 && (*list)[0].before <= resource {
		if x.kind != Transaction {
			x.comma()
			x.lit((*list)[0].entry)
		}
		*list = (*list)[1:]
	}
}

// sourceEntry writes the entry of a resource that has a source.
func (x *Exporter) sourceEntry(r *resource) {
	s := x.sourceOf(r)
	id := s.ID
	if x.kind == Transaction && (!fhirID(id) || x.puts[s.Type+"/"+id]) {
		id = string(r.id[:])
	}
	x.comma()
	x.open()
	if s.FullURL != "" {
		x.text("fullUrl", s.FullURL)
	} else if id == "" && !strings.Contains(string(s.Entry), `"fullUrl"`) { // others have to refer to it
		x.member("fullUrl", "urn:uuid:"+string(r.id[:]))
	}
	x.key("resource")
	from := len(x.b)
	x.lit(`{"resourceType":"`)
	x.lit(r.kind.name())
	x.put('"')
	x.text("id", s.ID)
	x.resource(r)
	x.put('}')
	x.lay(s, from)
	if id != s.ID && !x.comparing { // a server has to know it by an id
		x.renamed(from, id)
	}
	r.from, r.to = int32(from), int32(len(x.b))
	x.entryRest(s, id)
}

// entryRest closes an entry with what the foreign one had beside its resource, and
// with the request of a transaction.
func (x *Exporter) entryRest(s *ephr.SourceResource, id string) {
	if s.Entry != "" {
		if d, err := tape.Parse(string(s.Entry), nil); err == nil && d.Nodes[0].Kind == tape.Object {
			for c := 1; c < int(d.Nodes[0].End); c = int(d.Nodes[c].End) {
				switch name := d.Nodes[c].Key; name {
				case "resource":
				case "fullUrl":
					if s.FullURL == "" {
						x.raw(name, d.Raw(c))
					}
				case "search", "request", "response": // of bundles of one type (bdl-2 to bdl-4)
					if !x.othersType {
						x.raw(name, d.Raw(c))
					}
				default:
					x.raw(name, d.Raw(c))
				}
			}
		}
	}
	if x.kind == Transaction {
		x.puts[s.Type+"/"+id] = true
		x.lit(`,"request":{"method":"PUT","url":`)
		x.str(s.Type + "/" + id)
		x.put('}')
	}
	x.close()
}

// renamed gives the resource that was written last another id.
func (x *Exporter) renamed(from int, id string) {
	d, err := tape.Parse(string(x.b[from:]), nil)
	if err != nil {
		return
	}
	x.b = append(x.b[:from], '{')
	x.raw("resourceType", d.Raw(d.Get(0, "resourceType")))
	x.member("id", id)
	for c := 1; c < int(d.Nodes[0].End); c = int(d.Nodes[c].End) {
		if name := d.Nodes[c].Key; name != "resourceType" && name != "id" {
			x.raw(name, d.Raw(c))
		}
	}
	x.put('}')
}

// raw writes a member whose value is JSON.
func (x *Exporter) raw(name, value string) {
	x.comma()
	x.str(name)
	x.put(':')
	x.lit(value)
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
	if x.laid != nil {
		x.laid(s, &base, &diff)
	}
	x.b = overlay.Apply(x.b[:from], &base, 0, &diff, 0)
}

// looseEntry writes the entry of a resource that the record has no place for.
func (x *Exporter) looseEntry(s *ephr.SourceResource) {
	id := s.ID
	if x.kind == Transaction {
		id = x.serverID(s)
	}
	x.comma()
	x.open()
	x.text("fullUrl", s.FullURL)
	x.key("resource")
	whole, err := tape.Parse(string(s.Remainder), nil)
	switch {
	case err != nil || whole.String(0, "resourceType") != s.Type: // a record that somebody else has written
		x.lit(`{"resourceType":`)
		x.str(s.Type)
		x.text("id", id)
		x.put('}')
	default:
		from := len(x.b)
		if x.lit(string(s.Remainder)); id != s.ID { // a server has to know it by an id
			x.renamed(from, id)
		}
	}
	x.entryRest(s, id)
}

// wrapper writes the members that a foreign bundle had beside its entries, in place
// of ours; false where there is none. The bundle's type is the one asked for.
func (x *Exporter) wrapper() bool {
	x.othersType = false
	if x.kind == Document || x.bulk || !x.release.All || len(x.rec.Source) == 0 || x.rec.Source[0].Bundle == "" {
		return false
	}
	d, err := tape.Parse(string(x.rec.Source[0].Bundle), nil)
	if err != nil || d.Nodes[0].Kind != tape.Object {
		return false
	}
	x.othersType = x.kind == Transaction || d.String(0, "type") != x.kind.String()
	x.lit(`{"resourceType":"Bundle"`)
	for c := 1; c < int(d.Nodes[0].End); c = int(d.Nodes[c].End) {
		switch name := d.Nodes[c].Key; {
		case name == "resourceType" || name == "entry" || name == "type":
		case x.othersType && (name == "total" || name == "link"): // bdl-1: of a search or a history alone
		default:
			x.raw(name, d.Raw(c))
		}
	}
	x.member("type", x.kind.String())
	return true
}
