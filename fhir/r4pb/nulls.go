package r4pb

// withoutNulls is the JSON text with an empty object in the place of each null
// that is an element of an array. FHIR pads the arrays of primitives with null
// where an element has a value and no extension, or the other way round.
//
// google/fhir decodes such an array into json.RawMessage by json-iterator, whose
// versions 1.1.11 and 1.1.12 leave nothing of a null, so that the array is
// refused ("expected string"); with 1.1.10 it is still refused for dates. A
// module cannot hold its importers at 1.1.10. An empty object is read as an
// element that has no value by every version, and for every type.
func withoutNulls(text []byte) []byte {
	out := make([]byte, 0, len(text))
	element := false // the next value is an element of an array
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case ' ', '\t', '\n', '\r':
		case '[', ',': // behind the comma of an object stands a name, which is no null
			element = true
		case '"':
			from := i
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			out = append(out, text[from:min(i, len(text))]...)
			if i >= len(text) {
				return out
			}
			element = false
		case 'n':
			if element && len(text)-i >= len("null") {
				out = append(out, "{}"...)
				i += len("null") - 1
				element = false
				continue
			}
			element = false
		default:
			element = false
		}
		out = append(out, text[i])
	}
	return out
}
