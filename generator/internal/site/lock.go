package site

import (
	"bufio"
	"bytes"
	"slices"
	"strings"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
)

// LockFile keeps every address that was ever published. It belongs to the
// content and is committed with it: an address that is not served any more is
// then noticed before a reader notices it.
const LockFile = record.ContentDir + "/urls.lock"

// lockHead is the first line of the file, for the author who opens it.
const lockHead = "# Addresses that were published. Written by the build; do not edit, except to write “gone” before an address that is given up.\n"

// Lock is what the file says.
type Lock struct {
	lines []lockLine
	bad   []diag.Diagnostic
}

// lockLine is a record with its addresses, or an address that was given up.
type lockLine struct {
	ref   record.Ref
	paths []string
	gone  bool
	at    diag.Span
}

// ParseLock reads the file. A line is a reference and its addresses, in the
// order of the site's languages: "member:khpi /uk/members/khpi/
// /zh/members/khpi/"; or the word gone and addresses that are given up for
// good.
func ParseLock(src []byte) Lock {
	var lock Lock
	lines := bufio.NewScanner(bytes.NewReader(src))
	for n := int32(1); lines.Scan(); n++ {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		l := lockLine{paths: words[1:], gone: words[0] == "gone", at: diag.Span{File: LockFile, Line: n, Col: 1}}
		kind, id, full := strings.Cut(words[0], ":")
		l.ref = record.Ref{Kind: kind, ID: id, At: l.at}
		if !l.gone && (!full || record.KindNamed(kind) == nil) || len(l.paths) == 0 || slices.ContainsFunc(l.paths, notAddress) {
			lock.bad = append(lock.bad, diag.New("lock-line", l.at))
			continue
		}
		lock.lines = append(lock.lines, l)
	}
	return lock
}

func notAddress(s string) bool { return !strings.HasPrefix(s, "/") || !strings.HasSuffix(s, "/") }

// Kept compares the lock with what the graph serves. It reports addresses that
// have vanished without a redirect, unless their record is only held back or
// could not be read; and it returns the lock with the new addresses in it, or
// nil where there are none.
//
// An address that a record has moved away from stays in the lock while the
// redirect does: on the line of its record, after the address that took its
// place.
func (lock Lock) Kept(g *Graph) ([]byte, []diag.Diagnostic) {
	bad := slices.Clone(lock.bad)
	served := g.served()
	locked := map[string]bool{}
	for _, l := range lock.lines {
		for _, path := range l.paths {
			locked[path] = true
			if l.gone || served[path] || g.IsHidden(l.ref.String()) || g.IsBroken(l.ref) {
				continue
			}
			d := diag.New("address-vanished", l.at, "address", path, "ref", l.ref.String())
			if e := g.Find(l.ref); e != nil {
				d = d.WithFix("aliases: ["+path+"]").WithRelated(e.At(), "moved")
			}
			bad = append(bad, d)
		}
	}
	return lock.with(g, locked), bad
}

// served are the addresses of all records, redirects included.
func (g *Graph) served() map[string]bool {
	served := map[string]bool{}
	for _, e := range g.Entries {
		for _, path := range e.lockable() {
			served[path] = true
		}
		for _, alias := range e.Aliases {
			served[alias] = true
		}
	}
	return served
}

// lockable are the addresses of an entry that has pages of its own.
func (e *Entry) lockable() []string {
	if e.Kind.Glossed {
		return nil
	}
	var paths []string
	for _, l := range e.Languages {
		paths = append(paths, e.Path(l.Key))
	}
	return paths
}

// with writes the lock anew with every address in it that the graph serves.
func (lock Lock) with(g *Graph, locked map[string]bool) []byte {
	fresh := map[string][]string{}
	count := 0
	for _, e := range g.Entries {
		for _, path := range e.lockable() {
			if !locked[path] {
				fresh[e.Ref().String()] = append(fresh[e.Ref().String()], path)
				count++
			}
		}
	}
	if count == 0 {
		return nil
	}
	var lines []string
	for _, l := range lock.lines {
		name := l.ref.String()
		if l.gone {
			name = "gone"
		}
		lines = append(lines, strings.Join(append([]string{name}, slices.Concat(fresh[name], l.paths)...), " "))
		delete(fresh, name)
	}
	for name, paths := range fresh {
		lines = append(lines, name+" "+strings.Join(paths, " "))
	}
	slices.Sort(lines)
	return []byte(lockHead + strings.Join(lines, "\n") + "\n")
}

// Unlocked reports the addresses that are not in the lock yet, for a machine
// that must not write it.
func (lock Lock) Unlocked(g *Graph) []diag.Diagnostic {
	locked := map[string]bool{}
	for _, l := range lock.lines {
		for _, path := range l.paths {
			locked[path] = true
		}
	}
	var bad []diag.Diagnostic
	for _, e := range g.Entries {
		for _, path := range e.lockable() {
			if !locked[path] {
				bad = append(bad, diag.New("address-unlocked", e.At(), "address", path))
			}
		}
	}
	return bad
}
