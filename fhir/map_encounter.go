package fhir

import "github.com/openephr/ephr-go/ephr"

func (x *Exporter) encounterResource(r *resource) {
	v := &x.rec.Encounters[r.index]
	x.meta("", r.class)
	if v.ModeOfArrival != "" {
		x.ext("mode-of-arrival")
		x.lit(`"valueCodeableConcept":`)
		x.listedValue(v.ModeOfArrival.List(), string(v.ModeOfArrival), nil)
		x.lit("}")
	}
	x.extCode("country-of-recording", string(v.Country))
	if i := v.Interpretation; i != nil && (i.Used != ephr.Unstated || i.Mode != "" || i.Language != "") {
		x.ext("interpretation")
		x.lit(`"extension":[`)
		if i.Used != ephr.Unstated {
			x.lit(`{"url":"used","valueBoolean":`)
			x.lit(i.Used.String())
			x.lit("}")
		}
		if i.Mode != "" {
			x.comma()
			x.lit(`{"url":"mode","valueCode":`)
			x.str(string(i.Mode))
			x.lit("}")
		}
		if i.Language != "" {
			x.comma()
			x.lit(`{"url":"language","valueCode":`)
			x.str(string(i.Language))
			x.lit("}")
		}
		x.lit("]}")
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
	x.lit("]")
	x.subject("subject")
	opened := false
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
			x.lit("]")
		}
		x.period("period", p.Period)
		x.key("individual")
		x.reference(to)
		x.close()
	}
	if opened {
		x.lit("]")
	}
	x.period("period", &v.Period)
	if l := x.resourceOf("Location", v.Site); l != nil {
		x.lit(`,"location":[{"location":`)
		x.reference(l)
		x.lit("}]")
	}
	x.refTo("serviceProvider", "Organization", v.Custodian)
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
