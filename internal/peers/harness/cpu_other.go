//go:build !unix

package harness

import "time"

var start = time.Now()

// CPU is the time that has passed: this system does not say what the process took.
func CPU() time.Duration { return time.Since(start) }
