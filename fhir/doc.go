// Package fhir turns records into HL7 FHIR R4: an International Patient
// Summary (IPS 2.0.0) document, a collection, or a transaction that can be
// posted twice without changing anything. And it reads FHIR: bundles and
// resources of other systems become records.
//
//	out, err := fhir.Append(nil, rec, fhir.Document)
//	imported, err := fhir.Import(data)
//
// What leaves is decided before anything is written: the record is redacted
// first ([ephr.Record.Redact]), and the mapping never sees what it may not
// write. By default that are tiers T1 and T2; [ForRecipient] adds what the
// person has consented to share with that recipient, [AllTiers] everything.
// A copy for the person or for a relative, guardians among them, is a recipient
// too, with rules of its own: see [Recipient].
//
// [Losses] tells the caller, and nobody else, which values an export leaves out
// and why. A collection with [AllTiers] leaves out nothing of the record's own.
//
// The same record always gives the same bytes: ids are derived, times are
// taken from the record, the order is the record's. What FHIR has no place
// for is carried by extensions and code systems that the folder ig publishes.
//
// What a record has no place for travels in its source and goes out again with
// [AllTiers], in collections and transactions. The reader of a section stands
// beside its writer, in the map_ file of the section.
package fhir

//go:generate go run ../internal/genig . ig
//go:generate go run ../internal/gendocs ..
