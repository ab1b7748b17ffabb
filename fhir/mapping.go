package fhir

import (
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/ephr"
)

// The table of paths and elements in zz_mapping.go is found by asking the
// exporter (internal/fieldmap), so that it cannot say what the exporter does not do.

// eachMapping calls f for each path of the record, as [ephr.Paths] has it, and the
// elements into which it goes, one per resource type and parted by blanks.
func eachMapping(f func(path, elements string)) {
	path, elements := "", ""
	for line := range strings.Lines(mapping) {
		n, rest, _ := strings.Cut(line, "\t")
		tail, rest, _ := strings.Cut(rest, "\t")
		m, rest, _ := strings.Cut(rest, "\t")
		path = path[:textNumber(n)] + tail
		elements = elements[:textNumber(m)] + strings.TrimSuffix(rest, "\n")
		f(path, elements)
	}
}

func textNumber(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// pathOf is the path of a place: a star for each index, and for each name that the
// record gives and not the format.
func pathOf(p ephr.Pointer) string {
	var b strings.Builder
	free := false
	for token := range p.Tokens() {
		b.WriteByte('/')
		switch {
		case free:
			b.WriteByte('*')
			return b.String() // what is below an addition is the addition's own
		case strings.Trim(token, "0123456789") == "":
			b.WriteByte('*')
		default:
			b.WriteString(token)
		}
		free = token == "extensions" || token == "absent"
	}
	return b.String()
}

// unknown reports whether the format has no such path.
func unknown(p ephr.Pointer) bool {
	path := pathOf(p)
	found := false
	eachMapping(func(known, _ string) { found = found || known == path })
	return !found
}

// express gives the losses their expressions.
func (l *losses) express() {
	places := map[string][]int{}
	for i := range l.list {
		if p := l.list[i].Pointer; l.list[i].Expression == "" && !strings.HasPrefix(string(p), "/source/") {
			places[pathOf(p)] = append(places[pathOf(p)], i)
		}
	}
	var types map[ephr.ID]string
	eachMapping(func(path, elements string) {
		for _, i := range places[path] {
			one, more, _ := strings.Cut(elements, " ")
			if more != "" { // of several resource types, the one that the item becomes
				if types == nil {
					types = l.types()
				}
				of := types[l.itemAt(l.list[i].Pointer)]
				for e := range strings.SplitSeq(elements, " ") {
					if typ, _, _ := strings.Cut(e, "."); strings.Contains(of, " "+typ+" ") {
						one = e
						break
					}
				}
			}
			l.list[i].Expression = fhirPath(one)
		}
	})
}

// types are the types of the resources that items become, between blanks.
func (l *losses) types() map[ephr.ID]string {
	types := map[ephr.ID]string{}
	if l.rec.Person == nil {
		return types
	}
	x := NewExporter(Collection, AllTiers())
	if _, err := x.Append(nil, l.rec); err != nil {
		return types
	}
	for i := range x.plan {
		if r := &x.plan[i]; r.kind != kindNone {
			types[x.ownerOf(r)] += " " + r.kind.name() + " "
		}
	}
	return types
}

// itemAt is the id of the item at or above a place.
func (l *losses) itemAt(p ephr.Pointer) ephr.ID {
	n, q := 0, ephr.Pointer("")
	for token := range p.Tokens() {
		if q = q.Append(token); n == 1 {
			break
		}
		n++
	}
	if i := at(&l.a, q); i >= 0 {
		return ephr.ID(l.a.String(i, "id"))
	}
	return ""
}

// fhirPath is an element of the table as FHIRPath: extensions are found by their URL.
func fhirPath(element string) string {
	var b strings.Builder
	inside := false // of an extension
	for i := 0; element != ""; i++ {
		part, rest := element, ""
		end := strings.IndexByte(element, '.')
		if open := strings.IndexByte(element, '('); open >= 0 && open < end {
			end = open + strings.IndexByte(element[open:], ')') + 1
		}
		if end >= 0 && end < len(element) {
			part, rest = element[:end], element[end+1:]
		}
		element = rest
		if i > 0 {
			b.WriteByte('.')
		}
		name, found := strings.CutPrefix(part, "extension(")
		if !found {
			b.WriteString(part)
			inside = false
			continue
		}
		name = strings.TrimSuffix(name, ")")
		member := ""
		if !strings.Contains(name, "://") {
			name, member, _ = strings.Cut(name, ":")
			if !inside {
				name = extBase + name
			}
		}
		b.WriteString("extension('" + name + "')")
		if member != "" {
			b.WriteString(".where(extension('name').valueCode = '" + member + "')")
		}
		inside = true
	}
	return b.String()
}
