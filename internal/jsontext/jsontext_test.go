package jsontext

import (
	"math/rand/v2"
	"testing"
)

func TestPlainEndIsTheFirstByteThatIsNotPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		b := make([]byte, r.IntN(40))
		for i := range b {
			b[i] = byte(' ' + r.IntN(95))
			if r.IntN(12) == 0 {
				b[i] = byte(r.IntN(256))
			}
		}
		s, from := string(b), r.IntN(len(b)+1)
		want := from
		for want < len(s) && Plain[s[want]] {
			want++
		}
		if got := PlainEnd(s, from); got != want {
			t.Fatalf("%q from %d: got %d, want %d", s, from, got, want)
		}
	}
}
