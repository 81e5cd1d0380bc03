package site

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/record"
)

// LockFile keeps every address that was ever published. It belongs to the
// content and is committed with it: an address that is not served any more is
// then noticed before a reader notices it.
const LockFile = record.ContentDir + "/urls.lock"

// lockHead is the first line of the file, for the author who opens it.
const lockHead = "# Addresses that were published. Written by the build; do not edit, except to write “gone” before an address that is given up."

// Lock is what the file says.
type Lock struct {
	lines    []lockLine
	comments []string // of authors: they stay
	crlf     bool     // lines end as they do on Windows
	bad      []diag.Diagnostic
}

// lockLine is a record with its addresses, or addresses that were given up.
type lockLine struct {
	ref   record.Ref
	paths []lockPath
	gone  bool
}

// lockPath is an address and where it stands.
type lockPath struct {
	path string
	at   diag.Span
}

// ParseLock reads the file. A line is a reference and its addresses, in the
// order of the site's languages: "member:khpi /uk/members/khpi/
// /zh/members/khpi/"; or the word gone and addresses that are given up for
// good. A record may have several lines, as a merge of two branches by union
// leaves them. Of an unfinished merge the first mark is told.
func ParseLock(src []byte) Lock {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	lock := Lock{crlf: bytes.Contains(src, []byte("\r\n"))}
	merging := false
	n := int32(0)
	for line := range strings.Lines(string(src)) {
		n++
		at := diag.Span{File: LockFile, Line: n, Col: 1}
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case strings.HasPrefix(words[0], "#"):
			lock.comment(strings.TrimSpace(line))
		case isMergeMark(words[0]):
			if !merging {
				at.End = at.Col + int32(utf8.RuneCountInString(words[0]))
				lock.bad = append(lock.bad, diag.New("lock-conflict", at))
			}
			merging = true
		default:
			lock.line(line, words, at)
		}
	}
	return lock
}

// isMergeMark reports one of the lines that git puts around the sides of a
// merge which it could not finish.
func isMergeMark(word string) bool {
	return slices.ContainsFunc([]string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"}, func(mark string) bool { return strings.HasPrefix(word, mark) })
}

func (lock *Lock) comment(text string) {
	if text != lockHead && !slices.Contains(lock.comments, text) {
		lock.comments = append(lock.comments, text)
	}
}

// line adds a line of words, or reports that it is none.
func (lock *Lock) line(text string, words []string, at diag.Span) {
	l := lockLine{gone: words[0] == "gone"}
	kind, id, _ := strings.Cut(words[0], ":")
	l.ref = record.Ref{Kind: kind, ID: id, At: at}
	named := record.KindNamed(kind) != nil && record.IsID(id)
	if !l.gone && !named || len(words) == 1 || slices.ContainsFunc(words[1:], notAddress) {
		lock.bad = append(lock.bad, diag.New("lock-line", at))
		return
	}
	col := int32(1)
	for i, word := range words {
		before, after, _ := strings.Cut(text, word)
		col += int32(utf8.RuneCountInString(before))
		end := col + int32(utf8.RuneCountInString(word))
		if i > 0 {
			l.paths = append(l.paths, lockPath{word, diag.Span{File: LockFile, Line: at.Line, Col: col, End: end}})
		}
		col, text = end, after
	}
	lock.lines = append(lock.lines, l)
}

// notAddress reports a word that cannot be the address of a page.
func notAddress(s string) bool {
	return !strings.HasPrefix(s, "/") || !strings.HasSuffix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, `\?#%:*"<>|`)
}

