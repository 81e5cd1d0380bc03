package build

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/view"
)

// A page that is not the same after an edit of a fact was made from that fact:
// why said so before the edit.
//
// Planted bugs this test has caught: see the end of the file.
func TestWhyNamesTheFieldThatChangesAPage(t *testing.T) {
	rapidly(t, 25)
	edits, pages := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		w := world{files: small(), Clock: sample.Clock}
		before := &shelf{}
		before.mustBuild(t, State{}, w.input())
		was := w
		e := drawEdit(rt, w.files)
		w.write(e.file, strings.Replace(w.read(e.file), e.old, e.new, 1))
		after := &shelf{}
		if _, report := after.build(t, State{}, w.input()); report.Failed(false) {
			return
		}
		edits++
		var changed []string
		for path, b := range after.site {
			if old, ok := before.site[path]; ok && !slices.Equal(old.bytes, b.bytes) {
				changed = append(changed, path)
			}
		}
		slices.Sort(changed)
		for range min(len(changed), 2) {
			path := rapid.SampledFrom(changed).Draw(rt, "page")
			pages++
			a := mustWhy(rt, was.input(), path)
			if !a.names(e.file, e.field) {
				rt.Fatalf("%s of %s changes %s, and why does not name it: %v", e, e.file, path, a.Origins)
			}
		}
	})
	if edits < 8 || pages < 12 {
		t.Errorf("only %d edits changed %d pages", edits, pages)
	}
}

// names reports whether a field, or one below it, is among what a page is made
// from.
func (a Answer) names(file, field string) bool {
	for _, o := range a.Origins {
		if o.File == file && slices.ContainsFunc(o.Fields, func(f Field) bool {
			return f.Name == field || strings.HasPrefix(f.Name, field+".")
		}) {
			return true
		}
	}
	return false
}

func mustWhy(t fataler, in Input, about string) Answer {
	a, report, err := Why(context.Background(), in, about, nil)
	if err != nil || hasError(report.Found) {
		t.Fatalf("why %s: %v %s", about, err, told(report.Found))
	}
	return a
}

// edit is a change of a value in front matter.
type edit struct{ file, field, old, new string }

func (e edit) String() string { return fmt.Sprintf("%s, %q for %q", e.field, e.new, e.old) }

var (
	factLine = regexp.MustCompile(`^( *)(?:- )?([A-Za-z]+): *(.*)$`)
	dateForm = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
)

// siblings are values that may stand for one another.
var siblings = [][]string{{"kharkiv", "dalian"}, {"UA", "CN", "PL"}, {"research", "mobility", "contract"}, {"online", "offline", "mixed"}}

// drawEdit draws a line of some facts and another value for it.
func drawEdit(t *rapid.T, files fstest.MapFS) edit {
	var all []edit
	for name, f := range files {
		if !isFacts(name) {
			continue
		}
		top := ""
		for line := range strings.Lines(string(f.Data)) {
			m := factLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if m == nil {
				continue
			}
			if m[1] == "" && !strings.HasPrefix(line, "-") {
				top = m[2]
			}
			for _, value := range otherValues(m[3]) {
				all = append(all, edit{name, top, line, strings.Replace(line, m[3], value, 1)})
			}
		}
	}
	slices.SortFunc(all, func(a, b edit) int { return strings.Compare(a.file+a.old+a.new, b.file+b.old+b.new) })
	return rapid.SampledFrom(all).Draw(t, "edit")
}

func otherValues(value string) []string {
	switch {
	case dateForm.MatchString(value):
		return []string{"1999-12-31", "2021-06-24", "2021-11-30", "2022-04-05"}
	case strings.HasPrefix(value, "[") && strings.Contains(value, ","):
		items := strings.Split(strings.Trim(value, "[]"), ", ")
		back := slices.Clone(items)
		slices.Reverse(back)
		return []string{"[" + strings.Join(back, ", ") + "]", "[" + items[0] + "]"}
	case len(value) > 0 && value[0] >= 0x80:
		return []string{"Я" + value, "А " + value, value + " 2", "一" + value}
	}
	for _, list := range siblings {
		if slices.Contains(list, value) {
			return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == value })
		}
	}
	return nil
}

