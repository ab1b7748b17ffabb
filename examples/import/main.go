// Import reads a FHIR bundle of another system, tells what is wrong with it and what
// is mended, and writes a valid patient summary with what that leaves out.
//
//	go run ./examples/import [FILE]
//
// Without a file it reads a bundle with flaws that is in the example's folder.
package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/openephr/ephr-go/fhir"
)

//go:embed flawed.json
var flawed []byte

func main() {
	data := flawed
	if len(os.Args) > 1 {
		var err error
		if data, err = os.ReadFile(os.Args[1]); err != nil {
			log.Fatal(err)
		}
	}
	if err := run(data, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(data []byte, out io.Writer) error {
	// 1. Read it: a record for each patient. What the record has no member for
	// travels in its source; what is wrong is told with its place.
	imported, err := fhir.Import(data)
	if err != nil {
		return err
	}
	for _, issue := range imported[0].Issues {
		fmt.Fprintf(out, "line %d: %s\n", issue.Line, issue.Code.Text())
	}

	// 2. What breaks a rule of R4 or of the summary, and what the summary has instead.
	repairs, err := fhir.Repairs(data)
	if err != nil {
		return err
	}
	for _, r := range repairs {
		fmt.Fprintf(out, "repaired %s (%s): %s\n", r.Pointer, r.Rule, r.What)
	}

	for _, one := range imported {
		rec := one.Record
		fmt.Fprintf(out, "record with %d conditions, %d allergies, %d medicines, %d vaccinations\n",
			len(rec.Conditions), len(rec.Allergies), len(rec.Medications), len(rec.Immunizations))
		if rec.Person == nil {
			continue // nobody of whom a summary could be
		}

		// 3. A summary of it, and what that leaves out: this is for you, and not for
		// whoever gets the summary.
		summary, err := fhir.Append(nil, rec, fhir.Document)
		if err != nil {
			return err
		}
		losses, err := fhir.Losses(rec, fhir.Document)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "summary of %d resources\n", bytes.Count(summary, []byte(`"fullUrl"`)))
		for _, l := range losses {
			fmt.Fprintf(out, "left out %s %s: %s\n", l.Pointer, l.Expression, l.Reason.Text())
		}

		// 4. A collection of everything gives back what was read, flaws and all.
		losses, err = fhir.Losses(rec, fhir.Collection, fhir.AllTiers())
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "left out of a collection of everything: %d\n", len(losses))
	}
	return nil
}
