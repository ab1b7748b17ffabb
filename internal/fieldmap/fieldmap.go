// Package fieldmap finds out into which FHIR elements each field of the record
// goes. It asks the exporter itself: it changes one value of a record, exports
// the record again and looks at what has changed. So the table cannot say what
// the mapping does not do.
package fieldmap

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
	"github.com/openephr/ephr-go/validate"
)

// Row is one path of the record and where it goes.
type Row struct {
	// Path is the path as ephr.Paths has it, with * for array indexes.
	Path ephr.Pointer
	// Field is the member at the end of the path.
	Field ephr.Field
	// Elements are the FHIR elements that change with the value, the most frequent first, such as
	// Condition.code.coding.code or Patient.extension(patient-nationality).extension(code).valueCodeableConcept.text.
	// Brackets name a slice: Observation[arrival].component[entry-mode].
	Elements []string
	// Also are elements that change with the value in less than half of the cases, and ids that follow from it.
	Also []string
	// Trials is how many changes of values were tried to find this.
	Trials int
	// Shown is how many of them an export showed.
	Shown int
}

const (
	enough   = 5  // values that are changed per path
	attempts = 40 // values that are tried where most changes showed nothing
	changes  = 3  // changes of one value of which none shows
)

// Trace changes the values of the records one at a time and returns a row for
// every path of the format, in the order of [ephr.Paths]. Paths that no record
// has, or whose change no export shows, have no elements. The same records give
// the same rows.
func Trace(records []*ephr.Record) ([]Row, error) {
	trees := make([]*walker, len(records))
	places := map[ephr.Pointer][]place{}
	for i, rec := range records {
		w, err := walk(rec)
		if err != nil {
			return nil, err
		}
		trees[i] = w
		for j, l := range w.leaves {
			if len(places[l.path]) < attempts {
				places[l.path] = append(places[l.path], place{i, j})
			}
		}
	}
	found := map[ephr.Pointer]*tally{}
	// The first values of each path, then more of those of which most showed nothing, at
	// last with errors where no other value is right, as the unit of a blood pressure.
	for _, round := range []struct {
		from, to int
		lax      bool
	}{{0, enough, false}, {enough, attempts, false}, {0, enough, true}} {
		todo := make([][]int, len(records))
		for path, all := range places {
			t := found[path]
			if t != nil && (round.lax || 2*len(t.shown) > t.trials) {
				continue
			}
			for _, p := range all[min(round.from, len(all)):min(round.to, len(all))] {
				todo[p.record] = append(todo[p.record], p.leaf)
			}
		}
		results, err := trace(trees, todo, round.lax)
		if err != nil {
			return nil, err
		}
		for _, r := range results {
			t := found[r.path]
			if t == nil {
				t = &tally{}
				found[r.path] = t
			}
			t.add(r.elements)
		}
	}

	var rows []Row
	for p, f := range ephr.Paths() {
		row := Row{Path: p, Field: f}
		if t := found[p]; t != nil {
			row.Elements, row.Also = t.elements(f.Name == "id" && f.Type == "ID" || f.Name == "key")
			row.Trials, row.Shown = t.trials, len(t.shown)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// A place is one leaf of one record.
type place struct{ record, leaf int }

type result struct {
	path     ephr.Pointer
	elements []string
}

// trace changes the leaves that are to do, on all processors.
func trace(trees []*walker, todo [][]int, lax bool) (all []result, err error) {
	results := make([][]result, len(trees))
	errs := make([]error, len(trees))
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				results[i], errs[i] = traceRecord(trees[i], todo[i], lax)
			}
		})
	}
	for i := range trees {
		if len(todo[i]) > 0 {
			next <- i
		}
	}
	close(next)
	group.Wait()
	return slices.Concat(results...), errors.Join(errs...)
}

// A tally is what the changes of one path's values showed.
type tally struct {
	trials int
	shown  [][]string // the elements of each change that showed
}

func (t *tally) add(elements []string) {
	t.trials++
	if len(elements) > 0 {
		t.shown = append(t.shown, elements)
	}
}

