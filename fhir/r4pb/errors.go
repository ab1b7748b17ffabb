package r4pb

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Problem is one thing that google/fhir refuses. It holds no value.
type Problem struct {
	// Path is the element: in FHIR's names where JSON was read, in those of the
	// messages where one was written. It is empty where google/fhir names none.
	Path string
	// What is wrong with it.
	What string
}

func (p Problem) String() string {
	if p.Path == "" {
		return p.What
	}
	return p.Path + ": " + p.What
}

// UnmarshalError says what google/fhir's unmarshaller refuses of an export.
type UnmarshalError struct {
	// Problems are sorted by path; google/fhir gives them in random order.
	Problems []Problem
}

func (e *UnmarshalError) Error() string {
	switch len(e.Problems) {
	case 0:
		return "r4pb: google/fhir refuses the export"
	case 1:
		return "r4pb: google/fhir refuses the export: " + e.Problems[0].String()
	}
	return "r4pb: google/fhir refuses the export in " + strconv.Itoa(len(e.Problems)) + " places, the first is " + e.Problems[0].String()
}

// MarshalError says what google/fhir's marshaller cannot write of a message.
type MarshalError struct {
	Problem Problem
}

func (e *MarshalError) Error() string {
	return "r4pb: google/fhir cannot write the message: " + e.Problem.String()
}

const (
	whatPanic = "it panics"
	whatOther = "not as FHIR R4 has it"
	whatEmpty = "there is no resource in it"
)

// lazy compiles a pattern when it is first used: programs without errors pay nothing.
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// What google/fhir says is repeated where it is one of these, none of which
// holds anything that was read. Its texts for characters and reference types do.
var (
	said = lazy(`^(unknown field|code type mismatch|expected [A-Za-z0-9 -]+|invalid JSON|` +
		`invalid (extension )?field|invalid resource type|unknown resource type|invalid reference|unexpected reference|` +
		`array length mismatch, expected \d+, found \d+|cannot accept multiple values for [a-z_]+ field|` +
		`missing required field "[A-Za-z]+"|string exceeds maximum size of 1 MB|(invalid )?non-negative integer[A-Za-z0-9., ]*|` +
		`invalid (positive integer|time|[Oo]id|[Ii]d|[Uu]uid|[Cc]ode|[Uu]ri|[Uu]rl|[Cc]anonical)( format)?)$`)
	inString    = lazy(`^string contains invalid characters: `)
	inReference = lazy(`^invalid reference to a `)
	path        = lazy(`^[A-Z][A-Za-z]*(\.[A-Za-z_]+(\[\d+\])?)*$`)
	// level is what the marshaller says before it says what is wrong inside of a field.
	level = lazy(`^marshalMessageToMap (?:optional|repeated) field ([a-z0-9_]+): $|^marshalRepeatedFieldValue [A-Za-z0-9]+(\[\d+\]): $`)
)

func unmarshalError(err error) error {
	e := &UnmarshalError{}
	for line := range strings.Lines(err.Error()) {
		e.Problems = append(e.Problems, problemOf(strings.TrimSuffix(line, "\n")))
	}
	slices.SortFunc(e.Problems, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.What, b.What))
	})
	e.Problems = slices.Compact(e.Problems)
	return e
}

// problemOf reads one line of google/fhir's: error at "PATH": WHAT. The types of
// its errors are internal.
func problemOf(line string) (p Problem) {
	if rest, ok := strings.CutPrefix(line, "error at "); ok {
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			p.Path, _ = strconv.Unquote(quoted)
			line = strings.TrimPrefix(rest[len(quoted):], ": ")
		}
	}
	switch {
	case said().MatchString(line):
		p.What = line
	case inString().MatchString(line):
		p.What = "string contains invalid characters"
	case inReference().MatchString(line):
		p.What = "reference to a resource of another type"
	default:
		p.What = whatOther
	}
	if p.What == "unknown resource type" { // whose name ends the path
		p.Path = p.Path[:max(strings.LastIndexByte(p.Path, '.'), 0)]
	}
	if !path().MatchString(p.Path) {
		p.Path = ""
	}
	return p
}

// marshalError follows the marshaller's way to what it could not write.
func marshalError(name string, err error) error {
	at := name
	for inner := errors.Unwrap(err); inner != nil; err, inner = inner, errors.Unwrap(inner) {
		if m := level().FindStringSubmatch(strings.TrimSuffix(err.Error(), inner.Error())); m != nil {
			if m[1] != "" {
				at += "." + m[1]
			}
			at += m[2]
		}
	}
	return &MarshalError{Problem{at, whatOther}}
}
