package main

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/codes"
	"github.com/spf13/cobra"
)

func (a *app) codesCommand() *cobra.Command {
	var f format
	var lang string
	cmd := &cobra.Command{
		Use:   "codes [flags] [LIST]",
		Short: "Print the code lists of the record",
		Long: `Codes prints the code lists, or the codes of LIST, whose name may be
written in any case.

A line of --format text holds, in this order, what json (one array of objects)
and ndjson (one object a line) have under these names. Of a list:

  name         its name, to be given as LIST
  title        what it is
  codes        how many codes it has
  binding      closed: another code is an error; open: it is carried
  system       the code system of the codes; ours where they are our own
  url          where the list is published (not in text)
  description  what the codes are for (not in text)

and of a code:

  code         the code
  display      a short label in our own words
  tier         1, ordinary, to 4, very restricted
  sensitivity  its sensitivity group, or ""
  codings      what it is elsewhere: objects of system and code, in text
               system|code
  properties   facts about it: an object of strings, in text name=value
  source       where the code and its codings come from

Empty columns of text are -. Labels are English; --lang gives the names of
countries and languages in another language. Where there are no names in it,
the English ones are printed, and stderr says so.`,
		Example: `  ephr codes
  ephr codes vaccine
  ephr codes --lang sr-Latn --format json country`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return errors.New("more than one LIST")
			}
			return nil
		},
	}
	cmd.Flags().StringVar((*string)(&f), "format", "text", "`FORMAT`: text, json or ndjson")
	cmd.Flags().StringVar(&lang, "lang", "en", "print displays in `LANG`, a language tag of BCP 47")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := f.check(); err != nil {
			return err
		}
		in := codes.Language(lang)
		if !in.Valid() {
			return fmt.Errorf("--lang %s: want a language tag of BCP 47 such as sr-Latn", quoted(lang))
		}
		if len(args) == 0 {
			a.englishOnly(in, "the titles of the lists are", nil)
			a.writeRows(f, nil, listRows)
			return nil
		}
		l, ok := codes.LookupList(strings.ToLower(args[0])) // all names are in lower case
		if !ok {
			return noSuchList(args[0])
		}
		a.writeRows(f, nil, a.codeRows(l, in))
		return nil
	}
	return cmd
}

// noSuchList says which lists have a name that is near.
func noSuchList(name string) error {
	want := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	type near struct {
		name string
		far  int
	}
	var found []near
	for l := range codes.Lists() {
		if len(want) > 2*echoed { // far from every name, and long to compare
			break
		}
		far := distance(want, l.Name())
		if len(want) >= 3 && strings.Contains(l.Name(), want) {
			far = min(far, 1)
		}
		if far <= min(3, len(want)/3) {
			found = append(found, near{l.Name(), far})
		}
	}
	slices.SortStableFunc(found, func(x, y near) int { return cmp.Compare(x.far, y.far) })
	var names []string
	for _, n := range found[:min(5, len(found))] {
		names = append(names, n.name)
	}
	text := fmt.Sprintf("no list %s; ephr codes lists them", quoted(name))
	if len(names) > 0 {
		text = fmt.Sprintf("no list %s; did you mean %s? ephr codes lists them all", quoted(name), strings.Join(names, ", "))
	}
	return errors.New(text)
}

// distance is how many letters must be put in, left out or changed to make a b.
func distance(a, b string) int {
	line := make([]int, len(b)+1)
	for j := range line {
		line[j] = j
	}
	for i := range len(a) {
		diagonal := line[0]
		line[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = line[j+1]
			line[j+1] = min(change, line[j]+1, diagonal+1)
		}
	}
	return line[len(b)]
}

// listRow is a code list.
type listRow struct {
	Name        string       `json:"name"`
	Title       string       `json:"title"`
	Codes       int          `json:"codes"`
	Binding     string       `json:"binding"`
	System      codes.System `json:"system"`
	URL         string       `json:"url"`
	Description string       `json:"description"`
}

func (r *listRow) cells() []string {
	return []string{r.Name, r.Title, strconv.Itoa(r.Codes), r.Binding, string(r.System)}
}

// listRows yields the lists by name.
func listRows(yield func(row) bool) {
	for l := range codes.Lists() {
		r := &listRow{l.Name(), l.Title(), l.Len(), "open", l.System(), l.URL(), l.Description()}
		if l.Closed() {
			r.Binding = "closed"
		}
		if !yield(r) {
			return
		}
	}
}

// codeRow is a code of a list.
type codeRow struct {
	Code        string            `json:"code"`
	Display     string            `json:"display"`
	Tier        codes.Tier        `json:"tier"`
	Sensitivity codes.Sensitivity `json:"sensitivity"`
	Codings     []codingOf        `json:"codings"`
	Properties  map[string]string `json:"properties"`
	Source      string            `json:"source"`

	entry codes.Entry
}

type codingOf struct {
	System codes.System `json:"system"`
	Code   string       `json:"code"`
}

func (r *codeRow) cells() []string {
	var codings, props []string
	for _, c := range r.Codings {
		codings = append(codings, string(c.System)+"|"+c.Code)
	}
	for p := range r.entry.Props() {
		props = append(props, p.Name+"="+p.Value)
	}
	return []string{r.Code, r.Display, r.Tier.String(), string(r.Sensitivity), strings.Join(codings, "; "), strings.Join(props, "; "), r.Source}
}

// codeRows yields the codes of a list with displays in the language, or in
// English where there are none.
func (a *app) codeRows(l *codes.List, in codes.Language) iter.Seq[row] {
	name := a.names(l, in)
	return func(yield func(row) bool) {
		for e := range l.All() {
			r := &codeRow{e.Code, cmp.Or(name(e.Code), e.Display), e.Tier, e.Sensitivity, []codingOf{}, map[string]string{}, e.Source, e}
			for c := range e.Codings() {
				r.Codings = append(r.Codings, codingOf{c.System, c.Code})
			}
			for p := range e.Props() {
				r.Properties[p.Name] = p.Value
			}
			if !yield(r) {
				return
			}
		}
	}
}

// names gives the names of a list's codes in the language: "" where the list's
// own displays, which are English, are to be printed.
func (a *app) names(l *codes.List, in codes.Language) func(code string) string {
	none := func(string) string { return "" }
	if isEnglish(in) {
		return none
	}
	name, languages := none, iter.Seq[codes.Language](nil)
	switch l.Name() {
	case codes.Country("").List().Name():
		name = func(code string) string { return codes.Country(code).Name(in) }
		languages = codes.CountryNameLanguages()
	case codes.Language("").List().Name():
		name = func(code string) string { return codes.Language(code).Name(in) }
		languages = codes.LanguageNameLanguages()
	}
	if l.Len() > 0 && name(l.At(0).Code) == "" {
		a.englishOnly(in, "the displays of "+l.Name()+" are", languages)
	}
	return name
}

// isEnglish reports whether the language is English as written anywhere.
func isEnglish(tag codes.Language) bool {
	primary, _, _ := strings.Cut(string(tag), "-")
	return strings.EqualFold(primary, string(codes.LanguageEnglish))
}

// englishOnly says that what is wanted in another language is English.
func (a *app) englishOnly(in codes.Language, what string, others iter.Seq[codes.Language]) {
	if isEnglish(in) {
		return
	}
	text := fmt.Sprintf("ephr: --lang %s: %s English", quoted(string(in)), what)
	if others != nil {
		var tags []string
		for l := range others {
			tags = append(tags, string(l))
		}
		text += "; there are names in " + strings.Join(tags, ", ")
	}
	a.say(text)
}
