package r4

import (
	"strings"

	"github.com/openephr/ephr-go/internal/tape"
)

// bundle is what has to be known of a bundle while its entries are judged.
type bundle struct {
	at       int // its node
	kind     string
	nested   bool
	entries  []entry
	byURL    map[string]int32
	byREST   map[literal]int32
	byID     map[literal]int32
	edges    []edge
	cursor   int // the entry in which the cursor is, or -1
	ahead    int // the entry that comes next
	document bool
}

type entry struct {
	node, full, resource int // nodes; full and resource may be -1
	typ, id, url         string
	rest                 literal // what a RESTful fullUrl says
	isREST               bool
}

// edge is a reference from one entry to another.
type edge struct{ from, to, node int32 }

// open reads the entries of a bundle.
func (c *checker) open(i int) *bundle {
	b := &bundle{at: i, kind: c.String(i, "type"), nested: c.in != nil, cursor: -1,
		byURL: map[string]int32{}, byREST: map[literal]int32{}, byID: map[literal]int32{}}
	b.document = b.kind == "document"
	list := c.Get(i, "entry")
	if list < 0 || c.Nodes[list].Kind != tape.Array {
		return b
	}
	for n := list + 1; n < c.next(list); n = c.next(n) {
		e := entry{node: n, full: c.Get(n, "fullUrl"), resource: c.Get(n, "resource"), url: c.String(n, "fullUrl")}
		if e.resource >= 0 && c.Nodes[e.resource].Kind != tape.Object {
			e.resource = -1
		}
		e.typ, e.id = c.String(e.resource, "resourceType"), c.String(e.resource, "id")
		e.rest, e.isREST = parse(e.url)
		e.isREST = e.isREST && isAbsolute(e.url)
		k := int32(len(b.entries))
		b.entries = append(b.entries, e)
		if e.resource < 0 {
			continue
		}
		put(b.byURL, e.url, k)
		if e.isREST {
			put(b.byREST, e.rest, k)
		}
		if e.id != "" {
			put(b.byID, literal{typ: e.typ, id: e.id}, k)
		}
	}
	return b
}

// put keeps the first of two that have the same name.
func put[K comparable](m map[K]int32, key K, k int32) {
	if _, ok := m[key]; !ok {
		m[key] = k
	}
}

// enter moves the cursor to the entry whose resource is at a node.
func (b *bundle) enter(resource int) {
	for b.ahead < len(b.entries) && b.entries[b.ahead].node < resource {
		if b.entries[b.ahead].resource == resource {
			b.cursor = b.ahead
		}
		b.ahead++
	}
}

// find is the entry that a reference means, or -1. full says that its fullUrl says so.
func (b *bundle) find(ref string, l literal, isLiteral bool) (_ int, full bool) {
	plain, _, _ := strings.Cut(ref, "#")
	if isLiteral {
		plain = plain[:len(l.base)+len(l.typ)+1+len(l.id)] // without a version
	}
	if k, ok := b.byURL[plain]; ok && plain != "" {
		return int(k), true
	}
	if !isLiteral || l.base != "" {
		return -1, false
	}
	if b.cursor >= 0 && b.entries[b.cursor].isREST {
		if k, ok := b.byREST[literal{b.entries[b.cursor].rest.base, l.typ, l.id}]; ok {
			return int(k), true
		}
	}
	if k, ok := b.byID[l]; ok {
		return int(k), false
	}
	return -1, false
}

// close judges a bundle whose entries have been judged.
func (c *checker) close(b *bundle) {
	if b.nested {
		c.flaw(b.at, ruleNested)
	}
	c.bundleType(b)
	seen := map[[2]string]bool{}
	ids := map[[3]string]bool{}
	patients, compositions := 0, 0
	for k := range b.entries {
		e := &b.entries[k]
		c.fullURL(b, e)
		version := c.String(c.Get(e.resource, "meta"), "versionId")
		if e.url != "" && b.kind != "history" {
			if key := [2]string{e.url, version}; seen[key] {
				c.flaw(e.full, "bdl-7")
			} else {
				seen[key] = true
			}
		}
		if e.id != "" && b.kind != "history" {
			if key := [3]string{e.typ, e.id, version}; ids[key] {
				c.flaw(e.node, ruleDuplicate)
			} else {
				ids[key] = true
			}
		}
		if e.resource < 0 && (b.document || b.kind == "collection") {
			c.flaw(e.node, ruleNoResource)
		} else if e.resource < 0 && !c.any(e.node, "request") && !c.any(e.node, "response") {
			c.flaw(e.node, "bdl-5")
		}
		switch e.typ {
		case "Patient":
			if patients++; patients > 1 && b.document {
				c.flaw(e.resource, rulePatients)
			}
		case "Composition":
			if compositions++; k > 0 && b.document {
				c.flaw(e.resource, "bdl-ips-1")
			}
		}
	}
	if b.document {
		c.document(b, patients)
	} else if len(b.entries) > 0 && b.entries[0].typ == "Composition" {
		c.flaw(max(c.Get(b.at, "type"), b.at), ruleIPSBundle)
	} else if !b.nested {
		c.flaw(max(c.Get(b.at, "type"), b.at), ruleDocument)
	}
	if !b.nested {
		c.cycles(b)
	}
}

