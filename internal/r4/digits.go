package r4

// The check digits of SNOMED CT and LOINC. Sources: SNOMED CT Release File
// Specification, "Check-digit" (Verhoeff's dihedral scheme); LOINC Users' Guide,
// "LOINC code" (modulus 10).

// dihedral is the product in the dihedral group of order 10, permuted what
// Verhoeff's permutation makes of a digit at each place.
var (
	dihedral = [10]string{
		"0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
		"5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
	}
	permuted = [8]string{
		"0123456789", "1576283094", "5803796142", "8916043527",
		"9453126870", "4286573901", "2793806415", "7046913258",
	}
)

// isSNOMED reports whether a code of SNOMED CT can be one: the identifier of a
// concept with the right check digit, or an expression.
func isSNOMED(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return isExpression(s)
		}
	}
	if len(s) < 6 || len(s) > 18 {
		return false
	}
	c := byte('0')
	for i := 0; i < len(s); i++ {
		c = dihedral[c-'0'][permuted[i%8][s[len(s)-1-i]-'0']-'0']
	}
	// The two digits before the last say what is identified: 00 and 10 are concepts.
	kind := s[len(s)-3 : len(s)-1]
	return c == '0' && (kind == "00" || kind == "10")
}

// isExpression reports whether a text has a run of digits that could be a concept.
func isExpression(s string) bool {
	run := 0
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			run = 0
		} else if run++; run == 6 {
			return true
		}
	}
	return false
}

// isLOINC reports whether a code of LOINC has its form and check digit. Codes of
// parts, answers, lists and groups begin with letters and have none that is checked here.
func isLOINC(s string) bool {
	if s == "" {
		return false
	}
	if !digit(s[0]) {
		return len(s) > 2 && s[0] >= 'A' && s[0] <= 'Z' && digit(s[len(s)-1])
	}
	dash := len(s) - 2
	if dash < 1 || dash > 7 || s[dash] != '-' || !digit(s[dash+1]) {
		return false
	}
	sum := 0
	for i := 0; i < dash; i++ {
		if !digit(s[i]) {
			return false
		}
		d := int(s[i] - '0')
		if (dash-i)%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return (10-sum%10)%10 == int(s[dash+1]-'0')
}
