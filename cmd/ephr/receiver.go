package main

import (
	"errors"

	"github.com/openephr/ephr-go/ephr"
)

// receiver takes the records that are converted.
type receiver interface {
	// put takes a record of a document. It says why the record is refused, or that writing failed.
	put(doc *document, rec *ephr.Record) (refused, failed error)
	// close ends the output; complete is false where the conversion was broken off.
	close(complete bool) error
}

// converted writes each record to a sink as it is.
type converted struct {
	write  appender
	to     sink
	report *lossReport // of what is left out; or nil
	buf    []byte
}

func (c *converted) put(doc *document, rec *ephr.Record) (refused, failed error) {
	out, err := c.write(c.buf[:0], rec)
	c.buf = out
	if err != nil {
		return err, nil
	}
	if err = c.to.put(rec.ID, c.buf); errors.Is(err, errTwice) {
		return err, nil
	}
	if err == nil && c.report != nil {
		return c.report.record(doc, rec), nil
	}
	return nil, err
}

func (c *converted) close(complete bool) error {
	err := c.to.close()
	if c.report != nil {
		err = errors.Join(err, c.report.close(complete && err == nil))
	}
	return err
}
