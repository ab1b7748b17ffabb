package r4

// Flaw is a place that breaks a rule.
type Flaw struct {
	// Node is the place: the value that is wrong, or the object that lacks one.
	Node int
	// Rule is the rule's name: FHIR's own key of an invariant where there is one.
	Rule string
	// Name is the member that is missing, if that is the flaw.
	Name string
}

// Names of rules that are no invariants of FHIR.
const (
	ruleUnknown      = "r4-unknown-element"
	ruleType         = "r4-type"
	ruleArray        = "r4-array"
	ruleNull         = "r4-null"
	ruleEmpty        = "r4-empty"
	ruleCardinality  = "r4-cardinality"
	ruleChoice       = "r4-choice"
	rulePrimitive    = "r4-primitive"
	ruleCode         = "r4-required-code"
	ruleResource     = "r4-resource-type"
	ruleSystem       = "r4-system"
	ruleIDSystem     = "r4-identifier-system"
	ruleIDURI        = "r4-identifier-uri"
	ruleUnit         = "r4-ucum"
	ruleSNOMED       = "r4-snomed-ct"
	ruleLOINC        = "r4-loinc"
	ruleReference    = "r4-reference"
	ruleRefType      = "r4-reference-type"
	ruleTarget       = "r4-reference-target"
	ruleUnresolved   = "r4-unresolved"
	ruleRelative     = "r4-relative-reference"
	ruleExternal     = "r4-external-reference"
	ruleContainedID  = "r4-contained-id"
	ruleExtensionURL = "r4-extension-url"
	ruleImage        = "r4-external-image"
	ruleFullURL      = "r4-full-url"
	ruleDuplicate    = "r4-duplicate-resource"
	ruleNoResource   = "r4-entry-resource"
	ruleNested       = "r4-nested-bundle"
	ruleUnreachable  = "r4-unreachable"
	ruleCycle        = "r4-cycle"
	rulePatients     = "r4-patients"
	ruleOther        = "r4-other-patient"
	ruleDeath        = "r4-death-before-birth"
	ruleDocument     = "r4-document"
	ruleVitalUnit    = "r4-vital-sign-unit"
	ruleVitalSign    = "r4-vital-sign"
	ruleIPSComp      = "ips-composition"
	ruleIPSSection   = "ips-section"
	ruleIPSEntry     = "ips-section-entry"
	ruleIPSRequired  = "ips-cardinality"
	ruleIPSStatus    = "ips-status"
	ruleIPSCode      = "ips-code"
	ruleIPSBundle    = "ips-bundle"
)

// advice are the rules that are none of FHIR's invariants, cardinalities or
// forms, but of sense.
func advice(rule string) bool {
	switch rule {
	case ruleIDSystem, ruleExternal, ruleImage, ruleUnreachable, ruleCycle, ruleOther, ruleDocument,
		ruleDeath, ruleNested:
		return true
	}
	return false
}

// Advice reports whether the flaw is against sense, but not against a rule of
// FHIR or the summary.
func (f *Flaw) Advice() bool { return advice(f.Rule) }
