// Package hostile holds hostile and broken inputs against the generator. Each
// has one outcome: it is refused with a code at its place, or it is published as
// the text that it is, which parsers that are not ours confirm. Beside them
// stand legitimate oddities, which must be accepted.
package hostile

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/build"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/sitetest"
)

// TestMain has the messages in English, whatever whoever runs the tests speaks.
func TestMain(m *testing.M) {
	if err := os.Setenv("DIGLOT_LANG", "en"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// hostileCount counts the inputs of a test by their outcome.
type hostileCount struct{ refused, safe, odd atomic.Int64 }

func (c *hostileCount) print(t *testing.T, what string) {
	t.Helper()
	t.Logf("%s: %d hostile (%d refused, %d safe), %d oddities", what,
		c.refused.Load()+c.safe.Load(), c.refused.Load(), c.safe.Load(), c.odd.Load())
}

// hostileLine is one input of a file in testdata/hostile: the code with which
// it is refused, if it is, the text, and what is seen of it, if that is
// something else.
type hostileLine struct {
	code, text, want string
	line             int
}

func hostileLines(t *testing.T, name string) (list []hostileLine) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	number := 0
	for line := range strings.Lines(string(b)) {
		number++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		h := hostileLine{line: number}
		if line[0] != '"' {
			h.code, line, _ = strings.Cut(line, " ")
		}
		var texts [2]string
		for i := range texts {
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				if i == 0 {
					t.Fatalf("%s:%d: %v", name, number, err)
				}
				quoted = strconv.Quote(texts[0])
			}
			texts[i], _ = strconv.Unquote(quoted)
			line = strings.TrimPrefix(strings.TrimPrefix(line, quoted), " ")
		}
		h.text, h.want = texts[0], texts[1]
		list = append(list, h)
	}
	return list
}

// planting is the site everything with a text in each of its text fields.
type planting struct {
	files  fstest.MapFS
	leaves []sitetest.Leaf // by number
}

// mark ends the text that is planted as number i, so that it is known wherever
// it appears.
func mark(i int) string { return fmt.Sprintf("m%d.", i) }

// plantEverywhere writes the site anew with the text, and its mark, in every
// field that holds a text.
func plantEverywhere(t *testing.T, base fstest.MapFS, files []*sitetest.ContentFile, text string) planting {
	t.Helper()
	p := planting{files: maps.Clone(base)}
	for _, f := range files {
		parts, _ := frontmatter.Split(f.Path, f.Src)
		g := planter{file: f, text: text, planting: &p}
		g.out.WriteString("---\n")
		if f.Root != nil {
			g.fields(f.Kind.Name, schemaOf(f), f.Root, "")
		}
		g.out.WriteString("---\n")
		g.out.Write(parts.Body)
		p.files[f.Path] = &fstest.MapFile{Data: g.out.Bytes()}
	}
	return p
}

// isWords reports whether a value is words of its author, and no code.
func isWords(l sitetest.Leaf) bool {
	return l.Path != "announcement.translationOf" && l.Field.Code == "" && (l.Field.Form == "text per language" || l.Field.Form == "text")
}

// warmth builds sites on top of one that was built before, so that the theme is
// made once.
type warmth struct {
	once  sync.Once
	state build.State
	files map[string][]byte
	keys  map[string]build.Key
}

// recorder is a sink that knows what was there before.
type recorder struct {
	sitetest.Memory
	keys map[string]build.Key
	old  map[string]build.Key
	kept map[string]bool
}

func (r *recorder) Made(name string) build.Key { return r.old[name] }

func (r *recorder) Keep(name string, key build.Key) (bool, error) {
	r.Lock()
	defer r.Unlock()
	old, there := r.old[name]
	if there && old == key {
		r.kept[name] = true
		return true, nil
	}
	return false, nil
}

func (r *recorder) Put(name string, b []byte, key build.Key) error {
	r.keys[name] = key
	return r.Memory.Put(name, b, key)
}

// over builds a site, and returns all of its files.
func (w *warmth) over(t *testing.T, first, files fstest.MapFS) (map[string][]byte, build.Report, error) {
	t.Helper()
	run := func(state build.State, files fstest.MapFS, old map[string]build.Key) (*recorder, build.State, build.Report, error) {
		r := &recorder{Memory: sitetest.Memory{Files: map[string][]byte{}}, keys: map[string]build.Key{}, old: old, kept: map[string]bool{}}
		next, report, err := build.Run(context.Background(), state, build.Input{Site: files, Clock: sitetest.Clock, Version: "test", Cache: sitetest.Drawn}, r)
		return r, next, report, err
	}
	w.once.Do(func() {
		r, state, report, err := run(build.State{}, first, nil)
		if err != nil || report.Failed(false) {
			t.Errorf("the first site is not built: %v\n%s", err, sitetest.Told(report.Found))
		}
		w.state, w.files, w.keys = state, r.Files, r.keys
	})
	r, _, report, err := run(w.state, files, w.keys)
	for name := range r.kept {
		r.Files[name] = w.files[name]
	}
	return r.Files, report, err
}

