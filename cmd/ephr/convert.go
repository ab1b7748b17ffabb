package main

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/spf13/cobra"
)

func (a *app) convertCommand() *cobra.Command {
	var c conversion
	cmd := &cobra.Command{
		Use:   "convert --to FORMAT [flags] FILE|DIR|-...",
		Short: "Write records as FHIR R4, and FHIR as records",
		Long: `Convert reads records or FHIR R4 - one JSON document, or one a line (NDJSON),
gzipped or not - and writes each record as one line of JSON, in the order of the
input. A FHIR bundle, or a single resource, gives a record for each patient; what
the record has no place for travels with it and goes out again with --tiers all.

FORMAT is
  ips          an International Patient Summary: a FHIR R4 document, IPS 2.0.0
  collection   a FHIR R4 bundle with all resources
  transaction  the same to be posted to a FHIR server; twice does no harm
  bulk         FHIR R4 bulk data: in the folder -o DIR/ one NDJSON file for each
               type of resource, such as Patient.ndjson
  ephr         the record itself in its canonical form

Bulk data is read as well: DIR, or NDJSON files of resources other than Bundles,
gzipped or not. The resources of a patient are gathered from all of them, and each
patient becomes one record, in the order of the Patients. That takes room for
temporary files, more than twice that of the uncompressed input (TMPDIR says where).

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
  ephr convert --to transaction -o bundles/ records.ndjson.gz
  ephr convert --to bulk --tiers all -o export/ records.ndjson
  ephr convert --to ephr export/ > records.ndjson`,
		Args: someFiles,
	}
	cmd.Flags().StringVar(&c.to, "to", "", "`FORMAT`: ips, collection, transaction, bulk or ephr (required)")
	cmd.Flags().StringVar(&c.tiers, "tiers", "default", "which `TIERS` are written: default or all")
	cmd.Flags().StringVarP(&c.out, "output", "o", "", "write to `PATH` instead of stdout; to a file per record, named\nfor its id, where PATH is a directory or ends in /")
	cmd.Flags().StringVar(&c.losses, "losses", "", "write what is left out, and why, to `FILE` as JSON")
	cmd.RunE = func(cmd *cobra.Command, files []string) error {
		if c.to == "bulk" && !isFolder(c.out) {
			return errors.New("--to bulk writes a file for each type of resource: name their folder with -o DIR/")
		}
		if cmd.Flags().Changed("losses") {
			if err := c.checkLosses(); err != nil {
				return err
			}
		}
		to, failed, err := c.receiver(a, cmd.Flags().Changed("tiers"))
		switch {
		case err != nil:
			return err
		case failed != nil:
			a.ioError("", failed)
		default:
			a.convert(files, to, c.to == "ips")
		}
		return nil
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

// receiver opens the output. It returns a failure to open it, or what is wrong with the flags.
func (c *conversion) receiver(a *app, tiersGiven bool) (to receiver, failed, usage error) {
	if c.tiers != "default" && c.tiers != "all" {
		return nil, nil, fmt.Errorf("--tiers %q: want default or all", c.tiers)
	}
	if c.to == "bulk" {
		to, failed = a.bulkFolder(c.out, c.options())
		return to, failed, nil
	}
	write, usage := c.writer(tiersGiven)
	if usage != nil {
		return nil, nil, usage
	}
	var report *lossReport
	if c.losses != "" {
		report = &lossReport{kind: kinds[c.to], opts: c.options()}
		if failed = report.open(a, c.losses); failed != nil {
			return nil, failed, nil
		}
	}
	out, failed := a.sink(c.out)
	if failed != nil {
		return nil, failed, nil
	}
	return &converted{write: write, to: out, report: report}, nil, nil
}

func (c *conversion) writer(tiersGiven bool) (appender, error) {
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
		return nil, errors.New("--to is missing: want ips, collection, transaction, bulk or ephr")
	}
	return nil, fmt.Errorf("--to %q: want ips, collection, transaction, bulk or ephr", c.to)
}

// convert writes the records of the files. With repairs, it reports what of FHIR input
// does not stand in the documents as it was.
func (a *app) convert(files []string, to receiver, repairs bool) {
	// One document after another is garbage: half of the usual room for it costs little,
	// and keeps large ones within 20 times their size, bulk data below 256 MB.
	debug.SetGCPercent(50)
	ok := true
	put := func(doc *document, rec *ephr.Record) bool {
		refused, err := to.put(doc, rec)
		if refused != nil {
			a.refused(doc, refused)
		}
		if ok = err == nil; !ok {
			a.ioError("writing", err)
		}
		return ok
	}
	for _, in := range a.sources(files) {
		if in.bulk {
			a.eachOfBulk(in.names, put)
		} else {
			a.each(in.names[0], repairs, put)
		}
		if !ok {
			_ = to.close(false)
			return
		}
	}
	if err := to.close(true); err != nil {
		a.ioError("writing", err)
	}
}

// each calls do for the records of a file until it returns false.
func (a *app) each(name string, repairs bool, do func(doc *document, rec *ephr.Record) bool) {
	for doc, err := range a.documents(name) {
		if err != nil {
			a.ioError("", err)
			return
		}
		records := a.records(&doc)
		if repairs && len(records) > 0 {
			a.repairs(&doc)
		}
		for _, rec := range records {
			if !do(&doc, rec) {
				return
			}
		}
	}
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
	if fhirAt(bytes.TrimPrefix(doc.text, []byte("\uFEFF"))) < 0 {
		if rec, ok := a.decode(doc); ok {
			return []*ephr.Record{rec}
		}
		return nil
	}
	if len(doc.text) > ephr.MaxBytes {
		a.failed(exitFindings)
		a.say(doc.at(1, 1) + ": " + ephr.FaultSize.Text())
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
			a.issue(doc, issue)
		}
		out = append(out, imported[i].Record)
	}
	return out
}

// issue reports what is wrong with something that was read all the same.
func (a *app) issue(doc *document, issue fhir.Issue) {
	text := issue.Code.Text()
	if issue.Code.Severe() {
		a.failed(exitFindings)
	} else {
		text = "warning: " + text
	}
	a.say(doc.at(issue.Line, issue.Column) + ": " + text)
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
