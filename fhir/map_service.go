package fhir

import (
	"strings"

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
	x.entryHead(&v.Entry)
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

// readService is the other direction, and that of referrals. A foreign request is
// a support service or a referral where its code, or its category, says so.
func (im *importer) readService(e *entryIn) bool {
	if e.str("status") == "entered-in-error" || e.bool("doNotPerform") == ephr.True {
		return false // the record has no such status of either
	}
	code := e.get("code")
	if hasSystem(code, codes.Service("").List()) {
		return im.readSupportService(e.el)
	}
	if !hasSystem(code, codes.ReferralType("").List()) && mapped(codes.ReferralType("").List(), code) == "" && im.readSupportService(e.el) {
		return true
	}
	return im.readReferral(e.el)
}

func (im *importer) readSupportService(e el) bool {
	v := ephr.SupportService{
		Entry: im.head(e, "authoredOn", "requester"), Period: e.period("occurrencePeriod"),
		Site: im.ref(e.get("locationReference").first(), "Location"),
	}
	v.Author = im.authorOf(e, v.Author, "requester")
	if v.Service = codes.Service(openListed(e.get("code"), v.Service.List())); v.Service == "" {
		return false
	}
	v.Practitioner, v.Provider = im.providers(e)
	v.Status = codes.ServiceStatus(closedCode(v.Status.List(), e.extCode("service-status")))
	if v.Status == "" {
		switch e.str("status") {
		case "draft", "active":
			v.Status = codes.ServiceStatusRequested
		case "on-hold":
			v.Status = codes.ServiceStatusOnHold
		case "completed":
			v.Status = codes.ServiceStatusEnded
		case "revoked":
			v.Status = codes.ServiceStatusDeclined
		default:
			v.Status = "unknown"
		}
	}
	im.rec.SupportServices = append(im.rec.SupportServices, v)
	return true
}

// providers reads who is to do something.
func (im *importer) providers(e el) (practitioner, organization ephr.ID) {
	for p := range e.get("performer").each() {
		if practitioner == "" {
			practitioner = im.who(p)
		}
		if organization == "" {
			organization = im.ref(p, "Organization")
		}
	}
	return practitioner, organization
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
		x.put(']')
	}
	if l := x.resourceOf("Location", site); l != nil {
		x.lit(`,"locationReference":[`)
		x.reference(l)
		x.put(']')
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
	x.entryHead(&v.Entry)
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

// readReferral is the other direction.
func (im *importer) readReferral(e el) bool {
	v := ephr.Referral{
		Entry: im.head(e, "", "requester"), Ordered: e.dateTime("authoredOn"), Occurrence: e.dateTime("occurrenceDateTime"),
		Site: im.ref(e.get("locationReference").first(), "Location"),
	}
	v.Author = im.authorOf(e, v.Author, "requester")
	if v.Type = codes.ReferralType(openListed(e.get("code"), v.Type.List())); v.Type == "" {
		v.Type = referralOf(e.get("category"))
	}
	if v.Type == "" {
		return false
	}
	_, v.Provider = im.providers(e)
	v.Priority = codes.Priority(closedCode(v.Priority.List(), e.str("priority")))
	if p := e.period("occurrencePeriod"); p != nil && v.Occurrence == "" {
		v.Occurrence = p.Start
	}
	for ref := range e.get("reasonReference").each() {
		if id := im.problem(ref); id != "" {
			v.Reasons = append(v.Reasons, id)
		}
	}
	if x := e.ext("referral-outcome"); x.ok() {
		v.Outcome = im.note(x.get("valueAnnotation"))
	}
	v.Status = codes.ReferralStatus(closedCode(v.Status.List(), e.extCode("referral-status")))
	if v.Status == "" {
		switch e.str("status") {
		case "draft", "active":
			v.Status = codes.ReferralStatusProposed
		case "completed":
			v.Status = codes.ReferralStatusAttended
		case "revoked":
			v.Status = codes.ReferralStatusCancelled
		default:
			v.Status = "unknown"
		}
	}
	im.rec.Referrals = append(im.rec.Referrals, v)
	return true
}

// referralOf is the referral that a foreign request's category, of R4's value
// set servicerequest-category, makes of it.
func referralOf(categories el) codes.ReferralType {
	for c := range categories.each() {
		for g := range c.get("coding").each() {
			if g.str("system") != string(codes.SNOMED) {
				continue
			}
			switch g.str("code") {
			case "108252007":
				return "laboratory"
			case "363679005":
				return "imaging"
			case "3457005": // patient referral
				return "other"
			}
		}
	}
	return ""
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
	x.entryHead(&v.Entry)
	day, _, _ := fhirTime(ephr.DateTime(v.FollowUp))
	if day == "" {
		x.carryMember("followUp", string(v.FollowUp))
	}
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("active", string(v.Status))
	x.lit(`,"intent":"plan","category":[`)
	x.listedValue(v.Title.List(), string(v.Title), nil)
	x.put(']')
	x.member("title", label(v.Title.List(), string(v.Title)))
	x.noteText("description", v.Description)
	x.subject("subject")
	x.encounter("encounter", &v.Entry)
	x.period("period", v.Period)
	x.dateTime("created", v.Recorded)
	x.refTo("author", "Practitioner", v.Author)
	x.refList("addresses", "Condition", v.Addresses)
	if day != "" {
		x.lit(`,"activity":[{"detail":{"code":{"text":"Follow-up visit"},"status":"scheduled","scheduledPeriod":{`)
		x.date("start", v.FollowUp)
		x.lit("}}}]")
	}
	x.notes(v.Notes)
}

// readCarePlan is the other direction.
func (im *importer) readCarePlan(e *entryIn) bool {
	v := ephr.CarePlan{
		Entry: im.head(e.el, "created", "author"), Period: e.period("period"), Description: im.noteText(e.el, "description"),
	}
	v.Author = im.authorOf(e.el, v.Author, "author")
	if v.Status = codes.PlanStatus(closedCode(v.Status.List(), e.str("status"))); v.Status == "" {
		return false
	}
	for c := range e.get("category").each() {
		if v.Title = codes.PlanKind(openListed(c, v.Title.List())); v.Title != "" {
			break
		}
	}
	if v.Title == "" {
		v.Title = "other" // no kind of the list: the words are the description
		if v.Description == nil {
			v.Description = im.noteText(e.el, "title")
		}
	}
	for ref := range e.get("addresses").each() {
		if id := im.problem(ref); id != "" {
			v.Addresses = append(v.Addresses, id)
		}
	}
	for a := range e.get("activity").each() {
		d := a.get("detail")
		if d.get("code").str("text") == "Follow-up visit" || d.str("kind") == "Appointment" {
			if v.FollowUp = d.get("scheduledPeriod").date("start"); v.FollowUp != "" {
				break
			}
		}
	}
	if d := ephr.Date(e.member("followUp")); d != "" && d.Valid() {
		v.FollowUp = d
	}
	im.rec.CarePlans = append(im.rec.CarePlans, v)
	return true
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
	x.entryHead(&v.Entry)
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
			x.put(']')
		}
		x.key("member")
		x.reference(p)
		x.period("period", v.Members[i].Period)
		x.close()
	}
	if opened {
		x.put(']')
	}
	x.notes(v.Notes)
}

