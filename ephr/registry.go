package ephr

import "github.com/openephr/ephr-go/codes"

// Organization is a body that runs sites or keeps records.
//
// Source: fhir-organization.
type Organization struct {
	// ID is the organisation's local id in this record.
	ID ID `json:"id" tier:"1" source:"format"`
	// Key names the organisation across records, the same wherever it is used: a URI or a registry number.
	Key string `json:"key" tier:"1" source:"format"`
	// Kind is what the organisation does; a shelter operator is never shown abroad.
	Kind codes.OrganizationKind `json:"kind,omitempty" tier:"1" defines:"true" source:"own"`
	// Name is the organisation's name.
	Name string `json:"name" tier:"1"`
	// Active is false where the organisation no longer works.
	Active Bool `json:"active,omitempty" tier:"1"`
	// Identifiers are the organisation's registry numbers.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"1"`
	// Telecoms are ways to reach the organisation.
	Telecoms []ContactPoint `json:"telecoms,omitempty" tier:"1"`
	// Address is where the organisation sits.
	Address *Address `json:"address,omitempty" tier:"1"`
	// PartOf is the id of the organisation above it.
	PartOf ID `json:"partOf,omitempty" tier:"1" ref:"organizations"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Site is a place where people are received or cared for.
//
// Source: fhir-location.
type Site struct {
	// ID is the site's local id in this record.
	ID ID `json:"id" tier:"1" source:"format"`
	// Key names the site across records, the same wherever it is used: a URI or a registry number.
	Key string `json:"key" tier:"1" source:"format"`
	// Kind is the kind of centre; shelters and crisis centres are never shown abroad.
	Kind codes.SiteKind `json:"kind" tier:"1" source:"own,aida-bg"`
	// Name is the site's name.
	Name string `json:"name" tier:"1"`
	// Country is the country in which the site lies, ISO 3166-1 alpha-2.
	Country codes.Country `json:"country" tier:"1" source:"zenner-2022,iso-3166"`
	// Organization is the id of the organisation that runs the site.
	Organization ID `json:"organization,omitempty" tier:"1" ref:"organizations"`
	// Identifiers are the site's registry numbers.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"1"`
	// Telecoms are ways to reach the site.
	Telecoms []ContactPoint `json:"telecoms,omitempty" tier:"1"`
	// Address is where the site lies.
	Address *Address `json:"address,omitempty" tier:"1"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Practitioner is somebody who works with the person: clinician, mediator, social worker, officer.
//
// Source: fhir-practitioner, fhir-practitionerrole.
type Practitioner struct {
	// ID is the practitioner's local id in this record.
	ID ID `json:"id" tier:"1" source:"format"`
	// Key names the practitioner within their site or registry, the same in every record.
	Key string `json:"key" tier:"1" source:"format"`
	// Names are the practitioner's names.
	Names []HumanName `json:"names,omitempty" tier:"1"`
	// Active is false where the practitioner no longer works.
	Active Bool `json:"active,omitempty" tier:"1"`
	// Role is what the practitioner does, such as doctor, cultural-mediator or social-worker.
	Role codes.PractitionerRole `json:"role" tier:"1" source:"own,fhir-practitionerrole"`
	// RoleConcept is the role in a terminology or in words, which tells what the person was treated for.
	RoleConcept *Concept `json:"roleConcept,omitempty" tier:"3" strict:"true"`
	// Site is the id of the site where the practitioner works.
	Site ID `json:"site,omitempty" tier:"1" ref:"sites" follows:"site"`
	// Organization is the id of the organisation for which the practitioner works.
	Organization ID `json:"organization,omitempty" tier:"1" ref:"organizations" follows:"organization"`
	// Identifiers are the practitioner's registration numbers.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"1"`
	// Qualifications are the practitioner's certificates and specialities, which tell what the person was treated for.
	Qualifications []Concept `json:"qualifications,omitempty" tier:"3" strict:"true"`
	// Languages are the BCP 47 tags of the languages that the practitioner speaks.
	Languages []codes.Language `json:"languages,omitempty" tier:"1" source:"fhir-practitioner,bcp-47"`
	// Telecoms are ways to reach the practitioner at work.
	Telecoms []ContactPoint `json:"telecoms,omitempty" tier:"1"`
	// Address is where the practitioner works.
	Address *Address `json:"address,omitempty" tier:"1"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
