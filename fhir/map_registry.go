package fhir

import (
	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

func (x *Exporter) organization(r *resource) {
	v := &x.rec.Organizations[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Organization-uv-ips", r.class)
	x.national(v.Extensions)
	x.extEnd()
	x.keyIdentifier(v.Key, v.Identifiers)
	if v.Kind != "" {
		x.lit(`,"type":[`)
		x.listedValue(v.Kind.List(), string(v.Kind), nil)
		x.lit("]")
	}
	x.text("name", v.Name)
	x.telecoms(v.Telecoms, true)
	if addressShown(v.Address) {
		a := *v.Address
		x.lit(`,"address":[`)
		x.open()
		if a.Use == codes.AddressUseHome { // org-2
			a.Use = ""
			x.ext("address-use")
			x.lit(`"valueCode":"home"}`)
			x.extEnd()
		}
		x.addressMembers(&a)
		x.close()
		x.lit("]")
	}
	if v.PartOf != v.ID {
		x.refTo("partOf", "Organization", v.PartOf)
	}
}

// keyIdentifier writes the key by which a site, organisation or practitioner is known across records, and its other numbers.
func (x *Exporter) keyIdentifier(key string, ids []ephr.Identifier) {
	x.lit(`,"identifier":[{"use":"official","system":"https://openephr.github.io/ephr-go/site-key","value":`)
	x.str(key)
	x.lit("}")
	for i := range ids {
		if identifierShown(&ids[i]) {
			x.comma()
			x.identifier(&ids[i])
		}
	}
	x.lit("]")
}

func (x *Exporter) organizationRow(r *resource) {
	v := &x.rec.Organizations[r.index]
	x.cell("Organisation")
	x.cell(v.Name)
}

func (x *Exporter) location(r *resource) {
	v := &x.rec.Sites[r.index]
	x.meta("", r.class)
	x.national(v.Extensions)
	x.extEnd()
	x.keyIdentifier(v.Key, v.Identifiers)
	x.text("name", v.Name)
	x.lit(`,"type":[`)
	x.listedValue(v.Kind.List(), string(v.Kind), nil)
	x.lit("]")
	x.telecoms(v.Telecoms, false)
	a := ephr.Address{}
	if v.Address != nil {
		a = *v.Address
	}
	x.key("address")
	x.open()
	if a.Country != "" && a.Country != v.Country {
		x.extCode("site-country", string(v.Country))
		x.extEnd()
	}
	assumed := a.Country == ""
	if assumed {
		a.Country = v.Country
	}
	x.addressMembers(&a)
	if assumed {
		x.assumed("country")
	}
	x.close()
	x.refTo("managingOrganization", "Organization", v.Organization)
}

func (x *Exporter) locationRow(r *resource) {
	v := &x.rec.Sites[r.index]
	x.cell(label(v.Kind.List(), string(v.Kind)))
	x.cell(v.Name, label(v.Country.List(), string(v.Country)))
}

func (x *Exporter) practitioner(r *resource) {
	v := &x.rec.Practitioners[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/Practitioner-uv-ips", r.class)
	x.national(v.Extensions)
	x.extEnd()
	x.keyIdentifier(v.Key, v.Identifiers)
	if !x.names("name", v.Names) {
		x.lit(`,"name":[{"_text":` + absentOpen + "unknown" + absentClose + `}]`)
	}
	x.telecoms(v.Telecoms, false)
	if addressShown(v.Address) {
		x.lit(`,"address":[`)
		x.addressValue(v.Address)
		x.lit("]")
	}
	opened := false
	for i := range v.Qualifications {
		if !conceptShown(&v.Qualifications[i]) {
			continue
		}
		if !opened {
			x.lit(`,"qualification":[`)
			opened = true
		}
		x.comma()
		x.lit(`{"code":`)
		x.conceptValue(&v.Qualifications[i])
		x.lit("}")
	}
	if opened {
		x.lit("]")
	}
	if len(v.Languages) > 0 {
		x.lit(`,"communication":[`)
		for _, l := range v.Languages {
			x.comma()
			x.languageValue(l)
		}
		x.lit("]")
	}
}

func (x *Exporter) practitionerRow(r *resource) {
	v := &x.rec.Practitioners[r.index]
	x.cell(label(v.Role.List(), string(v.Role)))
	x.lit("<td>")
	if len(v.Names) > 0 {
		x.nameText(&v.Names[0])
	}
	x.lit("</td>")
}

// nameText writes a name on one line.
func (x *Exporter) nameText(n *ephr.HumanName) {
	if n.Text != "" {
		x.html(n.Text)
		return
	}
	for _, g := range n.Given {
		x.html(g)
		x.lit(" ")
	}
	x.html(n.Family)
}

func (x *Exporter) practitionerRole(r *resource) {
	v := &x.rec.Practitioners[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/PractitionerRole-uv-ips", r.class)
	x.refTo("practitioner", "Practitioner", v.ID)
	x.refTo("organization", "Organization", v.Organization)
	x.lit(`,"code":[`)
	x.listedValue(v.Role.List(), string(v.Role), nil)
	x.lit("]")
	if l := x.resourceOf("Location", v.Site); l != nil {
		x.lit(`,"location":[`)
		x.reference(l)
		x.lit("]")
	}
}
