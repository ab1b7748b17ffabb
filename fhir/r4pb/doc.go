// Package r4pb is the bridge to google/fhir: a record becomes a Bundle of its R4
// protos, and a Bundle or ContainedResource becomes records. It is for programs
// that hold these protos already; others are better served by package fhir,
// whose JSON it puts through google/fhir v0.7.4.
//
//	bundle, err := r4pb.Export(rec, fhir.Document)
//	imported, err := r4pb.Import(bundle)
//
// It is a module of its own. google/fhir brings some 300 modules into the graph of
// whoever requires it, 690 lines of go.sum, 22 MB of program and a start of 25 ms
// and more; who imports the rest of the SDK pays nothing of that.
//
// # What is lost on the way
//
// A record that was exported with [fhir.AllTiers] comes back as it was, but for
// what the protos have no place for:
//
//   - Fractions of seconds have 3 or 6 digits: .5 becomes .500, .1234 becomes
//     .123400, and .123456789 becomes .123456.
//   - The offset -00:00 becomes +00:00.
//
// A time without seconds or without offset keeps its own text, as package fhir
// writes that beside it. If its offset is -00:00, the source then also holds what
// google/fhir made of it.
//
// In what other systems had written, which the source holds, these go as well:
//
//   - the order of members: google/fhir sorts them;
//   - the id and the extensions of the string in a reference that is relative or
//     a fragment, not of the Reference around it;
//   - empty arrays;
//   - spellings that google/fhir reads and does not keep: codes in capitals, base64
//     with idle bits, the integer -0.
//
// google/fhir refuses what is not R4 by its own book, a required element that is
// missing, a resource in Parameters. Export then gives an [*UnmarshalError].
//
// A message can say what JSON cannot, and Import does not read it: the name of a
// time zone (Europe/Athens), of which the offset is left. The zone has to be known
// to package time.
//
// # What it takes care of
//
// Nulls in arrays of primitives are legal FHIR, and google/fhir refuses them in
// programs that link json-iterator 1.1.11 or newer. Export does not depend on it:
// it writes those elements in another way, which every version reads. The test
// with -args -json-iterator v1.1.12 shows both.
//
// google/fhir's marshaller changes the message that it writes; Import gives it a
// copy. Its errors come in random order and may hold what was read; those of this
// package are sorted and hold no value. Where it panics, there is an error.
package r4pb
