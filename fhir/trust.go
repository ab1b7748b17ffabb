package fhir

import (
	"bytes"
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
// them. It reports whether there are new ones: all is read once more then. Where a
// consent is not believed it may have been a refusal, and no permit holds beside it.
func (im *importer) distrust(x *Exporter) (any bool) {
	strange := false
	for _, i := range im.active {
		e := &im.entries[i]
		im.cur = i
		strange = strange || e.typ == "Consent" && e.distrusted
		if !e.byUs || e.same || i == im.export || im.trusted(x, e) {
			continue
		}
		e.distrusted, any = true, true
		strange = strange || e.typ == "Consent"
	}
	for _, i := range im.active {
		if e := &im.entries[i]; strange && e.byUs && !e.distrusted && e.typ == "Consent" && e.decision() == codes.ConsentDecisionPermit {
			e.distrusted, any = true, true
		}
	}
	return any
}

// trusted reports whether an entry that is not written as it was read is ours all the same.
func (im *importer) trusted(x *Exporter, e *entryIn) bool {
	switch {
	case isAuthorship(e):
		return hasDerivedID(e) && !im.qualified(e)
	case e.typ == "Consent":
		return im.sameConsent(x, e) // a permit is taken as it was given or not at all
	case e.typ == "Composition" && !e.known:
		return e.str("confidentiality") == "" // of a summary of ours we never say that it is confidential
	case !e.known:
		return true // it says nothing in the record
	case e.typ == "Provenance" || e.typ == "AuditEvent":
		if !hasDerivedID(e) {
			return false
		}
	case !e.listed && !hasLocalID(e.el) && e.planned == 0 && !hasDerivedID(e) && e.typ != "Patient":
		return false
	}
	return !im.qualified(e) && (im.plain(e) || im.sameStatus(x, e)) && im.labelsAreOurs(x, e)
}

// sameStatus reports whether all that could turn the meaning of a resource round is as
// an export writes it, though it is more than others would be believed.
func (im *importer) sameStatus(x *Exporter, e *entryIn) bool {
	base, ok := im.written(x, e)
	if !ok {
		return false
	}
	decides := func(name string) bool {
		switch name = strings.TrimPrefix(name, "_"); name {
		case "status", "clinicalStatus", "verificationStatus", "category", "intent", "active", "dosage", "dosageInstruction":
			return true
		}
		return strings.HasPrefix(name, "abatement")
	}
	for _, ab := range [...][2]el{{e.el, base}, {base, e.el}} {
		a, b := ab[0], ab[1]
		for i := a.i + 1; i < int(a.d.Nodes[a.i].End); i = int(a.d.Nodes[i].End) {
			if name := a.d.Nodes[i].Key; decides(name) && !sameValue(el{a.d, i}, b.get(name)) {
				return false
			}
		}
	}
	return true
}

// labelsAreOurs reports whether a resource has no label but those that an export of ours
// would give it again.
func (im *importer) labelsAreOurs(x *Exporter, e *entryIn) bool {
	security := e.get("meta").get("security")
	switch {
	case !restricted(e.el) || labelledByUs(e):
		return true
	case onlyOurLabels(security) && (registered(e.typ) || im.stripped()):
		// How confidential the registry is follows from who refers to it. Where somebody
		// has taken our extensions out, what a label was of may have gone with them.
		return true
	}
	base, ok := im.written(x, e)
	if !ok {
		// It has another id after an edit, and tells only of what others say.
		return e.typ == "Provenance" && onlyOurLabels(security)
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
		switch {
		case !label.only("system code"):
			return false
		case n == 0:
			if code := label.str("code"); label.str("system") != systemConfidentiality || code != "N" && code != "R" && code != "V" {
				return false
			}
		case label.sensitivity() == "":
			return false
		}
		n++
	}
	return n > 0
}

// stripped reports whether no extension of ours is in the input, though an export has
// some: somebody on the way takes out what they do not know.
func (im *importer) stripped() bool {
	if im.extensions == unknownExtensions {
		im.extensions = noExtensions
		for i := range im.Nodes {
			if n := &im.Nodes[i]; n.Key == "url" && n.Kind == tape.String && strings.HasPrefix(n.Text, extBase) {
				im.extensions = someExtensions
				break
			}
		}
	}
	return im.extensions == noExtensions && bytes.Contains(im.first, []byte(`"url":"`+extBase))
}

// foundExtensions is whether the input has extensions of ours.
type foundExtensions int8

const (
	unknownExtensions foundExtensions = iota // nobody has looked
	noExtensions
	someExtensions
)

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

// timesBeside are the names of what stands beside times, where it is nothing but what
// we had recorded of them. Where somebody has respelled a time, as google/fhir does, that no
// longer belongs to it, and the time itself is what is read.
func timesBeside(e el, names ...string) (beside string) {
	for _, name := range names {
		if e.get(name).ok() && recordedTime(e.beside(name)) {
			beside += "_" + name + " "
		}
	}
	return beside
}

// recordedTime reports whether what stands beside a time is nothing, or only what we
// had recorded of it.
func recordedTime(beside el) bool {
	if !beside.ok() {
		return true
	}
	for x := range beside.get("extension").each() {
		switch x.str("url") {
		case extOriginal, extBase + "estimated":
		default:
			return false
		}
	}
	return beside.only("extension")
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
		if !strings.Contains(but, " "+name+" ") && !sameValue(el{a.d, i}, b.get(name)) {
			return false
		}
	}
	return true
}

// sameValue reports whether two elements say the same: a reference the resource of the
// same id, wherever it is stored, and a time the same one.
func sameValue(a, b el) bool {
	switch {
	case !a.ok() || !b.ok():
		return a.ok() == b.ok()
	case overlay.Equal(&a.d.Doc, a.i, &b.d.Doc, b.i):
		return true
	}
	switch n := &a.d.Nodes[a.i]; {
	case n.Kind != b.d.Nodes[b.i].Kind:
		return false
	case n.Kind == tape.Object:
		return sameBut(a, b, "")
	case n.Kind == tape.Array:
		if a.len() != b.len() {
			return false
		}
		at := b.i + 1
		for x := range a.each() {
			if !sameValue(x, el{b.d, at}) {
				return false
			}
			at = int(b.d.Nodes[at].End)
		}
		return true
	case n.Kind == tape.String && n.Key == "reference":
		id := lastPart(a.text())
		return ephr.UUID(id).Valid() && id == lastPart(b.text())
	case n.Kind == tape.String:
		return inUTC(a.text()) == inUTC(b.text())
	}
	return false
}

// lastPart is the id in a reference.
func lastPart(reference string) string {
	return reference[strings.LastIndexAny(reference, ":/")+1:]
}

// written is the resource that an export writes of an entry.
func (im *importer) written(x *Exporter, e *entryIn) (el, bool) {
	r := x.resourceOf(e.typ, e.local)
	if e.planned > 0 {
		r = &x.plan[e.planned-1]
	}
	if r == nil || r.to == 0 || im.first == nil {
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

// hasDerivedID reports whether the id of a resource is a UUID that was derived from a
// name, as all are that an export of ours writes. Others derive ids so, too.
func hasDerivedID(e *entryIn) bool {
	return versionFive(e.id) || versionFive(strings.TrimPrefix(e.fullURL, "urn:uuid:"))
}

func versionFive(id string) bool { return ephr.UUID(id).Valid() && id[14] == '5' }
