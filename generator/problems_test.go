package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/sitetest"
	"diglot/generator/internal/source"
)

// problem is a file of testdata/problems: the smallest site that has a mistake,
// and the nearest one that has none. Both are files to add to base.txtar. Where the
// nearest one is not what an author should make of the mistake, its files to
// mend are told as well: they replace those of the mistake, and an empty one is
// taken away.
//
// The head of the file holds "at: file:line:column", where the mistake is told;
// "remove: file", a file of the base that the mistake lacks; "locked", where no address
// may be new; and "provoked: file function", the test that provokes what no file
// can. Where the example in the
// documentation cannot be shown by the files, it is in the sections "mistake"
// and "mended".
type problem struct {
	code            diag.Code
	at              string
	remove          []string
	provoked        string
	locked          bool
	fires, silent   fstest.MapFS
	mends           fstest.MapFS
	mistake, mended string
}

// problems are all fixtures, in the order of the catalogue.
func problems(t *testing.T) []problem {
	t.Helper()
	var list []problem
	for _, s := range diag.Catalogue() {
		b, err := os.ReadFile(sitetest.Testdata("problems/" + string(s.Code) + ".txtar"))
		if err != nil {
			t.Errorf("%s has no fixture", s.Code)
			continue
		}
		list = append(list, readProblem(s.Code, txtar.Parse(b)))
	}
	return list
}

func readProblem(code diag.Code, a *txtar.Archive) problem {
	p := problem{code: code, fires: fstest.MapFS{}, silent: fstest.MapFS{}, mends: fstest.MapFS{}}
	for line := range strings.Lines(string(a.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "at":
			p.at = value
		case "remove":
			p.remove = append(p.remove, value)
		case "locked":
			p.locked = true
		case "provoked":
			p.provoked = value
		}
	}
	for _, f := range a.Files {
		side, name, _ := strings.Cut(f.Name, "/")
		switch side {
		case "fires":
			p.fires[name] = &fstest.MapFile{Data: f.Data}
		case "silent":
			p.silent[name] = &fstest.MapFile{Data: f.Data}
		case "mends":
			p.mends[name] = &fstest.MapFile{Data: f.Data}
		case "mistake":
			p.mistake = strings.TrimRight(string(f.Data), "\n")
		case "mended":
			p.mended = strings.TrimRight(string(f.Data), "\n")
		}
	}
	return p
}

// Every code of the catalogue is told where it must be, alone, and not where it
// must not: a code that nothing provokes would be dead.
func TestEveryProblemFiresInItsPlaceAndNowhereElse(t *testing.T) {
	base := sitetest.ProblemBase(t)
	state, wrong := sitetest.Found(t, build.State{}, base, false)
	if len(wrong) > 0 {
		t.Fatalf("the base has mistakes of its own:\n%s", sitetest.Told(wrong))
	}
	for _, p := range problems(t) {
		t.Run(string(p.code), func(t *testing.T) {
			t.Parallel()
			if p.provoked != "" {
				p.isProvoked(t)
				return
			}
			fires, silent := p.sites(t, base)
			_, list := sitetest.Found(t, state, fires, p.locked)
			if len(list) != 1 || list[0].Code != p.code || sitetest.Placed(list[0].Span) != p.at {
				t.Errorf("want %s at %s alone, got\n%s", p.code, p.at, sitetest.Told(list))
			}
			for _, d := range list {
				s := diag.Message(d) + diag.Fix(d) + diag.Because(d)
				if place.MatchString(s) && p.code != "layout-html" {
					t.Errorf("a place in the sentence was not filled: %s", s)
				}
				if jargon.MatchString(strings.ReplaceAll(s, ".yaml", "")) {
					t.Errorf("a press officer does not know this word: %s", s)
				}
				if diag.Fix(d) == "" {
					t.Error("nothing says how to mend it")
				}
			}
			if _, list := sitetest.Found(t, state, silent, p.locked); len(list) > 0 {
				t.Errorf("the legitimate one is taken for a mistake:\n%s", sitetest.Told(list))
			}
			if len(p.mends) == 0 {
				return
			}
			mended := maps.Clone(base)
			maps.Copy(mended, p.afterMending())
			if _, list := sitetest.Found(t, state, mended, p.locked); len(list) > 0 {
				t.Errorf("the mended one is taken for a mistake:\n%s", sitetest.Told(list))
			}
		})
	}
}

// place is one for a fact of the case.
var place = regexp.MustCompile(`\{[a-z]+\}`)

