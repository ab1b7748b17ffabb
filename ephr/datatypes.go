package ephr

import "github.com/openephr/ephr-go/codes"

// Coding is one code of a code system. Unknown codes are carried, never coerced.
//
// Source: fhir-datatypes.
type Coding struct {
	// System is the URI of the code system, as FHIR R4 writes it.
	System URI `json:"system,omitempty" tier:"1"`
	// Version is the edition of the code system, for ICD-10 the year, such as 2019.
	Version string `json:"version,omitempty" tier:"1" source:"fhir-datatypes,icd-10"`
	// Code is the symbol in the code system.
	Code Code `json:"code,omitempty" tier:"1" content:"true"`
	// Display is the wording that the sender gave the code.
	Display string `json:"display,omitempty" tier:"1" content:"true"`
	// Translations are the sender's wordings in other languages.
	Translations []Translation `json:"translations,omitempty" tier:"1"`
	// UserSelected is true where a person chose this coding.
	UserSelected Bool `json:"userSelected,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Concept is a clinical concept: codings that say the same in several systems, and the words used.
//
// Source: fhir-datatypes.
type Concept struct {
	// Codings are the codes of the concept, the one chosen first.
	Codings []Coding `json:"codings,omitempty" tier:"1" content:"true"`
	// Text is the concept in the words of whoever recorded it.
	Text string `json:"text,omitempty" tier:"1" freetext:"reviewed" content:"true"`
	// Reviewed is true where someone has looked at the text and at the codings and found both fit for sharing.
	Reviewed Bool `json:"reviewed,omitempty" tier:"1" source:"format"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Quantity is a measured amount with its unit.
//
// Source: fhir-datatypes.
type Quantity struct {
	// Value is the number, with the digits that were written.
	Value Decimal `json:"value,omitempty" tier:"1" content:"true"`
	// Comparator says that the true value is below or above the number: <, <=, >=, >.
	Comparator codes.QuantityComparator `json:"comparator,omitempty" tier:"1"`
	// Unit is the unit as written for people.
	Unit string `json:"unit,omitempty" tier:"1" content:"true"`
	// Code is the unit in UCUM, case sensitive, such as mm[Hg].
	Code Code `json:"code,omitempty" tier:"1" content:"true" source:"fhir-datatypes,ucum"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Range is a span of amounts, both ends included; an end that is missing is open.
//
// Source: fhir-datatypes.
type Range struct {
	// Low is the smallest amount.
	Low *Quantity `json:"low,omitempty" tier:"1"`
	// High is the largest amount.
	High *Quantity `json:"high,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Period is a span of time, both ends included; an end that is missing is open.
//
// Source: fhir-datatypes, iso-8601-2.
type Period struct {
	// Start is the first moment or day.
	Start DateTime `json:"start,omitempty" tier:"1"`
	// End is the last moment or day.
	End DateTime `json:"end,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Identifier is a number or name that a system gave to a person or thing.
//
// Source: fhir-datatypes.
type Identifier struct {
	// Use is what the identifier is for: usual, official, temp, secondary, old.
	Use codes.IdentifierUse `json:"use,omitempty" tier:"1"`
	// Type is the kind of identifier, such as passport or asylum-file.
	Type codes.IdentifierType `json:"type,omitempty" tier:"1" content:"true" defines:"true" source:"own,fhir-datatypes"`
	// System is the URI of the space in which the value is unique.
	System URI `json:"system,omitempty" tier:"1" content:"true"`
	// Value is the identifier itself.
	Value string `json:"value,omitempty" tier:"1" content:"true"`
	// Issuer is the id of the site that gave the identifier.
	Issuer ID `json:"issuer,omitempty" tier:"1" ref:"sites" follows:"issuer" source:"format"`
	// Assigner names the body that gave the identifier.
	Assigner string `json:"assigner,omitempty" tier:"1" content:"true" freetext:"-"`
	// Period is when the identifier was or is valid.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// HumanName is one way to write a person's name, in one script.
//
// Source: fhir-datatypes.
type HumanName struct {
	// Use is what the name is for: usual, official, temp, nickname, anonymous, old, maiden.
	Use codes.NameUse `json:"use,omitempty" tier:"1"`
	// Representation tells a transliteration from the original: ABC alphabetic, SYL syllabic, IDE ideographic.
	Representation codes.NameRepresentation `json:"representation,omitempty" tier:"1" source:"fhir-name-representation,eu-base"`
	// Script is the ISO 15924 code of the writing system, such as Arab, Cyrl, Latn.
	Script codes.Script `json:"script,omitempty" tier:"1" source:"iso-15924"`
	// Family is the family name.
	Family string `json:"family,omitempty" tier:"1" content:"true"`
	// Given are the given names in order, a father's name used as one included.
	Given []string `json:"given,omitempty" tier:"1" content:"true"`
	// Prefix are titles before the name.
	Prefix []string `json:"prefix,omitempty" tier:"1" content:"true"`
	// Suffix are additions after the name.
	Suffix []string `json:"suffix,omitempty" tier:"1" content:"true"`
	// Text is the whole name as it is written.
	Text string `json:"text,omitempty" tier:"1" content:"true"`
	// Period is when the name was or is in use.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// ContactPoint is a way to reach somebody.
//
// Source: fhir-datatypes.
type ContactPoint struct {
	// System is the means: phone, fax, email, pager, url, sms, other.
	System codes.ContactSystem `json:"system,omitempty" tier:"1" content:"true"`
	// Value is the number or address.
	Value string `json:"value,omitempty" tier:"1" content:"true"`
	// Use is the purpose: home, work, temp, old, mobile.
	Use codes.ContactUse `json:"use,omitempty" tier:"1"`
	// Rank orders the ways to reach somebody, 1 first.
	Rank Integer `json:"rank,omitempty" tier:"1" min:"1" max:"99"`
	// Site is the id of the site through which the person is reached.
	Site ID `json:"site,omitempty" tier:"3" group:"LOCIS" ref:"sites" follows:"site" source:"format"`
	// Period is when this way was or is in use.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Address is a postal or physical address.
//
// Source: fhir-datatypes.
type Address struct {
	// Use is what the address is for: home, work, temp, old, billing.
	Use codes.AddressUse `json:"use,omitempty" tier:"1"`
	// Type is postal, physical or both.
	Type codes.AddressType `json:"type,omitempty" tier:"1"`
	// Text is the whole address as it is written.
	Text string `json:"text,omitempty" tier:"1"`
	// Lines are street, number, building, camp section, container.
	Lines []string `json:"lines,omitempty" tier:"1"`
	// City is the town or village.
	City string `json:"city,omitempty" tier:"1"`
	// District is the county or municipality.
	District string `json:"district,omitempty" tier:"1"`
	// State is the part of the country.
	State string `json:"state,omitempty" tier:"1"`
	// PostalCode is the postal code.
	PostalCode string `json:"postalCode,omitempty" tier:"1"`
	// Country is the country, ISO 3166-1 alpha-2.
	Country codes.Country `json:"country,omitempty" tier:"1" source:"fhir-datatypes,iso-3166"`
	// Period is when the address was or is in use.
	Period *Period `json:"period,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Note is free text. It is restricted (T3) until someone has marked it as reviewed for sharing.
//
// Source: fhir-datatypes.
type Note struct {
	// Text is what was written.
	Text string `json:"text" tier:"1" freetext:"reviewed"`
	// Language is the BCP 47 tag of the text's language.
	Language codes.Language `json:"language,omitempty" tier:"1" source:"own,bcp-47"`
	// Author is the id of the practitioner who wrote it.
	Author ID `json:"author,omitempty" tier:"1" ref:"practitioners"`
	// Time is when it was written.
	Time DateTime `json:"time,omitempty" tier:"1"`
	// Reviewed is true where someone has read the text and found it fit for sharing.
	Reviewed Bool `json:"reviewed,omitempty" tier:"1" source:"format"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Dosage is how a medicine is taken.
//
// Source: fhir-dosage.
type Dosage struct {
	// Text is the instruction in words. Where it is not reviewed and nothing else says how
	// often, the whole dosage is withheld with it.
	Text string `json:"text,omitempty" tier:"1" freetext:"reviewed" content:"true"`
	// Reviewed is true where someone has read the text and found it fit for sharing.
	Reviewed Bool `json:"reviewed,omitempty" tier:"1" source:"format"`
	// Dose is the amount taken at one time.
	Dose *Quantity `json:"dose,omitempty" tier:"1" content:"true"`
	// DoseUnit is the unit of the dose in another terminology than UCUM, such as a tablet in SNOMED CT.
	DoseUnit *Coding `json:"doseUnit,omitempty" tier:"1"`
	// Frequency is how many times the medicine is taken per period.
	Frequency Integer `json:"frequency,omitempty" tier:"1" min:"1" max:"1000" content:"true"`
	// Period is the length of that period, in the unit periodUnit: 1 with the unit d is a day.
	Period Decimal `json:"period,omitempty" tier:"1" content:"true"`
	// PeriodUnit is the unit of the period in UCUM: s, min, h, d, wk, mo, a.
	PeriodUnit codes.TimeUnit `json:"periodUnit,omitempty" tier:"1" source:"fhir-dosage,ucum"`
	// Count is how many times the medicine is taken in all.
	Count Integer `json:"count,omitempty" tier:"1" min:"1" max:"100000" content:"true"`
	// AsNeeded is true where the medicine is taken only when needed.
	AsNeeded Bool `json:"asNeeded,omitempty" tier:"1" content:"true"`
	// Route is how the medicine enters the body.
	Route *Concept `json:"route,omitempty" tier:"1" content:"true"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
