package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A code is packed as package icd packs it: the category, counted from A00 = 1,
// then the fourth and the fifth digit, each plus one, 0 where there is none.
type code uint32

const (
	firstCategory = 1
	lastCategory  = 26 * 100
	digits        = 11 // no digit, and 0 to 9
)

func makeCode(category, fourth, fifth int) code { return code(category<<8 | fourth<<4 | fifth) }

func (c code) category() int { return int(c >> 8) }
func (c code) fourth() int   { return int(c >> 4 & 15) }

// last is the greatest code that lies below c, or c itself.
func (c code) last() code {
	switch {
	case c&0xff == 0:
		return c | 0xff
	case c&0xf == 0:
		return c | 0xf
	}
	return c
}

func (c code) String() string {
	n := c.category() - 1
	s := fmt.Sprintf("%c%02d", 'A'+n/100, n%100)
	if f := c.fourth(); f > 0 {
		s += fmt.Sprintf(".%d", f-1)
		if g := int(c & 15); g > 0 {
			s += fmt.Sprint(g - 1)
		}
	}
	return s
}

// parseCode reads the canonical spelling only.
func parseCode(s string) (code, error) {
	digit := func(i int) int { return int(s[i] - '0') }
	ok := len(s) >= 3 && len(s) <= 6 && len(s) != 4 && s[0] >= 'A' && s[0] <= 'Z' && (len(s) == 3 || s[3] == '.')
	for i := 1; ok && i < len(s); i++ {
		ok = i == 3 || s[i] >= '0' && s[i] <= '9'
	}
	if !ok {
		return 0, fmt.Errorf("%q is not a code", s)
	}
	n, fourth, fifth := int(s[0]-'A')*100+digit(1)*10+digit(2)+1, 0, 0
	if len(s) > 4 {
		fourth = digit(4) + 1
	}
	if len(s) > 5 {
		fifth = digit(5) + 1
	}
	return makeCode(n, fourth, fifth), nil
}

// A span is a range of codes, with what lies below its last one.
type span struct{ first, last code }

func (r span) contains(c code) bool { return r.first <= c && c <= r.last.last() }

func parseSpan(s string) (span, error) {
	a, b, found := strings.Cut(s, "-")
	if !found {
		b = a
	}
	first, err := parseCode(a)
	if err != nil {
		return span{}, err
	}
	last, err := parseCode(b)
	if err != nil {
		return span{}, err
	}
	if last < first {
		return span{}, fmt.Errorf("%q runs backwards", s)
	}
	return span{first, last}, nil
}

type block struct {
	name          string
	parent        int // number of the block that holds it, 0 for none
	chapter       int // 1 to 22
	first, last   int // categories
	categoryCount int
}

type category struct {
	listed  bool
	block   int // number of the innermost block, 0 for none
	chapter int
	fourth  []int // digits plus one
	fifth   []code
}

type edition struct {
	span
	name, label string
	successor   code
}

type group struct {
	span
	name string
}

// A synonym is a term by which codes are found, and the codes.
type synonym struct {
	term  string
	codes []span
}

type tables struct {
	chapters   []string // by number - 1
	blocks     []block  // by number - 1, in the order of the book
	categories [lastCategory + 1]category
	labels     map[string]string
	groups     []group
	editions   []edition
	synonyms   []synonym
}

// itemCount is how many items WHO's edition of 2019 has: chapters, blocks,
// categories, four- and five-character codes.
var itemCount = [5]int{22, 274, 2050, 10192, 4}

