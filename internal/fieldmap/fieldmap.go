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
	"sync"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/fhir"
)

// Row is one path of the record and where it goes.
type Row struct {
	// Path is the path as ephr.Paths has it, with * for array indexes.
	Path ephr.Pointer
	// Field is the member at the end of the path.
	Field ephr.Field
	// Elements are the FHIR elements that change with the value, the most frequent first, such as
	// Condition.code.coding.code or Patient.extension(nationality).extension(code).valueCodeableConcept.text.
	Elements []string
	// Resources are the types of these elements' resources.
	Resources []string
	// Trials is how many values were changed to find this.
	Trials int
	// Tried is how many values were changed, with or without an effect.
	Tried int
}

const (
	enough    = 4  // values that are changed per path
	attempts  = 40 // values that are tried before a path counts as not exported
	inTrials  = 3  // an element counts if at least one in so many trials changes it
	maxListed = 6  // elements listed per path
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
	// The first values of each path, then all of those that showed nothing.
	for _, round := range [][2]int{{0, enough}, {enough, attempts}} {
		todo := make([][]int, len(records))
		for path, all := range places {
			if found[path] != nil && found[path].trials > 0 {
				continue
			}
			for _, p := range all[min(round[0], len(all)):min(round[1], len(all))] {
				todo[p.record] = append(todo[p.record], p.leaf)
			}
		}
		results, err := trace(trees, todo)
		if err != nil {
			return nil, err
		}
		for _, r := range results {
			t := found[r.path]
			if t == nil {
				t = &tally{count: map[string]int{}}
				found[r.path] = t
			}
			t.add(r.elements)
		}
	}

	var rows []Row
	for p, f := range ephr.Paths() {
		row := Row{Path: p, Field: f}
		if t := found[p]; t != nil {
			row.Elements, row.Trials, row.Tried = t.elements(), t.trials, t.attempts
			row.Resources = resourcesOf(row.Elements)
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
func trace(trees []*walker, todo [][]int) (all []result, err error) {
	results := make([][]result, len(trees))
	errs := make([]error, len(trees))
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				results[i], errs[i] = traceRecord(trees[i], todo[i])
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

type tally struct {
	trials, attempts int
	count            map[string]int
}

func (t *tally) add(elements []string) {
	t.attempts++
	if len(elements) == 0 {
		return
	}
	t.trials++
	for _, e := range elements {
		t.count[e]++
	}
}

func (t *tally) elements() []string {
	all := slices.SortedFunc(maps.Keys(t.count), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.count[b], t.count[a]), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	var out []string
	for _, e := range all {
		if len(out) < maxListed && (t.count[e]*inTrials >= t.trials || len(out) == 0) {
			out = append(out, e)
		}
	}
	return out
}

func traceRecord(w *walker, todo []int) (results []result, err error) {
	base, err := reexported(w.root) // raw JSON in it is written in the same way as after a change
	if err != nil {
		return nil, err
	}
	for _, i := range todo {
		l := w.leaves[i]
		var changed []string
		for with := range l.others(w) {
			undo := l.set(w, with)
			out, err := reexported(w.root)
			undo()
			if err != nil {
				continue // not a valid value in this place
			}
			if changed = difference(base, out); len(changed) > 0 {
				break
			}
		}
		results = append(results, result{l.path, changed})
	}
	return results, nil
}

func parse(data []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}

func reexported(root any) ([]entry, error) {
	data, err := json.Marshal(root)
	if err != nil {
		return nil, err
	}
	rec, err := ephr.Decode(data)
	if err != nil {
		return nil, err
	}
	return exported(rec)
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
		yield(gone{}) // last: the value is not there
	}
}

// gone stands for no value.
type gone struct{}
