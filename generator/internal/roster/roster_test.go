package roster

import (
	"slices"
	"testing"
	"testing/fstest"
)

func site(files map[string]string) fstest.MapFS {
	all := fstest.MapFS{"site.yaml": {Data: []byte(`about: alliance:alliance
baseURL: https://alliance.example/
timezone: Europe/Kyiv
languages:
  uk: {tag: uk, name: Українська, country: UA}
  zh: {tag: zh-Hans, name: 简体中文, country: CN}
referenceLanguages: [en]
`)}}
	for name, text := range files {
		all["content/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return all
}

var members = map[string]string{
	"members/dlpu.md":     "---\nname:\n  uk: Даляньський політехнічний університет\n  zh: 大连工业大学\nlocation: dalian\n---\n",
	"members/dlut.uk.md":  "---\nname: Даляньський технологічний університет\n---\n",
	"members/dlut.zh.md":  "---\nname: 大连理工大学\nlocation: dalian\n---\n",
	"members/khpi.md":     "---\nname:\n  uk: Національний технічний університет «Харківський політехнічний інститут»\n  zh: 国立技术大学\n  en: Kharkiv Polytechnic Institute\nshortName:\n  uk: НТУ «ХПІ»\nlocation: kharkiv\n---\n",
	"members/prykarp.md":  "---\nname:\n  uk: Прикарпатський університет ім’я\n  zh: 喀尔巴阡大学\nlocation: x\n---\n",
	"members/broken.md":   "---\nnaem: x\n---\n",
	"places/dalian.md":    "---\nname: {uk: Далянь, zh: 大连}\ncountry: CN\n---\n",
	"members/wrong.ua.md": "x",
}

// Planted bugs this test has caught: names compared with their case; the short
// name left out; any word enough where each is wanted.
func TestMembersAreFoundByAPartOfANameInAnyScript(t *testing.T) {
	r, bad, err := Read(site(members))
	if err != nil || len(bad) > 0 {
		t.Fatal(bad, err)
	}
	for words, want := range map[string][]string{
		"дал": {"dlpu", "dlut"}, "Далянь": {"dlpu", "dlut"}, "Dalian": {"dlpu", "dlut"}, "大连": {"dlpu", "dlut"},
		"大连工业": {"dlpu"}, "далян тех": {"dlut"}, "ХПІ": {"khpi"}, "хпі": {"khpi"}, "kharkiv": {"khpi"}, "KHPI": {"khpi"},
		"khpi": {"khpi"}, "ім'я": {"prykarp"}, "імʼя": {"prykarp"}, "broken": {"broken"}, "літехн": {"dlpu", "khpi"}, "технічний": {"khpi"}, "工业": {"dlpu"}, "Пекін": nil, "": nil, " ": nil, "ＤＡＬＩＡＮ": {"dlpu", "dlut"},
		"Kharkivskyi": {"khpi"}, "далянь пекін": nil,
	} {
		var got []string
		for _, e := range r.Find("member", words) {
			got = append(got, e.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", words, got, want)
		}
	}
	if e, ok := r.Nearest("member", "kphi"); !ok || e.ID != "khpi" {
		t.Errorf("kphi is near %v", e)
	}
}

func TestRosterNamesEveryIDThatIsTaken(t *testing.T) {
	r, _, err := Read(site(members))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range r.Entries {
		got = append(got, e.String()+" "+e.File)
	}
	want := []string{"member:broken content/members/broken.md", "member:dlpu content/members/dlpu.md", "member:dlut content/members/dlut.uk.md",
		"member:khpi content/members/khpi.md", "member:prykarp content/members/prykarp.md", "place:dalian content/places/dalian.md"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestNoRosterWithoutSettings(t *testing.T) {
	broken := site(nil)
	broken["site.yaml"] = &fstest.MapFile{Data: []byte("about: x\n")}
	if r, bad, err := Read(broken); r != nil || len(bad) == 0 || err != nil {
		t.Error(r, bad, err)
	}
	if _, _, err := Read(fstest.MapFS{}); err == nil {
		t.Error("a folder without site.yaml has a roster")
	}
}
