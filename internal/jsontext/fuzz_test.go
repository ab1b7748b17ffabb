package jsontext

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzValue holds every function to what encoding/json makes of the same bytes.
func FuzzValue(f *testing.F) {
	for _, s := range []string{
		`"a"`, `"\u00e9\n"`, `"\ud83d\ude00"`, `"\ud83d"`, `"\ud83d\u`, `"é`, "\"\xff\"", `"\q"`, "\"\n\"", `"\\" `,
		"-0.50e+7", "01", "1.", "-", "1e", `{ "a b" : [ "\" ", 1 ] }`, "",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		valid := json.Valid([]byte(s))
		if end, ok := Number(s, 0); (ok && end == len(s)) != (valid && s != "" && strings.Trim(s, "-+.eE0123456789") == "") {
			t.Errorf("number: %d, %v", end, ok)
		}
		if s != "" && s[0] == '"' {
			text, end, fault := Text(s, 1, PlainEnd(s, 1), true)
			if end < 1 || end > len(s) {
				t.Fatalf("ends at %d of %d", end, len(s))
			}
			if _, at, formOnly := Text(s, 1, 1, false); at != end || formOnly != fault {
				t.Errorf("the form alone: %d at %d, with the text %d at %d", formOnly, at, fault, end)
			}
			if fault == None {
				var want string
				if err := json.Unmarshal([]byte(s[:end]), &want); err != nil || text != want {
					t.Errorf("got %q, want %q (%v)", text, want, err)
				}
			} else if valid && fault != UTF8 && fault != Surrogate { // those encoding/json replaces
				t.Errorf("fault %d at %d in valid JSON", fault, end)
			}
		}
		if valid {
			var want bytes.Buffer
			_ = json.Compact(&want, []byte(s))
			if got := Compact(s); got != want.String() {
				t.Errorf("compact %q, want %q", got, want.String())
			}
		}
		_ = Compact(s)
		if utf8.ValidString(s) {
			var back string
			if err := json.Unmarshal(AppendString(nil, s), &back); err != nil || back != s {
				t.Errorf("written and read: %s, %v", strconv.Quote(back), err)
			}
		}
	})
}