// readCareTeam is the other direction. Of a foreign team that no longer holds the
// record has no place for saying so, unless a period does.
func (im *importer) readCareTeam(e *entryIn) bool {
	v := ephr.CareTeam{Entry: im.head(e.el, "", ""), Period: e.period("period")}
	switch e.str("status") {
	case "entered-in-error", "proposed":
		return false
	case "inactive", "suspended":
		if v.Period == nil || v.Period.End == "" {
			return false
		}
	}
	for p := range e.get("participant").each() {
		if to := im.who(p.get("member")); to != "" {
			role := openListed(p.get("role").first(), codes.ParticipantRole("").List())
			v.Members = append(v.Members, ephr.Participant{Practitioner: to, Role: codes.ParticipantRole(role), Period: p.period("period")})
		}
	}
	im.rec.CareTeams = append(im.rec.CareTeams, v)
	return true
}

func (x *Exporter) careTeamRow(r *resource) {
	v := &x.rec.CareTeams[r.index]
	x.cell("Care team")
	x.lit("<td>")
	for i := range v.Members {
		for j := range x.rec.Practitioners {
			if p := &x.rec.Practitioners[j]; p.ID == v.Members[i].Practitioner && len(p.Names) > 0 {
				x.nameText(&p.Names[0])
				x.put(' ')
			}
		}
	}
	x.lit("</td>")
}

