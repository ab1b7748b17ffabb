package fhir

import (
	"github.com/openephr/ephr-go/ephr"
)

// resource is one resource that the export will hold. The plan lists them all
// before anything is written, so that sections and references know them.
type resource struct {
	kind    kind
	index   int // of the item in its list
	part    int // of several resources that one item makes
	id      uuid
	local   ephr.ID // the item's local id; only the first resource of an item has it
	class   ephr.Class
	section sectionID

	next     int32 // in the plan plus one: the next resource that the same author wrote at the same time
	source   int32 // place in Exporter.sources plus one, 0 where a foreign bundle did not have it
	whole    bool  // the source has it as it is
	from, to int32 // where it was written
}

// add plans a resource. The name under which its id is derived is its type,
// the item's local id and, for all but the first of an item, its part.
func (x *Exporter) add(kind kind, index int, local ephr.ID, section sectionID, class ephr.Class) *resource {
	return x.addPart(kind, index, 0, local, section, class)
}

// addPart plans one of several resources of an item, or of something that has
// no id of its own; the suffix tells them apart.
func (x *Exporter) addPart(kind kind, index, part int, local ephr.ID, section sectionID, class ephr.Class, suffix ...string) *resource {
	x.scratch = append(x.scratch[:0], x.ns[:]...)
	x.scratch = append(x.scratch, kind.name()...)
	x.scratch = append(x.scratch, '/')
	x.scratch = append(x.scratch, local...)
	for _, s := range suffix {
		x.scratch = append(x.scratch, '/')
		x.scratch = append(x.scratch, s...)
		local = ""
	}
	x.plan = append(x.plan, resource{kind: kind, index: index, part: part, id: nameUUID(x.scratch), local: local, class: class, section: section})
	x.named(local)
	return &x.plan[len(x.plan)-1]
}

// addShared plans a resource of the registry, whose id is the same in every
// record: it is derived from the key by which sites know it.
func (x *Exporter) addShared(kind kind, index int, local ephr.ID, class ephr.Class, key ...string) {
	x.scratch = append(x.scratch[:0], siteSpace[:]...)
	x.scratch = append(x.scratch, kind.name()...)
	for _, k := range key {
		x.scratch = append(x.scratch, 0) // keys are URIs: what parts them must not be in them
		x.scratch = append(x.scratch, k...)
	}
	id := nameUUID(x.scratch)
	for i := range x.plan {
		if x.plan[i].id == id && x.plan[i].kind == kind {
			// Two entries with one key are one resource: the first is written.
			x.plan = append(x.plan, resource{kind: kindNone, id: id, local: local, index: i})
			x.named(local)
			return
		}
	}
	x.plan = append(x.plan, resource{kind: kind, index: index, id: id, local: local, class: class, section: sectionAbout})
	x.named(local)
}

// seen remembers the latest time that stands in what may be seen.
func (x *Exporter) seen(t ephr.DateTime) {
	if t == "" || t == x.latest {
		return
	}
	if len(t) >= 10 && len(x.latest) >= 10 && t[:7] < x.latest[:7] && t[8:10] < "28" {
		return // earlier whatever the zones
	}
	if !t.Exists() || t.Estimated() {
		return
	}
	if c, known := t.Compare(x.latest); known && c > 0 || x.latest == "" || !known && t > x.latest {
		x.latest = t
	}
}

// stampTime makes the bundle's timestamp of the latest time seen. It is taken
// from the record and not from the clock, so that the same record gives the
// same bytes; a date becomes the start of its first day in UTC.
func (x *Exporter) stampTime() {
	x.stamp = x.stamp[:0]
	if x.latest == "" {
		x.stamp = append(x.stamp, "1970-01-01T00:00:00Z"...)
		return
	}
	if x.latest.Zoned() && x.latest.Precision() == ephr.PrecisionSecond {
		x.stamp = append(x.stamp, x.latest...)
		return
	}
	date := x.latest.Date().Text()
	x.stamp = append(x.stamp, date...)
	x.stamp = append(x.stamp, "-01-01"[:10-len(date)]...)
	x.stamp = append(x.stamp, "T00:00:00Z"...)
}

// localRef finds the resource that an item became by a hash of its local id:
// entries of one bucket are chained, the first ones first.
type localRef struct {
	hash uint32
	plan int32
	next int32 // place in byLocal plus one; 0 ends the chain
}

