package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// makePlan lists the resources of the bundle: one place that shows which item
// of the record becomes which resource, and in which section it stands.
func (x *Exporter) makePlan() {
	r := x.rec
	x.plan = x.plan[:0]
	x.byLocal = x.byLocal[:0]
	clear(x.buckets[:])
	x.twice, x.found = false, 0
	x.recent = [8]found{}
	x.authorships = x.authorships[:0]
	clear(x.authorBuckets[:])
	x.latest = ""
	x.foreignItems()
	x.seen(r.Opened)
	x.bundle = x.own(bundleNames[x.kind])
	if x.kind == Document {
		x.addPart(kindComposition, 0, 0, "", sectionNone, ephr.Class{Tier: ephr.T2}, "document")
	}
	x.patient = x.own("Patient")
	x.patientRef = append(x.patientRef[:0], `{"reference":"`...)
	if x.kind == Transaction {
		x.patientRef = append(x.patientRef, "Patient/"...)
	} else {
		x.patientRef = append(x.patientRef, "urn:uuid:"...)
	}
	x.patientRef = append(x.patientRef, x.patient[:]...)
	x.patientRef = append(x.patientRef, `"}`...)
	x.patientAt = len(x.plan)
	x.plan = append(x.plan, resource{kind: kindPatient, id: x.patient, class: x.classOf(x.person)})

	for i := range r.Organizations {
		v := &r.Organizations[i]
		x.addShared(kindOrganization, i, v.ID, x.bound(v.ID, x.classOf(v)), v.Key)
	}
	for i := range r.Sites {
		v := &r.Sites[i]
		x.addShared(kindLocation, i, v.ID, x.bound(v.ID, x.classOf(v)), v.Key)
	}
	for i := range r.Practitioners {
		v := &r.Practitioners[i]
		site, org := x.siteKey(v.Site), x.organizationKey(v.Organization)
		x.addShared(kindPractitioner, i, v.ID, x.bound(v.ID, x.classOf(v)), site, org, v.Key)
	}
	for i := range r.Practitioners {
		v := &r.Practitioners[i]
		if p := x.resourceOf("Practitioner", v.ID); p != nil && p.index == i {
			x.addShared(kindRole, i, "", p.class, x.siteKey(v.Site), x.organizationKey(v.Organization), v.Key)
		}
	}
	for i := range r.Encounters {
		v := &r.Encounters[i]
		x.seen(v.Period.Start)
		x.seen(v.Period.End)
		x.add(kindEncounter, i, v.ID, sectionEncounters, x.classOf(v))
	}
	for i := range x.person.Relatives {
		v := &x.person.Relatives[i]
		x.add(kindRelatedPerson, i, v.ID, sectionAbout, x.classOf(v))
	}

	planItems(x, kindCondition, r.Conditions, func(v *ephr.Condition) (*ephr.Entry, sectionID) { return &v.Entry, conditionSection(v) })
	planItems(x, kindAllergy, r.Allergies, func(v *ephr.Allergy) (*ephr.Entry, sectionID) { return &v.Entry, sectionAllergies })
	x.medicines = x.medicines[:0]
	for i := range r.Medications {
		v := &r.Medications[i]
		kind := kindMedicationStatement
		if v.Kind == codes.MedicationKindOrder {
			kind = kindMedicationRequest
		}
		class := x.classOf(v)
		x.item(kind, i, &v.Entry, sectionMedications, class)
		x.planMedicine(i, class)
	}
	planItems(x, kindImmunization, r.Immunizations, func(v *ephr.Immunization) (*ephr.Entry, sectionID) { return &v.Entry, sectionImmunizations })
	for i := range r.Investigations {
		v := &r.Investigations[i]
		section := sectionResults
		switch investigationCategory(v) {
		case codes.InvestigationCategoryLaboratory, codes.InvestigationCategoryImaging:
		default:
			section = sectionExamination
		}
		class := x.classOf(v)
		x.item(kindInvestigation, i, &v.Entry, section, class)
		if v.Specimen != nil && v.Specimen.Type != "" {
			x.addPart(kindSpecimen, i, 1, v.ID, sectionNone, class, "specimen")
		}
	}
	planItems(x, kindReport, r.Reports, func(v *ephr.Report) (*ephr.Entry, sectionID) { return &v.Entry, sectionResults })
	planItems(x, kindProcedure, r.Procedures, func(v *ephr.Procedure) (*ephr.Entry, sectionID) { return &v.Entry, sectionProcedures })
	for i := range r.Devices {
		v := &r.Devices[i]
		class := x.classOf(v)
		x.item(kindDeviceUse, i, &v.Entry, sectionDevices, class)
		x.addPart(kindDevice, i, 1, v.ID, sectionNone, class, "device")
	}
	planItems(x, kindVulnerability, r.Vulnerabilities, func(v *ephr.Vulnerability) (*ephr.Entry, sectionID) { return &v.Entry, sectionAlerts })
	for i := range r.Functioning {
		v := &r.Functioning[i]
		x.item(kindFunctioning, i, &v.Entry, sectionQuestions, x.classOf(v))
		x.addPart(kindFunctional, i, 1, v.ID, sectionFunctional, x.classOf(v), "functional-status")
	}
	x.planPregnancies()
	planItems(x, kindCarePlan, r.CarePlans, func(v *ephr.CarePlan) (*ephr.Entry, sectionID) { return &v.Entry, sectionPlan })
	planItems(x, kindRecommendation, r.ImmunizationRecommendations, func(v *ephr.ImmunizationRecommendation) (*ephr.Entry, sectionID) { return &v.Entry, sectionPlan })
	x.planSubstances()
	x.planPerson()
	planItems(x, kindSocialNeed, r.SocialNeeds, func(v *ephr.SocialNeed) (*ephr.Entry, sectionID) { return &v.Entry, sectionSocial })
	planItems(x, kindSocialDeterminant, r.SocialDeterminants, func(v *ephr.SocialDeterminant) (*ephr.Entry, sectionID) { return &v.Entry, sectionSocial })
	x.planJourney()
	planItems(x, kindVitalSign, r.VitalSigns, func(v *ephr.VitalSign) (*ephr.Entry, sectionID) { x.seen(v.Effective); return &v.Entry, sectionVitals })
	planItems(x, kindSymptom, r.Symptoms, func(v *ephr.Symptom) (*ephr.Entry, sectionID) { return &v.Entry, sectionComplaints })
	planItems(x, kindFamilyHistory, r.FamilyHistory, func(v *ephr.FamilyHistory) (*ephr.Entry, sectionID) { return &v.Entry, sectionFamily })
	planItems(x, kindExamination, r.Examinations, func(v *ephr.Examination) (*ephr.Entry, sectionID) { return &v.Entry, sectionExamination })
	planItems(x, kindRedFlag, r.RedFlags, func(v *ephr.RedFlag) (*ephr.Entry, sectionID) { return &v.Entry, sectionQuestions })
	planItems(x, kindHealthQuestion, r.HealthQuestions, func(v *ephr.HealthQuestion) (*ephr.Entry, sectionID) { return &v.Entry, sectionQuestions })
	planItems(x, kindEvidence, r.VaccinationEvidence, func(v *ephr.VaccinationEvidence) (*ephr.Entry, sectionID) { return &v.Entry, sectionQuestions })
	planItems(x, kindDevelopment, r.Development, func(v *ephr.Development) (*ephr.Entry, sectionID) { return &v.Entry, sectionQuestions })
	planItems(x, kindAssessment, r.Assessments, func(v *ephr.Assessment) (*ephr.Entry, sectionID) { return &v.Entry, sectionAssessment })
	mental := ephr.Class{Tier: ephr.T3, Sensitivity: "MH"}
	for i := range r.Screenings {
		x.item(kindScreening, i, &r.Screenings[i].Entry, sectionMental, mental.Max(x.classOf(&r.Screenings[i])))
	}
	for i := range r.SelfHarmRisks {
		x.item(kindSelfHarmRisk, i, &r.SelfHarmRisks[i].Entry, sectionMental, mental.Max(x.classOf(&r.SelfHarmRisks[i])))
	}
	for i := range r.Disclosures {
		x.item(kindDisclosure, i, &r.Disclosures[i].Entry, sectionMental, ephr.Class{Tier: ephr.T3, Sensitivity: "VIO"}.Max(x.classOf(&r.Disclosures[i])))
	}
	for i := range r.ProtectiveFactors {
		x.item(kindProtectiveFactor, i, &r.ProtectiveFactors[i].Entry, sectionMental, mental.Max(x.classOf(&r.ProtectiveFactors[i])))
	}
	for i := range r.PsychologistNotes {
		x.item(kindPsychologistNote, i, &r.PsychologistNotes[i].Entry, sectionMental, ephr.Class{Tier: ephr.T4, Sensitivity: "PSYTHPN"})
	}
	planItems(x, kindSupportService, r.SupportServices, func(v *ephr.SupportService) (*ephr.Entry, sectionID) { return &v.Entry, sectionServices })
	planItems(x, kindReferral, r.Referrals, func(v *ephr.Referral) (*ephr.Entry, sectionID) { return &v.Entry, sectionServices })
	planItems(x, kindCounselling, r.Counselling, func(v *ephr.Counselling) (*ephr.Entry, sectionID) { return &v.Entry, sectionCounselling })
	if r.Protection != nil {
		x.addPart(kindProtection, 0, 0, "", sectionProtection, ephr.Class{Tier: ephr.T4, Sensitivity: "trafficking"}, "protection")
	}
	for i := range r.ContactTracings {
		x.item(kindContactTracing, i, &r.ContactTracings[i].Entry, sectionOutcome, ephr.Class{Tier: ephr.T3}.Max(x.classOf(&r.ContactTracings[i])))
	}
	planItems(x, kindDeparture, r.Departures, func(v *ephr.Departure) (*ephr.Entry, sectionID) {
		x.seen(ephr.DateTime(v.Date))
		return &v.Entry, sectionOutcome
	})
	planItems(x, kindHandover, r.Handovers, func(v *ephr.Handover) (*ephr.Entry, sectionID) { x.seen(v.Issued); return &v.Entry, sectionOutcome })
	planItems(x, kindCareTeam, r.CareTeams, func(v *ephr.CareTeam) (*ephr.Entry, sectionID) { return &v.Entry, sectionAbout })
	if x.kind != Document { // it has a Composition of its own
		planItems(x, kindReceivedDocument, r.Documents, func(v *ephr.Document) (*ephr.Entry, sectionID) { x.seen(v.Date); return &v.Entry, sectionNone })
	}

	for i := range r.Consents {
		v := &r.Consents[i]
		x.seen(v.Given)
		x.add(kindConsent, i, v.ID, sectionConsents, x.classOf(v))
		x.written(kindConsent, &ephr.Entry{Encounter: v.Encounter})
	}
	for i := range r.Encounters {
		if v := &r.Encounters[i]; v.AssessmentConsent != nil {
			x.addPart(kindAssessmentConsent, i, 1, v.ID, sectionConsents, x.classOf(v.AssessmentConsent), "consent")
		}
	}
	for i := range r.Tombstones {
		x.addPart(kindTombstone, i, 0, "", sectionAbout, ephr.Class{Tier: ephr.T3}.Max(x.classOf(&r.Tombstones[i])), "tombstone", number(i))
	}
	for i := range r.AccessLog {
		x.addPart(kindAccess, i, 0, "", sectionAbout, ephr.Class{Tier: ephr.T4}, "access", number(i))
	}
	for i := range r.Provenance {
		v := &r.Provenance[i]
		if x.resourceOf("", v.Target) == nil {
			continue
		}
		ties := 0 // of the same activity at the same time on the same item
		for j := range i {
			if w := &r.Provenance[j]; w.Target == v.Target && w.Recorded == v.Recorded && w.Activity == v.Activity {
				ties++
			}
		}
		x.addPart(kindProvenance, i, 0, "", sectionAbout, x.classOf(v), "provenance", string(v.Target), string(v.Activity), string(v.Recorded), number(ties))
	}
	x.planAuthorships()
	x.addPart(kindExport, 0, 0, "", sectionAbout, ephr.Class{Tier: ephr.T1}, "export")
	x.stampTime()
	x.sortSections()
	x.planSource()
}

