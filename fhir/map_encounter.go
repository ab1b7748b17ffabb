package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

func (x *Exporter) encounterResource(r *resource) {
	v := &x.rec.Encounters[r.index]
	x.meta("", r.class)
	if v.ModeOfArrival != "" {
		x.extURL(hl7Extension, "encounter-modeOfArrival")
		x.lit(`"valueCoding":{"system":"`)
		x.lit(string(v.ModeOfArrival.List().System()))
		x.lit(`","code":`)
		x.str(string(v.ModeOfArrival))
		x.text("display", v.ModeOfArrival.List().Display(string(v.ModeOfArrival)))
		x.lit("}}")
	}
	x.extCode("country-of-recording", string(v.Country))
	if i := v.Interpretation; i != nil && i.Used != ephr.True && (i.Used != ephr.Unstated || i.Mode != "" || i.Language != "") {
		x.interpretation(i)
	}
	for i := range v.Notes {
		x.extAnnotation("note", &v.Notes[i])
	}
	x.absences(v.Absent)
	x.national(v.Extensions)
	x.extEnd()
	x.identifiersWith(v.Identifiers, v.ID)
	x.statusOr("finished", string(v.Status))
	x.lit(`,"class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"type":[`)
	x.listedValue(v.Type.List(), string(v.Type), nil)
	x.put(']')
	x.subject("subject")
	opened := false
	if i := v.Interpretation; i != nil && i.Used == ephr.True {
		x.lit(`,"participant":[{"type":[{"coding":[{"system":"` + systemParticipantType + `","code":"translator"}]}`)
		x.alsoListed(i.Mode.List(), string(i.Mode))
		if i.Language != "" {
			x.comma()
			x.languageValue(i.Language)
		}
		x.lit("]}")
		opened = true
	}
	for i := range v.Participants {
		p := &v.Participants[i]
		to := x.resourceOf("Practitioner", p.Practitioner)
		if to == nil {
			continue
		}
		if !opened {
			x.lit(`,"participant":[`)
			opened = true
		}
		x.comma()
		x.open()
		if p.Role != "" {
			x.lit(`"type":[`)
			x.listedValue(p.Role.List(), string(p.Role), nil)
			x.put(']')
		}
		x.period("period", p.Period)
		x.key("individual")
		x.reference(to)
		x.close()
	}
	if opened {
		x.put(']')
	}
	x.period("period", &v.Period)
	if l := x.resourceOf("Location", v.Site); l != nil {
		x.lit(`,"location":[{"location":`)
		x.reference(l)
		x.lit("}]")
	}
	x.refTo("serviceProvider", "Organization", v.Custodian)
}

const systemParticipantType = "http://terminology.hl7.org/CodeSystem/participant-type"

// interpretation says how a conversation was not interpreted: an interpreter is a participant.
func (x *Exporter) interpretation(i *ephr.Interpretation) {
	x.ext("interpretation")
	x.lit(`"extension":[`)
	if i.Used != ephr.Unstated {
		x.lit(`{"url":"used","valueBoolean":`)
		x.lit(i.Used.String())
		x.put('}')
	}
	if i.Mode != "" {
		x.comma()
		x.lit(`{"url":"mode","valueCode":`)
		x.str(string(i.Mode))
		x.put('}')
	}
	if i.Language != "" {
		x.comma()
		x.lit(`{"url":"language","valueCode":`)
		x.str(string(i.Language))
		x.put('}')
	}
	x.lit("]}")
}

