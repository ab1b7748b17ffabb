package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/openephr/ephr-go/ephr"
	"github.com/openephr/ephr-go/ephr/ephrtest"
	"github.com/openephr/ephr-go/fhir"
)

const record = `{"schemaVersion":"1.0","id":"22222222-2222-4222-8222-222222222222","synthetic":true,"person":{"sex":"male"}}`

// ephrRun runs the command on an input and returns what it wrote.
func ephrRun(t *testing.T, stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, diag bytes.Buffer
	code = run(args, stdin, &out, &diag)
	return code, out.String(), diag.String()
}

func TestConvertEqualsThePackages(t *testing.T) {
	g := ephrtest.New(11)
	var in []byte
	want := map[string][]byte{}
	for range 20 {
		rec := g.Record()
		line, err := rec.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		in = append(append(in, line...), '\n')
		want["ephr"] = append(append(want["ephr"], line...), '\n')
		for to, kind := range map[string]fhir.Kind{"ips": fhir.Document, "collection": fhir.Collection, "transaction": fhir.Transaction} {
			bundle, err := fhir.Append(nil, rec, kind)
			if err != nil {
				t.Fatal(err)
			}
			want[to] = append(append(want[to], bundle...), '\n')
		}
	}
	for to, want := range want {
		code, out, diag := ephrRun(t, bytes.NewReader(in), "convert", "--to", to, "-")
		if code != 0 || diag != "" {
			t.Errorf("--to %s: exit code %d, %s", to, code, diag)
		}
		if out != string(want) {
			t.Errorf("--to %s does not write what the packages write", to)
		}
	}
}

func TestSamplesAreWithoutErrors(t *testing.T) {
	samples, err := filepath.Glob("../../testdata/records/valid/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(samples) == 0 {
		t.Skip("no samples")
	}
	code, out, diag := ephrRun(t, nil, append([]string{"validate"}, samples...)...)
	if code != 0 || diag != "" {
		t.Errorf("validate: exit code %d\n%s%s", code, out, diag)
	}
	for _, to := range []string{"ephr", "ips", "collection", "transaction"} {
		code, out, diag := ephrRun(t, nil, append([]string{"convert", "--to", to}, samples...)...)
		if code != 0 || diag != "" || strings.Count(out, "\n") != len(samples) {
			t.Errorf("convert --to %s: exit code %d, %d lines for %d samples\n%s", to, code, strings.Count(out, "\n"), len(samples), diag)
		}
	}
}

func TestAPanicSaysWhereAndNothingElse(t *testing.T) {
	for name, test := range map[string]struct {
		panics func()
		want   string
	}{
		"value":   {func() { panic("Secret") }, "internal error;"},
		"error":   {func() { panic(errors.New("Secret")) }, "internal error;"},
		"runtime": {func() { _ = []string{"Secret"}[len(name(t))] }, "index out of range"},
	} {
		var diag bytes.Buffer
		a := &app{stderr: &diag}
		if code := a.guarded(test.panics); code != exitInternal {
			t.Errorf("%s: exit code %d", name, code)
		}
		if s := diag.String(); strings.Contains(s, "Secret") || !strings.Contains(s, test.want) || !strings.Contains(s, "main_test.go:") {
			t.Errorf("%s: %s", name, s)
		}
	}
}

func name(t *testing.T) string { return t.Name() }

// closed is a pipe whose reader has gone away.
type closed struct{}

func (closed) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
}

func TestAClosedPipeIsQuiet(t *testing.T) {
	bad := `{"schemaVersion":"1.0"}`
	for _, args := range [][]string{{"convert", "--to", "ips", "-"}, {"validate", "-"}, {"validate", "--format", "json", "-"}, {"schema"}, {"version"}, {"validate", "--list-rules"}} {
		var diag bytes.Buffer
		in := record + "\n"
		if args[0] == "validate" {
			in = bad
		}
		code := run(args, strings.NewReader(in), closed{}, &diag)
		if code != exitUsage || diag.Len() > 0 {
			t.Errorf("%v: exit code %d, %q", args, code, diag.String())
		}
	}
}

func TestALineMayBeTooLong(t *testing.T) {
	if testing.Short() {
		t.Skip("64 MiB")
	}
	in := record + "\n" + strings.Repeat("a", ephr.MaxBytes+1<<20) + "\n" + record
	code, out, diag := ephrRun(t, strings.NewReader(in), "convert", "--to", "ephr", "-")
	if code != exitFindings || out != record+"\n"+record+"\n" || diag != "-:2:1: too large\n" {
		t.Errorf("exit code %d, %d bytes, %q", code, len(out), diag)
	}
}

func TestLinesAreClipped(t *testing.T) {
	in := "1234\n\n12345\n123456789\n\n" + strings.Repeat("x", 1000) + "\n12"
	want := "1234\n\n12345\n12345\n\nxxxxx\n12"
	for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in)), iotest.DataErrReader(strings.NewReader(in))} {
		if got, err := io.ReadAll(&clipped{r: r, limit: 5}); err != nil || string(got) != want {
			t.Errorf("%q, %v", got, err)
		}
	}
}

