package fhir

import "bytes"

// bulkRest is how much of what belongs to no patient goes into one record.
const bulkRest = 16 << 20

// bulkIssue is an issue of a line that was found before its import.
type bulkIssue struct {
	code       IssueCode
	file, line uint32
}

// restIssues are the reasons for which a line is left over; nobody referring to it is the first.
var restIssues = [...]IssueCode{"", IssueDuplicate, IssueSeveral}

// putRest leaves a line over, for the reason.
func (b *bulkImport) putRest(l *bulkLine, why IssueCode) error {
	for i, code := range restIssues {
		if code == why {
			l.owner = uint32(i)
		}
	}
	return b.rest.put(l)
}

// leftOver makes records without a person of what belongs to no patient.
func (b *bulkImport) leftOver() error {
	loose, n := b.loose, uint32(0)
	if err := loose.spool.each(func(l *bulkLine, _ int64) error {
		this := n
		n++
		if loose.owner[this] == ownerSeveral {
			return b.putRest(l, IssueSeveral)
		}
		if loose.owner[this] != ownerNone || loose.used[this] {
			return nil
		}
		if first, named := loose.shared(l.key); named && first != this {
			other, err := loose.get(first)
			if err != nil || bytes.Equal(other.text, l.text) {
				return err
			}
			return b.putRest(l, IssueDuplicate)
		}
		return b.putRest(l, "")
	}); err != nil {
		return err
	}
	b.group.reset(&b.hash)
	size := 0
	var more []bulkIssue
	emit := func() error {
		err := b.emit(more, true)
		b.group.reset(&b.hash)
		size, more = 0, nil
		return err
	}
	if err := b.rest.each(func(l *bulkLine, _ int64) error {
		if size += len(l.text); size > bulkRest && len(b.group.lines) > 0 {
			if err := emit(); err != nil {
				return err
			}
			size = len(l.text)
		}
		if l.owner > 0 && len(more) < maxIssues {
			more = append(more, bulkIssue{restIssues[l.owner], l.file, l.line})
		}
		own := *l
		own.refs, own.text = nil, bytes.Clone(l.text)
		b.group.lines = append(b.group.lines, own)
		return nil
	}); err != nil {
		return err
	}
	return emit()
}