// sortSections lists the resources by section, in the order of the plan.
func (x *Exporter) sortSections() {
	var at [sectionCount + 1]int
	for i := range x.plan {
		at[x.plan[i].section+1]++
	}
	for i := range sectionCount {
		at[i+1] += at[i]
	}
	x.sections = at
	x.bySection = append(x.bySection[:0], make([]int32, len(x.plan))...)
	for i := range x.plan {
		s := x.plan[i].section
		x.bySection[at[s]] = int32(i)
		at[s]++
	}
}

// item plans an item's first resource.
func (x *Exporter) item(kind kind, i int, e *ephr.Entry, section sectionID, class ephr.Class) {
	x.seen(e.Recorded)
	x.add(kind, i, e.ID, section, class)
	x.written(kind, e)
}

type classed interface{ Class() ephr.Class }

// classOf is the class of an item, where it is asked for: a default export has
// no labels, since it holds nothing that wants one.
func (x *Exporter) classOf(v classed) ephr.Class {
	if !x.labels {
		return ephr.Class{Tier: ephr.T1}
	}
	return v.Class()
}

// planItems plans one resource for each item of a list.
func planItems[T any, P interface {
	*T
	classed
}](x *Exporter, kind kind, list []T, where func(P) (*ephr.Entry, sectionID)) {
	for i := range list {
		p := P(&list[i])
		e, section := where(p)
		x.item(kind, i, e, section, x.classOf(p))
	}
}