// jargon must not come in with the facts of the case either.
var jargon = regexp.MustCompile(`(?i)\b(scalars?|mappings?|nodes?|(un)?marshal|tokens?|nil|goroutine|yaml|rune|utf8|fs\.|parse[rd]?)\b`)

// isProvoked checks that the test that is named exists and knows the code.
func (p problem) isProvoked(t *testing.T) {
	file, function, _ := strings.Cut(p.provoked, " ")
	src, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(src, []byte("func "+function+"(")) || !bytes.Contains(src, []byte(`"`+p.code+`"`)) {
		t.Errorf("%s does not provoke %s: %v", p.provoked, p.code, err)
	}
}

func TestNoFixtureIsWithoutItsCode(t *testing.T) {
	names, err := filepath.Glob(sitetest.Testdata("problems/*"))
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{"base.txtar": true}
	for _, s := range diag.Catalogue() {
		codes[string(s.Code)+".txtar"] = true
	}
	for _, name := range names {
		if !codes[filepath.Base(name)] {
			t.Errorf("%s belongs to no code", name)
		}
	}
}

// afterMending are the files of the mistake as its author should leave them.
func (p problem) afterMending() fstest.MapFS {
	files := maps.Clone(p.fires)
	maps.Copy(files, p.mends)
	maps.DeleteFunc(files, func(_ string, f *fstest.MapFile) bool { return len(f.Data) == 0 })
	return files
}

// sites are the two sites of a fixture.
func (p problem) sites(t *testing.T, base fstest.MapFS) (fires, silent fs.FS) {
	if lay, ok := onDisk[p.code]; ok {
		return p.inFolder(t, base, lay), p.inFolder(t, base, nil)
	}
	if change, ok := changes[p.code]; ok {
		change(p.fires, p.silent, base)
	}
	with := func(files fstest.MapFS) fstest.MapFS {
		all := maps.Clone(base)
		maps.Copy(all, files)
		return all
	}
	wrong := with(p.fires)
	for _, name := range p.remove {
		delete(wrong, name)
	}
	return wrong, with(p.silent)
}

// bomb is a picture that says it has 50,000 by 50,000 pixels: ten gigabytes,
// decoded.
func bomb() []byte {
	b := bytes.Clone(sitetest.Gate())
	head := b[8:33] // length, name, content, checksum
	binary.BigEndian.PutUint32(head[8:], 50_000)
	binary.BigEndian.PutUint32(head[12:], 50_000)
	binary.BigEndian.PutUint32(head[21:], crc32.ChecksumIEEE(head[4:21]))
	return b
}

// changes are what a fixture cannot show as text.
var changes = map[diag.Code]func(fires, silent, base fstest.MapFS){
	"encoding-other": func(fires, _, _ fstest.MapFS) {
		f := fires["content/members/khpi.md"]
		f.Data = sitetest.Windows1251(f.Data)
	},
	"encoding-unknown": func(fires, _, _ fstest.MapFS) {
		f := fires["content/members/khpi.md"]
		f.Data = bytes.Replace(f.Data, []byte("?"), []byte{0xFF}, 1)
	},
	"character-control": func(fires, _, _ fstest.MapFS) {
		f := fires["content/members/khpi.md"]
		f.Data = bytes.Replace(f.Data, []byte("Харківський"), []byte("Харківський\v"), 1)
	},
	"frontmatter-too-large":  lengthened("content/members/khpi.uk.md", "слово ", 7_000, 600),
	"fields-too-many":        lengthened("content/members/khpi.uk.md", "a,", 20_000, 9_000),
	"markdown-too-intricate": lengthened("content/announcements/opening.uk.md", "[*a_](", 10_000, 1),
	"markdown-too-large":     lengthened("content/announcements/opening.uk.md", "Слово про альянс.\n\n", 40_000, 400),
	"markdown-image-alt":     withGate,
	"picture-missing":        withGate,
	"pictures-differ":        withGate,
	"picture-ending": func(fires, silent, _ fstest.MapFS) {
		fires["content/announcements/opening/gate.jpg"].Data = sitetest.Gate()
		silent["content/announcements/opening/gate.png"].Data = sitetest.Gate()
	},
	"picture-too-large": func(fires, silent, _ fstest.MapFS) {
		fires["content/announcements/opening/gate.png"].Data = bomb()
		silent["content/announcements/opening/gate.png"].Data = sitetest.Gate()
	},
	"page-heavy":     varied("content/announcements/opening.uk.md", "%s ", "абвгдежзийклмноп", 3_000, 600),
	"style-heavy":    varied("layouts/css/99-last.css", ".%s { z-index: 1 }\n", "abcdefghijklmnop", 2_000, 5),
	"string-missing": inStrings("notFound:\n  title:", "notFound:\n  titel:"),
	"plural-missing": inStrings("    few: \"{n} університети\"\n", ""),
	"fields-too-large": func(fires, silent, base fstest.MapFS) {
		comment := "# " + strings.Repeat("слово ", 100) + "\n" // a kilobyte
		fires["site.yaml"] = &fstest.MapFile{Data: append([]byte(strings.Repeat(comment, 300)), base["site.yaml"].Data...)}
		silent["site.yaml"] = &fstest.MapFile{Data: append([]byte(strings.Repeat(comment, 100)), base["site.yaml"].Data...)}
	},
}

