package main

import (
	"errors"
	"fmt"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/spf13/cobra"
)

func (a *app) convertCommand() *cobra.Command {
	var c conversion
	cmd := &cobra.Command{
		Use:   "convert --to FORMAT [flags] FILE|-...",
		Short: "Write records as FHIR R4, and FHIR as records",
		Long: `Convert reads records or FHIR R4 - one JSON document, or one a line (NDJSON),
gzipped or not - and writes each record as one line of JSON, in the order of the
input. A FHIR bundle, or a single resource, gives a record for each patient; what
the record has no place for travels with it and goes out again with --tiers all.

FORMAT is
  ips          an International Patient Summary: a FHIR R4 document, IPS 2.0.0
  collection   a FHIR R4 bundle with all resources
  transaction  the same to be posted to a FHIR server; twice does no harm
  ephr         the record itself in its canonical form

FHIR by default holds what may be shown to everybody who treats the person
(tiers 1 and 2); --tiers all adds everything else, labelled, for copies that do
not leave your care. A record that is written as ephr keeps everything, unless
--tiers default is given.

--losses FILE says what the FHIR has not of the records: one JSON array with an
object for each value that was left out, with the members file, line, pointer,
expression (the FHIR element into which it would have gone) and reason. It holds
no values, but tells that there are some: it is for you, and does not go with
the data.

A record that cannot be read is reported on stderr as file:line:column: pointer:
text, without any value of it; the others are written, and the exit code is 1.
With --to ips, each place of FHIR input that breaks a rule of R4 or of the summary
is reported in the same way as repaired: the document has it mended or not at all.`,
		Example: `  ephr convert --to ips record.json > summary.json
  ephr convert --to transaction -o bundles/ records.ndjson.gz`,
		Args: someFiles,
	}
	cmd.Flags().StringVar(&c.to, "to", "", "`FORMAT`: ips, collection, transaction or ephr (required)")
	cmd.Flags().StringVar(&c.tiers, "tiers", "default", "which `TIERS` are written: default or all")
	cmd.Flags().StringVarP(&c.out, "output", "o", "", "write to `PATH` instead of stdout; to a file per record, named\nfor its id, where PATH is a directory or ends in /")
	cmd.Flags().StringVar(&c.losses, "losses", "", "write what is left out, and why, to `FILE` as JSON")
	cmd.RunE = func(cmd *cobra.Command, files []string) error {
		write, err := c.writer(cmd.Flags().Changed("tiers"))
		if err == nil && cmd.Flags().Changed("losses") {
			err = c.checkLosses()
		}
		if err == nil {
			a.convertTo(files, &c, write)
		}
		return err
	}
	return cmd
}

// conversion is what the flags of convert say.
type conversion struct{ to, tiers, out, losses string }

// kinds are the formats that are bundles.
var kinds = map[string]fhir.Kind{"ips": fhir.Document, "collection": fhir.Collection, "transaction": fhir.Transaction}

func (c *conversion) options() (opts []fhir.Option) {
	if c.tiers == "all" {
		opts = append(opts, fhir.AllTiers())
	}
	return opts
}

// checkLosses refuses a report that nothing can be written to, or about.
func (c *conversion) checkLosses() error {
	switch _, bundle := kinds[c.to]; {
	case !bundle:
		return errors.New("--losses is about FHIR: want --to ips, collection or transaction")
	case c.losses == "-":
		return errors.New("--losses -: stdout is for the data; name a file")
	case c.losses == "":
		return errors.New("--losses: name a file")
	}
	return nil
}

// appender appends one record to dst as one line of JSON without its end.
type appender func(dst []byte, rec *ephr.Record) ([]byte, error)

func (c *conversion) writer(tiersGiven bool) (appender, error) {
	if c.tiers != "default" && c.tiers != "all" {
		return nil, fmt.Errorf("--tiers %q: want default or all", c.tiers)
	}
	switch kind, bundle := kinds[c.to]; {
	case bundle:
		return fhir.NewExporter(kind, c.options()...).Append, nil
	case c.to == "ephr":
		if !tiersGiven || c.tiers == "all" {
			return func(dst []byte, rec *ephr.Record) ([]byte, error) { return rec.Append(dst) }, nil
		}
		var r ephr.Redactor
		return func(dst []byte, rec *ephr.Record) ([]byte, error) {
			return r.Redact(rec, ephr.Release{}).Append(dst)
		}, nil
	case c.to == "":
		return nil, errors.New("--to is missing: want ips, collection, transaction or ephr")
	}
	return nil, fmt.Errorf("--to %q: want ips, collection, transaction or ephr", c.to)
}

