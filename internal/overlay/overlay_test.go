package overlay

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/internal/tape"
)

func parse(t testing.TB, s string) *tape.Doc {
	t.Helper()
	d, err := tape.Parse(s, nil)
	if err != nil {
		t.Fatalf("%v in %s", err, s)
	}
	return &d
}

func value(t testing.TB, s string) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber() // digits count, and a float64 has not the room for every number
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, s)
	}
	return v
}

var marks = regexp.MustCompile(`"[0-9a-f]{8}"`)

func TestDiff(t *testing.T) {
	long := strings.Repeat("y", 60)
	for name, c := range map[string]struct{ base, target, want string }{
		"the same in another order": {`{"a":1,"b":[2]}`, `{"b":[2],"a":1}`, ``},
		"the same string":           {`{"a":"/é"}`, `{"a":"\/\u00e9"}`, ``},
		"other digits":              {`{"a":1.0}`, `{"a":1.00}`, `{"=a":["*",1.00]}`},
		"one more":                  {`{"a":1}`, `{"a":1,"b":{"c":null}}`, `{"b":{"c":null}}`},
		"inside":                    {`{"a":{"x":"` + long + `","z":"1"}}`, `{"a":{"x":"` + long + `","z":"1","n":2}}`, `{"~a":{"n":2}}`},
		"in an array":               {`{"a":[{"x":1},{"y":"` + long + `"}]}`, `{"a":[{"x":1},{"y":"` + long + `","z":3}]}`, `{"~a":{"#":"*","~1":{"#":"*","z":3}}}`},
		"an element less":           {`{"a":["` + long + `","b"]}`, `{"a":["` + long + `"]}`, `{"~a":{"#":"*","-1":"*"}}`},
		"an element before":         {`{"a":["` + long + `"]}`, `{"a":["b","` + long + `"]}`, `{"~a":{"#":"*","0":"b"}}`},
		"a second of a choice":      {`{"valueInteger":1}`, `{"valueInteger":1,"valueString":"a"}`, `{"!valueString":"a"}`},
		"beside a member":           {`{"birthDate":"2019"}`, `{"birthDate":"2019","_birthDate":{}}`, `{"_birthDate":{}}`},
		"a sign":                    {`{}`, `{"-a":1}`, `{"+-a":1}`},
	} {
		got, _ := Diff(nil, parse(t, c.base), 0, parse(t, c.target), 0)
		if s := marks.ReplaceAllString(string(got), `"*"`); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
	}
}

// What else an array holds keeps what it had when one of its elements is edited.
func TestAnEditLeavesTheOthers(t *testing.T) {
	a, b := strings.Repeat("a", 60), strings.Repeat("b", 60)
	for name, own := range map[string]string{
		"identifier": ``,
		"coding":     `,{"code":"own"}`, // what the edited code said is said by this one alone now
	} {
		base := `{"` + name + `":[{"code":"` + a + `"},{"code":"` + b + `"},{"code":"own"}]}`
		target := `{"` + name + `":[{"code":"` + a + `","_display":1},{"code":"` + b + `","_display":2}]}`
		edited := `{"` + name + `":[{"code":"other"},{"code":"` + b + `"},{"code":"own"}]}`
		diff, _ := Diff(nil, parse(t, base), 0, parse(t, target), 0)
		got := string(Apply(nil, parse(t, edited), 0, parse(t, string(diff)), 0))
		if want := `{"` + name + `":[{"code":"other"},{"code":"` + b + `","_display":2}` + own + `]}`; got != want {
			t.Errorf("%s, want %s by %s", got, want, diff)
		}
	}
}

func TestWhole(t *testing.T) {
	base, target := `{"a":1}`, `{"b":2}`
	diff := string(Whole(nil, parse(t, base), 0, parse(t, target), 0))
	if got := string(Apply(nil, parse(t, base), 0, parse(t, diff), 0)); got != target {
		t.Errorf("%s by %s", got, diff)
	}
	if got := string(Apply(nil, parse(t, `{"a":3}`), 0, parse(t, diff), 0)); got != `{"a":3}` {
		t.Errorf("an edit did not win: %s", got)
	}
}

// What Diff tells, Apply puts back, for any two objects.
func TestApplyUndoesDiff(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		a, b := object(r, 3), object(r, 3)
		if r.IntN(2) == 0 {
			b = mutate(r, a)
		}
		check(t, a, b)
	}
}

func check(t testing.TB, a, b string) {
	base, target := parse(t, a), parse(t, b)
	diff, differs := Diff(nil, base, 0, target, 0)
	if differs != !reflect.DeepEqual(value(t, a), value(t, b)) && differs == false {
		t.Fatalf("%s and %s: differ %v", a, b, differs)
	}
	if !differs {
		return
	}
	got := Apply(nil, base, 0, parse(t, string(diff)), 0)
	if !reflect.DeepEqual(value(t, string(got)), value(t, b)) {
		t.Fatalf("%s and %s by %s is %s", a, b, diff, got)
	}
}

