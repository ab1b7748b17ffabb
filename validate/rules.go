package validate

import "iter"

// Rule is something that is true of a record that is right.
type Rule struct {
	// ID names the rule for good: it is never changed nor used for another rule.
	ID string
	// Severity is what breaking the rule means.
	Severity Severity
	// Path is where the rule looks, with * for array indexes; empty where it looks everywhere.
	Path string
	// Summary says what is wrong where the rule is broken.
	Summary string
	// Remedy says how to mend it.
	Remedy string
	// Source is what the rule rests on.
	Source string
	// Since is the version of this module that has it first.
	Since string

	check check // nil for rules of form, which package ephr checks
}

type rule = Rule

// The sources that many rules share.
const (
	srcJSON   = "RFC 8259 (JSON)"
	srcStrict = "RFC 7493 (I-JSON)"
	srcForm   = "ePHR format 1.0 (JSON Schema)"
	srcMinors = "ePHR format: what a newer minor version may add"
	srcVitals = "FHIR R4 vital signs profiles; physiological limits, hard plausibility (code list vital-sign)"
	srcDates  = "ISO 8601-1 and -2; FHIR R4 date and dateTime, precision as written"
)

// registry is all rules. The texts are in messages.go.
var registry = []Rule{
	// Form: what is no JSON, or JSON that readers take in different ways. One row per fault of package ephr.
	{ID: "form-syntax", Severity: Error, Source: srcJSON, Since: "0.1.0"},
	{ID: "form-truncated", Severity: Error, Source: srcJSON, Since: "0.1.0"},
	{ID: "form-trailing-data", Severity: Error, Source: srcJSON, Since: "0.1.0"},
	{ID: "form-duplicate-member", Severity: Error, Source: srcStrict, Since: "0.1.0"},
	{ID: "form-invalid-utf8", Severity: Error, Source: srcStrict, Since: "0.1.0"},
	{ID: "form-lone-surrogate", Severity: Error, Source: srcStrict, Since: "0.1.0"},
	{ID: "form-too-deep", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-too-large", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-number-range", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-version", Severity: Error, Path: "/schemaVersion", Source: srcForm, Since: "0.1.0"},

	// Form: JSON that is no record.
	{ID: "form-wrong-type", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-unknown-member", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-wrong-case", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-missing-member", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-empty", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-bad-form", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-unknown-code", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "form-out-of-range", Severity: Error, Source: srcForm, Since: "0.1.0"},
	{ID: "newer-member", Severity: Warning, Source: srcMinors, Since: "0.1.0"},
	{ID: "newer-code", Severity: Warning, Source: srcMinors, Since: "0.1.0"},

	// The record as a whole.
	{ID: "id-duplicate", Severity: Error, Source: "ePHR format 1.0: an id names one item of a record", Since: "0.1.0",
		check: onDefine(idDuplicate)},
	{ID: "reference-unresolved", Severity: Error, Source: "ePHR format 1.0; FHIR R4 references", Since: "0.1.0",
		check: onRef(referenceUnresolved)},
	{ID: "reference-kind", Severity: Error, Source: "ePHR format 1.0 (x-reference in the JSON Schema)", Since: "0.1.0",
		check: onRef(referenceKind)},
	{ID: "absence-contradicted", Severity: Error, Source: "FHIR R4 invariant obs-6: a reason for absence only where there is no value", Since: "0.1.0",
		check: onAbsence(absenceContradicted)},
	{ID: "code-not-on-list", Severity: Info, Source: "ePHR format 1.0 (bindings of the code lists)", Since: "0.1.0",
		check: onUnlisted(codeNotOnList)},

	// Dates.
	{ID: "date-not-in-calendar", Severity: Error, Source: srcDates, Since: "0.1.0",
		check: onTime(dateNotInCalendar)},
	{ID: "period-reversed", Severity: Error, Source: "FHIR R4 invariant per-1", Since: "0.1.0",
		check: onPeriod(periodReversed)},
	{ID: "event-before-birth", Severity: Error, Source: srcDates + "; FHIR R4 Patient.birthDate", Since: "0.1.0",
		check: onTime(eventBeforeBirth)},
	{ID: "event-before-estimated-birth", Severity: Warning, Source: srcDates + "; FHIR R4 Patient.birthDate", Since: "0.1.0",
		check: onTime(eventBeforeEstimatedBirth)},
	{ID: "recorded-in-future", Severity: Warning, Source: srcDates + "; the clock given by WithNow", Since: "0.1.0",
		check: onTime(recordedInFuture)},

	// Diagnoses.
	{ID: "icd-not-listed", Severity: Warning, Path: "/conditions/*/code/codings/*/code", Source: "WHO ICD-10, version 2019", Since: "0.1.0",
		check: onCoding(icdNotListed)},

	// Vaccination.
	{ID: "dose-order", Severity: Warning, Path: "/immunizations/*/doseNumber", Source: "FHIR R4 Immunization.protocolApplied.doseNumber", Since: "0.1.0",
		check: onRecord(doseOrder)},

	// Pregnancy.
	{ID: "due-date-range", Severity: Warning, Path: "/pregnancies/*/dueDate", Source: "LOINC 8665-2 and 11778-8; ICD-10 O48, P08.2: post-term is 42 weeks or more; 44 weeks are let pass", Since: "0.1.0",
		check: onPregnancy(dueDateRange)},
	{ID: "pregnancy-sex", Severity: Warning, Path: "/pregnancies/*", Source: "FHIR R4 administrative-gender: administrative, not biological", Since: "0.1.0",
		check: onPregnancy(pregnancySex)},

	// Vital signs.
	{ID: "vital-sign-unit", Severity: Error, Path: "/vitalSigns/*/value/code", Source: "FHIR R4 vital signs profiles; UCUM", Since: "0.1.0",
		check: onVitalSign(vitalSignUnit)},
	{ID: "vital-sign-implausible", Severity: Error, Path: "/vitalSigns/*/value/value", Source: srcVitals, Since: "0.1.0",
		check: onVitalSign(vitalSignImplausible)},
	{ID: "blood-pressure-order", Severity: Error, Path: "/vitalSigns/*/diastolic", Source: "FHIR R4 blood pressure profile: LOINC 8480-6 is the highest, 8462-4 the lowest pressure of a beat", Since: "0.1.0",
		check: onVitalSign(bloodPressureOrder)},

	// Protection.
	{ID: "protection-operator-unmarked", Severity: Warning, Path: "/sites/*/organization", Source: "code lists site-kind and organization-kind; HL7 v3-ActCode PATLOC", Since: "0.1.0",
		check: onSite(operatorUnmarked)},
}

// Rules are all rules, those of form first.
func Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, r := range joined() {
			if !yield(r) {
				return
			}
		}
	}
}

// Lookup is the rule with an id.
func Lookup(id string) (Rule, bool) {
	for _, r := range joined() {
		if r.ID == id {
			return r, true
		}
	}
	return Rule{}, false
}

// joined are the rules with their texts.
func joined() []Rule {
	out := make([]Rule, len(registry))
	for i, r := range registry {
		for _, t := range messages {
			if t.id == r.ID {
				r.Summary, r.Remedy = t.summary, t.remedy
			}
		}
		out[i] = r
	}
	return out
}

// message is what a finding says: what is wrong, a detail that is not from the record, and what to do.
func (r *Rule) message(detail string) string {
	if detail != "" {
		return r.Summary + " (" + detail + "); " + r.Remedy
	}
	return r.Summary + "; " + r.Remedy
}
