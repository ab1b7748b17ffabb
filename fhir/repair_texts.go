package fhir

const ruleUnknown = "r4-unknown-element"

// What the record says as well is not mended, but left to validation.
const (
	ruleCycle = "r4-cycle"
	ruleDeath = "r4-death-before-birth"
)

// repairTexts say of each rule what is wrong and what the document has instead.
var repairTexts = [...]struct{ rule, text string }{
	{ruleUnknown, "FHIR R4 has no such element; the document does not have it"},
	{"r4-type", "the JSON is of another type than the element; the document does not have it"},
	{"r4-array", "a single value where an array belongs, or an array where a single value does; the document has it in the right form as far as it was understood"},
	{"r4-null", "null is no value; the document does not have it"},
	{"r4-empty", "an empty text or array; the document does not have it"},
	{"ele-1", "an element without value or content; the document does not have it"},
	{"r4-cardinality", "the element is required; the document has one that follows from the rest, says that it is absent, or is without the object"},
	{"r4-choice", "two values for one choice; the document has one at most"},
	{"r4-primitive", "the text has not the form of its type; the document has no such value there"},
	{"r4-required-code", "no code of the value set that is required; the document has one of it, or none"},
	{"r4-resource-type", "no resource type of FHIR R4; the document does not have the resource"},
	{"r4-system", "the code system is no absolute URI; the document has an absolute one, or no such coding"},
	{"r4-identifier-system", "the system of an identifier is no absolute URI; the document has an absolute one, or none"},
	{"r4-identifier-uri", "the identifier is no URI, though its system says so; the document does not have it in this form"},
	{"r4-ucum", "no unit of UCUM; the document has the unit as text, or not at all"},
	{"r4-snomed-ct", "no SNOMED CT code by its form or check digit; the document does not have it as a code of SNOMED CT"},
	{"r4-loinc", "no LOINC code by its form or check digit; the document does not have it as a code of LOINC"},
	{"r4-reference", "no reference by its form; the document does not have it"},
	{"r4-reference-type", "the reference leads to another type than it says; the document has references of its own"},
	{"r4-reference-target", "the reference may not lead to such a resource; the document has none that does"},
	{"r4-unresolved", "the reference leads to nothing in the bundle; the document does not have it"},
	{"r4-relative-reference", "the reference matches no fullUrl, only a type and id; the document refers by fullUrl"},
	{"r4-external-reference", "the reference leads out of the document; the document has only what it holds itself"},
	{"ref-1", "the reference leads to no contained resource; the document does not have it"},
	{"r4-contained-id", "a contained resource without an id of its own; the document contains none"},
	{"dom-2", "a contained resource contains resources; the document contains none"},
	{"dom-3", "nothing refers to the contained resource; the document contains none"},
	{"dom-4", "a contained resource with a version or time; the document contains none"},
	{"dom-5", "a contained resource with a security label; the document contains none"},
	{"ext-1", "an extension has either a value or extensions; the document has extensions of ours"},
	{"r4-extension-url", "the url of an extension is not absolute; the document has extensions of ours"},
	{"txt-1", "the narrative is not well-formed, or has elements or attributes that are not allowed; the document has a narrative of its own"},
	{"txt-2", "the narrative is empty; the document has a narrative of its own"},
	{"r4-external-image", "the narrative shows an image from elsewhere; the document has a narrative of its own"},
	{"r4-document", "not a document; what is written is one"},
	{"r4-full-url", "the fullUrl is no absolute URL that agrees with the resource, or missing; the document has a fullUrl of its own"},
	{"r4-duplicate-resource", "another resource of the bundle has the same type and id; the document has ids of its own"},
	{"r4-entry-resource", "an entry without resource; the document does not have it"},
	{"r4-nested-bundle", "a bundle in a bundle; the document does not have it"},
	{"r4-unreachable", "nothing connects the resource with the Composition; in the document everything is"},
	{"r4-patients", "a second Patient; a document is about one, and each has a document"},
	{"r4-other-patient", "about another Patient than the Composition; a document holds what is about its own"},
	{"bdl-1", "a total in a bundle that is no search result; the document has none"},
	{"bdl-2", "an entry of a search in a bundle that is none; the document has none"},
	{"bdl-3", "a request where none belongs, or none where one does; the document has none"},
	{"bdl-4", "a response where none belongs, or none where one does; the document has none"},
	{"bdl-5", "an entry with nothing in it; the document does not have it"},
	{"bdl-7", "two entries of one fullUrl; each has its own in the document"},
	{"bdl-8", "a fullUrl with a version; the document has a fullUrl of its own"},
	{"bdl-9", "a document needs an identifier with system and value; the document has one"},
	{"bdl-10", "a document needs a time; the document has one"},
	{"bdl-11", "a document begins with its Composition; the document does"},
	{"bdl-12", "a message begins with its header; what is written is a document"},
	{"bdl-ips-1", "a Composition that is not the first entry; the document has one only"},
	{"ips-bundle", "a summary is a document about a Patient; what is written is one, and without a Patient nothing is"},
	{"ips-composition", "the Composition is not of the type of a patient summary; the document's is"},
	{"ips-section", "not a section as the summary has it: missing, twice, or nested; the document has each of its sections once"},
	{"ips-section-entry", "the section may not refer to this, or it conforms to no profile of the section; the document has what conforms"},
	{"ips-comp-1", "a required section with neither entries nor a reason why it is empty; the document has one or the other"},
	{"ips-cardinality", "the profile of the summary has it otherwise: it must be there, or must not; the document conforms, or is without the resource"},
	{"ips-status", "the profile does not allow this status; the document does not have the resource in this form"},
	{"ips-code", "no code of the profile; the document has the code that the profile wants, or the resource elsewhere"},
	{"ips-pat-1", "a name without any part; the document has a name, or says that it is absent"},
	{"r4-vital-sign", "the profile of the vital sign has it otherwise; the document conforms, or does not claim to be this vital sign"},
	{"r4-vital-sign-unit", "not a unit that the vital sign may have; the document has the value in such a unit, or the observation without the claim"},
	{"vs-1", "a vital sign needs a full date; the document says that it is absent, and has the date as text"},
}

// repairText is what is said of a rule. Those that are not in the table are
// invariants of single elements.
func repairText(rule string) string {
	for i := range repairTexts {
		if repairTexts[i].rule == rule {
			return repairTexts[i].text
		}
	}
	return "breaks this invariant of FHIR; the document has what is consistent of it"
}
