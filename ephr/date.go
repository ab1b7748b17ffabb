package ephr

import (
	"cmp"
	"errors"
	"strings"
	"time"
)

// Date is a calendar date with the precision that is known: 2016, 2016-03 or
// 2016-03-14. A trailing ~ marks it as estimated (ISO 8601-2 "approximate"):
// 2016~. The text is kept as it was written. The zero Date means none.
type Date string

// DateTime is a [Date], or a date with a clock time: 2016-03-14T09:30,
// 2016-03-14T09:30:00.250+02:00. Seconds, fraction and zone are optional; a
// clinic's clock time without a zone keeps being without one. The text is
// kept as it was written. The zero DateTime means none.
type DateTime string

// Precision is how exactly a date or time is known.
type Precision uint8

// The precisions, from none to exact.
const (
	PrecisionNone Precision = iota
	PrecisionYear
	PrecisionMonth
	PrecisionDay
	PrecisionMinute
	PrecisionSecond
)

var (
	errDate     = errors.New("ephr: not a date: want YYYY, YYYY-MM or YYYY-MM-DD, with ~ for an estimate")
	errDateTime = errors.New("ephr: not a date or time: want YYYY[-MM[-DD[Thh:mm[:ss[.fff]][Z|+hh:mm]]]]")
)

// ParseDate checks the form of a date. It does not look whether the day exists: [Date.Exists] does.
// Its error does not hold the text.
func ParseDate(s string) (Date, error) {
	if !Date(s).Valid() {
		return "", errDate
	}
	return Date(s), nil
}

// ParseDateTime checks the form of a date or time. Its error does not hold the text.
func ParseDateTime(s string) (DateTime, error) {
	if !DateTime(s).Valid() {
		return "", errDateTime
	}
	return DateTime(s), nil
}

// DateOf is the calendar date of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// DateTimeOf is the moment t to the second, with its offset.
func DateTimeOf(t time.Time) DateTime { return DateTime(t.Format(time.RFC3339)) }

// Valid reports whether d has the form of a date. Month and day are in 01-12 and 01-31.
func (d Date) Valid() bool { return validDate(string(d)) }

// Valid reports whether t has the form of a date or time.
func (t DateTime) Valid() bool { return validDateTime(string(t)) }

// Estimated reports whether the date is marked as an estimate.
func (d Date) Estimated() bool { return strings.HasSuffix(string(d), "~") }

// Estimated reports whether the date is marked as an estimate.
func (t DateTime) Estimated() bool { return strings.HasSuffix(string(t), "~") }

// Text is the date without the mark of an estimate, as FHIR writes dates.
func (d Date) Text() string { return strings.TrimSuffix(string(d), "~") }

// Text is the date or time without the mark of an estimate.
func (t DateTime) Text() string { return strings.TrimSuffix(string(t), "~") }

// Precision is how exactly the date is known, PrecisionNone where it is not valid.
func (d Date) Precision() Precision { return DateTime(d).Precision() }

// Precision is how exactly the time is known, PrecisionNone where it is not valid.
func (t DateTime) Precision() Precision {
	if !t.Valid() {
		return PrecisionNone
	}
	s := t.Text()
	switch {
	case len(s) == 4:
		return PrecisionYear
	case len(s) == 7:
		return PrecisionMonth
	case len(s) == 10:
		return PrecisionDay
	case len(s) >= 19 && s[16] == ':':
		return PrecisionSecond
	}
	return PrecisionMinute
}

// Date is the date part.
func (t DateTime) Date() Date {
	if i := strings.IndexByte(string(t), 'T'); i >= 0 {
		return Date(t[:i])
	}
	return Date(t)
}

// Zoned reports whether the time has a zone.
func (t DateTime) Zoned() bool {
	if len(t) < 16 {
		return false
	}
	return t[len(t)-1] == 'Z' || len(t) > 16 && (t[len(t)-6] == '+' || t[len(t)-6] == '-')
}

// Time is the moment, in a zone of its offset, where the time has a zone and is
// exact to the minute at least.
func (t DateTime) Time() (time.Time, bool) {
	sec, nano, ok := t.instant()
	if !ok {
		return time.Time{}, false
	}
	return time.Unix(sec, int64(nano)).In(time.FixedZone("", t.offset())), true
}

// offset is the zone's distance from UTC in seconds, of a time that has a zone.
func (t DateTime) offset() int {
	s := string(t)
	if s[len(s)-1] == 'Z' {
		return 0
	}
	z := s[len(s)-6:]
	o := number(z[1:3])*3600 + number(z[4:6])*60
	if z[0] == '-' {
		return -o
	}
	return o
}

// instant is the moment in seconds since 1970 and nanoseconds. It allocates nothing.
func (t DateTime) instant() (sec int64, nano int, ok bool) {
	if !t.Zoned() || !t.Exists() {
		return 0, 0, false
	}
	s := string(t)
	days, ok := Date(s[:10]).Days()
	if !ok {
		return 0, 0, false
	}
	const epoch = 719162 // days from 0001-01-01 to 1970-01-01
	sec = int64(days-epoch)*86400 + int64(number(s[11:13])*3600+number(s[14:16])*60)
	if s[16] == ':' {
		sec += int64(number(s[17:19]))
		if s[19] == '.' {
			scale := 100_000_000
			for i := 20; isDigit(s[i]); i++ {
				nano += int(s[i]-'0') * scale
				scale /= 10
			}
		}
	}
	return sec - int64(t.offset()), nano, true
}

