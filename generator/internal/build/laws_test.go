package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"diglot/generator/internal/sample"
	"diglot/generator/internal/source"
)

// noise is what is told of the small site as it is.
var noise = "content/announcements/secret.uk.md:1:27"

// foundOutside are the findings that no file of a record holds.
func foundOutside(r Report, stem string) (list []string) {
	for line := range strings.Lines(told(r.Found)) {
		if !strings.HasPrefix(line, stem+".") && !strings.HasPrefix(line, stem+"/") && !strings.HasPrefix(line, noise) {
			list = append(list, line)
		}
	}
	return list
}

// Planted bugs this test has caught: Link without the broken records; Failed
// that is never so; tellTexts without the findings of texts.
func TestBrokenRecordIsSilentElsewhere(t *testing.T) {
	if _, report := new(shelf).build(t, State{}, input(small())); len(report.Found) != 1 || !strings.HasPrefix(told(report.Found), noise) {
		t.Errorf("of the small site is told\n%s", told(report.Found))
	}
	for name := range small() {
		if !isFacts(name) {
			continue
		}
		stem := strings.TrimSuffix(name, ".md")
		for how, files := range map[string]fstest.MapFS{
			"no YAML":        with(small(), map[string]string{name: "---\nname: [\n---\n"}),
			"a field wrong":  with(small(), map[string]string{name: strings.Replace(string(small()[name].Data), "---\n", "---\nnonsense: 1\n", 1)}),
			"misplaced":      with(without(small(), name), map[string]string{stem + ".xx.md": string(small()[name].Data)}),
			"not well named": with(small(), map[string]string{stem + ".xx.md": "Text.\n"}),
		} {
			_, report := new(shelf).build(t, State{}, input(files))
			if !report.Failed(false) {
				t.Errorf("%s, %s: no error is told", name, how)
			}
			if others := foundOutside(report, stem); how != "misplaced" && len(others) > 0 || how == "misplaced" && refers(others) {
				t.Errorf("%s, %s: told elsewhere:\n%s", name, how, strings.Join(others, ""))
			}
		}
	}
}

// refers reports whether a finding complains about a missing record.
func refers(list []string) bool {
	return slices.ContainsFunc(list, func(s string) bool {
		return strings.Contains(s, "ref-unknown") || strings.Contains(s, "link-dead")
	})
}

// Planted bugs this test has caught: Failed that is never so.
func TestNothingPublishedOnError(t *testing.T) {
	dir, dest := t.TempDir(), t.TempDir()
	write(t, dir, small())
	publish(t, dir, dest, State{})
	before := lie(t, filepath.Join(dest, "public"))
	for name, s := range map[string]string{
		"content/announcements/second.uk.md": "[](member:nobody)\n",
		"content/announcements/second.md":    "---\nnonsense: 1\n---\n",
		"layouts/page.html":                  "{{if}}",
		"site.yaml":                          "languages: 1\n",
	} {
		write(t, dir, with(fstest.MapFS{}, map[string]string{name: s}))
		_, report := publish(t, dir, dest, State{})
		if !report.Failed(false) {
			t.Errorf("%s: no error", name)
		}
		if after := lie(t, filepath.Join(dest, "public")); after != before {
			t.Errorf("%s: the published folder changed", name)
		}
		write(t, dir, small())
	}
}

// Planted bugs this test has caught: a key that differs from build to build
// (the time in themeKey).
func TestSecondBuildTouchesNothing(t *testing.T) {
	dir, dest := t.TempDir(), t.TempDir()
	write(t, dir, small())
	state, first := publish(t, dir, dest, State{})
	before := lie(t, filepath.Join(dest, "public"))
	now := time.Now()
	for name := range small() { // as after a fresh checkout
		if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(name)), now, now); err != nil {
			t.Fatal(err)
		}
	}
	for what, prev := range map[string]State{"cold": {}, "warm": state} {
		_, report := publish(t, dir, dest, prev)
		if after := lie(t, filepath.Join(dest, "public")); after != before {
			t.Errorf("%s: the published folder changed", what)
		}
		if report.Rendered > 0 || report.Outputs != first.Outputs {
			t.Errorf("%s: %d rendered, %d outputs and %d before", what, report.Rendered, report.Outputs, first.Outputs)
		}
	}
}

