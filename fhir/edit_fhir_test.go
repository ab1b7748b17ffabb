package fhir_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/internal/tape"
)

// A fhirLeaf is one value of one resource of a bundle.
type fhirLeaf struct {
	node     int
	resource int // its node
	path     string
	key      string // the member, also of a value in an array
}

// fhirLeaves are the values that an edit may change: neither ids nor references, nor
// the marks by which an export of ours is known.
func fhirLeaves(d *tape.Doc) (list []fhirLeaf) {
	entries := d.Get(0, "entry")
	for e := entries + 1; e < int(d.Nodes[entries].End); e = int(d.Nodes[e].End) {
		r := d.Get(e, "resource")
		if r < 0 || strings.Contains(d.Raw(r), policy) {
			continue // the Provenance of an export is of that export, and is written anew with the next
		}
		var walk func(n int, path, key string)
		walk = func(n int, path, key string) {
			switch d.Nodes[n].Kind {
			case tape.Object:
				for c := n + 1; c < int(d.Nodes[n].End); c = int(d.Nodes[c].End) {
					name := d.Nodes[c].Key
					switch {
					case name == "id" || name == "reference" || name == "resourceType" || name == "url":
					case (name == "value" || name == "system") && ourName(d.String(n, "system")): // an id
					case name == "tag" && strings.HasSuffix(path, ".meta"): // what the format, the language and the reviews are: it is read for all of the record
					case name == "security" && strings.HasSuffix(path, ".meta"): // with a label that is not ours it is not read at all: see TestLabelsOfOthers
					default:
						walk(c, path+"."+name, name)
					}
				}
			case tape.Array:
				i := 0
				for c := n + 1; c < int(d.Nodes[n].End); c = int(d.Nodes[c].End) {
					walk(c, path+"["+strconv.Itoa(i)+"]", key)
					i++
				}
			case tape.Null:
			default:
				list = append(list, fhirLeaf{n, r, path, key})
			}
		}
		walk(r, d.String(r, "resourceType")+"/"+d.String(r, "id"), "")
	}
	return list
}

// ourName reports whether an identifier of the system names an item, a site or a record.
func ourName(system string) bool {
	return system == "urn:ietf:rfc:3986" || strings.HasPrefix(system, "https://openephr.github.io/ephr-go/") && !strings.Contains(system, "/CodeSystem/")
}

var dateLike = regexp.MustCompile(`^[0-9]{4}(-|$)`)

// editedBundle is the bundle with one random value of one resource changed.
func editedBundle(d *tape.Doc, r *rand.Rand) (string, fhirLeaf, string) {
	leaves := fhirLeaves(d)
	for {
		l := leaves[r.IntN(len(leaves))]
		n := &d.Nodes[l.node]
		with := ""
		switch s := n.Text; n.Kind {
		case tape.True:
			with = "false"
		case tape.False:
			with = "true"
		case tape.Number:
			with = s[:len(s)-1] + strconv.Itoa(r.IntN(10))
			if len(s) == 1 && r.IntN(2) == 0 {
				with = "1" + s
			}
		default:
			with = quote(s + " and more")
			switch {
			case l.key == "div":
				with = quote(strings.TrimSuffix(s, "</div>") + " edited</div>")
			case dateLike.MatchString(s):
				with = quote([]string{"2017", "2018", "2016", "1990", "2020"}[r.IntN(5)] + s[4:])
			case r.IntN(2) == 0: // what stands there elsewhere
				if other := leaves[r.IntN(len(leaves))]; other.key == l.key && d.Nodes[other.node].Kind == tape.String {
					with = d.Raw(other.node)
				}
			case !strings.ContainsAny(s, " "):
				with = quote(s + "x")
			}
		}
		if with != d.Raw(l.node) {
			return d.Text[:n.From] + with + d.Text[n.To:], l, l.path + ": " + d.Raw(l.node) + " -> " + with
		}
	}
}

// foreignBundles are bundles of other systems by name.
func foreignBundles(t *testing.T) map[string]string {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join("..", "testdata", "foreign", "*.json"))
	if dir := os.Getenv("EPHR_EXAMPLES"); dir != "" {
		more, _ := filepath.Glob(filepath.Join(dir, "Bundle-*.json"))
		files = append(files, more...)
	}
	if len(files) == 0 {
		t.Fatal("no foreign bundles")
	}
	all := map[string]string{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(f)] = string(data)
	}
	return all
}

