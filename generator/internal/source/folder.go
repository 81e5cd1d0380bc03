package source

import (
	"fmt"
	"io/fs"
	"os"
)

// Folder is a folder of the operating system. Nothing outside it can be read
// through it, whatever links it holds. Close it after use.
type Folder struct{ root *os.Root }

// OS opens the folder of a site.
func OS(dir string) (*Folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	return &Folder{root}, nil
}

// Open opens a file or folder for reading.
func (f *Folder) Open(name string) (fs.File, error) { return f.root.Open(name) }

// Close gives the folder back.
func (f *Folder) Close() error { return f.root.Close() }
