package main

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/fhir"
)

var generateOnce = sync.OnceValues(func() (map[string][]byte, error) { return generate(sources) })

func generated(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := generateOnce()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func decode[T any](t *testing.T, text []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

type structureText struct {
	URL, Type, BaseDefinition string
	Snapshot, Differential    elements
}

// TestExtensionsHaveSnapshots: what is in the table can be written, and what can
// be written is in the table (TestExtensionsAreDeclared of package fhir).
func TestExtensionsHaveSnapshots(t *testing.T) {
	files := generated(t)
	n := 0
	for e := range fhir.Extensions() {
		text := files["StructureDefinition-"+e.Name+".json"]
		if text == nil {
			t.Errorf("extension %s is not published", e.Name)
			continue
		}
		sd := decode[structureText](t, text)
		if sd.URL != e.URL() || len(sd.Snapshot.Element) < 5 || len(sd.Differential.Element) < 2 {
			t.Errorf("extension %s: %s with %d elements", e.Name, sd.URL, len(sd.Snapshot.Element))
		}
		n++
	}
	if n < 70 {
		t.Errorf("only %d extensions", n)
	}
}

// TestSnapshotsAreTheBaseWithTheDifferential applies every profile's
// differential to its base anew, element by element.
func TestSnapshotsAreTheBaseWithTheDifferential(t *testing.T) {
	files := generated(t)
	for i := range profiles {
		p := &profiles[i]
		var sd structureText
		for name, text := range files {
			if strings.HasSuffix(name, "StructureDefinition-ephr-"+p.id+".json") {
				sd = decode[structureText](t, text)
			}
		}
		b, err := readBase(p.base)
		if err != nil {
			t.Fatal(err)
		}
		if sd.BaseDefinition != b.URL {
			t.Errorf("%s: base %s", p.id, sd.BaseDefinition)
		}
		old := map[string]string{}
		for _, e := range b.Element {
			old[e.ID] = line(t, e)
		}
		changed := map[string]element{}
		for _, e := range sd.Differential.Element {
			changed[e.ID] = e
		}
		ids := map[string]bool{}
		for _, e := range sd.Snapshot.Element {
			if ids[e.ID] {
				t.Errorf("%s: %s is there twice", p.id, e.ID)
			}
			ids[e.ID] = true
			if e.Definition == "" || e.Min == nil || e.Max == "" || e.Base == nil {
				t.Errorf("%s: %s is not complete", p.id, e.ID)
			}
			c, ok := changed[e.ID]
			if !ok {
				if line(t, e) != old[e.ID] {
					t.Errorf("%s: %s is not as in the base", p.id, e.ID)
				}
				continue
			}
			delete(changed, e.ID)
			for member, value := range decode[map[string]json.RawMessage](t, []byte(line(t, c))) {
				if got := decode[map[string]json.RawMessage](t, []byte(line(t, e)))[member]; string(got) != string(value) {
					t.Errorf("%s: %s: %s is not that of the differential", p.id, e.ID, member)
				}
			}
		}
		for _, e := range b.Element {
			if !ids[e.ID] {
				t.Errorf("%s: %s of the base is missing", p.id, e.ID)
			}
		}
		for id := range changed {
			t.Errorf("%s: %s stands in the differential only", p.id, id)
		}
	}
}

func line(t *testing.T, e element) string {
	t.Helper()
	text, err := encodeLine(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEveryProfileHasAnExample: one that claims the profile and says that it is
// test data.
func TestEveryProfileHasAnExample(t *testing.T) {
	files := generated(t)
	claimed := map[string]int{}
	for name, text := range files {
		if path.Dir(name) != "example" {
			continue
		}
		r := decode[struct {
			ID   string
			Meta struct {
				Profile []string
				Tag     []coding
			}
		}](t, text)
		if len(r.Meta.Tag) != 1 || r.Meta.Tag[0].Code != "HTEST" || r.ID == "" {
			t.Errorf("%s is not marked as test data", name)
		}
		claimed[r.Meta.Profile[0]]++
	}
	for i := range profiles {
		if n := claimed[profiles[i].url()]; n != 1 {
			t.Errorf("profile %s has %d examples", profiles[i].id, n)
		}
	}
	if len(claimed) != len(profiles) {
		t.Errorf("examples of %d profiles, %d profiles", len(claimed), len(profiles))
	}
}

// TestMapsAreTheListsMappings: every code of a map stands on its list and maps
// there, every mapping of a list stands in a map, and every foreign code was
// seen in what its owner published.
func TestMapsAreTheListsMappings(t *testing.T) {
	published := publishedCodes(t)
	items := decode[codeSystem](t, generated(t)["CodeSystem-record-item.json"])
	mapped := map[[4]string]string{} // list, code, system, code: equivalence
	for name, text := range generated(t) {
		if !strings.HasPrefix(name, "ConceptMap-") {
			continue
		}
		cm := decode[conceptMap](t, text)
		g := cm.Group[0]
		list := path.Base(cm.SourceCanonical)
		l, isList := codes.LookupList(list)
		if isList && g.Source != string(l.System()) || !isList && g.Source != items.URL {
			t.Errorf("%s: source %s", name, g.Source)
		}
		targets := map[string]int{}
		for _, e := range g.Element {
			known := isList && l.Find(e.Code) >= 0 ||
				!isList && slices.ContainsFunc(items.Concept, func(c conceptOfOwner) bool { return c.Code == e.Code })
			if !known {
				t.Errorf("%s: %s is on no list", name, e.Code)
			}
			for _, m := range e.Target {
				mapped[[4]string{list, e.Code, g.Target, m.Code}] = m.Equivalence
				if codes, ok := published[g.Target]; ok && !codes[m.Code] {
					t.Errorf("%s: %s maps to %s, which no published table has", name, e.Code, m.Code)
				}
				if m.Equivalence == "equivalent" {
					if targets[m.Code]++; targets[m.Code] > 1 || len(e.Target) > 1 && equivalents(e.Target) > 1 {
						t.Errorf("%s: %s is not the only one that is equivalent", name, e.Code)
					}
				}
			}
		}
	}
	n := 0
	for l := range codes.Lists() {
		for e := range l.All() {
			for c := range e.Codings() {
				if c.System != l.System() {
					n++
					if mapped[[4]string{l.Name(), e.Code, string(c.System), c.Code}] == "" {
						t.Errorf("%s of list %s: no map to %s", e.Code, l.Name(), c.System)
					}
				}
			}
			for _, p := range mappedProperties {
				for code := range strings.SplitSeq(e.Prop(p.name), ",") {
					if code != "" && (p.list == "" || p.list == l.Name()) && mapped[[4]string{l.Name(), e.Code, string(p.system), code}] != "relatedto" {
						t.Errorf("%s of list %s: %s is not mapped as related", e.Code, l.Name(), p.name)
					}
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d mappings were found", n)
	}
}

func equivalents(all []mapTarget) (n int) {
	for _, t := range all {
		if t.Equivalence == "equivalent" {
			n++
		}
	}
	return n
}

// publishedCodes are the codes with evidence, by the URI of their system.
func publishedCodes(t *testing.T) map[string]map[string]bool {
	t.Helper()
	uris := map[string]string{}
	for _, row := range tsv(t, "../../codes/systems.tsv") {
		uris[row[0]] = row[2]
	}
	all := map[string]map[string]bool{}
	for _, row := range tsv(t, "../../testdata/published/codes.tsv") {
		uri := uris[row[0]]
		if uri == "" {
			continue
		}
		if all[uri] == nil {
			all[uri] = map[string]bool{}
		}
		all[uri][row[1]] = true
	}
	if len(all["http://loinc.org"]) < 100 || len(all["http://snomed.info/sct"]) < 100 {
		t.Fatal("the table of published codes was not read")
	}
	return all
}

func tsv(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.Comment, r.LazyQuotes, r.FieldsPerRecord = '\t', '#', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestPackageIsInStep compares the manifest, the indexes and the guide with the
// files and with each other.
func TestPackageIsInStep(t *testing.T) {
	files := generated(t)
	m := decode[packageManifest](t, files["package/package.json"])
	g := decode[implementationGuide](t, files["ImplementationGuide-"+packageName+".json"])
	if m.Name != g.PackageID || m.Version != g.Version || !slices.Equal(m.FHIRVersions, g.FHIRVersion) || m.License != g.License {
		t.Errorf("manifest of %s %s, guide of %s %s", m.Name, m.Version, g.PackageID, g.Version)
	}
	if len(m.Dependencies) != len(g.DependsOn)+1 || m.Dependencies["hl7.fhir.r4.core"] != "4.0.1" {
		t.Errorf("the manifest depends on %v", m.Dependencies)
	}
	for _, d := range g.DependsOn {
		if m.Dependencies[d.PackageID] != d.Version {
			t.Errorf("the manifest does not depend on %s %s", d.PackageID, d.Version)
		}
	}
	listed := map[string]string{}
	for _, r := range g.Definition.Resource {
		listed[r.Reference.Reference] = r.ExampleCanonical
	}
	for folder, name := range map[string]string{".": "package/.index.json", "example": "package/example/.index.json"} {
		x := decode[packageIndex](t, files[name])
		indexed := map[string]bool{}
		for _, f := range x.Files {
			indexed[path.Join(folder, f.Filename)] = true
			_, inGuide := listed[f.ResourceType+"/"+f.ID]
			if self := f.ResourceType == "ImplementationGuide"; inGuide == self {
				t.Errorf("%s: in the guide: %t", f.Filename, inGuide)
			}
		}
		for _, file := range slices.Sorted(maps.Keys(files)) {
			if path.Dir(file) == folder && !indexed[file] {
				t.Errorf("%s is not in %s", file, name)
			}
		}
		if len(x.Files) != len(indexed) {
			t.Errorf("%s names a file twice", name)
		}
	}
	if want := len(files) - 4; len(listed) != want { // guide, manifest, two indexes
		t.Errorf("the guide lists %d resources, there are %d", len(listed), want)
	}
}
