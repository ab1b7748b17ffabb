package r4pb_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"
	bundlepb "github.com/google/fhir/go/proto/google/fhir/proto/r4/core/resources/bundle_and_contained_resource_go_proto"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/fhir/r4pb"
)

// Records come back from a collection byte for byte once their times have the
// form that the protos can hold, and with the documented losses as they are.
func TestRecordsComeBack(t *testing.T) {
	for name, rec := range samples(t) {
		if len(rec.Source) == 0 { // else see TestSourceComesBack
			t.Run(name, func(t *testing.T) { comesBack(t, rec) })
		}
	}
	n := 100
	if testing.Short() {
		n = 10
	}
	g := ephrtest.New(11)
	for i := range n {
		rec := g.Record()
		t.Run(fmt.Sprint("generated ", i), func(t *testing.T) { comesBack(t, rec) })
	}
}

func comesBack(t *testing.T, rec *ephr.Record) {
	t.Helper()
	before := asJSON(t, rec)
	told := loseTimes(before)
	exact, err := ephr.Decode(told)
	if err != nil {
		t.Fatal(err)
	}
	if got := asJSON(t, there(t, exact)); !bytes.Equal(got, told) {
		t.Fatalf("more is lost than documented: %s", difference(got, told))
	}
	if bytes.Equal(before, told) {
		return
	}
	after := there(t, rec)
	if len(after.Source) > 0 && !bytes.Contains(before, []byte(`-00:00"`)) && !fraction.Match(before) {
		t.Error("there is a source, and no time that could be the reason")
	}
	after.Source = nil
	// Texts that stand beside a time come back as they were, the others as told.
	if got := asJSON(t, after); !bytes.Equal(loseTimes(got), told) {
		t.Fatalf("times are lost in another way than documented: %s", difference(loseTimes(got), told))
	}
}

var (
	fraction = regexp.MustCompile(`(T\d\d:\d\d:\d\d)\.(\d+)((?:Z|[+-]\d\d:\d\d)")`)
	unknown  = regexp.MustCompile(`(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)-00:00"`)
)

// loseTimes is a JSON text with its times as google/fhir's protos hold them.
func loseTimes(text []byte) []byte {
	text = fraction.ReplaceAllFunc(text, func(m []byte) []byte {
		p := fraction.FindSubmatch(m)
		digits := string(p[2])
		width := 3
		if len(digits) > 3 {
			width = 6
		}
		digits = (digits + "00000")[:width]
		return fmt.Appendf(nil, "%s.%s%s", p[1], digits, p[3])
	})
	return unknown.ReplaceAll(text, []byte(`$1+00:00"`))
}

// What another system had written comes back, in another order.
func TestSourceComesBack(t *testing.T) {
	for name, rec := range samples(t) {
		if len(rec.Source) == 0 {
			continue
		}
		text, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
		if err != nil {
			t.Fatal(err)
		}
		direct, err := fhir.Import(text)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { same(t, there(t, rec), direct[0].Record) })
	}
}

// Documents and transactions of ours, and bundles of others, are read from protos
// as from their JSON. EPHR_EXAMPLES names a folder of more: bundles and resources.
func TestProtosAreReadAsTheirJSON(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../testdata/fhir/*.json", "../../testdata/foreign/*.json", "testdata/*.json", filepath.Join(os.Getenv("EPHR_EXAMPLES"), "*.json")} {
		more, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	read := 0
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			u, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
			if err != nil {
				t.Fatal(err)
			}
			msg, err := u.Unmarshal(text)
			if err != nil {
				t.Skip("google/fhir does not read it: ", err)
			}
			read++
			got, err := r4pb.ImportResource(msg.(*bundlepb.ContainedResource))
			if err != nil {
				t.Fatal(err)
			}
			want, err := fhir.Import(loseTimes(text))
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(want) {
				t.Fatalf("%d records, want %d", len(got), len(want))
			}
			for i := range got {
				same(t, got[i].Record, want[i].Record)
				if len(got[i].Issues) != len(want[i].Issues) {
					t.Errorf("record %d: %d issues, want %d", i, len(got[i].Issues), len(want[i].Issues))
				}
				for _, issue := range got[i].Issues {
					if issue.Line != 0 || issue.Column != 0 {
						t.Errorf("a message has no line %d", issue.Line)
					}
				}
			}
		})
	}
	if read < 27 {
		t.Errorf("%d files were read", read)
	}
}

// same wants one record of two: the same values, and a source of which the same
// goes out again. How the source says it depends on the order of members.
func same(t *testing.T, got, want *ephr.Record) {
	t.Helper()
	var values, bundles [2][]byte
	for i, rec := range [...]*ephr.Record{got, want} {
		if out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers()); err == nil {
			bundles[i] = numbered(sorted(t, tree(t, out)))
		} else if err != fhir.ErrNoPerson {
			t.Fatal(err)
		}
		typed := *rec
		typed.Source = nil
		values[i] = numbered(asJSON(t, &typed))
	}
	if !bytes.Equal(values[0], values[1]) {
		t.Errorf("other values than through JSON: %s", difference(values[0], values[1]))
	}
	if !bytes.Equal(bundles[0], bundles[1]) {
		t.Errorf("another source than through JSON: %s", difference(bundles[0], bundles[1]))
	}
}

// there is the record that comes back from a collection with all tiers.
func there(t testing.TB, rec *ephr.Record) *ephr.Record {
	t.Helper()
	bundle, err := r4pb.Export(rec, fhir.Collection, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	out, err := r4pb.Import(bundle)
	if err != nil || len(out) != 1 {
		t.Fatalf("%d records: %v", len(out), err)
	}
	return out[0].Record
}

func samples(t testing.TB) map[string]*ephr.Record {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "records", "valid", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	all := map[string]*ephr.Record{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := ephr.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".json")] = rec
	}
	return all
}

func asJSON(t testing.TB, rec *ephr.Record) []byte {
	t.Helper()
	out, err := rec.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// tree is a JSON text whose members have no order and whose numbers are text.
func tree(t testing.TB, text []byte) (v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

var uuid = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

// numbered is a text with a number for each of its UUIDs: a record whose id no
// document tells has a random one, from which others are derived.
func numbered(text []byte) []byte {
	numbers := map[string]int{}
	return uuid.ReplaceAllFunc(text, func(id []byte) []byte {
		n, known := numbers[string(id)]
		if !known {
			n = len(numbers)
			numbers[string(id)] = n
		}
		return fmt.Appendf(nil, "uuid-%d", n)
	})
}

func sorted(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// difference shows where two texts of a test part; their people are invented.
func difference(got, want []byte) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(i-80, 0)
	return fmt.Sprintf("\ngot  %s\nwant %s", got[from:min(i+80, len(got))], want[from:min(i+80, len(want))])
}
