// Package validate says what is wrong with a record, where, and how to mend
// it: all at once, and without a word of what the person has said.
//
//	findings := validate.Validate(rec)            // a record in memory
//	findings, rec := validate.Bytes(data)         // a document, with line and column
//	for result, err := range validate.Stream(r) { // newline-delimited documents
//		...
//	}
//
// There are two kinds of rules. Those of form come first: a document that
// breaks one of them does not have the format (see package schema). The other
// rules are about sense: dates that are not in the calendar, references to
// nothing, values that no living body has. They run on what could be read, but
// a rule that needs the whole record, as references do, waits until its form is
// right.
//
// A rule of severity [Error] makes a record wrong. A [Warning] is for somebody
// to look at; what administrative sex, an estimated birth date or a disputed
// age is behind never is an error. [Rules] lists all rules, [Lookup] explains one.
//
// A [Finding] holds no value of the record unless [WithValues] asks for it.
//
// # To add a rule
//
// Add a row to the table in rules.go, its texts to messages.go, its check to
// the file rules_*.go of its section, and a passing and a failing case to
// rules_test.go; tests fail until all four are there. A rule has a source, an id that
// is never changed or used again, and no clinical cut-off that its source does
// not give. A check has the type of what it looks at, such as onVitalSign, and
// is called for every one of them by the visitor in zz_visit.go, which is made
// from the record's structs by go generate.
package validate

//go:generate go run ./internal/gen
