package jsontext

// Compact takes the white space between the tokens out of valid JSON. It
// returns s itself where there is none.
func Compact(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			i = quoteEnd(s, i+1)
		case c <= ' ':
			return squeeze(s, i)
		}
	}
	return s
}

// quoteEnd is the place of the quote that closes the string that starts at i.
func quoteEnd(s string, i int) int {
	for i = PlainEnd(s, i); i < len(s) && s[i] != '"'; i = PlainEnd(s, i) {
		if s[i] == '\\' {
			i++
		}
		i++
	}
	return i
}

func squeeze(s string, i int) string {
	b := append(make([]byte, 0, len(s)), s[:i]...)
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			end := min(quoteEnd(s, i+1)+1, len(s))
			b = append(b, s[i:end]...)
			i = end - 1
		case c > ' ':
			b = append(b, c)
		}
	}
	return string(b)
}
