package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/openephr/ephr-go/ephr"
	"github.com/spf13/cobra"
)

// someFiles asks for at least one FILE, and for stdin at most once.
func someFiles(_ *cobra.Command, args []string) error {
	if len(args) == 0 {
		return errors.New("name a FILE, or - for stdin")
	}
	stdin := 0
	for _, name := range args {
		if name == "-" {
			stdin++
		}
	}
	if stdin > 1 {
		return errors.New("- is named twice, and stdin can be read once only")
	}
	return nil
}

// document is one JSON document: a whole input, or one line of it.
type document struct {
	file string // as it was given
	line int    // how many lines of the file stand before it
	text []byte // valid until the next document is read
}

// at is file:line:column of a place in the document.
func (d *document) at(line, column int) string {
	return d.file + ":" + strconv.Itoa(d.line+line) + ":" + strconv.Itoa(column)
}

// place is the line and column of an offset in the document, counted from 1.
func (d *document) place(offset int) (line, column int) {
	before := d.text[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(before[start:])
}

// documents reads the documents of a file. An input is newline-delimited where
// one of its lines is a record or its first line is an object; else it is one
// document. Gzip is undone. An error of reading is yielded last.
func (a *app) documents(name string) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		in, close, err := a.open(name)
		if err != nil {
			yield(document{}, err)
			return
		}
		defer close()
		head, lines, err := sniff(in, ephr.MaxBytes)
		if err != nil {
			yield(document{}, readError(name, err))
			return
		}
		if !lines {
			yield(document{file: name, text: head}, nil)
			return
		}
		for line, err := range ephr.Lines(&clipped{r: io.MultiReader(bytes.NewReader(head), in), limit: ephr.MaxBytes + 1}) {
			if err != nil {
				err = readError(name, err)
			}
			if !yield(document{file: name, line: line.Number - 1, text: line.Text}, err) {
				return
			}
		}
	}
}

func (a *app) open(name string) (_ *bufio.Reader, close func(), err error) {
	var r io.Reader = a.stdin
	close = func() {}
	if name == "-" && (a.opened != nil || a.openError != nil) {
		return a.opened, close, a.openError
	}
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, nil, err
		}
		r, close = f, func() { _ = f.Close() }
	}
	br := bufio.NewReaderSize(r, 64<<10)
	magic, err := br.Peek(2)
	if err != nil && err != io.EOF {
		close()
		return nil, nil, readError(name, err)
	}
	if string(magic) != "\x1f\x8b" && !strings.HasSuffix(name, ".gz") {
		return br, close, nil
	}
	z, err := gzip.NewReader(br)
	if err != nil {
		close()
		return nil, nil, readError(name, gzipError(err))
	}
	return bufio.NewReaderSize(gunzip{z}, 64<<10), close, nil
}

// gunzip says of an error that it comes of the compression.
type gunzip struct{ r *gzip.Reader }

func (g gunzip) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	return n, gzipError(err)
}

func gzipError(err error) error {
	var path *os.PathError
	if err == nil || err == io.EOF || errors.As(err, &path) {
		return err
	}
	return errors.New("not readable as gzip: " + strings.TrimPrefix(err.Error(), "gzip: "))
}

// readError names the file, where the error does not.
func readError(name string, err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return err
	}
	return errors.New(name + ": " + err.Error())
}

// sniff reads as much as it needs to see whether the input is newline-delimited,
// which its first line shows as a rule. Where that line is no object, it is
// the first line of a document of many lines, or it is broken. It reads not
// much more than limit, which is how long a document may be.
func sniff(r *bufio.Reader, limit int) (head []byte, lines bool, err error) {
	array := false // over several lines
	for {
		start := len(head)
		head, err = readLine(r, head, limit)
		line := bytes.TrimSpace(head[start:])
		if len(head) > limit || bytes.HasPrefix(line, []byte("{")) && end(line) > 0 {
			return head, true, nil
		}
		if err == io.EOF {
			return head, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		if len(line) > 0 {
			array = line[0] == '[' && end(line) == 0
			break
		}
	}
	for err == nil && len(head) <= limit {
		start := len(head)
		head, err = readLine(r, head, limit)
		line := bytes.TrimSpace(head[start:])
		if n := end(line); !array && n > 0 && n == len(line) && member(line, "schemaVersion") >= 0 {
			return head, true, nil
		}
	}
	if err == io.EOF {
		err = nil
	}
	return head, false, err
}

// readLine appends the next line to dst, or the start of one that makes dst longer than limit.
func readLine(r *bufio.Reader, dst []byte, limit int) ([]byte, error) {
	for {
		chunk, err := r.ReadSlice('\n')
		dst = append(dst, chunk...)
		if err != bufio.ErrBufferFull || len(dst) > limit {
			if err == bufio.ErrBufferFull {
				err = nil
			}
			return dst, err
		}
	}
}

// clipped reads lines and leaves out what makes a line longer than a document
// may be, so that no line takes all memory. The decoder refuses what is left.
type clipped struct {
	r     io.Reader
	limit int // what is left of a line
	n     int // how much of this line is left already
}

func (c *clipped) Read(p []byte) (int, error) {
	for {
		n, err := c.r.Read(p)
		out := c.clip(p[:n])
		if out > 0 || err != nil || len(p) == 0 {
			return out, err
		}
	}
}

// clip moves what is to stay to the front of p and returns how much it is.
func (c *clipped) clip(p []byte) int {
	out := p[:0]
	for len(p) > 0 {
		end := bytes.IndexByte(p, '\n')
		part := p
		if end >= 0 {
			part = p[:end]
		}
		keep := min(len(part), c.limit-c.n)
		out = append(out, part[:keep]...)
		c.n += keep
		p = p[len(part):]
		if end >= 0 {
			out = append(out, '\n')
			p, c.n = p[1:], 0
		}
	}
	return len(out)
}

// end is the index behind the JSON object or array that text starts with; 0
// where text does not start with one, or ends inside it. It matches brackets
// and leaves the rest to the decoder.
func end(text []byte) int {
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return 0
	}
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"':
			i = stringEnd(text, i) - 1
		}
	}
	return 0
}

// member is the offset of the member name of the object that doc is; -1 where it has none of this name.
func member(doc []byte, name string) int {
	if !bytes.HasPrefix(bytes.TrimSpace(doc), []byte("{")) {
		return -1
	}
	depth, key := 0, false
	for i := 0; i < len(doc); i++ {
		switch doc[i] {
		case '{', '[':
			depth++
			key = depth == 1
		case '}', ']':
			depth--
		case ',':
			key = depth == 1
		case '"':
			end := stringEnd(doc, i)
			if key && end-i == len(name)+2 && string(doc[i+1:end-1]) == name {
				return i
			}
			i, key = end-1, false
		}
	}
	return -1
}

// stringEnd is the index behind the string that starts at i.
func stringEnd(text []byte, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// foreign says that a document is FHIR, where a record is wanted.
const foreign = "FHIR input: convert it to a record first"

// fhirAt is the offset at which a document that is no record shows that it is
// FHIR; -1 where it does not.
func fhirAt(doc []byte) int {
	if member(doc, "schemaVersion") >= 0 {
		return -1
	}
	return member(doc, "resourceType")
}
