package icd_test

import (
	"errors"
	"testing"

	"github.com/openephr/ephr-go/icd"
)

func TestParseBlock(t *testing.T) {
	for in, want := range map[string][3]string{
		// name, parent, chapter
		"A00-A09":   {"A00-A09", "", "I"},
		"a00-a09":   {"A00-A09", "", "I"},
		"A00–A09":   {"A00-A09", "", "I"},
		" C15-C26 ": {"C15-C26", "C00-C75", "II"},
		"C00-C75":   {"C00-C75", "C00-C97", "II"},
		"C00-C97":   {"C00-C97", "", "II"},
		"C00-C14":   {"C00-C14", "C00-C75", "II"},
		"C50-C50":   {"C50-C50", "C00-C75", "II"},
		"T79-T79":   {"T79-T79", "", "XIX"},
		"V01-X59":   {"V01-X59", "", "XX"},
		"V01-V99":   {"V01-V99", "V01-X59", "XX"},
		"X85-Y09":   {"X85-Y09", "", "XX"}, // a list that is often copied hangs it below X60-X84
		"U00-U49":   {"U00-U49", "", "XXII"},
	} {
		b, err := icd.ParseBlock(in)
		if err != nil {
			t.Errorf("ParseBlock(%q): %v", in, err)
			continue
		}
		if got := [3]string{b.String(), b.Parent().String(), b.Chapter().String()}; got != want {
			t.Errorf("ParseBlock(%q) is %q, want %q", in, got, want)
		}
		if b.Range().String() != want[0] && want[0] != "C50-C50" && want[0] != "T79-T79" {
			t.Errorf("%v has the range %v", b, b.Range())
		}
	}
	for _, in := range []string{"", "A00", "C50", "A00-A10", "A00.0-A09", "A00-A09.9", "A09-A00", "A00-A09-A10", "A00*-A09", "IX", "D49-D49", "A00 to A09"} {
		if b, err := icd.ParseBlock(in); !errors.Is(err, icd.ErrSyntax) || !b.IsZero() {
			t.Errorf("ParseBlock(%q) = %v, %v", in, b, err)
		}
	}
}

func TestBlock_zero(t *testing.T) {
	var b icd.Block
	if !b.IsZero() || b.String() != "" || b.Label() != "" || !b.Parent().IsZero() || !b.Chapter().IsZero() ||
		!b.Range().IsZero() || b.Contains(icd.Code{}) || b.Contains(icd.MustParse("A00")) || b.Item() != (icd.Item{}) {
		t.Error("the zero Block is taken for a block")
	}
}

func TestChapter(t *testing.T) {
	for _, in := range []string{"IX", "ix", " IX "} {
		if c, err := icd.ParseChapter(in); err != nil || c != 9 || c.String() != "IX" || c.Label() == "" {
			t.Errorf("ParseChapter(%q) = %v, %v", in, c, err)
		}
	}
	for _, in := range []string{"", "0", "9", "XXIII", "IIX", "I0"} {
		if c, err := icd.ParseChapter(in); !errors.Is(err, icd.ErrSyntax) || !c.IsZero() {
			t.Errorf("ParseChapter(%q) = %v, %v", in, c, err)
		}
	}
	for _, c := range []icd.Chapter{0, 23, 255} {
		if c.String() != "" || c.Label() != "" || c.Item() != (icd.Item{}) || c.Contains(icd.Code{}) {
			t.Errorf("chapter %d is taken for a chapter", c)
		}
	}
}

func TestRange(t *testing.T) {
	for _, test := range []struct{ r, in, out string }{
		{"J12-J18", "J12 J12.0 J15.9 J18 J18.9 J18.99", "J11.9 J19 J20.0 I12"},
		{"B86", "B86 B86.0", "B85.9 B87"},
		{"B18.1", "B18.1 B18.10 B18.19", "B18 B18.0 B18.2"},
		{"B18.0-B18.1", "B18.0 B18.00 B18.1 B18.19", "B18 B18.2"},
		{"B18.10", "B18.10", "B18.1 B18.11"},
		{"V01-Y98", "V01 W54 X60.0 Y98.9", "U99 Z00 V00.9 Y99"},
		{"K58.0", "K58.0 K58.09", "K58 K58.1"},
	} {
		r, err := icd.ParseRange(test.r)
		if err != nil || r.String() != test.r {
			t.Errorf("ParseRange(%q) = %v, %v", test.r, r, err)
		}
		for _, c := range fields(test.in) {
			if !r.Contains(c) {
				t.Errorf("%v does not contain %v", r, c)
			}
		}
		for _, c := range append(fields(test.out), icd.Code{}) {
			if r.Contains(c) {
				t.Errorf("%v contains %v", r, c)
			}
		}
	}
	for _, in := range []string{"", "-", "A00-", "-A00", "A09-A00", "A00.5-A00.4", "A00-A01-A02", "A00*", "A00-G01*", "x"} {
		if r, err := icd.ParseRange(in); !errors.Is(err, icd.ErrSyntax) || !r.IsZero() {
			t.Errorf("ParseRange(%q) = %v, %v", in, r, err)
		}
	}
	var zero icd.Range
	if zero.String() != "" || zero.Contains(icd.Code{}) || zero.Contains(icd.MustParse("A00")) {
		t.Error("the zero Range contains something")
	}
}
