package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/sitetest"
	"diglot/generator/internal/webp"
)

// Judges are programs by others that look at the published site: the Nu HTML
// checker, xmllint, ical.js, a browser with axe. Where one is not there its
// test is skipped, and says so; where CI is set it fails instead. They are
// looked for in PATH and in .ci/node_modules, or, where DIGLOT_JUDGES names a
// folder, in that folder's node_modules. .ci/run installs all of them.
//
// -short and DIGLOT_SKIP_JUDGES leave them out on purpose: .ci/run does so for
// its second round of tests, under the race detector, which does not reach into
// other programs.

// summon begins every test that needs a judge.
func summon(t *testing.T) {
	t.Helper()
	if testing.Short() || os.Getenv("DIGLOT_SKIP_JUDGES") != "" {
		t.Skip("NOT CHECKED: judges are left out, as -short or DIGLOT_SKIP_JUDGES asks")
	}
}

// absent ends a test whose judge is not there.
func absent(t testing.TB, what, install string) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not there, and CI must not go without it: %s", what, install)
	}
	t.Skipf("NOT CHECKED: %s is not there. To have it: %s", what, install)
}

// program returns the path of the first of the programs that there is.
func program(t testing.TB, install string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	absent(t, strings.Join(names, " or "), install)
	return ""
}

// module returns the path of a file in node_modules.
func module(t *testing.T, name string) string {
	t.Helper()
	for _, folder := range []string{os.Getenv("DIGLOT_JUDGES"), "../.ci"} {
		path, err := filepath.Abs(filepath.Join(folder, "node_modules", filepath.FromSlash(name)))
		if _, missing := os.Stat(path); folder != "" && err == nil && missing == nil {
			return path
		}
	}
	absent(t, name, "npm ci --prefix .ci --ignore-scripts")
	return ""
}

// lay writes files of a site into a folder.
func (s *published) lay(t *testing.T, folder string, endings ...string) (names []string) {
	t.Helper()
	for _, name := range s.names(endings...) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, s.files[name], 0o666); err != nil {
			t.Fatal(err)
		}
		names = append(names, path)
	}
	return names
}

// someOf is a site with the pages that are one of a few of their kind, with
// the longest of each kind, and with every sixteenth of the others.
func (s *published) someOf() *published {
	kinds, longest := map[string]int{}, s.kinds()
	for _, p := range s.pages {
		kinds[p.kind()]++
	}
	some := &published{base: s.base, languages: s.languages, files: map[string][]byte{}}
	for i, p := range s.pages {
		if kinds[p.kind()] <= 12 || i%16 == 0 || slices.Contains(longest, p.url.String()) {
			some.files[p.path] = s.files[p.path]
			some.pages = append(some.pages, p)
		}
	}
	return some
}

// layAll writes the shipped site and the variants side by side.
func layAll(t *testing.T, endings ...string) (folder string, names []string) {
	t.Helper()
	folder = t.TempDir()
	names = shipped(t).lay(t, filepath.Join(folder, "shipped"), endings...)
	if webp.Here(t.Context()) != nil {
		names = append(names, pictured(t).lay(t, filepath.Join(folder, "pictured"), endings...)...)
	}
	for _, name := range []string{"en-fr", "three-languages"} {
		s := mustBuild(t, sitetest.Variant(t, name), "", oneSided)
		names = append(names, s.lay(t, filepath.Join(folder, name), endings...)...)
	}
	return folder, names
}

