package main

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/openephr/ephr-go/icd"
	"github.com/spf13/cobra"
)

func (a *app) icdCommand() *cobra.Command {
	var f format
	cmd := &cobra.Command{
		Use:   "icd",
		Short: "Look up codes of ICD-10",
		Long: `Icd shows, searches and lists ICD-10 as WHO's edition of ` + icd.Edition + ` has it: chapters
(I to XXII), blocks (E10-E14; C50-C50 where it is one category) and codes.

A line of --format text holds code, kind, parent, chapter, block and title, with
- for what there is not. json is one array of objects, ndjson one object a line:

  code     IV, E10-E14, E11 or E11.9
  kind     chapter, block, category or subcategory (of five characters too)
  parent   what it stands in directly, "" for a chapter
  chapter  its chapter, of a chapter itself
  block    its innermost block, of a block itself, "" where there is none
  title    a short label in our own words, not WHO's
  edition  of a code of another edition: which one has it
  status   of a code that is not listed: modified, which is a listed code with a
           supplementary character that WHO provides for, or other edition

Titles are English and not yet reviewed by a clinician. A subcategory without a
title of its own has that of its category.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("name a command: show, search or list")
			}
			return fmt.Errorf("unknown command %s for %q: want show, search or list", quoted(args[0]), cmd.CommandPath())
		},
		RunE: func(*cobra.Command, []string) error { return nil }, // Args refuses everything
	}
	cmd.PersistentFlags().StringVar((*string)(&f), "format", "text", "`FORMAT`: text, json or ndjson")
	cmd.AddCommand(a.icdShowCommand(&f), a.icdSearchCommand(&f), a.icdListCommand(&f))
	return cmd
}

func (a *app) icdShowCommand(f *format) *cobra.Command {
	return &cobra.Command{
		Use:   "show [flags] CODE...",
		Short: "Show codes, blocks and chapters",
		Long: `Show writes what is known of each CODE - a code, a block or a chapter - in the
order asked. Usual spellings are understood: e119, " i10 ", E11,9, "E 11.9",
A15.0+ and "A15.0 †" (the dagger or asterisk is left out), c50-c50, iv.

A code of another edition is shown with that edition and, as text, with the code
of ` + icd.Edition + ` for the same thing where there is one; no clinician has reviewed these
pairs yet.

What is not known is named on stderr with the reason and the nearest entry above
it, and the exit code is 1.`,
		Example: `  ephr icd show E11.9 E10-E14 IV
  ephr icd show --format json e119 A90`,
		Args: someArgs("CODE"),
		RunE: func(_ *cobra.Command, names []string) error {
			if err := f.check(); err != nil {
				return err
			}
			a.writeRows(*f, icdWidths, func(yield func(row) bool) {
				for _, name := range names {
					item, ok := icd.Lookup(name)
					if !ok {
						item, ok = icd.Lookup(unspaced(name))
					}
					if !ok {
						a.failed(exitFindings)
						a.say("ephr: " + unknownICD(name))
						continue
					}
					if !yield(newICDRow(item)) {
						return
					}
				}
			})
			return nil
		},
	}
}

func (a *app) icdSearchCommand(f *format) *cobra.Command {
	return &cobra.Command{
		Use:   "search [flags] TEXT...",
		Short: "Search codes and titles",
		Long: `Search writes first

  - the entries whose code is TEXT or begins with it; of chapters, only the one
    whose number TEXT is, and
  - those with a title of their own in which every word of TEXT begins a word,

and then those that a synonym finds: every word of TEXT begins a word of the
title or of a synonym. Synonyms are other English words for a code, everyday and
clinical ones in British and American spelling, such as tuberculosis for TB,
anemia for anaemia and gunshot for W32 to W34; they are not printed. They are
our own choice for the conditions of migrant health, are not complete and not
yet reviewed by a clinician: read the title, and choose the code yourself.

Each of the two parts is in the order of the book, codes of other editions at its
end. Case, the dot of a code and punctuation between words do not matter. A
code without a title of its own shows that of its category or block; it is found
by its code, or by a synonym of that very code. Titles and synonyms are English.
Nothing else is searched: no WHO titles, inclusion notes or index.

The exit code is 1 where nothing is found.`,
		Example: `  ephr icd search viral hep
  ephr icd search anemia
  ephr icd search --format ndjson e11`,
		Args: someArgs("TEXT"),
		RunE: func(_ *cobra.Command, words []string) error {
			text := strings.Join(words, " ")
			if strings.TrimSpace(text) == "" {
				return errors.New("TEXT is empty")
			}
			if err := f.check(); err != nil {
				return err
			}
			found := false
			a.writeRows(*f, icdWidths, func(yield func(row) bool) {
				for item := range icd.Search(text) {
					found = true
					if !yield(newICDRow(item)) {
						return
					}
				}
			})
			if !found {
				a.failed(exitFindings)
				a.say("ephr: " + quoted(text) + ": nothing found")
			}
			return nil
		},
	}
}

func (a *app) icdListCommand(f *format) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List all entries",
		Long: `List writes all entries of the edition of ` + icd.Edition + ` in the order of the book: every
chapter and block before what stands in it.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := f.check(); err != nil {
				return err
			}
			a.writeRows(*f, icdWidths, icdRows(icd.All()))
			return nil
		},
	}
}

