package ephr

import (
	"encoding/json"
	"errors"
	"iter"
)

// Raw is JSON that the record carries without knowing it, as it was written.
// The zero Raw means none.
type Raw string

// Extensions are national additions in the order in which they were written,
// each under a URI that its author controls.
type Extensions []Extension

// Extension is one national addition.
type Extension struct {
	// URI names the addition and its author.
	URI URI
	// Value is the addition, any JSON value.
	Value Raw
}

// Members are members of an object that a newer minor version of the format
// has added: kept as they were written, and written again.
type Members []Member

// Member is one such member.
type Member struct {
	// Name is the member's name.
	Name string
	// Value is its value as JSON.
	Value Raw
}

var errRaw = errors.New("ephr: not JSON")

// All iterates over the additions in order.
func (x Extensions) All() iter.Seq2[URI, Raw] {
	return func(yield func(URI, Raw) bool) {
		for _, e := range x {
			if !yield(e.URI, e.Value) {
				return
			}
		}
	}
}

// Get is the addition under uri; false where there is none.
func (x Extensions) Get(uri URI) (Raw, bool) {
	for _, e := range x {
		if e.URI == uri {
			return e.Value, true
		}
	}
	return "", false
}

// Set puts value under uri, in place of an older one. The value is marshalled with encoding/json.
func (x *Extensions) Set(uri URI, value any) error {
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	for i := range *x {
		if (*x)[i].URI == uri {
			(*x)[i].Value = Raw(b)
			return nil
		}
	}
	*x = append(*x, Extension{uri, Raw(b)})
	return nil
}

// MarshalJSON writes the JSON as it is.
func (r Raw) MarshalJSON() ([]byte, error) {
	if !json.Valid([]byte(r)) {
		return nil, errRaw
	}
	return []byte(r), nil
}

// UnmarshalJSON keeps the JSON as it is.
func (r *Raw) UnmarshalJSON(b []byte) error {
	*r = Raw(b)
	return nil
}
