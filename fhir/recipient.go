package fhir

import (
	"slices"
	"strings"
	"unicode"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// Recipient is who is to receive an export, and for what: an organisation in a
// country or, where Relative or ToPerson says so, somebody to whom a copy is
// handed.
//
// A relative gets tiers T1 and T2, whatever the relationship: a guardian or
// parent has no right of their own to what is restricted. T3 is added by a
// permit of the person alone that has the relative's id among its recipients;
// one that the relative or another has given in the person's place opens
// nothing. What the record says of other relatives, what is restricted in the
// family history and in consents, and unreviewed text stay out even then. The
// person gets T3 by a permit for [codes.PurposePersonRequest], without
// unreviewed text and without what is traced of others. Neither ever gets T4,
// nor does [AllTiers] add anything for them.
type Recipient struct {
	// Country is the recipient's country, ISO 3166-1 alpha-2. It is required,
	// but for a copy that is handed over: there it may be empty, and may be a country of
	// nationality or birth if the person's last encounter was in it.
	Country codes.Country
	// Organization is the recipient's key, as consents name it; empty means any in that country.
	Organization string
	// Relative is the id of the relative, guardian or member of the household to whom
	// the copy is handed (see [ephr.Person]); empty for others.
	Relative ephr.ID
	// ToPerson is true where the copy is handed to the person.
	ToPerson bool
	// Purpose is what the recipient may use the data for.
	Purpose codes.Purpose
	// On is the day of the transfer. A consent whose period does not hold then permits
	// nothing; without a day every period counts as past, and only consents without one hold.
	On ephr.Date
	// Enforcement is true for bodies that decide on or enforce immigration law. Nothing goes to them.
	Enforcement bool
	// Override is the reason for sending to a recipient who would be refused. It is recorded in the export's Provenance.
	Override string
}

// RefusedError says why nothing is sent to a recipient.
type RefusedError struct {
	// Reason is one of: origin, enforcement, country, relative.
	Reason string
}

// Error says why, without saying anything of the person.
func (e *RefusedError) Error() string {
	switch e.Reason {
	case "country":
		return "fhir: refused: the recipient's country is not an ISO 3166-1 alpha-2 code (see codes.ParseCountry)"
	case "enforcement":
		return "fhir: refused: nothing is sent to immigration enforcement without an override"
	case "relative":
		return "fhir: refused: the recipient is no relative of the record, or is named beside an organisation or the person"
	}
	return "fhir: refused: nothing is sent to this recipient's country without an override"
}

// handed reports whether the copy is handed to the person or to a relative.
func (r *Recipient) handed() bool { return r.ToPerson || r.Relative != "" }

func (r *Recipient) refused(rec *ephr.Record) error {
	if r.handed() && !r.known(rec) {
		return &RefusedError{"relative"} // nobody knows what to withhold, which no reason can mend
	}
	if r.overridden() {
		return nil
	}
	if r.Enforcement || r.Organization != "" && enforces(rec, r.Organization) {
		return &RefusedError{"enforcement"}
	}
	if r.handed() && r.Country == "" {
		return nil
	}
	if !r.Country.Known() || len(r.Country) != 2 {
		return &RefusedError{"country"}
	}
	if j := rec.Journey; j != nil && r.in(j.PersecutedIn) {
		return &RefusedError{"origin"}
	}
	if p := rec.Person; p != nil && r.isOrigin(p) && !(r.handed() && r.isHost(rec)) {
		return &RefusedError{"origin"}
	}
	return nil
}

// known reports whether it is clear to whom a copy is handed.
func (r *Recipient) known(rec *ephr.Record) bool {
	if r.Organization != "" {
		return false
	}
	if r.Relative == "" {
		return true
	}
	n := 0
	if p := rec.Person; p != nil {
		for i := range p.Relatives {
			if p.Relatives[i].ID == r.Relative {
				n++
			}
		}
	}
	return n == 1 && !r.ToPerson
}

// isOrigin reports whether the recipient's country is one of nationality or
// birth. Of somebody who has no nationality, or none that is known, it is the
// country of last habitual residence (1951 Convention, article 1 A (2)).
func (r *Recipient) isOrigin(p *ephr.Person) bool {
	if r.in(p.Nationalities) || r.is(p.CountryOfBirth) {
		return true
	}
	for _, c := range p.Nationalities {
		if c != codes.CountryStateless && c != codes.CountryUnknown {
			return false
		}
	}
	return r.is(p.LastResidence)
}

// isHost reports whether the person was in care in the recipient's country last.
func (r *Recipient) isHost(rec *ephr.Record) bool {
	var last *ephr.Encounter
	for i := range rec.Encounters {
		e := &rec.Encounters[i]
		if last != nil {
			if order, known := e.Period.Start.Compare(last.Period.Start); known && order <= 0 || !known && e.Period.Start <= last.Period.Start {
				continue
			}
		}
		last = e
	}
	return last != nil && r.is(last.Country)
}

func (r *Recipient) in(list []codes.Country) bool { return slices.ContainsFunc(list, r.is) }

// is reports whether a country is the recipient's, also where the record writes
// it in another way, such as EL or GRC.
func (r *Recipient) is(c codes.Country) bool {
	if c == r.Country || c == "" {
		return c != ""
	}
	parsed, err := codes.ParseCountry(strings.TrimSpace(string(c)))
	return err == nil && parsed == r.Country
}

// overridden reports whether the caller has named a reason that can be read.
func (r *Recipient) overridden() bool {
	for _, c := range r.Override {
		if unicode.IsLetter(c) {
			return true
		}
	}
	return false
}

// release is what the person's consents let the recipient have: what permits
// for the purpose and this recipient name, unless a refusal or withdrawal that
// could mean the recipient stands beside them and is not older. A refusal that
// names groups of data is undone only by a later permit that names them.
func (r *Recipient) release(rec *ephr.Record) (to ephr.Release) {
	all := false
	groups := []codes.Sensitivity{}
	clash := r.Relative != "" && isKey(rec, string(r.Relative)) // whom a consent names by it, nobody knows
	for i := range rec.Consents {
		c := &rec.Consents[i]
		if c.Decision != codes.ConsentDecisionPermit || !r.covers(c, false) || clash || !r.named(c) || !r.within(c.Period) || !r.given(c) || r.refusedSince(rec, c, "") {
			continue
		}
		if c.Sensitivities == nil {
			to.Restricted, all = true, true
			continue
		}
		for _, s := range c.Sensitivities {
			if s != "" && !r.refusedSince(rec, c, s) {
				to.Restricted = true
				groups = append(groups, s)
			}
		}
	}
	if !all {
		to.Sensitivities = groups
	}
	if to.Relative = r.Relative; r.handed() {
		// Text that nobody has reviewed, and codes that nobody can classify: it may be
		// of others, or told by them in confidence.
		to.Withheld = append(to.Withheld, "")
	}
	for i := range rec.Consents {
		c := &rec.Consents[i]
		if c.Decision == codes.ConsentDecisionPermit || !r.covers(c, true) {
			continue
		}
		for _, s := range c.Sensitivities {
			if !slices.Contains(groups, s) {
				to.Withheld = append(to.Withheld, s)
			}
		}
	}
	return to
}

// refusedSince reports whether a refusal of the group, or of everything where the
// group is empty, stands beside a permit and is not older.
func (r *Recipient) refusedSince(rec *ephr.Record, permit *ephr.Consent, group codes.Sensitivity) bool {
	for i := range rec.Consents {
		c := &rec.Consents[i]
		if c.Decision == codes.ConsentDecisionPermit || !r.covers(c, true) {
			continue
		}
		if named := len(c.Sensitivities) > 0; named != (group != "") || named && !slices.Contains(c.Sensitivities, group) {
			continue
		}
		if order, known := permit.Given.Compare(c.Given); !known || order <= 0 {
			return true
		}
	}
	return false
}

// given reports whether a permit was given by the day of the transfer, as far as
// that is known.
func (r *Recipient) given(c *ephr.Consent) bool {
	if r.On == "" || c.Given == "" {
		return true
	}
	order, known := c.Given.Date().Compare(r.On)
	return !known || order <= 0
}

// covers reports whether a consent is about the recipient: a permit has to be,
// a refusal only could be. Keys, countries and ids are the same for a permit
// only where they are written in the same way.
func (r *Recipient) covers(c *ephr.Consent, refusal bool) bool {
	if c.Purpose != r.Purpose && !(refusal && c.Purpose == "") || r.Purpose == "" && !refusal {
		return false
	}
	found := len(c.Countries) == 0 || refusal && r.Country == ""
	for _, k := range c.Countries {
		found = found || k == r.Country && k != "" || refusal && r.is(k)
	}
	if !found {
		return false
	}
	who := r.Organization
	if r.Relative != "" {
		who = string(r.Relative)
	}
	found = len(c.Recipients) == 0 || refusal && who == "" && !r.ToPerson
	for _, k := range c.Recipients {
		found = found || who != "" && (k == who || refusal && sameKey(k, who))
	}
	return found
}

// named reports whether a permit that covers the recipient is the person's own
// word for it, where a copy is handed over; else there is nothing more to ask.
func (r *Recipient) named(c *ephr.Consent) bool {
	switch {
	case !r.handed():
		return true
	case c.GivenBy != "": // by the relative, perhaps, or under the relative's eyes
		return false
	case r.ToPerson:
		return r.Purpose == codes.PurposePersonRequest
	}
	return len(c.Recipients) > 0
}

// within reports whether a consent's period holds on the day of the transfer.
// What cannot be decided does not hold.
func (r *Recipient) within(p *ephr.Period) bool {
	if p == nil || p.Start == "" && p.End == "" {
		return true
	}
	if p.Start != "" {
		if c, known := p.Start.Date().Compare(r.On); !known || c > 0 {
			return false
		}
	}
	if p.End != "" {
		if c, known := p.End.Date().Compare(r.On); !known || c < 0 {
			return false
		}
	}
	return true
}

// sameKey reports whether two keys could be meant to be one.
func sameKey(a, b string) bool { return bareKey(a) == bareKey(b) }

// bareKey is a key without what people take for no difference.
func bareKey(k string) string { return strings.ToLower(strings.TrimRight(strings.TrimSpace(k), "/")) }

// isKey reports whether a key of the registry is like this one.
func isKey(rec *ephr.Record, key string) bool {
	return slices.ContainsFunc(rec.Organizations, func(o ephr.Organization) bool { return sameKey(o.Key, key) }) ||
		slices.ContainsFunc(rec.Sites, func(s ephr.Site) bool { return sameKey(s.Key, key) }) ||
		slices.ContainsFunc(rec.Practitioners, func(p ephr.Practitioner) bool { return sameKey(p.Key, key) })
}
