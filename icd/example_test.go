package icd_test

import (
	"errors"
	"fmt"

	"github.com/openephr/ephr-go/icd"
)

// Which spellings are accepted, and what is the canonical one?
func Example_spellings() {
	for _, s := range []string{"E11.9", "e119", " E11.9 ", "A17.0†", "g01*", "E11,9", "S72.001A", "E11."} {
		c, mark, err := icd.ParseMarked(s)
		switch {
		case errors.Is(err, icd.ErrModification):
			fmt.Printf("%q is of another classification\n", s)
		case err != nil:
			fmt.Printf("%q is no code\n", s)
		default:
			fmt.Printf("%q is %v%v\n", s, c, mark)
		}
	}
	// Output:
	// "E11.9" is E11.9
	// "e119" is E11.9
	// " E11.9 " is E11.9
	// "A17.0†" is A17.0†
	// "g01*" is G01*
	// "E11,9" is E11.9
	// "S72.001A" is of another classification
	// "E11." is no code
}

// What is a code that the edition of 2019 does not list?
func ExampleCode_Known() {
	for _, s := range []string{"A97.9", "S72.00", "A90", "Z28.3", "E11.99"} {
		c := icd.MustParse(s)
		fmt.Printf("%-7v %-14v %s", c, c.Known(), c.Edition())
		if successor, ok := c.Successor(); ok {
			fmt.Printf(", now %v", successor)
		}
		fmt.Println()
	}
	// Output:
	// A97.9   listed         2019
	// S72.00  modified       2019
	// A90     other edition  WHO before 2019, now A97.9
	// Z28.3   other edition  ICD-10-CM
	// E11.99  unknown
}

// In which block and chapter is a code?
func ExampleCode_Block() {
	c := icd.MustParse("C18.0")
	for b := c.Block(); !b.IsZero(); b = b.Parent() {
		fmt.Println(b, b.Label())
	}
	fmt.Println(c.Chapter(), c.Chapter().Label())
	// Output:
	// C15-C26 Cancers of the digestive organs
	// C00-C75 Primary cancers of a named site
	// C00-C97 Cancers
	// II Tumours
}

// How are the names of all levels above a code had without allocating?
func ExampleCode_Ancestors() {
	var buf [6]string
	fmt.Println(icd.MustParse("E11.9").Ancestors(buf[:0]))
	// Output: [E11 E10-E14 IV]
}

// Which codes must not travel without consent?
func ExampleCode_Sensitivity() {
	for _, s := range []string{"E11.9", "Z21", "F32.1", "O98.7"} {
		fmt.Printf("%s %q\n", s, icd.MustParse(s).Sensitivities(nil))
	}
	// Output:
	// E11.9 []
	// Z21 ["HIV"]
	// F32.1 ["MH"]
	// O98.7 ["HIV" "PREGNANT"]
}

// How is an entry shown to a user?
func ExampleLookup() {
	for _, name := range []string{"IX", "C50-C50", "e119", "A90", "E11.99"} {
		item, ok := icd.Lookup(name)
		fmt.Printf("%v %+v\n", ok, item)
	}
	// Output:
	// true {Code:IX Kind:chapter Parent: Chapter:IX Block: Label:Diseases of heart and circulation Edition:}
	// true {Code:C50-C50 Kind:block Parent:C00-C75 Chapter:II Block:C50-C50 Label:Breast cancer Edition:}
	// true {Code:E11.9 Kind:subcategory Parent:E11 Chapter:IV Block:E10-E14 Label:Type 2 diabetes without complications Edition:}
	// true {Code:A90 Kind:category Parent:I Chapter:I Block: Label:Dengue fever Edition:WHO before 2019}
	// false {Code: Kind: Parent: Chapter: Block: Label: Edition:}
}

// How is a code found by words?
func ExampleSearch() {
	for item := range icd.Search("haemorrhagic fever") {
		fmt.Println(item.Code, item.Label)
	}
	// Output:
	// A92-A99 Virus fevers spread by insects or ticks, and haemorrhagic fevers
	// A96 Arenavirus haemorrhagic fever (includes Lassa)
	// A98 Viral haemorrhagic fever, other (includes Ebola, Marburg, Crimean-Congo)
	// A99 Viral haemorrhagic fever, not specified
	// A91 Dengue haemorrhagic fever
}

// How is a case definition written?
func ExampleRange() {
	hepatitis := []string{"B15-B19", "O98.4"}
	for _, s := range []string{"B18.10", "O98.4", "K73.9"} {
		found := false
		for _, r := range hepatitis {
			in, err := icd.ParseRange(r)
			found = found || err == nil && in.Contains(icd.MustParse(s))
		}
		fmt.Println(s, found)
	}
	// Output:
	// B18.10 true
	// O98.4 true
	// K73.9 false
}