// Exists reports whether the date is in the calendar: 2017-02-29 is not. A
// date of less precision exists if it is well formed.
func (d Date) Exists() bool {
	return validDate(string(d)) && dayExists(d.Text())
}

// dayExists reports whether the day of a well-formed date is in its month.
func dayExists(s string) bool {
	if s[0] == '0' && s[:4] == "0000" {
		return false
	}
	if len(s) < 10 || s[8] < '2' || s[8] == '2' && s[9] < '9' {
		return true
	}
	return number(s[8:10]) <= daysIn(number(s[:4]), number(s[5:7]))
}

// Exists reports whether the date part is in the calendar; the form covers the clock.
func (t DateTime) Exists() bool {
	if len(t) > 11 {
		return validDateTime(string(t)) && dayExists(string(t[:10]))
	}
	return Date(t).Exists()
}

// Days is the number of the day, counted from 0001-01-01, where the date is exact to the day.
func (d Date) Days() (int, bool) {
	if d.Precision() != PrecisionDay || !d.Exists() {
		return 0, false
	}
	y, m, day := number(string(d[:4])), number(string(d[5:7])), number(string(d[8:10]))
	n := y - 1
	days := n*365 + n/4 - n/100 + n/400
	for i := 1; i < m; i++ {
		days += daysIn(y, i)
	}
	return days + day - 1, true
}

// Compare orders two dates: -1, 0 or +1, and true; false where their
// precision leaves it open, as with 2016 and 2016-03.
func (d Date) Compare(e Date) (int, bool) { return compareDates(d.Text(), e.Text()) }

// Compare orders two times by their date; where both dates are the same day,
// by their clocks if both have a zone or neither has. The answer is false where
// precision or zones leave it open.
func (t DateTime) Compare(u DateTime) (int, bool) {
	c, ok := compareDates(t.Date().Text(), u.Date().Text())
	if !ok || c != 0 && !(t.Zoned() && u.Zoned()) {
		return c, ok
	}
	if a, an, ok1 := t.instant(); ok1 {
		if b, bn, ok2 := u.instant(); ok2 {
			if (t[16] == ':') == (u[16] == ':') { // both with seconds, or neither
				return cmp.Or(cmp.Compare(a, b), cmp.Compare(an, bn)), true
			}
			c := cmp.Compare(minutes(a), minutes(b))
			return c, c != 0
		}
	}
	if t == u {
		return 0, true
	}
	if len(t) > 10 && len(u) > 10 && !t.Zoned() && !u.Zoned() {
		n := min(len(t), len(u))
		c := cmp.Compare(t[10:n], u[10:n])
		return c, c != 0
	}
	return 0, false
}

// minutes is the whole minute of a moment, before 1970 too.
func minutes(sec int64) int64 { return (sec - ((sec%60)+60)%60) / 60 }

func compareDates(a, b string) (int, bool) {
	if a == "" || b == "" {
		return 0, false
	}
	n := min(len(a), len(b))
	if c := cmp.Compare(a[:n], b[:n]); c != 0 {
		return c, true
	}
	return 0, len(a) == len(b)
}

func validDate(s string) bool {
	if n := len(s); n > 0 && s[n-1] == '~' {
		s = s[:n-1]
	}
	if len(s) < 4 || !digits(s[:4]) {
		return false
	}
	switch len(s) {
	case 4:
		return true
	case 7:
		return s[4] == '-' && twoDigits(s[5:], 1, 12)
	case 10:
		return s[4] == '-' && twoDigits(s[5:7], 1, 12) && s[7] == '-' && twoDigits(s[8:], 1, 31)
	}
	return false
}

func validDateTime(s string) bool {
	if len(s) <= 11 {
		return validDate(s)
	}
	if len(s) < 16 || s[10] != 'T' || !validDate(s[:10]) ||
		!twoDigits(s[11:13], 0, 23) || s[13] != ':' || !twoDigits(s[14:16], 0, 59) {
		return false
	}
	s = s[16:]
	if len(s) >= 3 && s[0] == ':' {
		if !twoDigits(s[1:3], 0, 59) {
			return false
		}
		s = s[3:]
		if len(s) > 1 && s[0] == '.' {
			i := 1
			for i < len(s) && isDigit(s[i]) {
				i++
			}
			if i == 1 || i > 10 { // up to nanoseconds
				return false
			}
			s = s[i:]
		}
	}
	switch {
	case s == "", s == "Z":
		return true
	case len(s) == 6 && (s[0] == '+' || s[0] == '-') && s[3] == ':':
		return twoDigits(s[1:3], 0, 13) && twoDigits(s[4:], 0, 59) || s[1:] == "14:00"
	}
	return false
}

func digits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func twoDigits(s string, lo, hi int) bool {
	if len(s) != 2 {
		return false
	}
	a, b := s[0]-'0', s[1]-'0'
	n := int(a)*10 + int(b)
	return a <= 9 && b <= 9 && lo <= n && n <= hi
}

func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
