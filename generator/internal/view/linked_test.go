package view

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// object is a node as a reader of the JSON gets it.
type object = map[string]any

func parsed(t *testing.T, text JSON) object {
	t.Helper()
	var o object
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	again, _ := json.Marshal(o)
	var first, second bytes.Buffer
	json.Compact(&first, again)
	var back object
	json.Unmarshal(first.Bytes(), &back)
	more, _ := json.Marshal(back)
	json.Compact(&second, more)
	if first.String() != second.String() {
		t.Fatalf("%s is read as %s", first.String(), second.String())
	}
	return o
}

// nodesOf are the nodes of a document by their "@id".
func nodesOf(t *testing.T, p JSON) map[string]object {
	t.Helper()
	nodes := map[string]object{}
	for _, n := range list(parsed(t, p)["@graph"]) {
		nodes[n.(object)["@id"].(string)] = n.(object)
	}
	return nodes
}

// list makes a list of a value that may stand alone.
func list(v any) []any {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{v}
}

// documents are all JSON-LD documents of a site, by name.
func documents(m *Maker) map[string]JSON {
	all := map[string]JSON{}
	for _, e := range m.editions {
		for _, x := range m.graph.Entries {
			if !x.Kind.Glossed && x.In(e.Key) {
				all[e.Key+" "+x.Ref().String()] = linkedOf(e, x)
			}
		}
		all[e.Key+" home"] = e.home().Linked
		all[e.Key+" names"] = e.namesPage().Linked
		all[e.Key+" timeline"] = e.timeline().Linked
	}
	all["entrance"] = m.entrance(false).Linked
	all["graph"] = graphOf(m)
	return all
}

// nothingRead stands for texts where only the facts of a page matter.
func nothingRead(record.Prose) Text { return Text{Body: &markdown.Body{}} }

func linkedOf(e *edition, x *site.Entry) JSON {
	p := e.entryPage(x, nothingRead)
	return p.Linked
}

// graphOf is the linked data of the whole site as a document.
func graphOf(m *Maker) JSON {
	return JSON(`{"@context":"` + schemaOrg + `","@graph":[` + strings.Join(m.siteGraph().Nodes, ",") + "]}")
}

// term is a property of schema.org: which types may have it, and of which types
// its values are.
type term struct{ of, values []string }

type vocabulary struct {
	parents map[string][]string
	terms   map[string]term
}

func readVocabulary(t *testing.T) vocabulary {
	t.Helper()
	text, err := os.ReadFile("testdata/schemaorg.txt")
	if err != nil {
		t.Fatal(err)
	}
	v := vocabulary{map[string][]string{}, map[string]term{}}
	for _, line := range strings.Split(string(text), "\n") {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "type" {
			v.parents[words[1]] = words[2:]
		} else if rest, ok := strings.CutPrefix(line, "property "); ok {
			parts := strings.Split(rest, "|")
			v.terms[strings.TrimSpace(parts[0])] = term{strings.Fields(parts[1]), strings.Fields(parts[2])}
		}
	}
	return v
}

// is reports whether a type is one of some types or below one of them.
func (v vocabulary) is(kind string, of []string) bool {
	return slices.Contains(of, kind) || slices.ContainsFunc(v.parents[kind], func(p string) bool { return v.is(p, of) })
}

// check finds terms that schema.org does not have, on types that do not have
// them, with values of a wrong type. types are those of the nodes that the
// document only refers to. A role stands in for any value, and repeats the
// property that led to it.
func (v vocabulary) check(t *testing.T, where string, n object, types map[string]string, from string) {
	kind, typed := n["@type"].(string)
	if _, known := v.parents[kind]; typed && !known {
		t.Errorf("%s: schema.org has no type %q here", where, kind)
	}
	for name, value := range n {
		if strings.HasPrefix(name, "@") {
			continue
		}
		at := where + " " + kind + "." + name
		term, known := v.terms[name]
		role := v.is(kind, []string{"Role"}) && name == from
		if !known || !role && !v.is(kind, term.of) {
			t.Errorf("%s: no such term of this type", at)
			continue
		}
		for _, one := range list(value) {
			v.checkValue(t, at, one, term, types, name)
		}
	}
}

func (v vocabulary) checkValue(t *testing.T, at string, value any, term term, types map[string]string, name string) {
	n, isNode := value.(object)
	if _, worded := n["@value"]; !isNode || worded {
		if !slices.Contains(term.values, "literal") {
			t.Errorf("%s: %v is a text", at, value)
		}
		return
	}
	kind, typed := n["@type"].(string)
	if !typed {
		id, _ := n["@id"].(string)
		if kind = types[id]; kind == "" {
			t.Errorf("%s: nothing is known of %s", at, id)
			return
		}
	}
	if !v.is(kind, append(slices.Clone(term.values), "Role")) {
		t.Errorf("%s: a %s is no value of it", at, kind)
	}
	v.check(t, at, n, types, name)
}

