package fhir

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/jsontext"
	"github.com/openephr/ephr-go/internal/overlay"
	"github.com/openephr/ephr-go/internal/tape"
)

// maxIssues bounds what one document can make the reader remember.
const maxIssues = 1000

// maxLooks bounds how often what a source changes elsewhere makes it larger.
const maxLooks = 8

// importer reads one document.
//
// Each resource that can become an item of the record does, by the function of
// its type or code. Then the record is exported again, and what the export does
// not say as it was read is kept in the record's source: whole resources, and
// differences to those that are written anew. So nothing is lost by a mapping
// that does not know of it, and a mapping that knows more makes source smaller.
type importer struct {
	document
	kind     Kind // in which an export is compared
	bulk     bool // the bundle was made for this, of resources that had none
	nobody   bool // what is read is nobody's, Patients too
	bundle   int  // node of the bundle, -1 for a single resource
	entries  []entryIn
	names    map[string]int // entries by fullUrl and by Type/id
	byNode   map[int]int    // entries by the node of their resource
	siteKeys map[string]int // entries of sites by their key
	ids      map[ephr.ID]bool
	issues   []Issue

	counted, line, start int  // of the text: up to where lines are counted, how many, where the last begins
	patients, patient0   int  // how many patients there are, and the entry of the first
	ours                 bool // the patient whose turn it is was written by us
	extensions           foundExtensions
	export               int // the entry of the Provenance of an export of ours, -1 where there is none

	first     []byte        // the export of what was read, without a source
	out       []byte        // memory of the last export
	active    []int         // the entries of the patient whose turn it is, in order
	byPatient map[int][]int // entries by the patient to whom they belong, -1 for all

	turn int          // the entry of the patient whose turn it is
	rec  *ephr.Record // of that patient
	cur  int          // the entry whose turn it is
}

// entryIn is a resource that is read.
type entryIn struct {
	el
	node       int // the bundle's entry, -1 where there is none
	typ        string
	id         string
	fullURL    string
	local      ephr.ID // the id of the item that it becomes
	known      bool    // it becomes an item, or part of one
	distrusted bool    // it says that an export of ours wrote it, and is not as that would be
	planned    int     // of the export's plan plus one, 0 where it does not write it
	byUs       bool    // an export of ours wrote it
	listed     bool    // the Provenance of an export of ours knows it
	labelled   string  // how confidential the Provenance of an export of ours says that we have called it, else ""
	same       bool    // an export writes it as it was read
	authorship int     // the entry plus one of the Provenance that tells who wrote it down, 0 where none does
	patient    int     // the entry of the patient to whom it belongs, -1 for all
}

func (im *importer) run() ([]Imported, error) {
	if im.Nodes[0].Kind != tape.Object || im.String(0, "resourceType") != "Bundle" && !im.named(el{&im.document, 0}) {
		return nil, &ImportError{"a FHIR resource is wanted", 0, 1, 1}
	}
	im.collect()
	im.findExport()
	im.resolve()
	im.persons()
	var patients []int
	for i := range im.entries {
		if im.nobody {
			im.entries[i].patient = -1
		} else if im.entries[i].typ == "Patient" {
			patients = append(patients, i)
		}
	}
	im.patients = len(patients)
	im.patient0 = -1
	if len(patients) > 0 {
		im.patient0 = patients[0]
	}
	if len(patients) == 0 {
		im.issue(IssueNoPatient, 0)
		return []Imported{im.one(-1)}, nil
	}
	var out []Imported
	for i, p := range patients {
		one := im.one(p)
		if i > 0 {
			one.Issues = nil // they are told once
		}
		out = append(out, one)
	}
	return out, nil
}