// An edit of one value of a bundle changes the item of its resource and nothing else,
// and goes out again.
func TestEditsOfFHIRChangeTheirItem(t *testing.T) {
	for i := range editCount() {
		g := ephrtest.New(uint64(5000 + i))
		g.Size = 1 + i%2
		kind := []fhir.Kind{fhir.Collection, fhir.Transaction}[i/2%2]
		out, _ := exportedResources(t, g.Record(), kind)
		editOfFHIR(t, fmt.Sprintf("edit %d", i), string(out), kind, i)
	}
}

func TestEditsOfForeignFHIRChangeTheirItem(t *testing.T) {
	bundles := foreignBundles(t)
	names := slices.Sorted(maps.Keys(bundles))
	for i := range editCount() {
		name := names[i%len(names)]
		editOfFHIR(t, fmt.Sprintf("edit %d of %s", i, name), bundles[name], fhir.Collection, i)
	}
}

func editOfFHIR(t *testing.T, what, bundle string, kind fhir.Kind, seed int) {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(seed), 0x66686972))
	d, err := tape.Parse(bundle, nil)
	if err != nil {
		t.Fatal(err)
	}
	edited, l, how := editedBundle(&d, r)
	what += ", " + how
	before, after := imported(t, []byte(bundle)), imported(t, []byte(edited))

	// Out again: the edited resource as it was edited, all others as they were.
	_, want := exportedResources(t, before, kind)
	_, got := exportedResources(t, after, kind)
	read := resourcesOf(t, []byte(edited))
	for _, name := range slices.Sorted(maps.Keys(read)) {
		if strings.Contains(read[name], policy) {
			continue
		}
		if !sameJSON(t, got[name], read[name]) {
			t.Errorf("%s: %s goes out as\n%s\nand not as\n%s", what, name, got[name], read[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if strings.HasPrefix(name, "Provenance/") && strings.HasPrefix(l.path, "Provenance/") {
			continue // who wrote what when is told anew of what the edited one no longer tells of
		}
		if strings.Contains(got[name], policy) {
			continue // its id follows from the record's, which is random where no name of the Patient is a UUID
		}
		if read[name] == "" && want[name] == "" {
			t.Errorf("%s: the export has %s more: %s", what, name, got[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if read[name] == "" && got[name] == "" && !strings.Contains(want[name], policy) {
			t.Errorf("%s: the export has %s no more: %s", what, name, want[name])
		}
	}

	// In: only items that have to do with the resource are others now.
	typ := d.String(l.resource, "resourceType")
	checkItems(t, what, typ, before, after, neighbours(t, read, addresses(&d), typ+"/"+d.String(l.resource, "id")))
}

// sameJSON reports whether two texts say the same, as overlay and everybody sees it.
func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	if a == b {
		return true
	}
	if a == "" || b == "" {
		return false
	}
	var x, y any
	decodeNumbers(t, []byte(a), &x)
	decodeNumbers(t, []byte(b), &y)
	return reflect.DeepEqual(x, y)
}

// addresses are the fullUrls of the resources of a bundle by type and id.
func addresses(d *tape.Doc) map[string]string {
	all := map[string]string{}
	entries := d.Get(0, "entry")
	for e := entries + 1; e < int(d.Nodes[entries].End); e = int(d.Nodes[e].End) {
		r := d.Get(e, "resource")
		all[d.String(r, "resourceType")+"/"+d.String(r, "id")] = d.String(e, "fullUrl")
	}
	return all
}

// neighbours are the ids and keys of the items that a resource and those that refer to it, or to which it refers, can be.
func neighbours(t *testing.T, all, urls map[string]string, resource string) map[string]bool {
	t.Helper()
	near := map[string]bool{}
	for name, text := range all {
		if name == resource || strings.Contains(text, quote(urls[resource])) || strings.Contains(text, quote(resource)) ||
			strings.Contains(all[resource], quote(urls[name])) || strings.Contains(all[resource], quote(name)) {
			near[name] = true
		}
	}
	// what they are as items
	items := map[string]bool{}
	for name := range near {
		var r struct {
			ResourceType, ID string
			Identifier       json.RawMessage
		}
		_ = json.Unmarshal([]byte(all[name]), &r)
		if name != resource && r.ResourceType == "Patient" {
			continue // all refer to it
		}
		items[r.ID], items[strings.ToLower(r.ResourceType)+"-"+r.ID] = true, true
		var ids []struct{ System, Value string }
		_ = json.Unmarshal(r.Identifier, &ids)
		for _, i := range ids {
			items[i.Value] = true
		}
		for _, p := range all {
			var provenance struct {
				ResourceType string
				Entity       []struct {
					What struct {
						Reference  string
						Identifier struct{ Value string }
					}
				}
			}
			_ = json.Unmarshal([]byte(p), &provenance)
			for _, e := range provenance.Entity {
				if r.ID != "" && strings.HasSuffix(e.What.Reference, r.ID) {
					items[e.What.Identifier.Value] = true
				}
			}
		}
		if r.ResourceType == "Patient" {
			items["person"] = true
		}
	}
	return items
}

// checkItems compares two records but for their sources. Members of objects that have no
// id (the person, the journey) and elements of lists that have none (the access log) are
// told by several resources of a type each: of these at most one may differ.
func checkItems(t *testing.T, what, typ string, before, after *ephr.Record, near map[string]bool) {
	t.Helper()
	a, b := itemsOf(t, before), itemsOf(t, after)
	names := map[itemName]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	nameless := map[string]bool{}
	gone, provenance := false, false // what is not read any more, and what was told of it
	for _, name := range slices.SortedFunc(maps.Keys(names), func(x, y itemName) int { return strings.Compare(fmt.Sprint(x), fmt.Sprint(y)) }) {
		if a[name] == b[name] {
			continue
		}
		switch {
		case name.id == "" && slices.Contains(tellers[name.list], typ):
			nameless[name.list+" "+name.key] = name.list != "protection" // of which one resource tells all
		case near[name.id] || near[name.key]:
			gone = gone || b[name] == ""
		case name.list == "provenance":
			provenance = true
		default:
			t.Errorf("%s: %s has changed:\n%s\n%s", what, name, a[name], b[name])
		}
	}
	if provenance && !gone {
		t.Errorf("%s: the provenance has changed", what)
	}
	maps.DeleteFunc(nameless, func(_ string, counts bool) bool { return !counts })
	if len(nameless) > 1 && typ != "Patient" {
		t.Errorf("%s: all of these have changed: %v", what, slices.Sorted(maps.Keys(nameless)))
	}
}

// tellers are the types of the resources that tell of what has no id in the record.
var tellers = map[string][]string{
	"person": {"Patient", "Observation", "RelatedPerson"}, "journey": {"Observation"}, "protection": {"Observation"},
	"tombstones": {"Observation"}, "accessLog": {"AuditEvent"}, "provenance": {"Provenance"}, "absent": {"Patient"},
	"identifiers": {"Patient"}, "extensions": {"Patient"}, "opened": {"Patient"}, "custodian": {"Patient"}, "schemaVersion": {"Patient"}, "synthetic": {"Patient"},
}

// An itemName is where something stands in a record: in a list by its id and its key, or
// in an object without an id by its member.
type itemName struct{ list, id, key string }

// itemsOf are the items of a record and its other members; not its source.
func itemsOf(t *testing.T, rec *ephr.Record) map[itemName]string {
	t.Helper()
	all := map[itemName]string{}
	d, err := tape.Parse(string(asJSON(t, rec)), nil)
	if err != nil {
		t.Fatal(err)
	}
	for c := 1; c < int(d.Nodes[0].End); c = int(d.Nodes[c].End) {
		list := d.Nodes[c].Key
		switch {
		case list == "source" || list == "id":
		case d.Nodes[c].Kind != tape.Array && d.Nodes[c].Kind != tape.Object:
			all[itemName{list: list}] = d.Raw(c)
		default:
			for e := c + 1; e < int(d.Nodes[c].End); e = int(d.Nodes[e].End) {
				all[itemName{list, d.String(e, "id"), d.Nodes[e].Key + d.String(e, "key")}] += d.Raw(e)
			}
		}
	}
	return all
}