// readEncounter is the other direction.
func (im *importer) readEncounter(e el) bool {
	p := e.period("period")
	if p == nil {
		return false
	}
	v := ephr.Encounter{
		ID: im.item(e), Identifiers: im.identifiers(e), Period: *p,
		Type:          encounterType(e),
		Country:       codes.Country(closedCode(codes.Country("").List(), e.extCode("country-of-recording"))),
		ModeOfArrival: modeOfArrival(e.ext(hl7Extension + "encounter-modeOfArrival").get("valueCoding")),
		Notes:         im.extNotes(e, "note"),
		Absent:        absences(e, "absent"), Extensions: national(e, "national"),
		Custodian: im.ref(e.get("serviceProvider"), "Organization"),
		Site:      im.ref(e.get("location").first().get("location"), "Location"),
	}
	if !e.assumed("status") {
		v.Status = codes.EncounterStatus(closedCode(v.Status.List(), e.str("status")))
	}
	if v.Country == "" {
		v.Country = im.countryOf(e)
	}
	if a := e.get("hospitalization").get("admitSource"); v.ModeOfArrival == "" && a.ok() {
		v.ModeOfArrival = codes.ModeOfArrival(openListed(a, v.ModeOfArrival.List()))
	}
	for p := range e.get("participant").each() {
		if types := p.get("type"); types.first().hasCode(systemParticipantType, "translator") && !p.get("individual").ok() && v.Interpretation == nil {
			v.Interpretation = &ephr.Interpretation{Used: ephr.True, Mode: codes.InterpreterMode(types.ofOwnList(codes.InterpreterMode("").List()))}
			for t := range types.each() {
				if l := t.language(); l != "" && v.Interpretation.Language == "" && !t.ofList(codes.InterpreterMode("").List()) {
					v.Interpretation.Language = l
				}
			}
			continue
		}
		if to := im.who(p.get("individual")); to != "" {
			role := openListed(p.get("type").first(), codes.ParticipantRole("").List())
			v.Participants = append(v.Participants, ephr.Participant{Practitioner: to, Role: codes.ParticipantRole(role), Period: p.period("period")})
		}
	}
	if i := e.ext("interpretation"); i.part("used").bool("valueBoolean") != ephr.Unstated {
		v.Interpretation = &ephr.Interpretation{
			Used: i.part("used").bool("valueBoolean"), Mode: codes.InterpreterMode(openCode(i.part("mode").str("valueCode"))),
		}
		if l := codes.Language(i.part("language").str("valueCode")); l.Valid() {
			v.Interpretation.Language = l
		}
	}
	im.rec.Encounters = append(im.rec.Encounters, v)
	return true
}

// modeOfArrival is a code of the list, from a Coding of ours or of what the list maps to.
func modeOfArrival(c el) codes.ModeOfArrival {
	list := codes.ModeOfArrival("").List()
	if codes.System(c.str("system")) == list.System() {
		return codes.ModeOfArrival(openCode(c.str("code")))
	}
	for entry := range list.All() {
		if code, ok := entry.Coding(codes.System(c.str("system"))); ok && code == c.str("code") {
			return codes.ModeOfArrival(entry.Code)
		}
	}
	return ""
}

// encounterType is the first type that is one of the list; of a foreign encounter
// the class tells at least an emergency.
func encounterType(e el) codes.EncounterType {
	for c := range e.get("type").each() {
		if code := openListed(c, codes.EncounterType("").List()); code != "" {
			return codes.EncounterType(code)
		}
	}
	if c := e.get("class"); c.str("system") == "http://terminology.hl7.org/CodeSystem/v3-ActCode" && c.str("code") == "EMER" {
		return "emergency"
	}
	return "other"
}

// countryOf is the country in which a foreign encounter took place: that of its
// location or else of whoever answers for it.
func (im *importer) countryOf(e el) codes.Country {
	for _, ref := range [...]el{e.get("location").first().get("location"), e.get("serviceProvider")} {
		n, ok := im.target(ref)
		if !ok {
			continue
		}
		a := im.entries[n].get("address")
		if im.entries[n].typ == "Organization" {
			a = a.first()
		}
		if c, err := codes.ParseCountry(a.str("country")); err == nil {
			return c
		}
	}
	return codes.CountryUnknown
}

func (x *Exporter) encounterRow(r *resource) {
	v := &x.rec.Encounters[r.index]
	x.cell(label(v.Type.List(), string(v.Type)))
	x.cell(string(v.Period.Start))
	place := label(v.Country.List(), string(v.Country))
	if s := x.siteOf(v.Site); s != nil {
		x.cell(s.Name, place)
	} else {
		x.cell(place)
	}
}
