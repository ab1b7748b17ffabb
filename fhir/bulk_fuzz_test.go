package fhir_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/fhir"
)

// FuzzImportBulk reads any bytes as three files of bulk data. Each line that is a
// resource comes out in exactly the records in which oracle has it.
func FuzzImportBulk(f *testing.F) {
	const patients = `{"resourceType":"Patient","id":"a"}` + "\n" + `{"resourceType":"Patient","id":"b","managingOrganization":{"reference":"Organization/o"}}` + "\n"
	for _, seed := range [][3]string{
		{patients, `{"resourceType":"Observation","id":"1","subject":{"reference":"Patient/a"},"performer":[{"reference":"Organization/o"}]}`,
			`{"resourceType":"Organization","id":"o","partOf":{"reference":"Organization/p"}}` + "\n" + `{"resourceType":"Organization","id":"p"}` + "\n" + `{"resourceType":"Organization","id":"q"}`},
		{`{"resourceType":"Provenance","target":[{"reference":"Observation/1"}]}` + "\n" + `{"resourceType":"AuditEvent","id":"x","entity":[{"what":{"reference":"Group/g"}}]}`,
			patients + `{"resourceType":"Observation","id":"1","patient":{"reference":"http://x/fhir/Patient/b/_history/2"}}`,
			`{"resourceType":"Group","id":"g","member":[{"entity":{"reference":"Patient/a"}},{"entity":{"reference":"Patient/b"}}]}` + "\n{}\n{\n" + patients},
		{`{"resourceType":"Account","id":"1","subject":[{"reference":"Patient/a"},{"reference":"Patient/z"}]}`, `{"resourceType":"Flag","subject":{"reference":"Patient/z"}}` + "\r\n\r\n",
			`{"resourceType":"Patient","id":"a","active":true}` + "\n" + patients + `{"resourceType":"Patient"}` + "\n" + `{"resourceType":"Organization","id":"o","name":"1"}` + "\n" + `{"resourceType":"Organization","id":"o","name":"2"}`},
		{`{"resourceType":"List","id":"1","entry":[{"item":{"reference":"List/2"}}]}` + "\n" + `{"resourceType":"List","id":"2","entry":[{"item":{"reference":"List/1"}},{"item":{"reference":"Flag/f"}}]}`,
			patients, `{"resourceType":"Flag","id":"f","subject":{"reference":"Patient/b"}}` + "\n" + `{"resourceType":"DocumentReference","subject":{"reference":"Patient/b"},"content":[{"attachment":{"url":"Binary/1"}}]}` + "\n" + `{"resourceType":"Binary","id":"1"}`},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, x, y, z string) { agrees(t, x, y, z) })
}

// The same for resources that refer to each other at random.
func TestImportBulkGathersLikeTheOracle(t *testing.T) {
	n := 1500
	if testing.Short() {
		n = 200
	}
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		pick := func(s ...string) string { return s[r.IntN(len(s))] }
		reference := func() string {
			return `{"reference":"` + pick("", "", "", "http://x/") + pick("Patient/1", "Patient/2", "Patient/3", "Flag/1", "Flag/2", "Group/1", "Group/2", "Provenance/1", "AuditEvent/1",
				"Organization/1", "Organization/2", "Organization/3", "Medication/1", "List/1", "#1", "Flag") + `"}`
		}
		var files [3]string
		for range 1 + r.IntN(14) {
			line := `{"resourceType":"` + pick("Patient", "Patient", "Flag", "Flag", "Group", "Provenance", "AuditEvent", "Organization", "Organization", "Medication", "List", "Basic") + `"`
			if r.IntN(6) > 0 {
				line += `,"id":"` + pick("1", "2", "3") + `"`
			}
			for _, name := range []string{"subject", "patient", "for", "about", "partOf"} {
				if r.IntN(5) == 0 {
					line += `,"` + name + `":` + reference()
				}
			}
			for _, name := range []string{"target", "entity", "subject2", "member"} {
				if r.IntN(5) == 0 {
					line += `,"` + name + `":[` + reference() + `,{"x":` + reference() + `}]`
				}
			}
			files[r.IntN(3)] += line + pick("}\n", "}\n\n", "}\r\n", ",\"active\":true}\n")
		}
		if agrees(t, files[:]...); t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, strings.Join(files[:], "--\n"))
		}
	}
}

// agrees reads the texts as files, and wants what the oracle has.
func agrees(t *testing.T, texts ...string) {
	t.Helper()
	var files []fhir.BulkFile
	for i, text := range texts {
		files = append(files, bulkFile(strconv.Itoa(i), text))
	}
	bad := map[string]bool{}
	var got [][]string
	for one, err := range fhir.ImportBulk(t.TempDir(), files...) {
		var line *fhir.LineError
		switch {
		case errors.As(err, &line):
			if len(got) > 0 {
				t.Fatalf("a line told behind a record: %v", err)
			}
			bad[fmt.Sprint(line.File, ":", line.Line)] = true
			continue
		case err != nil:
			t.Fatal(err)
		}
		told := slices.ContainsFunc(one.Issues, func(i fhir.Issue) bool { return i.Code == fhir.IssueNoPatient })
		if (one.Record.Person == nil) != told {
			t.Fatal("a record without a person, and not told")
		}
		got = append(got, contents(t, one))
	}
	lines, faults := readLines(texts)
	for place := range faults {
		if !bad[place] {
			t.Errorf("%s is no resource, and not told", place)
		}
	}
	lines = slices.DeleteFunc(lines, func(l *oracleLine) bool { return bad[l.place] }) // strict in more than the oracle is
	if want := oracle(lines); !slices.EqualFunc(got, want, slices.Equal) {
		t.Fatalf("got\n%s\nwant\n%s", show(got), show(want))
	}
}

func show(records [][]string) string {
	var lines []string
	for _, r := range records {
		lines = append(lines, strings.Join(r, " | "))
	}
	return strings.Join(lines, "\n")
}

// contents are the resources that a record holds, as an export of all shows them.
func contents(t *testing.T, one fhir.Imported) (out []string) {
	t.Helper()
	data, err := fhir.Append(nil, one.Record, fhir.Collection, fhir.AllTiers())
	if err != nil {
		t.Fatal(err)
	}
	var bundle struct {
		Entry []struct{ Resource json.RawMessage }
	}
	if err := json.Unmarshal(data, &bundle); err != nil {
		t.Fatal(err)
	}
	for _, e := range bundle.Entry {
		if text := normal(e.Resource); !strings.Contains(text, "openephr.github.io/ephr-go/policy/") { // of the export itself
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

// normal is a resource with its members in order.
func normal(text []byte) string {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return ""
	}
	out, _ := json.Marshal(v)
	return string(out)
}
