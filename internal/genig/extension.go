package main

import (
	"slices"

	"github.com/openephr/ephr-go/codes"
	"github.com/openephr/ephr-go/fhir"
)

type structureDefinition struct {
	structureHead
	Snapshot, Differential elements
}

type structureHead struct {
	head
	FHIRVersion    string    `json:"fhirVersion"`
	Kind           string    `json:"kind"`
	Abstract       bool      `json:"abstract"`
	Context        []context `json:"context,omitempty"`
	Type           string    `json:"type"`
	BaseDefinition string    `json:"baseDefinition"`
	Derivation     string    `json:"derivation"`
}

type context struct {
	Type       string `json:"type"`
	Expression string `json:"expression"`
}

func extensions() (all []artefact) {
	for e := range fhir.Extensions() {
		all = append(all, extension(e))
	}
	return all
}

func extension(e fhir.Extension) structureDefinition {
	sd := structureDefinition{structureHead: structureHead{
		head:        newHead("StructureDefinition", e.Name, e.URL(), "", e.Title, e.Description),
		FHIRVersion: fhirVersion, Kind: "complex-type", Type: "Extension",
		BaseDefinition: definitions + "Extension", Derivation: "constraint",
	}}
	for c := range e.Contexts() {
		sd.Context = append(sd.Context, context{"element", c})
	}
	slices.SortFunc(sd.Context, func(a, b context) int {
		return compare(a.Expression, b.Expression)
	})
	t := tree(e)
	sd.Differential.Element = t.differential
	sd.Snapshot.Element = t.snapshot
	return sd
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// elementTree collects the elements of an extension twice: all of them, and
// what of them differs from FHIR's own Extension.
type elementTree struct {
	snapshot, differential []element
}

// tree describes an extension: a value and no parts, or parts and no value.
func tree(e fhir.Extension) *elementTree {
	t := &elementTree{}
	most := "1"
	if e.Repeats {
		most = "*"
	}
	root := described("Extension", "Extension", e.Title, e.Description, 0, most)
	root.Base = &base{"Extension", 0, "*"}
	root.Condition = []string{"ele-1"}
	root.Constraint = both()
	t.add(root, true)
	t.id("Extension")

	parts := slices.Collect(e.Parts())
	required := 0
	for _, p := range parts {
		if p.Required {
			required++
		}
	}
	if len(parts) == 0 {
		t.extension("Extension", 0, "0")
	} else {
		t.extension("Extension", required, "*")
	}
	for _, p := range parts {
		id := "Extension.extension:" + p.Name
		least := 0
		if p.Required {
			least = 1
		}
		part := described(id, "Extension.extension", p.Title, sentence(p.Title), least, "1")
		part.SliceName = p.Name
		part.Base = &base{"Element.extension", 0, "*"}
		part.Type = []typeRef{{Code: "Extension"}}
		part.Constraint = both()
		t.add(part, true)
		t.id(id)
		t.extension(id, 0, "0")
		t.url(id, p.Name)
		t.value(id, p.Title, 1, "1", typeRef{Code: p.Type}, p.List)
	}
	t.url("Extension", e.URL())
	if len(parts) > 0 {
		t.value("Extension", "No value", 0, "0", typeRef{}, "")
		return t
	}
	value := typeRef{Code: e.Type}
	if e.Target != "" {
		value.TargetProfile = []string{definitions + e.Target}
	}
	t.value("Extension", e.Title, 1, "1", value, e.List)
	return t
}

// add adds an element of the snapshot, and to the differential what may differ
// from the base.
func (t *elementTree) add(e element, differs bool) {
	no := false
	e.IsModifier = &no
	if e.Path != "Extension" {
		e.IsSummary = &no
	}
	t.snapshot = append(t.snapshot, e)
	if !differs {
		return
	}
	e.Base, e.Condition, e.Constraint, e.Representation, e.Slicing = nil, nil, nil, nil, nil
	e.IsModifier, e.IsSummary = nil, nil
	if e.SliceName != "" || e.Max == "0" || e.FixedURI != "" {
		e.Type = nil // as in the base
	}
	t.differential = append(t.differential, e)
}

func described(id, path, short, definition string, least int, most string) element {
	return element{ID: id, Path: path, Short: short, Definition: definition, Min: &least, Max: most}
}

// below is the path of an element's child, without the names of slices.
func below(id, child string) string {
	if id == "Extension" {
		return "Extension." + child
	}
	return "Extension.extension." + child
}

func (t *elementTree) id(parent string) {
	e := described(parent+".id", below(parent, "id"), "Id inside the resource", "An id by which other elements of the resource may refer to this one.", 0, "1")
	e.Representation = []string{"xmlAttr"}
	e.Base = &base{"Element.id", 0, "1"}
	e.Type = systemString("string")
	t.add(e, false)
}

func (t *elementTree) extension(parent string, least int, most string) {
	short, definition := "Parts", "The parts of the extension."
	if most == "0" {
		short, definition = "No parts", "This extension has a value and no parts."
	}
	e := described(parent+".extension", below(parent, "extension"), short, definition, least, most)
	e.Slicing = &slicing{Discriminator: []discriminator{{"value", "url"}}, Rules: "open"}
	e.Base = &base{"Element.extension", 0, "*"}
	e.Type = []typeRef{{Code: "Extension"}}
	e.Constraint = both()
	t.add(e, most == "0" || least > 0)
}

func (t *elementTree) url(parent, url string) {
	e := described(parent+".url", below(parent, "url"), "Name of the extension", "The URI that says which extension this is.", 1, "1")
	e.Representation = []string{"xmlAttr"}
	e.Base = &base{"Extension.url", 1, "1"}
	e.Type = systemString("uri")
	e.FixedURI = url
	t.add(e, true)
}

func (t *elementTree) value(parent, title string, least int, most string, of typeRef, list string) {
	e := described(parent+".value[x]", below(parent, "value[x]"), title, sentence(title), least, most)
	e.Base = &base{"Extension.value[x]", 0, "1"}
	e.Constraint = []constraint{notEmpty}
	if most == "0" {
		e.Definition = "This extension has parts and no value."
		for _, code := range anyType {
			e.Type = append(e.Type, typeRef{Code: code})
		}
	} else {
		e.Type = []typeRef{of}
	}
	if list != "" {
		e.Binding = bind(list, of.Code)
	}
	t.add(e, true)
}

// bind binds a value to a list. A bare code cannot say that it is no code of
// an open list but the sender's own, and validators refuse such a code under
// any binding that they check, so that an open list is given as an example.
func bind(name, code string) *binding {
	l, ok := codes.LookupList(name)
	if !ok {
		panic("no code list " + name)
	}
	b := &binding{"extensible", sentence(l.Description()), valueSetURL(name)}
	switch {
	case code != "code":
	case l.Closed():
		b.Strength = "required"
	default:
		b.Strength = "example"
		b.Description += " A code that is not on the list is carried as it is."
	}
	return b
}

var (
	notEmpty = constraint{
		"ele-1", "error", "An element has a value or children", "hasValue() or (children().count() > id.count())", definitions + "Element",
	}
	valueOrParts = constraint{
		"ext-1", "error", "An extension has either a value or extensions", "extension.exists() != value.exists()", definitions + "Extension",
	}
)

func both() []constraint { return []constraint{notEmpty, valueOrParts} }

func systemString(of string) []typeRef {
	return []typeRef{{
		Extension: []fhirType{{definitions + "structuredefinition-fhir-type", of}},
		Code:      "http://hl7.org/fhirpath/System.String",
	}}
}

// anyType are the types that R4 allows for the value of an extension.
var anyType = [...]string{
	"base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer",
	"markdown", "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "Address", "Age",
	"Annotation", "Attachment", "CodeableConcept", "Coding", "ContactPoint", "Count", "Distance", "Duration",
	"HumanName", "Identifier", "Money", "Period", "Quantity", "Range", "Ratio", "Reference", "SampledData",
	"Signature", "Timing", "ContactDetail", "Contributor", "DataRequirement", "Expression",
	"ParameterDefinition", "RelatedArtifact", "TriggerDefinition", "UsageContext", "Dosage", "Meta",
}