// A value that was edited since is left alone; the rest is put back.
func TestAnEditWins(t *testing.T) {
	base, target := `{"code":"a","text":"label","x":[{"y":1}]}`, `{"code":"b","n":1,"x":[{"y":1,"z":2}]}`
	diff, _ := Diff(nil, parse(t, base), 0, parse(t, target), 0)
	edited := `{"code":"c","text":"other","x":[{"y":5}]}`
	got := string(Apply(nil, parse(t, edited), 0, parse(t, string(diff)), 0))
	if want := `{"code":"c","text":"other","x":[{"y":5}],"n":1}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Nothing that an edit has overtaken is put back beside it.
func TestAnEditLeavesNothingStale(t *testing.T) {
	for name, c := range map[string]struct{ base, target, edited, want string }{
		"a choice":             {`{"valueQuantity":{"value":12}}`, `{"valueInteger":12,"more":1}`, `{"valueQuantity":{"value":7}}`, `{"valueQuantity":{"value":7},"more":1}`},
		"a choice that came":   {`{"a":1}`, `{"a":1,"deceasedBoolean":false}`, `{"a":1,"deceasedDateTime":"2019"}`, `{"a":1,"deceasedDateTime":"2019"}`},
		"a medicine":           {`{"medicationCodeableConcept":{"text":"a"}}`, `{"medicationReference":{"reference":"x"}}`, `{"medicationCodeableConcept":{"text":"b"}}`, `{"medicationCodeableConcept":{"text":"b"}}`},
		"a narrative":          {`{"a":1}`, `{"a":1,"text":{"div":"one"},"b":2}`, `{"a":3}`, `{"a":3,"b":2}`},
		"an element that went": {`{"d":[{"a":1},{"a":2}]}`, `{"d":[{"a":1,"max":1},{"a":2,"max":2}]}`, `{"d":[{"a":2}]}`, `{"d":[{"a":2}]}`},
	} {
		diff, _ := Diff(nil, parse(t, c.base), 0, parse(t, c.target), 0)
		if got := string(Apply(nil, parse(t, c.edited), 0, parse(t, string(diff)), 0)); got != c.want {
			t.Errorf("%s: %s, want %s (by %s)", name, got, c.want, diff)
		}
		if got := string(Apply(nil, parse(t, c.base), 0, parse(t, string(diff)), 0)); !reflect.DeepEqual(value(t, got), value(t, c.target)) {
			t.Errorf("%s: not restored: %s", name, got)
		}
	}
}

func object(r *rand.Rand, depth int) string {
	s := "{"
	for i, k := range r.Perm(12)[:r.IntN(5)] {
		if i > 0 {
			s += ","
		}
		s += fmt.Sprintf("%q:%s", []string{"a", "-a", "b", "~b", "c", "=d", "text", "valueString", "_valueString", "valueInteger", "!e", "##"}[k], any_(r, depth-1))
	}
	return s + "}"
}

func any_(r *rand.Rand, depth int) string {
	switch n := r.IntN(7); {
	case n < 2 && depth > 0:
		return object(r, depth)
	case n < 4 && depth > 0:
		s := "["
		for i := range r.IntN(4) {
			if i > 0 {
				s += ","
			}
			s += any_(r, depth-1)
		}
		return s + "]"
	case n == 4:
		return []string{"null", "true", "false"}[r.IntN(3)]
	case n == 5:
		return fmt.Sprint(r.IntN(3))
	}
	return fmt.Sprintf("%q", []string{"x", "y", "é\n", ""}[r.IntN(4)])
}

// mutate changes a value somewhere.
func mutate(r *rand.Rand, s string) string {
	var v any
	_ = json.Unmarshal([]byte(s), &v)
	var walk func(v any) any
	walk = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for k := range v {
				switch r.IntN(4) {
				case 0:
					delete(v, k)
				case 1:
					v[k] = walk(v[k])
				}
			}
			if r.IntN(3) == 0 {
				v["n"] = 1
			}
			return v
		case []any:
			for i := range v {
				v[i] = walk(v[i])
			}
			return v
		}
		return "changed"
	}
	out, _ := json.Marshal(walk(v))
	return string(out)
}

func FuzzApply(f *testing.F) {
	f.Add(`{"a":1}`, `{"b":2}`)
	f.Fuzz(func(t *testing.T, a, b string) {
		x, err := tape.Parse(a, nil)
		if err != nil || x.Nodes[0].Kind != tape.Object {
			return
		}
		y, err := tape.Parse(b, nil)
		if err != nil || y.Nodes[0].Kind != tape.Object {
			return
		}
		check(t, a, b)
	})
}
