package fhir

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
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
	switch e.typ {
	case "Consent":
		return false // a permit that says less than it seems, a refusal that is not understood
	case "Condition":
		if !understood(e.get("clinicalStatus"), codes.ClinicalStatus("").List()) || !understood(e.get("verificationStatus"), codes.Certainty("").List()) || otherEnd(e.el) {
			return false
		}
	case "AllergyIntolerance":
		if !coded(e.get("clinicalStatus"), "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "inactive", "resolved") ||
			!coded(e.get("verificationStatus"), "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "unconfirmed", "confirmed", "refuted", "entered-in-error", "presumed") {
			return false
		}
	case "MedicationStatement", "MedicationRequest":
		for _, name := range [...]string{"dosage", "dosageInstruction"} {
			for d := range e.get(name).each() {
				if !plainDosage(d) {
					return false
				}
			}
		}
	}
	return !im.labelled() && !im.modified(e)
}

// modified reports whether anything in a foreign resource changes its meaning in
// a way that a reader has to know, is about another than the subject, labels it, or claims to be
// ours.
func (im *importer) modified(e *entryIn) bool {
	if restricted(e.el) {
		return true
	}
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
	if im.export >= 0 { // the labels are ours, of what an export held in all
		return false
	}
	return restricted(im.entries[im.turn].el) || im.bundle == 0 && restricted(el{&im.document, 0})
}

// restricted reports whether a resource has a security label other than one that says
// that it is no more confidential than health data usually is.
func restricted(e el) bool {
	for label := range e.get("meta").get("security").each() {
		if label.str("system") != "http://terminology.hl7.org/CodeSystem/v3-Confidentiality" {
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
	only := func(e el, names string) bool {
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
	rates := d.get("doseAndRate")
	return only(d, " text timing asNeededBoolean route doseAndRate sequence patientInstruction ") &&
		only(d.get("timing"), " repeat code ") && only(d.get("timing").get("repeat"), " frequency period periodUnit count ") &&
		rates.len() <= 1 && only(rates.first(), " doseQuantity type ")
}
