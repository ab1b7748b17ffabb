package fhir

import (
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/tape"
)

// Import reads FHIR R4 JSON: a bundle of any type or a single resource. There is
// a record for each patient; resources that belong to no patient in particular
// go to each. Without any patient there is one record, which has no person.
//
// What the record has members for becomes typed values; what it has not travels
// in [ephr.Record.Source], and an export with [AllTiers] puts it back. An export
// of ours gives the record that it was made of.
//
// The error is an [*ImportError] where the input is no FHIR at all. What is
// wrong with a part of it is an [Issue], and the rest is read.
func Import(data []byte) ([]Imported, error) {
	text := string(data)
	if rest, ok := strings.CutPrefix(text, "\uFEFF"); ok {
		text = "   " + rest // a byte order mark, which is none of JSON: places stay as they are
	}
	doc, err := tape.Parse(text, nil)
	if err != nil {
		return nil, importError(err)
	}
	im := importer{document: document{Doc: doc}}
	return im.run()
}

// Imported is one person's part of what was read.
type Imported struct {
	// File and Line are where its Patient stands in bulk data, or the first of its resources.
	File string
	Line int
	// Record is the record. It shares the text of a copy of the input.
	Record *ephr.Record
	// Issues are what is wrong with what was read, in the order of the input.
	Issues []Issue
}

// Issue is something wrong with a resource that was read all the same.
type Issue struct {
	// Code names the kind of flaw.
	Code IssueCode
	// File is the file of bulk data in which it is.
	File string
	// Line and Column are the place in the input, counted from 1.
	Line, Column int
}

// IssueCode is a kind of flaw.
type IssueCode string

// The kinds of flaws.
const (
	IssueNoPatient   IssueCode = "no-patient"             // no resource is a Patient
	IssueNotResource IssueCode = "not-a-resource"         // an entry without a resource that has a type
	IssueDuplicate   IssueCode = "duplicate-id"           // two resources are known by the same name
	IssueIdentity    IssueCode = "contradicting-identity" // two Patients share an identifier, and not their birth date or sex
	IssueOther       IssueCode = "other-patient"          // a statement of one patient refers to one of another
	IssueSubject     IssueCode = "unknown-subject"        // a statement is of a patient who is not there
	IssueSeveral     IssueCode = "several-persons"        // a resource of bulk data is about several patients
)

// Text says in English what the kind of flaw is.
func (c IssueCode) Text() string {
	for _, t := range issueTexts {
		if t.code == c {
			return t.text
		}
	}
	return string(c)
}

// Severe reports whether the flaw can mix up persons. The rest is read all the same;
// somebody has to look at what was read.
func (c IssueCode) Severe() bool { return c == IssueIdentity || c == IssueOther }

var issueTexts = [...]struct {
	code IssueCode
	text string
}{
	{IssueNoPatient, "no resource is a Patient: the record has no person, and holds what was read as its source"},
	{IssueNotResource, "the entry has no resource with a type; it is kept as it is"},
	{IssueDuplicate, "another resource is known by the same name; a reference to it means neither"},
	{IssueIdentity, "another Patient has the same identifier and another birth date or sex; each becomes a record of its own"},
	{IssueOther, "the resource refers to a resource of another patient; that reference stays in the source"},
	{IssueSubject, "the statement is of a patient who is not there; it stays in the source"},
	{IssueSeveral, "the resource is about several patients; it stands in a record without a person, where it tells none of the others"},
}

// ImportError says that the input is no FHIR, and where that shows.
type ImportError struct {
	// What is wrong.
	What string
	// Offset is the place in bytes; Line and Column count from 1.
	Offset, Line, Column int
}

func (e *ImportError) Error() string {
	return "fhir: line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": " + e.What
}

func importError(err error) error {
	if e, ok := err.(*tape.Error); ok {
		return &ImportError{e.What, e.Offset, e.Line, e.Column}
	}
	return err
}
