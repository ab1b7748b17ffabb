// Package icd reads, checks and explains ICD-10 codes as the World Health
// Organization's edition of 2019 has them.
//
// [Code] is a three-character category (E11) or a code of four or five
// characters (E11.9, B18.10). [Parse] accepts the spellings of real data; what
// it accepts is spelled like a code, no more. Whether there is such a code is
// another question, and [Code.Known] has four answers:
//
//   - listed: an entry of the edition of 2019 ([Code.Listed] asks only this);
//   - modified: an entry plus a supplementary character that WHO provides for,
//     such as the part of the body, an open or closed fracture, or the place
//     of an accident;
//   - other edition: an earlier or later WHO edition or a national
//     modification has it. Data of 2016 to 2019 are full of these: A90 is
//     dengue in editions before 2016, A97.9 since. [Code.Edition] names the
//     edition and [Code.Successor] the code of 2019;
//   - unknown: none of these.
//
// None of this depends on [Code.Chapter], [Code.Block], [Code.Ancestors] or
// [Code.Sensitivity], which work for every code by where it stands: a code that
// is not listed is as sensitive as the category it stands in.
//
// ICD-10-CM and other national modifications share many codes with WHO's
// ICD-10 and give some of them other meanings; a code alone does not tell. Codes
// of more than five characters or with letters inside are refused with
// [ErrModification].
//
// # Labels
//
// WHO's titles are not free to be copied, and this package has none of them.
// [Code.Label], [Block.Label] and [Chapter.Label] are short labels in our own
// words, in English. No clinician has reviewed them yet: show them beside a
// code, not instead of it. Send them as the text of a concept, never as the
// display of a code of WHO's.
//
// # Search
//
// [Search] finds items by the beginning of their name and by the beginnings of
// words: of their label and, after these, of synonyms, which are other words for
// them in everyday and clinical English, British and American. The synonyms are
// our own choice for the conditions of migrant health, some hundreds, not yet
// reviewed by a clinician, and used for nothing but searching: that a word finds
// a code does not make it the right code.
//
// # Tables
//
// The tables are constant data made by go generate from the files in
// internal/gen: the package has no init function and no map, and importing it
// costs no time when a program starts. Nothing in it can be changed, so
// everything may be used by several goroutines at once. The strings it returns
// share the program's own memory, unless a method says otherwise. Lookups do
// not allocate.
//
// The codes and their structure are facts of ICD-10, Version: 2019, of the
// World Health Organization. To add a label, a synonym, a sensitivity group or a
// code of another edition, add a row to the file in internal/gen and run go
// generate.
package icd

//go:generate go run ./internal/gen
