// Package ephrgo holds the tests of the module as a whole: which package may
// import which, what the README shows, what the exported API is.
package ephrgo

import (
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

const module = "github.com/openephr/ephr-go"

// arrows are the imports that DESIGN.md draws, within the module and to other
// modules. A package that is not named may be imported by tests only.
var arrows = map[string]string{
	"codes":                    "",
	"codes/internal/gen":       "",
	"internal/jsontext":        "",
	"icd":                      "codes",
	"icd/internal/gen":         "",
	"ephr":                     "codes icd internal/jsontext",
	"ephr/schema":              "",
	"ephr/ephrtest":            "codes ephr",
	"validate":                 "codes icd ephr",
	"validate/internal/gen":    "ephr codes icd",
	"internal/tape":            "internal/jsontext",
	"internal/overlay":         "internal/jsontext internal/tape",
	"internal/r4":              "internal/tape",
	"internal/r4/internal/gen": "",
	"fhir":                     "codes icd ephr internal/jsontext internal/tape internal/overlay internal/r4",
	"cmd/ephr":                 "codes icd ephr ephr/schema validate fhir internal/tape github.com/spf13/cobra",
	"internal/gen":             "codes",
	"internal/genig":           "codes icd ephr fhir",
	"internal/fieldmap":        "codes ephr ephr/ephrtest fhir validate",
	"internal/gendocs":         "ephr fhir internal/fieldmap",
	"examples/intake":          "codes icd ephr validate",
	"examples/hospital":        "codes icd ephr fhir",
	"examples/import":          "codes icd ephr fhir",
	"examples/import-rows":     "codes icd ephr validate",
	"examples/extension":       "codes ephr validate fhir github.com/santhosh-tekuri/jsonschema/v5",

	"internal/genig/takebase": "",
}

func TestImportsAreThoseOfTheDesign(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}|{{join .Imports " "}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		pkg, imports, _ := strings.Cut(line, "|")
		pkg = strings.TrimPrefix(strings.TrimPrefix(pkg, module), "/")
		if pkg == "" {
			continue // this package has tests only
		}
		allowed, known := arrows[pkg]
		if !known {
			t.Errorf("package %s is not drawn in DESIGN.md and in this test", pkg)
			continue
		}
		seen[pkg] = true
		may := map[string]bool{}
		for _, a := range strings.Fields(allowed) {
			may[a] = true
		}
		for _, imp := range strings.Fields(imports) {
			short := strings.TrimPrefix(imp, module+"/")
			standard := !strings.Contains(strings.SplitN(imp, "/", 2)[0], ".")
			if standard && short == imp {
				continue
			}
			if !may[short] {
				t.Errorf("%s imports %s, an arrow that DESIGN.md does not draw", pkg, short)
			}
		}
	}
	for pkg := range arrows {
		if !seen[pkg] {
			t.Errorf("%s is drawn and does not exist", pkg)
		}
	}
}

// The bridge is a module of its own, and go list does not know it here.
func TestBridgeImportsAreThoseOfTheDesign(t *testing.T) {
	may := []string{module + "/ephr", module + "/fhir", "github.com/google/fhir/go/", "google.golang.org/protobuf/"}
	files, err := filepath.Glob(filepath.FromSlash("fhir/r4pb/*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range file.Imports {
			imp := strings.Trim(i.Path.Value, `"`)
			known := !strings.Contains(strings.SplitN(imp, "/", 2)[0], ".")
			for _, m := range may {
				known = known || imp == m || strings.HasSuffix(m, "/") && strings.HasPrefix(imp, m)
			}
			if !known {
				t.Errorf("%s imports %s, an arrow that DESIGN.md does not draw", name, imp)
			}
		}
	}
}

// A program that imports the library links nothing but the library: cobra
// belongs to the command, jsonschema to tests and an example, google/fhir to
// the bridge and to tests.
func TestLibraryLinksNothingElse(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", `{{if .Module}}{{.Module.Path}}{{end}}`, "./ephr", "./fhir", "./validate", "./icd", "./codes").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	found := map[string]bool{}
	for _, m := range strings.Fields(string(out)) {
		found[m] = true
	}
	delete(found, module)
	if len(found) > 0 {
		var names []string
		for m := range found {
			names = append(names, m)
		}
		sort.Strings(names)
		t.Errorf("the library links %v", names)
	}
}
