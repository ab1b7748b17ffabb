//go:build unix

package harness

import (
	"syscall"
	"time"
)

// CPU is the CPU time of the process until now, user and system, all threads.
func CPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
