package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
)

// boundMemory keeps the program's memory in proportion to the site. What lives
// is small, but between two collections Go lets the heap double, and where an
// output for machines holds a table of the whole site, that is a lot. Someone
// who has set GOGC or GOMEMLIMIT knows better.
func boundMemory(dir string) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	const own = 88 << 20 // bytes: the program, its tables and buffers
	var content int64
	_ = filepath.WalkDir(filepath.Join(dir, "content"), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(d.Name()) == ".md" {
			if info, err := d.Info(); err == nil {
				content += info.Size()
			}
		}
		return nil // what cannot be read is told when the site is
	})
	debug.SetMemoryLimit(own + content)
	debug.SetGCPercent(400)
}
