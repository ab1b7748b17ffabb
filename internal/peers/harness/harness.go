// Package harness measures the cases of one peer in one process: the CPU time
// of the whole process per operation, garbage collection included.
package harness

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"
)

// Input is what is measured: files that the driver has written into a folder.
type Input struct{ dir string }

// The files of an Input.
const (
	RecordFile     = "record.json"           // the sample, compact
	RecordDateOnly = "record-dateonly.json"  // the same with times cut to dates
	BundleFile     = "bundle.json"           // the sample's document, all tiers
	BundleOurs     = "bundle-ours-date.json" // the document of RecordDateOnly
	BundleDateOnly = "bundle-dateonly.json"  // the same with its instants taken out
	SchemaFile     = "ephr.schema.json"      // the published JSON Schema
)

// File reads one of the files.
func (in *Input) File(name string) ([]byte, error) { return os.ReadFile(filepath.Join(in.dir, name)) }

// Run does an operation b.N times.
type Run func(b *B) error

// Case prepares a case, checks that the peer's work is what it should be, and
// returns what is to be timed.
type Case func(in *Input) (Run, error)

// B is one batch.
type B struct {
	// N is how often the operation is to be done.
	N int
	// Per is how many operations one of the N is; 0 is 1.
	Per int
	// Note is a line for the driver to print.
	Note string

	cpu           time.Duration
	allocs, bytes uint64
	from          time.Duration
	mem           runtime.MemStats
}

// Start starts the clock. It is running when a Run begins.
func (b *B) Start() {
	runtime.ReadMemStats(&b.mem)
	b.from = CPU()
}

// Stop stops the clock.
func (b *B) Stop() {
	b.cpu += CPU() - b.from
	allocs, bytes := b.mem.Mallocs, b.mem.TotalAlloc
	runtime.ReadMemStats(&b.mem)
	b.allocs += b.mem.Mallocs - allocs
	b.bytes += b.mem.TotalAlloc - bytes
}

// Result is what a process measured for one case.
type Result struct {
	NsPerOp     float64
	AllocsPerOp float64
	BytesPerOp  float64
	Ops         int
	Note        string
}

// Main is the main function of a peer's program.
func Main(cases map[string]Case) {
	name := flag.String("case", "", "the case to measure")
	dir := flag.String("in", "", "folder with the input")
	budget := flag.Duration("for", 150*time.Millisecond, "CPU time to spend")
	profile := flag.String("cpuprofile", "", "write a CPU profile of the measured part")
	flag.Parse()
	c := cases[*name]
	if c == nil {
		for n := range cases {
			fmt.Println(n)
		}
		return
	}
	res, err := measure(c, &Input{*dir}, *budget, *profile)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", *name, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(res); err != nil {
		os.Exit(1)
	}
}

func measure(c Case, in *Input, budget time.Duration, profile string) (res Result, err error) {
	run, err := c(in)
	if err != nil {
		return res, err
	}
	// warm up and find how many operations fill a tenth of the budget
	n := 1
	for spent := time.Duration(0); ; {
		b, err := batch(run, n)
		if err != nil {
			return res, err
		}
		spent += b.cpu
		if b.cpu >= budget/10 {
			n = max(1, int(float64(n)*float64(budget/10)/float64(b.cpu)))
			if spent >= budget/3 {
				break
			}
			continue
		}
		if b.cpu < budget/100 {
			n *= 4
		} else {
			n = int(1.2*float64(n)*float64(budget/10)/float64(b.cpu)) + 1
		}
	}
	runtime.GC()
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return res, err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return res, err
		}
		defer pprof.StopCPUProfile()
	}
	var cpu time.Duration
	var allocs, bytes uint64
	for cpu < budget {
		b, err := batch(run, n)
		if err != nil {
			return res, err
		}
		cpu += b.cpu
		allocs += b.allocs
		bytes += b.bytes
		res.Ops += n * max(1, b.Per)
		res.Note = b.Note
	}
	ops := float64(res.Ops)
	res.NsPerOp, res.AllocsPerOp, res.BytesPerOp = float64(cpu)/ops, float64(allocs)/ops, float64(bytes)/ops
	return res, nil
}

func batch(run Run, n int) (*B, error) {
	b := &B{N: n}
	b.Start()
	if err := run(b); err != nil {
		return nil, err
	}
	b.Stop()
	return b, nil
}