// collect lists the resources.
func (im *importer) collect() {
	im.bundle = -1
	im.kind = Collection
	im.names, im.byNode, im.siteKeys, im.ids = map[string]int{}, map[int]int{}, map[string]int{}, map[ephr.ID]bool{}
	if im.String(0, "resourceType") != "Bundle" {
		im.add(el{&im.document, 0}, -1)
		return
	}
	im.bundle = 0
	switch im.String(0, "type") {
	case "document":
		im.kind = Document
	case "transaction":
		im.kind = Transaction
	}
	for entry := range (el{&im.document, im.Get(0, "entry")}).each() {
		r := entry.get("resource")
		if !im.named(r) {
			im.issue(IssueNotResource, entry.i)
			continue // stays in the wrapper
		}
		im.add(r, entry.i)
	}
}

// named reports whether a resource has a type by which it can be known.
func (im *importer) named(r el) bool { return resourceType(r.str("resourceType")) }

// name reports whether a name is one by which the record can know a resource: neither
// empty nor with blanks around it. Others stay where they were read.
func name(e el) bool {
	if !e.ok() {
		return true
	}
	s := e.text()
	return s != "" && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, unicode.IsControl)
}

func (im *importer) add(r el, node int) {
	e := entryIn{el: r, node: node, typ: r.str("resourceType"), patient: -1}
	if id := r.get("id"); name(id) {
		e.id = id.text()
	}
	if node >= 0 {
		if url := (el{&im.document, node}).get("fullUrl"); name(url) {
			e.fullURL = url.text()
		}
	}
	n := len(im.entries)
	im.entries = append(im.entries, e)
	im.byNode[r.i] = n
	for _, name := range [...]string{e.fullURL, e.typ + "/" + e.id} {
		if name == "" || strings.HasSuffix(name, "/") {
			continue
		}
		if _, twice := im.names[name]; twice {
			im.issue(IssueDuplicate, r.i)
			im.names[name] = -1 // nobody knows which is meant
			continue
		}
		im.names[name] = n
	}
}

// resolve gives the resources the ids that they have as items, and finds out to
// which patient each belongs.
func (im *importer) resolve() {
	for i := range im.entries {
		e := &im.entries[i]
		for c := range e.get("identifier").each() {
			if c.str("system") == systemLocal {
				im.claim(i, ephr.ID(c.str("value")))
			}
			if _, twice := im.siteKeys[c.str("value")]; !twice && e.typ == "Location" && c.str("system") == systemKey {
				im.siteKeys[c.str("value")] = i
			}
		}
		if e.typ != "Provenance" {
			continue
		}
		for entity := range e.get("entity").each() {
			what := entity.get("what")
			n, ok := im.target(what)
			if !ok {
				continue
			}
			switch id := what.get("identifier"); id.str("system") {
			case systemLocal:
				im.claim(n, ephr.ID(id.str("value")))
				im.entries[n].listed = true
			case systemLabelled:
				if i == im.export {
					im.entries[n].labelled = id.str("value")
				}
			}
		}
	}
	for i := range im.entries {
		e := &im.entries[i]
		if e.local == "" {
			_ = im.claim(i, ephr.ID(e.id)) || e.id != "" && im.claim(i, ephr.ID(strings.ToLower(e.typ)+"-"+e.id)) ||
				im.claim(i, ephr.ID(e.fullURL[strings.LastIndexAny(e.fullURL, ":/")+1:])) || im.claim(i, ephr.ID("resource-"+strconv.Itoa(i+1)))
		}
		for _, name := range subjects {
			if n, ok := im.target(e.get(name)); ok && im.entries[n].typ == "Patient" {
				e.patient = n
				break
			}
		}
		if e.typ == "Patient" {
			e.patient = i
		}
	}
}

// claim gives the entry a local id, if that is one and nobody else has it.
func (im *importer) claim(entry int, id ephr.ID) bool {
	if !id.Valid() || im.ids[id] {
		return false
	}
	im.ids[id] = true
	im.entries[entry].local = id
	return true
}

// target is the entry to which a reference refers.
func (im *importer) target(ref el) (int, bool) { return im.find(ref.str("reference")) }

