// Command ephr checks and converts electronic personal health records.
//
//	ephr validate records.ndjson
//	ephr convert --to ips record.json > summary.json
//	ephr icd show E11.9 E10-E14
//	ephr codes vaccine
//
// Data goes to stdout, diagnostics to stderr; neither the network nor a
// configuration file is looked at. No diagnostic holds a person's data unless
// --show-values asks for it.
//
// The exit codes are the same for every subcommand: 0 fine; 1 findings at or
// above the threshold, or input that could not be handled while the rest was;
// 2 usage, configuration, reading or writing, or a signal; 3 a fault of ephr
// itself.
package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes. Of several, the highest counts.
const (
	exitFine     = 0
	exitFindings = 1 // findings, or input that could not be handled
	exitUsage    = 2 // usage, configuration, reading or writing, a signal
	exitInternal = 3 // a fault of ephr itself
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// app is one run of the command.
type app struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	exit   int

	opened    *bufio.Reader // stdin, where its beginning was looked at
	openError error         // and why it could not

	temps temps
}

// run runs the command and returns its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr}

	// A reader of our output who goes away is an error of writing, not a signal.
	signal.Ignore(syscall.SIGPIPE)
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(stop)

	done := make(chan int, 1)
	go func() { done <- a.guarded(func() { a.execute(args) }) }()
	select {
	case code := <-done:
		return code
	case <-stop:
		// What waits to be read or written may wait for ever: leave it.
		a.temps.abandon()
		_, _ = io.WriteString(stderr, "ephr: interrupted\n")
		return exitUsage
	}
}

func (a *app) execute(args []string) {
	root := &cobra.Command{
		Use:   "ephr",
		Short: "Check and convert electronic personal health records",
		Long: `ephr checks and converts electronic personal health records (ePHR).

Data goes to stdout, diagnostics to stderr, - is stdin. Files may be gzipped.

Exit codes: 0 fine; 1 findings, or input that could not be handled while the
rest was; 2 usage, configuration, reading or writing, or a signal; 3 a fault of
ephr itself.`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(a.convertCommand(), a.validateCommand(), a.icdCommand(), a.codesCommand(), a.schemaCommand(), a.versionCommand())
	root.SetArgs(append([]string{}, args...))
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	// The subcommands note what happened and return usage errors only.
	cmd, err := root, errors.New("name a command")
	if len(args) > 0 {
		cmd, err = root.ExecuteC()
	}
	if err != nil {
		a.failed(exitUsage)
		a.say("ephr: " + err.Error())
		a.say("Run '" + cmd.CommandPath() + " --help' for usage.")
	}
}

// failed raises the exit code.
func (a *app) failed(code int) { a.exit = max(a.exit, code) }

// say writes one line of diagnostics.
func (a *app) say(line string) { _, _ = io.WriteString(a.stderr, line+"\n") }

// ioError notes that reading or writing failed. A reader of our output who
// went away has no use for a message.
func (a *app) ioError(what string, err error) {
	a.failed(exitUsage)
	if errors.Is(err, syscall.EPIPE) {
		return
	}
	text := err.Error()
	if what != "" {
		text = what + ": " + text
	}
	a.say("ephr: " + text)
}

// guarded runs f and returns the exit code. A panic gives a message that says
// where, and nothing of what was being read.
func (a *app) guarded(f func()) (code int) {
	defer func() {
		if v := recover(); v != nil {
			a.temps.abandon()
			a.say("ephr: internal error" + reason(v) + "; please report it with these places:")
			for _, place := range places() {
				a.say("  " + place)
			}
			code = exitInternal
		}
	}()
	f()
	return a.exit
}

// reason is the text of what the runtime panics with, such as an index out of
// range; other values may hold anything.
func reason(v any) string {
	if err, ok := v.(runtime.Error); ok {
		return " (" + err.Error() + ")"
	}
	return ""
}

// places is where the panic that is being handled came from.
func places() (out []string) {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	panicked := false
	for {
		f, more := frames.Next()
		if panicked && !strings.HasPrefix(f.Function, "runtime.") && len(out) < 12 {
			out = append(out, f.Function+" "+filepath.Base(f.File)+":"+strconv.Itoa(f.Line))
		}
		panicked = panicked || f.Function == "runtime.gopanic"
		if !more {
			return out
		}
	}
}

// temps are the files that are being written and have not their names yet, and
// folders that are in use until the end.
type temps struct {
	mu    sync.Mutex
	names map[string]bool
	gone  sync.Once
}

func (t *temps) add(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names == nil {
		t.names = map[string]bool{}
	}
	t.names[name] = true
}

// settle gives the file its name, or removes it where the name is empty.
func (t *temps) settle(temp, name string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.names[temp] {
		return nil
	}
	delete(t.names, temp)
	if name == "" {
		return os.RemoveAll(temp)
	}
	err := os.Rename(temp, name)
	if err != nil {
		_ = os.Remove(temp)
	}
	return err
}

// settleAll gives the files their names, all before a signal can come between.
func (t *temps) settleAll(names map[string]string) (err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for temp, name := range names {
		delete(t.names, temp)
		if err == nil {
			err = os.Rename(temp, name)
		}
		if err != nil {
			_ = os.Remove(temp)
		}
	}
	return err
}

// abandon removes the files. It keeps the lock: the process is about to end,
// and nothing may get its name after this.
func (t *temps) abandon() {
	t.gone.Do(func() {
		t.mu.Lock()
		for name := range t.names {
			for range 3 { // somebody may be writing into a folder yet
				if os.RemoveAll(name) == nil {
					break
				}
			}
		}
	})
}
