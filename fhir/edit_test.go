package fhir_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/internal/tape"
	"github.com/openephr/ephr-go/validate"
)

var edits = flag.Int("edits", 100, "how many random edits to make on each side, of the record and of FHIR")

// editCount is how many edits a test makes; each has its own seed, so that a failure
// can be repeated whatever the number is.
func editCount() int {
	if testing.Short() {
		return min(*edits, 40)
	}
	return *edits
}

// A recordLeaf is one value of a record's JSON.
type recordLeaf struct {
	node    int
	path    ephr.Pointer
	pattern string // the path with * for indexes
	field   ephr.Field
}

// recordLeaves are the values that an edit may change: neither ids nor what names
// another item, nor what was kept of others.
func recordLeaves(d *tape.Doc) (list []recordLeaf) {
	var object func(name string, n int, p ephr.Pointer, pattern string)
	object = func(name string, n int, p ephr.Pointer, pattern string) {
		for f := range ephr.Fields(name) {
			at := d.Get(n, f.Name)
			if at < 0 || name == "Record" && f.Name == "source" {
				continue
			}
			values, paths, starred := []int{at}, []ephr.Pointer{p.Append(f.Name)}, pattern+"/"+f.Name
			if f.Type == "Absences" || f.Type == "Extensions" {
				continue // their members are the reason or the addition of somebody else; see below
			}
			if f.Array {
				values, paths, starred = nil, nil, starred+"/*"
				for c := at + 1; c < int(d.Nodes[at].End); c = int(d.Nodes[c].End) {
					paths = append(paths, p.Append(f.Name).Append(strconv.Itoa(len(values))))
					values = append(values, c)
				}
			}
			for i, v := range values {
				switch {
				case f.Object != "":
					object(f.Object, v, paths[i], starred)
				case f.Type == "ID" || f.Type == "UUID" || f.Type == "Version" || f.Name == "key":
				default:
					list = append(list, recordLeaf{v, paths[i], starred, f})
				}
			}
		}
	}
	object("Record", 0, "", "")
	return list
}

