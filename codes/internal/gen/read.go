package main

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"
)

// A system is a row of systems.tsv: a code system that mappings may name.
type system struct {
	Alias, Const, URI, Title, Source string
}

// A list is one file of the folder lists.
type list struct {
	Name, Type, Title, Description string
	System                         string // URI; empty for a list of our own codes
	Source                         string
	Closed                         bool
	UnknownTier                    int
	Rows                           []row
}

// A row is one code of a list.
type row struct {
	Line                 int
	Code, Const, Display string
	Sensitivity          string
	Tier                 int
	Codings              []coding
	Props                []prop
	Source               string
}

type coding struct {
	System system
	Code   string
}

type prop struct{ Name, Value string }

// An atcGroup is a row of atc-groups.tsv.
type atcGroup struct{ Prefix, Sensitivity string }

// A names is one file of the folder names: the codes of a list in several languages.
type names struct {
	List    string
	Locales []string
	Codes   []string
	Names   [][]string // by locale, then by code
}

// A tables is everything that the TSV files say.
type tables struct {
	Systems []system
	Lists   []*list // by name
	ATC     []atcGroup
	Names   []*names // by list
}

// canonical is the start of the URIs of our own code systems.
const canonical = "https://openephr.github.io/ephr-go/"

func readAll(fsys fs.FS) (*tables, error) {
	t := &tables{}
	rows, err := readTSV(fsys, "systems.tsv", []string{"alias", "const", "uri", "title", "source"})
	if err != nil {
		return nil, err
	}
	byAlias := map[string]system{}
	for _, r := range rows {
		s := system{r.cell[0], r.cell[1], r.cell[2], r.cell[3], r.cell[4]}
		if _, dup := byAlias[s.Alias]; dup {
			return nil, fmt.Errorf("systems.tsv:%d: %s stands twice", r.line, s.Alias)
		}
		byAlias[s.Alias] = s
		t.Systems = append(t.Systems, s)
	}
	rows, err = readTSV(fsys, "atc-groups.tsv", []string{"prefix", "sensitivity", "meaning", "source"})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		t.ATC = append(t.ATC, atcGroup{r.cell[0], strings.TrimPrefix(r.cell[1], "-")})
	}
	files, err := fs.Glob(fsys, "lists/*.tsv")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		l, err := readList(fsys, f, byAlias)
		if err != nil {
			return nil, err
		}
		t.Lists = append(t.Lists, l)
	}
	sort.Slice(t.Lists, func(i, j int) bool { return t.Lists[i].Name < t.Lists[j].Name })
	if err := check(t); err != nil {
		return nil, err
	}
	files, err = fs.Glob(fsys, "names/*.tsv")
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	for _, f := range files {
		n, err := readNames(fsys, f)
		if err != nil {
			return nil, err
		}
		t.Names = append(t.Names, n)
	}
	return t, nil
}

type cells struct {
	line int
	cell []string
}

// lines are the lines of a file without comments, which begin with #, each with its number.
func lines(fsys fs.FS, file string) (body []cells, comments []string, err error) {
	b, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, nil, err
	}
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	if !strings.HasSuffix(text, "\n") {
		return nil, nil, fmt.Errorf("%s: no end of line at the end", file)
	}
	head := true
	for i, l := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		// Only the lines before the names of the columns are comments, as a code may begin with #.
		if head && strings.HasPrefix(l, "#") {
			comments = append(comments, strings.TrimSpace(l[1:]))
			continue
		}
		head = false
		body = append(body, cells{i + 1, strings.Split(l, "\t")})
	}
	if len(body) == 0 {
		return nil, nil, fmt.Errorf("%s: no columns", file)
	}
	return body, comments, nil
}

func readTSV(fsys fs.FS, file string, columns []string) ([]cells, error) {
	body, _, err := lines(fsys, file)
	if err != nil {
		return nil, err
	}
	return body[1:], checkCells(file, body, columns)
}

func checkCells(file string, body []cells, columns []string) error {
	if got := strings.Join(body[0].cell, " "); got != strings.Join(columns, " ") {
		return fmt.Errorf("%s:%d: columns are %q, want %q", file, body[0].line, got, columns)
	}
	for _, r := range body[1:] {
		if len(r.cell) != len(columns) {
			return fmt.Errorf("%s:%d: %d cells, want %d", file, r.line, len(r.cell), len(columns))
		}
		for i, c := range r.cell {
			if strings.TrimSpace(c) != c {
				return fmt.Errorf("%s:%d: blanks around %s", file, r.line, columns[i])
			}
		}
	}
	return nil
}

var listColumns = []string{"code", "const", "display", "sensitivity", "tier", "codings", "props", "source"}

