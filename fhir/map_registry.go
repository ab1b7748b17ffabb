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
	x.bool("active", v.Active)
	if v.Kind != "" {
		x.lit(`,"type":[`)
		x.listedValue(v.Kind.List(), string(v.Kind), nil)
		x.put(']')
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
		x.put(']')
	}
	x.refTo("partOf", "Organization", v.PartOf)
}

// readOrganization is the other direction.
func (im *importer) readOrganization(e el) {
	v := ephr.Organization{
		ID: im.item(e), Key: im.key(e), Identifiers: im.identifiers(e), Name: e.str("name"), Active: e.bool("active"),
		Kind:     codes.OrganizationKind(e.listedFirst("type", codes.OrganizationKind("").List())),
		Telecoms: im.telecoms(e, "telecom"), Address: e.get("address").first().address(),
		PartOf: im.ref(e.get("partOf"), "Organization"), Extensions: national(e, "national"),
	}
	im.rec.Organizations = append(im.rec.Organizations, v)
}

// key is the key of a site, organisation or practitioner: that which we wrote, or
// else the name by which the sender's system knows it.
func (im *importer) key(e el) string {
	for c := range e.get("identifier").each() {
		if c.str("system") == systemKey {
			return c.str("value")
		}
	}
	for c := range e.get("identifier").each() {
		if system, value := c.str("system"), c.str("value"); system != "" && value != "" {
			return system + "|" + value
		}
	}
	entry := &im.entries[im.byNode[e.i]]
	if entry.fullURL != "" {
		return entry.fullURL
	}
	return entry.typ + "/" + string(entry.local)
}

// keyIdentifier writes the key by which a site, organisation or practitioner is known across records, and its other numbers.
func (x *Exporter) keyIdentifier(key string, ids []ephr.Identifier) {
	x.lit(`,"identifier":[{"use":"official","system":"https://openephr.github.io/ephr-go/site-key","value":`)
	x.str(key)
	x.put('}')
	for i := range ids {
		if identifierShown(&ids[i]) {
			x.comma()
			x.identifier(&ids[i])
		}
	}
	x.put(']')
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
	x.put(']')
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

// readSite is the other direction.
func (im *importer) readSite(e el) {
	a := e.get("address")
	v := ephr.Site{
		ID: im.item(e), Key: im.key(e), Identifiers: im.identifiers(e), Name: e.str("name"),
		Kind:     codes.SiteKind(e.listedFirst("type", codes.SiteKind("").List())),
		Telecoms: im.telecoms(e, "telecom"), Address: a.address(), Organization: im.ref(e.get("managingOrganization"), "Organization"),
		Country: codes.Country(a.extCode("site-country")), Extensions: national(e, "national"),
	}
	if v.Country == "" {
		v.Country, _ = codes.ParseCountry(a.str("country"))
	}
	if v.Country == "" {
		v.Country = codes.CountryUnknown
	}
	if v.Kind == "" {
		v.Kind = "other"
	}
	im.rec.Sites = append(im.rec.Sites, v)
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
	x.bool("active", v.Active)
	if !x.names("name", v.Names) {
		x.lit(`,"name":[{"_text":` + absentOpen + "unknown" + absentClose + `}]`)
	}
	x.telecoms(v.Telecoms, false)
	if addressShown(v.Address) {
		x.lit(`,"address":[`)
		x.addressValue(v.Address)
		x.put(']')
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
		x.put('}')
	}
	if opened {
		x.put(']')
	}
	if len(v.Languages) > 0 {
		x.lit(`,"communication":[`)
		for _, l := range v.Languages {
			x.comma()
			x.languageValue(l)
		}
		x.put(']')
	}
}

// readPractitioner is the other direction; what a PractitionerRole says comes later.
func (im *importer) readPractitioner(e el) {
	v := ephr.Practitioner{
		ID: im.item(e), Key: im.key(e), Identifiers: im.identifiers(e), Names: e.names("name"), Telecoms: im.telecoms(e, "telecom"),
		Address: e.get("address").first().address(), Active: e.bool("active"), Extensions: national(e, "national"),
	}
	for q := range e.get("qualification").each() {
		if c := q.concept("code"); c != nil {
			v.Qualifications = append(v.Qualifications, *c)
		}
	}
	for c := range e.get("communication").each() {
		if l := c.language(); l != "" {
			v.Languages = append(v.Languages, l)
		}
	}
	im.rec.Practitioners = append(im.rec.Practitioners, v)
}

// readRole adds to a practitioner what the person is there and where.
func (im *importer) readRole(e *entryIn) bool {
	id := im.ref(e.get("practitioner"), "Practitioner")
	for i := range im.rec.Practitioners {
		v := &im.rec.Practitioners[i]
		if v.ID != id || v.Role != "" {
			continue
		}
		e.local = id
		role, concept := e.get("code").first().listedWith(codes.PractitionerRole("").List())
		if role == "" && concept != nil {
			role = "other" // which the concept says in the sender's codes and words
		}
		v.Role, v.RoleConcept = codes.PractitionerRole(role), concept
		v.Organization = im.ref(e.get("organization"), "Organization")
		v.Site = im.ref(e.get("location").first(), "Location")
		return true
	}
	return false
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
		x.put(' ')
	}
	x.html(n.Family)
}

func (x *Exporter) practitionerRole(r *resource) {
	v := &x.rec.Practitioners[r.index]
	x.meta("http://hl7.org/fhir/uv/ips/StructureDefinition/PractitionerRole-uv-ips", r.class)
	x.refTo("practitioner", "Practitioner", v.ID)
	x.refTo("organization", "Organization", v.Organization)
	x.lit(`,"code":[`)
	x.listedValue(v.Role.List(), string(v.Role), v.RoleConcept)
	x.put(']')
	if l := x.resourceOf("Location", v.Site); l != nil {
		x.lit(`,"location":[`)
		x.reference(l)
		x.put(']')
	}
}
