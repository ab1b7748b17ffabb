package main

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// own is how the names of our extensions, code systems, tags and policies begin.
const own = "https://openephr.github.io/ephr-go/"

// foreign is a bundle as another system would have written it: without
// extensions, codings, identifiers, tags and policies of ours, and without what
// is empty then. The order of its members stays.
func foreign(bundle []byte) ([]byte, error) {
	v, err := strip(bundle, false)
	return []byte(v), err
}

// strip is a value without what is ours, nil where nothing is left of it.
// beside tells that it is a list beside one of primitives, whose items keep their places.
func strip(v jsontext.Value, beside bool) (jsontext.Value, error) {
	switch v.Kind() {
	case '"':
		if text, err := jsontext.AppendUnquote(nil, v); err != nil || bytes.HasPrefix(text, []byte(own)) {
			return nil, err
		}
		return v, nil
	case '{':
		return stripObject(v)
	case '[':
		return stripArray(v, beside)
	}
	return v, nil
}

// stripObject leaves out an object whose system or url is ours.
func stripObject(v jsontext.Value) (jsontext.Value, error) {
	d := jsontext.NewDecoder(bytes.NewReader(v))
	if _, err := d.ReadToken(); err != nil {
		return nil, err
	}
	out := []byte{'{'}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		member := name.String() // before the next call, which makes the token invalid
		value, err := d.ReadValue()
		if err != nil {
			return nil, err
		}
		left, err := strip(value.Clone(), strings.HasPrefix(member, "_"))
		if err != nil {
			return nil, err
		}
		if left == nil {
			if member == "system" || member == "url" {
				return nil, nil
			}
			continue
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		if out, err = jsontext.AppendQuote(out, member); err != nil {
			return nil, err
		}
		out = append(append(out, ':'), left...)
	}
	if len(out) == 1 {
		return nil, nil
	}
	return append(out, '}'), nil
}

func stripArray(v jsontext.Value, beside bool) (jsontext.Value, error) {
	d := jsontext.NewDecoder(bytes.NewReader(v))
	if _, err := d.ReadToken(); err != nil {
		return nil, err
	}
	out := []byte{'['}
	some := false
	for d.PeekKind() != ']' {
		value, err := d.ReadValue()
		if err != nil {
			return nil, err
		}
		left, err := strip(value.Clone(), false)
		if err != nil {
			return nil, err
		}
		if left == nil {
			if !beside {
				continue
			}
			left = jsontext.Value("null")
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(out, left...)
		some = some || left.Kind() != 'n'
	}
	if !some {
		return nil, nil
	}
	return append(out, ']'), nil
}
