// Command benchpeers measures ephr-go beside its peers and prints one line for
// each comparison: ratio <id> <value> <goal>, larger is better. Lines that
// begin with # say how it came about. See the README of the module.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/openephr/ephr-go/internal/peers/harness"
)

func main() {
	var d driver
	flag.StringVar(&d.sample, "sample", "", "record to measure with, or generated for a random one of 8 KB, large for one as large as a hospital's; default greece-then-serbia.json of testdata/records/valid")
	flag.IntVar(&d.rounds, "rounds", 6, "rounds; each measures every case once, the minimum counts")
	flag.DurationVar(&d.budget, "for", 150*time.Millisecond, "CPU time of a case in a round")
	flag.IntVar(&d.starts, "starts", 48, "program starts for startup-ms")
	only := flag.String("run", "", "measure only the ids that match the regular expression")
	flag.StringVar(&d.profiles, "profiles", "", "write CPU profiles of our cases into this folder")
	flag.StringVar(&d.work, "work", "", "folder for the programs and their input, kept; default a temporary one")
	flag.Parse()
	var err error
	if d.only, err = regexp.Compile(*only); err == nil {
		err = d.main()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchpeers:", err)
		os.Exit(1)
	}
}

type driver struct {
	sample   string
	rounds   int
	budget   time.Duration
	starts   int
	only     *regexp.Regexp
	profiles string
	work     string

	module, root string // folders of this module and of the SDK
	in, bin      string // folders of the input and of the programs
	node         string // how to run ajv
	env          []string
	examples     int // how many bundles of others there are
	measured     map[string]*series
}

// series is what the rounds measured of one case.
type series struct {
	ns            []float64
	allocs, bytes float64
	note          string
}

func (s *series) min() float64 { return slices.Min(s.ns) }

func (s *series) median() float64 {
	sorted := slices.Sorted(slices.Values(s.ns))
	return sorted[len(sorted)/2]
}

func (d *driver) main() error {
	if d.rounds < 1 || d.starts < 1 {
		return fmt.Errorf("at least one round and one start")
	}
	var err error
	if d.module, err = folder("github.com/openephr/ephr-go/internal/peers"); err != nil {
		return err
	}
	if d.root, err = folder("github.com/openephr/ephr-go"); err != nil {
		return err
	}
	work := d.work
	if work == "" {
		if work, err = os.MkdirTemp("", "benchpeers"); err != nil {
			return err
		}
		defer os.RemoveAll(work)
	}
	d.in, d.bin = filepath.Join(work, "in"), filepath.Join(work, "bin")
	for _, dir := range []string{d.in, d.bin} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	fmt.Printf("# %s %s/%s, %d CPUs, GOMAXPROCS=1 for each program; minima of %d interleaved rounds of %v CPU time\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), d.rounds, d.budget)
	if err := d.prepare(); err != nil {
		return err
	}
	if err := d.build(); err != nil {
		return err
	}
	return d.run()
}

func folder(module string) (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		return "", fmt.Errorf("go list %s: %w (run it in internal/peers)", module, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// build compiles one program for each peer, so that no peer carries the
// tables of another on its heap.
func (d *driver) build() error {
	d.env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"GOGC", "GOMEMLIMIT", "GODEBUG", "GOMAXPROCS", "GOEXPERIMENT"}, name)
	})
	cmd := exec.Command("go", "build", "-o", d.bin+string(filepath.Separator), "./peer/...", "./startup/...")
	cmd.Dir, cmd.Env = d.module, d.env
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	d.env = append(d.env, "GOMAXPROCS=1")
	return nil
}

func (d *driver) program(name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(d.bin, name)
}

// measure runs one case in a process of its own.
func (d *driver) measure(name, profile string) (res harness.Result, err error) {
	program, what, _ := strings.Cut(name, "/")
	args := []string{"-case", what, "-in", d.in, "-for", d.budget.String()}
	path := d.program(program)
	if program == "ajv" {
		path, args = d.node, []string{filepath.Join(d.module, "ajv", "bench.mjs"), d.in, fmt.Sprint(d.budget.Milliseconds())}
	}
	if profile != "" {
		args = append(args, "-cpuprofile", profile)
	}
	var out, diag bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = d.env, &out, &diag
	if err := cmd.Run(); err != nil {
		return res, fmt.Errorf("%s: %w\n%s", name, err, diag.Bytes())
	}
	return res, json.Unmarshal(out.Bytes(), &res)
}

