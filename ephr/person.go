package ephr

import "github.com/openephr/ephr-go/codes"

// Person is the human whom the record is about.
//
// Source: own, fhir-patient.
type Person struct {
	// Identifiers are numbers that identify the person: passport, registration card, asylum file.
	Identifiers []Identifier `json:"identifiers,omitempty" tier:"2"`
	// Names are the person's names, one entry per script or transliteration.
	Names []HumanName `json:"names,omitempty" tier:"2" source:"zenner-2022,eu-base,own"`
	// Sex is the administrative sex, which is not the gender identity.
	Sex codes.Sex `json:"sex" tier:"1" source:"zenner-2022,fhir-patient"`
	// GenderIdentities are the gender identities that the person has told in confidence.
	GenderIdentities []Concept `json:"genderIdentities,omitempty" tier:"3" group:"GENDER" source:"own,eu-base"`
	// BirthDate is the date of birth with the precision that is known; a trailing ~ marks an estimate.
	BirthDate Date `json:"birthDate,omitempty" tier:"2" source:"zenner-2022,fhir-patient,iso-8601-2"`
	// AgeAtAssessment is the age told or estimated where no date of birth is known, in UCUM a, mo, wk or d.
	AgeAtAssessment *Quantity `json:"ageAtAssessment,omitempty" tier:"1" source:"zenner-2022,ucum"`
	// AgeAssessedOn is the day on which that age held.
	AgeAssessedOn Date `json:"ageAssessedOn,omitempty" tier:"1" source:"own"`
	// AgeDispute says whether the stated age is disputed or an age assessment is pending.
	AgeDispute codes.AgeDispute `json:"ageDispute,omitempty" tier:"3" group:"age-dispute" source:"own"`
	// Nationalities are the person's nationalities; stateless and unknown are codes of the list.
	Nationalities []codes.Country `json:"nationalities,omitempty" tier:"2" source:"zenner-2022,iso-3166"`
	// CountryOfBirth is where the person was born.
	CountryOfBirth codes.Country `json:"countryOfBirth,omitempty" tier:"2" source:"vic-assessment,iso-3166"`
	// BirthPlace is the town or region of birth.
	BirthPlace string `json:"birthPlace,omitempty" tier:"2" source:"own,fhir-patient-extensions"`
	// LastResidence is the country of last habitual residence.
	LastResidence codes.Country `json:"lastResidence,omitempty" tier:"2" source:"vic-assessment,iso-3166"`
	// Ethnicity is the ethnic group that the person names, recorded only where care needs it.
	Ethnicity *Concept `json:"ethnicity,omitempty" tier:"3" group:"RACE" source:"vic-assessment"`
	// Religion is the religion that the person names, recorded only where care needs it.
	Religion *Concept `json:"religion,omitempty" tier:"3" group:"REL" source:"vic-assessment"`
	// Languages are the languages that the person speaks.
	Languages []PersonLanguage `json:"languages,omitempty" tier:"1"`
	// MaritalStatus is the marital status, HL7 v3 MaritalStatus.
	MaritalStatus codes.MaritalStatus `json:"maritalStatus,omitempty" tier:"2" source:"own,hl7-v3"`
	// Education is the highest level of schooling that was completed.
	Education codes.EducationLevel `json:"education,omitempty" tier:"1" source:"own,prapare"`
	// Occupation is the person's usual work, coded or in words.
	Occupation *Concept `json:"occupation,omitempty" tier:"1" strict:"true" source:"own,prapare"`
	// Telecoms are ways to reach the person.
	Telecoms []ContactPoint `json:"telecoms,omitempty" tier:"2" source:"hikma,fhir-datatypes"`
	// Accommodations are where the person lives and has lived since arrival.
	Accommodations []Accommodation `json:"accommodations,omitempty" tier:"3" group:"LIVARG" source:"hikma,own"`
	// Relatives are family members, guardians and companions.
	Relatives []Relative `json:"relatives,omitempty" tier:"2" source:"own,fhir-relatedperson"`
	// Contacts are whom to reach about the person, such as in an emergency.
	Contacts []Contact `json:"contacts,omitempty" tier:"2" source:"fhir-patient"`
	// Active is false where the record is no longer used, such as one that was opened twice.
	Active Bool `json:"active,omitempty" tier:"1" source:"fhir-patient"`
	// Deceased is what is known of the person's death.
	Deceased *Death `json:"deceased,omitempty" tier:"1"`
	// Absent says why members of this object that have no value have none.
	Absent Absences `json:"absent,omitempty" tier:"1" source:"fhir-absent"`
	// Extensions are national additions, keyed by URI.
	Extensions Extensions `json:"extensions,omitempty" tier:"4" source:"format,fhir-extensibility"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// PersonLanguage is a language that the person speaks.
//
// Source: own, fhir-patient.
type PersonLanguage struct {
	// Language is the BCP 47 tag.
	Language codes.Language `json:"language" tier:"1" source:"own,bcp-47"`
	// Preferred is true for the language in which the person wants to be spoken to.
	Preferred Bool `json:"preferred,omitempty" tier:"1"`
	// Literacy says how well the person reads and writes the language: none, poor, fair, good, excellent.
	Literacy codes.Literacy `json:"literacy,omitempty" tier:"1" source:"own,fhir-patient-extensions"`
	// InterpreterNeeded is true where care in this language needs an interpreter or mediator.
	InterpreterNeeded Bool `json:"interpreterNeeded,omitempty" tier:"1" source:"own,fhir-patient-extensions"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Accommodation is where the person lives.
//
// Source: own.
type Accommodation struct {
	// Kind is the kind of place; shelters and crisis centres are never shown abroad.
	Kind codes.SiteKind `json:"kind" tier:"3" group:"LIVARG" source:"own,aida-bg"`
	// Site is the id of the centre.
	Site ID `json:"site,omitempty" tier:"3" group:"LIVARG" ref:"sites" follows:"site" source:"hikma,own"`
	// Address is the address, where the place is no centre.
	Address *Address `json:"address,omitempty" tier:"3" group:"LIVARG" source:"own,fhir-datatypes"`
	// Unit is the room, tent or container.
	Unit string `json:"unit,omitempty" tier:"3" group:"LIVARG"`
	// LivingArrangement is how the person lives there, HL7 v3 LivingArrangement.
	LivingArrangement codes.LivingArrangement `json:"livingArrangement,omitempty" tier:"3" group:"LIVARG" defines:"true" source:"own,hl7-v3"`
	// Period is when the person lived there.
	Period *Period `json:"period,omitempty" tier:"3" group:"LIVARG"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Relative is a family member, guardian or companion of the person.
//
// Source: own, fhir-relatedperson.
type Relative struct {
	// ID is the relative's local id in this record.
	ID ID `json:"id" tier:"1" source:"format"`
	// Relationship is how the relative stands to the person, HL7 v3 RoleCode.
	Relationship codes.Relationship `json:"relationship" tier:"2" source:"own,hl7-v3"`
	// Guardian is true where the relative or official is the person's legal guardian.
	Guardian Bool `json:"guardian,omitempty" tier:"2" source:"own,hl7-v3"`
	// Head is true for the head of the family group.
	Head Bool `json:"head,omitempty" tier:"2" source:"own"`
	// Travelling says whether the relative is with the person, separated, or left behind.
	Travelling codes.Travelling `json:"travelling,omitempty" tier:"2" source:"own"`
	// Names are the relative's names.
	Names []HumanName `json:"names,omitempty" tier:"2"`
	// Sex is the relative's administrative sex.
	Sex codes.Sex `json:"sex,omitempty" tier:"2"`
	// BirthDate is the relative's date of birth.
	BirthDate Date `json:"birthDate,omitempty" tier:"2"`
	// Telecoms are ways to reach the relative.
	Telecoms []ContactPoint `json:"telecoms,omitempty" tier:"2"`
	// Address is where the relative lives; it never leaves the record by default.
	Address *Address `json:"address,omitempty" tier:"4" group:"LOCIS"`
	// Record is the UUID of the relative's own record.
	Record UUID `json:"record,omitempty" tier:"2" source:"format"`
	// Whereabouts is where the relative is, as far as the person knows; it never leaves the record by default.
	Whereabouts *Note `json:"whereabouts,omitempty" tier:"4" source:"own"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}

// Death is what is known of the person's death.
//
// Source: own, fhir-patient.
type Death struct {
	// Date is when the person died.
	Date DateTime `json:"date,omitempty" tier:"1"`
	// Cause is the underlying cause of death.
	Cause *Concept `json:"cause,omitempty" tier:"1" strict:"true" source:"own,icd-10"`
	// Country is where the person died.
	Country codes.Country `json:"country,omitempty" tier:"1"`
	// Unknown holds members of a newer minor version as raw JSON.
	Unknown Members `json:"-"`
}