// Gone returns the addresses that were given up for good, sorted, each once.
func (lock Lock) Gone() []string {
	var list []string
	for _, l := range lock.lines {
		for _, p := range l.paths {
			if l.gone {
				list = append(list, p.path)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Of returns the addresses of a record, in their order.
func (lock Lock) Of(ref record.Ref) []string {
	var list []string
	for _, l := range lock.lines {
		for _, p := range l.paths {
			if !l.gone && l.ref.Names(ref) && !slices.Contains(list, p.path) {
				list = append(list, p.path)
			}
		}
	}
	return list
}

// Kept compares the lock with what the graph serves. It reports addresses that
// have vanished without a redirect, unless their record is only held back or
// could not be read; and it returns the lock with the new addresses in it, or
// nil where there are none.
//
// An address that a record has moved away from stays in the lock while the
// redirect does: on the line of its record, after the address that took its
// place. One that was given up and is served again is noted again.
func (lock Lock) Kept(g *Graph) ([]byte, []diag.Diagnostic) {
	return lock.with(g), slices.Concat(lock.bad, lock.vanished(g), lock.hidden(g))
}

// vanished reports the addresses that nothing serves, each once.
func (lock Lock) vanished(g *Graph) []diag.Diagnostic {
	served := g.served()
	for _, path := range lock.Gone() {
		served[path] = true // nobody expects it any more
	}
	var bad []diag.Diagnostic
	for _, l := range lock.lines {
		if l.gone || g.mayComeBack(l.ref) {
			continue
		}
		for _, p := range l.paths {
			if served[p.path] {
				continue
			}
			served[p.path] = true
			d := diag.New("address-vanished", p.at, "address", p.path, "ref", l.ref.String())
			if e := g.Find(l.ref); e != nil {
				d = d.WithFix(lock.aliases(e)).WithRelated(e.FieldAt("aliases"), "moved")
			}
			bad = append(bad, d)
		}
	}
	return bad
}

// hidden warns of records that were published and are held back now, at the line
// that holds them back: it may have been a slip.
func (lock Lock) hidden(g *Graph) []diag.Diagnostic {
	var bad []diag.Diagnostic
	served := g.served()
	for _, h := range g.Held {
		lost := slices.DeleteFunc(lock.Of(h.Ref), func(path string) bool { return served[path] })
		if len(lost) == 0 || !g.IsHidden(h.Ref.String()) {
			continue
		}
		field := "date"
		switch {
		case h.Draft:
			field = "draft"
		case h.Until.Unix != 0:
			field = "embargoUntil"
		}
		bad = append(bad, diag.New("address-hidden", h.Record.FieldAt(field), "addresses", strings.Join(lost, ", "), "field", field))
	}
	return bad
}

// aliases is the line that leads all vanished addresses of an entry to it,
// beside those that lead there already.
func (lock Lock) aliases(e *Entry) string {
	served := e.graph.served()
	list := slices.Clone(e.Aliases)
	for _, path := range lock.Of(e.Ref()) {
		if !served[path] {
			list = append(list, path)
		}
	}
	return "aliases: [" + strings.Join(list, ", ") + "]"
}

// mayComeBack reports whether the addresses of a record are only out of sight:
// it is held back, or could not be read; or there is no such record, and one of
// its kind that could not be read may be what became of it.
func (g *Graph) mayComeBack(ref record.Ref) bool {
	if g.IsHidden(ref.String()) || g.IsBroken(ref) {
		return true
	}
	if g.Find(ref) != nil {
		return false
	}
	for broken := range g.broken {
		if strings.HasPrefix(broken, ref.Kind+":") {
			return true
		}
	}
	return false
}

// served are the addresses of all records, redirects included; also those that
// lead to records which are held back.
func (g *Graph) served() map[string]bool {
	served := map[string]bool{}
	for _, e := range g.Entries {
		for _, path := range slices.Concat(e.lockable(), e.Aliases) {
			served[path] = true
		}
	}
	for _, h := range g.Held {
		for _, alias := range h.Record.Aliases {
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

// with writes the lock anew with every address in it that the graph serves, or
// returns nil where all of them are in it already.
func (lock Lock) with(g *Graph) []byte {
	fresh, known := map[string][]string{}, lock.known()
	var names []string
	again := map[string]bool{} // served, and so not given up
	for _, e := range g.Entries {
		for _, path := range e.lockable() {
			if known[path] {
				continue
			}
			again[path] = true
			name := e.Ref().String()
			if fresh[name] == nil {
				names = append(names, name)
			}
			fresh[name] = append(fresh[name], path)
		}
	}
	if len(names) == 0 {
		return nil
	}
	for _, l := range lock.lines {
		if name := l.ref.String(); !l.gone && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var lines []string
	for _, name := range names {
		kind, id, _ := strings.Cut(name, ":")
		paths := append(fresh[name], lock.Of(record.Ref{Kind: kind, ID: id})...)
		lines = append(lines, name+" "+strings.Join(paths, " "))
	}
	return lock.written(append(lines, lock.goneLines(again)...))
}

// goneLines are the lines of addresses that are given up, without those that
// are served again.
func (lock Lock) goneLines(again map[string]bool) []string {
	var lines []string
	for _, l := range lock.lines {
		line := "gone"
		for _, p := range l.paths {
			if !again[p.path] {
				line += " " + p.path
			}
		}
		if l.gone && line != "gone" {
			lines = append(lines, line)
		}
	}
	return lines
}

// written is the text of a lock: the head, what authors noted, and the lines,
// sorted, each once.
func (lock Lock) written(lines []string) []byte {
	slices.Sort(lines)
	lines = slices.Compact(lines)
	end := "\n"
	if lock.crlf {
		end = "\r\n"
	}
	lines = slices.Concat([]string{lockHead}, lock.comments, lines)
	return []byte(strings.Join(lines, end) + end)
}

// known are the addresses that the lock keeps.
func (lock Lock) known() map[string]bool {
	known := map[string]bool{}
	for _, l := range lock.lines {
		for _, p := range l.paths {
			if !l.gone {
				known[p.path] = true
			}
		}
	}
	return known
}

// Unlocked reports the records with addresses that are not in the lock yet, for a
// machine that must not write it.
func (lock Lock) Unlocked(g *Graph) []diag.Diagnostic {
	known := lock.known()
	var bad []diag.Diagnostic
	for _, e := range g.Entries {
		fresh := slices.DeleteFunc(slices.Clone(e.lockable()), func(path string) bool { return known[path] })
		if len(fresh) > 0 {
			bad = append(bad, diag.New("address-unlocked", e.At(), "addresses", strings.Join(fresh, ", "), "entry", e.Ref().String()+" "+strings.Join(fresh, " ")))
		}
	}
	return bad
}
