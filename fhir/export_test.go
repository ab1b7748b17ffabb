package fhir_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

var (
	judgeDir     = flag.String("judge-dir", "", "write exports into the folders documents and others of this one, for the judge")
	judgeRecords = flag.Int("judge-records", 500, "how many generated records to export for the judge")
)

const samplesDir = "../testdata/records/valid"

// samples are the valid sample records by name.
func samples(tb testing.TB) map[string]*ephr.Record {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(samplesDir, "*.json"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no samples in %s: %v", samplesDir, err)
	}
	all := map[string]*ephr.Record{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		rec, err := ephr.Decode(data)
		if err != nil {
			tb.Fatalf("%s: %v", f, err)
		}
		all[strings.TrimSuffix(filepath.Base(f), ".json")] = rec
	}
	return all
}

func TestExportsAreJSON(t *testing.T) {
	g := ephrtest.New(5)
	for i := range 100 {
		rec := g.Record()
		eachExport(t, rec, func(kind fhir.Kind, tiers string, out []byte) {
			if !json.Valid(out) {
				t.Fatalf("record %d, %s, %s: not JSON", i, kind, tiers)
			}
		})
	}
}

// The same record gives the same bytes, from a new exporter and from one that has written others.
func TestExportIsDeterministic(t *testing.T) {
	g := ephrtest.New(6)
	used := map[string]*fhir.Exporter{}
	for _, kind := range everyKind {
		used[kind.String()+"default"] = fhir.NewExporter(kind)
		used[kind.String()+"all"] = fhir.NewExporter(kind, fhir.AllTiers())
	}
	for range 40 {
		rec := g.Record()
		before, _ := rec.Append(nil)
		eachExport(t, rec, func(kind fhir.Kind, tiers string, out []byte) {
			again, err := used[kind.String()+tiers].Append(nil, rec)
			if err != nil || string(again) != string(out) {
				t.Fatalf("%s, %s: a used exporter writes something else: %v", kind, tiers, err)
			}
		})
		if after, _ := rec.Append(nil); string(after) != string(before) {
			t.Fatal("the export has changed the record")
		}
	}
}

func eachExport(t *testing.T, rec *ephr.Record, f func(kind fhir.Kind, tiers string, out []byte)) {
	t.Helper()
	for _, kind := range everyKind {
		for _, o := range []struct {
			tiers string
			opts  []fhir.Option
		}{{"default", nil}, {"all", []fhir.Option{fhir.AllTiers()}}} {
			out, err := fhir.Append(nil, rec, kind, o.opts...)
			if err != nil {
				t.Fatal(err)
			}
			f(kind, o.tiers, out)
		}
	}
}

// TestExportsForTheJudge writes files and judges nothing itself: .ci/judge-exports.sh does.
func TestExportsForTheJudge(t *testing.T) {
	if *judgeDir == "" {
		t.Skip("no -judge-dir")
	}
	write := func(name string, rec *ephr.Record) {
		eachExport(t, rec, func(kind fhir.Kind, tiers string, out []byte) {
			folder := "others"
			if kind == fhir.Document {
				folder = "documents"
			}
			file := filepath.Join(*judgeDir, folder, kind.String()+"-"+tiers+"-"+name+".json")
			if err := os.WriteFile(file, out, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
	for name, rec := range samples(t) {
		write(name, rec)
	}
	g := ephrtest.New(7)
	for i := range *judgeRecords {
		write(strconv.Itoa(i), g.Record())
	}
}

func TestNoPersonIsAnError(t *testing.T) {
	dst := []byte("kept")
	out, err := fhir.Append(dst, &ephr.Record{}, fhir.Document)
	if err != fhir.ErrNoPerson || string(out) != "kept" {
		t.Errorf("got %q, %v", out, err)
	}
}

func jsonValid(b []byte) bool { return json.Valid(b) }
