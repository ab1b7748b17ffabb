package ephr

import (
	"strings"

	"github.com/openephr/ephr-go/internal/jsontext"
)

// MaxDepth is how deep a document may be nested.
const MaxDepth = 128

// MaxBytes is how long a document may be: 64 MiB.
const MaxBytes = 64 << 20

// decoder is a cursor over one document. The generated functions in
// zz_decode.go call it, one per type of the record; each leaves the cursor
// behind the value that it read. Strings of the record are parts of s.
//
// After a fault the decoder either stops (the cursor stays) or, where all
// faults are wanted, skips the value and goes on.
type decoder struct {
	s      string
	i      int // cursor
	at     int // start of the last value
	keyAt  int // start of the last member name
	key    string
	depth  int
	simple bool // the last string was plain ASCII
	fresh  bool // an object or array has just been opened
	stop   bool
	all    bool // collect every fault
	newer  bool // the document is of a newer minor version
	opaque bool // in JSON of a foreign bundle
	faults []Fault
	many   map[*Members]map[string]struct{}
	slabs  slabs
}

func (d *decoder) fault(code FaultCode, at int) {
	newer := d.newer && (code == FaultUnknown || code == FaultCoded)
	if code == FaultDuplicate || code == FaultUnknown || code == FaultCase {
		at = d.keyAt
	}
	if newer && (!d.all || len(d.faults) >= maxFaults) {
		return // nobody asks
	}
	d.faults = append(d.faults, Fault{Code: code, Offset: int64(at), Newer: newer})
	if !newer && (!d.all || code.lexical() || len(d.faults) >= maxFaults) {
		d.stop = true
	}
}

// maxFaults bounds what one document can make the reader remember.
const maxFaults = 10_000

// missing notes that the member name is not in the object that starts at at.
func (d *decoder) missing(at int, name string) {
	d.fault(FaultMissing, at)
	d.faults[len(d.faults)-1].Pointer = Pointer(name) // finish turns it into a place
}

func (d *decoder) space() {
	if d.i < len(d.s) && d.s[d.i] > ' ' {
		return
	}
	d.skipSpace()
}

// skipSpace is space where there may be some; indentation goes by eights.
func (d *decoder) skipSpace() {
	s, i := d.s, d.i
	for i < len(s) {
		if len(s)-i >= 8 && s[i:i+8] == "        " {
			i += 8
			continue
		}
		if c := s[i]; c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			break
		}
		i++
	}
	d.i = i
}

// syntax faults at the cursor: the input ends there, or something else stands there.
func (d *decoder) syntax() {
	if d.i >= len(d.s) {
		d.fault(FaultTruncated, len(d.s))
	} else {
		d.fault(FaultSyntax, d.i)
	}
}

// mistyped faults at the value under the cursor and skips it.
func (d *decoder) mistyped() {
	at := d.i
	if d.skip(); !d.stop {
		d.fault(FaultType, at)
	}
}

func (d *decoder) object() bool {
	d.at = d.i
	if d.i < len(d.s) && d.s[d.i] == '{' {
		return d.enter()
	}
	d.mistyped()
	return false
}

func (d *decoder) array() bool {
	d.at = d.i
	if d.i < len(d.s) && d.s[d.i] == '[' {
		if !d.enter() {
			return false
		}
		d.space()
		if d.i < len(d.s) && d.s[d.i] == ']' {
			d.i++
			d.depth--
			d.fresh = false
			d.fault(FaultEmpty, d.at)
			return false
		}
		return true
	}
	d.mistyped()
	return false
}

func (d *decoder) enter() bool {
	d.i++
	d.depth++
	d.fresh = true
	if d.depth > MaxDepth {
		d.fault(FaultDepth, d.i-1)
		return false
	}
	return true
}

// member moves to the next member's value; false at the end of the object.
func (d *decoder) member() bool {
	if d.stop {
		return false
	}
	s := d.s
	if d.i < len(s) && s[d.i] == ',' && !d.fresh {
		d.i++
		d.space()
	} else {
		d.space()
		if d.i >= len(s) {
			d.syntax()
			return false
		}
		if s[d.i] == '}' {
			d.i++
			d.depth--
			d.fresh = false
			return false
		}
		if !d.fresh {
			if s[d.i] != ',' {
				d.syntax()
				return false
			}
			d.i++
			d.space()
		}
	}
	d.fresh = false
	if d.i >= len(s) || s[d.i] != '"' {
		d.syntax()
		return false
	}
	d.keyAt = d.i
	i := jsontext.PlainEnd(s, d.i+1)
	if i < len(s) && s[i] == '"' {
		d.key = s[d.i+1 : i]
		d.i = i + 1
	} else {
		key, ok := d.text()
		if !ok {
			return false
		}
		d.key = key
	}
	if d.i < len(s) && s[d.i] == ':' {
		d.i++
		if d.i < len(s) && s[d.i] > ' ' {
			return true
		}
		if d.i+1 < len(s) && s[d.i] == ' ' && s[d.i+1] > ' ' {
			d.i++
			return true
		}
	} else {
		d.space()
		if d.i >= len(s) || s[d.i] != ':' {
			d.syntax()
			return false
		}
		d.i++
	}
	d.space()
	if d.i >= len(s) {
		d.syntax()
		return false
	}
	return true
}

