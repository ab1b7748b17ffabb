package fieldmap

import (
	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
)

// Generated are random records that have values at every path but those of
// source: many small ones, which are quick to export, then some large ones.
func Generated() (out []*ephr.Record) {
	for i, n := range []int{200, 80, 20} {
		g := ephrtest.New(uint64(5 + i))
		g.Size = i + 1
		for range n {
			out = append(out, g.Record())
		}
	}
	return out
}
