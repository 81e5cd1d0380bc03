package cli

import (
	"os"
	"runtime/debug"
)

// boundMemory keeps the program's memory in proportion to the site, of whose
// texts it is told how many bytes they are. What lives is small, but between two
// collections Go lets the heap double, and where an output for machines holds a
// table of the whole site, that is a lot. Someone who has set GOGC or GOMEMLIMIT
// knows better.
func boundMemory(texts int64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	const own = 94 << 20 // bytes: the program, its tables and buffers
	debug.SetMemoryLimit(own + texts)
	debug.SetGCPercent(400)
}
