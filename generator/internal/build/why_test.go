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

	"diglot/generator/internal/sample"
	"diglot/generator/internal/view"
)

// A page that is not the same after an edit of a fact was made from that fact:
// why said so before the edit. Every value in the front matter of a small site is
// edited in several ways, and pages that change are asked about.
//
// Planted bugs this test has caught: references are no values of their own;
// alternatives tried together undo each other; texts that no mark shows are not
// tried (a name that only orders a list); facts with a certainty are not looked
// into; texts without a mark count as known.
func TestWhyNamesTheFieldThatChangesAPage(t *testing.T) {
	files := asked()
	before := &shelf{}
	state, _ := before.mustBuild(t, State{}, input(files))
	answers := map[string]Answer{}
	edits, pages := 0, 0
	for _, e := range editsOf(files) {
		after := &shelf{}
		edited := with(files, map[string]string{e.file: strings.Replace(string(files[e.file].Data), e.old, e.new, 1)})
		if _, report := after.build(t, state, input(edited)); report.Failed(false) {
			continue
		}
		edits++
		for path, b := range after.site {
			old, ok := before.site[path]
			if !ok || slices.Equal(old.bytes, b.bytes) || !slices.Contains(questions, path) {
				continue
			}
			if _, known := answers[path]; !known {
				answers[path] = mustWhy(t, input(files), path)
			}
			pages++
			if !answers[path].names(e.file, e.field) {
				t.Errorf("%s of %s changes %s, and why does not name it", e, e.file, path)
			}
		}
	}
	if edits < 60 || pages < 200 || len(answers) != len(questions) {
		t.Errorf("only %d edits changed %d pages", edits, pages)
	}
}

// questions are pages of every kind.
var questions = []string{"index.html", "uk/index.html", "uk/names/index.html", "uk/members/index.html", "uk/members/khpi/index.html",
	"uk/agreements/pact/index.html", "zh/agreements/pact/index.html", "uk/ceremonies/index.html", "uk/ceremonies/opening/index.html",
	"uk/announcements/second/index.html", "uk/feed.xml", "data/members.json", "sitemap.xml"}

// asked is a small site with fields that decide an order or the way to print
// something, besides those that are shown.
func asked() fstest.MapFS {
	return with(small(), map[string]string{
		"content/members/khpi.md": facts("name:\n  uk: Харківський університет\n  zh: 哈尔科夫大学", "location: kharkiv",
			"shortName:\n  uk: ХУ\n  zh: 哈大", "sortKey:\n  uk: Кафедра\n  zh: 卡", "foundingDate: 1885", "membership:\n  as: signatory"),
		"content/agreements/pact.md": facts("agreementType: research", "parties: [khpi, dlpu]", "signedAt: opening", "validThrough: 2022-04-01",
			"signatory:\n  - person: olena\n    onBehalfOf: member:khpi", "renewal: automatic"),
		"content/people/ivan.md":      facts("name:\n  uk: Іван Мельник\n  zh: 伊万·梅利尼克", "sortName:\n  uk: Мельник Іван\n  zh: 伊万"),
		"content/agreements/older.md": facts("agreementType: memorandum", "parties: [dlpu, khpi]", "dateSigned: 2019-04-05", "number: 12-A"),
		"content/announcements/second.md": facts("date: 2022-03-01", "title:\n  uk: Друга новина\n  zh: 第二则消息", "about: [ceremony:opening]",
			"dateline:\n  place: kharkiv", "source:\n  - name:\n      uk: Газета\n      zh: 报纸\n    date: 2022-03-02"),
	})
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
var siblings = [][]string{{"kharkiv", "dalian"}, {"UA", "CN", "PL"}, {"research", "memorandum", "contract"}, {"online", "offline", "mixed"},
	{"olena", "ivan"}, {"member:khpi", "member:dlpu"}, {"accession", "signatory"}, {"automatic", "none"}, {"1885", "1999"}, {"12-A", "13-B"}}

// editsOf lists other values for every line of facts that has one.
func editsOf(files fstest.MapFS) []edit {
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
	return all
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
