package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"diglot/generator/internal/record"
)

const lockedAlliance = "alliance:a /uk/alliance/ /zh/alliance/\n"

// The member of these tests.
const (
	khpiFile = "content/members/khpi.md"
	khpi     = "name:\n  uk: Х\n  zh: 哈\nlocation: notStated\n"
)

func TestLockIsComparedWithWhatIsServed(t *testing.T) {
	const both = "member:khpi /uk/members/khpi/ /zh/members/khpi/\n"
	for name, c := range map[string]struct {
		lock, facts string // facts of the member; "" for no such record
		broken      string
		want        string // code and column of what is found
		fix         string // of the first
		after       string // the lines without head and alliance; "" where nothing is written
	}{
		"nothing new":                      {lock: both, facts: khpi},
		"a new record":                     {facts: khpi, after: both},
		"a new language":                   {lock: "member:khpi /zh/members/khpi/\n", facts: khpi, after: both},
		"one language by choice":           {facts: khpi + "languages: [zh]", after: "member:khpi /zh/members/khpi/\n"},
		"deleted":                          {lock: both, want: "address-vanished 13, address-vanished 31"},
		"another slug":                     {lock: both, facts: khpi + "slug:\n  uk: x", want: "address-vanished 13", fix: "aliases: [/uk/members/khpi/]", after: "member:khpi /uk/members/x/ /uk/members/khpi/ /zh/members/khpi/\n"},
		"another slug that leads on":       {lock: both, facts: khpi + "slug:\n  uk: x\naliases: [/uk/members/khpi/]", after: "member:khpi /uk/members/x/ /uk/members/khpi/ /zh/members/khpi/\n"},
		"a language withdrawn":             {lock: both, facts: khpi + "languages: [uk]\naliases: [/uk/x/]", want: "address-vanished 31", fix: "aliases: [/uk/x/, /zh/members/khpi/]"},
		"held back":                        {lock: both, facts: khpi + "draft: true", want: "address-hidden 1"},
		"held back, and given up":          {lock: "gone /uk/members/khpi/ /zh/members/khpi/\n", facts: khpi + "draft: true"},
		"held back, after it was renamed":  {lock: "member:old /uk/members/old/\n", facts: khpi + "draft: true\naliases: [/uk/members/old/]"},
		"broken":                           {lock: both, broken: "khpi"},
		"another of its kind broken":       {lock: both, broken: "new"},
		"given up":                         {lock: "gone /uk/members/khpi/\n"},
		"given up on one of two lines":     {lock: both + "gone /uk/members/khpi/ /zh/members/khpi/\n"},
		"given up, and back":               {lock: "gone /uk/members/khpi/ /uk/x/\n", facts: khpi, after: "gone /uk/x/\n" + both},
		"given up twice":                   {lock: "gone /uk/x/\ngone /uk/x/\n", facts: khpi, after: "gone /uk/x/\n" + both},
		"told once of two lines":           {lock: both + both, want: "address-vanished 13, address-vanished 31"},
		"two lines come together":          {lock: "member:khpi /uk/members/khpi/\nmember:khpi /uk/x/\n", facts: khpi + "aliases: [/uk/x/]", after: "member:khpi /zh/members/khpi/ /uk/members/khpi/ /uk/x/\n"},
		"no address":                       {lock: both + "member:khpi members/khpi\n", facts: khpi, want: "lock-line 1"},
		"no record":                        {lock: both + "member /uk/x/\n", facts: khpi, want: "lock-line 1"},
		"no kind":                          {lock: both + "univ:khpi /uk/x/\n", facts: khpi, want: "lock-line 1"},
		"an unfinished merge is told once": {lock: "<<<<<<< HEAD\n" + both + "=======\n>>>>>>> x\n", facts: khpi, want: "lock-conflict 1"},
		"three sides of a merge":           {lock: both + "||||||| base\n=======\n", facts: khpi, want: "lock-conflict 1"},
	} {
		var files []string
		if c.facts != "" {
			files = []string{khpiFile, c.facts}
		}
		var o Options
		if c.broken != "" {
			o.Broken = []record.Ref{{Kind: "member", ID: c.broken}}
		}
		g, _ := world(t, o, files...)
		after, bad := ParseLock([]byte(lockedAlliance + c.lock)).Kept(g)
		var got []string
		for _, d := range bad {
			got = append(got, fmt.Sprint(d.Code, " ", d.Span.Col))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: found %q, want %q", name, s, c.want)
		}
		if len(bad) > 0 && c.fix != "" && bad[0].Fix != c.fix {
			t.Errorf("%s: mended by %q, want %q", name, bad[0].Fix, c.fix)
		}
		if want := c.after; string(after) != "" || want != "" {
			if s := strings.Replace(strings.TrimPrefix(string(after), lockHead+"\n"), lockedAlliance, "", 1); s != want {
				t.Errorf("%s: written\n%swant\n%s", name, s, want)
			}
		}
	}
}

