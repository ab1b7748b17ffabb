package main

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/openephr/ephr-go/ephr"
)

// sink takes the converted records.
type sink interface {
	// put writes the document of the record with this id. It refuses a record
	// that cannot have a place of its own with errTwice.
	put(id ephr.UUID, doc []byte) error
	// close ends the output.
	close() error
}

var errTwice = errors.New("a record with this id is among the output already; this one is left out")

// sink opens the output that -o names.
func (a *app) sink(path string) (sink, error) {
	if path == "" || path == "-" {
		return &stream{w: bufio.NewWriterSize(a.stdout, 64<<10)}, nil
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return &folder{a: a, path: path, seen: map[ephr.UUID]bool{}}, nil
	case strings.HasSuffix(path, "/") || strings.HasSuffix(path, string(filepath.Separator)):
		if err := os.MkdirAll(path, 0o700); err != nil {
			return nil, err
		}
		return &folder{a: a, path: path, seen: map[ephr.UUID]bool{}}, nil
	}
	f, err := a.create(path)
	if err != nil {
		return nil, err
	}
	return &stream{w: bufio.NewWriterSize(f, 64<<10), c: f}, nil
}

// stream writes one document a line.
type stream struct {
	w *bufio.Writer
	c io.Closer
}

func (s *stream) put(_ ephr.UUID, doc []byte) error {
	_, _ = s.w.Write(doc)
	return s.w.WriteByte('\n') // has the error of the line before it too
}

func (s *stream) close() error {
	err := s.w.Flush()
	if s.c == nil {
		return err
	}
	if f, ok := s.c.(*file); ok && err != nil {
		f.drop()
		return err
	}
	return errors.Join(err, s.c.Close())
}

// folder writes one file per record, named for the record's id.
type folder struct {
	a    *app
	path string
	seen map[ephr.UUID]bool
}

func (d *folder) put(id ephr.UUID, doc []byte) error {
	if d.seen[id] {
		return errTwice
	}
	d.seen[ephr.UUID(strings.Clone(string(id)))] = true // not the whole record
	f, err := d.a.create(filepath.Join(d.path, string(id)+".json"))
	if err != nil {
		return err
	}
	_, err = f.Write(append(doc, '\n'))
	if err != nil {
		if f, ok := f.(*file); ok {
			f.drop()
		}
		return err
	}
	return f.Close()
}

func (d *folder) close() error { return nil }

// file is a file that has its name when it is complete: an input that is
// written over can be read until then, and a run that fails leaves it alone.
type file struct {
	*os.File
	name  string
	temps *temps
}

// create opens a file for writing. Only its owner can read a new one.
func (a *app) create(name string) (io.WriteCloser, error) {
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(name); err == nil {
		if !info.Mode().IsRegular() { // a device or a named pipe
			return os.OpenFile(name, os.O_WRONLY, 0)
		}
		mode = info.Mode().Perm()
		if name, err = filepath.EvalSymlinks(name); err != nil {
			return nil, err
		}
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".ephr-*")
	if err != nil {
		return nil, err
	}
	a.temps.add(f.Name())
	_ = f.Chmod(mode) // a new file has it; on an old one it is as it was where the system allows
	return &file{File: f, name: name, temps: &a.temps}, nil
}

// Close gives the file its name.
func (f *file) Close() error {
	if err := f.File.Close(); err != nil {
		_ = f.temps.settle(f.File.Name(), "")
		return err
	}
	return f.temps.settle(f.File.Name(), f.name)
}

// drop removes what was written.
func (f *file) drop() {
	_ = f.File.Close()
	_ = f.temps.settle(f.File.Name(), "")
}
