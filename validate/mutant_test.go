package validate_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// tree is a document as encoding/json sees it, numbers with their digits.
func tree(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

func text(t testing.TB, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

// mutator damages documents: the same seed, the same damage.
type mutator struct{ r *rand.Rand }

func newMutator(seed uint64) *mutator { return &mutator{rand.New(rand.NewPCG(seed, 0x6d757461))} }

// A spot is one member or element of the tree, or the root.
type spot struct {
	object map[string]any
	key    string
	array  []any
	index  int
	root   *any
}

func (s spot) get() any {
	switch {
	case s.object != nil:
		return s.object[s.key]
	case s.array != nil:
		return s.array[s.index]
	}
	return *s.root
}

func (s spot) set(v any) {
	switch {
	case s.object != nil:
		s.object[s.key] = v
	case s.array != nil:
		s.array[s.index] = v
	default:
		*s.root = v
	}
}

func spots(root *any) []spot {
	out := []spot{{root: root}}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, k := range slices.Sorted(maps.Keys(v)) {
				out = append(out, spot{object: v, key: k})
				walk(v[k])
			}
		case []any:
			for i := range v {
				out = append(out, spot{array: v, index: i})
				walk(v[i])
			}
		}
	}
	walk(*root)
	return out
}

var badTexts = []string{"", " ", "x ", " x", "a  b", "a b", "a\tb", "a\nb", "a\u0000b", "a\u007fb", "\u0085", "\u00a0", "ü", "\ufffd", "🩺", "zz-unknown",
	"2017", "2017-02", "2017-02-29", "2017-13", "2017-00-01", "2017-1-1", "2017-02-32", "2017-02-30~", "2017~~", "~", "17.2.2017", "20170214", "2017-02-14T", "2017-02-14T10:30",
	"2017-02-14T24:00", "2017-02-14T10:30:60Z", "2017-02-14T10:30:00.1234567891Z", "2017-02-14T10:30:00.", "2017-02-14T10:30+14:00", "2017-02-14T10:30+14:01",
	"2017-02-14T10:30-00:00", "2017-02-14T10:30z", "2017-02-14t10:30", "2017-02-14T10:30~", "２０１７", "2017-02-14 10:30", "2017-02-14T10", "0000", "-2017", "+2017",
	"https://example.org/x", "urn:x", ":x", "x:", "1x:y", "a b:c", "x:a b", "x:\"", "x:<", "é:x", "x:é", "x:\u007f",
	"0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", "0C3151BD-1CBF-4D64-B04D-CD9187A4C6E0", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
	"a_b", "a/b", strings.Repeat("a", 64), strings.Repeat("a", 65), "1.0", "1.7", "1.00", "1.", "1", "01.0", "1.9999", "1.10000", "male", "unknown", "not-asked", "E11.9", "SY"}

var badNumbers = []json.Number{"0", "-1", "1", "2.5", "21", "30", "31", "99", "100", "101", "1000", "1001", "100000", "100001", "1048576", "1048577",
	"999999999999999", "1000000000000000", "-999999999999999", "99999999999999999999", "1e3", "1E-3", "0.0", "-0.0", "37.50"}

func (m *mutator) odd() any {
	switch m.r.IntN(9) {
	case 0:
		return nil
	case 1:
		return true
	case 2:
		return pick(m, badNumbers)
	case 3:
		return []any{}
	case 4:
		return map[string]any{}
	case 5:
		return []any{pick(m, badTexts)}
	case 6:
		return map[string]any{"id": "x1"}
	case 7:
		return []any{map[string]any{}}
	}
	return pick(m, badTexts)
}

func pick[T any](m *mutator, list []T) T { return list[m.r.IntN(len(list))] }

var extraNames = []string{"surname", "Sex", "id", "absent", "extensions", "text", "codings", "value", "code", "status", "", "ж", "a b", "https://example.org/x", "__proto__", "$ref"}

// part is the record with a few of its members only, which is quicker to go through.
func (m *mutator) part(root any) any {
	whole := root.(map[string]any)
	out := map[string]any{"schemaVersion": whole["schemaVersion"], "id": whole["id"]}
	names := slices.Sorted(maps.Keys(whole))
	for range 3 {
		n := pick(m, names)
		out[n] = clone(whole[n])
	}
	return out
}

// damage changes one to three things in the document.
func (m *mutator) damage(root any) any {
	for range 1 + m.r.IntN(3)/2 {
		all := spots(&root)
		s := pick(m, all)
		switch m.r.IntN(12) {
		case 0, 1: // remove
			if s.object != nil {
				delete(s.object, s.key)
			} else {
				s.set(m.odd())
			}
		case 2: // rename
			if s.object != nil {
				v := s.get()
				delete(s.object, s.key)
				s.object[pick(m, []string{s.key + "s", strings.ToUpper(s.key), strings.ToLower(s.key), strings.TrimSuffix(s.key, "s"), pick(m, extraNames)})] = v
			}
		case 3, 4: // another type, or nothing in it
			s.set(m.odd())
		case 5: // a member more
			for range 20 {
				if o, ok := s.get().(map[string]any); ok {
					o[pick(m, extraNames)] = m.odd()
					break
				}
				s = pick(m, all)
			}
		case 6, 7, 8: // another text
			for range 20 {
				if _, ok := s.get().(string); ok {
					s.set(pick(m, badTexts))
					break
				}
				s = pick(m, all)
			}
		case 9: // another number
			for range 200 {
				if _, ok := s.get().(json.Number); ok {
					s.set(pick(m, badNumbers))
					break
				}
				s = pick(m, all)
			}
		case 10: // what stands elsewhere
			s.set(clone(pick(m, all).get()))
		case 11: // twice, or none
			if a, ok := s.get().([]any); ok {
				if m.r.IntN(3) == 0 {
					s.set([]any{})
				} else {
					s.set(append(slices.Clone(a), clone(pick(m, all).get())))
				}
			}
		}
	}
	return root
}

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = clone(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = clone(x)
		}
		return out
	}
	return v
}