// lengthened puts many of a text in the place of LONG.
func lengthened(name, text string, many, few int) func(fires, silent, base fstest.MapFS) {
	return func(fires, silent, _ fstest.MapFS) {
		fires[name].Data = bytes.Replace(fires[name].Data, []byte("LONG"), []byte(strings.Repeat(text, many)), 1)
		silent[name].Data = bytes.Replace(silent[name].Data, []byte("LONG"), []byte(strings.Repeat(text, few)), 1)
	}
}

// varied puts many different words, of sixteen letters, in the place of VARIED.
func varied(name, form, letters string, many, few int) func(fires, silent, base fstest.MapFS) {
	write := func(files fstest.MapFS, n int) {
		var b []byte
		for i := range n {
			sum := sha256.Sum256([]byte{byte(i), byte(i >> 8)})
			word := make([]rune, 10)
			for i := range word {
				word[i] = []rune(letters)[sum[i]%16]
			}
			b = fmt.Appendf(b, form, string(word))
		}
		files[name].Data = bytes.Replace(files[name].Data, []byte("VARIED"), b[:len(b)-1], 1)
	}
	return func(fires, silent, _ fstest.MapFS) {
		write(fires, many)
		write(silent, few)
	}
}

// withGate puts a picture into the announcement's folder.
func withGate(fires, silent, _ fstest.MapFS) {
	for _, files := range []fstest.MapFS{fires, silent} {
		files["content/announcements/opening/gate.png"] = &fstest.MapFile{Data: sitetest.Gate()}
	}
}

// inStrings changes the Ukrainian strings of the mistake.
func inStrings(old, new string) func(fires, silent, base fstest.MapFS) {
	return func(fires, _, base fstest.MapFS) {
		const name = "layouts/strings/uk.yaml"
		fires[name] = &fstest.MapFile{Data: bytes.Replace(base[name].Data, []byte(old), []byte(new), 1)}
	}
}

// onDisk lays the mistake of a fixture that only a real folder can have.
var onDisk = map[diag.Code]func(dir string) error{
	"file-not-regular": func(dir string) error {
		name := filepath.Join(dir, "content/members/khpi.md")
		elsewhere := filepath.Join(filepath.Dir(dir), "khpi.md")
		return errors.Join(os.Rename(name, elsewhere), os.Symlink(elsewhere, name))
	},
	"file-unreadable": func(dir string) error { return os.Chmod(filepath.Join(dir, "static/charter.txt"), 0) },
	"file-name": func(dir string) error {
		return os.WriteFile(filepath.Join(dir, "static", "annual\u202efdp.txt"), nil, 0o666)
	},
	"file-too-large": func(dir string) error {
		film := filepath.Join(dir, "static", "film.mp4")
		return errors.Join(os.WriteFile(film, nil, 0o666), os.Truncate(film, 101<<20))
	},
}

// inFolder writes the base into a folder, and the mistake if there is one.
func (p problem) inFolder(t *testing.T, base fstest.MapFS, lay func(dir string) error) fs.FS {
	dir := filepath.Join(t.TempDir(), "site")
	base = maps.Clone(base)
	base["static/charter.txt"] = &fstest.MapFile{Data: []byte("User-agent: *\n")}
	if err := os.CopyFS(dir, base); err != nil {
		t.Fatal(err)
	}
	if lay != nil {
		if err := lay(dir); err != nil {
			t.Skip("NOT CHECKED: this system cannot have the mistake:", err)
		}
	}
	folder, err := source.OS(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { folder.Close() })
	if lay != nil && p.code == "file-unreadable" && os.Geteuid() == 0 {
		return denied{folder} // root may read everything
	}
	return folder
}

// denied is a folder of which one file cannot be read.
type denied struct{ *source.Folder }

func (d denied) Open(name string) (fs.File, error) {
	if name == "static/charter.txt" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EACCES}
	}
	return d.Folder.Open(name)
}
