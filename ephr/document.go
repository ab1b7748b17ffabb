package ephr

import (
	"slices"

	"github.com/openephr/ephr-go/codes"
)

// Document is a summary or another clinical document that somebody else has
// written and that was received: its head and its sections, whose statements are
// items of the record. Its texts can tell what the items withhold, so that all of
// it leaves only with all tiers. The members author and recorded say who filed it.
//
// Source: fhir-composition.
type Document struct {
	Entry
	// Status is preliminary, final, amended or entered-in-error.
	Status codes.DocumentStatus `json:"status" tier:"4"`
	// Type is the kind of document, such as LOINC's 60591-5 for a patient summary.
	Type Concept `json:"type" tier:"4"`
	// Title is its title for people.
	Title string `json:"title,omitempty" tier:"4"`
	// Date is when it was last written or changed.
	Date DateTime `json:"date,omitempty" tier:"4"`
	// Language is the BCP 47 tag of the language in which it is written.
	Language codes.Language `json:"language,omitempty" tier:"4" source:"fhir-composition,bcp-47"`
	// Confidentiality is how confidential its author holds it.
	Confidentiality codes.Confidentiality `json:"confidentiality,omitempty" tier:"4" source:"fhir-composition,hl7-v3"`
	// Authors are those who wrote it.
	Authors []DocumentAuthor `json:"authors,omitempty" tier:"4"`
	// Attesters are those who vouch for it.
	Attesters []Attester `json:"attesters,omitempty" tier:"4"`
	// Custodian is the id of the organisation that keeps it.
	Custodian ID `json:"custodian,omitempty" tier:"4" ref:"organizations"`
	// RelatesTo are other documents that it replaces, or to which it relates otherwise.
	RelatesTo []RelatedDocument `json:"relatesTo,omitempty" tier:"4"`
	// Events are the services that it documents.
	Events []DocumentEvent `json:"events,omitempty" tier:"4"`
	// Text is the text of its head.
	Text *Narrative `json:"text,omitempty" tier:"4" source:"fhir-narrative"`
	// Sections are its sections in their order.
	Sections []DocumentSection `json:"sections,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// DocumentAuthor is who wrote a document: a practitioner, an organisation, or a practitioner for an organisation.
//
// Source: fhir-composition.
type DocumentAuthor struct {
	// Practitioner is the id of the practitioner.
	Practitioner ID `json:"practitioner,omitempty" tier:"4" ref:"practitioners"`
	// Organization is the id of the organisation.
	Organization ID `json:"organization,omitempty" tier:"4" ref:"organizations"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Attester is who vouches for a document: a practitioner, an organisation, or a practitioner for an organisation.
//
// Source: fhir-composition.
type Attester struct {
	// Mode is in what capacity: personal, professional, legal or official.
	Mode codes.AttestationMode `json:"mode" tier:"4"`
	// Time is when.
	Time DateTime `json:"time,omitempty" tier:"4"`
	// Practitioner is the id of the practitioner.
	Practitioner ID `json:"practitioner,omitempty" tier:"4" ref:"practitioners"`
	// Organization is the id of the organisation.
	Organization ID `json:"organization,omitempty" tier:"4" ref:"organizations"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// RelatedDocument is another document to which a document relates.
//
// Source: fhir-composition.
type RelatedDocument struct {
	// Code is how it relates to the other: replaces, transforms, signs or appends.
	Code codes.DocumentRelation `json:"code" tier:"4"`
	// Target is the identifier of the other.
	Target Identifier `json:"target" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// DocumentEvent is a service that a document documents.
//
// Source: fhir-composition.
type DocumentEvent struct {
	// Codes are what was done, such as the provision of care.
	Codes []Concept `json:"codes,omitempty" tier:"4"`
	// Period is when.
	Period *Period `json:"period,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// DocumentSection is one section of a document.
//
// Source: fhir-composition.
type DocumentSection struct {
	// Title is its title for people.
	Title string `json:"title,omitempty" tier:"4"`
	// Code is what it is about, such as LOINC's 11450-4 for the list of problems.
	Code *Concept `json:"code,omitempty" tier:"4"`
	// Text is its text.
	Text *Narrative `json:"text,omitempty" tier:"4" source:"fhir-narrative"`
	// Entries are ids of the items of the record that it tells of.
	Entries []ID `json:"entries,omitempty" tier:"4" ref:"items"`
	// EmptyReason is why it tells of none.
	EmptyReason *Concept `json:"emptyReason,omitempty" tier:"4"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// tells reports whether the text is linked to the item.
func (n *Narrative) tells(id ID) bool {
	return n != nil && slices.ContainsFunc(n.Links, func(l NarrativeLink) bool { return l.Item == id })
}

// silence takes out of the documents the texts that tell of an item, and of such
// documents what foreign bundles held beyond: it can be the same text.
func (r *Record) silence(id ID) {
	for i := range r.Documents {
		d := &r.Documents[i]
		told := d.Text.tells(id)
		for j := range d.Sections {
			if s := &d.Sections[j]; s.Text.tells(id) || slices.Contains(s.Entries, id) {
				s.Text, told = nil, true
			}
		}
		if !told {
			continue
		}
		d.Text = nil
		for j := range r.Source {
			s := &r.Source[j]
			s.Resources = slices.DeleteFunc(s.Resources, func(res SourceResource) bool { return res.Item == d.ID })
		}
	}
	r.dropEmptySections()
}

// dropEmptySections takes out the sections of documents of which nothing is left.
func (r *Record) dropEmptySections() {
	for i := range r.Documents {
		d := &r.Documents[i]
		d.Sections = slices.DeleteFunc(d.Sections, func(s DocumentSection) bool {
			return s.Title == "" && s.Code == nil && s.Text == nil && len(s.Entries) == 0 && s.EmptyReason == nil && len(s.Unknown) == 0
		})
	}
}