// elements are those that change in at least half of the cases. A value may go
// into one of several elements, as that of a medicine taken or prescribed: of
// the cases that are left, it is again those that change in half of them, until
// hardly any are left. Ids of resources follow from other elements, unless the
// value names the resource.
func (t *tally) elements(isID bool) (main, also []string) {
	follows := func(e string) bool {
		return !isID && strings.HasSuffix(e, ".id") && strings.Count(e, ".") == 1
	}
	count := map[string]int{}
	for left := t.shown; len(left) > 0 && (main == nil || len(left)*8 >= len(t.shown)); {
		here := map[string]int{}
		for _, elements := range left {
			for _, e := range elements {
				here[e]++
			}
		}
		if main == nil {
			count = maps.Clone(here)
		}
		all := slices.SortedFunc(maps.Keys(here), func(a, b string) int {
			return cmp.Or(compareBool(follows(a), follows(b)), cmp.Compare(here[b], here[a]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
		})
		for i, e := range all {
			if i == 0 || here[e]*2 >= len(left) && !follows(e) {
				main = append(main, e)
			}
		}
		left = slices.DeleteFunc(slices.Clone(left), func(elements []string) bool {
			return slices.ContainsFunc(elements, func(e string) bool { return slices.Contains(main, e) })
		})
	}
	for e := range count {
		if !slices.Contains(main, e) {
			also = append(also, e)
		}
	}
	order := func(a, b string) int {
		return cmp.Or(compareBool(strings.HasSuffix(a, ".id"), strings.HasSuffix(b, ".id")), cmp.Compare(count[b], count[a]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	}
	slices.SortFunc(main, order)
	slices.SortFunc(also, order)
	return main, also
}

// compareBool puts false first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func traceRecord(w *walker, todo []int, lax bool) (results []result, err error) {
	base, known, err := reexported(w.root, nil, lax) // raw JSON in it is written in the same way as after a change
	if err != nil {
		return nil, err
	}
	for _, i := range todo {
		l := w.leaves[i]
		tried := 0
		for with := range l.others(w) {
			undo := l.set(w, with)
			out, _, err := reexported(w.root, known, lax)
			undo()
			if err != nil {
				continue // not a valid value in this place
			}
			changed := difference(base, out)
			results = append(results, result{l.path, changed})
			tried++
			// Another type of resource is an answer, though the value may also stand in an element.
			if tried == changes || slices.ContainsFunc(changed, func(e string) bool { return strings.Contains(e, ".") && !strings.HasSuffix(e, ".id") }) {
				break
			}
		}
	}
	return results, nil
}

func parse(data []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

// errInvalid is for a record that has errors which the unchanged one has not.
var errInvalid = errors.New("the record is not valid")

// reexported is the export of the record that root holds, and its errors. Where
// known is not nil, a record with others than these is refused; if lax, only one
// with wrong references.
func reexported(root any, known map[finding]bool, lax bool) ([]entry, map[finding]bool, error) {
	data, err := json.Marshal(root)
	if err != nil {
		return nil, nil, err
	}
	rec, err := ephr.Decode(data)
	if err != nil {
		return nil, nil, err
	}
	errs := map[finding]bool{}
	for _, f := range validate.Validate(rec) {
		if f.Severity != validate.Error || lax && !strings.HasPrefix(f.Rule, "reference-") {
			continue
		}
		is := finding{f.Rule, f.Pointer}
		if known != nil && !known[is] {
			return nil, nil, errInvalid
		}
		errs[is] = true
	}
	out, err := exported(rec)
	return out, errs, err
}

// A finding is something wrong at a place.
type finding struct {
	rule string
	at   ephr.Pointer
}

// exported is the collection of the record with everything in it.
func exported(rec *ephr.Record) ([]entry, error) {
	out, err := fhir.Append(nil, rec, fhir.Collection, fhir.AllTiers())
	if err != nil {
		return nil, err
	}
	var bundle struct{ Entry []entry }
	if err := json.Unmarshal(out, &bundle); err != nil {
		return nil, fmt.Errorf("the export is no JSON: %w", err)
	}
	return bundle.Entry, nil
}

type entry struct {
	FullURL  string
	Resource json.RawMessage
}

// others yields values that the leaf could have instead.
func (l *leaf) others(w *walker) iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, v := range alternatives(l, w) {
			if !reflect.DeepEqual(v, l.value) && !yield(v) {
				return
			}
		}
		if l.array == nil {
			yield(gone{}) // last: the value is not there; an array without an element would be another array
		}
	}
}

// gone stands for no value.
type gone struct{}
