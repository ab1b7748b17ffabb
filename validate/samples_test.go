package validate_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

// samples are the records that the repository shows as examples.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "testdata", "records", "valid", "*.json"))
	if err != nil || len(files) == 0 {
		t.Skip("no samples")
	}
	out := map[string][]byte{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = data
	}
	return out
}

func TestSamplesHaveNoErrorsAndNoWarnings(t *testing.T) {
	for name, data := range samples(t) {
		findings, rec := validate.Bytes(data)
		if rec == nil {
			t.Errorf("%s cannot be read", name)
		}
		for _, f := range findings {
			if f.Severity > validate.Info {
				t.Errorf("%s:%s", name, f)
			}
		}
	}
}

// compacted are the samples as single lines.
func compacted(t testing.TB) (out [][]byte) {
	for _, data := range samples(t) {
		rec, err := ephr.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, encode(t, rec))
	}
	return out
}
