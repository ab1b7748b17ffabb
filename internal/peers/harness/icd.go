package harness

import "github.com/openephr/ephr-go/icd"

// Spellings are the listed codes and blocks of ICD-10, and 1,024 of the codes of four
// characters, spread over the book, in an order that repeats nothing.
func Spellings() (all, asked []string) {
	var codes []string
	for i := range icd.All() {
		all = append(all, i.Code)
	}
	for c := range icd.Codes() {
		if !c.Parent().IsZero() {
			codes = append(codes, c.String())
		}
	}
	asked = make([]string, 1024)
	for i := range asked {
		asked[i] = codes[i*7919%len(codes)]
	}
	return all, asked
}
