package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/tape"
)

// safe reports whether a resource may become an item of the record at all. What
// another system has written is believed only where all of it that could turn its
// meaning round, or say whose it is and who may see it, is understood; else it
// stays in the source as it is.
func (im *importer) safe(e *entryIn) bool {
	switch e.typ {
	case "Patient":
		return true
	case "Organization", "Location", "Practitioner", "PractitionerRole":
		return e.byUs || !im.modified(e)
	case "Provenance", "AuditEvent":
		return e.byUs // they have no subject
	case "Device", "Specimen", "Medication":
		if e.patient < 0 { // it goes with the statement that refers to it
			return e.byUs || !im.labelled() && !im.modified(e)
		}
	}
	if e.patient != im.turn || im.turn < 0 {
		return false // somebody else's, or nobody knows whose
	}
	if e.byUs {
		return true
	}
	return e.typ != "Consent" && // a permit that says less than it seems, a refusal that is not understood
		im.plain(e) && !im.labelled() && !im.modified(e)
}

// plain reports whether nothing in what a resource says of itself turns it round or
// narrows it in a way that the record has no member for.
func (im *importer) plain(e *entryIn) bool {
	switch e.typ {
	case "Condition":
		if !understood(e.get("clinicalStatus"), codes.ClinicalStatus("").List()) || !understood(e.get("verificationStatus"), codes.Certainty("").List()) || otherEnd(e.el) {
			return false
		}
		// A risk of a disease is none.
		category, _ := im.conditionCategory(e.get("category"))
		return e.get("category").len() == 0 || category != "" || e.get("category").first().extBool("assumed") == ephr.True
	case "AllergyIntolerance":
		return coded(e.get("clinicalStatus"), "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "inactive", "resolved") &&
			coded(e.get("verificationStatus"), "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "unconfirmed", "confirmed", "refuted", "entered-in-error", "presumed")
	case "MedicationStatement", "MedicationRequest":
		switch e.str("intent") {
		case "", "order", "original-order", "reflex-order", "filler-order", "instance-order":
		default:
			return false
		}
		for _, name := range [...]string{"dosage", "dosageInstruction"} {
			for d := range e.get(name).each() {
				if !plainDosage(d) {
					return false
				}
			}
		}
	case "CarePlan":
		switch e.str("intent") {
		case "proposal", "option":
			return false
		}
	case "FamilyMemberHistory":
		return e.str("status") != "health-unknown"
	case "RelatedPerson":
		return e.bool("active") != ephr.False
	}
	return true
}

// modified reports whether anything in a foreign resource changes its meaning in
// a way that a reader has to know, is about another than the subject, labels it, or claims to be
// ours.
func (im *importer) modified(e *entryIn) bool {
	return restricted(e.el) && !labelledByUs(e) || im.qualified(e)
}

// qualified reports whether anything in a resource changes its meaning in a way that a
// reader has to know, is about another than the subject or, where no export of ours is
// in the bundle, claims to be ours.
func (im *importer) qualified(e *entryIn) bool {
	for i := e.i; i < int(im.Nodes[e.i].End); i++ {
		switch n := &im.Nodes[i]; n.Key {
		case "modifierExtension", "implicitRules", "focus":
			return true
		case "isSubpotent", "doNotPerform": // R4's own modifiers that no status tells
			if n.Kind != tape.False {
				return true
			}
		case "url":
			if im.export < 0 && strings.HasPrefix(n.Text, extBase) {
				return true
			}
		}
	}
	return false
}

// labelled reports whether the patient or the whole bundle is labelled.
func (im *importer) labelled() bool {
	if patient := &im.entries[im.turn]; restricted(patient.el) && !im.ours && !labelledByUs(patient) || im.bundle == 0 && restricted(el{&im.document, 0}) && !im.ownBundle() {
		return true
	}
	for _, i := range im.active {
		if e := &im.entries[i]; e.typ == "Composition" && !e.byUs {
			switch e.str("confidentiality") {
			case "R", "V":
				return true
			}
		}
	}
	return false
}

// ownBundle reports whether the bundle itself is one that an export of ours has made of
// this record: its label is of what was in it in all.
func (im *importer) ownBundle() bool {
	ns := space(string(im.rec.ID))
	for _, name := range bundleNames {
		id := nameUUID(append(ns[:], name...))
		if im.String(0, "id") == string(id[:]) {
			return true
		}
	}
	return false
}

// labelledByUs reports whether another system's resource has the label that an export of
// ours gave it, after somebody had written down here what made it confidential.
func labelledByUs(e *entryIn) bool {
	security := e.get("meta").get("security")
	return e.labelled != "" && onlyOurLabels(security) && security.first().str("code") == e.labelled
}

// restricted reports whether a resource has a security label other than one that says
// that it is no more confidential than health data usually is.
func restricted(e el) bool {
	for label := range e.get("meta").get("security").each() {
		if label.str("system") != systemConfidentiality {
			return true
		}
		switch label.str("code") {
		case "U", "L", "M", "N":
		default:
			return true
		}
	}
	return false
}

// understood reports whether a status is not there, or is a code of the list.
func understood(e el, list *codes.List) bool {
	if !e.ok() {
		return true
	}
	for c := range e.get("coding").each() {
		if codes.System(c.str("system")) == list.System() {
			_, known := list.Lookup(c.str("code"))
			return known
		}
	}
	return false
}

func coded(e el, system string, known ...string) bool {
	if !e.ok() {
		return true
	}
	for _, code := range known {
		if e.hasCode(system, code) {
			return true
		}
	}
	return false
}

// otherEnd reports whether a condition has ended in another way than on a date.
func otherEnd(e el) bool {
	for i := e.i + 1; i < int(e.d.Nodes[e.i].End); i = int(e.d.Nodes[i].End) {
		if k := e.d.Nodes[i].Key; strings.HasPrefix(strings.TrimPrefix(k, "_"), "abatement") && k != "abatementDateTime" {
			return true
		}
	}
	return false
}

// plainDosage reports whether a dosage holds nothing but what the record has
// members for: a limit that is left out is a dose too many.
func plainDosage(d el) bool {
	rates := d.get("doseAndRate")
	kind := rates.first().get("type")
	return only(d, " id extension text _text timing asNeededBoolean route doseAndRate sequence patientInstruction ") &&
		only(d.get("timing"), " repeat ") && only(d.get("timing").get("repeat"), " frequency period periodUnit count ") &&
		rates.len() <= 1 && only(rates.first(), " id extension doseQuantity type ") &&
		(!kind.ok() || coded(kind, "http://terminology.hl7.org/CodeSystem/dose-rate-type", "ordered", "calculated"))
}

// only reports whether an element is nothing, or an object with no members but these.
func only(e el, names string) bool {
	if !e.ok() || e.d.Nodes[e.i].Kind != tape.Object {
		return !e.ok()
	}
	for i := e.i + 1; i < int(e.d.Nodes[e.i].End); i = int(e.d.Nodes[i].End) {
		if !strings.Contains(names, " "+e.d.Nodes[i].Key+" ") {
			return false
		}
	}
	return true
}
