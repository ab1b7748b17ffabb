package fhir

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// bulkSpool is a temporary file of lines.
type bulkSpool struct {
	f    *os.File
	w    *bufio.Writer
	size int64
	n    int // lines
	buf  []byte
}

func newBulkSpool(dir, name string, buffer int) (*bulkSpool, error) {
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &bulkSpool{f: f, w: bufio.NewWriterSize(f, buffer)}, nil
}

func (s *bulkSpool) put(l *bulkLine) error {
	s.buf = l.append(s.buf[:0])
	s.size += int64(len(s.buf))
	s.n++
	_, err := s.w.Write(s.buf)
	if cap(s.buf) > 1<<20 {
		s.buf = nil
	}
	return err
}

// each reads the lines in the order in which they were put, with their offsets.
// The line is valid until the next one.
func (s *bulkSpool) each(do func(l *bulkLine, offset int64) error) error {
	if err := s.w.Flush(); err != nil {
		return err
	}
	r := bufio.NewReaderSize(io.NewSectionReader(s.f, 0, s.size), 256<<10)
	var l bulkLine
	b := make([]byte, bulkHead)
	for offset := int64(0); offset < s.size; offset += int64(len(b)) {
		if _, err := io.ReadFull(r, b[:bulkHead]); err != nil {
			return err
		}
		n := bulkSize(b)
		if cap(b) < n || cap(b) > 1<<20 && n < 1<<20 {
			b = append(make([]byte, 0, n), b[:bulkHead]...)
		}
		b = b[:n]
		if _, err := io.ReadFull(r, b[bulkHead:]); err != nil {
			return err
		}
		l.decode(b)
		if err := do(&l, offset); err != nil {
			return err
		}
	}
	return nil
}

// at is the line at an offset, in memory of its own.
func (s *bulkSpool) at(offset, size int64) (l bulkLine, err error) {
	b := make([]byte, size)
	if _, err := s.f.ReadAt(b, offset); err != nil {
		return l, err
	}
	l.decode(b)
	return l, nil
}

// remove gives the room back.
func (s *bulkSpool) remove() {
	if s != nil && s.f != nil {
		_ = s.f.Close()
		_ = os.Remove(s.f.Name())
		s.f = nil
	}
}
