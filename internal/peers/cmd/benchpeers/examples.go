package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

// takeExamples copies the bundles of the folder that EPHR_EXAMPLES names, and
// leaves out, with a remark, those that not everybody reads.
func (d *driver) takeExamples() error {
	folder := filepath.Join(d.in, harness.Examples)
	if err := os.RemoveAll(folder); err != nil { // of an earlier run with -work
		return err
	}
	dir := os.Getenv("EPHR_EXAMPLES")
	if dir == "" {
		return nil
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no examples in the folder that EPHR_EXAMPLES names")
	}
	try := *d
	try.in, try.budget = filepath.Join(filepath.Dir(d.in), "try"), time.Millisecond
	trial := filepath.Join(try.in, harness.Examples)
	for _, dir := range []string{folder, trial} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var kind struct {
			ResourceType string `json:"resourceType"`
		}
		if err := json.Unmarshal(data, &kind); err != nil || kind.ResourceType != "Bundle" {
			continue
		}
		if err := os.WriteFile(filepath.Join(trial, "example.json"), data, 0o644); err != nil {
			return err
		}
		if not := try.cannotRead(); len(not) > 0 {
			fmt.Printf("# left out %s: not read by %s\n", filepath.Base(path), strings.Join(not, ", "))
			continue
		}
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(path)), data, 0o644); err != nil {
			return err
		}
		d.examples++
	}
	return nil
}

// cannotRead lists the programs that refuse the examples.
func (d *driver) cannotRead() (programs []string) {
	for _, name := range []string{"ours/import-examples", "google/import-examples", "samply/import-examples", "jsonv2/scan-examples"} {
		if _, err := d.measure(name, ""); err != nil {
			program, _, _ := strings.Cut(name, "/")
			programs = append(programs, program)
		}
	}
	return programs
}
