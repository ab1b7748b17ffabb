// Package ephr is the electronic personal health record of a newly arriving
// migrant: its shape, its JSON, and what of it may be shown to whom.
//
// A record is one JSON document per person, opened at one site and continued
// at others:
//
//	rec, err := ephr.Decode(data)            // strict; the error says where
//	rec.Encounters = append(rec.Encounters, ephr.Encounter{ID: ephr.NewID(), ...})
//	data, err = rec.Append(nil)
//
// The structs of this package are the one source of truth. Their tags and
// comments make the codec, the JSON Schema (package schema), the table of
// paths and tiers ([Paths]) and the generator of random records (package
// ephrtest). What a struct's comment names as its Source are the documents on
// which its members rest; [Field] has their titles and addresses.
//
// Scalars are their text: a [Date] keeps the precision it was written with, a
// [Decimal] its digits. The empty text means that nothing is stated; why
// nothing is stated is said by the Absent member of the object. Codes of
// package codes that are not on their list are carried, unless the list is
// closed.
//
// Every value has a sensitivity [Tier]; [Record.Values] gives it and
// [Record.Redact] acts on it.
package ephr

//go:generate go run ../internal/gen ..
