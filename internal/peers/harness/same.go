package harness

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
)

var (
	fraction = regexp.MustCompile(`(T\d\d:\d\d:\d\d)\.\d+`)
	unknown  = regexp.MustCompile(`(T\d\d:\d\d(?::\d\d)?)-00:00`)
)

// Coarse is a document without what google/fhir is known to change: it writes
// fractions of seconds with three or six digits, and -00:00 as +00:00.
func Coarse(text []byte) []byte {
	return unknown.ReplaceAll(fraction.ReplaceAll(text, []byte("$1")), []byte("$1+00:00"))
}

// SameJSON is an error unless two documents hold the same values. Numbers are
// compared as text.
func SameJSON(a, b []byte) error {
	x, err := Tree(a)
	if err != nil {
		return err
	}
	y, err := Tree(b)
	if err != nil {
		return err
	}
	if at := Differ(x, y, ""); len(at) > 0 {
		return fmt.Errorf("%d differences, the first at %s", len(at), at[0])
	}
	return nil
}

// Tree decodes a document with its numbers as text.
func Tree(data []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("data after the document")
	}
	return v, nil
}

// Differ names the places where two trees differ.
func Differ(a, b any, at string) (out []string) {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			return []string{at}
		}
		for k := range a {
			if _, ok := b[k]; !ok {
				out = append(out, at+"/"+k)
				continue
			}
			out = append(out, Differ(a[k], b[k], at+"/"+k)...)
		}
		for k := range b {
			if _, ok := a[k]; !ok {
				out = append(out, at+"/"+k)
			}
		}
		return out
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return []string{at}
		}
		for i := range a {
			out = append(out, Differ(a[i], b[i], fmt.Sprintf("%s/%d", at, i))...)
		}
		return out
	}
	if !reflect.DeepEqual(a, b) {
		return []string{at}
	}
	return nil
}
