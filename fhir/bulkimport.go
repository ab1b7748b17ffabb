package fhir

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/openephr/ephr-go/internal/tape"
)

// bulkImport reads bulk data in these steps, each over files that lie on disk:
//
//  1. scan looks at each line, and writes it to mine, where it belongs to one
//     patient by what it says itself, or to loose;
//  2. loose.resolve finds out to which patient the others belong, if to any;
//  3. deal writes the lines of a patient to one of the parts, which follow each
//     other in the order of output;
//  4. each part is read, patient by patient; what is shared comes from loose;
//  5. what is left over comes last.
type bulkImport struct {
	dir   string
	files []BulkFile
	hash  bulkHash
	yield func(Imported, error) bool

	patients map[bulkKey]uint32 // their numbers, in the order in which they are mentioned
	bytes    []int64            // of each patient's lines
	first    []uint64           // where its Patient stands, file and line; 0 where it does not
	mine     *bulkSpool
	owned    *bulkIndex
	loose    *bulkLoose
	rank     []uint32 // of each patient in the order of output
	parts    []*bulkSpool
	part     []uint8 // of each patient
	rest     *bulkSpool
	group    bulkGroup
}

// errStopped ends the work of a loop that was left.
var errStopped = errors.New("stopped")

// bulkParts is how many parts there are at most, and bulkPartBytes how large one is at least.
const (
	bulkParts     = 128
	bulkPartBytes = 4 << 20
)

func (b *bulkImport) run() (err error) {
	for _, s := range []struct {
		to   **bulkSpool
		name string
	}{{&b.mine, "mine"}, {&b.rest, "rest"}} {
		if *s.to, err = newBulkSpool(b.dir, s.name, 256<<10); err != nil {
			return err
		}
	}
	if b.owned, err = newBulkIndex(b.dir); err != nil {
		return err
	}
	if b.loose, err = newBulkLoose(b.dir); err != nil {
		return err
	}
	for i := range b.files {
		if err := b.scan(uint32(i)); err != nil {
			return err
		}
	}
	if err := b.loose.resolve(b.patients, b.owned); err != nil {
		return err
	}
	b.owned.remove()
	if err := b.deal(); err != nil {
		return err
	}
	for _, p := range b.parts {
		if err := b.readPart(p); err != nil {
			return err
		}
		p.remove()
	}
	return b.leftOver()
}

// remove removes all that lies on disk.
func (b *bulkImport) remove() {
	for _, s := range append(b.parts, b.mine, b.rest) {
		s.remove()
	}
	b.owned.remove()
	if b.loose != nil {
		b.loose.spool.remove()
	}
	_ = os.RemoveAll(b.dir)
}

// tell yields an error.
func (b *bulkImport) tell(err error) error {
	if !b.yield(Imported{}, err) {
		return errStopped
	}
	return nil
}

// scan reads a file.
func (b *bulkImport) scan(file uint32) error {
	f, err := b.files[file].Open()
	if err != nil {
		return b.tell(err)
	}
	s := bulkScanner{hash: &b.hash}
	failed, unread := bulkLines(f, func(number uint32, text []byte) error {
		var l bulkLine
		var patients []bulkKey
		fault := &ImportError{tape.WhatSize, 0, 1, 1}
		if len(text) <= maxBulkLine {
			l, patients, fault = s.scan(text)
		}
		if fault != nil {
			fault.Line = int(number)
			return b.tell(&LineError{b.files[file].Name, *fault})
		}
		l.file, l.line = file, number
		return b.take(&l, patients)
	})
	_ = f.Close()
	if failed != nil {
		return failed
	}
	if unread != nil {
		if path := (*fs.PathError)(nil); !errors.As(unread, &path) {
			unread = &fs.PathError{Op: "read", Path: b.files[file].Name, Err: unread}
		}
		return b.tell(unread)
	}
	return nil
}

// take puts a line where it belongs.
func (b *bulkImport) take(l *bulkLine, patients []bulkKey) error {
	if len(patients) != 1 {
		if len(patients) > 1 {
			l.flags |= bulkSeveral
		}
		return b.loose.put(l)
	}
	p, known := b.patients[patients[0]]
	if !known {
		p = uint32(len(b.bytes))
		b.bytes, b.first = append(b.bytes, 0), append(b.first, 0)
		if patients[0] != (bulkKey{}) { // a Patient without an id is one of its own
			b.patients[patients[0]] = p
		}
	}
	l.owner = p
	b.bytes[p] += l.size()
	if l.flags&bulkPatient != 0 && b.first[p] == 0 {
		b.first[p] = uint64(l.file)<<32 | uint64(l.line)
	}
	if l.key != (bulkKey{}) {
		if err := b.owned.put(l.key, p); err != nil {
			return err
		}
	}
	return b.mine.put(l)
}

