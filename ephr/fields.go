package ephr

import (
	"iter"
	"strings"
)

// Field describes one member of one object of the format.
type Field struct {
	// Name is the member's name.
	Name string
	// Type is the type of the value: a scalar type of this package, code, or the name of an object.
	Type string
	// Object is the object's name where the value is one.
	Object string
	// List is the code list where the value is a code.
	List string
	// Array is true where the member holds an array of such values.
	Array bool
	// Required is true where the object is not valid without it.
	Required bool
	// Tier is the least tier of the value.
	Tier Tier
	// Sensitivity is the group that gives it that tier.
	Sensitivity string
	// Doc is one sentence about it.
	Doc string
	// Source names the documents on which the member rests, joined by "; ".
	// Own design is named as such. [Field.Citations] has their addresses.
	Source string
}

// Citation is a document on which members of the format rest.
type Citation struct {
	// Title names the document.
	Title string
	// URL is its address, empty for what is published nowhere else.
	URL string
}

// Citations iterates over the documents that the field's Source names.
func (f Field) Citations() iter.Seq[Citation] {
	return func(yield func(Citation) bool) {
		for title := range strings.SplitSeq(f.Source, "; ") {
			for _, c := range citationTable {
				if c.Title == title && !yield(c) {
					return
				}
			}
		}
	}
}

type typeInfo struct {
	name   string
	fields []Field
}

// Fields iterates over the members of the object named object, Record being
// the record itself, in the order in which they are written.
func Fields(object string) iter.Seq[Field] {
	return func(yield func(Field) bool) {
		for i := range typeTable {
			if typeTable[i].name != object {
				continue
			}
			for _, f := range typeTable[i].fields {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// Paths iterates over every path of the format that ends in a value, with
// array indexes written as *, such as /conditions/*/code/text, and the field
// at its end. The field's Tier is the highest on the path.
func Paths() iter.Seq2[Pointer, Field] {
	return func(yield func(Pointer, Field) bool) { paths("Record", "", Field{Tier: T1}, yield) }
}

func paths(object string, p Pointer, above Field, yield func(Pointer, Field) bool) bool {
	for f := range Fields(object) {
		q := p.Append(f.Name)
		if f.Array {
			q += "/*"
		}
		if f.Type == "Absences" || f.Type == "Extensions" {
			q += "/*"
		}
		if f.Tier < above.Tier {
			f.Tier, f.Sensitivity = above.Tier, above.Sensitivity
		}
		if f.Object != "" {
			if !paths(f.Object, q, f, yield) {
				return false
			}
		} else if !yield(q, f) {
			return false
		}
	}
	return true
}
