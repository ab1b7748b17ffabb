package fhir

import (
	"iter"
	"slices"
	"strings"
)

// Extension describes one of our own extensions of FHIR: what it is, where it
// stands and what it holds. The folder ig publishes each as a
// StructureDefinition.
type Extension struct {
	// Name is the last part of the URL, such as absent.
	Name string
	// Title is a short title for people.
	Title string
	// Description says in a sentence what the extension carries.
	Description string
	// Type is the FHIR type of the value, such as code. It is empty where the
	// extension has parts in place of a value.
	Type string
	// List is the name of the code list to which the value belongs (see
	// codes.LookupList), or "".
	List string
	// Target is the resource type to which a value of type Reference points, or "".
	Target string
	// Repeats is true where one element may hold the extension several times.
	Repeats bool

	contexts string // separated by blanks
	parts    []ExtensionPart
}

// ExtensionPart is a part of an extension that has several.
type ExtensionPart struct {
	// Name is the part's URL inside the extension.
	Name string
	// Title is a short title for people.
	Title string
	// Type is the FHIR type of the value.
	Type string
	// List is the name of the code list to which the value belongs, or "".
	List string
	// Required is true where the extension is not complete without the part.
	Required bool
}

// Extensions are all extensions of ours that an export may hold, ordered by name.
func Extensions() iter.Seq[Extension] { return slices.Values(extensions[:]) }

// URL is the extension's canonical address.
func (e Extension) URL() string { return extBase + e.Name }

// Contexts are the elements that may hold the extension, as paths of FHIR R4
// such as Patient, Coding.version or dateTime.
func (e Extension) Contexts() iter.Seq[string] { return strings.FieldsSeq(e.contexts) }

// Parts are the parts of an extension that has parts in place of a value.
func (e Extension) Parts() iter.Seq[ExtensionPart] { return slices.Values(e.parts) }

// The resource types that items of the record become: those that know when the
// item was written down, and those that do not.
const (
	onTimed   = "AllergyIntolerance CarePlan ClinicalImpression Condition DeviceUseStatement FamilyMemberHistory Immunization ImmunizationRecommendation MedicationStatement "
	onUntimed = "CareTeam Communication Composition DiagnosticReport Flag MedicationRequest Observation Procedure ServiceRequest "
	onItems   = onTimed + onUntimed
)

