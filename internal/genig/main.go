// Command genig writes the artefacts that explain our FHIR to others: the
// StructureDefinitions of our extensions and profiles, the CodeSystems and
// ValueSets of the code lists, the ConceptMaps of their mappings, the
// NamingSystems, what a server must take, an example of every profile, and
// guide, manifest and index of the package.
//
// Run it with go generate ./fhir; a test fails when its output is stale.
package main

import (
	"bytes"
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
	g, err := newProfiler(src)
	if err != nil {
		return nil, err
	}
	shapes, err := g.structures()
	if err != nil {
		return nil, err
	}
	all = append(all, shapes...)
	maps, err := conceptMaps(src)
	if err != nil {
		return nil, err
	}
	all = append(all, maps...)
	capabilities, err := g.capabilities(src)
	if err != nil {
		return nil, err
	}
	all = append(all, capabilities)
	examples, err := g.examples(sources)
	if err != nil {
		return nil, err
	}
	all = append(all, newGuide(all, examples))
	return write(all, examples)
}

// write encodes artefacts and examples, and what makes a package of them.
func write(all []artefact, examples []example) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, a := range all {
		kind, id := a.name()
		name := kind + "-" + id + ".json"
		if files[name] != nil {
			return nil, fmt.Errorf("two artefacts are named %s", name)
		}
		text, err := encode(a)
		if err != nil {
			return nil, err
		}
		files[name] = text
	}
	for _, e := range examples {
		files["example/"+e.kind+"-"+e.profile.id+".json"] = e.text
	}
	// The manifest and the indexes stand apart, so that the folders of the
	// resources hold nothing else; .ci/ig-package.sh puts them beside them.
	for name, folder := range map[string]string{"package/.index.json": ".", "package/example/.index.json": "example"} {
		x, err := index(files, folder)
		if err != nil {
			return nil, err
		}
		if files[name], err = encode(x); err != nil {
			return nil, err
		}
	}
	text, err := encode(manifest())
	files["package/package.json"] = text
	return files, err
}
