package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Support services, referrals, plans and the people who look after the person.

func serviceStatus(s codes.ServiceStatus) string {
	switch s {
	case codes.ServiceStatusRequested, codes.ServiceStatusOngoing:
		return "active"
	case codes.ServiceStatusOnHold:
		return "on-hold"
	case codes.ServiceStatusEnded:
		return "completed"
	case codes.ServiceStatusDeclined:
		return "revoked"
	}
	return "unknown"
}

func (x *Exporter) supportService(r *resource) {
	v := &x.rec.SupportServices[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, true)
	x.extCode("service-status", string(v.Status))
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.member("status", serviceStatus(v.Status))
	x.lit(`,"intent":"order"`)
	x.listed("code", v.Service.List(), string(v.Service))
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.period("occurrencePeriod", v.Period)
	x.dateTime("authoredOn", v.Recorded)
	x.refTo("requester", "Practitioner", v.Author)
	x.providers(v.Practitioner, v.Provider, v.Site)
	x.notes(v.Notes)
}

// providers writes who is to do something and where.
func (x *Exporter) providers(practitioner, organization, site ephr.ID) {
	p := x.resourceOf("Practitioner", practitioner)
	o := x.resourceOf("Organization", organization)
	if p != nil || o != nil {
		x.lit(`,"performer":[`)
		if p != nil {
			x.reference(p)
		}
		if o != nil {
			x.comma()
			x.reference(o)
		}
		x.lit("]")
	}
	if l := x.resourceOf("Location", site); l != nil {
		x.lit(`,"locationReference":[`)
		x.reference(l)
		x.lit("]")
	}
}

func (x *Exporter) supportServiceRow(r *resource) {
	v := &x.rec.SupportServices[r.index]
	x.cell(label(v.Service.List(), string(v.Service)))
	x.cell(label(v.Status.List(), string(v.Status)))
}

func referralStatus(s codes.ReferralStatus) string {
	switch s {
	case codes.ReferralStatusProposed, codes.ReferralStatusAccepted, codes.ReferralStatusAttended, codes.ReferralStatusNotAttended:
		return "active"
	case codes.ReferralStatusResultReceived:
		return "completed"
	case codes.ReferralStatusDeclined, codes.ReferralStatusCancelled:
		return "revoked"
	}
	return "unknown"
}

func (x *Exporter) referral(r *resource) {
	v := &x.rec.Referrals[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, false)
	x.extCode("referral-status", string(v.Status))
	if v.Outcome != nil && v.Outcome.Text != "" {
		x.extAnnotation("referral-outcome", v.Outcome)
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.member("status", referralStatus(v.Status))
	x.lit(`,"intent":"order"`)
	if v.Priority.Known() {
		x.text("priority", string(v.Priority))
	}
	x.listed("code", v.Type.List(), string(v.Type))
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.dateTime("occurrenceDateTime", v.Occurrence)
	x.dateTime("authoredOn", v.Ordered)
	x.refTo("requester", "Practitioner", v.Author)
	x.providers("", v.Provider, v.Site)
	x.refList("reasonReference", "Condition", v.Reasons)
	x.notes(v.Notes)
}

func (x *Exporter) referralRow(r *resource) {
	v := &x.rec.Referrals[r.index]
	x.cell(label(v.Type.List(), string(v.Type)))
	x.cell(label(v.Status.List(), string(v.Status)))
	x.cell(string(v.Occurrence))
}

func (x *Exporter) carePlan(r *resource) {
	v := &x.rec.CarePlans[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, true)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("active", string(v.Status))
	x.lit(`,"intent":"plan","category":[`)
	x.listedValue(v.Title.List(), string(v.Title), nil)
	x.lit("]")
	x.member("title", label(v.Title.List(), string(v.Title)))
	x.noteText("description", v.Description)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.period("period", v.Period)
	x.dateTime("created", v.Recorded)
	x.refTo("author", "Practitioner", v.Author)
	x.refList("addresses", "Condition", v.Addresses)
	if day, _, _ := fhirTime(ephr.DateTime(v.FollowUp)); day != "" {
		x.lit(`,"activity":[{"detail":{"code":{"text":"Follow-up visit"},"status":"scheduled","scheduledPeriod":{`)
		x.date("start", v.FollowUp)
		x.lit("}}}]")
	}
	x.notes(v.Notes)
}

func (x *Exporter) carePlanRow(r *resource) {
	v := &x.rec.CarePlans[r.index]
	x.cell(label(v.Title.List(), string(v.Title)))
	x.cell(string(v.FollowUp))
	if v.Description != nil {
		x.cell(v.Description.Text)
	}
}

func (x *Exporter) careTeam(r *resource) {
	v := &x.rec.CareTeams[r.index]
	x.meta("", r.class)
	x.entryHead(&v.Entry, false)
	x.extReference("author", x.resourceOf("Practitioner", v.Author))
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.lit(`,"status":"active"`)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.period("period", v.Period)
	opened := false
	for i := range v.Members {
		p := x.resourceOf("Practitioner", v.Members[i].Practitioner)
		if p == nil {
			continue
		}
		if !opened {
			x.lit(`,"participant":[`)
			opened = true
		}
		x.comma()
		x.open()
		if role := v.Members[i].Role; role != "" {
			x.lit(`"role":[`)
			x.listedValue(role.List(), string(role), nil)
			x.lit("]")
		}
		x.key("member")
		x.reference(p)
		x.period("period", v.Members[i].Period)
		x.close()
	}
	if opened {
		x.lit("]")
	}
	x.notes(v.Notes)
}

func (x *Exporter) careTeamRow(r *resource) {
	v := &x.rec.CareTeams[r.index]
	x.cell("Care team")
	x.lit("<td>")
	for i := range v.Members {
		for j := range x.rec.Practitioners {
			if p := &x.rec.Practitioners[j]; p.ID == v.Members[i].Practitioner && len(p.Names) > 0 {
				x.nameText(&p.Names[0])
				x.lit(" ")
			}
		}
	}
	x.lit("</td>")
}
