package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"diglot/generator/internal/sitetest"
)

// schemas are the files of the JSON Schemas of a site.
func (s *published) schemas() []string {
	return slices.DeleteFunc(s.names(".json"), func(name string) bool { return !strings.HasSuffix(name, ".schema.json") })
}

// schemaFaults validates every table of a site against its JSON Schema, with a
// validator that is not ours.
func schemaFaults(s *published) (faults []string, tables int) {
	for _, name := range s.schemas() {
		tables++
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.files[name]))
		if err == nil {
			err = c.AddResource(name, schema)
		}
		compiled, err2 := c.Compile(name)
		if err != nil || err2 != nil {
			return append(faults, fmt.Sprintf("%s: %v, %v", name, err, err2)), tables
		}
		data := strings.Replace(name, ".schema", "", 1)
		table, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.files[data]))
		if err == nil {
			err = compiled.Validate(table)
		}
		if err != nil {
			faults = append(faults, fmt.Sprintf("%s: %v", data, err))
		}
		described := strings.Count(string(s.files[name]), `"description"`)
		for _, whole := range []string{`"$id": "` + s.base.String() + name, `"$schema": "https://json-schema.org/draft/2020-12/schema"`} {
			if !bytes.Contains(s.files[name], []byte(whole)) || described < 5 {
				faults = append(faults, name+" does not say "+whole)
			}
		}
	}
	return faults, tables
}

// Planted bugs this test has caught are those of the next one.
func TestEveryTableKeepsToItsSchema(t *testing.T) {
	sites := map[string]*published{"shipped": shipped(t)}
	for _, name := range []string{"en-fr", "three-languages", "everything", "one-agreement"} {
		sites[name] = mustBuild(t, sitetest.Variant(t, name), "", oneSided)
	}
	for name, s := range sites {
		faults, tables := schemaFaults(s)
		if tables < 12 {
			t.Errorf("%s: only %d tables have a schema", name, tables)
		}
		for _, f := range faults {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// What is wrong with a cell is found: its form, its words, its type, its name.
func TestTheSchemaFindsAWrongCell(t *testing.T) {
	s := shipped(t)
	for _, wrong := range [][3]string{
		{"data/members.json", `"identifierRor":"[^"]*"`, `"identifierRor":"ror"`},
		{"data/members.json", `"identifierWikidata":(null|"[^"]*")`, `"identifierWikidata":1`},
		{"data/members.json", `"certainty":"derived"`, `"certainty":"guessed"`},
		{"data/members.json", `"value":"signatory"`, `"value":"member"`},
		{"data/members.json", `"country":\{"value":"CN"`, `"country":{"value":"China"`},
		{"data/members.json", `"id":"dlut",`, ``},
		{"data/members.json", `"id":"dlut",`, `"id":"dlut","rank":1,`},
		{"data/members.json", `/id/place/dalian`, `/id/member/dalian`},
		{"data/members.json", `"name":\{"uk":`, `"name":{"ua":`},
		{"data/members.json", `"languages":\{"uk":"uk"`, `"languages":{"uk":"ru"`},
		{"data/agreements.json", `"value":"2021-06-23"`, `"value":"23.06.2021"`},
		{"data/ceremonies.json", `"value":"online"`, `"value":"zoom"`},
		{"data/alliance.json", `"claimsMemberCount":\["49"`, `"claimsMemberCount":["many"`},
		{"data/alliance.json", `"priorityAreaIsOpen":true`, `"priorityAreaIsOpen":"true"`},
		{"data/programme-items.json", `"position":2`, `"position":"2"`},
	} {
		file, pattern, spoilt := wrong[0], regexp.MustCompile(wrong[1]), wrong[2]
		good := s.files[file]
		at := pattern.FindIndex(good)
		if at == nil {
			t.Errorf("%s has no %s", file, pattern)
			continue
		}
		bad := &published{base: s.base, files: map[string][]byte{
			file: bytes.Join([][]byte{good[:at[0]], []byte(spoilt), good[at[1]:]}, nil),
		}}
		schema := strings.Replace(file, ".json", ".schema.json", 1)
		bad.files[schema] = s.files[schema]
		if faults, _ := schemaFaults(bad); len(faults) == 0 {
			t.Errorf("%s: nobody minds %s in the place of %s", file, spoilt, good[at[0]:at[1]])
		}
	}
}

// Every column has its meaning: in the schema, and on the page in both
// languages. Every row of a CSV says where it comes from and on what terms.
func TestOpenDataIsExplained(t *testing.T) {
	s := shipped(t)
	for _, key := range []string{"uk", "zh"} {
		page := s.byFile(key + "/data/index.html")
		if page == nil {
			t.Fatalf("there is no /%s/data/", key)
		}
		text := string(s.files[page.path])
		for _, name := range s.schemas() {
			for _, ending := range []string{".json", ".csv", ".schema.json"} {
				if link := `href="/` + strings.TrimSuffix(name, ".schema.json") + ending + `"`; !strings.Contains(text, link) {
					t.Errorf("/%s/data/ has no %s", key, link)
				}
			}
		}
		if blank := regexp.MustCompile(`<code translate="?no"?>(\w+)</code></th><td data-label="?[^">]*"?></td>`).FindStringSubmatch(text); blank != nil {
			t.Errorf("/%s/data/ does not say what %s means", key, blank[1])
		}
		if n := strings.Count(text, "<tr>"); n < 100 {
			t.Errorf("/%s/data/ has %d rows only", key, n)
		}
		for _, address := range []string{"feed.xml", "ceremonies.ics"} {
			if !strings.Contains(text, s.base.String()+key+"/"+address) {
				t.Errorf("/%s/data/ does not say where to subscribe to %s", key, address)
			}
		}
		if home := string(s.files[key+"/index.html"]); !strings.Contains(home, `href="/`+key+`/data/"`) {
			t.Errorf("the front page does not lead to /%s/data/", key)
		}
	}
	for _, name := range s.names(".csv") {
		body, _ := bytes.CutPrefix(s.files[name], []byte("\uFEFF"))
		rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		last := len(rows[0]) - 1
		if rows[0][last] != "licence" || !strings.Contains(","+strings.Join(rows[0], ",")+",", ",source,") {
			t.Errorf("%s has no columns licence and source", name)
		}
		for _, row := range rows[1:] {
			if row[last] != "CC0-1.0" {
				t.Errorf("%s: a row has the licence %q", name, row[last])
			}
		}
	}
}
