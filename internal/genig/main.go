// Command genig writes the artefacts that explain our FHIR to others: the
// StructureDefinitions of our extensions, the CodeSystems and ValueSets of the
// code lists, the NamingSystems, and the manifest of the package.
//
// Run it with go generate ./fhir; a test fails when its output is stale.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: genig SOURCES OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "genig:", err)
		os.Exit(1)
	}
}

// run writes the artefacts into the folder out and removes the JSON files
// there that are not among them. Sources is the folder of package fhir.
func run(sources, out string) error {
	files, err := generate(sources)
	if err != nil {
		return err
	}
	for name, text := range files {
		path := filepath.Join(out, filepath.FromSlash(name))
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	stale, err := stale(out, files)
	if err != nil {
		return err
	}
	for _, name := range stale {
		if err := os.Remove(filepath.Join(out, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}

// stale are the JSON files below out that are not among the files.
func stale(out string, files map[string][]byte) (names []string, err error) {
	err = fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(name) == ".json" && files[name] == nil {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// generate makes all artefacts, by slash path.
func generate(sources string) (map[string][]byte, error) {
	src, err := parse(sources)
	if err != nil {
		return nil, err
	}
	var all []artefact
	all = append(all, extensions()...)
	all = append(all, lists()...)
	all = append(all, additions()...)
	own, err := src.codeSystems()
	if err != nil {
		return nil, err
	}
	all = append(all, own...)
	names, err := src.namingSystems()
	if err != nil {
		return nil, err
	}
	all = append(all, names...)

	files := map[string][]byte{}
	for _, a := range all {
		kind, id := a.name()
		name := kind + "-" + id + ".json"
		if files[name] != nil {
			return nil, fmt.Errorf("two artefacts are named %s", name)
		}
		if files[name], err = encode(a); err != nil {
			return nil, err
		}
	}
	// The manifest stands apart, so that the folder holds nothing but resources.
	files["package/package.json"], err = encode(manifest())
	return files, err
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
