package fhir

import (
	"github.com/openephr/ephr-go/ephr"
)

// Most of FHIR's resources have no element for who wrote a statement down and
// when, which is not who did it and when it was so. What one author wrote at one
// time is told by a Provenance of its own, of which these statements are the targets.

// authorship is what one practitioner wrote down at one time: resources of the plan,
// chained by their next.
type authorship struct {
	author      ephr.ID
	recorded    ephr.DateTime
	encounter   ephr.ID // in which, where their resources have no element for it
	first, last int32   // in the plan plus one
	chain       int32   // place in Exporter.authorships plus one, 0 ends the bucket's chain
}

// byProvenance marks the kinds whose resource has not both elements itself.
var byProvenance = [kindCount]bool{
	kindInvestigation: true, kindReport: true, kindExamination: true, kindVitalSign: true, kindSubstanceUse: true,
	kindScreening: true, kindSelfHarmRisk: true, kindPsychologistNote: true, kindSocialDeterminant: true,
	kindVulnerability: true, kindMedicationRequest: true, kindProcedure: true, kindCounselling: true, kindReferral: true,
	kindCareTeam: true, kindDeparture: true, kindHandover: true, kindPregnancy: true, kindObstetrics: true,
	kindFamilyHistory: true, kindRecommendation: true, kindImmunization: true, kindReceivedDocument: true,
}

// withoutEncounter marks the kinds whose resource has no element for the encounter.
var withoutEncounter = [kindCount]bool{kindFamilyHistory: true, kindRecommendation: true, kindDeviceUse: true, kindConsent: true}

// withoutAuthor marks the kinds whose resource has no element for somebody who wrote or did it.
var withoutAuthor = [kindCount]bool{kindFamilyHistory: true, kindRecommendation: true, kindCareTeam: true, kindConsent: true}

// foreignItems lists the items that foreign resources have become.
func (x *Exporter) foreignItems() {
	x.foreign = nil
	if x.kind == Document || !x.release.All {
		return
	}
	for i := range x.rec.Source {
		for j := range x.rec.Source[i].Resources {
			if s := &x.rec.Source[i].Resources[j]; s.Item != "" {
				if x.foreign == nil {
					x.foreign = map[ephr.ID]bool{}
				}
				x.foreign[s.Item] = true
			}
		}
	}
}

// written notes who wrote down the item whose resource was planned last.
func (x *Exporter) written(kind kind, e *ephr.Entry) {
	author, recorded, encounter := e.Author, e.Recorded, ephr.ID("")
	if withoutEncounter[kind] && x.resourceOf("Encounter", e.Encounter) != nil {
		encounter = e.Encounter
	}
	if !byProvenance[kind] && encounter == "" {
		return
	}
	if recorded == "" && encounter == "" && !withoutAuthor[kind] && x.foreign[e.ID] {
		return // its author was read from an element that is written again
	}
	if author != "" && x.resourceOf("Practitioner", author) == nil {
		author = "" // who may not be seen
	}
	if author == "" && recorded == "" && encounter == "" {
		return
	}
	place := int32(len(x.plan))
	bucket := &x.authorBuckets[((hash(author)*31+hash(ephr.ID(recorded)))*31+hash(encounter))%uint32(len(x.authorBuckets))]
	for at := *bucket; at != 0; at = x.authorships[at-1].chain {
		a := &x.authorships[at-1]
		if a.author == author && a.recorded == recorded && a.encounter == encounter {
			x.plan[a.last-1].next = place
			a.last = place
			return
		}
	}
	x.authorships = append(x.authorships, authorship{author: author, recorded: recorded, encounter: encounter, first: place, last: place, chain: *bucket})
	*bucket = int32(len(x.authorships))
}

// planAuthorships plans a Provenance for each.
func (x *Exporter) planAuthorships() {
	for i := range x.authorships {
		a := &x.authorships[i]
		class := ephr.Class{Tier: ephr.T1}
		for at := a.first; at != 0; at = x.plan[at-1].next {
			class = class.Max(x.plan[at-1].class)
		}
		x.addPart(kindAuthorship, i, 0, "", sectionAbout, class, "authorship", string(a.author), string(a.recorded), string(a.encounter))
	}
}

func (x *Exporter) authorship(r *resource) {
	a := &x.authorships[r.index]
	x.meta("", r.class)
	x.lit(`,"target":[`)
	for at := a.first; at != 0; at = x.plan[at-1].next {
		x.comma()
		x.reference(&x.plan[at-1])
	}
	x.put(']')
	x.instantRequired("recorded", a.recorded)
	x.lit(`,"agent":[{"type":{"coding":[{"system":"` + systemParticipant + `","code":"author"}]},"who":`)
	if p := x.resourceOf("Practitioner", a.author); p != nil {
		x.reference(p)
	} else {
		x.lit(absentOpen + "unknown" + absentClose)
	}
	x.lit("}]")
	if v := x.resourceOf("Encounter", a.encounter); v != nil {
		x.lit(`,"entity":[{"role":"source","what":`)
		x.reference(v)
		x.lit("}]")
	}
}

const (
	systemParticipant     = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
	systemConfidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
)

// isAuthorship reports whether a Provenance is one of these: its only agent is an
// author, and it tells of no activity.
func isAuthorship(e *entryIn) bool {
	agent := e.get("agent")
	return e.typ == "Provenance" && agent.len() == 1 && agent.first().get("type").hasCode(systemParticipant, "author") && !e.get("activity").ok()
}

// attribute notes at each resource the authorship of ours of which it is a target.
func (im *importer) attribute() {
	for _, i := range im.active {
		im.entries[i].authorship = 0
	}
	for _, i := range im.active {
		e := &im.entries[i]
		if !e.byUs || !isAuthorship(e) {
			continue
		}
		for ref := range e.get("target").each() {
			if n, ok := im.target(ref); ok && im.entries[n].authorship == 0 {
				im.entries[n].authorship = i + 1
			}
		}
	}
}

// wroteDown is who wrote a resource down, when and in which encounter, as far as
// an authorship tells.
func (im *importer) wroteDown(e el) (v ephr.Entry) {
	n := im.entries[im.byNode[e.i]].authorship
	if n == 0 {
		return v
	}
	a := &im.entries[n-1]
	v.Author, v.Recorded = im.ref(a.get("agent").first().get("who"), "Practitioner"), a.dateTime("recorded")
	v.Encounter = im.ref(a.get("entity").first().get("what"), "Encounter")
	return v
}

// readAuthorship has been done by the readers of its targets: it goes with the first of them.
func (im *importer) readAuthorship(e *entryIn) bool {
	n, ok := im.target(e.get("target").first())
	if !ok || !im.entries[n].known || im.entries[n].authorship != im.cur+1 {
		return false
	}
	e.local = im.entries[n].local
	return true
}
