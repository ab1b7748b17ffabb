package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

var update = flag.Bool("update", false, "write the golden files anew")

// result runs the program over an export with the sample's ids, or a copy of them.
func result(t *testing.T, dir, ids string, values bool) (out, report string) {
	t.Helper()
	var o, r bytes.Buffer
	if _, err := run(dir, ids, values, &o, &r); err != nil {
		t.Fatal(err)
	}
	return o.String(), r.String()
}

func TestImportRows(t *testing.T) {
	out, report := result(t, "testdata", "testdata/ids.csv", false)
	golden(t, "testdata/records.ndjson", out)
	golden(t, "testdata/report.txt", report)
	for rec, err := range ephr.Records(strings.NewReader(out)) {
		if err != nil {
			t.Fatal(err)
		}
		if findings := validate.Validate(rec); validate.Worst(findings) == validate.Error {
			t.Errorf("a record was written that has errors: %v", findings)
		}
		if !rec.Synthetic.IsTrue() {
			t.Error("a record of the sample does not say that it is synthetic")
		}
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s differs (go test ./examples/import-rows -update, and look at the difference):\n%s", path, got)
	}
}

func TestReportHoldsNoValues(t *testing.T) {
	_, report := result(t, "testdata", "testdata/ids.csv", false)
	_, shown := result(t, "testdata", "testdata/ids.csv", true)
	for _, value := range []string{"Uzorak", "31.02.2014", "385", "F32A", "DI-TE-PER", "Kongo", "000 002", "100209"} {
		if strings.Contains(report, value) {
			t.Errorf("the report holds %q", value)
		}
	}
	if !strings.Contains(shown, `datum_rodjenja "31.02.2014"`) {
		t.Error("-values does not show values")
	}
}

func TestSecondRunGivesTheSameRecords(t *testing.T) {
	dir := copied(t)
	ids := filepath.Join(dir, "new.csv")
	first, _ := result(t, dir, ids, false)
	second, _ := result(t, dir, ids, false)
	if first != second {
		t.Error("a second run over the same export gives other records")
	}
	if info, err := os.Stat(ids); err != nil {
		t.Error(err)
	} else if info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("others may read the file of ids: %v", info.Mode())
	}

	// A person and a visit that come later change no other id.
	appendTo(t, dir, "persons.csv", "100300;Novi;Red;M;2001;N;Irak;IQ;arapski;;NP;\n")
	appendTo(t, dir, "visits.csv", "5099;100201;01.06.2016;;PC-1;kontrola;L-07;36,6;;;;;;\n")
	third, _ := result(t, dir, ids, false)
	before, after := strings.SplitAfter(first, "\n"), strings.SplitAfter(third, "\n")
	if len(after) != len(before)+1 || !slices.Equal(before[1:len(before)-1], after[1:len(before)-1]) {
		t.Error("a new person or visit changes the records of others")
	}
	old, new := decode(t, before[0]), decode(t, after[0])
	if old.ID != new.ID || len(new.Encounters) != len(old.Encounters)+1 || old.Encounters[1].ID != new.Encounters[1].ID {
		t.Error("a new visit changes the ids of the person's older ones")
	}

	// Without its line, the person is somebody new: nothing can be linked.
	if err := os.Remove(ids); err != nil {
		t.Fatal(err)
	}
	forgotten, _ := result(t, dir, ids, false)
	if again := decode(t, strings.SplitAfter(forgotten, "\n")[0]); again.ID == old.ID || again.Encounters[0].ID == old.Encounters[0].ID {
		t.Error("an id follows from the export alone")
	}
}