// convertTo converts, with a report of what is left out where one is asked for.
func (a *app) convertTo(files []string, c *conversion, write appender) {
	if c.losses == "" {
		a.convert(files, c, write, nil)
		return
	}
	report := &lossReport{kind: kinds[c.to], opts: c.options()}
	if err := report.open(a, c.losses); err != nil {
		a.ioError("", err)
		return
	}
	if err := report.close(a.convert(files, c, write, report)); err != nil {
		a.ioError("writing", err)
	}
}

// convert writes the records of the files; false where that could not be done to the end.
// Of FHIR input it reports, where documents are written, what does not stand in them as it was.
func (a *app) convert(files []string, c *conversion, write appender, report *lossReport) bool {
	to, err := a.sink(c.out)
	if err != nil {
		a.ioError("", err)
		return false
	}
	var buf []byte
	for _, name := range files {
		for doc, err := range a.documents(name) {
			if err != nil {
				a.ioError("", err)
				break
			}
			records := a.records(&doc)
			if c.to == "ips" && len(records) > 0 {
				a.repairs(&doc)
			}
			for _, rec := range records {
				if buf, err = write(buf[:0], rec); err != nil {
					a.refused(&doc, err)
					continue
				}
				switch err := to.put(rec.ID, buf); {
				case errors.Is(err, errTwice):
					a.refused(&doc, err)
					continue
				case err != nil:
					a.ioError("writing", err)
					_ = to.close()
					return false
				}
				if report == nil {
					continue
				}
				if err := report.record(&doc, rec); err != nil {
					a.refused(&doc, err)
				}
			}
		}
	}
	if err := to.close(); err != nil {
		a.ioError("writing", err)
		return false
	}
	return true
}

// shownFaults is how many faults of one record are reported: convert is no
// validator, and a file of another kind has a fault on every line.
const shownFaults = 10

// decode reads a record, and reports what is wrong with it.
func (a *app) decode(doc *document) (*ephr.Record, bool) {
	rec, faults := ephr.Inspect(doc.text)
	if len(faults) == 0 {
		return rec, true
	}
	bad := false
	for i := range faults {
		bad = bad || !faults[i].Newer
	}
	if bad {
		a.failed(exitFindings)
	}
	for i := range faults {
		if i == shownFaults {
			a.say(fmt.Sprintf("%s: and %d more; ephr validate lists them", doc.at(1, 1), len(faults)-i))
			break
		}
		f := &faults[i]
		text := f.Code.Text()
		if f.Newer {
			text = "warning: " + text + "; the record is of a newer version, and what is new is kept"
		}
		a.say(doc.at(f.Line, f.Column) + ": " + at(f.Pointer) + text)
	}
	return rec, !bad
}

// records are the records of a document: itself, or those of the patients of a
// FHIR bundle or resource.
func (a *app) records(doc *document) []*ephr.Record {
	if fhirAt(doc.text) < 0 {
		if rec, ok := a.decode(doc); ok {
			return []*ephr.Record{rec}
		}
		return nil
	}
	imported, err := fhir.Import(doc.text)
	var e *fhir.ImportError
	if errors.As(err, &e) {
		a.failed(exitFindings)
		a.say(doc.at(e.Line, e.Column) + ": " + e.What)
		return nil
	}
	var out []*ephr.Record
	for i := range imported {
		for _, issue := range imported[i].Issues {
			a.say(doc.at(issue.Line, issue.Column) + ": warning: " + issue.Code.Text())
		}
		out = append(out, imported[i].Record)
	}
	return out
}

// refused reports a record that was read and could not be written.
func (a *app) refused(doc *document, err error) {
	a.failed(exitFindings)
	text := err.Error()
	var f *ephr.Fault
	switch {
	case errors.As(err, &f):
		text = at(f.Pointer) + f.Code.Text()
	case errors.Is(err, fhir.ErrNoPerson):
		text = "the record has no person, so there is nothing to export"
	}
	a.say(doc.at(1, 1) + ": " + text)
}

// at is the pointer as it stands in a message; the whole record needs none.
func at(p ephr.Pointer) string {
	if p == "" {
		return ""
	}
	return string(p) + ": "
}