// The Nu HTML checker finds no error on any page, of the shipped site and of
// sites in other languages, and on a fair part of the large one's.
//
// Three bad pages lie among them, which it must notice.
func TestPagesAreValidHTML(t *testing.T) {
	summon(t)
	t.Parallel()
	java := program(t, "apt-get install default-jre-headless", "java")
	jar := module(t, "vnu-jar/build/dist/vnu.jar")
	folder, names := layAll(t, ".html")
	names = append(names, large(t).someOf().lay(t, filepath.Join(folder, "large"), ".html")...)
	bugs := map[string]string{"heading": "<h1><p>1</p></h1>", "alt": `<h1>1</h1><img src="/1.png">`, "list": "<h1>1</h1><ul><p>1</p></ul>"}
	for name, body := range bugs {
		src := "<!doctype html><html lang=en><title>1</title>" + body
		if err := os.WriteFile(filepath.Join(folder, name+".planted.html"), []byte(src), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, failed bytes.Buffer
	c := exec.Command(java, "-Xss4m", "-jar", jar, "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always", folder)
	c.Stdout, c.Stderr = &out, &failed
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &failed)
	}
	var said struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine                             int
		}
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	warnings := map[string]int{}
	for _, m := range said.Messages {
		if name, planted := strings.CutSuffix(filepath.Base(m.URL), ".planted.html"); planted {
			if m.Type != "info" {
				delete(bugs, name)
			}
			continue
		}
		if m.Type == "info" {
			warnings[m.Message]++
			continue
		}
		t.Errorf("%s:%d: %s\n\t%s", strings.TrimPrefix(m.URL, "file:"+folder), m.LastLine, m.Message, m.Extract)
	}
	for _, unnoticed := range bugs {
		t.Errorf("the checker does not notice %s", unnoticed)
	}
	t.Logf("%d pages", len(names))
	for message, n := range warnings {
		t.Logf("no error, %d times: %s", n, message)
	}
}

func TestFeedsAndSitemapsAreWellFormed(t *testing.T) {
	summon(t)
	xmllint := program(t, "apt-get install libxml2-utils", "xmllint")
	_, names := layAll(t, ".xml", ".svg")
	if len(names) < 9 {
		t.Fatalf("only %d files", len(names))
	}
	if out, err := exec.Command(xmllint, append([]string{"--noout", "--nonet"}, names...)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// readCalendar prints what ical.js, in its strict mode, reads in each file,
// after the file's name.
const readCalendar = `
const fs = require("fs"), ICAL = require(process.argv[1]);
ICAL.design.strict = true;
for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, "utf8");
  if (/[^\r]\n/.test(text)) throw new Error(file + ": a line ends without CR");
  for (const line of text.split("\r\n")) if (Buffer.byteLength(line) > 75) throw new Error(file + ": a line of more than 75 bytes");
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  for (const part of calendar.getAllSubcomponents("vevent")) {
    const e = new ICAL.Event(part);
    for (const name of ["uid", "dtstamp", "dtstart", "summary"]) if (!part.getFirstPropertyValue(name)) throw new Error(file + ": no " + name);
    const zone = e.startDate.isDate ? "" : " " + e.startDate.zone.tzid + " " + e.startDate.toUnixTime();
    console.log([file, e.uid, e.startDate + zone, e.endDate, e.summary].join(" | "));
  }
}`

// Another program reads in the calendars what the pages say. The hour of the
// opening ceremony is not stated, so it takes a whole day.
func TestCalendarsCanBeRead(t *testing.T) {
	summon(t)
	node := program(t, "apt-get install nodejs npm", "node")
	parser := module(t, "ical.js/dist/ical.es5.cjs")
	folder, names := layAll(t, ".ics")
	out, err := exec.Command(node, append([]string{"-e", readCalendar, parser}, names...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	events := map[string]int{} // of the shipped site
	for line := range strings.Lines(string(out)) {
		file, event, _ := strings.Cut(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(file, filepath.Join(folder, "shipped")+string(filepath.Separator)) {
			events[event]++
		}
	}
	for _, want := range []string{
		"opening-2021-06-23@alliance.example | 2021-06-23 | 2021-06-24 | Урочисте відкриття Альянсу українських і китайських університетів",
		"opening-2021-06-23@alliance.example | 2021-06-23 | 2021-06-24 | 中国-乌克兰大学联盟成立仪式",
	} {
		if events[want] != 2 {
			t.Errorf("not twice, in the ceremony's file and in the calendar: %s", want)
		}
	}
	// 14 March 2024, 10:30 in Paris, is 09:30 in Greenwich.
	if !strings.Contains(string(out), "founding@alliance.example | 2024-03-14T10:30:00 Europe/Paris 1710408600 |") {
		t.Errorf("the hour of a ceremony is not read as it was written:\n%s", out)
	}
}