// find is the entry that is known by a name.
func (im *importer) find(name string) (int, bool) {
	if name == "" {
		return 0, false
	}
	if n, ok := im.names[name]; ok {
		return max(n, 0), n >= 0
	}
	name, _, _ = strings.Cut(name, "/_history/")
	if n, ok := im.names[name]; ok {
		return max(n, 0), n >= 0
	}
	// An absolute reference to what stands in the bundle without an address.
	if parts := strings.Split(name, "/"); len(parts) > 2 {
		if n, ok := im.names[parts[len(parts)-2]+"/"+parts[len(parts)-1]]; ok && n >= 0 && im.entries[n].fullURL == "" {
			return n, true
		}
	}
	return 0, false
}

// ref is the id of the item to which a reference refers, "" where that is no
// item of this record or not one of the type.
func (im *importer) ref(ref el, typ string) ephr.ID {
	n, ok := im.target(ref)
	if !ok || typ != "" && im.entries[n].typ != typ || !im.entries[n].known || !im.mine(n) {
		return ""
	}
	return im.entries[n].local
}

// mine reports whether a resource belongs to the patient whose turn it is, or to all.
func (im *importer) mine(n int) bool {
	p := im.entries[n].patient
	return p < 0 || p == im.turn
}

// item is the id of the item that a resource becomes.
func (im *importer) item(e el) ephr.ID { return im.entries[im.byNode[e.i]].local }

func (im *importer) issue(code IssueCode, node int) {
	if len(im.issues) >= maxIssues {
		return
	}
	e := im.at("", int(im.Nodes[node].From))
	im.issues = append(im.issues, Issue{Code: code, Line: e.Line, Column: e.Column})
}

// at is what is wrong at an offset, with its place. It counts on from the place
// asked for last.
func (im *importer) at(what string, offset int) *ImportError {
	if offset < im.counted {
		im.counted, im.line, im.start = 0, 0, 0
	}
	passed := im.Text[im.counted:offset]
	im.line += strings.Count(passed, "\n")
	if i := strings.LastIndexByte(passed, '\n'); i >= 0 {
		im.start = im.counted + i + 1
	}
	im.counted = offset
	column := offset - im.start
	if column < 1<<16 { // a line longer than that is for no eye
		column = utf8.RuneCountInString(im.Text[im.start:offset])
	}
	return &ImportError{what, offset, im.line + 1, column + 1}
}

// one makes the record of one patient, or of none.
func (im *importer) one(patient int) Imported {
	id := ephr.UUID("")
	if patient >= 0 {
		id = im.recordID(patient)
	} else {
		id = ephr.New().ID
	}
	im.activate(patient)
	locals := make([]ephr.ID, len(im.active))
	for n, i := range im.active {
		e := &im.entries[i]
		// Without a person there is nobody of whom a statement could be.
		e.known = patient >= 0 && hasName(e.el, e.typ)
		locals[n] = e.local
	}
	x := NewExporter(im.kind, AllTiers())
	for {
		im.readOne(id, patient, locals)
		im.look(x)
		if !im.distrust(x) {
			break
		}
		for _, i := range im.active {
			e := &im.entries[i]
			e.known = patient >= 0 && hasName(e.el, e.typ)
		}
	}
	im.keep(x, patient)
	return Imported{Record: im.rec, Issues: im.issues}
}

// readOne makes the typed part of a record. A reader may find that a resource is no
// item, when others have already referred to it: then all are read once more, by
// readers who know.
func (im *importer) readOne(id ephr.UUID, patient int, locals []ephr.ID) {
	var none ephr.Absences // what a resource says that there is none of, which is no item
	for range 4 {
		im.rec = &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: id}
		im.ours = patient >= 0 && formatOf(im.entries[patient].el) != ""
		im.turn = patient
		im.own()
		im.attribute()
		im.reviewTags()
		for n, i := range im.active {
			im.entries[i].local = locals[n]
		}
		all := im.readAll()
		for _, a := range none {
			if im.rec.Absent.Of(a.Member) == "" {
				im.rec.Absent.Set(a.Member, a.Reason)
			}
		}
		if none = im.rec.Absent; all {
			break
		}
	}
	im.cur = patient
	im.finish()
	im.mend()
	im.settleDocuments()
}