func read(fsys fs.FS) (*tables, error) {
	t := &tables{labels: map[string]string{}}
	for _, f := range []struct {
		name string
		read func(string) error
	}{
		{"icd10-2019.txt", t.readFacts},
		{"labels.tsv", t.readLabels},
		{"sensitivity.tsv", t.readGroups},
		{"editions.tsv", t.readEditions},
		{"synonyms.tsv", t.readSynonyms},
	} {
		data, err := fs.ReadFile(fsys, f.name)
		if err != nil {
			return nil, err
		}
		if err := f.read(strings.ReplaceAll(string(data), "\r\n", "\n")); err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return t, nil
}

// lines calls fn for every line that says something.
func lines(text string, fn func(string) error) error {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if err := fn(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	return nil
}

// tsv calls fn for every row below the line with the names of the columns.
func tsv(text string, columns []string, fn func([]string) error) error {
	header := false
	return lines(text, func(line string) error {
		row := strings.Split(line, "\t")
		if !header {
			header = true
			if !slices.Equal(row, columns) {
				return fmt.Errorf("columns are %q, want %q", row, columns)
			}
			return nil
		}
		if len(row) != len(columns) {
			return fmt.Errorf("%d columns, want %d", len(row), len(columns))
		}
		for _, s := range row {
			if s != strings.TrimSpace(s) {
				return fmt.Errorf("%q has outer blanks", s)
			}
		}
		return fn(row)
	})
}

func (t *tables) readFacts(text string) error {
	var counts [5]int
	previous := code(0)
	err := lines(text, func(line string) error {
		words := strings.Fields(line)
		switch {
		case words[0] == "chapter" && len(words) == 2:
			t.chapters = append(t.chapters, words[1])
			previous = 0
			return nil
		case words[0] == "block" && len(words) == 3:
			return t.addBlock(words[1], words[2])
		}
		c, err := parseCode(words[0])
		if err != nil || len(words[0]) != 3 {
			return fmt.Errorf("%q is not a category", words[0])
		}
		if c <= previous {
			return fmt.Errorf("%s is out of order", c)
		}
		previous = c
		b := len(t.blocks)
		if b == 0 || c.category() < t.blocks[b-1].first || c.category() > t.blocks[b-1].last {
			return fmt.Errorf("%s is not in the block above it", c)
		}
		cat := &t.categories[c.category()]
		cat.listed = true
		counts[2]++
		for i := b; i > 0; i = t.blocks[i-1].parent {
			t.blocks[i-1].categoryCount++
		}
		if len(words) > 1 {
			for _, d := range words[1] {
				if d < '0' || d > '9' || slices.Contains(cat.fourth, int(d-'0')+1) {
					return fmt.Errorf("fourth digits %q", words[1])
				}
				cat.fourth = append(cat.fourth, int(d-'0')+1)
				counts[3]++
			}
			if !slices.IsSorted(cat.fourth) {
				return fmt.Errorf("fourth digits %q", words[1])
			}
			for _, w := range words[2:] {
				f, err := parseCode(words[0] + "." + w)
				if err != nil || len(w) != 2 || !slices.Contains(cat.fourth, f.fourth()) {
					return fmt.Errorf("five-character code %q", w)
				}
				cat.fifth = append(cat.fifth, f)
				counts[4]++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	counts[0], counts[1] = len(t.chapters), len(t.blocks)
	if counts != itemCount {
		return fmt.Errorf("%v chapters, blocks, categories, four- and five-character codes, want %v", counts, itemCount)
	}
	for i, b := range t.blocks {
		if b.categoryCount == 0 {
			return fmt.Errorf("block %s is empty", b.name)
		}
		for n := b.first; n <= b.last; n++ {
			t.categories[n].block = i + 1 // inner blocks come after the outer ones
			t.categories[n].chapter = b.chapter
		}
	}
	return t.spreadChapters()
}

func (t *tables) addBlock(name, parent string) error {
	r, err := parseSpan(name)
	if err != nil || len(name) != len("A00-A09") {
		return fmt.Errorf("%q is not a block", name)
	}
	b := block{name: name, chapter: len(t.chapters), first: r.first.category(), last: r.last.category()}
	if parent != t.chapters[b.chapter-1] {
		b.parent = 1 + slices.IndexFunc(t.blocks, func(b block) bool { return b.name == parent })
		if b.parent == 0 {
			return fmt.Errorf("no block %s above %s", parent, name)
		}
		p := t.blocks[b.parent-1]
		if b.first < p.first || b.last > p.last || p.chapter != b.chapter {
			return fmt.Errorf("block %s is not inside %s", name, parent)
		}
	}
	for i, o := range t.blocks {
		if b.first <= o.last && o.first <= b.last && !t.inside(b, i+1) {
			return fmt.Errorf("blocks %s and %s overlap", name, o.name)
		}
	}
	if n := len(t.blocks); n > 0 && t.blocks[n-1].chapter == b.chapter && b.first < t.blocks[n-1].first {
		return fmt.Errorf("block %s is out of order", name)
	}
	t.blocks = append(t.blocks, b)
	return nil
}

// inside reports whether the block of the given number is among those above b.
func (t *tables) inside(b block, number int) bool {
	for p := b.parent; p > 0; p = t.blocks[p-1].parent {
		if p == number {
			return true
		}
	}
	return false
}

// spreadChapters gives the categories that no block holds the chapter of the
// listed category before them with their letter, else of the one after: other
// editions have codes there.
func (t *tables) spreadChapters() error {
	for letter := range 26 {
		row := t.categories[letter*100+1 : letter*100+101]
		for i := 1; i < len(row); i++ {
			if row[i].chapter == 0 {
				row[i].chapter = row[i-1].chapter
			}
		}
		for i := len(row) - 2; i >= 0; i-- {
			if row[i].chapter == 0 {
				row[i].chapter = row[i+1].chapter
			}
		}
		if row[0].chapter == 0 {
			return fmt.Errorf("no chapter for the letter %c", 'A'+letter)
		}
	}
	return nil
}

// has reports whether WHO's edition of 2019 lists c.
func (t *tables) has(c code) bool {
	if c.category() < firstCategory || c.category() > lastCategory {
		return false
	}
	cat := &t.categories[c.category()]
	switch {
	case c&0xff == 0:
		return cat.listed
	case c&0xf == 0:
		return slices.Contains(cat.fourth, c.fourth())
	}
	return slices.Contains(cat.fifth, c)
}

func (t *tables) readLabels(text string) error {
	err := tsv(text, []string{"code", "label", "source", "status"}, func(row []string) error {
		name, label := row[0], row[1]
		if label == "" || t.labels[name] != "" {
			return fmt.Errorf("label of %s is empty or there twice", name)
		}
		chapter := slices.Contains(t.chapters, name)
		block := slices.ContainsFunc(t.blocks, func(b block) bool { return b.name == name })
		if !chapter && !block {
			c, err := parseCode(name)
			if err != nil {
				return err
			}
			if !t.has(c) || c&0xf != 0 {
				return fmt.Errorf("%s is not an item of the edition that can have a label", name)
			}
			if category := name[:3]; t.labels[category] == "" && name != category {
				return fmt.Errorf("%s has a label, %s above it has none", name, category)
			}
		}
		t.labels[name] = label
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range t.chapters {
		if t.labels[c] == "" {
			return fmt.Errorf("chapter %s has no label", c)
		}
	}
	for _, b := range t.blocks {
		if t.labels[b.name] == "" {
			return fmt.Errorf("block %s has no label", b.name)
		}
	}
	return nil
}

func (t *tables) readGroups(text string) error {
	return tsv(text, []string{"codes", "group", "meaning", "source", "status"}, func(row []string) error {
		if row[1] == "" || row[3] == "" {
			return fmt.Errorf("%s has no group or no source", row[0])
		}
		r, err := parseSpan(row[0])
		t.groups = append(t.groups, group{r, row[1]})
		return err
	})
}

// groupsOf are the sensitivity groups of a code, those of upper rows first.
func (t *tables) groupsOf(c code) []string {
	var names []string
	for _, g := range t.groups {
		if g.contains(c) && !slices.Contains(names, g.name) {
			names = append(names, g.name)
		}
	}
	return names
}

func (t *tables) readEditions(text string) error {
	return tsv(text, []string{"codes", "edition", "successor", "label", "source", "status"}, func(row []string) error {
		e := edition{name: row[1], label: row[3]}
		var err error
		if e.span, err = parseSpan(row[0]); err != nil {
			return err
		}
		if row[2] != "" {
			if e.successor, err = parseCode(row[2]); err != nil {
				return err
			}
			if !t.has(e.successor) {
				return fmt.Errorf("%s is not of the edition of 2019", row[2])
			}
		}
		if e.name == "" || e.label == "" || row[4] == "" {
			return fmt.Errorf("%s: edition, label and source must be there", row[0])
		}
		for c := e.first; c <= e.last.last(); c++ {
			if t.has(c) {
				return fmt.Errorf("%s is of the edition of 2019", c)
			}
		}
		if n := len(t.editions); n > 0 && e.first <= t.editions[n-1].last.last() {
			return fmt.Errorf("%s is out of order", row[0])
		}
		t.editions = append(t.editions, e)
		return nil
	})
}

func (t *tables) readSynonyms(text string) error {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789 '-"
	return tsv(text, []string{"term", "codes", "source", "status"}, func(row []string) error {
		s := synonym{term: row[0]}
		if s.term == "" || strings.Trim(s.term, letters) != "" || strings.Contains(s.term, "  ") {
			return fmt.Errorf("term %q: want words in lower case", s.term)
		}
		if n := len(t.synonyms); n > 0 && s.term <= t.synonyms[n-1].term {
			return fmt.Errorf("%q is out of order or there twice", s.term)
		}
		if row[1] == "" || row[2] == "" || row[3] == "" {
			return fmt.Errorf("%q: codes, source and status must be there", s.term)
		}
		for _, name := range strings.Split(row[1], " ") {
			r, err := parseSpan(name)
			if err != nil {
				return err
			}
			for _, c := range []code{r.first, r.last} {
				if !t.has(c) && !t.inOtherEdition(c) {
					return fmt.Errorf("%q: no table has %s", s.term, c)
				}
			}
			if (r.first.fourth() == 0) != (r.last.fourth() == 0) || r.first&0xf != 0 || r.last&0xf != 0 {
				return fmt.Errorf("%q: %s must be of categories, or of codes with four characters", s.term, name)
			}
			for _, o := range s.codes {
				if r.first <= o.last.last() && o.first <= r.last.last() {
					return fmt.Errorf("%q: %s overlaps another of its ranges", s.term, name)
				}
			}
			s.codes = append(s.codes, r)
		}
		t.synonyms = append(t.synonyms, s)
		return nil
	})
}

// inOtherEdition reports whether editions.tsv names c.
func (t *tables) inOtherEdition(c code) bool {
	return slices.ContainsFunc(t.editions, func(e edition) bool { return e.first == c || e.last == c })
}
