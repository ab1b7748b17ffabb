package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
	"github.com/spf13/cobra"
)

func (a *app) validateCommand() *cobra.Command {
	var v validation
	cmd := &cobra.Command{
		Use:   "validate [flags] FILE|-...",
		Short: "Say what is wrong with records, and where",
		Long: `Validate reads records - one JSON document, or one record a line (NDJSON),
gzipped or not - and writes what it finds to stdout. It is silent on success.

A finding of --format text is one line

  file:line:column: severity rule: pointer: message

and of --format json one object with these members, in one array for all files.
Lines and columns count from 1; a line of NDJSON is the line of the file. The
pointer is a JSON Pointer, empty for the whole record. Findings hold no values
unless --show-values is given: those are a person's data.

The exit code is 1 where there are findings of --fail-on's severity or above.`,
		Example: `  ephr validate --fail-on warning records.ndjson
  ephr validate --explain form-syntax`,
		Args: func(cmd *cobra.Command, args []string) error {
			if !v.list && v.explain == "" {
				return someFiles(cmd, args)
			}
			if len(args) > 0 {
				return errors.New("--list-rules and --explain take no FILE")
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&v.format, "format", "text", "`FORMAT`: text or json")
	cmd.Flags().StringVar(&v.failOn, "fail-on", "error", "the lowest `SEVERITY` that gives exit code 1: error, warning,\ninfo or never")
	cmd.Flags().BoolVar(&v.values, "show-values", false, "show the values: they are a person's data")
	cmd.Flags().BoolVar(&v.list, "list-rules", false, "list the rules, one a line: id, severity, summary")
	cmd.Flags().StringVar(&v.explain, "explain", "", "explain a `RULE`")
	cmd.MarkFlagsMutuallyExclusive("list-rules", "explain")
	cmd.RunE = func(_ *cobra.Command, files []string) error {
		switch {
		case v.list:
			a.listRules()
			return nil
		case v.explain != "":
			return a.explainRule(v.explain)
		}
		threshold, err := v.threshold()
		if err != nil {
			return err
		}
		p, err := v.printer(bufio.NewWriterSize(a.stdout, 64<<10))
		if err != nil {
			return err
		}
		a.validate(files, v.values, threshold, p)
		return nil
	}
	return cmd
}

// validation is what the flags of validate say.
type validation struct {
	format, failOn, explain string
	values, list            bool
}

// never is above every severity.
const never = validate.Error + 1

func (v *validation) threshold() (validate.Severity, error) {
	for s := validate.Info; s <= validate.Error; s++ {
		if v.failOn == s.String() {
			return s, nil
		}
	}
	if v.failOn == "never" {
		return never, nil
	}
	return 0, fmt.Errorf("--fail-on %q: want error, warning, info or never", v.failOn)
}

// printer writes findings.
type printer interface {
	finding(file string, f *validate.Finding) error
	close() error
}

func (v *validation) printer(w *bufio.Writer) (printer, error) {
	switch v.format {
	case "text":
		return &textPrinter{w}, nil
	case "json":
		p := &jsonPrinter{w: w, values: v.values}
		p.e = json.NewEncoder(&p.buf)
		p.e.SetEscapeHTML(false)
		return p, nil
	}
	return nil, fmt.Errorf("--format %q: want text or json", v.format)
}

// validate writes what is wrong with the records of the files.
func (a *app) validate(files []string, values bool, threshold validate.Severity, p printer) {
	opts := []validate.Option{validate.WithNow(time.Now)}
	if values {
		opts = append(opts, validate.WithValues())
	}
	v := validate.New(opts...)
	var found []validate.Finding
	for _, name := range files {
		for doc, err := range a.documents(name) {
			if err != nil {
				a.ioError("", err)
				break
			}
			found, _ = v.Bytes(found[:0], doc.text)
			if len(found) > 0 {
				found = foreignFinding(found, &doc)
			}
			for i := range found {
				f := &found[i]
				f.Line += doc.line
				if f.Severity >= threshold {
					a.failed(exitFindings)
				}
				if err := p.finding(doc.file, f); err != nil {
					a.ioError("writing", err)
					return
				}
			}
		}
	}
	if err := p.close(); err != nil {
		a.ioError("writing", err)
	}
}

// foreignFinding says of a document that is FHIR that it is, instead of listing
// each of its members.
func foreignFinding(found []validate.Finding, doc *document) []validate.Finding {
	at := fhirAt(doc.text)
	if at < 0 {
		return found
	}
	line, column := doc.place(at)
	return append(found[:0], validate.Finding{
		Rule: "form-" + string(ephr.FaultUnknown), Severity: validate.Error, Pointer: "/resourceType",
		Line: line, Column: column, Offset: int64(at), Message: foreign,
	})
}

// textPrinter writes one finding a line.
type textPrinter struct{ w *bufio.Writer }

func (p *textPrinter) finding(file string, f *validate.Finding) error {
	w := p.w
	_, _ = w.WriteString(file + ":" + strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column) + ": ")
	_, _ = w.WriteString(f.Severity.String() + " " + f.Rule + ": " + string(f.Pointer) + ": " + f.Message)
	if f.Value != "" {
		_, _ = w.WriteString(" (value: " + f.Value + ")")
	}
	return w.WriteByte('\n')
}

func (p *textPrinter) close() error { return p.w.Flush() }

// jsonPrinter writes one array of findings, one a line.
type jsonPrinter struct {
	w      *bufio.Writer
	e      *json.Encoder
	buf    bytes.Buffer
	values bool
	n      int
}

type jsonFinding struct {
	File     string       `json:"file"`
	Line     int          `json:"line"`
	Column   int          `json:"column"`
	Pointer  ephr.Pointer `json:"pointer"`
	Rule     string       `json:"rule"`
	Severity string       `json:"severity"`
	Message  string       `json:"message"`
}

// valuedFinding has the value as JSON, null where the place has none that is a
// string, a number, true or false.
type valuedFinding struct {
	jsonFinding
	Value json.RawMessage `json:"value"`
}

func (p *jsonPrinter) finding(file string, f *validate.Finding) error {
	j := jsonFinding{file, f.Line, f.Column, f.Pointer, f.Rule, f.Severity.String(), f.Message}
	p.buf.Reset()
	var err error
	if p.values {
		v := valuedFinding{jsonFinding: j}
		if json.Valid([]byte(f.Value)) {
			v.Value = json.RawMessage(f.Value)
		}
		err = p.e.Encode(v)
	} else {
		err = p.e.Encode(j)
	}
	if err != nil {
		return err
	}
	open := ",\n"
	if p.n++; p.n == 1 {
		open = "[\n"
	}
	_, _ = p.w.WriteString(open)
	_, err = p.w.Write(bytes.TrimSuffix(p.buf.Bytes(), []byte("\n")))
	return err
}

func (p *jsonPrinter) close() error {
	end := "\n]\n"
	if p.n == 0 {
		end = "[]\n"
	}
	_, _ = p.w.WriteString(end)
	return p.w.Flush()
}

func (a *app) listRules() {
	var b bytes.Buffer
	for r := range validate.Rules() {
		b.WriteString(r.ID + "\t" + r.Severity.String() + "\t" + r.Summary + "\n")
	}
	a.print(b.String())
}

func (a *app) explainRule(id string) error {
	r, ok := validate.Lookup(id)
	if !ok {
		return fmt.Errorf("--explain %q: no such rule; --list-rules lists them", id)
	}
	path := r.Path
	if path == "" {
		path = "everywhere"
	}
	a.print(r.ID + "\n" +
		"  severity  " + r.Severity.String() + "\n" +
		"  where     " + path + "\n" +
		"  what      " + r.Summary + "\n" +
		"  remedy    " + r.Remedy + "\n" +
		"  source    " + r.Source + "\n" +
		"  since     " + r.Since + "\n")
	return nil
}

// print writes text to stdout.
func (a *app) print(text string) {
	if _, err := io.WriteString(a.stdout, text); err != nil {
		a.ioError("writing", err)
	}
}