// found is an answer of resourceOf.
type found struct {
	name  string
	local ephr.ID
	plan  int
}

// hash mixes a local id's length, first and last bytes: ids are random, or
// differ at one of their ends.
func hash(s ephr.ID) uint32 {
	h := uint32(len(s))
	for i := range min(4, len(s)) {
		h = h*31 + uint32(s[i])
		h = h*31 + uint32(s[len(s)-1-i])
	}
	return h
}

// named makes the resource planned last findable by its item's local id.
func (x *Exporter) named(local ephr.ID) {
	if local == "" {
		return
	}
	h, place := hash(local), int32(len(x.plan)-1)
	x.byLocal = append(x.byLocal, localRef{h, place, 0})
	at := &x.buckets[h%uint32(len(x.buckets))]
	for *at != 0 {
		ref := &x.byLocal[*at-1]
		if other := &x.plan[ref.plan]; ref.hash == h && other.local == local && other.kind.name() == x.plan[place].kind.name() && other.kind != kindNone {
			x.twice = true
		}
		at = &ref.next
	}
	*at = int32(len(x.byLocal))
}

// resourceOf finds the resource of a type that an item became.
func (x *Exporter) resourceOf(name string, local ephr.ID) *resource {
	if local == "" {
		return nil
	}
	// One encounter and one practitioner after another are asked for again and again.
	var recent *found
	if name != "" {
		recent = &x.recent[name[0]&7]
		if recent.local == local && recent.name == name {
			return &x.plan[recent.plan]
		}
	}
	h := hash(local)
	for at := x.buckets[h%uint32(len(x.buckets))]; at != 0; at = x.byLocal[at-1].next {
		ref := &x.byLocal[at-1]
		if ref.hash != h {
			continue
		}
		place := int(ref.plan)
		if x.plan[place].local != local {
			continue
		}
		if x.plan[place].kind == kindNone {
			place = x.plan[place].index
		}
		if name == "" {
			return &x.plan[place]
		}
		if x.plan[place].kind.name() == name {
			*recent = found{name, local, place}
			return &x.plan[place]
		}
	}
	return nil
}

// resourceAt finds the resource of a kind by the item's place and part. Items ask
// in the order of the plan: it goes on looking where it found the last one.
func (x *Exporter) resourceAt(kind kind, index, part int) *resource {
	for i := x.found; i < len(x.plan); i++ {
		if r := &x.plan[i]; r.kind == kind && r.index == index && r.part == part {
			x.found = i
			return r
		}
	}
	for i := range x.plan[:min(x.found, len(x.plan))] {
		if r := &x.plan[i]; r.kind == kind && r.index == index && r.part == part {
			x.found = i
			return r
		}
	}
	return nil
}

// reference writes the value of a reference to a resource of this bundle.
func (x *Exporter) reference(r *resource) {
	if r.source > 0 {
		x.lit(`{"reference":`)
		x.str(x.nameOf(r))
		x.put('}')
		return
	}
	if x.kind != Transaction {
		x.lit(`{"reference":"urn:uuid:`)
		x.b = append(x.b, r.id[:]...)
		x.b = append(x.b, '"', '}')
		return
	}
	x.lit(`{"reference":"`)
	x.refText(r.kind.name(), &r.id)
	x.lit(`"}`)
}

func (x *Exporter) refText(name string, id *uuid) {
	if x.kind == Transaction {
		x.lit(name)
		x.lit("/")
	} else {
		x.lit("urn:uuid:")
	}
	x.b = append(x.b, id[:]...)
}

// refTo writes a reference to what an item became, if it is in the bundle.
func (x *Exporter) refTo(name, resourceType string, local ephr.ID) bool {
	r := x.resourceOf(resourceType, local)
	if r == nil {
		return false
	}
	x.key(name)
	x.reference(r)
	return true
}

// refList writes an array of references to items that are in the bundle.
func (x *Exporter) refList(name, resourceType string, locals []ephr.ID) {
	opened := false
	for _, local := range locals {
		r := x.resourceOf(resourceType, local)
		if r == nil {
			continue
		}
		if !opened {
			x.key(name)
			x.put('[')
			opened = true
		}
		x.comma()
		x.reference(r)
	}
	if opened {
		x.put(']')
	}
}

