package ephr_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
)

// tree is a document as encoding/json sees it, numbers with their digits.
func tree(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return v, err
}

// A text of a document as bytes alone show it, whether the document is JSON or not.
var quoted = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`)

// tells reports whether the text of a fault has one of the strings of the
// document that are longer than five bytes; names of members may be in it.
func tells(f *ephr.Fault, doc []byte) (string, bool) {
	// Beside the place, the text is made of words that are always the same.
	text := strings.TrimPrefix(f.Error(), fmt.Sprintf("ephr: line %d, column %d: ", f.Line, f.Column))
	text = strings.TrimSuffix(strings.TrimSuffix(text, f.Code.Text()), ": ")
	if text != string(f.Pointer) {
		return text, true
	}
	names := maps.Clone(members())
	all := quoted.FindAllSubmatchIndex(doc, -1)
	for _, m := range all {
		if rest := bytes.TrimLeft(doc[m[1]:], " \t\r\n"); len(rest) == 0 || rest[0] == ':' {
			names[string(doc[m[2]:m[3]])] = true
		}
	}
	for _, m := range all {
		s := string(doc[m[2]:m[3]])
		if len(s) <= 5 || partOf(s, names) {
			continue
		}
		place := f.Pointer
		if f.Code == ephr.FaultSyntax || f.Code == ephr.FaultTruncated {
			place = place.Parent() // the last name may be one behind which the colon is missing
		}
		for token := range place.Tokens() {
			if strings.Contains(token, s) {
				return s, true
			}
		}
	}
	return "", false
}

// members are the names that the format has.
var members = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for p := range ephr.Paths() {
		for token := range p.Tokens() {
			names[token] = true
		}
	}
	return names
})

func partOf(s string, names map[string]bool) bool {
	for n := range names {
		if strings.Contains(n, s) {
			return true
		}
	}
	return false
}

// FuzzDecode holds the decoder against encoding/json and against the encoder.
func FuzzDecode(f *testing.F) {
	g := ephrtest.New(51)
	g.Size = 1
	for range 20 {
		doc, err := g.Record().Append(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(doc)
		f.Add(doc[:len(doc)*2/3])
	}
	for _, c := range hostile {
		if len(c.doc) < 2000 {
			f.Add([]byte(strings.Replace(c.doc, "¦", "", 1)))
		}
	}
	f.Add([]byte(newer + `"weather":[{"a":1e30,"b":"\u00e9\ud83c\udf0d\/"}], "person" : {"sex":"third"}, "absent":{"weather":"lost"}}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		rec, err := ephr.Decode(doc)
		seen, faults := ephr.Inspect(doc)
		errs := 0
		for i := range faults {
			checkFault(t, doc, &faults[i])
			if !faults[i].Newer {
				errs++
			}
			if i > 0 && faults[i].Offset < faults[i-1].Offset {
				t.Fatalf("fault %d is out of order", i)
			}
		}
		if (err == nil) != (errs == 0) {
			t.Fatalf("Decode: %v, Inspect: %d errors", err, errs)
		}
		if err != nil {
			var fault *ephr.Fault
			if !errors.As(err, &fault) || rec != nil {
				t.Fatalf("no fault, or a record too: %v", err)
			}
			checkFault(t, doc, fault)
			return
		}
		if !json.Valid(doc) {
			t.Fatal("accepted what is not JSON")
		}
		first, err := rec.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ephr.Decode(first)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, first)
		}
		second, err := back.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Fatalf("not stable:\n%s\n%s", first, second)
		}
		a, err := tree(doc)
		if err != nil {
			t.Fatal(err)
		}
		b, err := tree(first)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("values changed:\n%s\n%s", doc, first)
		}
		for _, r := range []*ephr.Record{rec, seen} {
			if faults := r.Check(); len(faults) > 0 && !faults[0].Newer {
				t.Fatalf("Check finds what Decode does not: %v", faults[0].Error())
			}
		}
		// what is withheld leaves a record that is valid
		red := rec.Redact(ephr.Release{})
		for _, fault := range red.Check() {
			if !fault.Newer {
				t.Fatalf("redacted: %v", fault.Error())
			}
		}
	})
}

func checkFault(t *testing.T, doc []byte, f *ephr.Fault) {
	t.Helper()
	if f.Line < 1 || f.Column < 1 || f.Offset < 0 || f.Offset > int64(len(doc)) {
		t.Fatalf("not located: %+v", f)
	}
	if s, ok := tells(f, doc); ok {
		t.Fatalf("%v\ntells %q", f, s)
	}
}