// someArgs wants at least one argument.
func someArgs(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return errors.New("name a " + what)
		}
		return nil
	}
}

func icdRows(items iter.Seq[icd.Item]) iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range items {
			if !yield(newICDRow(i)) {
				return
			}
		}
	}
}

// icdRow is an entry of ICD-10.
type icdRow struct {
	icd.Item
	Status string `json:"status,omitempty"` // "" where it is listed

	code icd.Code // zero of a chapter or block
}

func newICDRow(item icd.Item) *icdRow {
	r := &icdRow{Item: item}
	if item.Kind == icd.KindCategory || item.Kind == icd.KindSubcategory {
		r.code = icd.MustParse(item.Code)
		if s := r.code.Known(); s != icd.StatusListed {
			r.Status = s.String()
		}
	}
	return r
}

// icdWidths are those of E10-E14, subcategory, E10-E14, XVIII and E10-E14.
var icdWidths = []int{7, 11, 7, 5, 7}

func (r *icdRow) cells() []string {
	title := r.Label
	if r.Status != "" {
		title += " [" + r.note() + "]"
	}
	return []string{r.Code, string(r.Kind), r.Parent, r.Chapter, r.Block, title}
}

// note says what a code is that is not listed.
func (r *icdRow) note() string {
	if r.code.Known() == icd.StatusModified {
		base, character := r.code.Parent(), "a supplementary character"
		if !base.Listed() {
			base, character = base.Parent(), "two supplementary characters"
		}
		return r.Status + ": " + base.String() + " with " + character
	}
	note := r.Status + ": " + r.Edition
	if s, ok := r.code.Successor(); ok {
		note += "; in " + icd.Edition + " " + s.String()
	}
	return note
}

// unknownICD says why there is no such entry, and which one is nearest.
func unknownICD(given string) string {
	name := unspaced(given)
	why, near := "not spelled like a code (E11.9), a block (E10-E14) or a chapter (IV)", icd.Item{}
	code, err := icd.Parse(name)
	r, rangeErr := icd.ParseRange(name)
	switch {
	case err == nil:
		why = "no code of ICD-10 " + icd.Edition + ", nor of another edition as far as is known here"
		near = above(code)
	case errors.Is(err, icd.ErrModification):
		why = strings.TrimPrefix(err.Error(), "icd: ")
		near = beginning(name)
	case rangeErr == nil:
		why = "a range, but no block of ICD-10 " + icd.Edition
		near = around(r)
	}
	text := quoted(given) + ": " + why
	if item, ok := icd.Lookup(zeros(name)); ok && err != nil {
		return text + "; with the digit 0 for the letter O it is " + item.Code + ", " + item.Label
	}
	if near.Code != "" {
		text += "; the nearest is " + near.Code + ", " + near.Label
	}
	return text
}

// unspaced is the name without white space, which people put in to read it.
func unspaced(name string) string { return strings.Join(strings.Fields(name), "") }

// zeros is the name with the digit 0 for every letter O but the first.
func zeros(name string) string {
	if name == "" {
		return ""
	}
	return name[:1] + strings.NewReplacer("O", "0", "o", "0").Replace(name[1:])
}

// above is the nearest listed entry in which a code that is not known stands.
func above(code icd.Code) icd.Item {
	for _, name := range code.Ancestors(nil) {
		if item, ok := icd.Lookup(name); ok && newICDRow(item).Status == "" {
			return item
		}
	}
	return icd.Item{}
}

// beginning is the longest listed code with which a code of a national
// modification begins.
func beginning(name string) icd.Item {
	name = strings.Replace(strings.TrimSpace(name), ".", "", 1)
	for n := min(5, len(name)); n >= 3; n-- {
		if c, err := icd.Parse(name[:n]); err == nil && c.Listed() {
			return c.Item()
		}
	}
	return icd.Item{}
}

// around is the innermost block or chapter that holds the whole range.
func around(r icd.Range) icd.Item {
	for b := r.First.Block(); !b.IsZero(); b = b.Parent() {
		if b.Contains(r.Last) {
			return b.Item()
		}
	}
	if c := r.First.Chapter(); c.Contains(r.Last) {
		return c.Item()
	}
	return icd.Item{}
}
