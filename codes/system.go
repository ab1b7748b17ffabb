package codes

// System is the URI of a code system, as FHIR R4 writes it.
type System string

// Canonical is the start of the URIs of the code systems that we publish.
const Canonical = "https://openephr.github.io/ephr-go/"

// codeSystems is the start of the URIs of the lists whose codes are our own.
const codeSystems = Canonical + "CodeSystem/"

// SensitivityOf is the sensitivity group of a code of a published code system:
// "" where the code is known to be ordinary. It reports false where it cannot
// tell, as for a LOINC or SNOMED CT code that no list maps to or a code of a
// system that it does not know; such a code is to be treated with caution.
// Every well-formed ATC code can be told. ICD-10 is the matter of package icd.
func SensitivityOf(system System, code string) (Sensitivity, bool) {
	if system == ATC {
		if !validATC(code) {
			return "", false
		}
		if group := sensitivityByATC(code); group != "" || !aboveSensitiveATC(code) {
			return group, true
		}
		// A group above a medicine says nothing of the sensitive ones in it.
		return "", false
	}
	if len(system) > len(codeSystems) && system[:len(codeSystems)] == codeSystems {
		l := findList(string(system[len(codeSystems):]))
		if l == nil || !l.own {
			return "", false
		}
		i := l.find(code)
		if i < 0 {
			return "", false
		}
		if e := &l.entries[i]; e.Sensitivity != "" || e.Tier <= T2 {
			return e.Sensitivity, true
		}
		return "", false // restricted, and of no group
	}
	return sensitivityByList(system, code)
}

// validATC reports whether code has the form of an ATC code of any of the five levels.
func validATC(code string) bool {
	switch len(code) {
	case 1, 3, 4, 5, 7:
	default:
		return false
	}
	for i := range len(code) {
		c := code[i]
		switch i {
		case 0, 3, 4:
			if c < 'A' || c > 'Z' {
				return false
			}
		default:
			if c < '0' || c > '9' {
				return false
			}
		}
	}
	return true
}
