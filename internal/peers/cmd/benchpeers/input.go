package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/ephr/schema"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/internal/peers/harness"
	"github.com/openephr/ephr-go/validate"
)

// smallest is how long a sample has to be for its figures to mean something.
const smallest = 6000

// prepare writes the input that all peers get.
func (d *driver) prepare() error {
	name, rec, err := d.pick()
	if err != nil {
		return err
	}
	text, err := rec.Append(nil)
	if err != nil {
		return err
	}
	if len(text) < smallest {
		return fmt.Errorf("%s has %d bytes, too few: at least %d", name, len(text), smallest)
	}
	doc, err := fhir.Append(nil, rec, fhir.Document, fhir.AllTiers())
	if err != nil {
		return err
	}
	dated := timeOfDay.ReplaceAll(text, []byte(`"$1"`))
	datedRec, err := ephr.Decode(dated)
	if err != nil {
		return fmt.Errorf("%s without times of day: %w", name, err)
	}
	datedDoc, err := fhir.Append(nil, datedRec, fhir.Document, fhir.AllTiers())
	if err != nil {
		return err
	}
	collection, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
	if err != nil {
		return err
	}
	summary, err := fhir.Append(nil, rec, fhir.Document)
	if err != nil {
		return err
	}
	others, err := foreign(summary)
	if err != nil {
		return err
	}
	instants := len(instant.FindAll(datedDoc, -1))
	zoneless := timeOfDay.ReplaceAll(instant.ReplaceAll(datedDoc, nil), []byte(`"$1"`))
	fmt.Printf("# %s: record %d bytes (compact), document with all tiers %d bytes and %d resources; date-only document %d bytes, %d for google without its %d instants\n",
		name, len(text), len(doc), strings.Count(string(doc), `"fullUrl":`), len(datedDoc), len(zoneless), instants)
	fmt.Printf("# read: collection with all tiers %d bytes and %d entries; foreign document %d bytes and %d entries\n",
		len(collection), strings.Count(string(collection), `"fullUrl":`), len(others), strings.Count(string(others), `"fullUrl":`))
	for _, set := range []string{harness.Own, harness.Foreign} {
		if err := os.MkdirAll(filepath.Join(d.in, set), 0o755); err != nil {
			return err
		}
	}
	for file, data := range map[string][]byte{
		harness.RecordFile: text, harness.RecordDateOnly: dated, harness.SchemaFile: schema.JSON(),
		harness.BundleFile: doc, harness.BundleOurs: datedDoc, harness.BundleDateOnly: zoneless,
		filepath.Join(harness.Own, "collection.json"): collection, filepath.Join(harness.Foreign, "document.json"): others,
	} {
		if err := os.WriteFile(filepath.Join(d.in, file), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

var (
	// timeOfDay is a string with a date and a time.
	timeOfDay = regexp.MustCompile(`"(\d{4}-\d\d-\d\d)T\d\d:\d\d[^"\\]{0,20}"`)
	// instant is a member of type instant. FHIR has no instant without a zone.
	instant = regexp.MustCompile(`,"(?:timestamp|recorded|issued|lastUpdated|effectiveInstant)":"\d{4}-\d\d-\d\dT[^"]*"`)
)

// pick reads the sample. Until there is one it makes up a record.
func (d *driver) pick() (name string, rec *ephr.Record, err error) {
	folder := filepath.Join(d.root, "testdata", "records", "valid")
	path := d.sample
	if path == "" {
		path = filepath.Join(folder, "greece-then-serbia.json")
		if _, err := os.Stat(path); err != nil {
			path = closest(folder)
		}
	}
	if path == "large" {
		g := ephrtest.New(3)
		g.Size = 60
		return "a large record, seed 3, size 60", g.Record(), nil
	}
	if path == "" || path == "generated" {
		name, rec := madeUp()
		return name, rec, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", nil, err
	}
	rec, err = ephr.Decode(text)
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", path, err)
	}
	return filepath.Base(path), rec, nil
}

// closest is the sample whose compact form is nearest to 8 KB.
func closest(folder string) (best string) {
	names, _ := filepath.Glob(filepath.Join(folder, "*.json"))
	far := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		rec, err := ephr.Decode(text)
		if err != nil {
			continue
		}
		compact, err := rec.Append(nil)
		if err != nil || len(compact) < smallest {
			continue
		}
		if off := max(len(compact)-8000, 8000-len(compact)); best == "" || off < far {
			best, far = name, off
		}
	}
	return best
}

// madeUp is the first generated record of 7.5 to 9 KB about which no rule says anything.
func madeUp() (string, *ephr.Record) {
	g := ephrtest.New(7)
	g.Size = 1
	for i := 0; ; i++ {
		rec := g.Record()
		if text, err := rec.Append(nil); err == nil && len(text) >= 7500 && len(text) <= 9000 && len(validate.Validate(rec)) == 0 {
			return fmt.Sprintf("generated record %d of seed 7, size 1", i), rec
		}
	}
}

func (d *driver) megabytes(program string) float64 {
	info, err := os.Stat(d.program(program))
	if err != nil {
		return 0
	}
	return float64(info.Size()) / 1e6
}

// installAJV sees to node and ajv; it says why there is none.
func (d *driver) installAJV() (missing string) {
	node, err := exec.LookPath("node")
	if err != nil {
		return "no node"
	}
	d.node = node
	folder := filepath.Join(d.module, "ajv")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "ajv-formats")); err == nil {
		return ""
	}
	cmd := exec.Command("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
	cmd.Dir = folder
	if out, err := cmd.CombinedOutput(); err != nil {
		return "npm ci: " + err.Error() + ": " + strings.ReplaceAll(strings.TrimSpace(string(out)), "\n", " ")
	}
	return ""
}
