package tape

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// value is the tree that the nodes stand for, to be compared with encoding/json's.
func value(d *Doc, i int) any {
	n := &d.Nodes[i]
	switch n.Kind {
	case Object:
		m := map[string]any{}
		for c := i + 1; c < int(n.End); c = int(d.Nodes[c].End) {
			m[d.Nodes[c].Key] = value(d, c)
		}
		return m
	case Array:
		a := []any{}
		for c := i + 1; c < int(n.End); c = int(d.Nodes[c].End) {
			a = append(a, value(d, c))
		}
		return a
	case String:
		return n.Text
	case Number:
		return json.Number(n.Text)
	case True:
		return true
	case False:
		return false
	}
	return nil
}

// check wants of a text what encoding/json says of it, where that is as strict.
func check(t *testing.T, s string) {
	t.Helper()
	d, err := Parse(s, nil)
	if err == nil != json.Valid([]byte(s)) && utf8.ValidString(s) {
		e, _ := err.(*Error)
		if e == nil || e.What != WhatDuplicate && e.What != WhatSurrogate && e.What != WhatDepth {
			t.Fatalf("%q: %v", s, err)
		}
	}
	if err != nil {
		if e := err.(*Error); e.Line < 1 || e.Column < 1 || e.Offset < 0 || e.Offset > len(s) {
			t.Fatalf("%q: no place: %+v", s, e)
		}
		return
	}
	var want any
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	if err := dec.Decode(&want); err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	if got := value(&d, 0); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q is %v, want %v", s, got, want)
	}
	for i := range d.Nodes {
		if n := &d.Nodes[i]; !json.Valid([]byte(d.Raw(i))) || int(n.End) <= i || int(n.End) > len(d.Nodes) {
			t.Fatalf("%q: node %d is %+v", s, i, n)
		}
	}
}

func TestParse(t *testing.T) {
	for _, s := range []string{
		`{}`, `[]`, `null`, `true`, `false`, `0`, `-0.50e+3`, `""`, ` {"a" : [1, {"b":"é"}, "\u00e9\n\ud83e\ude7a"] } `,
		"{\n  \"a\": 1,\n  \"b\": [ ]\n}", `{"a":{"a":{}}}`,
		``, ` `, `{`, `[1,`, `[1,]`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `01`, `1.`, `-`, `1e`, `tru`, `nul`, `"a`, `"\x"`, `"\u12"`, "\"\n\"", `{} {}`, `[}`, "\xff", "\"\xff\"",
	} {
		check(t, s)
	}
}

func TestParseRefuses(t *testing.T) {
	for s, want := range map[string]Error{
		"{\"a\":1,\n \"a\":2}":                  {WhatDuplicate, 9, 2, 2},
		`{"a":"\ud83e"}`:                        {WhatSurrogate, 6, 1, 7},
		`{"a":[`:                                {WhatTruncated, 6, 1, 7},
		`{} x`:                                  {WhatTrailing, 3, 1, 4},
		"\"é\xff\"":                             {WhatUTF8, 3, 1, 3},
		strings.Repeat("[", MaxDepth+1):         {WhatDepth, MaxDepth, 1, MaxDepth + 1},
		`{"a":` + strings.Repeat(" ", 20) + `}`: {WhatSyntax, 25, 1, 26},
	} {
		_, err := Parse(s, nil)
		if e, ok := err.(*Error); !ok || *e != want {
			t.Errorf("%q: %+v, want %+v", s[:min(len(s), 40)], err, want)
		}
	}
}

func TestGet(t *testing.T) {
	d, err := Parse(`{"a":{"b":1},"c":["x","y"]}`, nil)
	if err != nil {
		t.Fatal(err)
	}
	if i := d.Get(0, "a"); i < 0 || d.Raw(d.Get(i, "b")) != "1" || d.Get(i, "c") != -1 || d.Get(-1, "a") != -1 {
		t.Error("a member is not found, or one that is not there is")
	}
	if d.Len(d.Get(0, "c")) != 2 || d.Len(0) != 2 || d.Len(-1) != 0 || d.String(0, "a") != "" {
		t.Error("counted wrongly")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,"x\u00e9",null]}`, `[{"b":-1.5e3},true]`, `"\ud83e\ude7a"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../../testdata/fhir/greece-then-serbia.ips.json")
	if err != nil {
		b.Fatal(err)
	}
	s := string(data)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	var nodes []Node
	for b.Loop() {
		d, err := Parse(s, nodes)
		if err != nil {
			b.Fatal(err)
		}
		nodes = d.Nodes
	}
}
