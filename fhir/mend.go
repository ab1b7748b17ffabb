package fhir

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/ephr"
)

// mend takes out of the record what it must not hold: FHIR lets senders write
// what the record's form does not allow, such as blanks around a code. Nothing is
// lost: what is not in the record stays in its source.
func (im *importer) mend() {
	if im.rec.Check() == nil {
		return
	}
	for range 100 {
		text, err := im.rec.Append(nil)
		if err != nil {
			break
		}
		rec, faults := ephr.Inspect(text)
		if len(faults) == 0 {
			im.rec = rec
			return
		}
		var tree any
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if d.Decode(&tree) != nil {
			break
		}
		gone := ""
		for i := len(faults) - 1; i >= 0; i-- { // from behind, so that indexes stay
			p := string(faults[i].Pointer)
			if faults[i].Code == ephr.FaultMissing { // an object without it is none
				p = p[:strings.LastIndexByte(p, '/')]
			}
			if gone != "" && (p == gone || strings.HasPrefix(p, gone+"/")) {
				continue // it went with what it stood in
			}
			tree, gone = without(tree, strings.Split(p, "/")[1:]), p
		}
		text, err = json.Marshal(tree)
		if err != nil {
			break
		}
		if rec, _ = ephr.Inspect(text); rec == nil {
			break
		}
		im.rec = rec
	}
	if im.rec.Check() != nil { // not to be mended: all of it stays in the source
		im.rec = &ephr.Record{SchemaVersion: ephr.CurrentVersion, ID: im.rec.ID}
		for _, i := range im.active {
			im.entries[i].known = false
		}
	}
}

// without is the value without what stands at the path; an object or array of
// which nothing is left goes too.
func without(v any, path []string) any {
	if len(path) == 0 || path[0] == "" {
		return nil
	}
	name := strings.ReplaceAll(strings.ReplaceAll(path[0], "~1", "/"), "~0", "~")
	switch v := v.(type) {
	case map[string]any:
		child, ok := v[name]
		if !ok {
			return v
		}
		if len(path) > 1 {
			child = without(child, path[1:])
		} else {
			child = nil
		}
		if child == nil {
			delete(v, name)
		} else {
			v[name] = child
		}
		if len(v) == 0 {
			return nil
		}
		return v
	case []any:
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(v) {
			return v
		}
		var child any
		if len(path) > 1 {
			child = without(v[i], path[1:])
		}
		if child == nil {
			v = append(v[:i:i], v[i+1:]...)
		} else {
			v[i] = child
		}
		if len(v) == 0 {
			return nil
		}
		return v
	}
	return v
}
