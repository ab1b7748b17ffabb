package icd_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/icd"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		in, want string
		mark     icd.Mark
	}{
		{"E11.9", "E11.9", icd.NoMark},
		{"e11.9", "E11.9", icd.NoMark},
		{"E119", "E11.9", icd.NoMark},
		{" E11.9 ", "E11.9", icd.NoMark},
		{"\tE11.9\r\n", "E11.9", icd.NoMark},
		{"\u00a0E11.9\u00a0", "E11.9", icd.NoMark},
		{"E11,9", "E11.9", icd.NoMark},
		{" b18,10", "B18.10", icd.NoMark},
		{"I10", "I10", icd.NoMark},
		{"i10", "I10", icd.NoMark},
		{"B18.10", "B18.10", icd.NoMark},
		{"B1810", "B18.10", icd.NoMark},
		{"A17.0+", "A17.0", icd.Dagger},
		{"A17.0†", "A17.0", icd.Dagger},
		{"a170† ", "A17.0", icd.Dagger},
		{"A15.0 †", "A15.0", icd.Dagger},
		{"A17,0\u00a0+", "A17.0", icd.Dagger},
		{"G01 \t*", "G01", icd.Asterisk},
		{"G01*", "G01", icd.Asterisk},
		{"M01.1*", "M01.1", icd.Asterisk},
		{"A00", "A00", icd.NoMark},
		{"Z99.99", "Z99.99", icd.NoMark},
	} {
		c, mark, err := icd.ParseMarked(test.in)
		if err != nil || c.String() != test.want || mark != test.mark {
			t.Errorf("ParseMarked(%q) = %v, %q, %v; want %s, %q", test.in, c, mark, err, test.want, test.mark)
		}
		if d, err := icd.Parse(test.in); err != nil || d != c {
			t.Errorf("Parse(%q) = %v, %v; want %v", test.in, d, err, c)
		}
	}
}

func TestParse_refuses(t *testing.T) {
	for _, test := range []struct {
		in   string
		want error
	}{
		{"", icd.ErrSyntax},
		{" ", icd.ErrSyntax},
		{"*", icd.ErrSyntax},
		{"E", icd.ErrSyntax},
		{"E1", icd.ErrSyntax},
		{"11.9", icd.ErrSyntax},
		{"E11.", icd.ErrSyntax},
		{"E11.-", icd.ErrSyntax},
		{"E11,", icd.ErrSyntax},
		{"E11,,9", icd.ErrSyntax},
		{"E11.,9", icd.ErrSyntax},
		{"E11;9", icd.ErrSyntax},
		{"E11, 9", icd.ErrSyntax},
		{"E10,E11", icd.ErrSyntax},
		{"E10,11,12", icd.ErrSyntax},
		{"E1.19", icd.ErrSyntax},
		{"E11..9", icd.ErrSyntax},
		{"E11.9.0", icd.ErrSyntax},
		{"E 11.9", icd.ErrSyntax},
		{"E11 .9", icd.ErrSyntax},
		{"E11.9**", icd.ErrSyntax},
		{"E11.9*+", icd.ErrSyntax},
		{"E11.9* +", icd.ErrSyntax},
		{" †", icd.ErrSyntax},
		{"*E11.9", icd.ErrSyntax},
		{"Е11.9", icd.ErrSyntax}, // a Cyrillic letter
		{"É11.9", icd.ErrSyntax},
		{"E1१.9", icd.ErrSyntax}, // a Devanagari digit
		{"@11", icd.ErrSyntax},
		{"[11", icd.ErrSyntax},
		{"`11", icd.ErrSyntax},
		{"{11", icd.ErrSyntax},
		{"E11.9\x00", icd.ErrSyntax},
		{"E1\xff", icd.ErrSyntax},
		{"A00-A09", icd.ErrSyntax},
		{"IX", icd.ErrSyntax},
		{"Maria Example", icd.ErrSyntax},
		{"E11.9 and more", icd.ErrSyntax},
		{"E11.329", icd.ErrModification},
		{"E11,329", icd.ErrSyntax},
		{"S72.001A", icd.ErrModification},
		{"S72001A", icd.ErrModification},
		{"C4A", icd.ErrModification},
		{"c4a.0", icd.ErrModification},
		{"M1A.00X0", icd.ErrModification},
		{"T14.91XA", icd.ErrModification},
		{"V00.01XA", icd.ErrModification},
		{"Z3A.01", icd.ErrModification},
		{"M45.X0", icd.ErrModification},
		{"S72.001AB", icd.ErrSyntax},
	} {
		c, mark, err := icd.ParseMarked(test.in)
		if !errors.Is(err, test.want) || !errors.Is(err, icd.ErrSyntax) || !c.IsZero() || mark != icd.NoMark {
			t.Errorf("ParseMarked(%q) = %v, %q, %v; want %v", test.in, c, mark, err, test.want)
		}
		if test.want == icd.ErrSyntax && errors.Is(err, icd.ErrModification) {
			t.Errorf("ParseMarked(%q) takes it for a national modification", test.in)
		}
	}
}

