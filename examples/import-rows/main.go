// Import-rows turns the export of a national system into records: four CSV files
// as such systems write them, with a byte order mark, semicolons, decimal commas,
// dates as day.month.year, codes without dots, and cells without a value that mean
// different things. The register, its people and its places are made up.
//
//	go run ./examples/import-rows [-ids FILE] [-values] [DIR] >records.ndjson
//
// Records go to stdout, one a line. What was not understood goes to stderr, with
// file, line, column and reason, and without the value unless -values asks for it.
// Nothing is lost in silence:
//
//   - kept: the cell was not understood, or not wholly; it stands in the record as
//     it was written, under extensions, which leave with all tiers only;
//   - noted: it was understood, and somebody should look at it;
//   - refused: the row, or the person, is in no record; the exit code is then 1.
//
// To adapt it to another system, change mapping.go: the names of files and columns,
// words and codes stand there and nowhere else. Each column has a role, and the code
// asks for roles: a role that is needed and that no column has is an error at the
// start, as is a column that a file does not have. A system that writes dates, times,
// numbers or lists in another way needs other readers in cells.go as well: most of
// what they cannot read is reported, but 05.06.2016 is a day in June to them, always.
//
// The other files: roles.go has the roles, read.go reads rows and joins duplicates,
// ids.go says how a second run gives the same ids and why they tell nothing, cells.go
// reads dates, numbers and codes, build.go makes records of them.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"

	"github.com/openephr/ephr-go/validate"
)

func main() {
	ids := flag.String("ids", "", "`FILE` that remembers which person has which record (default ids.csv in DIR)")
	values := flag.Bool("values", false, "show values in the report; they are a person's data")
	flag.Parse()
	dir := "examples/import-rows/testdata"
	if flag.NArg() > 0 {
		dir = flag.Arg(0)
	}
	if *ids == "" {
		*ids = filepath.Join(dir, "ids.csv")
	}
	n, err := run(dir, *ids, *values, os.Stdout, os.Stderr)
	if err != nil {
		log.Fatal(err)
	}
	if n > 0 {
		os.Exit(1)
	}
}

var order = map[string]int{persons.file: 0, visits.file: 1, diagnoses.file: 2, doses.file: 3}

// run tells how many rows and people were refused.
func run(dir, ids string, values bool, out, report io.Writer) (int, error) {
	// 1. Read all files first: what belongs to a person stands in four of them.
	x, err := readExport(dir)
	if err != nil {
		return 0, err
	}

	// 2. Give everybody who is new a record id. They are saved before a record is
	// written: an id that somebody has received must not be forgotten.
	known, err := loadIDs(ids)
	if err != nil {
		return 0, err
	}
	for _, r := range x.people {
		known.of(r.key)
	}
	if err := known.save(); err != nil {
		return 0, err
	}

	// 3. Build, validate, write. A record with an error is not written.
	written := 0
	for _, r := range x.people {
		before := len(x.notes)
		rec, findings := x.record(r, known.of(r.key))
		here := cell{file: persons.file, line: r.line}
		for _, f := range findings { // validate.Lookup explains a rule, f.Message too; neither holds a value
			if f.Severity > validate.Info {
				x.note(noted, here, fmt.Sprintf("%v %s at %s of the record", f.Severity, f.Rule, f.Pointer))
			}
		}
		if validate.Worst(findings) == validate.Error {
			x.notes = append(x.notes[:before], slices.DeleteFunc(x.notes[before:], func(n message) bool { return n.outcome == kept })...)
			x.note(refused, here, "the person with all rows: the record has an error that no single cell explains")
			continue
		}
		line, err := rec.Append(nil)
		if err != nil {
			return 0, err
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return 0, err
		}
		written++
	}

	// 4. Say what was not understood, in the order of the files.
	slices.SortStableFunc(x.notes, func(a, b message) int {
		return cmp.Or(cmp.Compare(order[a.file], order[b.file]), cmp.Compare(a.line, b.line))
	})
	count := map[outcome]int{}
	for _, n := range x.notes {
		count[n.outcome]++
		where := fmt.Sprintf("%s:%d", n.file, n.line)
		if n.column != "" {
			where += ": " + n.column
		}
		if values && n.text != "" {
			where += fmt.Sprintf(" %q", n.text)
		}
		fmt.Fprintf(report, "%s: %s: %s\n", where, n.outcome, n.reason)
	}
	fmt.Fprintf(report, "%d records written; %d kept, %d noted, %d refused\n", written, count[kept], count[noted], count[refused])
	return count[refused], nil
}
