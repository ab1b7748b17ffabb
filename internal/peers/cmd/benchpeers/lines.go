package main

import (
	"fmt"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

// line is one comparison.
type line struct {
	id     string
	goal   float64
	cases  []string // what its value is made of
	beside []string // what its remarks are made of
	value  func(d *driver) (float64, bool)
	remark func(d *driver) []string
}

// lines are the comparisons in the order of the README. Where a goal comes
// from: performance.md, as corrected by the issues.
var lines = []line{
	versus("export-vs-google-dateonly", "google/export-dateonly", "ours/export-dateonly", 40).
		also([]string{"google/export", "ours/export"}, func(d *driver) []string {
			return []string{fmt.Sprintf("export-vs-google with time zones %.2f (goal of performance.md: 60)", d.ratio("google/export", "ours/export"))}
		}),
	versus("export-vs-samply", "samply/export", "ours/export", 10),
	versus("export-vs-jsonv2any", "jsonv2/export", "ours/export", 3).
		also([]string{"ours/export-nil", "ours/export-default"}, func(d *driver) []string {
			return []string{fmt.Sprintf("with fhir.Append(nil, ...) in place of an Exporter and a buffer of the right size %.2f", d.ratio("jsonv2/export", "ours/export-nil"))}
		}),
	floor(),
	versus("bytes-to-fhir-vs-google", "google/export", "ours/bytes-to-fhir", 50).
		also([]string{"google/export-dateonly", "ours/bytes-reused"}, func(d *driver) []string {
			return []string{fmt.Sprintf("bytes-to-fhir against google's date-only document %.2f; into a reused buffer, with time zones, %.2f",
				d.ratio("google/export-dateonly", "ours/bytes-to-fhir"), d.ratio("google/export", "ours/bytes-reused"))}
		}),
	reading("import-vs-google", "google/import", 1, 60),
	reading("import-vs-samply", "samply/import", 1, 10),
	reading("import-vs-scan", "jsonv2/scan", 5, 1),
	versus("decode-vs-encodingjson", "std/decode", "ours/decode", 4),
	versus("decode-vs-goccy", "goccy/decode", "ours/decode", 1),
	versus("decode-vs-sonic", "sonic/decode", "ours/decode", 1).
		also([]string{"sonic/decode-fastest"}, func(d *driver) []string {
			return []string{fmt.Sprintf("decode-vs-sonic is against ConfigStd; against ConfigFastest %.2f", d.ratio("sonic/decode-fastest", "ours/decode"))}
		}),
	versus("encode-vs-encodingjson", "std/encode", "ours/encode", 2).
		also([]string{"goccy/encode", "sonic/encode", "sonic/encode-fastest"}, func(d *driver) []string {
			return []string{fmt.Sprintf("encode allocs %.0f", d.measured["ours/encode"].allocs)}
		}),
	versus("validate-vs-jsonschema5", "jsonschema5/validate", "ours/validate", 60),
	versus("verdict-vs-jsonschema5", "jsonschema5/verdict", "ours/verdict", 15),
	versus("verdict-vs-ajv", "ajv/verdict", "ours/verdict", 1.5),
	limit("icd-valid-ns", "ours/icd-valid", 8),
	limit("icd-title-ns", "ours/icd-title", 10),
	limit("icd-ancestors-ns", "ours/icd-ancestors", 25),
	versus("icd-vs-map", "std/icd", "ours/icd-valid", 1.7),
	startup(),
}

// ratio is a peer's time over ours.
func (d *driver) ratio(peer, ours string) float64 {
	return d.measured[peer].min() / d.measured[ours].min()
}

func (d *driver) has(cases ...string) bool {
	for _, c := range cases {
		if d.measured[c] == nil {
			return false
		}
	}
	return true
}

func versus(id, peer, ours string, goal float64) line {
	return line{id: id, goal: goal, cases: []string{peer, ours}, value: func(d *driver) (float64, bool) {
		if !d.has(peer, ours) {
			return 0, false
		}
		return d.ratio(peer, ours), true
	}}
}

// limit compares with a number of nanoseconds.
func limit(id, ours string, ns float64) line {
	return line{id: id, goal: 1, cases: []string{ours}, value: func(d *driver) (float64, bool) {
		return ns / d.measured[ours].min(), true
	}, remark: func(d *driver) []string {
		return []string{fmt.Sprintf("%s: %.2f ns, limit %g", id, d.measured[ours].min(), ns)}
	}}
}

// floor compares the export into a reused buffer with appending the finished
// bytes in pieces of 16; at most five times as long is the goal.
func floor() line {
	const times, peer, ours = 5, "std/floor", "ours/export-reused"
	return line{id: "export-floor", goal: 1, cases: []string{peer, ours}, value: func(d *driver) (float64, bool) {
		return times * d.ratio(peer, ours), true
	}, remark: func(d *driver) []string {
		return []string{fmt.Sprintf("export-floor times %.2f, limit %d; allocs %.0f", 1/d.ratio(peer, ours), times, d.measured[ours].allocs)}
	}}
}

// reading compares the import of the sample's collection with a peer, which may
// be given several times its time, and beside it that of what others wrote.
func reading(id, peer string, times, goal float64) line {
	const ours = "ours/import"
	sets := []string{"-" + harness.Foreign, "-" + harness.Examples}
	l := line{id: id, goal: goal, cases: []string{peer, ours}, value: func(d *driver) (float64, bool) {
		return times * d.ratio(peer, ours), true
	}, remark: func(d *driver) []string {
		out := make([]string, 0, len(sets))
		for i, what := range []string{"a foreign document", fmt.Sprintf("%d examples of others", d.examples)} {
			if d.has(peer+sets[i], ours+sets[i]) {
				out = append(out, fmt.Sprintf("%s of %s %.2f", id, what, times*d.ratio(peer+sets[i], ours+sets[i])))
			}
		}
		if times != 1 {
			out = append(out, fmt.Sprintf("%s times %.2f, limit %g", id, 1/d.ratio(peer, ours), times))
		}
		return out
	}}
	for _, set := range sets {
		l.beside = append(l.beside, peer+set, ours+set)
	}
	return l
}

// startup is what the SDK adds to the CPU time of a program that does nothing, against 1 ms.
func startup() line {
	const hello, sdk = "start/hello", "start/sdk"
	added := func(d *driver) float64 { return (d.measured[sdk].min() - d.measured[hello].min()) / 1e6 }
	return line{id: "startup-ms", goal: 1, cases: []string{hello, sdk}, value: func(d *driver) (float64, bool) {
		return 1 / max(added(d), 0.01), true
	}, remark: func(d *driver) []string {
		return []string{fmt.Sprintf("startup-ms: %.3f ms more CPU time than a program that does nothing, limit 1; minima of %d starts; %.1f MB more program",
			added(d), len(d.measured[sdk].ns), d.megabytes("sdk")-d.megabytes("hello"))}
	}}
}

func (l line) also(beside []string, remark func(d *driver) []string) line {
	l.beside, l.remark = beside, remark
	return l
}