// bundleType judges what may stand in a bundle of its type.
func (c *checker) bundleType(b *bundle) {
	if t := c.Get(b.at, "total"); t >= 0 && b.kind != "searchset" && b.kind != "history" {
		c.flaw(t, "bdl-1")
	}
	asks := b.kind == "batch" || b.kind == "transaction" || b.kind == "history"
	answers := b.kind == "batch-response" || b.kind == "transaction-response" || b.kind == "history"
	for k := range b.entries {
		e := &b.entries[k]
		if s := c.Get(e.node, "search"); s >= 0 && b.kind != "searchset" {
			c.flaw(s, "bdl-2")
		}
		if r := c.Get(e.node, "request"); r >= 0 != asks {
			c.flaw(max(r, e.node), "bdl-3")
		}
		if r := c.Get(e.node, "response"); r >= 0 != answers {
			c.flaw(max(r, e.node), "bdl-4")
		}
	}
	if b.kind == "message" && (len(b.entries) == 0 || b.entries[0].typ != "MessageHeader") {
		c.flaw(b.at, "bdl-12")
	}
}

// fullURL judges the name of an entry.
func (c *checker) fullURL(b *bundle, e *entry) {
	if e.full < 0 {
		if e.resource >= 0 && (b.document || b.kind == "message") {
			c.missing(e.node, ruleFullURL, "fullUrl")
		}
		return
	}
	if e.url == "" {
		return
	}
	switch {
	case strings.Contains(e.url, "/_history/"):
		c.flaw(e.full, "bdl-8")
	case !isAbsolute(e.url):
		c.flaw(e.full, ruleFullURL)
	case e.isREST && e.resource >= 0 && (e.rest.typ != e.typ || e.id != "" && e.rest.id != e.id):
		c.flaw(e.full, ruleFullURL)
	}
}

// document judges a document as a whole.
func (c *checker) document(b *bundle, patients int) {
	if len(b.entries) == 0 {
		c.missing(b.at, "bdl-11", "Composition")
	} else if b.entries[0].typ != "Composition" {
		c.missing(b.entries[0].node, "bdl-11", "Composition")
	}
	if id := c.Get(b.at, "identifier"); !c.any(id, "system") || !c.any(id, "value") {
		c.missing(max(id, b.at), "bdl-9", "identifier")
	}
	if c.String(b.at, "timestamp") == "" {
		c.missing(b.at, "bdl-10", "timestamp")
	}
	if patients == 0 {
		c.missing(b.at, ruleIPSBundle, "Patient")
	}
	if len(b.entries) > 0 && b.entries[0].typ == "Composition" {
		c.reach(b)
		c.otherPatients(b)
		c.summary(b)
	}
}

// otherPatients finds resources that are about another Patient than the Composition.
func (c *checker) otherPatients(b *bundle) {
	about := b.subject(c, b.entries[0].resource)
	if about < 0 || b.entries[about].typ != "Patient" {
		return
	}
	for k := 1; k < len(b.entries); k++ {
		if s := b.subject(c, b.entries[k].resource); s >= 0 && s != about && b.entries[s].typ == "Patient" {
			c.flaw(b.entries[k].resource, ruleOther)
		}
	}
}

// subject is the entry of the Patient that a resource is about, or -1.
func (b *bundle) subject(c *checker, resource int) int {
	s := c.Get(resource, "subject")
	if s < 0 {
		s = c.Get(resource, "patient")
	}
	ref := c.String(s, "reference")
	if ref == "" {
		return -1
	}
	l, ok := parse(ref)
	e, _ := b.find(ref, l, ok)
	return e
}

// reach finds the entries that are not connected with the Composition.
func (c *checker) reach(b *bundle) {
	start := b.byFrom()
	seen := make([]bool, len(b.entries))
	seen[0] = true
	todo := []int32{0}
	for len(todo) > 0 {
		from := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, e := range b.edges[start[from]:start[from+1]] {
			if !seen[e.to] {
				seen[e.to] = true
				todo = append(todo, e.to)
			}
		}
	}
	for k := range b.entries {
		if seen[k] || b.entries[k].resource < 0 {
			continue
		}
		near := false // what speaks of something reached is connected, as Provenance is
		for _, e := range b.edges[start[k]:start[k+1]] {
			near = near || seen[e.to]
		}
		if !near {
			c.flaw(b.entries[k].node, ruleUnreachable)
		}
	}
}

// byFrom sorts the edges by the entry from which they lead, and says where each
// entry's begin.
func (b *bundle) byFrom() []int32 {
	start := make([]int32, len(b.entries)+2)
	for _, e := range b.edges {
		start[e.from+2]++
	}
	for k := 2; k < len(start); k++ {
		start[k] += start[k-1]
	}
	sorted := make([]edge, len(b.edges))
	for _, e := range b.edges {
		sorted[start[e.from+1]] = e
		start[e.from+1]++
	}
	b.edges = sorted
	return start
}

// cycles finds resources that are a part of themselves, by way of others or directly.
func (c *checker) cycles(b *bundle) {
	part := make([]int32, len(b.entries)) // of an entry its first partOf
	for k := range b.entries {
		part[k] = -1
		p := c.Get(b.entries[k].resource, "partOf")
		if p >= 0 && c.Nodes[p].Kind == tape.Array && c.next(p) > p+1 {
			p++
		}
		if ref := c.String(p, "reference"); ref != "" {
			l, ok := parse(ref)
			e, _ := b.find(ref, l, ok)
			part[k] = int32(e)
		}
	}
	state := make([]int32, len(b.entries)) // in which walk an entry was met
	for k := range part {
		walk, at := int32(k)+1, int32(k)
		for at >= 0 && state[at] == 0 {
			state[at] = walk
			at = part[at]
		}
		if at >= 0 && state[at] == walk {
			c.flaw(b.entries[at].resource, ruleCycle)
		}
	}
}
