package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
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
// that are FHIR resources, and none that is a Bundle or a record, which stand for
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
	found := false
	for len(head) > 0 {
		line, rest, whole := bytes.Cut(head, []byte("\n"))
		head = rest
		if stands(line) {
			return false
		}
		// Indented lines are parts of a document over several lines.
		if bytes.HasPrefix(line, []byte("{")) && fhirAt(line) >= 0 && (!whole && err == nil || end(line) > 0 || !found) {
			found = true
		}
	}
	return found
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
	// One patient after another is garbage: half of the usual room for it costs
	// little, and keeps exports with large patients below 256 MB.
	debug.SetGCPercent(50)
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
			a.say(doc.at(issue.Line, issue.Column) + ": warning: " + issue.Code.Text())
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

// bulkFolder writes records as bulk data. The files have their names when all is written.
type bulkFolder struct {
	a     *app
	path  string
	w     *fhir.BulkWriter
	temps map[string]string // to their names
	lower map[string]bool
}

func (a *app) bulkFolder(path string, opts []fhir.Option) (*bulkFolder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, err
	}
	d := &bulkFolder{a: a, path: path, temps: map[string]string{}, lower: map[string]bool{}}
	d.w = fhir.NewBulkWriter(d.open, opts...)
	return d, nil
}

// isFolder reports whether a path is, or shall be, that of a folder.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir() || strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator))
}

func (d *bulkFolder) open(typ string) (io.WriteCloser, error) {
	name := filepath.Join(d.path, typ+".ndjson")
	if low := strings.ToLower(typ); d.lower[low] {
		return nil, errors.New(name + ": the names of two types differ in their case only")
	} else {
		d.lower[low] = true
	}
	out, err := d.a.create(name)
	if err != nil {
		return nil, err
	}
	f, ok := out.(*file)
	if !ok {
		_ = out.Close()
		return nil, errors.New(name + ": not a regular file")
	}
	d.temps[f.File.Name()] = f.name
	return f.File, nil
}

func (d *bulkFolder) put(rec *ephr.Record) (refused, failed error) {
	err := d.w.Write(rec)
	var origin *fhir.RefusedError
	var left *fhir.LeftOutError
	if errors.Is(err, fhir.ErrNoPerson) || errors.Is(err, fhir.ErrDuplicateID) || errors.Is(err, fhir.ErrRecordTwice) ||
		errors.As(err, &origin) || errors.As(err, &left) {
		return err, nil
	}
	return nil, err
}

// close gives the files their names. After a failure, of reading too, there are none.
func (d *bulkFolder) close() error {
	err := d.w.Close()
	if err != nil || d.a.exit >= exitUsage {
		for temp := range d.temps {
			_ = d.a.temps.settle(temp, "")
		}
		return err
	}
	if err := d.a.temps.settleAll(d.temps); err != nil {
		return err
	}
	there, err := bulkFiles(d.path)
	if len(d.temps) == 0 {
		return nil
	}
	for _, name := range there {
		if typ := strings.TrimSuffix(filepath.Base(name), ".ndjson"); !d.lower[strings.ToLower(typ)] {
			d.a.failed(exitFindings)
			d.a.say(name + ": was there before, and is not of this run")
		}
	}
	return err
}

var _ receiver = (*bulkFolder)(nil)

// receiver takes the records that are converted.
type receiver interface {
	// put takes a record. It says why the record is refused, or that writing failed.
	put(rec *ephr.Record) (refused, failed error)
	close() error
}

// converted writes each record to a sink as it is.
type converted struct {
	write appender
	to    sink
	buf   []byte
}

func (c *converted) put(rec *ephr.Record) (refused, failed error) {
	out, err := c.write(c.buf[:0], rec)
	c.buf = out
	if err != nil {
		return err, nil
	}
	if err := c.to.put(rec.ID, c.buf); errors.Is(err, errTwice) {
		return err, nil
	} else {
		return nil, err
	}
}

func (c *converted) close() error { return c.to.close() }

// sortedTemps are the files that get their names, in the order of these.
func sortedTemps(temps map[string]string) []string {
	var out []string
	for t := range temps {
		out = append(out, t)
	}
	slices.SortFunc(out, func(x, y string) int { return strings.Compare(temps[x], temps[y]) })
	return out
}
