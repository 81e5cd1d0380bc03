package edit

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"diglot/generator/internal/source"
)

// Over returns the site as it will be once the plan is carried out. It holds
// the files that the plan changes, and reads all others where they are.
func (p Plan) Over(site fs.FS) (fs.FS, error) {
	entries, _, err := source.List(site)
	if err != nil {
		return nil, err
	}
	o := planned{site, map[string]file{}, map[string][]string{}}
	for _, e := range entries {
		o.add(p.Now(e.Path), file{from: e.Path, size: e.Size})
	}
	for _, e := range p.Edits {
		o.files[p.Now(e.Path)] = file{from: e.Path, bytes: e.After, size: int64(len(e.After))}
	}
	return o, nil
}

// planned is a folder of files that are elsewhere, or nowhere yet.
type planned struct {
	site    fs.FS
	files   map[string]file
	folders map[string][]string // names in each
}

// file is where a file is now, or what it will hold.
type file struct {
	from  string
	bytes []byte
	size  int64
}

// add puts a file into its folder, and the folder into its own.
func (o planned) add(name string, f file) {
	o.files[name] = f
	for name != "." {
		dir := path.Dir(name)
		if slices.Contains(o.folders[dir], path.Base(name)) {
			return
		}
		o.folders[dir] = append(o.folders[dir], path.Base(name))
		name = dir
	}
}

// Open opens a file or folder for reading.
func (o planned) Open(name string) (fs.File, error) {
	info, err := o.Stat(name)
	f := o.files[name]
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return &open{info.(described), bytes.NewReader(nil)}, nil
	case f.bytes == nil:
		return o.site.Open(f.from)
	}
	return &open{info.(described), bytes.NewReader(f.bytes)}, nil
}

// Stat describes a file or folder.
func (o planned) Stat(name string) (fs.FileInfo, error) {
	_, folder := o.folders[name]
	f, known := o.files[name]
	if !known && !folder {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return described{path.Base(name), f.size, folder}, nil
}

// ReadDir lists a folder, sorted by name.
func (o planned) ReadDir(name string) ([]fs.DirEntry, error) {
	names, ok := o.folders[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	var list []fs.DirEntry
	for _, base := range names {
		info, err := o.Stat(path.Join(name, base))
		if err != nil {
			return nil, err
		}
		list = append(list, fs.FileInfoToDirEntry(info))
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}

// described is what a folder says of a file.
type described struct {
	name   string
	size   int64
	folder bool
}

func (d described) Name() string       { return d.name }
func (d described) Size() int64        { return d.size }
func (d described) IsDir() bool        { return d.folder }
func (d described) ModTime() time.Time { return time.Time{} }
func (d described) Sys() any           { return nil }

func (d described) Mode() fs.FileMode {
	if d.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

// open is a file that is being read from memory.
type open struct {
	described
	io.Reader
}

func (f *open) Stat() (fs.FileInfo, error) { return f.described, nil }
func (f *open) Close() error               { return nil }
