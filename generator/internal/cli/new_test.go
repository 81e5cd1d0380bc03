package cli

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newSite makes a folder with a site of three members.
func newSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.yaml":                    "about: alliance:alliance\nbaseURL: https://alliance.example/\ntimezone: Europe/Kyiv\nlanguages:\n  uk: {tag: uk, name: Українська, country: UA}\n  zh: {tag: zh-Hans, name: 简体中文, country: CN}\n",
		"content/alliance/alliance.md": "---\nname: {uk: Альянс, zh: 联盟}\n---\n",
		"content/members/khpi.md":      "---\nname: {uk: ХПІ, zh: 哈工}\nlocation: notStated\n---\n",
		"content/members/dlpu.md":      "---\nname: {uk: Даляньський політехнічний, zh: 大连工业大学}\nlocation: notStated\n---\n",
		"content/members/dlut.md":      "---\nname: {uk: Даляньський технологічний, zh: 大连理工大学}\nlocation: notStated\n---\n",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Planted bugs this test has caught: the second of two that are found taken for
// the first; an answer with a wrong date taken for none.
func TestNewAsksForWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name, kind, answers string
		file                string
		holds               []string
		told                []string
	}{
		{
			"agreement", "agreement", "31.06.2021\n23.06.2021\nхпі\nдал\n2\nкиїв\n\n\n", "agreements/khpi-dlut.md",
			[]string{"dateSigned: 2021-06-23\n", "parties:\n  - khpi\n  - dlut\n"},
			[]string{"31.06.2021", "1  dlpu  Даляньський політехнічний · 大连工业大学", "2  dlut", `no member is found by "київ"`},
		},
		{
			"members at once", "agreement", "2021-06-23 14:00\n2021年6月23日\nхпі、dlut\n\n\n", "agreements/khpi-dlut.md",
			[]string{"dateSigned: 2021-06-23\n", "parties:\n  - khpi\n  - dlut\n"}, []string{"has no hour: write 2021-06-23"},
		},
		{
			"announcement", "announcement", "Весняна зустріч\n春季会议\n\n大连工业\n\n\n", "announcements/vesniana-zustrich.md",
			[]string{"  uk: Весняна зустріч\n  zh: 春季会议\n", "date: 2021-12-01\n", "about:\n  - member:dlpu\n"},
			[]string{"called (Українська)", "Enter: 2021-12-01", "Enter: vesniana-zustrich"},
		},
		{
			"page with another id", "page", "\n关于\nПро нас\npro-nas\n", "pages/pro-nas.md",
			[]string{"  uk: …\n  zh: 关于\n"}, []string{"hyphens? None can be made of the title ›", `"Про нас" is no id`, "such as pro-nas"},
		},
		{"person whose answers end early", "person", "Іван\n", "people/ivan.md", []string{"  uk: Іван\n  zh: …\n"}, nil},
	} {
		t.Setenv("DIGLOT_LANG", "en")
		t.Setenv("SOURCE_DATE_EPOCH", "1638360000")
		var out bytes.Buffer
		s := &settings{stderr: &out, stdout: io.Discard, source: newSite(t)}
		if err := s.begin(t.Context(), []string{c.kind}, wanted{}, newAsker(strings.NewReader(c.answers), &out)); err != nil {
			t.Errorf("%s: %v\n%s", c.name, err, out.String())
			continue
		}
		b, err := os.ReadFile(filepath.Join(s.source, "content", c.file))
		if err != nil {
			t.Error(c.name, err)
		}
		for _, part := range c.holds {
			if !strings.Contains(string(b), part) {
				t.Errorf("%s does not hold %q:\n%s", c.file, part, b)
			}
		}
		for _, part := range c.told {
			if !strings.Contains(out.String(), part) {
				t.Errorf("%s: nobody says %q:\n%s", c.name, part, out.String())
			}
		}
	}
}

// Nobody is asked who cannot answer.
func TestNobodyIsAskedWithoutATerminal(t *testing.T) {
	t.Setenv("CI", "")
	s := &settings{stderr: io.Discard}
	if s.asker(false) != nil || s.asker(true) != nil {
		t.Error("questions go nowhere")
	}
	var nobody *asker
	if got := nobody.ask("?"); got != "" {
		t.Error(got)
	}
}
