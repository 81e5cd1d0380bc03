package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"diglot/generator/internal/cli"
	"diglot/generator/internal/site"
	"diglot/generator/internal/sitetest"
)

// shipped is the site in this repository, built once for all tests.
func shipped(t *testing.T) *published {
	t.Helper()
	buildShipped.Do(func() { shippedSite, _, shippedErr = buildSite(sitetest.Shipped(t), "") })
	if shippedErr != nil || shippedSite == nil {
		t.Fatalf("the shipped site was not built (TestBuildPublishesTheShippedSite says why): %v", shippedErr)
	}
	return shippedSite
}

var (
	buildShipped sync.Once
	shippedSite  *published
	shippedErr   error
)

// publish runs the command line on the shipped site and returns the published
// folder.
func publish(t *testing.T) string {
	t.Helper()
	source := t.TempDir()
	sitetest.Lay(t, source, sitetest.Shipped(t))
	var stdout, stderr bytes.Buffer
	args := []string{"build", "-s", source, "--clock", "2026-12-01T00:00:00Z", "--strict"}
	if code := cli.Main(args, &stdout, &stderr); code != 0 {
		t.Fatalf("exit code %d\n%s", code, &stderr)
	}
	if stdout.Len() > 0 || strings.Count(stderr.String(), "\n") != 1 || !strings.HasPrefix(stderr.String(), "built ") {
		t.Errorf("more was printed than one calm line:\n%s%s", &stdout, &stderr)
	}
	return filepath.Join(source, "public")
}

// The command line publishes what Run makes, byte for byte, and the shipped
// site has neither errors nor warnings.
func TestBuildPublishesTheShippedSite(t *testing.T) {
	folder := publish(t)
	want := mustBuild(t, sitetest.Shipped(t), "")
	got, err := sitetest.FilesOf(folder, ".")
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range want.files {
		if f := got[name]; f == nil || !bytes.Equal(f.Data, b) {
			t.Errorf("%s: in the folder it is missing or other than in memory", name)
		}
		delete(got, name)
	}
	for name := range got {
		if !strings.HasPrefix(name, ".") {
			t.Errorf("%s: only in the folder", name)
		}
	}
}

// expectations is testdata/statements.yaml; its head says how it is read.
type expectations struct {
	Statements []struct {
		ID   string
		Said map[string]said `yaml:",inline"`
	}
	Traps []trap
}

// trap is a pattern that must not be found, and where.
type trap struct{ ID, Why, URL, Lang, Forbid string }

// said is a text and where it stands.
type said struct{ URL, Text string }

func expected(t *testing.T) expectations {
	t.Helper()
	b, err := os.ReadFile("testdata/statements.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var e expectations
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&e); err != nil {
		t.Fatal(err)
	}
	return e
}

// unsaid lists the statements that the site does not make, as "S01 uk".
func (e expectations) unsaid(s *published) []string {
	texts := map[string]string{}
	var list []string
	for _, st := range e.Statements {
		for _, key := range slices.Sorted(maps.Keys(st.Said)) {
			said := st.Said[key]
			text, known := texts[said.URL]
			if p := s.page(said.URL); !known && p != nil {
				text = p.main()
				texts[said.URL] = text
			}
			if !strings.Contains(text, sitetest.Fold(said.Text)) {
				list = append(list, st.ID+" "+key)
			}
		}
	}
	return list
}

// Planted bugs this test has caught: a sentence of an agreement's text changed
// in one language; S17 left out of the list; the points of the plan printed
// without their text.
func TestStatementsAreOnTheSite(t *testing.T) {
	e := expected(t)
	for _, missing := range e.unsaid(shipped(t)) {
		t.Errorf("%s does not stand where it should", missing)
	}
	numbered := regexp.MustCompile(`^S[0-9][0-9]$`)
	found := map[string]bool{}
	for _, st := range e.Statements {
		for _, key := range []string{"uk", "zh"} {
			if said := st.Said[key]; said.Text == "" || !strings.HasPrefix(said.URL, "/"+key+"/") {
				t.Errorf("%s has no statement in %s", st.ID, key)
			}
		}
		if numbered.MatchString(st.ID) {
			found[st.ID] = true
		}
	}
	if len(found) != 39 {
		t.Errorf("%d of 39 statements of the announcement are looked for", len(found))
	}
	t.Logf("%d statements in 2 languages, %d of 39 of the announcement", len(e.Statements), len(found))
}