// element moves to the next element; false at the end of the array.
func (d *decoder) element() bool {
	if d.stop {
		return false
	}
	d.space()
	s := d.s
	if d.i >= len(s) {
		d.syntax()
		return false
	}
	if s[d.i] == ']' {
		d.i++
		d.depth--
		d.fresh = false
		return false
	}
	if !d.fresh {
		if s[d.i] != ',' {
			d.syntax()
			return false
		}
		d.i++
		d.space()
		if d.i >= len(s) || s[d.i] == ']' {
			d.syntax()
			return false
		}
	}
	d.fresh = false
	return true
}

// once notes a member as seen, and faults where it was already.
func (d *decoder) once(seen *uint64, bit uint64) {
	if *seen&bit != 0 {
		d.fault(FaultDuplicate, d.keyAt)
	}
	*seen |= bit
}

// text reads the string under the cursor, whatever it says.
func (d *decoder) text() (string, bool) {
	d.at = d.i
	s := d.s
	if d.i >= len(s) || s[d.i] != '"' {
		d.mistyped()
		return "", false
	}
	start := d.i + 1
	i := jsontext.PlainEnd(s, start)
	if i < len(s) && s[i] == '"' {
		d.i = i + 1
		d.simple = true
		return s[start:i], true
	}
	d.simple = false
	return d.longText(start, i, true)
}

// longText finishes text for a string that is not plain ASCII; build is false
// where only its form matters.
func (d *decoder) longText(start, i int, build bool) (string, bool) {
	text, at, fault := jsontext.Text(d.s, start, i, build)
	if fault != jsontext.None {
		d.fault(textFaults[fault], at)
		return "", false
	}
	d.i = at
	return text, true
}

var textFaults = [...]FaultCode{
	jsontext.Syntax: FaultSyntax, jsontext.Truncated: FaultTruncated,
	jsontext.UTF8: FaultUTF8, jsontext.Surrogate: FaultSurrogate,
}

func unquote(quoted string) (string, bool) {
	d := decoder{s: quoted}
	return d.text()
}

// The readers of scalars. Each checks the form of its type.

func (d *decoder) str() string {
	s, ok := d.text()
	if d.simple && len(s) > 0 && s[0] > ' ' {
		return s
	}
	if ok && !validText(s) {
		d.badText(s)
	}
	return s
}

func (d *decoder) badText(s string) {
	if s == "" {
		d.fault(FaultEmpty, d.at)
	} else {
		d.fault(FaultForm, d.at)
	}
}

func (d *decoder) form(s string, ok, valid bool) {
	if ok && !valid {
		d.badText(s)
	}
}

func (d *decoder) id() ID {
	s, ok := d.text()
	d.form(s, ok, ID(s).Valid())
	return ID(s)
}

func (d *decoder) uuid() UUID {
	s, ok := d.text()
	d.form(s, ok, UUID(s).Valid())
	return UUID(s)
}

func (d *decoder) uri() URI {
	s, ok := d.text()
	d.form(s, ok, URI(s).Valid())
	return URI(s)
}

func (d *decoder) code() string {
	s, ok := d.text()
	d.form(s, ok, validCode(s))
	return s
}

func (d *decoder) date() Date {
	s, ok := d.text()
	d.form(s, ok, validDate(s))
	return Date(s)
}

func (d *decoder) dateTime() DateTime {
	s, ok := d.text()
	d.form(s, ok, validDateTime(s))
	return DateTime(s)
}

func (d *decoder) version() Version {
	s, ok := d.text()
	_, _, valid := Version(s).numbers()
	d.form(s, ok, valid)
	return Version(s)
}

// closed faults where the code that was just read is not on its closed list.
func (d *decoder) closed(code string, known bool) {
	if !known && !d.stop && validCode(code) {
		d.fault(FaultCoded, d.at)
	}
}

func (d *decoder) bool() Bool {
	d.at = d.i
	switch {
	case strings.HasPrefix(d.s[d.i:], "true"):
		d.i += 4
		return True
	case strings.HasPrefix(d.s[d.i:], "false"):
		d.i += 5
		return False
	}
	d.mistyped()
	return Unstated
}

func (d *decoder) number() (string, bool) { return d.numberText(true) }

// numberText is number; in opaque JSON, which nobody calculates with, the number is not bounded.
func (d *decoder) numberText(bounded bool) (string, bool) {
	d.at = d.i
	if d.i >= len(d.s) || d.s[d.i] != '-' && !isDigit(d.s[d.i]) {
		d.mistyped()
		return "", false
	}
	end, ok := jsontext.Number(d.s, d.i)
	if !ok {
		if end == len(d.s) {
			d.i = end
		}
		d.syntax()
		return "", false
	}
	s := d.s[d.i:end]
	if bounded && !numberFits(s) {
		d.fault(FaultNumber, d.i)
		return "", false
	}
	d.i = end
	return s, true
}

