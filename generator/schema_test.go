package main

import (
	"fmt"
	"html"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
)

// The site testdata/sites/everything uses every kind and every field. The
// tests of this file walk the schema and hold each field against that site,
// against the authors' manual, and against what is refused: a field that is
// added to the schema fails here until it has all of them.

const everything = "testdata/sites/everything"

// schemaPaths returns the path of every field below a prefix, with the field.
// The fields of a source are the same wherever one stands, and not repeated.
func schemaPaths(prefix string, fields []record.Field, each func(path string, chain []record.Field), chain ...record.Field) {
	for _, f := range fields {
		name := prefix + "." + f.Key
		here := append(slices.Clip(chain), f)
		each(name, here)
		if f.Form == "group" {
			schemaPaths(name, f.Fields, each, here...)
		}
	}
}

// allFields calls each for the fields of every kind, then for those of a
// source and those of site.yaml.
func allFields(each func(path string, kind *record.Kind, chain []record.Field)) {
	var source []record.Field
	for _, k := range record.Kinds {
		schemaPaths(k.Name, record.Schema(k), func(name string, chain []record.Field) {
			each(name, k, chain)
			if f := chain[len(chain)-1]; f.Form == "source" {
				source = f.Fields
			}
		})
	}
	schemaPaths("source", source, func(name string, chain []record.Field) { each(name, nil, chain) })
}

// common are the fields that every kind has; one record that uses them stands
// for all kinds.
func commonPath(name string) string {
	kind, field, _ := strings.Cut(name, ".")
	top, _, _ := strings.Cut(field, ".")
	for _, f := range record.Schema(record.KindNamed("place")) {
		if k := record.KindNamed(kind); k != nil && f.Key == top && top != "country" && top != "timezone" {
			return "*." + field
		}
	}
	if top == "title" && kind != "source" {
		return "*." + field
	}
	return name
}

// leaf is a value as an author wrote it.
type leaf struct {
	path  string // member.identifier.ror
	value string
	lang  string // of a text
	field record.Field
	file  *contentFile
}

// contentFile is a file of a site's content, taken apart.
type contentFile struct {
	record.Origin
	path   string
	src    []byte
	root   *frontmatter.Node
	leaves []leaf
}

// everyFile reads the content of the site everything.
func everyFile(t *testing.T) []*contentFile {
	t.Helper()
	config := everyConfig(t)
	var files []*contentFile
	walkFiles(t, everything, func(name string, src []byte) {
		if path.Ext(name) != ".md" {
			return
		}
		origin, bad := record.OriginOf(name, config)
		parts, more := frontmatter.Split(name, src)
		root, again := frontmatter.Parse(name, parts.MetaLine, parts.Meta)
		if bad = append(append(bad, more...), again...); len(bad) > 0 {
			t.Fatalf("%s: %v", name, bad)
		}
		f := &contentFile{Origin: origin, path: name, src: src, root: root}
		if root != nil {
			f.group(origin.Kind.Name, record.Schema(origin.Kind), root)
		}
		files = append(files, f)
	})
	return files
}