// activate lists the entries that are of the patient, or of nobody in particular.
func (im *importer) activate(patient int) {
	for _, i := range im.active {
		im.entries[i].known = false
	}
	if im.patients <= 1 {
		if im.active == nil {
			for i := range im.entries {
				im.active = append(im.active, i)
			}
		}
		return
	}
	if im.byPatient == nil {
		im.byPatient = map[int][]int{}
		for i := range im.entries {
			im.byPatient[im.entries[i].patient] = append(im.byPatient[im.entries[i].patient], i)
		}
	}
	im.active = append(append(im.active[:0], im.byPatient[-1]...), im.byPatient[patient]...)
	slices.Sort(im.active)
}

// readAll reads what is known to be readable: the registry first, then items,
// then what is about them. It reports whether all of it was.
func (im *importer) readAll() (all bool) {
	all = true
	for pass := range 4 {
		for _, i := range im.active {
			e := &im.entries[i]
			if !e.known || passOf(e.typ) != pass {
				continue
			}
			if i == im.export { // it is of that export, and written anew
				e.known = false
				continue
			}
			im.cur = i
			if !im.safe(e) || !im.read(e) {
				e.known, all = false, false
			}
		}
	}
	return all
}

// passOf is when a resource is read.
func passOf(typ string) int {
	switch typ {
	case "Patient", "Organization", "Location", "Practitioner", "Encounter":
		return 0
	case "PractitionerRole", "RelatedPerson":
		return 1
	case "Medication", "Device", "Provenance":
		return 3
	}
	return 2
}

// recordID is the record's id: that of the record of which the bundle was made,
// or the patient's where that is a UUID, or a new one.
func (im *importer) recordID(patient int) ephr.UUID {
	e := &im.entries[patient]
	if im.export >= 0 && im.patients == 1 {
		for c := range im.entries[im.export].get("entity").each() {
			id := c.get("what").get("identifier")
			if uuid, ok := strings.CutPrefix(id.str("value"), "urn:uuid:"); ok && id.str("system") == systemURN && ephr.UUID(uuid).Valid() {
				return ephr.UUID(uuid)
			}
		}
	}
	for c := range e.get("identifier").each() {
		if id, ok := strings.CutPrefix(c.str("value"), "urn:uuid:"); ok && c.str("system") == systemURN && c.str("use") == "usual" && ephr.UUID(id).Valid() {
			return ephr.UUID(id)
		}
	}
	for _, id := range [...]string{strings.TrimPrefix(e.fullURL, "urn:uuid:"), e.id} {
		if ephr.UUID(id).Valid() {
			return ephr.UUID(id)
		}
	}
	return ephr.New().ID
}

// look exports the record and marks the entries that are written as they were read.
func (im *importer) look(x *Exporter) {
	im.first = nil
	if im.rec.Person != nil {
		if out, err := x.Append(im.buffer(), im.rec); err == nil {
			im.first, im.out = out, out
		}
	}
	im.reproduced(x, im.first)
}