// start is the CPU time of one run of a program that does nothing.
func (d *driver) start(program string) (float64, error) {
	cmd := exec.Command(d.program(program))
	cmd.Env = d.env
	if err := cmd.Run(); err != nil {
		return 0, err
	}
	return float64(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()), nil
}

func (d *driver) run() error {
	var cases []string
	for _, l := range lines {
		if !d.wants(l.id) {
			continue
		}
		for _, c := range append(slices.Clone(l.cases), l.beside...) {
			if !slices.Contains(cases, c) {
				cases = append(cases, c)
			}
		}
	}
	if slices.Contains(cases, "ajv/verdict") {
		if why := d.installAJV(); why != "" {
			fmt.Println("# skipped verdict-vs-ajv:", why)
			cases = slices.DeleteFunc(cases, func(c string) bool { return c == "ajv/verdict" })
		}
	}
	ofExamples := func(c string) bool { return strings.HasSuffix(c, "-"+harness.Examples) }
	if slices.ContainsFunc(cases, ofExamples) {
		if err := d.takeExamples(); err != nil {
			return err
		}
	}
	if d.examples == 0 {
		cases = slices.DeleteFunc(cases, ofExamples)
	}
	d.measured = map[string]*series{}
	for range d.rounds {
		for _, name := range cases {
			if program, ok := strings.CutPrefix(name, "start/"); ok {
				if program == "hello" {
					continue // measured with sdk
				}
				for range (d.starts + d.rounds - 1) / d.rounds {
					for _, program := range []string{"hello", "sdk"} {
						ns, err := d.start(program)
						if err != nil {
							return err
						}
						d.add("start/"+program, harness.Result{NsPerOp: ns})
					}
				}
				continue
			}
			res, err := d.measure(name, "")
			if err != nil {
				return err
			}
			d.add(name, res)
		}
	}
	d.print(cases)
	return d.profile(cases)
}

func (d *driver) add(name string, res harness.Result) {
	s := d.measured[name]
	if s == nil {
		s = &series{}
		d.measured[name] = s
	}
	s.ns = append(s.ns, res.NsPerOp)
	s.allocs, s.bytes, s.note = res.AllocsPerOp, res.BytesPerOp, res.Note
}

func (d *driver) wants(id string) bool { return d.only.MatchString(id) }

func (d *driver) print(cases []string) {
	var below []string
	for _, l := range lines {
		if !d.wants(l.id) {
			continue
		}
		value, ok := l.value(d)
		if !ok {
			continue
		}
		fmt.Printf("ratio %s %.2f %g\n", l.id, value, l.goal)
		if value < l.goal {
			below = append(below, l.id)
		}
		if l.remark != nil {
			for _, r := range l.remark(d) {
				fmt.Println("#", r)
			}
		}
	}
	if len(below) > 0 {
		fmt.Println("# below their goals:", strings.Join(below, " "))
	}
	fmt.Printf("#\n# %-26s %12s %12s %10s %12s\n", "CPU time per operation", "min ns", "median ns", "allocs", "bytes")
	for _, name := range cases {
		s := d.measured[name]
		line := fmt.Sprintf("# %-26s %12.1f %12.1f %10.1f %12.0f  %s", name, s.min(), s.median(), s.allocs, s.bytes, s.note)
		fmt.Println(strings.TrimRight(line, " "))
	}
}

func (d *driver) profile(cases []string) error {
	if d.profiles == "" {
		return nil
	}
	if err := os.MkdirAll(d.profiles, 0o755); err != nil {
		return err
	}
	d.budget *= 20
	for _, name := range cases {
		if what, ok := strings.CutPrefix(name, "ours/"); ok {
			if _, err := d.measure(name, filepath.Join(d.profiles, what+".pprof")); err != nil {
				return err
			}
		}
	}
	return nil
}