// Whatever stands in any field of any record is text in every output: for each
// of the texts there is a site that has it in all fields. Its pages have the
// elements and attributes that they have with harmless words, no more and no
// fewer; so have its feeds, calendars and tables.
//
// Planted bugs this test has caught: a quotation mark that is not escaped in
// attributes, with the last look and without it; "<" as it is in XML; formulas
// that are not disarmed; control characters that come in as escapes.
func TestHostileTextsInEveryFieldAreTextInEveryOutput(t *testing.T) {
	base, files := sitetest.Variant(t, "everything"), sitetest.EveryFile(t)
	var warm warmth
	harmless := plantEverywhere(t, base, files, "слово")
	_, report, err := warm.over(t, harmless.files, harmless.files)
	if err != nil || report.Failed(false) {
		t.Fatalf("the site with harmless words: %v\n%s", err, sitetest.Told(report.Found))
	}
	want := shapesOf(t, warm.files)
	var count hostileCount
	t.Run("texts", func(t *testing.T) {
		for _, h := range hostileLines(t, "texts.txt") {
			t.Run(strconv.Itoa(h.line), func(t *testing.T) {
				t.Parallel()
				p := plantEverywhere(t, base, files, h.text)
				all, report, err := warm.over(t, harmless.files, p.files)
				if err != nil {
					t.Fatalf("%q: %v", h.text, err)
				}
				if h.code != "" {
					count.refused.Add(1)
					refusedIn(t, h, p, report)
					return
				}
				count.safe.Add(1)
				if report.Failed(false) {
					t.Fatalf("%q is refused:\n%.2000s", h.text, sitetest.Told(report.Found))
				}
				inert(t, all)
				sameShapes(t, h.text, want, shapesOf(t, all))
				intact(t, h.text, p, all)
			})
		}
	})
	count.print(t, "texts in every field")
	if len(harmless.leaves) < 90 {
		t.Errorf("only %d fields hold a text", len(harmless.leaves))
	}
}

// refusedIn checks that a text was refused in each file that holds it.
func refusedIn(t *testing.T, h hostileLine, p planting, report build.Report) {
	t.Helper()
	told := map[string]bool{}
	for _, d := range report.Found {
		if string(d.Code) == h.code && d.Span.Line > 0 {
			told[d.Span.File] = true
		}
	}
	for _, l := range p.leaves {
		if !told[l.File.Path] {
			t.Errorf("%q in %s is not refused with %s", h.text, l.File.Path, h.code)
			return
		}
	}
}

// intact checks that a text stands whole before each of its marks, wherever one
// is, and that its record's page shows it.
func intact(t *testing.T, text string, p planting, out map[string][]byte) {
	t.Helper()
	shown := map[string]bool{}
	want := essence(text)
	for name, b := range out {
		for _, s := range stringsIn(t, name, b) {
			rest := s
			for {
				i, number := nextMark(rest)
				if i < 0 {
					break
				}
				if before := essence(rest[:i]); !strings.HasSuffix(before, want) {
					t.Errorf("%s: %q before the mark of %s is not %q", name, tail(before, 80), p.leaves[number].Path, want)
					return
				}
				shown[name+" "+mark(number)] = true
				if p.leaves[number].File.ID == "hidden" {
					t.Errorf("%s shows %s of a hidden record", name, p.leaves[number].Path)
				}
				rest = rest[i+len(mark(number)):]
			}
		}
	}
	for i, l := range p.leaves {
		if _, elsewhere := sitetest.NotOnItsPage[l.Path]; elsewhere || l.File.ID == "hidden" || l.Lang == "en" {
			continue
		}
		lang := l.Lang
		if lang == "" {
			lang = "uk"
		}
		if page := sitetest.PageOf(l.File, lang); !shown[page+" "+mark(i)] {
			t.Errorf("%s does not show %s", page, l.Path)
			return
		}
	}
}

// nextMark returns where the next mark begins, and its number; -1 where there
// is none.
func nextMark(s string) (at, number int) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], 'm')
		if i < 0 {
			return -1, 0
		}
		at = from + i
		digits := at + 1
		for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
			digits++
		}
		if digits > at+1 && digits < len(s) && s[digits] == '.' && (at == 0 || s[at-1] == ' ') {
			number, _ = strconv.Atoi(s[at+1 : digits])
			return at, number
		}
		from = at + 1
	}
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// essence is a text without what formats and typography change in it: white
// space is one space or none, dashes are one hyphen, and neither quotation
// marks, apostrophes (some disarm formulas) nor the backslashes of lists count.
func essence(s string) string { return sitetest.Fold(inessential.Replace(s)) }

var inessential = strings.NewReplacer("'", "", "’", "", "ʼ", "", "`", "", `\`, "", "\u0338", "",
	`"`, "", "«", "", "»", "", "„", "", "“", "", "”", "", "--", "-", "——", "-", "—", "-", "–", "-")
