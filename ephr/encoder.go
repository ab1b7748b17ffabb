package ephr

import (
	"unicode/utf8"

	"github.com/openephr/ephr-go/internal/jsontext"
)

// encoder appends JSON to a buffer. The generated functions in zz_encode.go
// call it, one per type. The first value that JSON cannot hold stops nothing
// but is remembered: the buffer is then worthless.
type encoder struct {
	b   []byte
	err error
}

func (e *encoder) open()        { e.b = append(e.b, '{') }
func (e *encoder) lit(s string) { e.b = append(e.b, s...) }

// key writes a member's name where no earlier member is certain to be there.
func (e *encoder) key(s string) {
	if e.b[len(e.b)-1] != '{' {
		e.b = append(e.b, ',')
	}
	e.b = append(e.b, s...)
}

// token writes a string that needs no escape if it has the form of its type.
func (e *encoder) token(s string) {
	if jsontext.PlainEnd(s, 0) < len(s) {
		e.str(s)
		return
	}
	e.b = append(e.b, '"')
	e.b = append(e.b, s...)
	e.b = append(e.b, '"')
}

func (e *encoder) str(s string) {
	if jsontext.PlainEnd(s, 0) == len(s) {
		e.b = append(e.b, '"')
		e.b = append(e.b, s...)
		e.b = append(e.b, '"')
		return
	}
	if !utf8.ValidString(s) && e.err == nil {
		e.err = &Fault{Code: FaultUTF8, Offset: -1}
	}
	e.b = jsontext.AppendString(e.b, s)
}

func (e *encoder) decimal(d Decimal) {
	if !d.Valid() && e.err == nil {
		e.err = &Fault{Code: FaultForm, Offset: -1}
	}
	e.b = append(e.b, d...)
}

func (e *encoder) integer(i Integer) {
	if !i.Valid() && e.err == nil {
		e.err = &Fault{Code: FaultForm, Offset: -1}
	}
	e.b = append(e.b, i...)
}

func (e *encoder) bool(v Bool) {
	if v == True {
		e.b = append(e.b, "true"...)
	} else {
		e.b = append(e.b, "false"...)
	}
}

func (e *encoder) raw(r Raw) {
	if !r.valid() && e.err == nil {
		e.err = &Fault{Code: FaultSyntax, Offset: -1}
	}
	e.b = append(e.b, jsontext.Compact(string(r))...)
}

func (e *encoder) extensions(x Extensions) {
	e.open()
	for i := range x {
		if i > 0 {
			e.lit(",")
		}
		e.str(string(x[i].URI))
		e.lit(":")
		e.raw(x[i].Value)
	}
	e.lit("}")
}

func (e *encoder) absences(a Absences) {
	e.open()
	for i := range a {
		if i > 0 {
			e.lit(",")
		}
		e.str(a[i].Member)
		e.lit(":")
		e.str(string(a[i].Reason))
	}
	e.lit("}")
}

func (e *encoder) members(m Members) {
	for i := range m {
		if e.b[len(e.b)-1] != '{' {
			e.lit(",")
		}
		e.str(m[i].Name)
		e.lit(":")
		e.raw(m[i].Value)
	}
}

// valid reports whether r is one JSON value by the strict rules of the decoder.
func (r Raw) valid() bool {
	d := decoder{s: string(r), opaque: true}
	d.space()
	d.skip()
	d.space()
	return !d.stop && len(d.faults) == 0 && d.i == len(d.s)
}
