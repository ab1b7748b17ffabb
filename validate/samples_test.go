package validate_test

import (
	"path/filepath"
	"testing"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/validate"
)

// samples are the records that the repository shows as examples.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name, data := range recordsIn(t, validDir) {
		out[name+".json"] = data
	}
	if len(out) == 0 {
		t.Skip("no samples")
	}
	return out
}

// TestSamplesHaveNoErrorsAndNoWarnings wants what is worth knowing of a sample in the file NAME.findings beside
// it, and nothing where there is no such file.
func TestSamplesHaveNoErrorsAndNoWarnings(t *testing.T) {
	for name, data := range recordsIn(t, validDir) {
		findings, rec := validate.Bytes(data)
		if rec == nil {
			t.Errorf("%s cannot be read", name)
		}
		var infos []validate.Finding
		for _, f := range findings {
			if f.Severity > validate.Info {
				t.Errorf("%s:%s", name, f)
			} else {
				infos = append(infos, f)
			}
		}
		compareFindings(t, filepath.Join(validDir, name), listing(t, infos))
	}
}

// compacted are the samples in which nothing is found, as single lines.
func compacted(t testing.TB) (out [][]byte) {
	for _, data := range samples(t) {
		if findings, _ := validate.Bytes(data); len(findings) > 0 {
			continue
		}
		rec, err := ephr.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, encode(t, rec))
	}
	return out
}
