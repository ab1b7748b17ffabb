package main

import (
	"slices"
	"strings"

	"github.com/openephr/ephr-go/codes"
)

// matches reports whether a resource of an export is of the profile's kind, by
// what tells kinds apart: type, fixed codes, the code's items or list, and
// what is required.
func (g *profiler) matches(p *profile, r map[string]any) bool {
	if r["resourceType"] != g.types[p.base] {
		return false
	}
	for _, f := range p.fixed {
		if !hasCode(r[f.path], f.system, f.code) {
			return false
		}
	}
	for path := range strings.FieldsSeq(p.required) {
		if !has(r, path) {
			return false
		}
	}
	if items, err := g.codings(p); err != nil || len(items) > 0 && !slices.ContainsFunc(items, func(c coding) bool {
		return hasCode(r["code"], c.System, c.Code)
	}) {
		return false
	}
	if l, ok := codes.LookupList(p.list); ok && p.at == "" && !hasCode(r["code"], string(l.System()), "") {
		return false
	}
	return true
}

// has reports whether a resource has the element, or says why it has not.
func has(r map[string]any, path string) bool {
	path, rest, deeper := strings.Cut(path, ".")
	if deeper {
		child, ok := r[path].(map[string]any)
		return ok && has(child, rest)
	}
	stem, choice := strings.CutSuffix(path, "[x]")
	for name := range r {
		name = strings.TrimPrefix(name, "_")
		if name == path || choice && strings.HasPrefix(name, stem) {
			return true
		}
	}
	return false
}

// hasCode reports whether a code, a Coding, a CodeableConcept or one of several
// has the code; any code of the system where code is empty.
func hasCode(v any, system, code string) bool {
	switch v := v.(type) {
	case string:
		return v == code
	case []any:
		return slices.ContainsFunc(v, func(v any) bool { return hasCode(v, system, code) })
	case map[string]any:
		if c, ok := v["coding"]; ok {
			return hasCode(c, system, code)
		}
		return v["system"] == system && (code == "" || v["code"] == code)
	}
	return false
}

// profileOf is the profile to which a resource of an export belongs, or nil. Of
// those that match it is the first: in the table, narrower ones stand first.
func (g *profiler) profileOf(r map[string]any) *profile {
	for i := range profiles {
		if g.matches(&profiles[i], r) {
			return &profiles[i]
		}
	}
	return nil
}