// deal writes the lines to the parts.
func (b *bulkImport) deal() error {
	order := make([]uint32, len(b.bytes))
	total := int64(1)
	for i := range order {
		order[i] = uint32(i)
		total += b.bytes[i]
	}
	slices.SortFunc(order, func(x, y uint32) int { // those who have no Patient last
		return cmp.Or(cmp.Compare(b.first[x]-1, b.first[y]-1), cmp.Compare(x, y))
	})
	n := min(max(total/bulkPartBytes, 1), bulkParts)
	b.rank, b.part = make([]uint32, len(order)), make([]uint8, len(order))
	before := int64(0)
	for i, p := range order {
		b.rank[p], b.part[p] = uint32(i), uint8(before*n/total)
		before += b.bytes[p]
	}
	b.bytes, b.first, b.patients = nil, nil, nil
	for i := range n {
		p, err := newBulkSpool(b.dir, "part-"+string([]byte{byte('0' + i/100), byte('0' + i/10%10), byte('0' + i%10)}), 16<<10)
		if err != nil {
			return err
		}
		b.parts = append(b.parts, p)
	}
	put := func(l *bulkLine) error {
		to := b.parts[b.part[l.owner]]
		l.owner = b.rank[l.owner]
		return to.put(l)
	}
	if err := b.mine.each(func(l *bulkLine, _ int64) error { return put(l) }); err != nil {
		return err
	}
	b.mine.remove()
	n32 := 0
	err := b.loose.spool.each(func(l *bulkLine, _ int64) error {
		owner := b.loose.owner[n32]
		n32++
		if owner >= ownerSeveral {
			return nil
		}
		l.owner = owner
		return put(l)
	})
	b.rank, b.part = nil, nil
	return err
}

// bulkPlace is where a line of a part stands.
type bulkPlace struct {
	rank, file, line uint32
	size             uint32
	offset           int64
}

// readPart makes the records of a part.
func (b *bulkImport) readPart(part *bulkSpool) error {
	places := make([]bulkPlace, 0, part.n)
	if err := part.each(func(l *bulkLine, offset int64) error {
		places = append(places, bulkPlace{l.owner, l.file, l.line, uint32(l.size()), offset})
		return nil
	}); err != nil {
		return err
	}
	slices.SortFunc(places, func(x, y bulkPlace) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), cmp.Compare(x.file, y.file), cmp.Compare(x.line, y.line))
	})
	for len(places) > 0 {
		n := 1
		for n < len(places) && places[n].rank == places[0].rank {
			n++
		}
		b.group.reset(&b.hash)
		for _, p := range places[:n] {
			l, err := part.at(p.offset, int64(p.size))
			if err != nil {
				return err
			}
			if !b.group.add(l) { // another Patient of this id
				if err := b.putRest(&l, IssueDuplicate); err != nil {
					return err
				}
			}
		}
		places = places[n:]
		if err := b.group.share(b.loose); err != nil {
			return err
		}
		b.group.order()
		if err := b.emit(nil, false); err != nil {
			return err
		}
	}
	return nil
}

// emit yields what the group becomes: one record, of nobody where it is what is left over.
func (b *bulkImport) emit(more []bulkIssue, nobody bool) error {
	if len(b.group.lines) == 0 {
		return nil
	}
	text := b.group.bundle()
	doc, err := tape.Parse(text, nil)
	var out []Imported
	if err == nil {
		im := importer{document: document{Doc: doc}, bulk: true, nobody: nobody}
		out, err = im.run()
	}
	head := &b.group.lines[0]
	if err != nil { // too much for one document; all else has been looked at
		e := importError(err).(*ImportError)
		return b.tell(&LineError{b.files[head.file].Name, ImportError{e.What, 0, int(head.line), 1}})
	}
	for _, one := range out {
		one.File, one.Line = b.files[head.file].Name, int(head.line)
		for i := range one.Issues {
			is := &one.Issues[i]
			l, column := head, 1
			if n := is.Line - 2; n >= 0 && n < len(b.group.lines) {
				l, column = &b.group.lines[n], max(1, is.Column-len(bundleEntry))
			}
			is.File, is.Line, is.Column = b.files[l.file].Name, int(l.line), column
		}
		for _, is := range more {
			one.Issues = append(one.Issues, Issue{Code: is.code, File: b.files[is.file].Name, Line: int(is.line), Column: 1})
		}
		more = nil
		if !b.yield(one, nil) {
			return errStopped
		}
	}
	return nil
}