// Whatever stands in a cell is in a record or its row is in the report.
func TestNothingIsLostInSilence(t *testing.T) {
	const odd = "Qx#?8"
	_, report := result(t, "testdata", "testdata/ids.csv", false)
	for _, table := range []*table{&persons, &visits, &diagnoses, &doses} {
		data, err := os.ReadFile(filepath.Join("testdata", table.file))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
		for i := 1; i < len(lines); i++ {
			where := fmt.Sprintf("%s:%d: ", table.file, i+1)
			if strings.Contains(lines[i], "100208") || refusedLine(report, where) {
				continue // in no record already: the golden file has the reason
			}
			if strings.Contains(lines[i], `"`) {
				continue // a comma's quotes: the cells of this line are not split here
			}
			cells := strings.Split(strings.TrimSpace(lines[i]), ";")
			for j := range cells {
				dir := copied(t)
				changed := slices.Clone(cells)
				changed[j] = odd
				all := slices.Clone(lines)
				all[i] = strings.Join(changed, ";")
				if err := os.WriteFile(filepath.Join(dir, table.file), []byte(strings.Join(all, "\n")), 0o600); err != nil {
					t.Fatal(err)
				}
				out, report := result(t, dir, filepath.Join(dir, "ids.csv"), false)
				if !strings.Contains(out, odd) && !strings.Contains(report, where) {
					t.Errorf("%scell %d is in no record and not in the report", where, j+1)
				}
			}
		}
	}
}

func refusedLine(report, where string) bool {
	for line := range strings.Lines(report) {
		if strings.HasPrefix(line, where) && strings.Contains(line, string(refused)) {
			return true
		}
	}
	return false
}

// The shelter in the sample, what was kept, and words of which nobody knows what
// they mean stay with whoever keeps the record.
func TestWhatIsNotUnderstoodDoesNotLeave(t *testing.T) {
	out, _ := result(t, "testdata", "testdata/ids.csv", false)
	for rec := range ephr.Records(strings.NewReader(out)) {
		data, err := rec.Redact(ephr.Release{}).Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"/import/kept", "Example House", "Example Association", "L-11", "F32A", "S52501A", "DI-TE-PER", "Došla"} {
			if bytes.Contains(data, []byte(word)) {
				t.Errorf("%q would leave by default", word)
			}
		}
	}
}

// One half of a name is a name; why there is no other half stands in the report.
func TestHalfANameIsAName(t *testing.T) {
	for _, cells := range []string{"NN;Ali", "Proba;NN", "Proba;", ";Ali"} {
		dir := copied(t)
		appendTo(t, dir, "persons.csv", "100300;"+cells+";M;2001;N;Irak;IQ;arapski;;NP;\n")
		out, _ := result(t, dir, filepath.Join(dir, "ids.csv"), false)
		lines := strings.Split(strings.TrimSpace(out), "\n")
		if p := decode(t, lines[len(lines)-1]).Person; len(p.Names) != 1 || p.Absent.Of("names") != "" || p.BirthDate != "2001" {
			t.Errorf("%s: %d names, absent: %q", cells, len(p.Names), p.Absent.Of("names"))
		}
	}
}

func TestReadDate(t *testing.T) {
	for text, want := range map[string]ephr.Date{
		"14.03.1988.": "1988-03-14", "2.5.2016": "2016-05-02", "2. 5. 2016.": "2016-05-02", "29.02.2016": "2016-02-29",
		"00.03.1994": "1994-03", "03.1994": "1994-03", "00.00.1994": "1994", "1994": "1994",
		"31.02.2014!": "2014-02", "29.02.2017!": "2017-02", "05.17.1999!": "1999", "99.03.1999!": "1999-03",
		"!": "", "00.00.0000!": "", "14.03.88!": "", "42443!": "", "2016-03-14!": "", "1.2.3.2016!": "", "oko 1990!": "",
	} {
		text, wrong := strings.CutSuffix(text, "!")
		if got, err := readDate(text); got != want || (err != nil) != wrong {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
}

func TestReadCountry(t *testing.T) {
	for text, want := range map[string]codes.Country{
		"EL": "GR", "UK": "GB", "SYR": "SY", "af": "AF", "Irak": "IQ", "bez državljanstva": "XXA", "Makedonija": "MK", "Kongo": "", "Jugoslavija": "", "SU": "",
	} {
		if got, err := readCountry(text); got != want || (err != nil) != (want == "") {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
}

func decode(t *testing.T, line string) *ephr.Record {
	t.Helper()
	rec, err := ephr.Decode([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// copied is a copy of the sample.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"persons.csv", "visits.csv", "diagnoses.csv", "vaccinations.csv", "ids.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func appendTo(t *testing.T, dir, name, line string) {
	t.Helper()
	path := filepath.Join(dir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(data, line...), 0o600); err != nil {
		t.Fatal(err)
	}
}
