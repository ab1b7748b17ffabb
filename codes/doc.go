// Package codes holds the code lists of the record: the codes, their English
// labels in our own words, what they map to in published code systems, and
// how sensitive each one is.
//
// Every list has a named string type, such as [Sex] or [Vaccine], whose values
// are the codes themselves. A value that is not on its list is kept as it is:
// Known tells the two apart, and the list says (see [List.Closed]) whether
// such a code is an error or is carried. [Country] and [Language] have names
// in several languages, and [SensitivityOf] tells to which sensitivity group a
// code of LOINC, ATC or another mapped system belongs.
//
// # Concurrency and aliasing
//
// All tables are constant data: the package does no work when a program
// starts, has no init function and no map. Everything may be used by several
// goroutines at once. Callers cannot change a table: an [Entry] is a copy
// whose mappings are reached through methods, and strings share the program's
// own memory.
//
// # To add a code or a list
//
// The files lists/*.tsv are the source of truth, one per list. The lines
// before the names of the columns describe the list: its name, Go type, title,
// description, system (the URI of the published code system whose codes these
// are, or nothing for codes of our own), binding (closed: a code that is not
// on the list is an error; open: it is carried), unknown-tier (the tier of a
// code that is not on the list) and source. The columns are
//
//	code         the code, never changed or used again for something else
//	const        end of the Go constant's name; empty: made from the code; -: no constant
//	display      short English label in our own words
//	sensitivity  a code of the list sensitivity, or empty
//	tier         1 to 4, at least that of the sensitivity group; empty is 1
//	codings      what the code is elsewhere, alias|code joined by ; (systems.tsv has the aliases)
//	props        facts about the code, name=value joined by ;
//	source       where code and mappings come from
//
// All codings of an entry may be written side by side. Codes that are read as
// the same thing and never written, because their method or scale is narrower
// or was not checked, are the properties loinc-also and atc-also. Values of
// properties whose name begins with loinc- or snomed- are codes of these
// systems, joined by commas; they too are classified by [SensitivityOf].
//
// To add a code, add a row and run go generate ./codes. To add a list, add a
// file. A code of a terminology needs a source in which it was seen: none is
// written from memory. Names of countries and languages are in names/*.tsv and
// come from Unicode CLDR; atc-groups.tsv says which groups of medicines are
// sensitive.
package codes

//go:generate go run ./internal/gen
