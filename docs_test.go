package ephrgo

import (
	"os"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
)

// A reader finds of every member of the format what it means, its form and
// tier, its FHIR element, a sample that has it, and its source.
func TestRecordPageTellsEverything(t *testing.T) {
	page, err := os.ReadFile("docs/record.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string][]string{}
	object := ""
	for line := range strings.Lines(string(page)) {
		line = strings.TrimRight(line, "\r\n")
		if name, ok := strings.CutPrefix(line, "## "); ok {
			object = name
		}
		sections[object] = append(sections[object], line)
	}
	seen := map[string]bool{}
	var check func(object string)
	check = func(object string) {
		if seen[object] {
			return
		}
		seen[object] = true
		hasSource := false
		rows := map[string][]string{}
		for _, line := range sections[object] {
			hasSource = hasSource || strings.HasPrefix(line, "Source, where the row names no other: ")
			cells := strings.Split(strings.ReplaceAll(line, `\|`, "¦"), "|")
			if len(cells) == 9 {
				rows[strings.Trim(cells[1], " `*")] = cells[2:8]
			}
		}
		for m := range ephr.Fields(object) {
			cells, ok := rows[m.Name]
			if !ok {
				t.Errorf("%s.%s is not on the page", object, m.Name)
				continue
			}
			for i, what := range []string{"meaning", "form", "tier", "FHIR element", "sample", "source"} {
				switch {
				case strings.TrimSpace(cells[i]) != "":
				case what == "source" && hasSource:
				case what == "FHIR element" && (strings.HasPrefix(object, "Source") || object == "Record" && m.Name == "source"):
					// The remainder of foreign bundles has no element of its own.
				default:
					t.Errorf("%s.%s has no %s", object, m.Name, what)
				}
			}
			if m.Object != "" {
				check(m.Object)
			}
		}
	}
	check("Record")
}
