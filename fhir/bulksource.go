package fhir

import (
	"iter"
	"slices"
	"strings"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/internal/jsontext"
	"github.com/openephr/ephr-go/internal/tape"
)

// bulkResource is a resource as it is written to a file of its type.
type bulkResource struct {
	typ, id string
	text    []byte
}

// sourceResources are the resources of the bundle that was just written of a
// record that has a source. No bundle tells their fullUrls: what is known by one
// alone gets its UUID as an id, and who refers to a fullUrl refers to Type/id.
func (x *Exporter) sourceResources(bundle []byte) iter.Seq[bulkResource] {
	return func(yield func(bulkResource) bool) {
		names := map[string]string{}
		for i := range x.rec.Source {
			for j := range x.rec.Source[i].Resources {
				s := &x.rec.Source[i].Resources[j]
				if id := bulkID(s); s.FullURL != "" && id != "" {
					names[s.FullURL] = s.Type + "/" + id
				}
			}
		}
		doc, err := tape.Parse(string(bundle), nil)
		if err != nil { // never: it was just written
			return
		}
		for entry := range (el{&document{Doc: doc}, doc.Get(0, "entry")}).each() {
			r := entry.get("resource")
			out := bulkResource{typ: r.str("resourceType"), id: r.str("id")}
			out.text = appendRenamed(nil, &doc, r.i, names)
			if id, derived := strings.CutPrefix(entry.str("fullUrl"), "urn:uuid:"); out.id == "" && derived && ephr.UUID(id).Valid() && r.get("id").i < 0 {
				out.id = id
				out.text = slices.Insert(out.text, 1, []byte(`"id":"`+id+`",`)...)
			}
			if !yield(out) {
				return
			}
		}
	}
}

// bulkID is the id by which others can refer to a foreign resource, "" where it has none.
func bulkID(s *ephr.SourceResource) string {
	if id, derived := strings.CutPrefix(s.FullURL, "urn:uuid:"); s.ID == "" && derived && ephr.UUID(id).Valid() {
		return id
	}
	return s.ID
}

// appendRenamed appends a resource with other references where names has them.
func appendRenamed(dst []byte, d *tape.Doc, resource int, names map[string]string) []byte {
	at := d.Nodes[resource].From
	for i := resource; i < int(d.Nodes[resource].End); i++ {
		n := &d.Nodes[i]
		if n.Key != "reference" || n.Kind != tape.String {
			continue
		}
		if name, ok := names[n.Text]; ok {
			dst = append(dst, d.Text[at:n.From]...)
			dst = jsontext.AppendString(dst, name)
			at = n.To
		}
	}
	return append(dst, d.Text[at:d.Nodes[resource].To]...)
}
