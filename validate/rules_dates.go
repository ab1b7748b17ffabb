package validate

import "github.com/openephr/ephr-go/ephr"

func dateNotInCalendar(r *run, t ephr.DateTime) {
	// Every month has 28 days: most dates need no look at the calendar.
	if len(t) >= 10 {
		if d := t[8:10]; d <= "28" && t[:4] != "0000" {
			return
		}
	} else if len(t) < 4 || t[:4] != "0000" {
		return
	}
	if t.Valid() && !t.Date().Exists() {
		r.report("")
	}
}

func periodReversed(r *run, p *ephr.Period) {
	if p.Start == "" || p.End == "" || len(p.Start) >= 4 && len(p.End) >= 4 && p.Start[:4] < p.End[:4] {
		return
	}
	start, ok1 := momentOf(p.Start)
	end, ok2 := momentOf(p.End)
	if ok1 && ok2 && !start.estimated && !end.estimated && end.before(start) {
		r.report("end")
	}
}

func eventBeforeBirth(r *run, t ephr.DateTime) {
	if r.born.sure && beforeBirth(r, t) {
		r.report("")
	}
}

func eventBeforeEstimatedBirth(r *run, t ephr.DateTime) {
	if !r.born.sure && beforeBirth(r, t) {
		r.report("")
	}
}

// beforeBirth reports whether the date in hand is before birth for certain and
// belongs to something that cannot be: what somebody else did, or what happened
// to the family on the way, can.
func beforeBirth(r *run, t ephr.DateTime) bool {
	if r.born.after(t) || !lived(r.path[:r.n]) {
		return false
	}
	m, ok := momentOf(t)
	if !ok || m.estimated && r.born.sure {
		return false
	}
	if r.path[r.n-1].name == "onset" {
		// what is inborn may have been seen before birth, but not before the pregnancy
		m.last += longestPregnancy * day
	}
	return m.before(r.born.moment)
}

// lived reports whether dates at the path are of the person's own life.
func lived(path []step) bool {
	switch path[0].name {
	case "identifiers", "organizations", "sites", "practitioners", "source":
		return false
	case "person":
		return path[1].name == "deceased"
	case "journey":
		return path[1].name == "arrivals" || path[1].name == "arrivedInEU"
	}
	for _, s := range path[1:] {
		if s.name == "identifiers" {
			return false
		}
	}
	return true
}

// recordedInFuture looks at the stamps of what was written down, which no plan puts into the future.
func recordedInFuture(r *run, t ephr.DateTime) {
	if r.now == 0 {
		return
	}
	switch r.path[r.n-1].name {
	case "recorded", "opened":
	case "time":
		if r.path[0].name != "accessLog" {
			return
		}
	default:
		return
	}
	if m, ok := momentOf(t); ok && !m.estimated && (moment{first: r.now, last: r.now, zoned: true}).before(m) {
		r.report("")
	}
}