// keep puts what an export of the record does not say as it was read into the
// record's source.
func (im *importer) keep(x *Exporter, patient int) {
	rec := im.rec
	if im.bundle == 0 && string(im.first) == im.Text {
		return
	}
	bare := im.bundle == 0 && !im.bulk
	first := im.first
	im.out = nil // first is looked at once more
	var source ephr.Source
	var of []int // the entries of the source's resources
	var out []byte
	var err error
	for round := 1; ; round++ {
		source, of = im.sourceBut(patient)
		if bare {
			source.Bundle = im.wrapper(first, patient < 0 || im.patient0 == patient, of)
		}
		if len(source.Resources) == 0 && source.Bundle == "" {
			return
		}
		rec.Source = []ephr.Source{source}
		if rec.Person == nil {
			return
		}
		// The second look is at an export that knows the foreign names. A document has
		// none of them: what is to go out again goes as a collection.
		if im.kind == Document {
			x = NewExporter(Collection, AllTiers())
		}
		x.comparing = true
		if out, err = x.Append(im.buffer(), rec); err != nil { // two items of one id: nothing could be written, and all stays as it was read
			*rec = ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: rec.ID, Source: rec.Source}
			break
		}
		im.out = out
		if im.kind == Document || round == maxLooks || !im.lost(x, out) {
			break
		}
	}
	written := x.bySource()
	var base, diff tape.Doc
	var text []byte
	for i := range source.Resources {
		r := &source.Resources[i]
		if r.Item == "" {
			continue
		}
		at := im.entries[of[i]].i
		p := written[i]
		if err == nil && p != nil {
			base, err = tape.Parse(string(out[p.from:p.to]), base.Nodes) // it was just written
		}
		if err != nil || p == nil { // the item did not become a resource of that type
			r.Item, r.Remainder, err = "", ephr.Raw(jsontext.Compact(im.Raw(at))), nil
			continue
		}
		differs := false
		if text, differs = overlay.Diff(text[:0], &base, 0, &im.Doc, at); !differs {
			continue
		}
		r.Remainder = ephr.Raw(jsontext.Compact(string(text)))
		var ok bool
		if diff, ok = restores(&base, string(r.Remainder), &im.Doc, at, diff.Nodes); !ok {
			r.Remainder = ephr.Raw(jsontext.Compact(string(overlay.Whole(text[:0], &base, 0, &im.Doc, at))))
		}
	}
}

// sourceBut is a source of the entries of a patient, or of none, apart from those that an
// export reproduces, and which entries these are.
func (im *importer) sourceBut(patient int) (source ephr.Source, of []int) {
	for _, i := range im.active {
		e := &im.entries[i]
		if e.same || i == im.export && patient >= 0 {
			continue // the Provenance of an export is of that export
		}
		r := ephr.SourceResource{Type: e.typ, ID: e.id, FullURL: e.fullURL, Entry: im.besideResource(e)}
		if e.known {
			r.Item = e.local
		} else {
			r.Remainder = ephr.Raw(jsontext.Compact(im.Raw(e.i)))
		}
		source.Resources = append(source.Resources, r)
		of = append(of, i)
	}
	return source, of
}

// lost reports whether an export that knows the source no longer reproduces an entry
// that it did without, as who wrote down what was edited; such entries are the source's then.
func (im *importer) lost(x *Exporter, out []byte) (any bool) {
	before := make([]bool, len(im.active))
	for n, i := range im.active {
		before[n] = im.entries[i].same
	}
	im.reproduced(x, out)
	for n, i := range im.active {
		e := &im.entries[i]
		any = any || before[n] && !e.same
		e.same = before[n] && e.same
	}
	return any
}

// buffer is memory for an export of about what was read; it is used for one patient after another.
func (im *importer) buffer() []byte {
	if im.out == nil {
		im.out = make([]byte, 0, len(im.Text)/max(1, im.patients)*5/4+4096)
	}
	return im.out[:0]
}

// restores reports whether a difference gives back what was read.
func restores(base *tape.Doc, diff string, want *tape.Doc, at int, nodes []tape.Node) (tape.Doc, bool) {
	d, err := tape.Parse(diff, nodes)
	if err != nil {
		return d, false
	}
	got, err := tape.Parse(string(overlay.Apply(nil, base, 0, &d, 0)), nil)
	return d, err == nil && overlay.Equal(&got, 0, want, at)
}

// reproduced marks the entries that the export writes as they were read.
func (im *importer) reproduced(x *Exporter, out []byte) {
	for _, i := range im.active {
		im.entries[i].same, im.entries[i].planned = false, 0
	}
	if out == nil {
		return
	}
	for i := range x.plan {
		p := &x.plan[i]
		if p.to == 0 {
			continue
		}
		n, ok := im.names["urn:uuid:"+string(p.id[:])]
		if im.bulk || !ok { // a server has it under its own address
			n, ok = im.names[p.kind.name()+"/"+string(p.id[:])]
		}
		if !ok || n < 0 {
			continue
		}
		e := &im.entries[n]
		e.planned = i + 1
		written := out[p.from:p.to]
		if e.same = string(written) == im.Raw(e.i); !e.same && e.id == string(p.id[:]) {
			if base, err := tape.Parse(string(written), nil); err == nil {
				e.same = overlay.Equal(&base, 0, &im.Doc, e.i)
			}
		}
	}
}