// bound is the class of an entry of the registry, raised where it is bound to a shelter.
func (x *Exporter) bound(id ephr.ID, class ephr.Class) ephr.Class {
	return class.Max(x.redactor.Bound(id))
}

func (x *Exporter) siteKey(id ephr.ID) string {
	if l := x.resourceOf("Location", id); l != nil {
		return x.rec.Sites[l.index].Key
	}
	return ""
}

func (x *Exporter) organizationKey(id ephr.ID) string {
	if o := x.resourceOf("Organization", id); o != nil {
		return x.rec.Organizations[o.index].Key
	}
	return ""
}

func (x *Exporter) planPregnancies() {
	r := x.rec
	pregnant := ephr.Class{Tier: ephr.T3, Sensitivity: "PREGNANT"}
	for i := range r.Pregnancies {
		v := &r.Pregnancies[i]
		class := pregnant.Max(x.classOf(v))
		x.seen(v.Recorded)
		first := true
		for part := range pregnancyParts {
			if !pregnancyHas(v, part) {
				continue
			}
			if first {
				x.addPart(kindPregnancy, i, part, v.ID, sectionPregnancy, class)
				x.written(kindPregnancy, &v.Entry)
			} else {
				x.addPart(kindPregnancy, i, part, v.ID, sectionPregnancy, class, pregnancyParts[part]...)
			}
			first = false
		}
	}
	for i := range r.ObstetricHistory {
		v := &r.ObstetricHistory[i]
		class := pregnant.Max(x.classOf(v))
		x.seen(v.Recorded)
		first := true
		for part := range counts {
			if counts[part].value(v).Valid() {
				if first {
					x.addPart(kindObstetrics, i, part, v.ID, sectionPregnancy, class)
					x.written(kindObstetrics, &v.Entry)
				} else {
					x.addPart(kindObstetrics, i, part, v.ID, sectionPregnancy, class, items[counts[part].item].code)
				}
				first = false
			}
		}
		if v.Cutting != "" || first {
			if first {
				x.addPart(kindObstetrics, i, partCutting, v.ID, sectionPregnancy, class)
				x.written(kindObstetrics, &v.Entry)
			} else {
				x.addPart(kindObstetrics, i, partCutting, v.ID, sectionPregnancy, class, "cutting")
			}
		}
	}
}

// planSubstances puts the latest statement about tobacco and about alcohol
// into the social history, where IPS has room for one each; older ones follow
// among the questions asked.
func (x *Exporter) planSubstances() {
	r := x.rec
	last := func(substance codes.Substance) int {
		n := -1
		for i := range r.SubstanceUse {
			if r.SubstanceUse[i].Substance == substance {
				n = i
			}
		}
		return n
	}
	tobacco, alcohol := last(codes.SubstanceTobacco), last(codes.SubstanceAlcohol)
	for i := range r.SubstanceUse {
		v := &r.SubstanceUse[i]
		section := sectionSocial
		if v.Substance == codes.SubstanceTobacco && i != tobacco || v.Substance == codes.SubstanceAlcohol && i != alcohol {
			section = sectionQuestions
		}
		x.item(kindSubstanceUse, i, &v.Entry, section, x.classOf(v))
	}
}

// own is the id of what a record has one of.
func (x *Exporter) own(name string) uuid {
	x.scratch = append(x.scratch[:0], x.ns[:]...)
	x.scratch = append(x.scratch, name...)
	return nameUUID(x.scratch)
}
