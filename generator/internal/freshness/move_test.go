package freshness_test

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/build"
	"diglot/generator/internal/edit"
	"diglot/generator/internal/freshness"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
	"diglot/generator/internal/sitetest"
)

// A record of any kind may get another id: the site is as sound as before, all
// of its addresses lead on, and nothing speaks of the old id. Moved back it is
// the same, byte for byte, but for the addresses in between.
//
// Planted bugs this test has caught: references of site.yaml left out; aliases
// left out; an alias that is the record's own address kept.
func TestRecordOfAnyKindIsMovedAndMovedBack(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{"shipped": sitetest.Shipped(t), "newsroom": sitetest.Newsroom(t)} {
		if files[site.LockFile] == nil {
			files[site.LockFile] = &fstest.MapFile{Data: sitetest.LockOf(t, files)}
		}
		_, wrong := sitetest.Found(t, build.State{}, files, true)
		if len(wrong) > 0 {
			t.Fatalf("%s has mistakes:\n%s", name, sitetest.Told(wrong))
		}
		for _, ref := range oneOfEachKind(files) {
			t.Run(name+"/"+ref.String(), func(t *testing.T) {
				there := relocated(t, files, ref, ref.ID+"-elsewhere")
				speaks(t, there, ref)
				back := relocated(t, there, record.Ref{Kind: ref.Kind, ID: ref.ID + "-elsewhere"}, ref.ID)
				if len(back) != len(files) {
					t.Errorf("%d files, of %d", len(back), len(files))
				}
				for name, f := range files {
					if got := withoutAliases(string(back[name].Data)); got != withoutAliases(string(f.Data)) && name != site.LockFile {
						t.Errorf("%s came back as\n%s\nfrom\n%s", name, got, f.Data)
					}
				}
			})
		}
	}
}

// relocated is a site in which a record has another id, and which was built since.
func relocated(t *testing.T, files fstest.MapFS, ref record.Ref, id string) fstest.MapFS {
	t.Helper()
	move, err := edit.PlanMove(files, ref, id, false)
	if err != nil {
		t.Fatal(err)
	}
	state, wrong := sitetest.Found(t, build.State{}, files, false)
	plan, err := freshness.Desk{State: state, Report: build.Report{Found: wrong}, Site: files}.Renamed(move.Plan)
	if err != nil {
		t.Fatal(err)
	}
	over, err := plan.Over(files)
	if err != nil {
		t.Fatal(err)
	}
	_, report, err := build.Run(t.Context(), build.State{}, build.Input{Site: over, Clock: sitetest.Clock, Version: "test", Cache: sitetest.Drawn}, sitetest.Unseen{})
	if err != nil || len(report.Found) > 0 {
		t.Fatalf("%s as %s: %v\n%s", ref, id, err, sitetest.Told(report.Found))
	}
	after, err := sitetest.FilesIn(over, ".")
	if err != nil {
		t.Fatal(err)
	}
	if report.Lock.After != nil {
		after[site.LockFile] = &fstest.MapFile{Data: report.Lock.After}
	}
	return after
}

// oneOfEachKind are the first records of each kind that others refer to.
func oneOfEachKind(files fstest.MapFS) (list []record.Ref) {
	for _, k := range record.Kinds {
		names, _ := fs.Glob(files, path.Join(record.ContentDir, k.Section, "*.md"))
		if len(names) > 0 {
			id, _, _ := strings.Cut(path.Base(names[len(names)/2]), ".")
			list = append(list, record.Ref{Kind: k.Name, ID: id})
		}
	}
	return list
}

// speaks reports what in the content names a record that is not there any more.
func speaks(t *testing.T, files fstest.MapFS, ref record.Ref) {
	t.Helper()
	named := regexp.MustCompile(ref.String() + `([^a-z0-9-]|$)|` + record.KindNamed(ref.Kind).Section + "/" + ref.ID + "[./]")
	for name, f := range files {
		if !strings.HasPrefix(name, record.ContentDir) || name == site.LockFile {
			continue
		}
		if old := named.FindString(withoutAliases(string(f.Data))); old != "" {
			t.Errorf("%s still speaks of %s", name, old)
		}
	}
}

// withoutAliases is a file without its lines of aliases.
func withoutAliases(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "aliases:") && !strings.HasPrefix(line, "  - /") {
			fmt.Fprint(&b, line)
		}
	}
	return b.String()
}
