package icd

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Search yields the items that text finds. These come first:
//
//   - those whose name is text or, but for chapters, begins with it (E11, a00-,
//     ix);
//   - those with a label of their own in which every word of text begins a word.
//
// Then come those of which a synonym says what their label does not: every word
// of text begins a word of the label or of a synonym of the item. Synonyms are
// other English words for it, everyday and clinical ones in British and American
// spelling (internal/gen/synonyms.tsv): so "viral hep" finds every kind of viral
// hepatitis, and "anemia" what "anaemia" finds. Synonyms are for searching only,
// are not complete and not yet reviewed by a clinician. An item without a label
// of its own is found by a synonym only where the table names the item itself.
//
// Each of the two parts is in the order of the book, with codes of other
// editions at its end; no item comes twice. Case, the dot of a code and punctuation
// between words do not matter. Unlike a lookup, a search goes through all items
// and allocates.
func Search(text string) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		q := newQuery(text)
		if len(q.words) == 0 {
			return
		}
		for i := range everything() {
			if q.finds(i) && !yield(i) {
				return
			}
		}
		if len(q.synonyms) == 0 {
			return
		}
		for i := range everything() {
			if q.findsBySynonym(i) && !q.finds(i) && !yield(i) {
				return
			}
		}
	}
}

// everything yields all items of 2019 and then those of the table of other
// editions.
func everything() iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for i := range All() {
			if !yield(i) {
				return
			}
		}
		for k := range otherEditions {
			for c := range otherEditions[k].codes.ends() {
				if !yield(c.Item()) {
					return
				}
			}
		}
	}
}

// synonym is a row of the generated table: codes of which a term is another name.
// A term with several codes or ranges has a row for each.
type synonym struct {
	codes      Range
	start, end uint16 // of the term in synonymText
}

// query is what a search looks for.
type query struct {
	name     string   // in upper case, without blanks, dots and commas
	words    []string // in upper case
	synonyms []match  // those in which one of the words begins a word
}

type match struct {
	codes Range
	block bool   // the codes are those of a block
	term  string // in upper case
}

func newQuery(text string) *query {
	text = strings.ToUpper(text)
	q := &query{
		words: strings.FieldsFunc(text, func(r rune) bool { return !isWord(r) }),
		name: strings.Map(func(r rune) rune {
			if r == '.' || r == ',' || unicode.IsSpace(r) {
				return -1
			}
			return r
		}, text),
	}
	for i := range synonyms {
		s := &synonyms[i]
		term := strings.ToUpper(synonymText[s.start:s.end])
		for _, w := range q.words {
			if hasWord(term, w) {
				q.synonyms = append(q.synonyms, match{s.codes, !s.codes.block().IsZero(), term})
				break
			}
		}
	}
	return q
}

// finds reports whether the item's name begins as the query says or its own
// label has all the words.
func (q *query) finds(i Item) bool {
	return q.isName(i) || i.labelled() && q.all(strings.ToUpper(i.Label), nil)
}

// findsBySynonym reports whether the item's label together with its synonyms
// has all the words.
func (q *query) findsBySynonym(i Item) bool {
	if i.Kind == KindChapter {
		return false
	}
	in := Range{}
	if i.Kind == KindBlock {
		b, _ := ParseBlock(i.Code)
		in = b.Range()
	} else {
		c := parseBare(i.Code)
		in = Range{c, c}
	}
	labelled := i.labelled()
	var buf [8]string
	terms := buf[:0]
	for k := range q.synonyms {
		m := &q.synonyms[k]
		if m.codes.Contains(in.First) && m.codes.Contains(in.Last) && (labelled || m.names(in.First)) {
			terms = append(terms, m.term)
		}
	}
	return len(terms) > 0 && q.all(strings.ToUpper(i.Label), terms)
}

// names reports whether the row, in whose codes c is, means c itself and not
// only what c stands in: a block does not name its codes, nor a category those
// below it.
func (m *match) names(c Code) bool {
	return !m.block && (c.fourth() == 0) == (m.codes.First.fourth() == 0) && c.fifth() == m.codes.First.fifth()
}

// all reports whether each of the words begins a word of the label or of one of
// the terms, which are in upper case.
func (q *query) all(label string, terms []string) bool {
	for _, w := range q.words {
		found := hasWord(label, w)
		for _, t := range terms {
			found = found || hasWord(t, w)
		}
		if !found {
			return false
		}
	}
	return true
}

// isName reports whether the item's name is that of the query or begins with it.
func (q *query) isName(i Item) bool {
	if i.Kind == KindChapter {
		return i.Code == q.name
	}
	code := i.Code
	if len(code) > 4 && code[3] == '.' {
		code = code[:3] + code[4:]
	}
	return len(q.name) > 1 && strings.HasPrefix(code, q.name)
}

// hasWord reports whether a word of the text begins with the given one.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		if at == 0 || !isWord(before) {
			return true
		}
		at += len(word)
	}
}

// isWord reports whether the letter, digit or mark is part of a word.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// labelled reports whether the item has a label of its own.
func (i Item) labelled() bool {
	if i.Kind == KindChapter || i.Kind == KindBlock || i.Edition != "" {
		return true
	}
	return parseBare(i.Code).labelled()
}
