package fhir

import (
	"slices"
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
	if registered(e.typ) {
		return e.byUs || !im.modified(e)
	}
	switch e.typ {
	case "Patient":
		return true
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

// labelled reports whether the patient or the whole bundle is labelled, by others than
// an export of ours.
func (im *importer) labelled() bool {
	patient := &im.entries[im.turn]
	if patient.distrusted || restricted(patient.el) && !im.ours && !labelledByUs(patient) {
		return true
	}
	if bundle := (el{&im.document, 0}); im.bundle == 0 && restricted(bundle) && !im.ownBundle(bundle) {
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
// this record, with the label of the most confidential resource in it.
func (im *importer) ownBundle(bundle el) bool {
	label := bundle.get("meta").get("security")
	if !onlyOurLabels(label) || label.len() != 1 {
		return false
	}
	ns := space(string(im.rec.ID))
	for _, name := range bundleNames {
		id := nameUUID(append(ns[:], name...))
		if bundle.str("id") != string(id[:]) {
			continue
		}
		for i := range im.entries {
			if im.entries[i].get("meta").get("security").first().str("code") == label.first().str("code") {
				return true
			}
		}
	}
	return false
}

// labelledByUs reports whether a resource has the label of which the Provenance of an
// export of ours says that we gave it.
func labelledByUs(e *entryIn) bool {
	security := e.get("meta").get("security")
	return e.labelled != "" && onlyOurLabels(security) && security.first().str("code") == e.labelled
}

// restricted reports whether a resource has a security label other than one that says
// that it is no more confidential than health data usually is.
func restricted(e el) bool {
	meta := e.get("meta")
	security := meta.get("security")
	if meta.ok() && meta.d.Nodes[meta.i].Kind != tape.Object || security.ok() && security.d.Nodes[security.i].Kind != tape.Array {
		return true // in a form in which nobody finds it
	}
	for label := range security.each() {
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

// understood reports whether a status is not there, or is one code of the list and
// nothing beside it that says another thing.
func understood(e el, list *codes.List) bool {
	return !e.ok() || oneCode(e, string(list.System()), func(code string) bool { _, known := list.Lookup(code); return known })
}

// coded is understood of a code system that no list of ours has.
func coded(e el, system string, known ...string) bool {
	return !e.ok() || oneCode(e, system, func(code string) bool { return slices.Contains(known, code) })
}

// oneCode reports whether all codings of a concept are of the system, and the same code
// that is known.
func oneCode(e el, system string, known func(string) bool) bool {
	code := ""
	for c := range e.get("coding").each() {
		if c.str("system") != system || !known(c.str("code")) || code != "" && c.str("code") != code {
			return false
		}
		code = c.str("code")
	}
	return code != ""
}

// otherEnd reports whether a condition has ended in another way than on a date.
func otherEnd(e el) bool {
	for i := e.i + 1; i < int(e.d.Nodes[e.i].End); i = int(e.d.Nodes[i].End) {
		k := e.d.Nodes[i].Key
		if k == "_abatementDateTime" && e.dateTime("abatementDateTime") != "" && recordedTime(el{e.d, i}) {
			continue
		}
		if strings.HasPrefix(strings.TrimPrefix(k, "_"), "abatement") && (k != "abatementDateTime" || e.dateTime(k) == "") {
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
	no := func(e el, but string) bool { return !e.ok() || e.only(but) }
	return no(d, "id extension text _text timing asNeededBoolean route doseAndRate sequence patientInstruction") &&
		no(d.get("timing"), "repeat") && no(d.get("timing").get("repeat"), "frequency period periodUnit count") &&
		rates.len() <= 1 && no(rates.first(), "id extension doseQuantity type") &&
		(!kind.ok() || coded(kind, "http://terminology.hl7.org/CodeSystem/dose-rate-type", "ordered", "calculated"))
}
