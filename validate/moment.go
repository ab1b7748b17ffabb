package validate

import (
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// moment is the span in which a date or time lies, as exactly as it was
// written: from the first to the last microsecond since the start of the year
// 1. It is in UTC where a zone was given, else in an unknown local time.
type moment struct {
	first, last      int64
	zoned, estimated bool
}

const (
	day = 86_400_000_000
	// zones is the widest that local time can be away from UTC.
	zones = 14 * 3_600_000_000
)

// momentOf reads a date or time; false where it is not well formed or not in the calendar.
func momentOf(t ephr.DateTime) (m moment, ok bool) {
	s := string(t)
	if n := len(s); n > 0 && s[n-1] == '~' {
		m.estimated, s = true, s[:n-1]
	}
	y, ok := digits(s, 0, 4)
	if !ok || y == 0 {
		return m, false
	}
	if len(s) == 4 {
		m.first, m.last = int64(days(y, 1, 1))*day, int64(days(y+1, 1, 1))*day-1
		return m, true
	}
	mo, ok := digits(s, 5, 7)
	if !ok || mo < 1 || mo > 12 {
		return m, false
	}
	if len(s) == 7 {
		first := days(y, mo, 1)
		m.first, m.last = int64(first)*day, int64(first+daysIn(y, mo))*day-1
		return m, true
	}
	d, ok := digits(s, 8, 10)
	if !ok || d < 1 || d > daysIn(y, mo) {
		return m, false
	}
	m.first = int64(days(y, mo, d)) * day
	m.last = m.first + day - 1
	if len(s) == 10 {
		return m, true
	}
	if !t.Valid() {
		return m, false
	}
	h, _ := digits(s, 11, 13)
	min, _ := digits(s, 14, 16)
	m.first += int64(h*60+min) * 60_000_000
	m.last = m.first + 60_000_000 - 1
	s = s[16:]
	if s != "" && s[0] == ':' {
		sec, _ := digits(s, 1, 3)
		m.first += int64(sec) * 1_000_000
		m.last = m.first + 1_000_000 - 1
		if s = s[3:]; s != "" && s[0] == '.' {
			i, unit := 1, int64(100_000)
			for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
				m.first += int64(s[i]-'0') * unit
				unit /= 10
			}
			m.last = m.first // written to the fraction: as exact as clocks are
			s = s[i:]
		}
	}
	if s == "" {
		return m, true
	}
	m.zoned = true
	if s != "Z" {
		zh, _ := digits(s, 1, 3)
		zm, _ := digits(s, 4, 6)
		offset := int64(zh*60+zm) * 60_000_000
		if s[0] == '+' {
			offset = -offset
		}
		m.first += offset
		m.last += offset
	}
	return m, true
}

// before reports whether m lies before o for certain, whatever zone a local time is in.
func (m moment) before(o moment) bool {
	last := m.last
	if m.zoned != o.zoned {
		last += zones
	}
	return last < o.first
}

// digits reads s[from:to] as a number.
func digits(s string, from, to int) (int, bool) {
	if len(s) < to {
		return 0, false
	}
	n := 0
	for i := from; i < to; i++ {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	return n, true
}

// days counts from 0001-01-01.
func days(y, m, d int) int {
	n := y - 1
	n = n*365 + n/4 - n/100 + n/400
	for i := 1; i < m; i++ {
		n += daysIn(y, i)
	}
	return n + d - 1
}

func daysIn(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// birth is what is known of when the person was born.
type birth struct {
	moment
	known bool
	// sure is false where the date is an estimate or the age is disputed.
	sure bool
	year string // before which nothing needs a second look
}

func (b *birth) read(p *ephr.Person) {
	*b = birth{}
	if p == nil || p.BirthDate == "" {
		return
	}
	if b.moment, b.known = momentOf(ephr.DateTime(p.BirthDate)); !b.known {
		return
	}
	b.year = string(p.BirthDate)[:4]
	b.sure = !b.estimated && (p.AgeDispute == "" || p.AgeDispute == codes.AgeDisputeNotDisputed)
}

// after reports, by a look at the years only, that nothing can be wrong.
func (b *birth) after(t ephr.DateTime) bool {
	return !b.known || len(t) >= 4 && strings.Compare(string(t[:4]), b.year) > 0
}