func TestWhyNamesEveryFileOfALayoutThatIsUsed(t *testing.T) {
	in := input(small())
	a := mustWhy(t, in, "/uk/members/khpi/")
	for _, o := range a.Origins {
		if o.Role != RoleLayout {
			continue
		}
		if back := mustWhy(t, in, o.File); !slices.ContainsFunc(back.Pages, func(p Reached) bool { return p.Address == a.Address }) {
			t.Errorf("%s is made with %s, and that says otherwise", a.Address, o.File)
		}
	}
}

// Both directions of the question agree.
func TestWhyOfAPageAndOfItsFilesAgree(t *testing.T) {
	in := input(small())
	for _, address := range []string{"/uk/agreements/pact/", "/zh/", "/uk/feed.xml"} {
		a := mustWhy(t, in, address)
		for _, o := range a.Origins {
			if o.Role != RoleContent {
				continue
			}
			back := mustWhy(t, in, o.File)
			i := slices.IndexFunc(back.Pages, func(p Reached) bool { return p.Address == address })
			if i < 0 {
				t.Errorf("%s is made from %s, and that says otherwise", address, o.File)
			}
		}
	}
}

func TestWhyUnderstandsAddressesInEveryForm(t *testing.T) {
	in := input(small())
	in.BaseURL = "https://alliance.example/sub/"
	for _, about := range []string{"/uk/members/khpi/", "/uk/members/khpi", "uk/members/khpi/index.html", "/sub/uk/members/khpi/",
		"https://alliance.example/sub/uk/members/khpi/", "/uk/members/khpi/?x#y", "/uk/%6Dembers/khpi/"} {
		if a := mustWhy(t, in, about); a.File != "uk/members/khpi/index.html" {
			t.Errorf("%s is taken for %q", about, a.File)
		}
	}
	for about, near := range map[string]string{"/uk/members/khpu/": "/uk/members/khpi/", "/uk/agreement/pact/": "/uk/agreements/pact/",
		"content/members/khp.md": "content/members/khpi.md", "/fr/was/ist/das/": ""} {
		_, _, err := Why(t.Context(), in, about, nil)
		unknown, ok := errors.AsType[*UnknownError](err)
		if !ok || unknown.Near != near {
			t.Errorf("%s: %v, want near %q", about, err, near)
		}
	}
}

func TestNotesComeBackWhole(t *testing.T) {
	_, report, err := Run(t.Context(), State{}, noting(input(small())), &shelf{})
	if err != nil {
		t.Fatal(err)
	}
	b := report.Notes.Bytes()
	n, ok := ReadNotes(b)
	if !ok || !reflect.DeepEqual(n, report.Notes) {
		t.Error("notes are not what was written")
	}
	for i := range b {
		for _, broken := range [][]byte{b[:i], append(slices.Clone(b[:i]), append([]byte{b[i] ^ 4}, b[i+1:]...)...)} {
			if _, ok := ReadNotes(broken); ok {
				t.Fatalf("notes broken at %d count as whole", i)
			}
		}
		if i > 3000 {
			break
		}
	}
}

// A page weighs a few hundred bytes in the notes, so that those of ten thousand
// pages stay below 4 MB.
func TestNotesAreSmall(t *testing.T) {
	_, report, err := Run(t.Context(), State{}, noting(input(sample.Site(300, 1))), &shelf{})
	if err != nil {
		t.Fatal(err)
	}
	if weight := len(report.Notes.Bytes()) / len(report.Notes.pages); weight > 400 {
		t.Errorf("a page weighs %d bytes", weight)
	} else {
		t.Logf("a page weighs %d bytes", weight)
	}
}

func noting(in Input) Input {
	in.Noting = true
	return in
}

// Planted bugs this test has caught: a field of an embedded struct left out.
func TestFieldsOfAViewTellWhatItsDigestTells(t *testing.T) {
	a := &view.MemberPage{Page: view.Page{Title: "a"}}
	for change, v := range map[string]*view.MemberPage{
		"Title":     {Page: view.Page{Title: "b"}},
		"Lede":      {Page: view.Page{Title: "a"}, Record: view.Record{Lede: "x"}},
		"ShortName": {Page: view.Page{Title: "a"}, ShortName: "x"},
		"Frame.Key": {Page: view.Page{Title: "a", Frame: view.Frame{Key: "x"}}},
	} {
		if got := differing(a, v); !slices.Equal(got, []string{change}) {
			t.Errorf("%s differs, and is told as %v", change, got)
		}
	}
}