var extensions = [...]Extension{
	{
		Name: "absent", Title: "Reason for a missing value", Repeats: true,
		Description: "Why a member of the record has no value.",
		contexts:    onItems + "Encounter Patient",
		parts: []ExtensionPart{
			{Name: "member", Title: "Name of the member in the record", Type: "code", Required: true},
			{Name: "reason", Title: "Why it has no value", Type: "code", List: "absent-reason", Required: true},
		},
	},
	{
		Name: "accommodation-kind", Title: "Kind of accommodation", Type: "code", List: "site-kind",
		Description: "What kind of place the person lives in.",
		contexts:    "Address",
	},
	{
		Name: "accommodation-period", Title: "Period of the stay", Type: "boolean",
		Description: "True where the period is that of the stay and not of the address.",
		contexts:    "Address",
	},
	{
		Name: "accommodation-site", Title: "Centre where the person lives", Type: "Reference", Target: "Location",
		Description: "The centre where the person lives or lived.",
		contexts:    "Address",
	},
	{
		Name: "accommodation-unit", Title: "Room, tent or container", Type: "string",
		Description: "The room, tent or container in which the person lives.",
		contexts:    "Address",
	},
	{
		Name: "address-use", Title: "Use of an address", Type: "code", List: "address-use",
		Description: "The use that the record gives, where FHIR does not allow it for this resource.",
		contexts:    "Address",
	},
	{
		Name: "age-at-assessment", Title: "Age at the assessment",
		Description: "The age that the person told, or that was estimated, where no date of birth is known.",
		contexts:    "Patient",
		parts: []ExtensionPart{
			{Name: "age", Title: "Age in years, months, weeks or days", Type: "Quantity"},
			{Name: "on", Title: "Day on which that age held", Type: "date"},
		},
	},
	{
		Name: "age-dispute", Title: "Disputed age", Type: "code", List: "age-dispute",
		Description: "Whether the stated age is disputed, or an assessment of the age is pending.",
		contexts:    "Patient",
	},
	{
		Name: "amount", Title: "Amount used", Type: "Quantity",
		Description: "How much of a substance is used, where the observation's value is the status of use.",
		contexts:    "Observation",
	},
	{
		Name: "assessment-due", Title: "Assessment due", Type: "date",
		Description: "The day by which the individual assessment of the special needs is due.",
		contexts:    "Flag",
	},
	{
		Name: "assumed", Title: "Assumed value", Type: "boolean",
		Description: "True where the record does not have the value and FHIR, or a profile, wants one: it was assumed.",
		contexts:    "CodeableConcept Narrative code string",
	},
	{
		Name: "author", Title: "Author of a text", Type: "Reference", Target: "Practitioner",
		Description: "Who wrote the text.",
		contexts:    "string",
	},
	{
		Name: "certainty", Title: "Certainty of an allergy", Type: "code", List: "certainty",
		Description: "How certain the allergy is, where FHIR's verification status has no such degree.",
		contexts:    "AllergyIntolerance",
	},
	{
		Name: "comparator", Title: "Comparator of a simple quantity", Type: "code", List: "quantity-comparator",
		Description: "That the true value lies below or above the number, where FHIR wants a quantity without comparator.",
		contexts:    "Quantity",
	},
	{
		Name: "component-code", Title: "Code of a component", Type: "CodeableConcept", List: "test",
		Description: "What a part of an investigation measured, where it has a code in common with the whole.",
		contexts:    "Observation.component",
	},
	{
		Name: "component-result", Title: "Coded result of a component", Type: "CodeableConcept", List: "test-result",
		Description: "The coded result of a part of an investigation that has a number as its value, too.",
		contexts:    "Observation.component",
	},
	{
		Name: "confirmed", Title: "Vulnerability confirmed", Type: "boolean",
		Description: "Whether an assessment has confirmed the vulnerability.",
		contexts:    "Flag",
	},
	{
		Name: "consent-decision", Title: "Decision of the person", Type: "code", List: "consent-decision",
		Description: "What the person decided about sharing.",
		contexts:    "Consent",
	},
	{
		Name: "consent-language", Title: "Language of the consent", Type: "code", List: "language",
		Description: "The language in which the person was asked for consent.",
		contexts:    "Consent",
	},
	{
		Name: "contact-site", Title: "Site of a contact point", Type: "Reference", Target: "Location",
		Description: "The site where somebody can be reached in this way.",
		contexts:    "ContactPoint",
	},
	{
		Name: "contact-use", Title: "Use of a contact point", Type: "code", List: "contact-use",
		Description: "The use that the record gives, where FHIR does not allow it for this resource.",
		contexts:    "ContactPoint",
	},
	{
		Name: "country", Title: "Country where it was done", Type: "code", List: "country",
		Description: "The country where the procedure was done or the dose was given.",
		contexts:    "Immunization Procedure",
	},
	{
		Name: "country-of-recording", Title: "Country of recording", Type: "code", List: "country",
		Description: "The country in which the encounter was recorded.",
		contexts:    "Encounter",
	},
	{
		Name: "dose-unit", Title: "Unit of a dose", Type: "Coding",
		Description: "The unit of the dose in another terminology than UCUM, where the dose itself cannot say it.",
		contexts:    "Dosage",
	},
	{
		Name: "due-date-method", Title: "Method of estimating the due date", Type: "code", List: "due-date-method",
		Description: "How the date of delivery was estimated.",
		contexts:    "Observation",
	},
	{
		Name: "effective", Title: "Time of taking", Type: "Period",
		Description: "When an ordered medicine was or is taken.",
		contexts:    "MedicationRequest",
	},
	{
		Name: "effective-at", Title: "Moment of taking", Type: "dateTime",
		Description: "The moment for which it is said that a medicine is taken, where the resource tells a span of time or has no element for it.",
		contexts:    "MedicationRequest MedicationStatement",
	},
	{
		Name: "emergency", Title: "Emergency access", Type: "boolean",
		Description: "Whether the record was opened against the rules to save the person.",
		contexts:    "AuditEvent",
	},
	{
		Name: "empty-reason", Title: "Reason for an empty section", Type: "CodeableConcept",
		Description: "Why a section of a document is said to be empty, though it has entries.",
		contexts:    "Composition.section",
	},
	{
		Name: "estimated", Title: "Estimated date", Type: "boolean",
		Description: "True where the date was estimated.",
		contexts:    "date dateTime",
	},
	{
		Name: "ethnicity", Title: "Ethnic origin", Type: "CodeableConcept",
		Description: "The ethnic origin, recorded only where care needs it.",
		contexts:    "Patient",
	},
	{
		Name: "given-to-person", Title: "Given to the person", Type: "boolean",
		Description: "Whether the person got the summary in hand.",
		contexts:    "Communication",
	},
	{
		Name: "guardian", Title: "Legal guardian", Type: "boolean",
		Description: "Whether the relative or official is the legal guardian.",
		contexts:    "RelatedPerson",
	},
	{
		Name: "head-of-family", Title: "Head of the family", Type: "boolean",
		Description: "Whether the relative heads the family group with which the person travels.",
		contexts:    "RelatedPerson",
	},
	{
		Name: "identifier", Title: "Further identifier", Type: "Identifier", Repeats: true,
		Description: "An identifier beside the one that the resource has an element for.",
		contexts:    "Composition",
	},
	{
		Name: "identifier-system", Title: "System of an identifier", Type: "string",
		Description: "The system of the identifier as the record has it, where FHIR does not take it for a URI.",
		contexts:    "Identifier",
	},
	{
		Name: "informant", Title: "Informant", Type: "Reference", Target: "Organization",
		Description: "The organisation from whose records a medicine is known, where the statement tells who wrote it down.",
		contexts:    "MedicationStatement",
	},
	{
		Name: "interpretation", Title: "Interpreting", Description: "How the conversation of the encounter was interpreted.",
		contexts: "Encounter",
		parts: []ExtensionPart{
			{Name: "used", Title: "Whether an interpreter took part", Type: "boolean"},
			{Name: "mode", Title: "How it was interpreted", Type: "code", List: "interpreter-mode"},
			{Name: "language", Title: "Language from which it was interpreted", Type: "code", List: "language"},
		},
	},
	{
		Name: "interpreted", Title: "Said through an interpreter", Type: "boolean",
		Description: "Whether what was recorded had been said through an interpreter.",
		contexts:    "Provenance",
	},
	{
		Name: "interpreter-needed", Title: "Interpreter needed", Type: "boolean",
		Description: "Whether care in this language needs an interpreter or mediator.",
		contexts:    "Patient.communication",
	},
	{
		Name: "language", Title: "Language of the counselling", Type: "code", List: "language",
		Description: "The language in which the person was counselled.",
		contexts:    "Procedure",
	},
	{
		Name: "last-residence", Title: "Last habitual residence", Type: "CodeableConcept", List: "country",
		Description: "The country where the person lived before leaving.",
		contexts:    "Patient",
	},
	{
		Name: "literacy", Title: "Literacy", Type: "code", List: "literacy",
		Description: "How well the person reads and writes the language.",
		contexts:    "Patient.communication",
	},
	{
		Name: "living-arrangement", Title: "Living arrangement", Type: "code", List: "living-arrangement",
		Description: "How the person lives there, such as alone or with relatives.",
		contexts:    "Address",
	},
	{
		Name: "mediator-present", Title: "Mediator present", Type: "boolean",
		Description: "Whether a mediator or interpreter explained to what the person was asked to consent.",
		contexts:    "Consent",
	},
	{
		Name: "medication-status", Title: "Status of a medicine", Type: "code", List: "medication-status",
		Description: "The status that the record gives, where FHIR has none that says the same for this resource.",
		contexts:    "MedicationRequest MedicationStatement",
	},
	{
		Name: "member", Title: "Member of the record", Repeats: true,
		Description: "A member of the record whose value FHIR does not allow beside the others, as text.",
		contexts:    onItems + "Dosage Narrative",
		parts: []ExtensionPart{
			{Name: "name", Title: "Name of the member in the record", Type: "code", Required: true},
			{Name: "value", Title: "Its value as text", Type: "string", Required: true},
		},
	},
	{
		Name: "national", Title: "National addition", Repeats: true,
		Description: "An addition that a country made to the record, as JSON under the URI that defines it.",
		contexts:    onItems + "Encounter Location Organization Patient Practitioner",
		parts: []ExtensionPart{
			{Name: "uri", Title: "URI that defines the addition", Type: "uri", Required: true},
			{Name: "json", Title: "The addition as JSON text", Type: "string", Required: true},
		},
	},
	{
		Name: "not-done-reason", Title: "Reason for having no result", Type: "code", List: "not-done-reason",
		Description: "Why the investigation was not done.",
		contexts:    "Observation",
	},
	{
		Name: "note", Title: "Note", Type: "Annotation", Repeats: true,
		Description: "Free text about a resource that has no element for notes.",
		contexts:    "Composition DiagnosticReport Encounter Flag ImmunizationRecommendation",
	},
	{
		Name: "note-language", Title: "Language of a text", Type: "code", List: "language",
		Description: "The language in which the text is written.",
		contexts:    "Annotation string",
	},
	{
		Name: "notifiable", Title: "Notifiable disease", Type: "boolean",
		Description: "Whether the law demands that the disease be notified.",
		contexts:    "Condition",
	},
	{
		Name: "on-behalf-of", Title: "Organisation of a practitioner", Type: "Reference", Target: "Organization",
		Description: "The organisation for which a practitioner wrote a document or vouches for it, where that is not the one of the practitioner's role.",
		contexts:    "Reference",
	},
	{
		Name: "opened", Title: "Opening of the record", Type: "dateTime",
		Description: "When the record was opened.",
		contexts:    "Patient",
	},
	{
		Name: "ordered", Title: "Time of the order", Type: "dateTime",
		Description: "When a medicine that is stated as taken was prescribed.",
		contexts:    "MedicationStatement",
	},
	{
		Name: "original-quantity", Title: "Quantity as measured", Type: "Quantity", Repeats: true,
		Description: "The measurement as it was recorded, where it had to be converted or its unit is not allowed for the vital sign.",
		contexts:    "FamilyMemberHistory.condition Observation Observation.component Observation.referenceRange",
	},
	{
		Name: "panel-member", Title: "Member of a panel", Type: "Reference", Target: "Observation", Repeats: true,
		Description: "An investigation that is part of this one, where the profiles of the IPS do not let it be a member.",
		contexts:    "Observation",
	},
	{
		Name: "prescriber", Title: "Prescriber of a medicine", Type: "Reference", Target: "Practitioner",
		Description: "Who prescribed a medicine that is stated as taken.",
		contexts:    "MedicationStatement",
	},
	{
		Name: "reason", Title: "Reason for access", Type: "string",
		Description: "The reason that was given for looking at the record.",
		contexts:    "AuditEvent",
	},
	{
		Name: "record-absent", Title: "Reason for a missing section", Repeats: true,
		Description: "Why a member of the record itself, such as the allergies, has no value.",
		contexts:    "Patient",
		parts: []ExtensionPart{
			{Name: "member", Title: "Name of the member in the record", Type: "code", Required: true},
			{Name: "reason", Title: "Why it has no value", Type: "code", List: "absent-reason", Required: true},
		},
	},
	{
		Name: "record-national", Title: "National addition to the record", Repeats: true,
		Description: "An addition that a country made to the record as a whole, as JSON under the URI that defines it.",
		contexts:    "Patient",
		parts: []ExtensionPart{
			{Name: "uri", Title: "URI that defines the addition", Type: "uri", Required: true},
			{Name: "json", Title: "The addition as JSON text", Type: "string", Required: true},
		},
	},
	{
		Name: "recorded", Title: "Time of writing", Type: "dateTime",
		Description: "When the text was written.",
		contexts:    "string",
	},
	{
		Name: "referral-outcome", Title: "Outcome of a referral", Type: "Annotation",
		Description: "What came of the referral.",
		contexts:    "ServiceRequest",
	},
	{
		Name: "referral-status", Title: "Status of a referral", Type: "code", List: "referral-status",
		Description: "Where the referral stands, in more detail than FHIR's status.",
		contexts:    "ServiceRequest",
	},
	{
		Name: "reviewed", Title: "Reviewed for sharing", Type: "boolean",
		Description: "Whether somebody has looked at the text and found it fit for sharing.",
		contexts:    "Annotation CodeableConcept Dosage string",
	},
	{
		Name: "same-item", Title: "First resource of the item", Type: "Reference", Target: "Observation",
		Description: "The first of the resources that an item of the record became, which has its id.",
		contexts:    "Observation",
	},
	{
		Name: "sender-display", Title: "Display of the sender", Type: "string",
		Description: "The words that the sender wrote for a code whose own title is not repeated here.",
		contexts:    "Coding.display",
	},
	{
		Name: "service-status", Title: "Status of a service", Type: "code", List: "service-status",
		Description: "Where the support service stands, in more detail than FHIR's status.",
		contexts:    "ServiceRequest",
	},
	{
		Name: "shelter", Title: "Shelter", Type: "Reference", Target: "Location",
		Description: "The protected place where the person stays.",
		contexts:    "Observation",
	},
	{
		Name: "site", Title: "Centre that was left", Type: "Reference", Target: "Location",
		Description: "The centre from which the person departed.",
		contexts:    "Observation",
	},
	{
		Name: "site-country", Title: "Country of a site", Type: "code", List: "country",
		Description: "The country in which the site lies, where its address says another.",
		contexts:    "Address",
	},
	{
		Name: "stated", Title: "Stated text", Type: "boolean",
		Description: "True where the record states the text, and it is not only the label that is written where there is none.",
		contexts:    "string",
	},
	{
		Name: "stay", Title: "Period of the stay", Type: "Period",
		Description: "When the person lived there, where the address has a period of its own.",
		contexts:    "Address",
	},
	{
		Name: "supply-left", Title: "Supply left", Type: "Quantity",
		Description: "How long the person's supply of the medicine lasts, or how much of it is left.",
		contexts:    "MedicationRequest MedicationStatement",
	},
	{
		Name: "synthetic", Title: "Test data", Type: "boolean",
		Description: "True for test data that describes no real person.",
		contexts:    "Patient",
	},
	{
		Name: "travelling", Title: "Travelling together", Type: "code", List: "travelling",
		Description: "Whether the relative is with the person, was separated or was left behind.",
		contexts:    "RelatedPerson",
	},
	{
		Name: "use-status", Title: "Status of use", Type: "code", List: "use-status",
		Description: "Whether the substance is, was or never was used, where the observation's value is the amount.",
		contexts:    "Observation",
	},
	{
		Name: "whereabouts", Title: "Whereabouts of a relative", Type: "Annotation",
		Description: "Where the relative is; it never leaves the record by default.",
		contexts:    "RelatedPerson",
	},
}
