package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
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
)

var judgeDir = flag.String("judge-dir", "", "write exports whose resources claim their profiles into this folder, for a judge")

func newTestProfiler(t *testing.T) *profiler {
	t.Helper()
	src, err := parse(sources)
	if err != nil {
		t.Fatal(err)
	}
	g, err := newProfiler(src)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// records are the samples that hold nothing foreign, and random records.
func records(t *testing.T) map[string]*ephr.Record {
	t.Helper()
	files, err := filepath.Glob("../../testdata/records/valid/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	all := map[string]*ephr.Record{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := ephr.Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		if rec.Source == nil {
			all[strings.TrimSuffix(filepath.Base(f), ".json")] = rec
		}
	}
	g := ephrtest.New(11)
	for i := range 100 {
		rec := g.Record()
		rec.Source = nil
		rec.Synthetic = ephr.BoolOf(i > 0)
		addRare(rec)
		all["random-"+strconv.Itoa(i)] = rec
	}
	return all
}

// addRare adds what the random records do not have: a unit that is converted, and
// values for which FHIR has no place.
func addRare(rec *ephr.Record) {
	rec.VitalSigns = append(rec.VitalSigns, ephr.VitalSign{
		Entry: ephr.Entry{ID: "rare-height"}, Sign: codes.VitalSignBodyHeight, Effective: "2019-03-01",
		Value: &ephr.Quantity{Value: "1.72", Code: "m"},
	})
	rec.CarePlans = append(rec.CarePlans, ephr.CarePlan{Entry: ephr.Entry{ID: "rare-plan"}, Title: "social", FollowUp: "soon"})
	rec.ImmunizationRecommendations = append(rec.ImmunizationRecommendations, ephr.ImmunizationRecommendation{
		Entry: ephr.Entry{ID: "rare-dose"}, Vaccine: "bcg", Status: "due", Due: "soon",
	})
	rec.Pregnancies = append(rec.Pregnancies, ephr.Pregnancy{
		Entry: ephr.Entry{ID: "rare-pregnancy"}, Effective: "2019-03-01", Status: "pregnant", DueDateMethod: "ultrasound",
	})
}

// collections visits the records as collections, with default and with all tiers.
func collections(t *testing.T, visit func(name string, bundle map[string]any)) {
	t.Helper()
	all := records(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for tiers, opts := range map[string][]fhir.Option{"default": nil, "all": {fhir.AllTiers()}} {
			out, err := fhir.Append(nil, all[name], fhir.Collection, opts...)
			if err != nil {
				t.Fatal(name, err)
			}
			d := json.NewDecoder(bytes.NewReader(out))
			d.UseNumber()
			var bundle map[string]any
			if err := d.Decode(&bundle); err != nil {
				t.Fatal(name, err)
			}
			visit(tiers+"-"+name, bundle)
		}
	}
}

func resources(bundle map[string]any) (all []map[string]any) {
	entries, _ := bundle["entry"].([]any)
	for _, e := range entries {
		all = append(all, e.(map[string]any)["resource"].(map[string]any))
	}
	return all
}

// TestEveryKindHasAProfile compares the table of profiles with that of the kinds.
func TestEveryKindHasAProfile(t *testing.T) {
	src, err := parse(sources)
	if err != nil {
		t.Fatal(err)
	}
	types, err := src.kinds()
	if err != nil {
		t.Fatal(err)
	}
	g := newTestProfiler(t)
	of := map[string]string{}
	for typ, kinds := range types {
		for _, k := range kinds {
			of[k] = typ
		}
	}
	seen := map[string]bool{}
	for _, k := range unprofiled {
		seen[k] = true
	}
	for i := range profiles {
		p := &profiles[i]
		if seen[p.kind] {
			t.Errorf("%s stands twice in the table", p.kind)
		}
		seen[p.kind] = true
		if of[p.kind] != g.types[p.base] {
			t.Errorf("profile %s: %s becomes a %q, the base is a %s", p.id, p.kind, of[p.kind], g.types[p.base])
		}
	}
	for k := range of {
		if !seen[k] {
			t.Errorf("%s has no profile, and is not among those that need none", k)
		}
	}
	if len(of) < 60 {
		t.Errorf("only %d kinds were read", len(of))
	}
}

// TestExportsConformToProfiles looks at every resource of the exports: it
// belongs to a profile and keeps it, and each extension of a profile is written.
func TestExportsConformToProfiles(t *testing.T) {
	g := newTestProfiler(t)
	shapes := map[*profile]structureDefinition{}
	for i := range profiles {
		sd, err := g.structure(&profiles[i])
		if err != nil {
			t.Fatal(err)
		}
		shapes[&profiles[i]] = sd
	}
	written := map[string]bool{} // profile and extension
	found := map[*profile]int{}
	problems := map[string]bool{}
	collections(t, func(name string, bundle map[string]any) {
		for _, r := range resources(bundle) {
			typ := r["resourceType"].(string)
			if typ == "Device" || typ == "Medication" || typ == "Composition" {
				continue
			}
			p := g.profileOf(r)
			if p == nil {
				problems[fmt.Sprintf("a %s is of no profile, %s", typ, name)] = true
				continue
			}
			found[p]++
			for _, x := range ownExtensions(r) {
				written[p.id+" "+x] = true
			}
			for _, problem := range breaks(shapes[p], r) {
				problems[p.id+": "+problem] = true
			}
		}
	})
	for _, problem := range slices.Sorted(maps.Keys(problems)) {
		t.Error(problem)
	}
	for i := range profiles {
		p := &profiles[i]
		if found[p] < 20 {
			t.Errorf("%s: only %d resources", p.id, found[p])
		}
		for x := range strings.FieldsSeq(p.extensions) {
			if !written[p.id+" "+x] {
				t.Errorf("%s: nothing writes the extension %s", p.id, x)
			}
		}
	}
}

