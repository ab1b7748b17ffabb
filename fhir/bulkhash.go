package fhir

import (
	"cmp"
	"hash/maphash"
)

// bulkKey stands for a name or a text. It is 128 bits under a random seed: what
// somebody has made up so that two names collide does not.
type bulkKey [2]uint64

func (k bulkKey) compare(o bulkKey) int {
	return cmp.Or(cmp.Compare(k[0], o[0]), cmp.Compare(k[1], o[1]))
}

type bulkHash [2]maphash.Seed

func newBulkHash() bulkHash { return bulkHash{maphash.MakeSeed(), maphash.MakeSeed()} }

// of is the key of a text that is given in parts.
func (h *bulkHash) of(parts ...string) (k bulkKey) {
	for i := range h {
		if len(parts) == 1 {
			k[i] = maphash.String(h[i], parts[0])
			continue
		}
		var m maphash.Hash
		m.SetSeed(h[i])
		for _, p := range parts {
			_, _ = m.WriteString(p)
		}
		k[i] = m.Sum64()
	}
	return k
}

func (h *bulkHash) ofBytes(text []byte) (k bulkKey) {
	for i := range h {
		k[i] = maphash.Bytes(h[i], text)
	}
	return k
}
