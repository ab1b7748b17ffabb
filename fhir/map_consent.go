package fhir

import (
	"github.com/openephr/ephr-go/codes"
)

// Consents and provenance.

const (
	consentCategory = `,"category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}],"text":"Consent of the person"}]`
	policyBase      = "https://openephr.github.io/ephr-go/policy/"
)

func (x *Exporter) consent(r *resource) {
	v := &x.rec.Consents[r.index]
	x.meta("", r.class)
	for _, c := range v.Countries {
		x.extCode("recipient-country", string(c))
	}
	for _, k := range v.Recipients {
		x.extString("recipient-key", k)
	}
	x.extCode("consent-language", string(v.Language))
	x.extBool("mediator-present", v.MediatorPresent)
	x.extCode("legal-basis", string(v.LegalBasis))
	x.extCode("consent-decision", string(v.Decision))
	x.extReference("encounter", x.resourceOf("Encounter", v.Encounter))
	x.extEnd()
	x.identifiersWith(nil, v.ID)
	if v.Decision == codes.ConsentDecisionPermit || v.Decision == codes.ConsentDecisionDeny {
		x.lit(`,"status":"active"`)
	} else {
		x.lit(`,"status":"inactive"`)
	}
	x.lit(`,"scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]}` + consentCategory)
	x.subject("patient")
	x.dateTime("dateTime", v.Given)
	if p := x.resourceOf("RelatedPerson", v.GivenBy); p != nil {
		x.lit(`,"performer":[`)
		x.reference(p)
		x.lit("]")
	}
	x.lit(`,"policyRule":{"text":"Consent of the person per purpose and recipient"},"provision":{"type":"`)
	if v.Decision == codes.ConsentDecisionPermit {
		x.lit(`permit"`)
	} else {
		x.lit(`deny"`)
	}
	x.period("period", v.Period)
	opened := false
	for _, s := range v.Sensitivities {
		e, ok := s.Entry()
		if !ok {
			continue
		}
		for c := range e.Codings() {
			if !opened {
				x.lit(`,"securityLabel":[`)
				opened = true
			}
			x.comma()
			x.lit(`{"system":"`)
			x.lit(string(c.System))
			x.lit(`","code":"`)
			x.lit(c.Code)
			x.lit(`"}`)
		}
	}
	if opened {
		x.lit("]")
	}
	if v.Purpose != "" {
		x.lit(`,"purpose":[{"system":"`)
		x.lit(string(v.Purpose.List().System()))
		x.lit(`","code":`)
		x.str(string(v.Purpose))
		x.lit("}]")
	}
	x.lit("}")
}

func (x *Exporter) consentRow(r *resource) {
	v := &x.rec.Consents[r.index]
	x.cell(label(v.Decision.List(), string(v.Decision)))
	x.cell(label(v.Purpose.List(), string(v.Purpose)))
	x.lit("<td>")
	for i, c := range v.Countries {
		if i > 0 {
			x.lit(", ")
		}
		x.html(label(c.List(), string(c)))
	}
	x.lit("</td>")
}

func (x *Exporter) assessmentConsent(r *resource) {
	v := x.rec.Encounters[r.index].AssessmentConsent
	x.meta("", r.class)
	x.extCode("consent-language", string(v.Language))
	x.extBool("mediator-present", v.MediatorPresent)
	x.extCode("assessment-decision", string(v.Decision))
	x.extEnd()
	if v.Decision == codes.AssessmentDecisionAccepted {
		x.lit(`,"status":"active"`)
	} else {
		x.lit(`,"status":"inactive"`)
	}
	x.lit(`,"scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"treatment"}]}` + consentCategory)
	x.subject("patient")
	x.dateTime("dateTime", v.Given)
	x.lit(`,"policyRule":{"text":"Consent of the person to the assessment"},"provision":{"type":"`)
	if v.Decision == codes.AssessmentDecisionAccepted {
		x.lit(`permit"`)
	} else {
		x.lit(`deny"`)
	}
	if e := x.resourceAt(kindEncounter, r.index, 0); e != nil {
		x.lit(`,"data":[{"meaning":"instance","reference":`)
		x.reference(e)
		x.lit("}]")
	}
	x.lit("}")
}

func (x *Exporter) assessmentConsentRow(r *resource) {
	v := x.rec.Encounters[r.index].AssessmentConsent
	x.cell(label(v.Decision.List(), string(v.Decision)))
	x.cell("Assessment")
	x.cell(string(v.Given))
}

// provenance writes who created or corrected an item.
func (x *Exporter) provenance(r *resource) {
	v := &x.rec.Provenance[r.index]
	x.meta("", r.class)
	x.extBool("interpreted", v.Interpreted)
	x.extEnd()
	x.lit(`,"target":[`)
	x.reference(x.resourceOf("", v.Target))
	x.lit("]")
	x.instantRequired("recorded", v.Recorded)
	if v.Reason != "" {
		x.lit(`,"reason":[{"text":`)
		x.str(v.Reason)
		x.lit("}]")
	}
	x.listed("activity", v.Activity.List(), string(v.Activity))
	x.lit(`,"agent":[{`)
	p, o := x.resourceOf("Practitioner", v.Practitioner), x.resourceOf("Organization", v.Organization)
	switch {
	case p != nil:
		x.lit(`"who":`)
		x.reference(p)
		if o != nil {
			x.lit(`,"onBehalfOf":`)
			x.reference(o)
		}
	case o != nil:
		x.lit(`"who":`)
		x.reference(o)
	default:
		x.lit(`"who":` + absentOpen + "unknown" + absentClose)
	}
	x.lit("}]")
}

// exportProvenance says under which policy the bundle was made, in the same
// words for every record: it does not tell whether anything was withheld.
func (x *Exporter) exportProvenance(*resource) {
	x.lit(`,"target":[`)
	x.lit(`{"reference":"`)
	if x.kind == Document {
		x.refText("Composition", &x.plan[0].id)
	} else {
		x.refText("Patient", &x.patient)
	}
	x.lit(`"}],"recorded":"`)
	x.b = append(x.b, x.stamp...)
	x.lit(`","policy":["` + policyBase)
	switch {
	case x.release.All:
		x.lit("all-tiers")
	case x.options.recipient != nil:
		x.lit("consented")
	default:
		x.lit("default")
	}
	x.lit(`"]`)
	if r := x.options.recipient; r != nil && r.overridden() {
		x.lit(`,"reason":[{"text":`)
		x.str(r.Override)
		x.lit("}]")
	}
	x.lit(`,"agent":[{"who":{"display":"electronic Personal Health Record"}}]`)
}