// typesOf are the types of all things of a site: what a page refers to may
// have its node elsewhere.
func typesOf(t *testing.T, m *Maker) map[string]string {
	types := map[string]string{}
	for _, doc := range documents(m) {
		for id, n := range nodesOf(t, doc) {
			types[id] = n["@type"].(string)
		}
	}
	for _, e := range m.editions { // list pages, which only breadcrumbs name
		for _, section := range []string{"members", "agreements", "ceremonies", "announcements", "programmes", "funds"} {
			types[m.absolute(e.section(section))] = "CollectionPage"
		}
	}
	return types
}

// Planted bugs this test has caught: "datePublised"; additionalProperty on a
// DigitalDocument; a measure as a funder; hasDefinedTerm on a WebPage; worksFor
// of a university; a type that is not in the list.
func TestLinkedDataUsesTermsOfSchemaOrgOnly(t *testing.T) {
	v := readVocabulary(t)
	for _, m := range []*Maker{small(t), shippedContent(t)} {
		types := typesOf(t, m)
		for where, doc := range documents(m) {
			o := parsed(t, doc)
			if o["@context"] != "https://schema.org" || len(list(o["@graph"])) == 0 {
				t.Errorf("%s: no graph in the context of schema.org", where)
			}
			for _, n := range list(o["@graph"]) {
				v.check(t, where, n.(object), types, "")
			}
		}
	}
}

func TestVocabularyOfTheTestNamesItsOwnTypes(t *testing.T) {
	v := readVocabulary(t)
	for kind, parents := range v.parents {
		for _, p := range parents {
			if _, ok := v.parents[p]; !ok {
				t.Errorf("%s is below %s, which is not in the list", kind, p)
			}
		}
	}
	for name, term := range v.terms {
		for _, kind := range append(slices.Clone(term.of), term.values...) {
			if _, ok := v.parents[kind]; !ok && kind != "literal" {
				t.Errorf("%s names %s, which is not in the list", name, kind)
			}
		}
	}
}

// Planted bugs this test has caught: a derived date as a stated one.
func TestPageOfAThingHasItsNodeAndItsPlaceInTheSite(t *testing.T) {
	m := small(t)
	nodes := nodesOf(t, linkedOf(m.in("zh"), m.entry("member:kpi")))
	kpi := nodes["https://alliance.example/sub/id/member/kpi"]
	want := map[string]string{
		"@type":        `"CollegeOrUniversity"`,
		"name":         `[{"@language":"uk","@value":"Київська політехніка"},{"@language":"zh-Hans","@value":"基辅理工"},{"@language":"en","@value":"Kyiv Polytechnic"}]`,
		"sameAs":       `["https://ror.org/00syn5v21","http://www.wikidata.org/entity/Q1234"]`,
		"url":          `"https://kpi.example/"`,
		"foundingDate": `null`, // it only follows from the source
		"address":      `{"@type":"PostalAddress","addressCountry":"UA"}`,
		"identifier": `[{"@type":"PropertyValue","propertyID":"ROR","value":"00syn5v21"},{"@type":"PropertyValue","propertyID":"Wikidata","value":"Q1234"},` +
			`{"@type":"PropertyValue","propertyID":"EDRPOU","value":"02071180"}]`,
	}
	expect(t, kpi, want)
	page := nodes["https://alliance.example/sub/zh/members/kpi/"]
	expect(t, page, map[string]string{
		"mainEntity": `{"@id":"https://alliance.example/sub/id/member/kpi"}`,
		"inLanguage": `"zh-Hans"`,
		"breadcrumb": `{"@type":"BreadcrumbList","itemListElement":[` +
			`{"@type":"ListItem","item":{"@id":"https://alliance.example/sub/zh/"},"name":"home.title","position":1},` +
			`{"@type":"ListItem","item":{"@id":"https://alliance.example/sub/zh/members/"},"name":"section.members","position":2},` +
			`{"@type":"ListItem","item":{"@id":"https://alliance.example/sub/zh/members/kpi/"},"name":"基辅理工","position":3}]}`,
	})
}

// expect compares properties of a node, written as JSON with sorted keys.
func expect(t *testing.T, n object, want map[string]string) {
	t.Helper()
	for name, value := range want {
		got, _ := json.Marshal(n[name])
		if string(got) != value {
			t.Errorf("%v: %s is\n%s, not\n%s", n["@id"], name, got, value)
		}
	}
}

