package fhir_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The oracle gathers bulk data in memory, by the words of ImportBulk's comment
// and without an index: each question is answered by looking at all lines.

type oracleLine struct {
	place, text, typ, id string
	v                    map[string]any
	owners               []string // patients; of more than one it is of several
	later                []string
}

func (l *oracleLine) name() string {
	if l.id == "" {
		return ""
	}
	return l.typ + "/" + l.id
}

func readLines(texts []string) (lines []*oracleLine, faults map[string]bool) {
	faults = map[string]bool{}
	for f, text := range texts {
		for n, line := range strings.Split(text, "\n") {
			if line = strings.TrimRight(line, " \t\r"); strings.Trim(line, " \t\r") == "" {
				continue
			}
			l := &oracleLine{place: fmt.Sprint(f, ":", n+1), text: line}
			if json.Unmarshal([]byte(line), &l.v) != nil || l.v == nil {
				faults[l.place] = true
				continue
			}
			l.typ, _ = l.v["resourceType"].(string)
			l.id, _ = l.v["id"].(string)
			if l.typ == "" || l.typ == "Bundle" {
				faults[l.place] = true
				continue
			}
			lines = append(lines, l)
		}
	}
	return lines, faults
}

// target is the Type/id in which a reference ends.
func target(ref string) string {
	ref, _, _ = strings.Cut(ref, "/_history/")
	parts := strings.Split(ref, "/")
	if n := len(parts); n > 1 && parts[n-2] != "" && parts[n-1] != "" {
		return parts[n-2] + "/" + parts[n-1]
	}
	return ""
}

// targets are all to which a value refers.
func targets(v any) (out []string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = append(out, targets(e)...)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if s, ok := v[name].(string); ok && (name == "reference" || name == "url") {
				if to := target(s); to != "" && (name == "reference" || strings.HasPrefix(to, "Binary/")) {
					out = append(out, to)
				}
			}
			out = append(out, targets(v[name])...)
		}
	}
	return out
}

// belongs are the patients whom a resource names itself.
func belongs(l *oracleLine) (out []string) {
	if l.typ == "Patient" {
		if l.id == "" {
			return []string{l.place} // one of its own
		}
		return []string{l.name()}
	}
	for _, name := range []string{"subject", "patient", "individual", "beneficiary", "for"} {
		each, ok := l.v[name].([]any)
		if !ok {
			each = []any{l.v[name]}
		}
		for _, e := range each {
			ref, _ := e.(map[string]any)
			s, _ := ref["reference"].(string)
			if to := target(s); strings.HasPrefix(to, "Patient/") {
				out = append(out, to)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return distinct(out)
}

func distinct(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}

// oracle are the resources of each record, in the order of the records.
func oracle(lines []*oracleLine) (records [][]string) {
	var order []string // patients, as they are mentioned
	mention := func(p string) {
		if !slices.Contains(order, p) {
			order = append(order, p)
		}
	}
	self := map[*oracleLine]bool{} // it says itself whose it is
	for _, l := range lines {
		l.owners = belongs(l)
		self[l] = len(l.owners) > 0
		if len(l.owners) == 1 {
			mention(l.owners[0])
		}
	}
	about := func(l *oracleLine) []string {
		switch l.typ {
		case "Provenance":
			return targets(l.v["target"])
		case "AuditEvent":
			return targets(l.v["entity"])
		}
		return targets(l.v)
	}
	// By what it refers to, step by step.
	for step := 0; ; step++ {
		changed := false
		for _, l := range lines {
			l.later = nil
			if len(l.owners) > 0 {
				continue
			}
			for _, to := range about(l) {
				if step == 0 && slices.Contains(order, to) {
					l.later = append(l.later, to)
				}
				for _, other := range lines {
					if other.name() == to && (step > 0 || self[other] && len(other.owners) == 1) {
						l.later = append(l.later, other.owners...)
					}
				}
			}
		}
		for _, l := range lines {
			if len(l.later) > 0 {
				l.owners, changed = distinct(l.later), true
			}
		}
		if !changed && step > 0 {
			break
		}
	}
	// Who has a Patient comes first, by where it stands.
	isPatient := func(p string) int {
		return slices.IndexFunc(lines, func(l *oracleLine) bool { return l.typ == "Patient" && l.owners[0] == p })
	}
	slices.SortStableFunc(order, func(x, y string) int {
		i, j := isPatient(x), isPatient(y)
		switch {
		case i >= 0 && j >= 0:
			return i - j
		case i >= 0:
			return -1
		case j >= 0:
			return 1
		}
		return 0
	})
	gone := map[*oracleLine]bool{}
	for _, p := range order {
		var mine []*oracleLine
		patient := false
		for _, l := range lines {
			if len(l.owners) != 1 || l.owners[0] != p {
				continue
			}
			if l.id != "" && slices.ContainsFunc(mine, func(o *oracleLine) bool { return o.text == l.text && o.id != "" }) {
				gone[l] = true // said already
				continue
			}
			if l.typ == "Patient" {
				if patient {
					continue // another one of this id
				}
				patient = true
			}
			gone[l] = true
			mine = append(mine, l)
		}
		for i := 0; i < len(mine); i++ {
			for _, to := range targets(mine[i].v) {
				at := slices.IndexFunc(lines, func(l *oracleLine) bool { return len(l.owners) == 0 && l.name() == to && to != "" })
				if at >= 0 && !slices.Contains(mine, lines[at]) {
					gone[lines[at]] = true
					mine = append(mine, lines[at])
				}
			}
		}
		records = append(records, normals(mine))
	}
	var rest []*oracleLine
	for _, l := range lines {
		if gone[l] {
			continue
		}
		if len(l.owners) == 0 && l.name() != "" {
			at := slices.IndexFunc(lines, func(o *oracleLine) bool { return len(o.owners) == 0 && o.name() == l.name() })
			if lines[at] != l && lines[at].text == l.text {
				continue
			}
		}
		rest = append(rest, l)
	}
	if len(rest) > 0 {
		records = append(records, normals(rest))
	}
	return records
}

func normals(lines []*oracleLine) (out []string) {
	for _, l := range lines {
		out = append(out, normal([]byte(l.text)))
	}
	slices.Sort(out)
	return out
}