// besideResource is what the bundle's entry holds beside its resource and its
// fullUrl, without the request that a transaction of ours has; "" where that is nothing.
func (im *importer) besideResource(e *entryIn) ephr.Raw {
	if e.node < 0 {
		return ""
	}
	b := []byte{'{'}
	for c := e.node + 1; c < int(im.Nodes[e.node].End); c = int(im.Nodes[c].End) {
		switch name := im.Nodes[c].Key; {
		case name == "resource" || name == "fullUrl" && e.fullURL != "":
		case name == "request" && im.kind == Transaction && jsontext.Compact(im.Raw(c)) == `{"method":"PUT","url":"`+e.typ+"/"+e.id+`"}`:
		default:
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = append(jsontext.AppendString(b, name), ':')
			b = append(b, im.Raw(c)...)
		}
	}
	if len(b) == 1 {
		return ""
	}
	return ephr.Raw(jsontext.Compact(string(append(b, '}'))))
}

// wrapper is what the bundle holds beside its entries, and the entries that hold no
// resource with how many resources of the source stand before them; "" where an
// export of ours has it by itself.
func (im *importer) wrapper(out []byte, bare bool, of []int) ephr.Raw {
	b := []byte{'{'}
	var own tape.Doc
	if out != nil && im.ours {
		own, _ = tape.Parse(string(out), nil)
	}
	foreign := !im.ours
	put := func(name string) {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(jsontext.AppendString(b, name), ':')
	}
	for c := 1; c < int(im.Nodes[0].End); c = int(im.Nodes[c].End) {
		name := im.Nodes[c].Key
		if name == "entry" && im.Nodes[c].Kind == tape.Array || name == "resourceType" {
			continue
		}
		if len(own.Nodes) > 0 {
			if at := own.Get(0, name); at < 0 || !overlay.Equal(&own, at, &im.Doc, c) {
				foreign = true
			}
		}
		put(name)
		b = append(b, im.Raw(c)...)
	}
	var loose []byte
	if bare {
		before := 0
		for entry := range (el{&im.document, im.Get(0, "entry")}).each() {
			if n, read := im.byNode[entry.get("resource").i]; read {
				for before < len(of) && of[before] <= n {
					before++
				}
				continue
			}
			loose = append(loose, ",["...)
			loose = strconv.AppendInt(loose, int64(before), 10)
			loose = append(loose, ',')
			loose = append(loose, im.Raw(entry.i)...)
			loose = append(loose, ']')
		}
	}
	if len(loose) > 0 {
		foreign = true
		put("entry")
		loose[0] = '['
		b = append(append(b, loose...), ']')
	}
	if !foreign {
		return ""
	}
	return ephr.Raw(jsontext.Compact(string(append(b, '}'))))
}

// findExport finds the Provenance that every export of ours has.
func (im *importer) findExport() {
	im.export = -1
	for i := range im.entries {
		e := &im.entries[i]
		if e.typ == "Provenance" && e.get("agent").first().get("who").str("display") == observer {
			for policy := range e.get("policy").each() {
				if strings.HasPrefix(policy.text(), policyBase) {
					im.export = i
				}
			}
		}
	}
}

// own finds out which of the entries an export of ours has written, also where it
// has continued the record of a foreign patient.
func (im *importer) own() {
	// Of somebody whom a server has labelled, nothing is taken for ours.
	strange := im.turn >= 0 && im.entries[im.turn].distrusted
	for _, i := range im.active {
		e := &im.entries[i]
		e.byUs = !e.distrusted && !(strange && !registered(e.typ)) && (im.ours || im.export >= 0 && (e.listed || hasLocalID(e.el) || e.typ == "Provenance" || e.typ == "AuditEvent"))
	}
}

// formatOf is the version of the record's format in which an export of ours has
// written the patient, "" where it is not ours.
func formatOf(patient el) string { return patient.tagOf(systemFormat) }
