package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"

	"diglot/generator/internal/diag"
)

// Roots are what the site consists of. Anything else in the folder (.git, the
// published folder, a README) is none of ours.
func Roots() []string { return []string{"content", "layouts", "site.yaml", "static"} }

// List finds the site's files, sorted by path, and reads none of them. A file
// or folder that cannot be used (a link, a pipe, a name that nobody can type)
// is told and left out; dot files and what editors leave behind are left out
// in silence. The error is of the folder as a whole.
func List(fsys fs.FS) ([]Entry, []diag.Diagnostic, error) {
	if _, err := fs.Stat(fsys, "."); err != nil {
		return nil, nil, fmt.Errorf("list the site's folder: %w", err)
	}
	l := lister{fsys: fsys}
	for _, root := range Roots() {
		info, err := fs.Lstat(fsys, root)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			l.found = append(l.found, Trouble(root, err))
		default:
			l.add(root, info)
		}
	}
	slices.SortFunc(l.entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	return l.entries, l.found, l.failed
}

// Trouble makes a diagnostic of an error with which a file could not be read.
func Trouble(path string, err error) diag.Diagnostic {
	at := diag.Span{File: path}
	switch {
	case errors.Is(err, ErrNotRegular):
		return diag.New("file-not-regular", at)
	case errors.Is(err, ErrTooLarge):
		return diag.New("file-too-large", at, "limit", strconv.Itoa(maxFile>>20)+" MB")
	}
	reason := err
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		reason = pathErr.Err // without the name, which stands before the sentence
	}
	return diag.New("file-unreadable", at, "reason", reason.Error())
}

// IsExhausted reports whether a file could not be opened because the machine, or
// the share of it that this program has, is at its end: no author's mistake.
func IsExhausted(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

type lister struct {
	fsys    fs.FS
	entries []Entry
	found   []diag.Diagnostic
	failed  error
}

func (l *lister) add(name string, info fs.FileInfo) {
	switch {
	case !typable(path.Base(name)):
		// The name is told where it is safe to print: in quotes, escaped.
		at := diag.Span{File: path.Dir(name)}
		l.found = append(l.found, diag.New("file-name", at, "name", strconv.QuoteToGraphic(path.Base(name))))
	case info.IsDir():
		l.folder(name)
	case !info.Mode().IsRegular():
		l.found = append(l.found, Trouble(name, ErrNotRegular))
	case info.Size() > maxFile:
		l.found = append(l.found, Trouble(name, ErrTooLarge))
	default:
		l.entries = append(l.entries, Entry{name, info.Size(), identityOf(info)})
	}
}

func (l *lister) folder(name string) {
	list, err := fs.ReadDir(l.fsys, name)
	switch {
	case IsExhausted(err):
		l.failed = err
		return
	case err != nil:
		l.found = append(l.found, Trouble(name, err))
		return
	}
	for _, e := range list {
		if Ignored(e.Name()) {
			continue
		}
		child := name + "/" + e.Name()
		info, err := e.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist): // taken away since the folder was read
		case err != nil:
			l.found = append(l.found, Trouble(child, err))
		default:
			l.add(child, info)
		}
	}
}

// Ignored reports whether a file or folder of this name is no part of a site:
// dot files, and what editors and file managers leave behind. A watcher need
// not look at it either.
func Ignored(base string) bool {
	switch base {
	case "Thumbs.db", "ehthumbs.db", "desktop.ini", "Icon\r", "4913": // 4913: vim tries whether it may write
		return true
	}
	return strings.HasPrefix(base, ".") ||
		strings.HasPrefix(base, "~$") || // Word's lock
		strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") ||
		strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".swx")
}

// typable reports whether a name is text that can be seen and typed: no
// control, direction or other invisible characters, and no backslash, which is
// a separator on some machines.
func typable(base string) bool {
	if !utf8.ValidString(base) {
		return false
	}
	for _, r := range base {
		if r == '\\' || r == utf8.RuneError || !unicode.IsGraphic(r) {
			return false
		}
	}
	return true
}