// subject writes the reference to the person under the resource's name for it.
func (x *Exporter) subject(name string) {
	x.key(name)
	x.b = append(x.b, x.patientRef...)
}

// ext opens one of our own extensions; the caller writes the value and closes
// it. The first one opens the array; extEnd closes it.
func (x *Exporter) ext(name string) { x.extURL(extBase, name) }

func (x *Exporter) extURL(base, name string) {
	if !x.inExt {
		x.key("extension")
		x.put('[')
		x.inExt = true
	}
	x.comma()
	x.lit(`{"url":"`)
	x.lit(base)
	x.lit(name)
	x.lit(`",`)
}

func (x *Exporter) extEnd() {
	if x.inExt {
		x.put(']')
		x.inExt = false
	}
}

func (x *Exporter) extString(name, value string) {
	if value != "" {
		x.ext(name)
		x.lit(`"valueString":`)
		x.str(value)
		x.put('}')
	}
}

func (x *Exporter) extCode(name, value string) {
	if value != "" {
		x.ext(name)
		x.lit(`"valueCode":`)
		x.str(value)
		x.put('}')
	}
}

func (x *Exporter) extBool(name string, v ephr.Bool) {
	if v == ephr.True || v == ephr.False {
		x.ext(name)
		x.lit(`"valueBoolean":`)
		x.lit(v.String())
		x.put('}')
	}
}

func (x *Exporter) extReference(name string, r *resource) {
	if r != nil {
		x.ext(name)
		x.lit(`"valueReference":`)
		x.reference(r)
		x.put('}')
	}
}

func (x *Exporter) extAnnotation(name string, n *ephr.Note) {
	x.ext(name)
	x.lit(`"valueAnnotation":`)
	x.annotation(n)
	x.put('}')
}

// extDateTime carries a time for which the resource has no element.
func (x *Exporter) extDateTime(name string, t ephr.DateTime) {
	if t != "" {
		x.ext(name)
		x.b = x.b[:len(x.b)-1] // dateTime writes its own comma
		x.dateTime("valueDateTime", t)
		x.put('}')
	}
}

// entryHead writes what every item's resource begins with: the extensions for
// what an item has and FHIR's resource has not, left open for the caller's own.
func (x *Exporter) entryHead(e *ephr.Entry) {
	if e.Sensitivity != "" {
		x.tag(systemSensitivity, string(e.Sensitivity))
	}
	x.absences(e.Absent)
	x.national(e.Extensions)
}

// statusOr writes a status that FHIR wants, or that it was assumed.
func (x *Exporter) statusOr(assumed, status string) {
	if status != "" {
		x.member("status", status)
		return
	}
	x.member("status", assumed)
	x.assumed("status")
}

// carryMember carries a member of the record that the resource must not or cannot
// have: the name and the value as text.
func (x *Exporter) carryMember(name, value string) {
	if value == "" {
		return
	}
	x.ext("member")
	x.lit(`"extension":[{"url":"name","valueCode":"`)
	x.lit(name)
	x.lit(`"},{"url":"value","valueString":`)
	x.str(value)
	x.lit("}]}")
}

// absences carries why members have no value.
func (x *Exporter) absences(a ephr.Absences) { x.extAbsences("absent", a) }

func (x *Exporter) extAbsences(name string, a ephr.Absences) {
	for i := range a {
		x.ext(name)
		x.lit(`"extension":[{"url":"member","valueCode":`)
		x.str(a[i].Member)
		x.lit(`},{"url":"reason","valueCode":`)
		x.str(string(a[i].Reason))
		x.lit(`}]}`)
	}
}

// national carries national additions as text, each under its URI.
func (x *Exporter) national(ext ephr.Extensions) { x.extNational("national", ext) }

func (x *Exporter) extNational(name string, ext ephr.Extensions) {
	for i := range ext {
		x.ext(name)
		x.lit(`"extension":[{"url":"uri","valueUri":`)
		x.str(string(ext[i].URI))
		x.lit(`},{"url":"json","valueString":`)
		x.str(string(ext[i].Value))
		x.lit(`}]}`)
	}
}

// encounterAndTime writes the encounter of an item.
func (x *Exporter) encounter(name string, e *ephr.Entry) { x.refTo(name, "Encounter", e.Encounter) }
