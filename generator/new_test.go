package main

import (
	"context"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/build"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/draft"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/roster"
	"diglot/generator/internal/sitetest"
)

// What the new command makes builds, for every kind, whatever the languages of
// the site: hidden, and shown to those who write.
//
// Planted bugs this test has caught: a draft that is not hidden. What it found:
// an agreement of no stated type, which no page could name.
func TestNewRecordsBuild(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{"shipped": maps.Clone(sitetest.Shipped(t)), "en-fr": sitetest.Variant(t, "en-fr")} {
		r, bad, err := roster.Read(files)
		if err != nil || len(bad) > 0 {
			t.Fatal(bad, err)
		}
		before := len(files)
		for _, k := range record.Kinds {
			if k.Single {
				continue // the site has one; a new site's is tested beside the package
			}
			w := draft.Wish{Kind: k, ID: "newly-made", Today: lang.Date{Year: 2026, Month: 11, Day: 23}, Language: diag.Ukrainian, Site: r}
			for _, f := range draft.Files(w) {
				files[f.Path] = &fstest.MapFile{Data: f.Bytes}
			}
		}
		if made := len(files) - before; made != 7*3+3 {
			t.Errorf("%s: %d files were made", name, made)
		}
		for _, drafts := range []bool{false, true} {
			in := build.Input{Site: files, Clock: sitetest.Clock, Version: "test", Drafts: drafts}
			_, report, err := build.Run(context.Background(), build.State{}, in, sitetest.Unseen{})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range report.Found {
				if d.Severity == diag.Error || d.Severity == diag.Warning && strings.Contains(d.Span.File, "newly-made") {
					t.Errorf("%s, drafts %v: %s %s", name, drafts, sitetest.Placed(d.Span), diag.Message(d))
				}
			}
			if held := len(report.Held); held < len(record.Kinds)-1 {
				t.Errorf("%s, drafts %v: only %d records are hidden", name, drafts, held)
			}
		}
	}
}
