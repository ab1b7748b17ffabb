package ephrgo

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every Go snippet of the README stands, but for its indentation, in an
// Example function, which go test compiles and runs.
func TestReadmeSnippetsAreExamples(t *testing.T) {
	readme := read(t, "README.md")
	var examples strings.Builder
	files, _ := filepath.Glob("*/example_test.go")
	for _, f := range files {
		examples.WriteString(flat(read(t, f)))
	}
	snippets := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(readme, -1)
	if len(snippets) != 5 {
		t.Errorf("the README has %d Go snippets, want 5", len(snippets))
	}
	for _, s := range snippets {
		if !strings.Contains(examples.String(), flat(s[1])) {
			t.Errorf("no Example function holds this snippet:\n%s", s[1])
		}
	}
}

// The README's commands are those that .ci/run runs.
func TestReadmeCommandsAreRun(t *testing.T) {
	readme, ci := read(t, "README.md"), read(t, ".ci/run")
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme, -1)
	var commands []string
	for _, b := range blocks {
		for _, line := range strings.Split(strings.TrimSpace(b[1]), "\n") {
			commands = append(commands, strings.TrimSpace(line))
		}
	}
	if len(commands) != 2 {
		t.Fatalf("the README has %d commands, want 2", len(commands))
	}
	for _, c := range commands {
		if !strings.Contains(ci, c) {
			t.Errorf(".ci/run does not run %q", c)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

func flat(code string) string {
	lines := strings.Split(code, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n") + "\n"
}
