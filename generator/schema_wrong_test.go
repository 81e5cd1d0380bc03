package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/record"
	"diglot/generator/internal/sitetest"
)

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
	config := sitetest.EveryConfig(t)
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
	config := sitetest.EveryConfig(t)
	files := sitetest.EveryFile(t)
	count := 0
	allFields(func(name string, kind *record.Kind, chain []record.Field) {
		if !chain[len(chain)-1].Required || strings.HasPrefix(commonPath(name), "*.") && kind.Name != "announcement" && len(chain) > 1 {
			return
		}
		count++
		i := slices.IndexFunc(files, func(f *sitetest.ContentFile) bool {
			return slices.ContainsFunc(f.Leaves, func(l sitetest.Leaf) bool { return l.Path == name || strings.HasPrefix(l.Path, name+".") })
		})
		if i < 0 {
			t.Errorf("%s is used nowhere", name)
			return
		}
		var group []record.File
		for _, f := range files {
			if f.Kind == files[i].Kind && f.ID == files[i].ID {
				src := f.Src
				if f == files[i] {
					src = without(f, chain)
				}
				group = append(group, record.ParseFile(f.Path, f.Origin, src, config))
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
			t.Errorf("%s is not missed in %s: %v", name, files[i].Path, bad)
		}
	})
	if count < 30 {
		t.Errorf("only %d fields were taken away", count)
	}
}

// without returns the file without the first occurrence of a field.
func without(f *sitetest.ContentFile, chain []record.Field) []byte {
	n := f.Root
	var key frontmatter.Key
	for _, field := range chain {
		for n.Kind == frontmatter.List {
			n = n.Items[0]
		}
		key, _ = n.Lookup(field.Key)
		n = key.Value
	}
	lines := strings.Split(string(f.Src), "\n")
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
