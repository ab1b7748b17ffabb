package validate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/openephr/ephr-go/ephr"
)

// Severity says what a finding means for the record.
type Severity uint8

// The severities, in rising order.
const (
	Info    Severity = iota + 1 // worth knowing
	Warning                     // somebody should look at it
	Error                       // the record is wrong
)

// String is info, warning or error.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return "unknown"
}

// MarshalText is info, warning or error.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is one thing that is wrong with a record.
type Finding struct {
	// Rule is the id of the rule that was broken; [Lookup] explains it.
	Rule string
	// Severity is the rule's severity.
	Severity Severity
	// Pointer is the place in the record.
	Pointer ephr.Pointer
	// Line and Column are the place in the document, counted from 1, columns in
	// code points; 0 where a record in memory was looked at.
	Line, Column int
	// Offset is the place in the document in bytes; -1 where a record in memory was looked at.
	Offset int64
	// Message says what is wrong and what to do. It holds nothing of the record.
	Message string
	// Value is the value at the place as JSON, if [WithValues] asked for it and
	// it is a string, a number, true or false.
	Value string
}

// String is the finding in one line, without its value.
func (f Finding) String() string {
	var b strings.Builder
	if f.Line > 0 {
		b.WriteString(strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column) + ": ")
	}
	if f.Pointer != "" {
		b.WriteString(string(f.Pointer) + ": ")
	}
	b.WriteString(f.Severity.String() + ": " + f.Message + " [" + f.Rule + "]")
	return b.String()
}

// Worst is the highest severity among findings; 0 where there are none.
func Worst(findings []Finding) Severity {
	var worst Severity
	for i := range findings {
		worst = max(worst, findings[i].Severity)
	}
	return worst
}

// order sorts findings by their place in the document, or in the record as it
// would be written, and those of one place by rule.
func order(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		c := cmp.Compare(a.Offset, b.Offset)
		if c == 0 {
			c = comparePointers(a.Pointer, b.Pointer)
		}
		if c == 0 {
			c = cmp.Compare(a.Rule, b.Rule)
		}
		return c
	})
}

// comparePointers orders pointers as the encoder writes what they point to.
func comparePointers(a, b ephr.Pointer) int {
	x, y := slices.Collect(a.Tokens()), slices.Collect(b.Tokens())
	object := "Record"
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			if j, err := strconv.Atoi(x[i]); err == nil {
				if k, err := strconv.Atoi(y[i]); err == nil {
					return cmp.Compare(j, k)
				}
			}
			j, k := memberIndex(object, x[i]), memberIndex(object, y[i])
			return cmp.Or(cmp.Compare(j, k), cmp.Compare(x[i], y[i]))
		}
		for f := range ephr.Fields(object) {
			if f.Name == x[i] {
				object = f.Object
				break
			}
		}
	}
	return cmp.Compare(len(x), len(y))
}

// memberIndex is the place of a member in its object; the last where the object does not have it.
func memberIndex(object, member string) int {
	i := 0
	for f := range ephr.Fields(object) {
		if f.Name == member {
			break
		}
		i++
	}
	return i
}
