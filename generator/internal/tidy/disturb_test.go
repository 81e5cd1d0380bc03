package tidy

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"diglot/generator/internal/record"
	"diglot/generator/internal/source"
)

// sites are the shipped site and golden ones, by their configurations.
var sites = []string{"../../..", "../../testdata/sites/everything", "../../testdata/sites/en-fr", "../../testdata/sites/three-languages"}

// records reads the files of every record of a site.
func records(t testing.TB, dir string) (*record.Config, [][]File) {
	t.Helper()
	disk := os.DirFS(dir)
	src, err := fs.ReadFile(disk, record.ConfigFile)
	if err != nil {
		t.Fatal(err)
	}
	c, bad := record.ParseConfig(src)
	entries, _, err := source.List(disk)
	if len(bad) > 0 || err != nil {
		t.Fatal(bad, err)
	}
	at := map[record.Ref]int{}
	var list [][]File
	for _, e := range entries {
		origin, wrong := record.OriginOf(e.Path, c)
		if path.Ext(e.Path) != ".md" || len(wrong) > 0 {
			continue
		}
		f, err := source.Load(disk, e.Path)
		if err != nil {
			t.Fatal(err)
		}
		ref := record.Ref{Kind: origin.Kind.Name, ID: origin.ID}
		if _, known := at[ref]; !known {
			at[ref] = len(list)
			list = append(list, nil)
		}
		list[at[ref]] = append(list[at[ref]], File{e.Path, f.Bytes})
	}
	return c, list
}

// Whatever the order of the fields, the place of the facts, comments, ends of
// lines and spaces: a second run changes nothing, the record says what it said,
// no comment is lost, and a file's lines end as they did.
//
// Planted bugs this test has caught: the comment of a moved field lost; lines that
// end as those of another file; the byte order mark lost.
func TestTidyingTwiceIsTidyingOnce(t *testing.T) {
	type site struct {
		c    *record.Config
		list [][]File
	}
	var all []site
	for _, dir := range sites {
		c, list := records(t, dir)
		all = append(all, site{c, list})
	}
	rapid.Check(t, func(t *rapid.T) {
		s := all[rapid.IntRange(0, len(all)-1).Draw(t, "site")]
		files := Disturb(t, s.list[rapid.IntRange(0, len(s.list)-1).Draw(t, "record")], s.c)
		before, bad := read(files, s.c)
		if len(bad) > 0 {
			t.Fatalf("the disturbance is no record: %v\n%s", bad, written(files))
		}
		changes, _ := Record(files, s.c)
		tidied := applied(files, changes)
		if again, _ := Record(tidied, s.c); len(again) > 0 {
			t.Fatalf("tidied\n%s\nonce more\n%s", written(tidied), written(applied(tidied, again)))
		}
		if after, bad := read(tidied, s.c); len(bad) > 0 || !record.Same(before, after) {
			t.Fatalf("it says something else\n%s\nwas\n%s", written(tidied), written(files))
		}
		if was, is := comments(files), comments(tidied); !slices.Equal(was, is) {
			t.Fatalf("comments were %q, are %q\n%s", was, is, written(tidied))
		}
		for _, f := range files {
			i := slices.IndexFunc(tidied, func(o File) bool { return o.Path == f.Path })
			if was, is := ends(f.Bytes), ends(tidied[i].Bytes); is != was && strings.Contains(was, "F") {
				t.Fatalf("%s ended its lines as %q, ends them as %q", f.Path, was, is)
			}
		}
	})
}

// ends are the kinds of ends that the lines of a file have, and whether there is
// a byte order mark.
func ends(b []byte) (kinds string) {
	text := string(b)
	if strings.HasPrefix(text, "\uFEFF") {
		kinds = "mark "
	}
	if strings.Contains(text, "\r\n") {
		kinds += "CRLF "
	}
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		kinds += "LF"
	}
	return kinds
}

// comments are all comments of the files, sorted.
func comments(files []File) (list []string) {
	for _, f := range files {
		for line := range strings.Lines(string(f.Bytes)) {
			if i := strings.Index(line, "# ~"); i >= 0 {
				list = append(list, strings.TrimSpace(line[i:]))
			}
		}
	}
	slices.Sort(list)
	return list
}
