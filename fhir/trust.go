package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/overlay"
	"github.com/openephr/ephr-go/internal/tape"
)

// That an export of ours has written a resource is believed of what it would write
// again. A server stores ours among its own, adds labels and edits: what it has changed
// is ours only as long as nothing in it means what we never write.

// distrust finds the entries that claim to be ours and are not as an export writes
// them. It reports whether there are new ones: all is read once more then.
func (im *importer) distrust(x *Exporter) (any bool) {
	for _, i := range im.active {
		e := &im.entries[i]
		if !e.byUs || e.same || i == im.export || im.trusted(x, e) {
			continue
		}
		e.distrusted, any = true, true
	}
	return any
}

// trusted reports whether an entry that is not written as it was read is ours all the same.
func (im *importer) trusted(x *Exporter, e *entryIn) bool {
	switch {
	case e.typ == "Patient":
		return true // without a status or a label that could be overlooked: see labelled
	case isAuthorship(e):
		return derived(e)
	case (e.typ == "Provenance" || e.typ == "AuditEvent") && !derived(e):
		return false
	case e.typ == "Consent":
		return im.sameConsent(x, e) // a permit is taken as it was given or not at all
	case !e.known:
		return true // it says nothing in the record
	}
	if !e.listed && !ours(e.el) && e.planned == 0 && !derived(e) || im.qualified(e) {
		return false
	}
	if !im.plain(e) { // nor would an export of ours write it plainly
		base, ok := im.written(x, e)
		if !ok || im.plain(&entryIn{el: base, typ: e.typ}) {
			return false
		}
	}
	return im.labelsAreOurs(x, e)
}

// labelsAreOurs reports whether a resource has no label but those that an export of ours
// would give it again.
func (im *importer) labelsAreOurs(x *Exporter, e *entryIn) bool {
	security := e.get("meta").get("security")
	switch {
	case !restricted(e.el):
		return true
	case onlyOurLabels(security) && (registered(e.typ) || !strings.Contains(im.Text, extBase)):
		// How confidential the registry is follows from who refers to it. Where somebody
		// has taken our extensions out, what a label was of may have gone with them.
		return true
	}
	base, ok := im.written(x, e)
	if !ok { // what was edited may have another id now
		return onlyOurLabels(security)
	}
	given := base.get("meta").get("security")
	for label := range security.each() {
		if !given.anyCoding(label.str("system"), label.str("code")) {
			return false
		}
	}
	return true
}

// registered reports whether a resource is of nobody in particular.
func registered(typ string) bool {
	switch typ {
	case "Organization", "Location", "Practitioner", "PractitionerRole":
		return true
	}
	return false
}

// onlyOurLabels reports whether labels are a level of confidentiality and sensitivity
// groups, with nothing beside the codes, as labelsOf writes them.
func onlyOurLabels(security el) bool {
	n := 0
	for label := range security.each() {
		system, code := label.str("system"), label.str("code")
		switch {
		case !only(label, " system code "):
			return false
		case n == 0:
			if system != systemConfidentiality || code != "N" && code != "R" && code != "V" {
				return false
			}
		case !isGroup(system, code):
			return false
		}
		n++
	}
	return n > 0
}

// isGroup reports whether a coding is one of a sensitivity group.
func isGroup(system, code string) bool {
	list := codes.Sensitivity("").List()
	for i := range list.Len() {
		for c := range list.At(i).Codings() {
			if string(c.System) == system && c.Code == code {
				return true
			}
		}
	}
	return false
}

// sameConsent reports whether a consent is as an export writes it, apart from what a
// server that stores it notes in its meta and the text that it makes for it.
func (im *importer) sameConsent(x *Exporter, e *entryIn) bool {
	base, ok := im.written(x, e)
	if !ok || !im.labelsAreOurs(x, e) {
		return false
	}
	but := " meta text provision " + timesBeside(e.el, "dateTime")
	if !e.get("extension").ok() { // taken out on the way: what follows from the rest is written again
		but += "extension "
	}
	p, q := e.get("provision"), base.get("provision")
	return sameBut(e.el, base, but) && sameBut(p, q, " period ") &&
		sameBut(p.get("period"), q.get("period"), " "+timesBeside(p.get("period"), "start", "end"))
}

// timesBeside are the names of what stands beside times. Where somebody has respelled a
// time, as google/fhir does, what we had recorded no longer belongs to it, and the time
// itself is what is read.
func timesBeside(e el, names ...string) (beside string) {
	for _, name := range names {
		if e.get(name).ok() {
			beside += "_" + name + " "
		}
	}
	return beside
}

// sameBut reports whether two elements say the same, but for some members.
func sameBut(a, b el, but string) bool {
	if !a.ok() || !b.ok() {
		return a.ok() == b.ok()
	}
	return sameMembers(a, b, but) && sameMembers(b, a, but)
}

// sameMembers reports whether all that one resource says, but for some members, is
// what the other says.
func sameMembers(a, b el, but string) bool {
	for i := a.i + 1; i < int(a.d.Nodes[a.i].End); i = int(a.d.Nodes[i].End) {
		name := a.d.Nodes[i].Key
		if strings.Contains(but, " "+name+" ") {
			continue
		}
		other := b.get(name)
		sameTime := other.text() != "" && inUTC(el{a.d, i}.text()) == inUTC(other.text())
		if !other.ok() || !sameTime && !overlay.Equal(&a.d.Doc, i, &b.d.Doc, other.i) {
			return false
		}
	}
	return true
}

// written is the resource that an export writes of an entry.
func (im *importer) written(x *Exporter, e *entryIn) (el, bool) {
	r := x.resourceOf(e.typ, e.local)
	if e.planned > 0 {
		r = &x.plan[e.planned-1]
	}
	if r == nil || r.to == 0 {
		return el{}, false
	}
	base, err := tape.Parse(string(im.first[r.from:r.to]), nil)
	return el{&document{Doc: base}, 0}, err == nil
}

// anyCoding reports whether one of several Codings has the code.
func (e el) anyCoding(system, code string) bool {
	for c := range e.each() {
		if c.str("system") == system && c.str("code") == code {
			return true
		}
	}
	return false
}

// derived reports whether the name of a resource is derived as an export derives it.
func derived(e *entryIn) bool {
	return versionFive(e.id) || versionFive(strings.TrimPrefix(e.fullURL, "urn:uuid:"))
}

// versionFive reports whether an id is a UUID that was derived from a name, as ours are.
func versionFive(id string) bool { return ephr.UUID(id).Valid() && id[14] == '5' }
