package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// FolderReason says why a folder is not published to.
type FolderReason string

// The reasons of a FolderError, and what its Names hold.
const (
	NoFolder    FolderReason = "no-folder"    // the name is empty
	NotFolder   FolderReason = "not-a-folder" // a file stands there
	Symlink     FolderReason = "symlink"
	Mount       FolderReason = "mount-point"
	Protected   FolderReason = "protected"    // it is or contains Names[0]
	InSource    FolderReason = "in-source"    // it lies in Names[0]
	OtherDevice FolderReason = "other-device" // than the work folder Names[0]
	NotOurs     FolderReason = "not-ours"     // it holds Names, and nothing says that we wrote them
	UnknownFile FolderReason = "unknown-file" // it is ours, but the files Names are not
	Unproven    FolderReason = "unproven"     // the manifest is lost, and the files Names are not those of this build
)

// FolderError refuses the published folder, before anything in it has changed.
type FolderError struct {
	Folder string
	Reason FolderReason
	Names  []string
}

func (e *FolderError) Error() string {
	sentence, ok := folderSentences[e.Reason]
	if !ok {
		sentence = string(e.Reason)
	}
	return strings.NewReplacer("FOLDER", fmt.Sprintf("%q", e.Folder), "NAMES", quoteSome(e.Names)).Replace(sentence)
}

// Every sentence says what is wrong and then what to do.
var folderSentences = map[FolderReason]string{
	NoFolder:    `no folder is given to publish to; name one, such as "public"`,
	NotFolder:   "FOLDER is a file, so nothing can be published to it; choose another folder",
	Symlink:     "FOLDER is a symbolic link and cannot be replaced as a whole; publish to a folder inside the one it points to",
	Mount:       "FOLDER is a mount point and cannot be replaced as a whole; publish to a folder inside it",
	Protected:   "FOLDER is or contains NAMES, which publishing would replace; choose a folder of its own, such as \"public\"",
	InSource:    "FOLDER lies in NAMES, which the build itself uses; choose a folder outside it, such as \"public\"",
	OtherDevice: "FOLDER is on another device than the work folder NAMES, so the site cannot be replaced in one step; publish to a folder on the same device and copy it from there",
	NotOurs:     "FOLDER is not empty, and nothing says that its files were published from here (NAMES); choose another folder, or delete this one yourself if nothing in it is needed",
	UnknownFile: "FOLDER holds what the build did not write: NAMES; to publish it, put it in static/, otherwise move it away or delete it, then build again",
	Unproven:    "the list of what was published to FOLDER is lost, and the build cannot tell whether these files are yours, as it would not write them as they are: NAMES; if nothing in the folder is needed, delete the folder yourself and build again",
}

// quoteSome names a few, quoted so that no control character reaches a terminal.
func quoteSome(names []string) string {
	const few = 5
	var b strings.Builder
	for i, name := range names[:min(few, len(names))] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", name)
	}
	if more := len(names) - few; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}

// check refuses a place by what can be known without reading or writing much,
// and returns it with absolute paths.
func (p Place) check() (Place, error) {
	if p.Dest == "" || p.Work == "" {
		return p, &FolderError{Reason: NoFolder}
	}
	named := p.Dest
	p, err := p.absolute()
	if err != nil {
		return p, fmt.Errorf("find the folders: %w", err)
	}
	for _, check := range []func(Place) (FolderReason, []string, error){
		Place.checkNeighbours, Place.checkItself, Place.checkDevice, Place.checkStranger,
	} {
		why, names, err := check(p)
		if err != nil {
			return p, fmt.Errorf("look at %s: %w", named, err)
		}
		if why != "" {
			return p, &FolderError{Folder: named, Reason: why, Names: names}
		}
	}
	return p, nil
}

func (p Place) absolute() (Place, error) {
	p.Sources = append(slices.Clone(p.Sources), p.Work)
	p.Protect = slices.Clone(p.Protect)
	if home, err := os.UserHomeDir(); err == nil {
		p.Protect = append(p.Protect, home)
	}
	p.Protect = append(p.Protect, ".")
	var errs []error
	clean := func(path *string) {
		full, err := filepath.Abs(*path)
		*path = full
		errs = append(errs, err)
	}
	clean(&p.Dest)
	clean(&p.Work)
	for i := range p.Sources {
		clean(&p.Sources[i])
	}
	for i := range p.Protect {
		clean(&p.Protect[i])
	}
	return p, errors.Join(errs...)
}

func (p Place) checkNeighbours() (FolderReason, []string, error) {
	if filepath.Dir(p.Dest) == p.Dest {
		return Protected, []string{"everything"}, nil
	}
	for _, folder := range slices.Concat(p.Sources, p.Protect) {
		if contains(p.Dest, folder) {
			return Protected, []string{folder}, nil
		}
	}
	for _, folder := range p.Sources {
		if contains(folder, p.Dest) {
			return InSource, []string{folder}, nil
		}
	}
	return "", nil, nil
}

// contains reports whether path is dir or lies in it: by name, or by being the
// same folder under another name (a symlink, other letter case, a bind mount).
func contains(dir, path string) bool {
	self, err := os.Stat(dir)
	for _, start := range []string{path, resolve(path)} {
		for at := start; ; at = filepath.Dir(at) {
			if at == dir {
				return true
			}
			if err == nil {
				if info, e := os.Stat(at); e == nil && os.SameFile(self, info) {
					return true
				}
			}
			if at == filepath.Dir(at) {
				break
			}
		}
	}
	return false
}

// resolve follows the symlinks of the part of path that exists.
func resolve(path string) string {
	for at := path; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, strings.TrimPrefix(path, at))
		}
		if at == filepath.Dir(at) {
			return path
		}
	}
}

func (p Place) checkItself() (FolderReason, []string, error) {
	info, err := os.Lstat(p.Dest)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, nil
	case err != nil:
		return "", nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return Symlink, nil, nil
	case !info.IsDir():
		return NotFolder, nil, nil
	}
	mounted, err := isMount(p.Dest)
	if mounted {
		return Mount, nil, err
	}
	return "", nil, err
}

func (p Place) checkDevice() (FolderReason, []string, error) {
	same, err := sameDevice(existing(p.Work), existing(filepath.Dir(p.Dest)))
	if err == nil && !same {
		return OtherDevice, []string{p.Work}, nil
	}
	return "", nil, err
}

// existing is the nearest folder above that exists.
func existing(path string) string {
	for {
		if _, err := os.Stat(path); err == nil || path == filepath.Dir(path) {
			return path
		}
		path = filepath.Dir(path)
	}
}

// checkStranger refuses a folder that we certainly never published to, before
// the work folder is made. The order matters: a first publication by another
// build puts its manifest before its folder.
func (p Place) checkStranger() (FolderReason, []string, error) {
	if nothing, err := empty(p.Dest); nothing || err != nil {
		return "", nil, err
	}
	for _, sign := range []string{
		filepath.Join(p.Dest, entrance), filepath.Join(p.home(), nextName), filepath.Join(p.home(), manifestName),
	} {
		if _, err := os.Lstat(sign); err == nil {
			return "", nil, nil
		}
	}
	entries, err := os.ReadDir(p.Dest)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return NotOurs, names, err
}
