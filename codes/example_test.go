package codes_test

import (
	"fmt"

	"github.com/openephr/ephr-go/codes"
)

// Which codes does a list have?
func ExampleList_All() {
	for e := range codes.SexFemale.List().All() {
		fmt.Println(e.Code, e.Display)
	}
	// Output:
	// male Male
	// female Female
	// other Other
	// unknown Unknown
}

// What happens to a code that is not on its list?
func Example_unknownCode() {
	kind := codes.SiteKind("floating-clinic")
	fmt.Println(kind, kind.Known(), kind.List().Closed())
	fmt.Printf("%q\n", kind.Display())
	fmt.Println(kind.Tier()) // it might be a shelter
	// Output:
	// floating-clinic false false
	// ""
	// T4
}

// Which code of a published code system says the same?
func ExampleEntry_Coding() {
	e, _ := codes.VitalSignBodyTemperature.Entry()
	code, ok := e.Coding(codes.LOINC)
	fmt.Println(code, ok, e.Prop("unit"), e.Prop("low"), e.Prop("high"))
	// Output:
	// 8310-5 true Cel 25 45
}

// May a code be shown to everybody?
func ExampleSensitivityOf() {
	fmt.Println(codes.SensitivityOf(codes.ATC, "J05AR03"))
	fmt.Println(codes.SensitivityOf(codes.LOINC, "718-7"))
	fmt.Println(codes.SensitivityOf("http://example.org/local", "17"))
	// Output:
	// HIV true
	//  true
	//  false
}

// How is a country called elsewhere?
func ExampleCountry_Name() {
	c, err := codes.ParseCountry("EL")
	fmt.Println(c, err, c.Name("en"), c.Name("sr-Latn"), c.Name("el-CY"))
	// Output:
	// GR <nil> Greece Grčka Ελλάδα
}