// The text of an error ends in logs, where a person's data must not be.
func TestErrors_holdNoInput(t *testing.T) {
	const name = "Zebediah Example"
	var c icd.Code
	var ch icd.Chapter
	var b icd.Block
	var r icd.Range
	_, errParse := icd.Parse(name)
	_, errModification := icd.Parse("Q9zebed")
	for _, err := range []error{
		errParse, errModification,
		c.UnmarshalText([]byte(name)), c.UnmarshalText([]byte("Q12.3*")),
		ch.UnmarshalText([]byte(name)), b.UnmarshalText([]byte(name)), b.UnmarshalText([]byte("Q12-Q13")),
		r.UnmarshalText([]byte(name)), r.UnmarshalText([]byte("Q12-" + name)), r.UnmarshalText([]byte("Q12-Q11")),
	} {
		if !errors.Is(err, icd.ErrSyntax) {
			t.Fatalf("error is %v", err)
		}
		for _, part := range []string{"Zebediah", "zebed", "Q12", "Q13", "Q9"} {
			if strings.Contains(err.Error(), part) {
				t.Errorf("the error %q tells the input", err)
			}
		}
	}
}

func TestMustParse_panics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, icd.ErrSyntax) {
			t.Errorf("recovered %v", err)
		}
	}()
	icd.MustParse("E11.")
}

func TestCode_zero(t *testing.T) {
	var c icd.Code
	if !c.IsZero() || c.String() != "" || c.Listed() || c.Label() != "" || c.Sensitivity() != "" ||
		!c.Chapter().IsZero() || !c.Block().IsZero() || !c.Parent().IsZero() || !c.Category().IsZero() ||
		len(c.Ancestors(nil)) != 0 || c.Known() != icd.StatusUnknown || c.Edition() != "" || c.Item() != (icd.Item{}) {
		t.Error("the zero Code is taken for a code")
	}
	if _, ok := c.Successor(); ok {
		t.Error("the zero Code has a successor")
	}
}

func TestCode_Parent(t *testing.T) {
	for c, want := range map[string][3]string{
		// parent, category, ancestors
		"I10":    {"", "I10", "I10-I15 IX"},
		"E11.9":  {"E11", "E11", "E11 E10-E14 IV"},
		"B18.10": {"B18.1", "B18", "B18.1 B18 B15-B19 I"},
		"C50.9":  {"C50", "C50", "C50 C50-C50 C00-C75 C00-C97 II"},
		"V01.0":  {"V01", "V01", "V01 V01-V09 V01-V99 V01-X59 XX"},
		"Y06.0":  {"Y06", "Y06", "Y06 X85-Y09 XX"},
		"U07.1":  {"U07", "U07", "U07 U00-U49 XXII"},
		"S72.00": {"S72.0", "S72", "S72.0 S72 S70-S79 XIX"},
		"A90":    {"", "A90", "I"},
		"D49.9":  {"D49", "D49", "D49 II"},
		"H59.9":  {"H59", "H59", "H59 H55-H59 VII"},
		"H60.0":  {"H60", "H60", "H60 H60-H62 VIII"},
		"D48.9":  {"D48", "D48", "D48 D37-D48 II"},
		"D50.0":  {"D50", "D50", "D50 D50-D53 III"},
	} {
		code := icd.MustParse(c)
		got := [3]string{code.Parent().String(), code.Category().String(), strings.Join(code.Ancestors(nil), " ")}
		if got != want {
			t.Errorf("%s: %q, want %q", c, got, want)
		}
	}
}

