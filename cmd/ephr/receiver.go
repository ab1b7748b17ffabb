package main

import (
	"errors"

	"github.com/openephr/ephr-go/ephr"
)

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
	if err = c.to.put(rec.ID, c.buf); errors.Is(err, errTwice) {
		return err, nil
	}
	return nil, err
}

func (c *converted) close() error { return c.to.close() }