// write writes files below a folder.
func write(t *testing.T, dir string, files fstest.MapFS) {
	t.Helper()
	for name, f := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.Data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

// lie describes how everything in a folder lies there: identity, time and
// bytes of each file and folder.
func lie(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprint(&b, name, " ", info.Mode(), " ", info.ModTime().UnixNano(), " ", identity(info))
		if !d.IsDir() {
			content, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, " %x", source.Sum(content))
		}
		b.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Planted bugs this test has caught: take that forgets the results of outputs
// that were kept.
func TestSecondRunMakesNoView(t *testing.T) {
	shelf := &shelf{}
	site := sample.Site(250, 1)
	state, first := shelf.mustBuild(t, State{}, input(site))
	if first.Made == 0 || first.Rendered != first.Made {
		t.Fatalf("the first run made %d views and rendered %d", first.Made, first.Rendered)
	}
	for range 2 {
		var report Report
		state, report = shelf.mustBuild(t, state, input(site))
		if report.Made != 0 || report.Rendered != 0 || report.Outputs != first.Outputs {
			t.Errorf("made %d, rendered %d, outputs %d of %d", report.Made, report.Rendered, report.Outputs, first.Outputs)
		}
	}
	// Without the State every view is made, and none rendered: the keys tell.
	_, report := shelf.mustBuild(t, State{}, input(site))
	if report.Made != first.Made || report.Rendered != 0 {
		t.Errorf("cold: made %d of %d, rendered %d", report.Made, first.Made, report.Rendered)
	}
}

// putting notes what is put on a shelf, as opposed to kept.
type putting struct {
	*shelf
	put []string
}

func (p *putting) Put(path string, b []byte, key Key) error {
	p.put = append(p.put, path)
	return p.shelf.Put(path, b, key)
}

// run builds onto the shelf and publishes.
func (p *putting) run(t *testing.T, prev State, in Input) (State, Report) {
	t.Helper()
	p.put = nil
	state, report, err := Run(t.Context(), prev, in, p)
	if err != nil || report.Failed(false) {
		t.Fatalf("%v\n%s", err, told(report.Found))
	}
	p.commit()
	return state, report
}

// Planted bugs this test has caught: texts in the key of the facts; jobKey
// without the digests of texts.
func TestBodyEditMakesOnlyItsPages(t *testing.T) {
	site := sample.Site(250, 1)
	p := &putting{shelf: &shelf{}}
	state, _ := p.run(t, State{}, input(site))
	for pattern, want := range map[string]func(id string) []string{
		"content/members/*.uk.md":    func(id string) []string { return []string{"uk/members/" + id + "/index.html"} },
		"content/agreements/*.zh.md": func(id string) []string { return []string{"zh/agreements/" + id + "/index.html"} },
		"content/announcements/*.zh.md": func(id string) []string {
			return []string{"zh/announcements/" + id + "/index.html", "zh/feed.xml"}
		},
	} {
		name := first(t, site, pattern)
		if strings.Contains(name, "announcements") {
			name = newest(site, pattern)
		}
		site = with(site, map[string]string{name: string(site[name].Data) + "\nEnd.\n"})
		var report Report
		state, report = p.run(t, state, input(site))
		id, _, _ := strings.Cut(filepath.Base(name), ".")
		w := append(want(id), style(p))
		slices.Sort(w)
		slices.Sort(p.put)
		key := w[len(w)-1][:len("uk")]
		all := len(p.put)
		p.put = slices.DeleteFunc(p.put, func(s string) bool { // of the index, a part or two and the directory
			return strings.HasPrefix(s, "assets/search/"+key+"-t") || s == key+"/search/index.json" || strings.HasPrefix(s, "assets/search.")
		})
		if all-len(p.put) > 4 {
			t.Errorf("%s: %d files of the index were put", name, all-len(p.put)-1)
		}
		if !slices.Equal(p.put, w) || report.Made != len(w)-1 || report.Rendered != len(w)-1 {
			t.Errorf("%s: made %d, rendered %d, put %q, want %q", name, report.Made, report.Rendered, p.put, w)
		}
	}
}

// style is the stylesheet, which is always put.
func style(p *putting) string {
	i := slices.IndexFunc(p.put, func(s string) bool { return strings.HasSuffix(s, ".css") })
	return p.put[i]
}

// newest is the announcement of the greatest year, which stands in the feed.
func newest(site fstest.MapFS, pattern string) string {
	var names []string
	for name := range site {
		if ok, _ := filepath.Match(pattern, name); ok {
			names = append(names, name)
		}
	}
	return slices.Max(names)
}

// Planted bugs this test has caught: First sorted behind the rest; outputs
// taken out of their turn; a buffer that is used again too early.
func TestFirstComesFirst(t *testing.T) {
	in := input(small())
	plain, wished := &shelf{}, &shelf{}
	if _, _, err := Run(t.Context(), State{}, in, plain); err != nil {
		t.Fatal(err)
	}
	last := len(plain.order) - 1
	for !strings.HasSuffix(plain.order[last], "index.html") {
		last--
	}
	in.First = []string{plain.order[last], "no/such/file.html", plain.order[3]}
	for range 5 {
		if _, _, err := Run(t.Context(), State{}, in, wished); err != nil {
			t.Fatal(err)
		}
		want := []string{in.First[0], in.First[2]}
		for _, path := range plain.order {
			if !slices.Contains(want, path) {
				want = append(want, path)
			}
		}
		if !slices.Equal(wished.order, want) {
			t.Fatalf("the order is %q, want %q", wished.order, want)
		}
		if d := differ(wished.next, plain.next); d != "" {
			t.Fatal(d)
		}
		wished.discard()
	}
}