// instead are texts of values that could stand in place of a leaf's.
func instead(f ephr.Field, n *tape.Node, r *rand.Rand) (list []string) {
	quoted := func(s ...string) {
		for _, s := range s {
			list = append(list, quote(s))
		}
	}
	s := n.Text
	switch f.Type {
	case "code":
		l, _ := codes.LookupList(f.List)
		for range 12 {
			quoted(l.At(r.IntN(l.Len())).Code)
		}
	case "string":
		quoted(s+" and more", "other <words> & \"signs\"")
	case "URI":
		if quoted("https://other.example/x"); !strings.HasPrefix(s, "urn:oid:") { // FHIR has a form for these
			quoted(s + "x")
		}
	case "Code":
		quoted("mg", "kg", "Cel", "cm", s+"x")
	case "Bool":
		return []string{strconv.FormatBool(n.Kind == tape.False)}
	case "Integer", "Decimal":
		digits := strings.TrimRight(s, "0123456789")
		for range 4 {
			list = append(list, digits+s[len(digits):len(s)-1]+strconv.Itoa(r.IntN(10)))
		}
		list = append(list, s+"0", "1", "2", "12")
		if f.Type == "Decimal" {
			list = append([]string{s + "0", s + ".50"}, list...)
		}
	case "Date", "DateTime":
		for _, year := range []string{"2017", "2018", "2016", "1990", "2020"} {
			if len(s) >= 4 {
				quoted(year + s[4:])
			}
		}
		quoted("2018-02-03", "2018-02", "2018", "2018~")
	case "Raw":
		quoted("another value")
	}
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// editedRecord is the record with one random value changed, at none of some paths, and
// without more errors than it had.
func editedRecord(rec *ephr.Record, text []byte, but map[string]string, r *rand.Rand) (*ephr.Record, recordLeaf, string) {
	d, err := tape.Parse(string(text), nil)
	if err != nil {
		panic(err)
	}
	known := mistakes(rec)
	leaves := recordLeaves(&d)
	for {
		l := leaves[r.IntN(len(leaves))]
		if but[l.pattern] != "" {
			continue
		}
		n := &d.Nodes[l.node]
		for _, with := range instead(l.field, n, r) {
			if with == d.Raw(l.node) {
				continue
			}
			out, err := ephr.Decode([]byte(d.Text[:n.From] + with + d.Text[n.To:]))
			if err != nil {
				continue
			}
			worse := false
			for m := range mistakes(out) {
				worse = worse || !known[m]
			}
			if !worse {
				return out, l, string(l.path) + ": " + d.Raw(l.node) + " -> " + with
			}
		}
	}
}

func mistakes(rec *ephr.Record) map[string]bool {
	all := map[string]bool{}
	for _, f := range validate.Validate(rec) {
		if f.Severity == validate.Error {
			all[f.Rule+" "+string(f.Pointer)] = true
		}
	}
	return all
}

// mappedElements are the elements, as Type.member, into which each path goes, from the
// published table.
func mappedElements(t *testing.T) map[string]map[string]bool {
	data, err := os.ReadFile(filepath.Join("..", "docs", "mapping.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]bool{}
	for line := range strings.Lines(string(data)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		set := map[string]bool{}
		for _, e := range strings.Fields(columns[5] + " " + columns[6]) {
			typ := e[:strings.IndexAny(e+".", ".[")]
			rest := e[len(typ):]
			if strings.HasPrefix(rest, "[") {
				rest = rest[strings.IndexByte(rest, ']')+1:]
			}
			rest = strings.TrimPrefix(rest, ".")
			set[typ+"."+rest[:strings.IndexAny(rest+".", ".([")]] = true
			set[typ] = true
		}
		all[columns[0]] = set
	}
	return all
}

// exportedResources are the resources of an export by type and id.
func exportedResources(t *testing.T, rec *ephr.Record, kind fhir.Kind) ([]byte, map[string]string) {
	t.Helper()
	out, err := fhir.Append(nil, rec, kind, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	return out, resourcesOf(t, out)
}

func resourcesOf(t *testing.T, bundle []byte) map[string]string {
	t.Helper()
	var b struct {
		Entry []struct {
			FullURL  string
			Resource json.RawMessage
		}
	}
	if err := json.Unmarshal(bundle, &b); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, e := range b.Entry {
		var head struct{ ResourceType, ID string }
		if err := json.Unmarshal(e.Resource, &head); err != nil {
			t.Fatal(err)
		}
		name := head.ResourceType + "/" + head.ID
		if all[name] != "" || head.ID == "" {
			name += " " + e.FullURL
		}
		all[name] = unlabelled(e.Resource)
	}
	return all
}

// unlabelled is a resource without its security labels: they follow from the codes and
// kinds of what it refers to, so that a site that is a shelter now labels who works there.
func unlabelled(resource json.RawMessage) string {
	d, err := tape.Parse(string(resource), nil)
	if err != nil {
		panic(err)
	}
	meta := d.Get(0, "meta")
	if meta < 0 {
		return d.Text
	}
	kept := "{"
	for c := meta + 1; c < int(d.Nodes[meta].End); c = int(d.Nodes[c].End) {
		if d.Nodes[c].Key != "security" {
			kept += quote(d.Nodes[c].Key) + ":" + d.Raw(c) + ","
		}
	}
	if kept == "{" {
		whole := `"meta":` + d.Raw(meta)
		return strings.Replace(strings.Replace(d.Text, whole+",", "", 1), ","+whole, "", 1)
	}
	return d.Text[:d.Nodes[meta].From] + strings.TrimSuffix(kept, ",") + "}" + d.Text[d.Nodes[meta].To:]
}

// changedMembers are the members of a resource that differ; none where one side is missing.
func changedMembers(t *testing.T, a, b string) (names []string) {
	t.Helper()
	var x, y map[string]json.RawMessage
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		t.Fatal("no resource")
	}
	for name := range x {
		if !bytes.Equal(x[name], y[name]) {
			names = append(names, name)
		}
	}
	for name := range y {
		if x[name] == nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// tied are the resources that have to do with an item of some names, its id and its
// key: those that hold one, or of which a Provenance says that they are it; and those
// that refer to one of these or to which one of these refers.
func tied(t *testing.T, all map[string]string, names []string) map[string]bool {
	t.Helper()
	own, both := map[string]bool{}, map[string]bool{}
	for name, text := range all {
		if !strings.HasPrefix(name, "Provenance/") {
			for _, n := range names {
				own[name] = own[name] || strings.Contains(text, quote(n))
			}
			continue
		}
		var provenance struct {
			Entity []struct {
				What struct {
					Reference  string
					Identifier struct{ Value string }
				}
			}
		}
		if err := json.Unmarshal([]byte(text), &provenance); err != nil {
			t.Fatal(err)
		}
		for _, e := range provenance.Entity {
			if slices.Contains(names, e.What.Identifier.Value) {
				for other := range all {
					_, id, _ := strings.Cut(other, "/")
					own[other] = own[other] || strings.HasSuffix(e.What.Reference, id)
				}
			}
		}
	}
	for name, text := range all {
		_, id, _ := strings.Cut(name, "/")
		for o, is := range own {
			_, of, _ := strings.Cut(o, "/")
			both[name] = both[name] || is && (strings.Contains(text, of) || strings.Contains(all[o], id))
		}
	}
	return both
}

func quote(s string) string {
	var b strings.Builder
	d := json.NewEncoder(&b)
	d.SetEscapeHTML(false)
	_ = d.Encode(s)
	return strings.TrimSpace(b.String())
}

// itemOf are the id and the key of the item of a list of the record in which a place is, none where it is in none.
func itemOf(d *tape.Doc, p ephr.Pointer) (names []string) {
	n := 0
	for token := range p.Tokens() {
		if d.Nodes[n].Kind == tape.Array {
			i, _ := strconv.Atoi(token)
			for n++; i > 0; i-- {
				n = int(d.Nodes[n].End)
			}
			for _, name := range [...]string{"id", "key"} {
				if s := d.String(n, name); s != "" {
					names = append(names, s)
				}
			}
			return names
		}
		if n = d.Get(n, token); n < 0 {
			return nil
		}
	}
	return nil
}

// An edit of one value of a record changes its counterpart in FHIR and nothing else,
// and comes back.
func TestEditsOfRecordsChangeTheirCounterpart(t *testing.T) {
	mapped := mappedElements(t)
	for i := range editCount() {
		r := rand.New(rand.NewPCG(uint64(i), 0x65646974))
		g := ephrtest.New(uint64(1000 + i))
		g.Size = 1 + i%2
		rec := g.Record()
		text := asJSON(t, rec)
		edited, l, what := editedRecord(rec, text, nil, r)
		doc, _ := tape.Parse(string(text), nil)
		item := itemOf(&doc, l.path)
		allowed := mapped[l.pattern]
		switch {
		case l.field.Name == "reviewed":
			allowed = nil // whether all texts of an item are reviewed is one tag, whether some are stands at each: any element of it
		case l.pattern == "/medications/*/status":
			allowed["MedicationRequest.extension"] = true // intended has no code among FHIR's; too rare for the table
		case l.pattern == "/vitalSigns/*/effective":
			allowed["Observation.meta"] = true // the profile vitalsigns wants a full date
		}
		for _, kind := range []fhir.Kind{fhir.Collection, fhir.Transaction} {
			_, before := exportedResources(t, rec, kind)
			out, after := exportedResources(t, edited, kind)
			checkCounterpart(t, fmt.Sprintf("edit %d, %s, %s", i, kind, what), before, after, item, allowed)
			if got, want := asJSON(t, imported(t, out)), asJSON(t, edited); !bytes.Equal(got, want) {
				t.Errorf("edit %d, %s, %s: it does not come back: %s", i, kind, what, firstDifference(got, want))
			}
		}
	}
}

// notOfForeign are the paths that the test of foreign records leaves out, and why. What
// a record holds twice, because the reader has derived one from the other, contradicts itself
// after an edit of one of them.
var notOfForeign = map[string]string{
	"/investigations/*/category":               "an Observation of another system that is no laboratory's is not read as an investigation",
	"/investigations/*/concept/text":           "an interpretation that the reader has taken for the result stays as it was beside the new value",
	"/investigations/*/code/codings/*/code":    "a text that is the display of our test is not read as a text of the sender again",
	"/investigations/*/code/codings/*/system":  "the same",
	"/investigations/*/code/codings/*/display": "the same",
	"/immunizations/*/status":                  "the evidence of a dose is derived from the status and the source",
	"/vitalSigns/*/effective":                  "a foreign vital sign without a full date is not read as one",
	"/practitioners/*/role":                    "the role is derived from a PractitionerRole; one of ours beside a foreign Practitioner is not read",
	"/organizations/*/identifiers/*/system":    "the key is derived from it",
	"/organizations/*/identifiers/*/value":     "the key is derived from it",
	"/practitioners/*/identifiers/*/system":    "the key is derived from it",
	"/practitioners/*/identifiers/*/value":     "the key is derived from it",
	"/sites/*/identifiers/*/system":            "the key is derived from it",
	"/sites/*/identifiers/*/value":             "the key is derived from it",
	"/organizations/*/address/country":         "the country of an encounter is derived from it",
	"/sites/*/country":                         "the country of an encounter is derived from it",
}

// alsoOfForeign are elements that change with a path in resources of other systems, and
// which are not in the table, since no generated record has such values.
var alsoOfForeign = map[string][]string{
	"/medications/*/kind":         {"Composition.section", "Provenance.entity"}, // the statement has become a request, to which the document and the export's Provenance refer
	"/investigations/*/result":    {"Observation.valueCodeableConcept"},
	"/allergies/*/certainty":      {"AllergyIntolerance.clinicalStatus"},               // ait-2
	"/conditions/*/certainty":     {"Condition.clinicalStatus", "Condition.extension"}, // con-5
	"/substanceUse/*/amount/code": {"Observation.valueQuantity"},
	"/vitalSigns/*/sign":          {"Observation.dataAbsentReason"}, // a panel has none
}

// The same of a record that was read from another system: what it had beyond the record
// goes out with the edited value, and does not put the old one back.
func TestEditsOfForeignRecordsChangeTheirCounterpart(t *testing.T) {
	mapped := mappedElements(t)
	bundles := foreignBundles(t)
	names := slices.Sorted(maps.Keys(bundles))
	for i := range editCount() {
		name := names[i%len(names)]
		rec := imported(t, []byte(bundles[name]))
		text := asJSON(t, rec)
		edited, l, what := editedRecord(rec, text, notOfForeign, rand.New(rand.NewPCG(uint64(i), 0x666f7265)))
		what = fmt.Sprintf("edit %d of %s, %s", i, name, what)
		doc, _ := tape.Parse(string(text), nil)
		item := itemOf(&doc, l.path)
		for _, s := range rec.Source[0].Resources {
			if slices.Contains(item, string(s.Item)) {
				item = append(item, s.ID)
			}
		}
		_, before := exportedResources(t, rec, fhir.Collection)
		out, after := exportedResources(t, edited, fhir.Collection)
		allowed := maps.Clone(mapped[l.pattern])
		for _, e := range alsoOfForeign[l.pattern] {
			allowed[e] = true
		}
		for typ := range allowed { // the profile and the tags come and go with the labels
			typ, _, _ = strings.Cut(typ, ".")
			allowed[typ+".meta"] = true
		}
		if l.field.Name == "reviewed" {
			allowed = nil
		}
		checkCounterpart(t, what, before, after, item, allowed)
		a, b := itemsOf(t, imported(t, out)), itemsOf(t, edited)
		for at := range b {
			if a[at] != b[at] {
				t.Errorf("%s: %s does not come back:\n%s\n%s", what, at, a[at], b[at])
			}
		}
		for at := range a {
			if _, had := b[at]; !had {
				t.Errorf("%s: %s has come: %s", what, at, a[at])
			}
		}
	}
}

// policy stands in the Provenance that tells of the export itself, and in nothing else.
const policy = `"https://openephr.github.io/ephr-go/policy/`

func checkCounterpart(t *testing.T, what string, before, after map[string]string, item []string, allowed map[string]bool) {
	t.Helper()
	var near map[string]bool
	names := map[string]bool{}
	changed := 0
	for name := range before {
		names[name] = true
	}
	for name := range after {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		a, b := before[name], after[name]
		if a == b {
			continue
		}
		changed++
		typ, _, _ := strings.Cut(name, "/")
		if item != nil && near == nil {
			near = tied(t, before, item)
			for name, is := range tied(t, after, item) {
				near[name] = near[name] || is
			}
		}
		if item != nil && !near[name] && typ != "Provenance" {
			t.Errorf("%s: %s has nothing to do with %q:\n%s\n%s", what, name, item, a, b)
			continue
		}
		if a == "" || b == "" {
			if !allowed[typ] {
				t.Errorf("%s: %s has come or gone:\n%s\n%s", what, name, a, b)
			}
			continue
		}
		for _, m := range changedMembers(t, a, b) {
			if m == "recorded" && strings.Contains(a, policy) {
				continue // the export's own Provenance tells the latest time of all
			}
			if m = strings.TrimPrefix(m, "_"); m != "text" && allowed != nil && !allowed[typ+"."+m] {
				t.Errorf("%s: %s.%s differs:\n%s\n%s", what, name, m, a, b)
			}
		}
	}
	if changed == 0 {
		t.Errorf("%s: nothing has changed", what)
	}
}