func everyConfig(t *testing.T) *record.Config {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(everything, "site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	config, bad := record.ParseConfig(src)
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	return config
}

// walkFiles calls each for the files below a folder, by their paths in it.
func walkFiles(t *testing.T, dir string, each func(name string, b []byte)) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		each(filepath.ToSlash(rel), b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (f *contentFile) group(prefix string, fields []record.Field, n *frontmatter.Node) {
	for _, k := range n.Keys {
		i := slices.IndexFunc(fields, func(s record.Field) bool { return s.Key == k.Key })
		f.value(prefix+"."+k.Key, fields[i], k.Value)
	}
}

func (f *contentFile) value(name string, field record.Field, n *frontmatter.Node) {
	switch {
	case n.Kind == frontmatter.List:
		for _, item := range n.Items {
			f.value(name, field, item)
		}
	case field.Fact && n.Kind == frontmatter.Map:
		f.value(name, field, n.Get("value"))
	case n.Kind == frontmatter.Map && field.Form == "text per language":
		for _, k := range n.Keys {
			f.leaf(name, k.Value.Text, k.Key, field)
		}
	case n.Kind == frontmatter.Map && field.Form == "group":
		f.leaf(name, "", "", field)
		f.group(name, field.Fields, n)
	case n.Kind == frontmatter.Map && field.Form == "source":
		f.leaf(name, "", "", field)
		f.group("source", field.Fields, n)
	case n.Kind == frontmatter.Map:
		for _, k := range n.Keys {
			f.leaf(name, k.Value.Text, "", field)
		}
	default:
		f.leaf(name, n.Text, f.Lang, field)
	}
}

func (f *contentFile) leaf(name, value, lang string, field record.Field) {
	f.leaves = append(f.leaves, leaf{name, value, lang, field, f})
}

// Planted bugs this test has caught: the field sortKey taken out of the site.
func TestEveryFieldIsUsedInTheSiteEverything(t *testing.T) {
	used := map[string]bool{}
	for _, f := range everyFile(t) {
		for _, l := range f.leaves {
			used[commonPath(l.path)] = true
		}
	}
	count := 0
	allFields(func(name string, _ *record.Kind, _ []record.Field) {
		count++
		if !used[commonPath(name)] {
			t.Errorf("no record of %s uses %s", everything, name)
		}
	})
	if count < 150 {
		t.Errorf("only %d fields were looked at", count)
	}
}

func TestManualIsCurrent(t *testing.T) {
	name := filepath.Join("docs", "content.md")
	if *update {
		if err := os.WriteFile(name, []byte(record.Manual()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != record.Manual() {
		t.Errorf("%s is not what the schema says: run go test ./generator -run Manual -update", name)
	}
}

// Planted bugs this test has caught: the tables of groups without their fields.
func TestManualNamesEveryKindAndField(t *testing.T) {
	manual := record.Manual()
	for _, k := range record.Kinds {
		head := fmt.Sprintf("## %s: `content/%s/`", k.Name, k.Section)
		_, rest, found := strings.Cut(manual, head)
		section, _, _ := strings.Cut(rest, "\n## ")
		if !found {
			t.Errorf("the manual has no %q", head)
		}
		schemaPaths("", record.Schema(k), func(name string, chain []record.Field) {
			var row strings.Builder
			row.WriteString("| `")
			for i, f := range chain {
				if i > 0 {
					row.WriteByte('.')
				}
				row.WriteString(f.Key)
				if f.List {
					row.WriteString("[]")
				}
			}
			row.WriteString("` |")
			where := section
			if strings.HasPrefix(commonPath(k.Name+name), "*.") {
				where = manual
			}
			if !strings.Contains(where, row.String()) {
				t.Errorf("the manual has no row %s for a %s", row.String(), k.Name)
			}
			if f := chain[len(chain)-1]; f.Doc == "" {
				t.Errorf("%s%s has no words of its own", k.Name, name)
			}
		})
	}
	if strings.Contains(manual, "<!--") {
		t.Error("a place in the manual was not filled")
	}
}

// The examples of the manual are what an author copies first.
func TestExamplesOfTheManualAreSound(t *testing.T) {
	config := everyConfig(t)
	examples := regexp.MustCompile("(?s)```yaml\n# (\\S+)\n(.*?)```").FindAllStringSubmatch(record.Manual(), -1)
	for _, e := range examples {
		name, src := e[1], []byte(e[2])
		if name == record.ConfigFile {
			if _, bad := record.ParseConfig(src); len(bad) > 0 {
				t.Errorf("%s: %v", name, bad)
			}
			continue
		}
		origin, bad := record.OriginOf(name, config)
		if len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
			continue
		}
		file := record.ParseFile(name, origin, src, config)
		bad = file.Bad
		if len(bad) == 0 && !origin.Kind.Prose {
			_, bad = record.Merge([]record.File{file}, config)
		}
		if len(bad) > 0 {
			t.Errorf("%s: %v", name, bad)
		}
	}
	if len(examples) < 6 {
		t.Errorf("only %d examples were found", len(examples))
	}
}

// wrong returns values that a field must refuse, as they are written behind
// its colon.
func wrong(f record.Field) []string {
	list := []string{`""`, "~", "[]", "{}"}
	for _, v := range wrongOf(f) {
		if f.List {
			v = "[" + v + "]"
		}
		list = append(list, v)
	}
	if f.List && f.Form != "source" {
		list = append(list, "plain")
	}
	if f.Min > 1 {
		list = append(list, "[one]")
	}
	if f.Fact {
		list = append(list, "{certainty: stated}", "{value: notStated, certainty: guessed}", "{certainty: notStated, reason: old}")
	}
	return list
}

func wrongOf(f record.Field) []string {
	switch f.Form {
	case "text per language":
		if f.Code != "" {
			return []string{`"a:b"`, "[x]", "{xx: a}", `{uk: "a:b"}`}
		}
		return []string{"plain", "[x]", "{xx: a}", "{uk: [a]}", "{uk: }", "{uk: a, b, zh: c}"}
	case "date":
		return []string{"2021-02-30", "2021-13", "someday", "23.06.2021", "[x]"}
	case "date, with an hour if known":
		return []string{"2021-02-30", "2021-06-23 25:00", "2021-06-23 9 o’clock", "[x]"}
	case "day, hour and time zone":
		return []string{"2026-12-01", "2026-12-01 09:00", "2026-12-01 09:00 Nowhere/City", "2026-02-30 09:00 Europe/Kyiv", "[x]"}
	case "reference":
		list := []string{"nosuchkind:x", "[x]", "{a: b}"}
		if len(f.Refs) == 1 && f.Refs[0] != "*" {
			return append(list, "page:x")
		}
		return append(list, "plain")
	case "source":
		return []string{"plain", "nosuchkind:x", "{nosuchfield: x}", "{date: someday}", `{url: "a:b"}`, "https:// x"}
	case "true, or languages":
		return []string{"maybe", "[xx]", "{a: b}"}
	case "number by country":
		return []string{"5", "{ua: 1}", "{UA: many}", "[1]"}
	case "true or false":
		return []string{"yes", "1", "[true]"}
	case "number":
		return []string{"many", "-1", "1.5", "[1]"}
	case "group":
		return []string{"[plain]", "{nosuchfield: x}"}
	case "word":
		return []string{"nosuchword", "[x]"}
	case "code":
		return []string{`"a:b"`, "[x]"}
	}
	return []string{"[x]", "{a: b}"}
}

// written writes a value behind a field that stands within others.
func written(chain []record.Field, value string) string {
	var b strings.Builder
	indent := ""
	for i, f := range chain {
		fmt.Fprintf(&b, "%s%s:", indent, f.Key)
		switch {
		case i == len(chain)-1:
			fmt.Fprintf(&b, " %s\n", value)
		case f.List:
			indent = strings.Repeat(" ", len(strings.TrimSuffix(indent, "- "))) + "  - "
			b.WriteByte('\n')
			continue
		default:
			b.WriteByte('\n')
		}
		indent = strings.Repeat(" ", len(indent)) + "  "
	}
	return b.String()
}

// Planted bugs this test has caught: a list of codes whose items are not
// checked; a number that may be negative; an empty text taken for a value.
func TestEveryFieldRefusesWrongValuesAtTheirPlace(t *testing.T) {
	config := everyConfig(t)
	count := 0
	allFields(func(name string, kind *record.Kind, chain []record.Field) {
		if kind == nil {
			return // those of a source are among the wrong values of one
		}
		for _, value := range wrong(chain[len(chain)-1]) {
			count++
			src := "---\n" + written(chain, value) + "---\n"
			file := "content/" + kind.Section + "/x.md"
			parsed := record.ParseFile(file, record.Origin{Kind: kind, ID: "x"}, []byte(src), config)
			last := int32(strings.Count(src, "\n")) - 1
			if !slices.ContainsFunc(parsed.Bad, func(d diag.Diagnostic) bool {
				return d.Severity == diag.Error && d.Span.File == file && d.Span.Line == last && d.Span.Col > 0
			}) {
				t.Errorf("%s is not refused at its place: %v\n%s", name, parsed.Bad, src)
			}
		}
	})
	if count < 1500 {
		t.Errorf("only %d values were tried", count)
	}
}

// Planted bugs this test has caught: groups within lists that are not checked
// for what they require.
func TestEveryRequiredFieldIsMissed(t *testing.T) {
	config := everyConfig(t)
	files := everyFile(t)
	count := 0
	allFields(func(name string, kind *record.Kind, chain []record.Field) {
		if !chain[len(chain)-1].Required || strings.HasPrefix(commonPath(name), "*.") && kind.Name != "announcement" && len(chain) > 1 {
			return
		}
		count++
		i := slices.IndexFunc(files, func(f *contentFile) bool {
			return slices.ContainsFunc(f.leaves, func(l leaf) bool { return l.path == name || strings.HasPrefix(l.path, name+".") })
		})
		if i < 0 {
			t.Errorf("%s is used nowhere", name)
			return
		}
		var group []record.File
		for _, f := range files {
			if f.Kind == files[i].Kind && f.ID == files[i].ID {
				src := f.src
				if f == files[i] {
					src = without(f, chain)
				}
				group = append(group, record.ParseFile(f.path, f.Origin, src, config))
			}
		}
		var bad []diag.Diagnostic
		for _, f := range group {
			bad = append(bad, f.Bad...)
		}
		if len(bad) == 0 {
			_, bad = record.Merge(group, config)
		}
		missed := func(d diag.Diagnostic) bool {
			key := chain[len(chain)-1].Key
			return d.Code == "field-missing" && d.Arg("field") == key || d.Code == "field-empty" || d.Code == "text-lacks-language" && d.Arg("field") == key
		}
		if !slices.ContainsFunc(bad, missed) {
			t.Errorf("%s is not missed in %s: %v", name, files[i].path, bad)
		}
	})
	if count < 30 {
		t.Errorf("only %d fields were taken away", count)
	}
}

// without returns the file without the first occurrence of a field.
func without(f *contentFile, chain []record.Field) []byte {
	n := f.root
	var key frontmatter.Key
	for _, field := range chain {
		for n.Kind == frontmatter.List {
			n = n.Items[0]
		}
		key, _ = n.Lookup(field.Key)
		n = key.Value
	}
	lines := strings.Split(string(f.src), "\n")
	row, col := int(key.KeySpan.Line)-1, int(key.KeySpan.Col)-1
	end := row + 1
	for end < len(lines) && len(lines[end])-len(strings.TrimLeft(lines[end], " ")) > col {
		end++
	}
	rest := slices.Clone(lines[end:])
	if before := lines[row][:col]; strings.Contains(before, "- ") {
		if len(rest[0]) > col && strings.TrimSpace(rest[0][:col]) == "" && rest[0][col] != ' ' {
			rest[0] = before + rest[0][col:] // the next field of the item takes the hyphen over
		}
	}
	return []byte(strings.Join(append(lines[:row:row], rest...), "\n"))
}

// bilingual is the same thing in the two languages of the site everything.
type bilingual struct{ uk, zh string }

// in returns the words of a language. What begins with “t:” is the key of a
// string of the layouts.
func (w bilingual) in(strs map[string]string, lang string) string {
	s := map[string]string{"uk": w.uk, "zh": w.zh}[lang]
	if key, ok := strings.CutPrefix(s, "t:"); ok {
		return strs[lang+"."+key]
	}
	return s
}

// key names words that the layouts have as a string.
func key(key string) bilingual { return bilingual{"t:" + key, "t:" + key} }

// shownAs says by which words on its page a field is known whose value is not
// printed as it is written, or is too short to be looked for.
var shownAs = map[string]bilingual{
	"agreement.agreementType=memorandum":   key("agreementType.memorandum"),
	"agreement.agreementType=doubleDegree": key("agreementType.doubleDegree"),
	"agreement.parties=notStated":          key("certainty.notStated"),
	"agreement.signatory.onBehalfOf":       {"Міністерство прикладів", "示例部"},
	"agreement.renewal":                    key("renewal.byAgreement"),
	"agreement.authenticLanguages=uk":      {"українська", "乌克兰语"},
	"agreement.authenticLanguages=zh-Hans": {"китайська (спрощене письмо)", "简体中文"},
	"agreement.prevailingLanguage":         {"англійська", "英语"},
	"alliance.priorityAreaIsOpen":          key("alliance.areasOpen"),
	"announcement.document.lang":           {"англійська", "英语"},
	"announcement.needsReview":             {"", "t:notice.needsReview"},
	"body.country":                         {`Міністерство прикладів<span class="note">Україна`, `示例部<span class="note">乌克兰`},
	"ceremony.startDate":                   {`<time datetime="2021-06-23T09:30:00+03:00">`, `<time datetime="2021-06-23T09:30:00+03:00">`},
	"ceremony.endDate":                     {"23–25", "2021年6月23日至25日"},
	"ceremony.timezone":                    {"T09:30:00+03:00", "T14:30:00+08:00"},
	"ceremony.attendanceMode":              key("attendanceMode.mixed"),
	"fund.fundKind":                        key("fundKind.foundation"),
	"fund.status":                          key("status.planned"),
	"member.membership.as":                 key("membership.accession"),
	"place.country=UA":                     {"Україна", "乌克兰"},
	"place.country=CN":                     {"Китай", "中国"},
	"programme.item.direction":             {"Китай → Україна", "中国 → 乌克兰"},
}

// notOnItsPage are fields whose value a reader does not find on the page of
// the record, with the reason, or the file in which it is found instead.
var notOnItsPage = map[string]string{
	"announcement.aliases":       "uk/old/novyna/index.html",
	"announcement.draft":         "decides whether there is a page",
	"announcement.embargoUntil":  "decides whether there is a page",
	"announcement.languages":     "decides in which languages there is a page",
	"announcement.translationOf": "a note of the program to itself",
	"announcement.slug":          "is the address of the page",
	"ceremony.signing.pairing":   "says that the agreements tell who signed with whom; notStated is shown",
	"member.sortKey":             "decides the order of a list",
	"person.sortName":            "decides the order of a list",
	"place.timezone":             "decides the hours on the page of a ceremony",
}

var script = regexp.MustCompile(`(?s)<script[^>]*>.*?</script>`)

// Planted bugs this test has caught: the scope of an agreement left out of its
// view; the credit of a picture left out of its layout.
func TestEveryFieldIsShown(t *testing.T) {
	out := publishSite(t, everything)
	for name, text := range out {
		if strings.HasSuffix(name, ".html") {
			out[name] = html.UnescapeString(script.ReplaceAllString(text, ""))
		}
	}
	look := looker{out, layoutStrings(t), map[string]bool{}}
	for _, f := range everyFile(t) {
		for _, l := range f.leaves {
			if elsewhere, ok := notOnItsPage[l.path]; ok {
				look.used[l.path] = true
				if path.Ext(elsewhere) == ".html" && out[elsewhere] == "" {
					t.Errorf("%s: there is no %s", l.path, elsewhere)
				}
				continue
			}
			if f.ID == "hidden" || l.value == "" {
				continue
			}
			for _, lang := range []string{"uk", "zh"} {
				if l.lang == "" || l.lang == lang {
					look.shown(t, l, lang)
				}
			}
		}
	}
	for name := range shownAs {
		if !look.used[name] {
			t.Errorf("shownAs holds %s, which no record has", name)
		}
	}
	for name := range notOnItsPage {
		if !look.used[name] {
			t.Errorf("notOnItsPage holds %s, which no record has", name)
		}
	}
}

// looker looks for values on pages.
type looker struct {
	out     outputs
	strings map[string]string
	used    map[string]bool // entries of shownAs and notOnItsPage
}

// shown looks for a value on its record's page in a language.
func (k looker) shown(t *testing.T, l leaf, lang string) {
	t.Helper()
	page := pageOf(l.file, lang)
	text := k.out[page]
	if text == "" {
		t.Errorf("there is no %s", page)
		return
	}
	for _, name := range []string{l.path, l.path + "=" + l.value} {
		if as, ok := shownAs[name]; ok {
			k.used[name] = true
			if want := as.in(k.strings, lang); !strings.Contains(text, want) {
				t.Errorf("%s is not on %s as %q", l.path, page, want)
			}
			return
		}
	}
	if len(l.value) < 3 {
		t.Errorf("%s: %q is too short to be looked for: name it in shownAs", l.path, l.value)
	}
	if !strings.Contains(text, l.value) && !strings.Contains(text, target(l, lang)) {
		t.Errorf("%s: %q is not on %s", l.path, l.value, page)
	}
}

// pageOf returns the page that shows a record.
func pageOf(f *contentFile, lang string) string {
	switch slug := f.ID; {
	case f.Kind.Glossed:
		return lang + "/names/index.html"
	case f.Kind.Single:
		return lang + "/alliance/index.html"
	case f.Kind.Rooted:
		return lang + "/" + slug + "/index.html"
	default:
		if slug == "news" {
			slug = map[string]string{"uk": "novyna", "zh": "xiaoxi"}[lang]
		}
		return lang + "/" + f.Kind.Section + "/" + slug + "/index.html"
	}
}

// target returns the address of the record that a reference names, as a link
// on a page of the language.
func target(l leaf, lang string) string {
	kind, id, full := strings.Cut(l.value, ":")
	if !full && len(l.field.Refs) > 0 {
		kind, id = l.field.Refs[0], l.value
	}
	k := record.KindNamed(kind)
	switch {
	case k == nil:
		return "\x00"
	case k.Glossed:
		return "/site/" + lang + "/names/#" + kind + "-" + id
	case k.Single:
		return "/site/" + lang + "/alliance/"
	}
	return "/site/" + lang + "/" + k.Section + "/" + id + "/"
}
