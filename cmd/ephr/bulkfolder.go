package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

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
	if d.lower[strings.ToLower(typ)] {
		return nil, errors.New(name + ": the names of two types differ in their case only")
	}
	d.lower[strings.ToLower(typ)] = true
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

func (d *bulkFolder) put(_ *document, rec *ephr.Record) (refused, failed error) {
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
func (d *bulkFolder) close(bool) error {
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
	there, _ := bulkFiles(d.path)
	for _, name := range there {
		if typ := strings.TrimSuffix(filepath.Base(name), ".ndjson"); !d.lower[strings.ToLower(typ)] {
			d.a.failed(exitFindings)
			d.a.say(name + ": was there before, and is not of this run")
		}
	}
	return nil
}
