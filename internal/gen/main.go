// Command gen reads the record's structs in package ephr and the table of the
// documents on which they rest, sources.tsv, and writes all that follows: the codec, the checker, the redactor, the walker over
// tiers, the JSON Schema, the table of paths, the generator of random records
// and the mirror structs of the benchmarks.
//
// Run it with go generate ./ephr; a test fails when its output is stale.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root := ".."
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	files, err := generate(root)
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if old, err := os.ReadFile(path); err == nil && string(old) == string(text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			fmt.Fprintln(os.Stderr, "gen:", err)
			os.Exit(1)
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "gen:", err)
			os.Exit(1)
		}
	}
}

// generate makes every generated file of the module at root, by slash path.
func generate(root string) (map[string][]byte, error) {
	sources, err := readSources(filepath.Join(root, "internal", "gen", "sources.tsv"))
	if err != nil {
		return nil, err
	}
	m, err := parse(filepath.Join(root, "ephr"), sources)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for name, write := range map[string]func(*model) ([]byte, error){
		"ephr/zz_decode.go":                  writeDecode,
		"ephr/zz_encode.go":                  writeEncode,
		"ephr/zz_check.go":                   writeCheck,
		"ephr/zz_redact.go":                  writeRedact,
		"ephr/zz_walk.go":                    writeWalk,
		"ephr/zz_fields.go":                  writeFields,
		"ephr/schema/ephr.schema.json":       writeSchema,
		"ephr/ephrtest/zz_random.go":         writeRandom,
		"internal/peers/mirror/zz_mirror.go": writeMirror,
	} {
		text, err := write(m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files[name] = text
	}
	return files, nil
}