func FuzzPointer(f *testing.F) {
	for _, s := range []string{"", "a", "a/b", "~", "~1", "~0~1/", "é", "0", "-1"} {
		f.Add(s, "b~", 3)
	}
	f.Fuzz(func(t *testing.T, a, b string, i int) {
		if i < 0 {
			i = -(i + 1)
		}
		p := ephr.Pointer("").Append(a).Index(i).Append(b)
		var got []string
		for token := range p.Tokens() {
			got = append(got, token)
		}
		if len(got) != 3 || got[0] != a || got[2] != b || ephr.Pointer("").Append(a).Index(i) != p.Parent() {
			t.Fatalf("%q: %q", p, got)
		}
		if ephr.Pointer("").Append(a).Append(got[1]).Append(b) != p {
			t.Fatalf("%q has another spelling", p)
		}
		// any text can be taken for a pointer
		for range ephr.Pointer(a).Tokens() {
		}
		_ = ephr.Pointer(a).Parent()
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2016", "2016~", "2016-03", "2016-03-14", "2016-02-29~", "2016-03-14T09:30", "2016-03-14T09:30:15.250+02:00", "2017-02-29", "0000", "2016-03-14T09:30Z"} {
		f.Add(s, "2016-03-14T09:30:00.1Z")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := ephr.DateTime(a), ephr.DateTime(b)
		c, ok := x.Compare(y)
		d, ok2 := y.Compare(x)
		if x.Valid() && y.Valid() && (ok != ok2 || c != -d) {
			t.Fatalf("%s %s: %d %t, the other way %d %t", a, b, c, ok, d, ok2)
		}
		if !x.Valid() {
			if _, err := ephr.ParseDateTime(a); err == nil || x.Precision() != ephr.PrecisionNone || x.Exists() {
				t.Fatalf("%q is not valid and passes", a)
			}
			return
		}
		if c, ok := x.Compare(x); ok && c != 0 {
			t.Fatalf("%s is not itself", a)
		}
		if (x.Precision() <= ephr.PrecisionDay) != ephr.Date(a).Valid() {
			t.Fatalf("%s: precision %d", a, x.Precision())
		}
		// a time to the minute may be before, at or after one to the second within it
		if len(a) == 16 {
			if c, ok := x.Compare(x + ":30"); ok || c != 0 {
				t.Fatalf("%s is known to be %d to a second within it", a, c)
			}
			if c, ok := (x + "Z").Compare(x + ":30Z"); ok || c != 0 {
				t.Fatalf("%sZ is known to be %d to a second within it", a, c)
			}
		}
		// what the standard library can read, it reads the same
		if x.Exists() && x.Zoned() {
			v, ok := x.Time()
			if !ok {
				t.Fatalf("%s is no time", a)
			}
			if w, err := time.Parse(time.RFC3339Nano, a); err == nil && !w.Equal(v) {
				t.Fatalf("%s: %v, %v", a, v, w)
			}
		}
		if d := ephr.Date(a); d.Valid() && len(d.Text()) == 10 {
			w, err := time.Parse(time.DateOnly, d.Text())
			if d.Exists() != (err == nil && d[:4] != "0000") {
				t.Fatalf("%s: exists %t, %v", a, d.Exists(), err)
			}
			if n, ok := d.Days(); ok {
				if m := int(w.Sub(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)).Hours()/24 + 0.5); n != m && m < 100_000 {
					t.Fatalf("%s: day %d, %d", a, n, m)
				}
			}
		}
	})
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"0", "-0", "37.50", "1e3", "1E-30", "1e31", "01", "1.", ".5", "+1", "-", "1e", strings.Repeat("9", 40), strings.Repeat("9", 41), "999999999999999", "1000000000000000"} {
		f.Add(s, "37.5")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x := ephr.Decimal(a)
		valid := x.Valid()
		if _, err := ephr.ParseDecimal(a); (err == nil) != valid {
			t.Fatal("ParseDecimal and Valid differ")
		}
		// a JSON number, but for those too large
		if valid && (!json.Valid([]byte(a)) || strings.TrimSpace(a) != a) {
			t.Fatalf("%q is not JSON", a)
		}
		if valid {
			r, ok := x.Rat()
			if w, ok2 := new(big.Rat).SetString(a); !ok || !ok2 || r.Cmp(w) != 0 {
				t.Fatalf("%s: %v", a, r)
			}
			if _, ok := x.Float64(); !ok {
				t.Fatalf("%s is no float", a)
			}
			out, err := x.MarshalJSON()
			var back ephr.Decimal
			if err != nil || back.UnmarshalJSON(out) != nil || back != x {
				t.Fatalf("%s becomes %s", a, out)
			}
		}
		c, ok := x.Compare(ephr.Decimal(b))
		if d, ok2 := ephr.Decimal(b).Compare(x); ok != ok2 || c != -d {
			t.Fatalf("%s %s: %d and %d", a, b, c, d)
		}
		if n, ok := ephr.Integer(a).Int64(); ok {
			if ephr.Int(int(n)) != ephr.Integer(a) || !valid {
				t.Fatalf("%s: %d", a, n)
			}
		}
	})
}