// No record is there for nothing: without it the site is not built, or does
// not say what it must.
//
// Planted bugs this test has caught: a second place Lviv that nothing names; a
// page that no statement asks for.
func TestEveryRecordIsNeeded(t *testing.T) {
	e := expected(t)
	files := sitetest.Shipped(t)
	delete(files, site.LockFile) // which would miss every one of them
	records := map[string][]string{}
	for name := range files {
		if rest, ok := strings.CutPrefix(name, "content/"); ok && strings.HasSuffix(name, ".md") {
			record, _, _ := strings.Cut(rest, ".")
			records[record] = append(records[record], name)
		}
	}
	if len(records) < 30 {
		t.Fatalf("only %d records were found", len(records))
	}
	for _, record := range slices.Sorted(maps.Keys(records)) {
		without := maps.Clone(files)
		for _, name := range records[record] {
			delete(without, name)
		}
		s, _, err := buildSite(without, "")
		if err != nil {
			t.Fatal(err)
		}
		if s != nil && len(e.unsaid(s)) == 0 {
			t.Errorf("nobody misses %s", record)
		}
	}
}

// sprung lists the traps that the site has fallen into.
func (e expectations) sprung(t *testing.T, s *published) []string {
	var list []string
	whole, own := map[*webpage]string{}, map[*webpage]string{}
	for _, p := range s.pages {
		whole[p], own[p] = p.main(), p.ownWords()
	}
	for _, trap := range e.Traps {
		forbidden, err := regexp.Compile(trap.Forbid)
		if err != nil {
			t.Errorf("%s: %v", trap.ID, err)
			continue
		}
		looked := 0
		for _, p := range s.pages {
			l, _ := p.edition()
			if trap.Lang != "all" && l.key != trap.Lang || trap.URL != "everywhere" && p != s.page(trap.URL) {
				continue
			}
			looked++
			text := whole[p]
			if trap.URL != "everywhere" {
				text = own[p]
			}
			if found := forbidden.FindString(text); found != "" {
				list = append(list, trap.ID+": /"+p.path+" says “"+found+"”; "+trap.Why)
			}
		}
		if looked == 0 {
			t.Errorf("%s: there is no page to look at", trap.ID)
		}
	}
	return list
}

// Planted bugs this test has caught: “中乌” in a description; an hour on the
// page of the ceremony; Sumy with the ROR code of another university.
func TestTraps(t *testing.T) {
	e := expected(t)
	for _, found := range e.sprung(t, shipped(t)) {
		t.Error(found)
	}
	for _, trap := range e.Traps {
		if regexp.MustCompile(trap.Forbid).MatchString("") {
			t.Errorf("%s forbids nothing in particular", trap.ID)
		}
	}
	if len(e.Traps) < 50 {
		t.Errorf("only %d traps are set", len(e.Traps))
	}
}

// A trap that cannot be sprung guards nothing.
func TestTrapsCanBeSprung(t *testing.T) {
	e := expected(t)
	for _, bad := range []struct{ trap, file, text string }{
		{"T-dnipro-partner-uk", "uk/members/dnu/index.html", "Шеньянський університет Лігун"},
		{"T-invented-pair-zh", "zh/ceremonies/opening-2021-06-23/index.html", "苏梅国立大学与沈阳理工大学"},
		{"T-claim-as-members", "uk/members/index.html", "141 учасник"},
		{"T-ceremony-hour-zh", "zh/ceremonies/opening-2021-06-23/index.html", "10:00"},
		{"T-measure-as-fund-uk", "uk/funds/team-support/index.html", "Фонд підтримки"},
		{"T-kyiv", "zh/names/index.html", "Kiev"},
	} {
		s := shipped(t).with(bad.file, func(src string) string {
			return strings.Replace(src, "</main>", "<p>"+bad.text+"</p></main>", 1)
		})
		i := slices.IndexFunc(e.Traps, func(trap trap) bool { return trap.ID == bad.trap })
		if only := (expectations{Traps: e.Traps[i : i+1]}); len(only.sprung(t, s)) != 1 {
			t.Errorf("%s: “%s” does not spring it", bad.trap, bad.text)
		}
	}
}
