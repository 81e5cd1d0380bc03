package edit

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"diglot/generator/internal/record"
)

const settings = `about: alliance:union
baseURL: https://alliance.example/
timezone: Europe/Kyiv
languages:
  uk: {tag: uk, name: Українська, country: UA}
  zh: {tag: zh-Hans, name: 简体中文, country: CN}
`

// siteOf is a site of some files of content beside a member.
func siteOf(files map[string]string) fstest.MapFS {
	site := fstest.MapFS{"site.yaml": {Data: []byte(settings)}}
	all := map[string]string{
		"members/khpi.md":        "---\nname: {uk: Х, zh: 哈}\nlocation: notStated\n---\n",
		"members/khpi/photo.jpg": "jpg", "members/khpi/sub/plan.pdf": "pdf",
	}
	for name, text := range files {
		all[name] = text
	}
	for name, text := range all {
		site["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return site
}

// after is the site after member:khpi has become member:new.
func after(t *testing.T, site fstest.MapFS) (map[string]string, error) {
	t.Helper()
	move, err := PlanMove(site, record.Ref{Kind: "member", ID: "khpi"}, "new", false)
	if err != nil {
		return nil, err
	}
	over, err := move.Over(site)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	err = fs.WalkDir(over, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(over, name)
		files[strings.TrimPrefix(name, "content/")] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, nil
}

// Planted bugs this test has caught: definitions of links left out; a path that
// leads to the same file still, rewritten.
func TestLinksFollowARecord(t *testing.T) {
	for text, want := range map[string]string{
		"[a](../members/khpi.md)":                                    "[a](../members/new.md)",
		"[a](../members/khpi.md#p1)":                                 "[a](../members/new.md#p1)",
		"[a](./../members/khpi.md)":                                  "[a](./../members/new.md)",
		"[a](<../members/khpi.md> 'khpi')":                           "[a](<../members/new.md> 'khpi')",
		"[khpi](../members/khpi.md \"member:khpi\")":                 "[khpi](../members/new.md \"member:khpi\")",
		"[](member:khpi)":                                            "[](member:new)",
		"[member:khpi](member:khpi#p1)":                              "[member:khpi](member:new#p1)",
		"<member:khpi>":                                              "<member:new>",
		"**[*a*](member:khpi)**, [`b`](member:khpi)":                 "**[*a*](member:new)**, [`b`](member:new)",
		"![a](../members/khpi/photo.jpg)":                            "![a](../members/new/photo.jpg)",
		"[![a](../members/khpi/photo.jpg)](../members/khpi.md)":      "[![a](../members/new/photo.jpg)](../members/new.md)",
		"[a](../members/khpi/sub/plan.pdf)":                          "[a](../members/new/sub/plan.pdf)",
		"[a][k] [k]\n\n[k]: ../members/khpi.md":                      "[a][k] [k]\n\n[k]: ../members/new.md",
		"[a][k]\n\n> [k]: <../members/khpi.md>\n>   'khpi'":          "[a][k]\n\n> [k]: <../members/new.md>\n>   'khpi'",
		"[a][k] [b](member:khpi)\n\n[k]: member:khpi":                "[a][k] [b](member:new)\n\n[k]: member:new",
		"a[^1]\n\n[^1]: [b](member:khpi)":                            "a[^1]\n\n[^1]: [b](member:new)",
		"| a |\n|---|\n| [b](member:khpi) |":                         "| a |\n|---|\n| [b](member:new) |",
		"- [a](member:khpi)\n  - [b](member:khpi)":                   "- [a](member:new)\n  - [b](member:new)",
		"哈[工](member:khpi)。":                                         "哈[工](member:new)。",
		"`[a](member:khpi)`":                                         "`[a](member:khpi)`",
		"    [a](member:khpi)":                                       "    [a](member:khpi)",
		"khpi member:khpi ../members/khpi.md":                        "khpi member:khpi ../members/khpi.md",
		"[a](../members/khpi-two.md) [b](member:khpi-two)":           "[a](../members/khpi-two.md) [b](member:khpi-two)",
		"[a](page:khpi) [b](./khpi.md) [c](https://x.example/khpi/)": "[a](page:khpi) [b](./khpi.md) [c](https://x.example/khpi/)",
		"[a](../members/khpi&#46;md)":                                "refused",
		"[a](../members\\/khpi.md)":                                  "refused",
	} {
		got, err := after(t, siteOf(map[string]string{"pages/about.uk.md": "---\ntitle: khpi\n---\n" + text + "\n"}))
		text = strings.TrimSuffix(strings.TrimPrefix(got["pages/about.uk.md"], "---\ntitle: khpi\n---\n"), "\n")
		if _, refused := errors.AsType[*Refused](err); refused {
			text = "refused"
		} else if err != nil {
			t.Fatal(err)
		}
		if text != want {
			t.Errorf("%q, want %q (%v)", text, want, err)
		}
	}
}

// Planted bugs this test has caught: a record's own files not looked at; links
// from a folder that moves seen from where it was.
func TestRecordTakesItsOwnLinksAlong(t *testing.T) {
	got, err := after(t, siteOf(map[string]string{
		"members/khpi.uk.md":      "![a](khpi/photo.jpg) [b](./khpi.md) [c](2021/khpi.zh.md) [d](../members/khpi.md) [e](other.md)\n",
		"members/2021/khpi.zh.md": "[b](../khpi.md) [c](../khpi/photo.jpg) [d](khpi/x.pdf)\n",
		"members/2021/khpi/x.pdf": "pdf",
		"members/khpi/guest.uk.md": "---\nname: Гість\n---\n" +
			"[a](photo.jpg) [b](../khpi.md) [c](../khpi/sub/plan.pdf) [d](../khpi.uk.md)\n",
		"members/other.md": "---\nname: {uk: І, zh: 它}\nlocation: notStated\n---\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"members/new.uk.md":      "![a](new/photo.jpg) [b](./new.md) [c](2021/new.zh.md) [d](../members/new.md) [e](other.md)\n",
		"members/2021/new.zh.md": "[b](../new.md) [c](../new/photo.jpg) [d](new/x.pdf)\n",
		"members/2021/new/x.pdf": "pdf",
		"members/new/guest.uk.md": "---\nname: Гість\n---\n" +
			"[a](photo.jpg) [b](../new.md) [c](../new/sub/plan.pdf) [d](../new.uk.md)\n",
	} {
		if got[name] != want {
			t.Errorf("%s: %q\nwant %q", name, got[name], want)
		}
	}
}

// Planted bugs this test has caught: aliases behind the line of hyphens; those
// of a file in brackets as lines.
func TestEarlierAddressesLeadOn(t *testing.T) {
	const rest = "name: {uk: Х, zh: 哈}\nlocation: notStated\n"
	const list = "aliases:\n  - /uk/members/khpi/\n  - /zh/members/khpi/\n"
	for name, c := range map[string]struct{ before, after, lock string }{
		"none yet":                   {rest, rest + list, ""},
		"a comment at the end":       {rest + "# ours\n", rest + "# ours\n" + list, ""},
		"a text of lines at the end": {rest + "description:\n  uk: |\n    А\n  zh: 甲\n", rest + "description:\n  uk: |\n    А\n  zh: 甲\n" + list, ""},
		"in lines":                   {"aliases:\n- /a/ # old\n# end\n" + rest, "aliases:\n- /a/ # old\n- /uk/members/khpi/\n- /zh/members/khpi/\n# end\n" + rest, ""},
		"in brackets":                {"aliases: [/a/]\n" + rest, "aliases: [/a/, /uk/members/khpi/, /zh/members/khpi/]\n" + rest, ""},
		"in brackets, with a comma":  {"aliases: ['/a/',\n  ]\n" + rest, "aliases: ['/a/', /uk/members/khpi/, /zh/members/khpi/,\n  ]\n" + rest, ""},
		"one leads here already":     {"aliases: [/zh/members/khpi/]\n" + rest, "aliases: [/zh/members/khpi/, /uk/members/khpi/]\n" + rest, ""},
		"back in lines":              {"aliases:\n  - /uk/members/new/\n  - /a/\n  - '/zh/members/new/'\n" + rest, "aliases:\n  - /uk/members/khpi/\n  - /a/\n  - /zh/members/khpi/\n" + rest, ""},
		"back in brackets":           {"aliases: [/uk/members/new/, /zh/members/new/]\n" + rest, "aliases: [/uk/members/khpi/, /zh/members/khpi/]\n" + rest, ""},
		"a slug in both":             {"slug: x\n" + rest, "slug: x\n" + rest, ""},
		"a slug in one":              {"slug: {zh: x}\n" + rest, "slug: {zh: x}\n" + rest + "aliases:\n  - /uk/members/khpi/\n", ""},
		"one language":               {"languages: [zh]\n" + rest, "languages: [zh]\n" + rest + "aliases:\n  - /zh/members/khpi/\n", ""},
		"the lock knows another":     {"slug: x\n" + rest, "slug: x\n" + rest + "aliases:\n  - /uk/members/old/\n", "member:khpi /uk/members/x/ /uk/members/old/\nmember:khpi-two /uk/y/\n"},
	} {
		files := map[string]string{"members/khpi.md": "---\n" + c.before + "---\n"}
		if c.lock != "" {
			files["urls.lock"] = c.lock
		}
		got, err := after(t, siteOf(files))
		if want := "---\n" + c.after + "---\n"; err != nil || got["members/new.md"] != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got["members/new.md"], want)
		}
		if want := strings.Replace(c.lock, "member:khpi ", "member:new ", 1); got["urls.lock"] != want {
			t.Errorf("%s: the lock is %q", name, got["urls.lock"])
		}
	}
}

// Planted bugs this test has caught: the first occurrence of the id replaced.
func TestKindIsNotTakenForAnID(t *testing.T) {
	site := siteOf(map[string]string{"pages/page.uk.md": "---\ntitle: page\nsource: 'page:page'\n---\n[page:page](page:page)\n"})
	move, err := PlanMove(site, record.Ref{Kind: "page", ID: "page"}, "new", true)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(move.Edits[0].After); got != "---\ntitle: page\nsource: 'page:new'\n---\n[page:page](page:new)\n" {
		t.Errorf("%q", got)
	}
}

// Planted bugs this test has caught: files of facts left out.
func TestReferencesAreRewrittenWhereverTheyStand(t *testing.T) {
	got, err := after(t, siteOf(map[string]string{
		"agreements/a.md": "---\r\n# khpi\r\nagreementType: cooperation\r\nparties: [ \"khpi\" , khpi-two ]  # khpi\r\nsignatory:\r\n  - {person: khpi , onBehalfOf: 'member:khpi' }  # khpi\r\n  - onBehalfOf: member:khpi\r\n    person: khpi\r\n---\r\n",
		"pages/p.uk.md":   "\uFEFF---\ntitle: khpi\nsource:\n- member:khpi\n-   {name: khpi, url: https://khpi.example}\n- agreement:khpi\n---\nkhpi\n",
		"pages/p.zh.md":   "---\nsource: [member:khpi]\n---\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"agreements/a.md": "---\r\n# khpi\r\nagreementType: cooperation\r\nparties: [ \"new\" , khpi-two ]  # khpi\r\nsignatory:\r\n  - {person: khpi , onBehalfOf: 'member:new' }  # khpi\r\n  - onBehalfOf: member:new\r\n    person: khpi\r\n---\r\n",
		"pages/p.uk.md":   "\uFEFF---\ntitle: khpi\nsource:\n- member:new\n-   {name: khpi, url: https://khpi.example}\n- agreement:khpi\n---\nkhpi\n",
		"pages/p.zh.md":   "---\nsource: [member:new]\n---\n",
	} {
		if got[name] != want {
			t.Errorf("%s: %q\nwant %q", name, got[name], want)
		}
	}
}
