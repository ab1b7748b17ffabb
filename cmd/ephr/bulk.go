package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// source is what is read at once: one input, or all inputs that are FHIR bulk
// data, in which the resources of one patient are spread over files.
type source struct {
	names []string
	bulk  bool
}

// sources sorts the inputs. Those of bulk data are read together in place of
// the first of them. A folder holds bulk data; of a file its beginning tells.
func (a *app) sources(names []string) (out []source) {
	gathered := -1
	for _, name := range names {
		files, err := bulkFiles(name)
		bulk := len(files) > 0
		if err != nil {
			a.ioError("", err)
			continue
		}
		if !bulk {
			files, bulk = []string{name}, a.isBulk(name)
		}
		switch {
		case !bulk:
			out = append(out, source{names: files})
		case gathered < 0:
			gathered = len(out)
			out = append(out, source{files, true})
		default:
			out[gathered].names = append(out[gathered].names, files...)
		}
	}
	return out
}

// bulkFiles are the files of a folder of bulk data, in the order of their names;
// none where name is no folder.
func bulkFiles(name string) (out []string, err error) {
	if info, err := os.Stat(name); name == "-" || err != nil || !info.IsDir() {
		return nil, nil // a file that is not there is told by who opens it
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.IsDir() && bulkName(e.Name()) {
			out = append(out, filepath.Join(name, e.Name()))
		}
	}
	if len(out) == 0 {
		return nil, errors.New(name + ": a folder without a file of bulk data (*.ndjson, *.ndjson.gz)")
	}
	return out, nil
}

func bulkName(file string) bool {
	return strings.HasSuffix(strings.TrimSuffix(file, ".gz"), ".ndjson") && !strings.HasPrefix(file, ".")
}

// isBulk reports whether an input is bulk data: in its beginning there are lines
// that are FHIR resources, more than one or in a file so named, and none that is a Bundle or a record, which stand for
// themselves. What cannot be opened is left to who reads it.
func (a *app) isBulk(name string) bool {
	in, close, err := a.open(name)
	if name == "-" {
		a.opened, a.openError = in, err
	}
	if err != nil {
		return false
	}
	if name != "-" {
		defer close()
	}
	// A line at first: records that come one by one are not waited for.
	var head []byte
	for n := 1; n <= in.Size(); n = len(head) + 1 {
		if _, err = in.Peek(n); err != nil {
			break
		}
		head, _ = in.Peek(in.Buffered())
		if bytes.IndexByte(bytes.TrimLeft(head, "\r\n\t "), '\n') >= 0 {
			break
		}
	}
	head, _ = in.Peek(in.Buffered())
	if first, _, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n\t "), []byte("\n")); stands(first) {
		return false
	}
	head, err = in.Peek(in.Size())
	found, all := 0, err == io.EOF
	for len(head) > 0 {
		line, rest, whole := bytes.Cut(head, []byte("\n"))
		head = rest
		if stands(line) {
			return false
		}
		// Indented lines are parts of a document over several lines.
		if bytes.HasPrefix(line, []byte("{")) && fhirAt(line) >= 0 && (!whole && err == nil || end(line) > 0 || found == 0) {
			found++
		}
	}
	// One resource alone is one document, if its file does not say otherwise.
	return found > 1 || found == 1 && (!all || bulkName(name))
}

// stands reports whether a line stands for itself: a record, or a Bundle.
func stands(line []byte) bool {
	if member(line, "schemaVersion") >= 0 {
		return true
	}
	at := member(line, "resourceType")
	if at < 0 {
		return false
	}
	value := bytes.TrimLeft(line[at+len(`"resourceType"`):], ": \t")
	return bytes.HasPrefix(value, []byte(`"Bundle"`))
}

// eachOfBulk reads bulk data.
func (a *app) eachOfBulk(names []string, do func(doc *document, rec *ephr.Record) bool) {
	tmp, err := os.MkdirTemp("", "ephr-*")
	if err != nil {
		a.ioError("", err)
		return
	}
	a.temps.add(tmp)
	defer func() { _ = a.temps.settle(tmp, "") }()
	var files []fhir.BulkFile
	for _, name := range names {
		files = append(files, fhir.BulkFile{Name: name, Open: func() (io.ReadCloser, error) {
			in, close, err := a.open(name)
			if err != nil {
				return nil, err
			}
			return opened{in, close}, nil
		}})
	}
	for one, err := range fhir.ImportBulk(tmp, files...) {
		var line *fhir.LineError
		switch {
		case errors.As(err, &line):
			a.failed(exitFindings)
			a.say(line.Error())
			continue
		case err != nil:
			a.ioError("", err)
			continue
		}
		for _, issue := range one.Issues {
			doc := document{file: issue.File}
			a.issue(&doc, issue)
		}
		if !do(&document{file: one.File, line: one.Line - 1}, one.Record) {
			return
		}
	}
}

// opened is an input that can be closed.
type opened struct {
	*bufio.Reader
	close func()
}

func (o opened) Close() error {
	o.close()
	return nil
}