func TestThingIsTheSameNodeInEveryLanguage(t *testing.T) {
	m := small(t)
	for _, x := range m.graph.Entries {
		if x.Kind.Glossed || !x.In("uk") || !x.In("zh") {
			continue
		}
		id := m.identity(x)
		uk, zh := nodesOf(t, linkedOf(m.in("uk"), x))[id], nodesOf(t, linkedOf(m.in("zh"), x))[id]
		a, _ := json.Marshal(uk)
		b, _ := json.Marshal(zh)
		if uk == nil || string(a) != string(b) {
			t.Errorf("%s is %s in one language and %s in the other", id, a, b)
		}
	}
}

// Planted bugs this test has caught: workFeatured of what is derived.
func TestWhatOnlyFollowsFromASourceIsMarkedOrLeftOut(t *testing.T) {
	m := small(t)
	text := string(linkedOf(m.in("uk"), m.entry("agreement:first")))
	for _, want := range []string{
		`"propertyID":"dateSigned","value":"2021-06-23","measurementMethod":"derived"`,
		`"propertyID":"signedAt","value":"https://alliance.example/sub/id/ceremony/opening","measurementMethod":"derived"`,
		`"propertyID":"entryIntoForce","value":"2021-07-01"}`,
		`"creativeWorkStatus":"replaced"`,
		`"expires":"2026"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in %s", want, text)
		}
	}
	ceremony := string(linkedOf(m.in("uk"), m.entry("ceremony:opening")))
	if strings.Contains(ceremony, "workFeatured") {
		t.Error("an agreement is stated to have been signed where that only follows")
	}
}

func TestWhatIsNotStatedIsLeftOut(t *testing.T) {
	m := small(t)
	second := nodesOf(t, linkedOf(m.in("uk"), m.entry("agreement:second")))["https://alliance.example/sub/id/agreement/second"]
	got, _ := json.Marshal(second["about"])
	want := `[{"@type":"PropertyValue","propertyID":"agreementType","value":"contract"},` +
		`{"@type":"PropertyValue","propertyID":"supersedes","value":"https://alliance.example/sub/id/agreement/first"}]`
	if string(got) != want {
		t.Errorf("about is %s, not %s", got, want)
	}
	for where, doc := range documents(m) {
		if text := string(doc); strings.Contains(text, "notStated") || strings.Contains(text, `""`) {
			t.Errorf("%s has a blank: %s", where, text)
		}
	}
}

// Planted bugs this test has caught: signatories as members.
func TestOnlyStatedMembersBelongToTheAlliance(t *testing.T) {
	m := shippedContent(t)
	alliance := nodesOf(t, graphOf(m))["https://alliance.example/id/alliance/alliance"]
	got, _ := json.Marshal(alliance["member"])
	want := `[{"@type":"OrganizationRole","member":{"@id":"https://alliance.example/id/member/stu-chernihiv"},"roleName":"coordinator"},` +
		`{"@type":"OrganizationRole","member":{"@id":"https://alliance.example/id/member/dlut"},"roleName":"coordinator"},` +
		`{"@id":"https://alliance.example/id/member/khpi"}]`
	if string(got) != want {
		t.Errorf("members are %s", got)
	}
}

func TestDeclaredNumbersAreObservationsWithDayAndSource(t *testing.T) {
	m := small(t)
	nodes := nodesOf(t, linkedOf(m.in("uk"), m.graph.Alliance))
	expect(t, nodes["https://alliance.example/sub/id/alliance/alliance#members-cn"], map[string]string{
		"@type":              `"Observation"`,
		"value":              `92`,
		"observationDate":    `"2021-07-07"`,
		"observationAbout":   `{"@id":"https://alliance.example/sub/id/alliance/alliance"}`,
		"subjectOf":          `{"@id":"https://alliance.example/sub/id/announcement/news"}`,
		"additionalProperty": `{"@type":"PropertyValue","propertyID":"addressCountry","value":"CN"}`,
	})
}

func TestMeasureIsNeverAFund(t *testing.T) {
	m := small(t)
	graph := nodesOf(t, graphOf(m))
	expect(t, graph["https://alliance.example/sub/id/fund/measure"], map[string]string{"@type": `"MonetaryGrant"`})
	expect(t, graph["https://alliance.example/sub/id/fund/campus"], map[string]string{"@type": `"FundingScheme"`})
	points := list(graph["https://alliance.example/sub/id/programme/plan"]["hasPart"])
	expect(t, points[0].(object), map[string]string{"funder": `{"@id":"https://alliance.example/sub/id/fund/campus"}`, "funding": "null"})
	expect(t, points[1].(object), map[string]string{"funding": `{"@id":"https://alliance.example/sub/id/fund/measure"}`, "funder": "null"})
}

// Planted bugs this test has caught: a text in every language.
func TestTextsOfAnAnnouncementKnowWhichWasFirst(t *testing.T) {
	m := small(t)
	graph := nodesOf(t, graphOf(m))
	id := "https://alliance.example/sub/id/announcement/news"
	expect(t, graph[id], map[string]string{
		"workExample":   `[{"@id":"` + id + `#uk"},{"@id":"` + id + `#zh"}]`,
		"datePublished": `"2021-07-07"`, "dateModified": `"2021-07-09"`,
		"isBasedOn": `{"@type":"CreativeWork","datePublished":"2021-07-06","name":[{"@language":"uk","@value":"Джерело"},{"@language":"zh-Hans","@value":"来源"}],"url":"https://source.example/"}`,
	})
	expect(t, graph[id+"#uk"], map[string]string{"headline": `"Новина"`, "inLanguage": `"uk"`, "workTranslation": `{"@id":"` + id + `#zh"}`})
	expect(t, graph[id+"#zh"], map[string]string{"headline": `"新闻"`, "inLanguage": `"zh-Hans"`, "translationOfWork": `{"@id":"` + id + `#uk"}`})
	about := m.absolute("/uk/about/")
	expect(t, graph[about], map[string]string{"workTranslation": "null", "translationOfWork": "null"})
	if _, ok := graph["https://alliance.example/sub/id/announcement/local#zh"]; ok {
		t.Error("an announcement has a text in a language in which it is not published")
	}
}

func TestCeremonyIsAnEventWithHourAndOffset(t *testing.T) {
	m := small(t)
	graph := nodesOf(t, graphOf(m))
	expect(t, graph["https://alliance.example/sub/id/ceremony/opening"], map[string]string{
		"startDate":           `"2021-06-23T09:30:00+03:00"`,
		"eventAttendanceMode": `"https://schema.org/OnlineEventAttendanceMode"`,
		"location":            `[{"@id":"https://alliance.example/sub/id/place/kyiv"},{"@id":"https://alliance.example/sub/id/place/dalian"},{"@type":"VirtualLocation"}]`,
		"superEvent":          `{"@type":"Event","name":[{"@language":"uk","@value":"Засідання"},{"@language":"zh-Hans","@value":"会议"}],"organizer":{"@id":"https://alliance.example/sub/id/body/ministry"},"startDate":"2021-06"}`,
	})
	expect(t, graph["https://alliance.example/sub/id/ceremony/someday"], map[string]string{"startDate": `"2022-05"`})
}

func TestEveryReferenceOfTheSiteGraphHasItsNode(t *testing.T) {
	for _, m := range []*Maker{small(t), shippedContent(t)} {
		nodes := nodesOf(t, graphOf(m))
		if want := len(m.siteGraph().Nodes); len(nodes) != want {
			t.Errorf("%d of %d nodes have an \"@id\" of their own", len(nodes), want)
		}
		var look func(v any)
		look = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, one := range v {
					look(one)
				}
			case object:
				if id, ok := v["@id"].(string); ok && len(v) == 1 && nodes[id] == nil {
					t.Errorf("nothing is called %s", id)
				}
				for _, one := range v {
					look(one)
				}
			}
		}
		for _, n := range nodes {
			look(n)
		}
	}
}

func TestDraftLeavesNoTraceInWhatMachinesRead(t *testing.T) {
	draft := map[string]string{"content/announcements/secret.md": `---
title:
  uk: Таємниця
  zh: 秘密
draft: true
date: 2021-07-10
about: [member:kpi]
---
`, "content/announcements/secret.uk.md": "Текст.\n", "content/announcements/secret.zh.md": "正文。\n"}
	if with, without := everything(smallWith(t, draft)), everything(small(t)); with != without {
		t.Error("a draft changes what is published")
	}
	draft["content/announcements/secret.md"] = strings.Replace(draft["content/announcements/secret.md"], "draft: true\n", "", 1)
	if with := everything(smallWith(t, draft)); !strings.Contains(with, "Таємниця") {
		t.Error("the same record without the mark is not published: the test looks at nothing")
	}
}

// everything is all that machines read, as one text.
func everything(m *Maker) string {
	var b bytes.Buffer
	for _, e := range m.editions {
		write(&b, e.feed(noText), e.calendar(), linkedOf(e, m.entry("member:kpi")))
	}
	write(&b, m.siteGraph(), datasetsOf(m), m.dataIndex(), m.sitemap([]listed{m.listedEverywhere("")}), m.headers(), m.robots())
	return b.String()
}

func write(b *bytes.Buffer, values ...any) {
	for _, v := range values {
		text, _ := json.Marshal(v)
		b.Write(text)
	}
}
