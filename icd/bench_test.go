package icd_test

import (
	"testing"

	"github.com/openephr/ephr-go/icd"
)

// spellings are 1,024 listed codes of four characters, spread over the book.
func spellings() []string {
	var all []string
	for c := range icd.Codes() {
		if !c.Parent().IsZero() {
			all = append(all, c.String())
		}
	}
	some := make([]string, 1024)
	for i := range some {
		some[i] = all[i*7919%len(all)]
	}
	return some
}

// BenchmarkValid is the question "is this text a listed code?".
func BenchmarkValid(b *testing.B) {
	s := spellings()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c, err := icd.Parse(s[i&1023])
		if err != nil || !c.Listed() {
			b.Fatal(c)
		}
	}
}

// BenchmarkLabel is the way from the text of a code to its label.
func BenchmarkLabel(b *testing.B) {
	s := spellings()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c, _ := icd.Parse(s[i&1023])
		if c.Label() == "" {
			b.Fatal(c)
		}
	}
}

// BenchmarkAncestors is the way from the text of a code to the names of all above it.
func BenchmarkAncestors(b *testing.B) {
	s := spellings()
	buf := make([]string, 0, 6)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c, _ := icd.Parse(s[i&1023])
		if buf = c.Ancestors(buf[:0]); len(buf) < 2 {
			b.Fatal(c)
		}
	}
}

// BenchmarkSensitivity is the way from the text of a code to its group.
func BenchmarkSensitivity(b *testing.B) {
	s := spellings()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c, _ := icd.Parse(s[i&1023])
		use(c.Sensitivity() == "")
	}
}

// BenchmarkMap answers the question of BenchmarkValid with a map of canonical
// spellings, for comparison.
func BenchmarkMap(b *testing.B) {
	s := spellings()
	m := map[string]icd.Code{}
	for i := range icd.All() {
		m[i.Code] = icd.Code{}
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, ok := m[s[i&1023]]; !ok {
			b.Fatal(s[i&1023])
		}
	}
}

// BenchmarkSearch goes through the whole table for words.
func BenchmarkSearch(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for range icd.Search("heart fail") {
			n++
		}
		if n == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkKnown asks whether an edition has a code, with one that is listed,
// one with a supplementary character, one of another edition and one of none.
func BenchmarkKnown(b *testing.B) {
	some := []icd.Code{icd.MustParse("E11.9"), icd.MustParse("S72.00"), icd.MustParse("A90"), icd.MustParse("D49")}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if some[i&3].Known() == 99 {
			b.Fatal(i)
		}
	}
}
