package overlay_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/openephr/ephr-go/internal/jsontext"
	"github.com/openephr/ephr-go/internal/overlay"
	"github.com/openephr/ephr-go/internal/tape"
)

// What is told to be overtaken can be taken out of the difference: laid over the
// edited base, the rest gives the same.
func FuzzOvertaken(f *testing.F) {
	for _, seed := range [][3]string{
		{`{"a":1}`, `{"a":1,"b":2}`, `{"a":1}`},
		{`{"a":1}`, `{"a":1,"b":2}`, `{"a":1,"b":3}`},
		{`{"a":1}`, `{"a":2}`, `{"a":3}`},
		{`{"a":{"b":1,"c":"a longer text than the mark"}}`, `{"a":{"b":2,"d":[1],"c":"a longer text than the mark"}}`, `{"a":[1]}`},
		{`{"a":[{"b":"a longer text than the mark"},{"c":"a longer text than the mark"}]}`, `{"a":[{"b":"a longer text than the mark","x":1},{"c":"a longer text than the mark","y":2}]}`,
			`{"a":[{"b":"another text"},{"c":"a longer text than the mark"}]}`},
		{`{"status":"a"}`, `{"status":"a","text":{"div":"x"}}`, `{"status":"b"}`},
		{`{"n":1}`, `{"n":1,"valueString":"x"}`, `{"n":1,"valueQuantity":{"value":1}}`},
		{`{"-a":1}`, `{"+a":2,"=b":1}`, `{"-a":1,"=b":2}`},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, base, target, edited string) {
		a, err1 := tape.Parse(base, nil)
		b, err2 := tape.Parse(target, nil)
		c, err3 := tape.Parse(edited, nil)
		if err1 != nil || err2 != nil || err3 != nil || a.Nodes[0].Kind != tape.Object || b.Nodes[0].Kind != tape.Object || c.Nodes[0].Kind != tape.Object {
			t.Skip()
		}
		text, ok := overlay.Diff(nil, &a, 0, &b, 0)
		if !ok {
			t.Skip()
		}
		diff, err := tape.Parse(string(text), nil)
		if err != nil {
			t.Skip() // nested too deep with the difference's own levels
		}
		want := string(overlay.Apply(nil, &c, 0, &diff, 0))
		var gone []int
		overlay.Overtaken(&c, 0, &diff, 0, func(node int) { gone = append(gone, node) })
		rest, err := tape.Parse(cutNodes(&diff, 0, gone), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(overlay.Apply(nil, &c, 0, &rest, 0)); got != want {
			t.Errorf("without what was overtaken: %s, want %s\ndifference %s", got, want, text)
		}
		// and nothing else: what is left is in the result
		if len(gone) == 0 && edited == base {
			back, err := tape.Parse(want, nil)
			if err != nil || !overlay.Equal(&back, 0, &b, 0) {
				t.Errorf("%s is not %s", want, target)
			}
		}
		if edited == base && len(gone) > 0 {
			t.Errorf("nothing was edited, and %d members are told to be overtaken: %s", len(gone), text)
		}
	})
}

// cutNodes is the JSON of a value without some of its members.
func cutNodes(d *tape.Doc, i int, gone []int) string {
	if d.Nodes[i].Kind != tape.Object {
		return d.Raw(i)
	}
	var parts []string
	for c := i + 1; c < int(d.Nodes[i].End); c = int(d.Nodes[c].End) {
		if !slices.Contains(gone, c) {
			parts = append(parts, string(jsontext.AppendString(nil, d.Nodes[c].Key))+":"+cutNodes(d, c, gone))
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}