func TestCode_Ancestors_appends(t *testing.T) {
	got := icd.MustParse("I10").Ancestors([]string{"before"})
	if want := "before I10-I15 IX"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCode_Compare(t *testing.T) {
	sorted := []string{"A00", "A00.0", "A00.9", "A01", "B18", "B18.0", "B18.00", "B18.09", "B18.1", "U07", "Z99.9"}
	for i, a := range sorted {
		for j, b := range sorted {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := icd.MustParse(a).Compare(icd.MustParse(b)); got != want {
				t.Errorf("%s compared with %s is %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestText(t *testing.T) {
	type all struct {
		Code    icd.Code
		Chapter icd.Chapter
		Block   icd.Block
		Range   icd.Range
		Map     map[icd.Code]int
	}
	const in = `{"Code":"e119","Chapter":"iv","Block":"e10-e14","Range":"E10–E14.9","Map":{"A000":1}}`
	const want = `{"Code":"E11.9","Chapter":"IV","Block":"E10-E14","Range":"E10-E14.9","Map":{"A00.0":1}}`
	var v all
	if err := json.Unmarshal([]byte(in), &v); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(v); err != nil || string(got) != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
	const empty = `{"Code":"","Chapter":"","Block":"","Range":"","Map":null}`
	if err := json.Unmarshal([]byte(empty), &v); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(v); err != nil || string(got) != empty {
		t.Errorf("%s, %v; want %s", got, err, empty)
	}
	c := icd.MustParse("E11")
	if err := c.UnmarshalText([]byte("G01*")); err != icd.ErrMark || c.String() != "E11" {
		t.Errorf("a marked code gives %v and changes the code to %v", err, c)
	}
	if got, err := c.AppendText([]byte("x")); string(got) != "xE11" || err != nil {
		t.Errorf("AppendText gives %q, %v", got, err)
	}
}

func TestCode_formats(t *testing.T) {
	if got := fmt.Sprintf("%v %s", icd.MustParse("e119"), icd.MustParse("s7200")); got != "E11.9 S72.00" {
		t.Error(got)
	}
}

// facts reads the codes of 2019 from the file that the tables are made of,
// without the code that makes them: name, kind and parent in book order.
func facts(t testing.TB) (items [][3]string) {
	t.Helper()
	f, err := os.Open("internal/gen/icd10-2019.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := ""
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		w := strings.Fields(lines.Text())
		switch {
		case len(w) == 0 || w[0][0] == '#':
		case w[0] == "chapter":
			items = append(items, [3]string{w[1], "chapter", ""})
		case w[0] == "block":
			block = w[1]
			items = append(items, [3]string{block, "block", w[2]})
		default:
			items = append(items, [3]string{w[0], "category", block})
			if len(w) == 1 {
				continue
			}
			for _, d := range w[1] {
				sub := w[0] + "." + string(d)
				items = append(items, [3]string{sub, "subcategory", w[0]})
				for _, five := range w[2:] {
					if five[0] == byte(d) {
						items = append(items, [3]string{w[0] + "." + five, "subcategory", sub})
					}
				}
			}
		}
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	return items
}

func TestAll_isTheBook(t *testing.T) {
	want := facts(t)
	counts := map[icd.Kind]int{}
	characters := map[int]int{}
	n := 0
	for i := range icd.All() {
		if n >= len(want) {
			t.Fatal("more items than in the facts")
		}
		if got := [3]string{i.Code, string(i.Kind), i.Parent}; got != want[n] {
			t.Fatalf("item %d is %q, want %q", n, got, want[n])
		}
		n++
		counts[i.Kind]++
		if i.Kind == icd.KindSubcategory {
			characters[len(i.Code)]++
		}
	}
	if n != len(want) || n != 12542 || counts[icd.KindChapter] != 22 || counts[icd.KindBlock] != 274 ||
		counts[icd.KindCategory] != 2050 || counts[icd.KindSubcategory] != 10196 || characters[5] != 10192 || characters[6] != 4 {
		t.Errorf("%d items of %d: %v, %v", n, len(want), counts, characters)
	}
}

func TestAll_stops(t *testing.T) {
	for stop := range 400 {
		n := 0
		for range icd.All() {
			if n++; n > stop {
				break
			}
		}
	}
	for range icd.Codes() {
		break
	}
	for range icd.Search("anaemia") {
		break
	}
	for range icd.Search("dengue haemorrhagic") {
		break
	}
}

// Every item is found under its name, and the parents lead to its chapter.
func TestLookup_everyItem(t *testing.T) {
	items := map[string]icd.Item{}
	for i := range icd.All() {
		items[i.Code] = i
		for _, name := range []string{i.Code, strings.ToLower(i.Code), " " + i.Code + " "} {
			if got, ok := icd.Lookup(name); !ok || got != i {
				t.Fatalf("Lookup(%q) = %v, %v; want %v", name, got, ok, i)
			}
		}
		var chain []string
		block := ""
		at := i
		for at.Parent != "" {
			if block == "" && at.Kind == icd.KindBlock {
				block = at.Code
			}
			parent, ok := items[at.Parent]
			if !ok {
				t.Fatalf("%s comes before its parent %q", at.Code, at.Parent)
			}
			chain = append(chain, parent.Code)
			at = parent
		}
		if at.Kind != icd.KindChapter || at.Code != i.Chapter || block != i.Block {
			t.Fatalf("%v: the parents lead to chapter %s by block %s", i, at.Code, block)
		}
		if i.Label == "" || i.Edition != "" {
			t.Errorf("%v", i)
		}
		if c, err := icd.Parse(i.Code); err == nil {
			if got := c.Ancestors(nil); strings.Join(got, " ") != strings.Join(chain, " ") {
				t.Fatalf("%s has the ancestors %q, want %q", c, got, chain)
			}
		}
	}
}

func TestLookup_refuses(t *testing.T) {
	for _, name := range []string{"", "XXIII", "IIII", "A00-A10", "A09-A00", "C50-C51", "C50.0-C50.9", "A01-A01", "E11-", "-E11", "E11.", "D49", "Z99.99", "M45.00", "Maria"} {
		if i, ok := icd.Lookup(name); ok {
			t.Errorf("Lookup(%q) = %v", name, i)
		}
	}
}

// All 288,600 codes that can be written: what parses, prints and is listed.
func TestEveryCode(t *testing.T) {
	listed := map[string]bool{}
	for _, i := range facts(t) {
		listed[i[0]] = true
	}
	n, seen := 0, 0
	var previous icd.Code
	check := func(s string) {
		n++
		undotted := strings.ReplaceAll(s, ".", "")
		c, err := icd.Parse(s)
		if err != nil || c.String() != s || c.Compare(previous) <= 0 {
			t.Fatalf("Parse(%q) = %v, %v after %v", s, c, err, previous)
		}
		previous = c
		for _, spelling := range []string{undotted, strings.ToLower(s), strings.ToLower(undotted), " " + s + "\n", s + "*", undotted + "†"} {
			if d, err := icd.Parse(spelling); err != nil || d != c {
				t.Fatalf("Parse(%q) = %v, %v; want %v", spelling, d, err, c)
			}
		}
		if c.Listed() != listed[s] {
			t.Fatalf("%s: listed is %v", s, c.Listed())
		}
		if c.Listed() {
			seen++
		}
		if (c.Known() == icd.StatusListed) != c.Listed() || (c.Known() == icd.StatusUnknown) != (c.Edition() == "") {
			t.Fatalf("%s is %v of edition %q", s, c.Known(), c.Edition())
		}
		if c.Chapter().IsZero() || !c.Chapter().Contains(c) {
			t.Fatalf("%s has no chapter", s)
		}
		for b := c.Block(); !b.IsZero(); b = b.Parent() {
			if !b.Contains(c) || b.Chapter() != c.Chapter() {
				t.Fatalf("%s is not in its block %v", s, b)
			}
		}
		if c.Label() == "" && (c.Known() != icd.StatusUnknown || !c.Block().IsZero()) {
			t.Fatalf("%s has no label", s)
		}
		if set := c.Sensitivities(nil); len(set) > 0 != (c.Sensitivity() != "") || len(set) > 0 && set[0] != c.Sensitivity() {
			t.Fatalf("%s: sensitivities %q, sensitivity %q", s, set, c.Sensitivity())
		}
	}
	for letter := 'A'; letter <= 'Z'; letter++ {
		for nn := range 100 {
			s := fmt.Sprintf("%c%02d", letter, nn)
			check(s)
			for d := range 10 {
				check(fmt.Sprintf("%s.%d", s, d))
				for e := range 10 {
					check(fmt.Sprintf("%s.%d%d", s, d, e))
				}
			}
		}
	}
	if n != 288600 || seen != 12246 {
		t.Errorf("%d codes, %d listed", n, seen)
	}
}

func TestCodes(t *testing.T) {
	n := 0
	var previous icd.Code
	for c := range icd.Codes() {
		if n++; !c.Listed() || c.Compare(previous) <= 0 {
			t.Fatalf("%v after %v", c, previous)
		}
		previous = c
	}
	if n != 12246 {
		t.Errorf("%d codes", n)
	}
}

// obvious is the slow, obvious grammar of what ParseMarked reads.
var obvious = regexp.MustCompile(`^([A-Za-z])([0-9]{2})(?:[.,]?([0-9]{1,2}))?(?:[\s\v\x{85}\p{Z}]*(\+|†|\*))?$`)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"E11.9", "e119", " B18.10 ", "A17.0†", "G01*", "a00+", "S72.001A", "C4A", "E11.", "E11,9", "A15.0 †", "G01\u00a0*", "", "\xff", "†", "Z99\u2003", "E1\x0011"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, mark, err := icd.ParseMarked(s)
		d, err2 := icd.Parse(s)
		if c != d || (err == nil) != (err2 == nil) || (err == nil) == c.IsZero() {
			t.Fatalf("ParseMarked(%q) = %v, %v; Parse gives %v, %v", s, c, err, d, err2)
		}
		want := obvious.FindStringSubmatch(strings.TrimSpace(s))
		if (want != nil) != (err == nil) {
			t.Fatalf("ParseMarked(%q) = %v, %v; the grammar says %q", s, c, err, want)
		}
		if err != nil {
			if !errors.Is(err, icd.ErrSyntax) {
				t.Fatalf("error %v", err)
			}
			return
		}
		canonical := strings.ToUpper(want[1]) + want[2]
		if want[3] != "" {
			canonical += "." + want[3]
		}
		wantMark := map[string]icd.Mark{"": icd.NoMark, "+": icd.Dagger, "†": icd.Dagger, "*": icd.Asterisk}[want[4]]
		if c.String() != canonical || mark != wantMark {
			t.Fatalf("ParseMarked(%q) = %v, %q; want %s, %q", s, c, mark, canonical, wantMark)
		}
		if again, m, err := icd.ParseMarked(c.String() + mark.String()); err != nil || again != c || m != mark {
			t.Fatalf("%q prints as %v, which reads as %v", s, c, again)
		}
		var text icd.Code
		if b, _ := c.MarshalText(); text.UnmarshalText(b) != nil || text != c {
			t.Fatalf("%v marshals as %q, which reads as %v", c, b, text)
		}
		c.Known()
		if _, ok := icd.Lookup(s); !ok && c.Listed() {
			t.Fatalf("Lookup(%q) does not find %v", s, c)
		}
	})
}