func TestSniff(t *testing.T) {
	rec := `{"schemaVersion":"1.0"}`
	for _, test := range []struct {
		in    string
		lines bool
	}{
		{"", false},
		{" \n\n", false},
		{"null", false},
		{"{", false},
		{rec, true},
		{rec + "\n", true},
		{"\r\n \n" + rec + "\r\n", true},
		{rec + " trailing", true},
		{"{\n\"schemaVersion\":\"1.0\"}", false},
		{"{\"schemaVersion\":\n\"1.0\"}", false},
		{"{\"a\":\"}\"\n}", false},
		{"{\"a\":\n" + rec, true},             // a line that was cut off
		{"text\n" + rec, true},                // a line that is none
		{"text\nmore\n", false},               // binary, or another format
		{"[" + rec + "]", false},              // an array
		{"[\n" + rec + "\n]", false},          // an array over lines
		{"[]\n" + rec, true},                  // a line that is an array
		{"{\"person\":\n{\"a\":1}\n}", false}, // an object of its own on a line
		{strings.Repeat("x", 2000) + "\n" + rec, true},
		{"{\"a\":\"" + strings.Repeat("x", 2000) + "\"}", true},
		{"{\n" + strings.Repeat(" ", 2000) + "}", false},
	} {
		head, lines, err := sniff(bufio.NewReaderSize(strings.NewReader(test.in), 16), 1000)
		if err != nil || lines != test.lines || !strings.HasPrefix(test.in, string(head)) || len(head) > 1016 || !lines && len(head) < min(len(test.in), 1000) {
			t.Errorf("%.40q: lines %v, %d bytes, %v", test.in, lines, len(head), err)
		}
	}
}

func TestAReadErrorIsReported(t *testing.T) {
	in := io.MultiReader(strings.NewReader(record+"\n"+record[:30]), failing{})
	code, out, diag := ephrRun(t, in, "convert", "--to", "ephr", "-")
	if code != exitUsage || out != record+"\n" || diag != "ephr: -: cannot be read\n" {
		t.Errorf("exit code %d, %q, %q", code, out, diag)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("cannot be read") }

func TestANewFileIsItsOwners(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other permissions")
	}
	path := filepath.Join(t.TempDir(), "out.json")
	mode := func() fs.FileMode {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	for _, want := range []fs.FileMode{0o600, 0o640} {
		if code, _, diag := ephrRun(t, strings.NewReader(record), "convert", "--to", "ephr", "-o", path, "-"); code != 0 {
			t.Fatal(diag)
		}
		if got := mode(); got != want {
			t.Errorf("mode %o, want %o", got, want)
		}
		if err := os.Chmod(path, 0o640); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASignalEndsTheRun(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals to send")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "out.json")
	cmd := exec.Command("ephr", "convert", "--to", "ephr", "-o", out, "-") // script_test.go puts it into the path
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var diag bytes.Buffer
	cmd.Stderr = &diag
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 500 { // until it waits for the rest of its input
		if temps, _ := filepath.Glob(filepath.Join(dir, ".ephr-*")); len(temps) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	_ = stdin.Close()
	if code := cmd.ProcessState.ExitCode(); code != exitUsage {
		t.Errorf("exit code %d, %s", code, diag.String())
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%s is left", left[0].Name())
	}
}

// Neither the files of bulk data nor the temporary ones stay behind.
func TestASignalLeavesNoBulkData(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals to send")
	}
	for name, c := range map[string]struct {
		input, args string
		appears     string
	}{
		"writing": {record + "\n", "--to bulk -o OUT/ -", "out/.ephr-*"},
		"reading": {strings.Repeat(`{"resourceType":"Patient","id":"x"}`+"\n", 4000), "--to ephr -o OUT.ndjson -", "tmp/ephr-*/ephr-bulk-*/*"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, sub := range []string{"tmp", "out"} {
				if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			args := strings.ReplaceAll(c.args, "OUT", filepath.Join(dir, "out"))
			cmd := exec.Command("ephr", append([]string{"convert"}, strings.Fields(args)...)...)
			cmd.Env = append(os.Environ(), "TMPDIR="+filepath.Join(dir, "tmp"))
			stdin, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer stdin.Close()
			if _, err := io.WriteString(stdin, c.input); err != nil {
				t.Fatal(err)
			}
			there := false
			for range 1000 { // until it waits for the rest of its input
				if files, _ := filepath.Glob(filepath.Join(dir, c.appears)); len(files) > 0 {
					there = true
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != exitUsage || !there {
				t.Errorf("exit code %d; at work: %v", code, there)
			}
			for _, sub := range []string{"tmp", "out"} {
				if left, _ := os.ReadDir(filepath.Join(dir, sub)); len(left) > 0 {
					t.Errorf("%s/%s is left", sub, left[0].Name())
				}
			}
			if left, _ := filepath.Glob(filepath.Join(dir, ".ephr-*")); len(left) > 0 {
				t.Errorf("%s is left", left[0])
			}
		})
	}
}

func TestTheNoticeIsTheModules(t *testing.T) {
	want, err := os.ReadFile("../../NOTICE")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no NOTICE yet")
	}
	if err != nil {
		t.Fatal(err)
	}
	if notice != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Error("notice.txt is not a copy of NOTICE: run go generate ./cmd/ephr")
	}
}

func TestStartUpNeedsNoNetwork(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.Lines(string(out)) {
		switch dep = strings.TrimSpace(dep); {
		case dep == "net/http", strings.HasPrefix(dep, "github.com/santhosh-tekuri/"), strings.HasPrefix(dep, "github.com/google/fhir"):
			t.Errorf("the command imports %s", dep)
		}
	}
}