// ownExtensions are the names of our extensions on a resource.
func ownExtensions(r map[string]any) (all []string) {
	xs, _ := r["extension"].([]any)
	for _, x := range xs {
		url, _ := x.(map[string]any)["url"].(string)
		if name, ok := strings.CutPrefix(url, codes.Canonical+"StructureDefinition/"); ok {
			all = append(all, name)
		}
	}
	return all
}

// breaks is what a resource breaks of the members that a snapshot describes.
func breaks(sd structureDefinition, r map[string]any) (all []string) {
	slices := map[string]element{}
	for _, e := range sd.Snapshot.Element {
		path, ok := strings.CutPrefix(e.Path, sd.Type+".")
		if !ok || strings.Contains(path, ".") {
			continue
		}
		if path == "extension" && e.SliceName != "" {
			slices[e.SliceName] = e
			continue
		}
		if e.SliceName != "" {
			continue
		}
		stem, choice := strings.CutSuffix(path, "[x]")
		switch {
		case *e.Min > 0 && !has(r, path):
			all = append(all, "no "+path)
		case e.Max == "0" && has(r, path):
			all = append(all, path+" is there")
		}
		v := r[path]
		if e.FixedCode != "" && v != e.FixedCode {
			all = append(all, path+" is another code")
		}
		if p := e.PatternCoding; p != nil && !hasCode(v, p.System, p.Code) {
			all = append(all, path+" is another coding")
		}
		if p := e.PatternCodeableConcept; p != nil && !hasCode(v, p.Coding[0].System, p.Coding[0].Code) {
			all = append(all, path+" is another concept")
		}
		for name := range r {
			of, ok := strings.CutPrefix(strings.TrimPrefix(name, "_"), stem)
			if choice && ok && of != "" && !hasType(e.Type, of) {
				all = append(all, name+" is not of the types")
			}
		}
	}
	count := map[string]int{}
	for _, name := range ownExtensions(r) {
		e, ok := slices[name]
		if count[name]++; !ok {
			all = append(all, "extension "+name+" has no slice")
		} else if e.Max == "1" && count[name] > 1 {
			all = append(all, "extension "+name+" is there twice")
		}
	}
	return all
}

func hasType(types []typeRef, name string) bool {
	return slices.ContainsFunc(types, func(t typeRef) bool { return strings.EqualFold(t.Code, name) })
}

// TestBrokenResourcesBreakProfiles is of the test above: it can fail.
func TestBrokenResourcesBreakProfiles(t *testing.T) {
	g := newTestProfiler(t)
	for i := range profiles {
		p := &profiles[i]
		sd, err := g.structure(p)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(out, "example", sd.Type+"-"+p.id+".json"))
		if err != nil {
			t.Fatal(err)
		}
		read := func() (r map[string]any) {
			if err := json.Unmarshal(text, &r); err != nil {
				t.Fatal(err)
			}
			return r
		}
		if problems := breaks(sd, read()); problems != nil {
			t.Errorf("%s: the example breaks it: %s", p.id, problems)
		}
		for path := range strings.FieldsSeq(p.required) {
			if strings.Contains(path, ".") {
				continue
			}
			r := read()
			stem, _ := strings.CutSuffix(path, "[x]")
			for name := range r {
				if strings.HasPrefix(strings.TrimPrefix(name, "_"), stem) {
					delete(r, name)
				}
			}
			if breaks(sd, r) == nil {
				t.Errorf("%s: %s may be missing", p.id, path)
			}
		}
		for _, f := range p.fixed {
			r := read()
			r[f.path] = "other"
			if breaks(sd, r) == nil {
				t.Errorf("%s: %s may be another code", p.id, f.path)
			}
		}
		r := read()
		xs, _ := r["extension"].([]any)
		r["extension"] = append(xs, map[string]any{"url": codes.Canonical + "StructureDefinition/comparator", "valueCode": "<"})
		if breaks(sd, r) == nil {
			t.Errorf("%s: an extension of another element may be there", p.id)
		}
	}
}

// TestClaimedExports writes files and judges nothing itself: .ci/judge-exports.sh does.
func TestClaimedExports(t *testing.T) {
	if *judgeDir == "" {
		t.Skip("no -judge-dir")
	}
	g := newTestProfiler(t)
	collections(t, func(name string, bundle map[string]any) {
		if strings.Contains(name, "-random-") {
			return // which are held against the profiles above
		}
		for _, r := range resources(bundle) {
			p := g.profileOf(r)
			if p == nil {
				continue
			}
			meta, _ := r["meta"].(map[string]any)
			if meta == nil {
				meta = map[string]any{}
				r["meta"] = meta
			}
			claimed, _ := meta["profile"].([]any)
			meta["profile"] = append(claimed, p.url())
		}
		text, err := encode(bundle)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*judgeDir, name+".json"), text, 0o644); err != nil {
			t.Fatal(err)
		}
	})
}