// What the readers of care share.

// who is the practitioner to whom a reference refers, also by a role.
func (im *importer) who(ref el) ephr.ID {
	if n, ok := im.target(ref); ok && im.entries[n].typ == "PractitionerRole" {
		return im.ref(im.entries[n].get("practitioner"), "Practitioner")
	}
	return im.ref(ref, "Practitioner")
}

// problem is the condition to which a reference refers; one without a code is none
// that the record could hold, wherever in the bundle it stands.
func (im *importer) problem(ref el) ephr.ID {
	if n, ok := im.target(ref); !ok || im.entries[n].concept("code") == nil {
		return ""
	}
	return im.ref(ref, "Condition")
}

// authorOf is the author, or where there is none the first practitioner to whom
// one of the elements refers.
func (im *importer) authorOf(e el, author ephr.ID, names ...string) ephr.ID {
	for _, name := range names {
		if author == "" {
			author = im.who(e.get(name))
		}
	}
	return author
}

// doer reads who did or ordered something: the one referred to, if that is not
// the author who is written there for want of another (see performerBeside).
func (im *importer) doer(e, ref el, author ephr.ID) ephr.ID {
	id := im.who(ref)
	if id == author && im.entries[im.cur].byUs && e.member("performer") == "" {
		return ""
	}
	return id
}

// hasSystem reports whether one of the concept's codings is of the list's own system.
func hasSystem(e el, list *codes.List) bool {
	for g := range e.get("coding").each() {
		if codes.System(g.str("system")) == list.System() {
			return true
		}
	}
	return false
}

// closedCode is a code of a closed list, "" where the list does not have it.
func closedCode(list *codes.List, code string) string {
	if list.Find(code) < 0 {
		return ""
	}
	return code
}

// closedListed is the code that a concept has of a closed list, also where it is
// there only in words.
func closedListed(e el, list *codes.List) string {
	if code := closedCode(list, e.listed(list)); code != "" || e.get("coding").ok() {
		return code
	}
	return closedCode(list, strings.ToLower(e.str("text")))
}

// openCode is a code of an open list, "" where it cannot be a code.
func openCode(code string) string {
	if !ephr.Code(code).Valid() {
		return ""
	}
	return code
}

// openListed is the code that a concept has of an open list.
func openListed(e el, list *codes.List) string { return openCode(e.listed(list)) }

// within is a number between limits, "" beyond them.
func within(n ephr.Integer, low, high int64) ephr.Integer {
	if i, ok := n.Int64(); !ok || i < low || i > high {
		return ""
	}
	return n
}

// noneKnown reports whether a concept says that there is nothing of a kind, or
// that nothing is known. That is no item, and it is not believed for the record
// either: what it covers and whether it still holds stand elsewhere.
func noneKnown(c *ephr.Concept) bool {
	for i := range c.Codings {
		switch g := &c.Codings[i]; g.System {
		case "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown":
			return true
		case ephr.URI(codes.SNOMED):
			switch g.Code {
			case "716186003", "787481004", "787480003", "160245001", "787482006", "787483001": // no known allergy, medication, procedure, problem, immunisation, device
				return true
			}
		}
	}
	return false
}