func (d *decoder) decimal() Decimal {
	s, _ := d.number()
	return Decimal(s)
}

func (d *decoder) integer(lo, hi int64) Integer {
	s, ok := d.number()
	if !ok {
		return ""
	}
	i := Integer(s)
	if n, ok := i.Int64(); !ok {
		d.fault(FaultType, d.at)
	} else if n < lo || n > hi {
		d.fault(FaultRange, d.at)
	}
	return i
}

// raw keeps a value of a foreign bundle. Its numbers are not bounded: FHIR's are not,
// and the record does not calculate with them.
func (d *decoder) raw() Raw {
	d.opaque = true
	value := d.addition()
	d.opaque = false
	return value
}

// addition keeps the value under the cursor, without white space between its tokens.
func (d *decoder) addition() Raw {
	start := d.i
	d.skip()
	if d.stop {
		return ""
	}
	return Raw(jsontext.Compact(d.s[start:d.i]))
}

func (d *decoder) extensions() (x Extensions) {
	if !d.object() {
		return nil
	}
	at := d.at
	var before earlier
	for d.member() {
		uri, keyAt := URI(d.key), d.keyAt
		if before.has(len(x), d.key, func(i int) string { return string(x[i].URI) }) {
			d.fault(FaultDuplicate, keyAt)
			return x
		}
		value := d.addition()
		if !d.stop && !uri.Valid() {
			d.fault(FaultForm, keyAt)
		}
		x = append(x, Extension{uri, value})
	}
	if len(x) == 0 && !d.stop {
		d.fault(FaultEmpty, at)
	}
	return x
}

// keep keeps a member that the version does not have, if the document is newer; else it faults.
func (d *decoder) keep(m *Members, names string) {
	name, keyAt := d.key, d.keyAt
	if d.twice(m, name) {
		d.fault(FaultDuplicate, keyAt)
		return
	}
	value := d.addition()
	if d.stop {
		return
	}
	d.keyAt = keyAt
	if d.newer {
		d.fault(FaultUnknown, keyAt)
		*m = append(*m, Member{name, value})
		return
	}
	if d.all {
		*m = append(*m, Member{name, ""}) // so that a second one is found; dropped with the record
	}
	for rest := names; rest != ""; {
		known, tail, _ := strings.Cut(rest, " ")
		if strings.EqualFold(known, name) {
			d.fault(FaultCase, keyAt)
			return
		}
		rest = tail
	}
	d.fault(FaultUnknown, keyAt)
}

// twice reports whether the object has the member already. Most have few;
// for one that has many the names are kept in a map beside it.
func (d *decoder) twice(m *Members, name string) bool {
	if len(*m) < 32 {
		for i := range *m {
			if (*m)[i].Name == name {
				return true
			}
		}
		return false
	}
	seen := d.many[m]
	if seen == nil {
		seen = make(map[string]struct{}, 64)
		for i := range *m {
			seen[(*m)[i].Name] = struct{}{}
		}
		if d.many == nil {
			d.many = map[*Members]map[string]struct{}{}
		}
		d.many[m] = seen
	}
	_, twice := seen[name]
	seen[name] = struct{}{}
	return twice
}

// skip moves over the value under the cursor, checking all that is lexical.
func (d *decoder) skip() {
	s := d.s
	if d.i >= len(s) {
		d.syntax()
		return
	}
	switch c := s[d.i]; {
	case c == '{':
		if !d.enter() {
			return
		}
		var few [8]string
		names := few[:0]
		var many map[string]struct{}
		for d.member() {
			key := d.key
			if many != nil {
				if _, twice := many[key]; twice {
					d.fault(FaultDuplicate, d.keyAt)
					return
				}
				many[key] = struct{}{}
			} else {
				for _, n := range names {
					if n == key {
						d.fault(FaultDuplicate, d.keyAt)
						return
					}
				}
				if names = append(names, key); len(names) > 32 {
					many = make(map[string]struct{}, 64)
					for _, n := range names {
						many[n] = struct{}{}
					}
				}
			}
			d.skip()
		}
	case c == '[':
		if !d.enter() {
			return
		}
		for d.element() {
			d.skip()
		}
	case c == '"':
		d.at = d.i
		d.longText(d.i+1, d.i+1, false)
	case c == '-' || isDigit(c):
		d.numberText(!d.opaque)
	default:
		for _, word := range [...]string{"true", "false", "null"} {
			if strings.HasPrefix(s[d.i:], word) {
				d.i += len(word)
				return
			}
		}
		if rest := s[d.i:]; strings.HasPrefix("true", rest) || strings.HasPrefix("false", rest) || strings.HasPrefix("null", rest) {
			d.i = len(s)
		}
		d.syntax()
	}
}
