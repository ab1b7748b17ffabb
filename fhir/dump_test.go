package fhir_test

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

var dump = flag.String("dump", "", "temporary")

func TestGeneratedDump(t *testing.T) {
	if *dump == "" {
		t.Skip()
	}
	g := ephrtest.New(7)
	for i := range 500 {
		eachExport(t, g.Record(), func(kind fhir.Kind, tiers string, out []byte) {
			os.WriteFile(filepath.Join(*dump, kind.String()+"-"+tiers+"-"+strconv.Itoa(i)+".json"), out, 0o644)
		})
	}
}