func TestLockOfWindowsStaysSo(t *testing.T) {
	g, _ := world(t, Options{}, khpiFile, khpi)
	after, bad := ParseLock([]byte("\uFEFF" + lockHead + "\r\n# ours\r\nmember:khpi /uk/members/khpi/\r\n")).Kept(g)
	want := strings.ReplaceAll(lockHead+"\n# ours\n"+lockedAlliance+"member:khpi /zh/members/khpi/ /uk/members/khpi/\n", "\n", "\r\n")
	if string(after) != want || len(bad) > 0 {
		t.Errorf("%q %v\nwant %q", after, bad, want)
	}
}

// No line is too long: a limit would lose addresses in silence.
func TestLockHasNoLongestLine(t *testing.T) {
	long := "gone" + strings.Repeat(" /uk/x/", 100_000) + "\nmember:khpi /uk/members/khpi/\n"
	if l := ParseLock([]byte(long)); len(l.lines) != 2 || len(l.Gone()) != 1 {
		t.Error(len(l.lines), len(l.Gone()))
	}
}

// What is written is complete, sorted, the same whatever the order of the lines
// before, and has nothing to be added to it. Nothing that was noted is lost.
//
// Planted bugs this test has caught: the lines of a record that has no new
// address left out; lines in the order of records; an address that is served
// again still given up.
func TestLockIsStable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching("[a-c]{1,2}"), 1, 5, rapid.ID[string]).Draw(rt, "records")
		var files []string
		for _, id := range ids {
			files = append(files, "content/members/"+id+".md", khpi)
		}
		g, _ := world(t, Options{}, files...)
		line := rapid.Custom(func(rt *rapid.T) string {
			name := rapid.SampledFrom([]string{"gone", "member:a", "member:b", "member:zz", "page:x"}).Draw(rt, "name")
			return name + " " + strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"/uk/members/a/", "/zh/members/a/", "/uk/members/zz/", "/uk/x/"}), 1, 3).Draw(rt, "paths"), " ")
		})
		lines := rapid.SliceOfN(line, 0, 6).Draw(rt, "lock")
		lock := ParseLock([]byte(strings.Join(lines, "\n")))
		after, _ := lock.Kept(g)
		if after == nil {
			return
		}
		again := ParseLock(after)
		if more, _ := again.Kept(g); more != nil || len(again.bad) > 0 {
			rt.Fatalf("written again:\n%s\nafter\n%s", more, after)
		}
		if rows := strings.Split(strings.TrimSpace(string(after)), "\n"); !slices.IsSorted(rows) {
			rt.Fatalf("not sorted:\n%s", after)
		}
		for path := range lock.known() {
			if !again.known()[path] {
				rt.Fatalf("%s is lost:\n%s", path, after)
			}
		}
		if left := again.Unlocked(g); len(left) > 0 {
			rt.Fatalf("%v are not noted:\n%s", left, after)
		}
		served := g.served()
		for _, path := range lock.Gone() {
			if !served[path] && !slices.Contains(again.Gone(), path) {
				rt.Fatalf("%s is not given up any more:\n%s", path, after)
			}
		}
	})
}
