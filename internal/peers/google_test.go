// Package peers_test holds the bar "google/fhir parses each export": its
// validating R4 parser reads every bundle that package fhir writes, and writes
// the same again.
package peers_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"

	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/internal/peers/harness"
)

var (
	records = flag.Int("records", 50, "how many generated records google/fhir has to parse")
	seed    = flag.Uint64("seed", 7, "seed of the generated records")
)

// variants are the exports of one record that are tried.
var variants = []struct {
	name string
	kind fhir.Kind
	opts []fhir.Option
}{
	{"document", fhir.Document, nil},
	{"document, all tiers", fhir.Document, []fhir.Option{fhir.AllTiers()}},
	{"collection", fhir.Collection, nil},
	{"collection, all tiers", fhir.Collection, []fhir.Option{fhir.AllTiers()}},
	{"transaction", fhir.Transaction, nil},
	{"transaction, all tiers", fhir.Transaction, []fhir.Option{fhir.AllTiers()}},
}

func TestGoogleParsesGeneratedExports(t *testing.T) {
	read := parser(t)
	tally := reasons{}
	g := ephrtest.New(*seed)
	for i := range *records {
		rec := g.Record()
		for _, v := range variants {
			out, err := fhir.Append(nil, rec, v.kind, v.opts...)
			if err != nil {
				t.Fatalf("record %d, %s: %v", i, v.name, err)
			}
			if err := read(out); err != nil {
				tally.add(err, fmt.Sprintf("record %d, %s", i, v.name))
			}
		}
	}
	tally.report(t)
}

func TestGoogleParsesSampleExports(t *testing.T) {
	const folder = "../../testdata/records/valid"
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Skip(err)
	}
	read := parser(t)
	tally := reasons{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".json") {
			continue
		}
		rec := decodeFile(t, folder+"/"+f.Name())
		for _, v := range variants {
			out, err := fhir.Append(nil, rec, v.kind, v.opts...)
			if err != nil {
				t.Fatalf("%s, %s: %v", f.Name(), v.name, err)
			}
			if err := read(out); err != nil {
				tally.add(err, f.Name()+", "+v.name)
			}
		}
	}
	tally.report(t)
}

// parser is google/fhir's parser, followed by its printer, whose output has to
// hold the same values. The printer changes its argument, which does not matter here.
func parser(t *testing.T) func([]byte) error {
	t.Helper()
	u, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
	if err != nil {
		t.Fatal(err)
	}
	m, err := jsonformat.NewMarshaller(false, "", "", fhirversion.R4)
	if err != nil {
		t.Fatal(err)
	}
	return func(text []byte) error {
		msg, err := u.Unmarshal(text)
		if err != nil {
			return err
		}
		out, err := m.Marshal(msg)
		if err != nil {
			return fmt.Errorf("printing what was parsed: %w", err)
		}
		if err := harness.SameJSON(harness.Coarse(text), harness.Coarse(out)); err != nil {
			return fmt.Errorf("parsed to something else: %w", err)
		}
		return nil
	}
}

// reasons groups the parser's complaints: google/fhir orders them at random
// and names the value, so each line counts by itself and without what varies.
type reasons map[string]*reason

type reason struct {
	count      int
	first, raw string
}

var varying = regexp.MustCompile(`\[\d+\]|"(?:[^"\\]|\\.)*"`)

func (r reasons) add(err error, where string) {
	for line := range strings.Lines(err.Error()) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		key := varying.ReplaceAllStringFunc(line, func(s string) string {
			if s[0] == '[' {
				return "[]"
			}
			return s
		})
		if r[key] == nil {
			r[key] = &reason{first: where, raw: line}
		}
		r[key].count++
	}
}

func (r reasons) report(t *testing.T) {
	t.Helper()
	keys := make([]string, 0, len(r))
	for k := range r {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		if a, b := r[keys[i]].count, r[keys[j]].count; a != b {
			return a > b
		}
		return keys[i] < keys[j]
	})
	for _, k := range keys {
		t.Errorf("%6d times, first in %s: %s", r[k].count, r[k].first, r[k].raw)
	}
}
