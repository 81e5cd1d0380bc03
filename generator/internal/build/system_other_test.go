//go:build !unix

package build

import (
	"io/fs"
	"time"
)

// identity is nothing where the system does not say.
func identity(fs.FileInfo) uint64 { return 0 }

var started = time.Now()

// cpu is the time since the start where the system does not say more.
func cpu() time.Duration { return time.Since(started) }
