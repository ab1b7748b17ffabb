package fhir

import (
	"bufio"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
)

// bulkIndex is a temporary file of names and the patients to whom they belong.
type bulkIndex struct {
	f *os.File
	w *bufio.Writer
	n int64
}

func newBulkIndex(dir string) (*bulkIndex, error) {
	f, err := os.OpenFile(filepath.Join(dir, "index"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return &bulkIndex{f: f, w: bufio.NewWriterSize(f, 64<<10)}, nil
}

const bulkIndexEntry = 16 + 4

func (x *bulkIndex) put(name bulkKey, patient uint32) error {
	var b [bulkIndexEntry]byte
	binary.LittleEndian.PutUint64(b[:], name[0])
	binary.LittleEndian.PutUint64(b[8:], name[1])
	binary.LittleEndian.PutUint32(b[16:], patient)
	x.n++
	_, err := x.w.Write(b[:])
	return err
}

func (x *bulkIndex) each(do func(name bulkKey, patient uint32)) error {
	if err := x.w.Flush(); err != nil {
		return err
	}
	r := bufio.NewReaderSize(io.NewSectionReader(x.f, 0, x.n*bulkIndexEntry), 64<<10)
	var b [bulkIndexEntry]byte
	for range x.n {
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return err
		}
		do(bulkKey{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}, binary.LittleEndian.Uint32(b[16:]))
	}
	return nil
}

func (x *bulkIndex) remove() {
	if x != nil && x.f != nil {
		_ = x.f.Close()
		_ = os.Remove(x.f.Name())
		x.f = nil
	}
}
