package fhir

import (
	"io"
	"iter"
	"os"
	"strconv"

	"github.com/openephr/ephr-go/ephr"
)

// BulkFile is one file of bulk data: newline-delimited resources of any types,
// which other files go on with.
type BulkFile struct {
	// Name is how the file is called in findings.
	Name string
	// Open opens the file for reading; it is read once, from its beginning to its end.
	Open func() (io.ReadCloser, error)
}

// LineError says what is wrong with a line of bulk data. The line is left out,
// the rest is read.
type LineError struct {
	// File is the name of the file.
	File string
	// ImportError has the place: Line is that of the file, Offset is counted in the line.
	ImportError
}

func (e *LineError) Error() string {
	return e.File + ":" + strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column) + ": " + e.What
}

// ImportBulk reads FHIR bulk data: resources that are spread over files by their
// types are gathered again, and each patient becomes one record, in the order in
// which the Patients appear.
//
// A resource belongs to the patient to whom it refers (subject, patient,
// individual, beneficiary, for; otherwise wherever it names one), or to the one
// to whom what it is about belongs (the target of a Provenance, the entity of an
// AuditEvent, otherwise whatever it refers to). What belongs to no patient, such
// as an Organization, goes to all whose resources refer to it, also through
// others. A patient of whom there is no Patient resource has a record without a
// person, behind the others; and so have, last, the resources to which nobody
// refers and those that are about several patients: there, each would tell of
// the others. Lines that say the same are read once; of two Patients, or two
// resources that several patients share, with one id the first counts, and the
// other one is kept there too. Records without a person have an [IssueNoPatient].
//
// References are resolved by Type/id; of an absolute one its end counts.
//
// What does not fit into memory lies in a new folder in dir, or in the system's
// folder for temporary files where dir is "". It takes a little more than twice
// the room of the uncompressed input, holds it unencrypted, only its owner
// can read it, and it is gone when the loop is left. In memory are about 60
// bytes for each patient, 40 for each resource that names none, and one patient
// at a time with what [Import] takes.
//
// Errors do not end the loop: a [*LineError] is of one line, another one of
// opening or reading a file, of which the rest is missing; only an error of the
// temporary folder is the last. Lines are told first, then records come.
func ImportBulk(dir string, files ...BulkFile) iter.Seq2[Imported, error] {
	return func(yield func(Imported, error) bool) {
		tmp, err := os.MkdirTemp(dir, "ephr-bulk-*")
		if err != nil {
			yield(Imported{}, err)
			return
		}
		b := &bulkImport{dir: tmp, files: files, hash: newBulkHash(), yield: yield, patients: map[bulkKey]uint32{}}
		defer b.remove()
		if err := b.run(); err != nil && err != errStopped {
			yield(Imported{}, err)
		}
	}
}

// maxBulkLine is how long a line may be: as long as a record.
const maxBulkLine = ephr.MaxBytes