func readList(fsys fs.FS, file string, byAlias map[string]system) (*list, error) {
	body, comments, err := lines(fsys, file)
	if err != nil {
		return nil, err
	}
	if err := checkCells(file, body, listColumns); err != nil {
		return nil, err
	}
	l := &list{}
	seen := map[string]bool{}
	for _, c := range comments {
		name, value, ok := strings.Cut(c, ":")
		value = strings.TrimSpace(value)
		if !ok || seen[name] {
			return nil, fmt.Errorf("%s: header line %q", file, c)
		}
		seen[name] = true
		switch name {
		case "name":
			l.Name = value
		case "type":
			l.Type = value
		case "title":
			l.Title = value
		case "description":
			l.Description = value
		case "system":
			l.System = value
		case "binding":
			l.Closed = value == "closed"
			if !l.Closed && value != "open" {
				return nil, fmt.Errorf("%s: binding %q", file, value)
			}
		case "unknown-tier":
			if l.UnknownTier, err = strconv.Atoi(value); err != nil || l.UnknownTier < 1 || l.UnknownTier > 4 {
				return nil, fmt.Errorf("%s: unknown-tier %q", file, value)
			}
		case "source":
			l.Source = value
		default:
			return nil, fmt.Errorf("%s: header line %q", file, c)
		}
	}
	for _, name := range []string{"name", "type", "title", "description", "system", "binding", "unknown-tier", "source"} {
		if !seen[name] {
			return nil, fmt.Errorf("%s: no header line %s", file, name)
		}
	}
	if l.Name+".tsv" != path.Base(file) || l.Type == "" || l.Title == "" || l.Description == "" || l.Source == "" {
		return nil, fmt.Errorf("%s: bad or empty header line", file)
	}
	for _, c := range body[1:] {
		r := row{Line: c.line, Code: c.cell[0], Const: c.cell[1], Display: c.cell[2], Sensitivity: c.cell[3], Tier: 1, Source: c.cell[7]}
		bad := func(what string) error { return fmt.Errorf("%s:%d: %s", file, c.line, what) }
		if r.Code == "" || r.Display == "" || r.Source == "" {
			return nil, bad("code, display and source must not be empty")
		}
		if r.Const == "" {
			r.Const = suffix(r.Code)
		}
		if c.cell[4] != "" {
			if r.Tier, err = strconv.Atoi(c.cell[4]); err != nil || r.Tier < 1 || r.Tier > 4 {
				return nil, bad("tier " + c.cell[4])
			}
		}
		for _, s := range split(c.cell[5]) {
			alias, code, _ := strings.Cut(s, "|")
			sys, ok := byAlias[alias]
			if !ok || code == "" || strings.TrimSpace(code) != code {
				return nil, bad("coding " + s)
			}
			r.Codings = append(r.Codings, coding{sys, code})
		}
		for _, s := range split(c.cell[6]) {
			name, value, ok := strings.Cut(s, "=")
			if !ok || name == "" || value == "" {
				return nil, bad("prop " + s)
			}
			r.Props = append(r.Props, prop{name, value})
		}
		l.Rows = append(l.Rows, r)
	}
	return l, nil
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// suffix derives the end of a constant's name from a code: not-asked becomes NotAsked.
func suffix(code string) string {
	var b strings.Builder
	up := true
	for _, r := range code {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			s := string(r)
			if up {
				s = strings.ToUpper(s)
			}
			b.WriteString(s)
			up = false
		default:
			up = true
		}
	}
	return b.String()
}

// check looks at what concerns several files: names that must be unique and
// sensitivities that must exist.
func check(t *tables) error {
	tiers := map[string]int{}
	for _, l := range t.Lists {
		if l.Name == "sensitivity" {
			for _, r := range l.Rows {
				tiers[r.Code] = r.Tier
			}
		}
	}
	goNames := map[string]string{}
	declare := func(name, where string) error {
		if other, dup := goNames[name]; dup {
			return fmt.Errorf("%s: Go name %s is already used by %s", where, name, other)
		}
		goNames[name] = where
		return nil
	}
	for _, s := range t.Systems {
		if err := declare(s.Const, "systems.tsv"); err != nil {
			return err
		}
	}
	for _, l := range t.Lists {
		if err := declare(l.Type, l.Name); err != nil {
			return err
		}
	}
	for _, l := range t.Lists {
		codes := map[string]bool{}
		for i := range l.Rows {
			r := &l.Rows[i]
			where := fmt.Sprintf("lists/%s.tsv:%d", l.Name, r.Line)
			if codes[r.Code] {
				return fmt.Errorf("%s: %s stands twice", where, r.Code)
			}
			codes[r.Code] = true
			if r.Const != "-" {
				if err := declare(l.Type+r.Const, where); err != nil {
					return err
				}
			}
			if r.Sensitivity == "" {
				continue
			}
			tier, ok := tiers[r.Sensitivity]
			if !ok {
				return fmt.Errorf("%s: no sensitivity group %s", where, r.Sensitivity)
			}
			if r.Tier < tier {
				return fmt.Errorf("%s: tier %d is below the tier %d of %s", where, r.Tier, tier, r.Sensitivity)
			}
		}
	}
	for _, g := range t.ATC {
		if g.Sensitivity == "" {
			continue // an ordinary medicine in a sensitive group
		}
		if _, ok := tiers[g.Sensitivity]; !ok {
			return fmt.Errorf("atc-groups.tsv: no sensitivity group %s", g.Sensitivity)
		}
	}
	return nil
}

func readNames(fsys fs.FS, file string) (*names, error) {
	body, _, err := lines(fsys, file)
	if err != nil {
		return nil, err
	}
	if err := checkCells(file, body, body[0].cell); err != nil {
		return nil, err
	}
	n := &names{List: strings.TrimSuffix(path.Base(file), ".tsv"), Locales: body[0].cell[1:]}
	n.Names = make([][]string, len(n.Locales))
	for _, r := range body[1:] {
		n.Codes = append(n.Codes, r.cell[0])
		for i, c := range r.cell[1:] {
			n.Names[i] = append(n.Names[i], c)
		}
	}
	return n, nil
}
