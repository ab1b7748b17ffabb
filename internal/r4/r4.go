// Package r4 knows the elements of HL7 FHIR R4 (4.0.1) and finds the places of a
// resource or bundle that break its rules, or those of the International Patient
// Summary 2.0.0.
//
// The table of elements is constant data: a program that imports the package
// does nothing for it when it starts, and a look-up allocates nothing.
package r4

//go:generate go run ./internal/gen

// node is a type, or an element with members of its own.
type node struct {
	name  string
	base  int16 // the node whose elements it has too, or -1
	first uint16
	n     uint16 // its elements, sorted by name
	rule  uint8
	rules uint8 // its invariants
}

// element is a member of a node. A choice (value[x]) is an element for each of its types.
type element struct {
	name   uint16 // where it stands in names
	size   uint8
	flags  uint8
	choice uint8  // the number of the choice it belongs to, or 0
	typ    uint16 // its node
	extra  uint16 // what a reference may lead to, or else the value set of a required binding
}

// The flags of elements.
const (
	required = 1 << iota
	many
)

// invariant is a rule of a node on which members it has. A name that ends in *
// stands for all types of a choice.
type invariant struct {
	rule    string
	form    uint8
	members [4]string
}

// The forms of invariants.
const (
	formOwn   = iota // by code of its own
	formAny          // one of them at least
	formOne          // one of them, no more
	formMost         // one of them at most
	formNeeds        // with the first one of the others at least
	formBoth         // all or none
)

func (e *element) text() string { return names[e.name : int(e.name)+int(e.size)] }

// find is the index of the node's element of that name, or -1. own says
// that it is not an element of the node's base.
func find(at int, name string) (_ int, own bool) {
	for n := at; n >= 0; n = int(nodes[n].base) {
		lo, hi := int(nodes[n].first), int(nodes[n].first)+int(nodes[n].n)
		for lo < hi {
			mid := (lo + hi) / 2
			switch t := elements[mid].text(); {
			case t == name:
				return mid, n == at
			case t < name:
				lo = mid + 1
			default:
				hi = mid
			}
		}
	}
	return -1, false
}

// resource is the node of a resource type, or -1.
func resource(name string) int {
	lo, hi := firstResource, firstBackbone
	for lo < hi {
		mid := (lo + hi) / 2
		switch t := nodes[mid].name; {
		case t == name:
			return mid
		case t < name:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return -1
}
