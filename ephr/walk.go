package ephr

import "iter"

// Values iterates over every value of the record that is no object or array,
// with its place and class. Export, anonymisation, validation and logs ask
// nothing else about sensitivity.
func (r *Record) Values() iter.Seq2[Pointer, Class] {
	return func(yield func(Pointer, Class) bool) {
		w := walker{yield: yield}
		w.read(r)
		w.record(r, "", Class{Tier: T1})
	}
}

// ClassAt is the class of the value at p, or the highest of the values below
// it; false where there is none.
func (r *Record) ClassAt(p Pointer) (class Class, ok bool) {
	below := p + "/"
	for q, c := range r.Values() {
		if q == p || len(q) > len(below) && q[:len(below)] == below {
			class, ok = class.Max(c), true
		}
	}
	return class, ok
}

// walker goes through a record. The generated functions in zz_walk.go call it.
type walker struct {
	registry
	yield func(Pointer, Class) bool
	done  bool
}

func (w *walker) leaf(p Pointer, c Class) {
	if !w.done && !w.yield(p, c) {
		w.done = true
	}
}

func (w *walker) text(p Pointer, c Class, reviewed Bool) {
	if reviewed != True {
		c = c.Max(Class{Tier: T3})
	}
	w.leaf(p, c)
}

func (w *walker) ref(id ID, p Pointer, c Class) {
	w.leaf(p, c.Max(w.classOf(id)))
}

func (w *walker) absences(a Absences, p Pointer, c Class, classes []memberClass) {
	for i := range a {
		w.leaf(p.Append(a[i].Member), c.Max(memberClassOf(a[i].Member, classes)))
	}
}

func (w *walker) extensions(x Extensions, p Pointer, c Class) {
	for i := range x {
		w.leaf(p.Append(string(x[i].URI)), c)
	}
}

func (w *walker) members(m Members, p Pointer) {
	for i := range m {
		// what a newer version has added, this one cannot judge
		w.leaf(p.Append(m[i].Name), Class{Tier: T4})
	}
}
