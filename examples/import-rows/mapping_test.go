package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/ephr"
)

// mapped lets a test change the columns of a table, and puts them back.
func mapped(t *testing.T, table *table, columns []column) {
	t.Helper()
	was := table.columns
	table.columns = columns
	t.Cleanup(func() { table.columns = was })
}

// rewritten changes the rows of a file; the first one is the header.
func rewritten(t *testing.T, dir, name string, change func(rows [][]string) [][]string) {
	t.Helper()
	path := filepath.Join(dir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	in.Comma, in.FieldsPerRecord = comma, -1
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = comma
	if err := w.WriteAll(change(rows)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// withoutColumn removes a column from a file.
func withoutColumn(t *testing.T, dir, file, column string) {
	t.Helper()
	rewritten(t, dir, file, func(rows [][]string) [][]string {
		at := slices.Index(rows[0], column)
		for i, r := range rows {
			if at < len(r) {
				rows[i] = slices.Delete(r, at, at+1)
			}
		}
		return rows
	})
}

// harder is the sample with rows in which it matters which column is which: codes of
// several systems, a visit that stands later and was earlier on the same day, and
// people who have all but one of name, given name and date of birth in common.
func harder(t *testing.T) string {
	t.Helper()
	dir := copied(t)
	appendTo(t, dir, "diagnoses.csv", "5001;7;F329;ICD-10-CM;S;P\n5001;8;F329;ICD-11;S;P\n5001;9;F329;;S;P\n")
	appendTo(t, dir, "visits.csv", "5098;100201;14.03.2016;8:15;TC-2;kontrola;L-07;36,6;;;;;;\n")
	appendTo(t, dir, "persons.csv", "100301;Primjer;Ana;Ž;00.00.1994;;;;;;;\n100302;Drugi;Yusuf;M;00.00.1994;;;;;;;\n100303;Primjer;Yusuf;M;1995;;;;;;;\n")
	return dir
}

// No column is known by its name. Names stand in the report and in what is kept, as
// the file has them; with the old ones put back there, every byte is the same.
func TestNamesOfColumnsMeanNothing(t *testing.T) {
	dir := harder(t)
	out, report := result(t, dir, filepath.Join(dir, "ids.csv"), true)

	const mark = "q7_"
	for _, table := range tables {
		columns := slices.Clone(table.columns)
		for i := range columns {
			columns[i].name = mark + columns[i].name
		}
		slices.Reverse(columns) // nor does their order in the mapping
		mapped(t, table, columns)
		rewritten(t, dir, table.file, func(rows [][]string) [][]string {
			for i := range rows[0] {
				rows[0][i] = mark + rows[0][i]
			}
			return rows
		})
	}
	renamed, about := result(t, dir, filepath.Join(dir, "ids.csv"), true)
	if renamed == out || about == report {
		t.Error("nothing was renamed")
	}
	if got := strings.ReplaceAll(renamed, mark, ""); got != out {
		t.Errorf("other names, other records:\n%s\nwant\n%s", got, out)
	}
	if got := strings.ReplaceAll(about, mark, ""); got != report {
		t.Errorf("other names, another report:\n%s\nwant\n%s", got, report)
	}
	// Outside of what was kept there is no name at all.
	for rec := range ephr.Records(strings.NewReader(renamed)) {
		data, err := rec.Redact(ephr.Release{}).Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(mark)) {
			t.Errorf("a name of a column stands in %s", data)
		}
	}
}

// A column can be missing from the file, from the mapping or from both.
func TestNoColumnIsMissedInSilence(t *testing.T) {
	for _, table := range tables {
		for i, c := range table.columns {
			t.Run(table.file+"/"+c.name, func(t *testing.T) {
				tell := func(where string, dir string, want ...string) {
					t.Helper()
					var out, report bytes.Buffer
					_, err := run(dir, filepath.Join(dir, "ids.csv"), false, &out, &report)
					if err != nil {
						if !slices.ContainsFunc(want, func(w string) bool { return strings.Contains(err.Error(), w) }) || !strings.Contains(err.Error(), table.file) {
							t.Errorf("missing from %s: the error tells not which column: %v", where, err)
						}
						if out.Len() > 0 {
							t.Errorf("missing from %s: records were written all the same", where)
						}
						return
					}
					for line := range strings.Lines(report.String()) {
						if strings.HasPrefix(line, table.file+":1: ") && slices.ContainsFunc(want, func(w string) bool { return strings.Contains(line, w) }) {
							return
						}
					}
					t.Errorf("missing from %s: neither an error nor a line in the report:\n%s", where, &report)
				}
				byName, byRole := " "+c.name+",", "the role "+string(c.role)

				dir := harder(t)
				withoutColumn(t, dir, table.file, c.name)
				tell("the file", dir, byName)

				mapped(t, table, slices.Delete(slices.Clone(table.columns), i, i+1))
				tell("the mapping", harder(t), byRole)
				tell("both", dir, byRole)
			})
		}
	}
}

func TestMappingIsChecked(t *testing.T) {
	for want, change := range map[string]func(c []column){
		`two columns have the name puls`:          func(c []column) { c[0].name = "puls" },
		`two columns have the role visitTime`:     func(c []column) { c[2].role = visitTime },
		`has the role "lotNumber", which no`:      func(c []column) { c[2].role = lotNumber },
		`has the role "", which no column`:        func(c []column) { c[2].role = "" },
		`the role visitTime has no name`:          func(c []column) { c[3].name = "" },
		`temperatura_c is measured, and has no`:   func(c []column) { c[7].unit = "" },
		`vrijeme has a unit, and is not measured`: func(c []column) { c[3].unit = "h" },
	} {
		t.Run(want, func(t *testing.T) {
			columns := slices.Clone(visits.columns)
			change(columns)
			mapped(t, &visits, columns)
			if _, err := readExport("testdata"); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v", err)
			}
		})
	}
	t.Run("code system", func(t *testing.T) {
		mapped(t, &diagnoses, slices.DeleteFunc(slices.Clone(diagnoses.columns), func(c column) bool { return c.role == codeSystem }))
		if _, err := readExport("testdata"); err == nil || !strings.Contains(err.Error(), "no column has the role codeSystem, which is needed") {
			t.Errorf("%v", err)
		}
	})
	t.Run("words", func(t *testing.T) {
		noValue["Nema Podatka"] = codes.AbsentReasonUnknown
		t.Cleanup(func() { delete(noValue, "Nema Podatka") })
		if _, err := readExport("testdata"); err == nil {
			t.Error("a word that is never found")
		}
	})
	t.Run("a name twice in the file", func(t *testing.T) {
		dir := copied(t)
		rewritten(t, dir, "visits.csv", func(rows [][]string) [][]string {
			rows[0][3] = rows[0][2]
			return rows
		})
		if _, err := readExport(dir); err == nil || !strings.Contains(err.Error(), `two columns "datum"`) {
			t.Errorf("%v", err)
		}
	})
}

// F329 is a code of WHO's only where the row says so, or the mapping for a blank.
func TestNoCodeSystemIsGuessed(t *testing.T) {
	const row = "diagnoses.csv:15: mkb: noted: "
	system, who := systems[""], ephr.URI(codes.ICD10)
	for _, c := range []struct {
		word      string
		blankSays bool // the mapping has a system for a blank cell
		want      ephr.URI
		report    string
	}{
		{"MKB-10", true, who, ""},
		{"icd-10-cm", true, systems["icd-10-cm"], row + "a code that is not WHO's"},
		{"", true, who, "diagnoses.csv:1: sustav: noted: blank in 7 rows: by the mapping " + string(who)},
		{"", false, "", row + "a code of no known system"},
		{"ICD-11", true, "", row + "a code of no known system"},
		{"NN", true, "", row + "a code of no known system"},
		{"-", true, "", row + "a code of no known system"},
	} {
		t.Run(fmt.Sprintf("%q %v", c.word, c.blankSays), func(t *testing.T) {
			if !c.blankSays {
				delete(systems, "")
				t.Cleanup(func() { systems[""] = system })
			}
			dir := copied(t)
			appendTo(t, dir, "diagnoses.csv", "5001;9;F329;"+c.word+";S;P\n")
			out, report := result(t, dir, filepath.Join(dir, "ids.csv"), false)
			if !strings.Contains(report, c.report) {
				t.Errorf("the report does not say %q:\n%s", c.report, report)
			}
			for _, cond := range decode(t, strings.SplitAfter(out, "\n")[0]).Conditions {
				if cond.Identifiers[0].Value != "5001/9" {
					continue
				}
				switch {
				case c.want == "" && (len(cond.Code.Codings) > 0 || cond.Code.Text != "F329"):
					t.Errorf("coded as %v", cond.Code.Codings)
				case c.want != "" && (len(cond.Code.Codings) == 0 || cond.Code.Codings[0].System != c.want):
					t.Errorf("coded as %v, want %s", cond.Code.Codings, c.want)
				}
				return
			}
			t.Error("the diagnosis is in no record")
		})
	}
}

// The visits of one day are in the order of their times.
func TestVisitsOfADayAreInOrder(t *testing.T) {
	dir := harder(t)
	out, _ := result(t, dir, filepath.Join(dir, "ids.csv"), false)
	var numbers []string
	for _, e := range decode(t, strings.SplitAfter(out, "\n")[0]).Encounters {
		numbers = append(numbers, e.Identifiers[0].Value)
	}
	if want := []string{"5098", "5001", "5002"}; !slices.Equal(numbers, want) {
		t.Errorf("%v, want %v", numbers, want)
	}
}
