package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"diglot/generator/internal/search"
)

// searcher is layouts/search.js once more, in Go, over the published files.
type searcher struct {
	files     map[string][]byte
	base      string // path of the site
	directory struct {
		Documents, Each       int
		Parts, Digests, Shown string
		Terms                 []string
	}
	fetched []string
}

func openIndex(t *testing.T, s *published, key string) *searcher {
	t.Helper()
	x := &searcher{files: s.files, base: s.base.Path}
	x.read(t, key+"/search/index.json", &x.directory)
	return x
}

func (x *searcher) read(t *testing.T, name string, into any) {
	t.Helper()
	if err := json.Unmarshal(x.files[name], into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !slices.Contains(x.fetched, name) {
		x.fetched = append(x.fetched, name)
	}
}

func (x *searcher) part(t *testing.T, kind string, n int, into any) {
	t.Helper()
	digests := x.directory.Digests
	if kind == "d" {
		digests = x.directory.Shown
	}
	name := fmt.Sprintf("%s%s.%s.json", x.directory.Parts, kind, digests[n*10:n*10+10])
	x.read(t, strings.TrimPrefix(name, x.base), into)
}

// spelt is a word as it is spelt, or a run of Chinese characters.
type spelt struct {
	text string
	han  bool
}

func tokensOf(s string) (list []spelt) {
	isHan := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	isWord := func(r rune) bool { return r != 'ʼ' && !isHan(r) && (unicode.IsLetter(r) || unicode.IsNumber(r)) }
	text := []rune(s)
	for i := 0; i < len(text); {
		from := i
		switch {
		case isHan(text[i]):
			for i < len(text) && isHan(text[i]) {
				i++
			}
			list = append(list, spelt{string(text[from:i]), true})
		case isWord(text[i]):
			for i < len(text) && (isWord(text[i]) || unicode.Is(unicode.Mn, text[i]) ||
				strings.ContainsRune("'’ʼ`", text[i]) && i+1 < len(text) && (isWord(text[i+1]) || unicode.Is(unicode.Mn, text[i+1]))) {
				i++
			}
			list = append(list, spelt{string(text[from:i]), false})
		default:
			i++
		}
	}
	return list
}

// asked is a term that is asked for, and the beginnings that do as well.
type asked struct {
	term   string
	starts []string
}

func questions(query string) (list []asked) {
	add := func(a asked) {
		if i := slices.IndexFunc(list, func(b asked) bool { return b.term == a.term }); i >= 0 {
			list[i] = a
		} else if a.term != "" {
			list = append(list, a)
		}
	}
	found := tokensOf(query)
	for i, token := range found {
		if token.han {
			pairs := search.Terms(token.text)
			if len(pairs) == 1 {
				add(asked{pairs[0], pairs})
				continue
			}
			pairs = pairs[:len(pairs)-1]
			for i, p := range pairs { // of a long run every other one
				if len(pairs) < 4 || i%2 == 0 || i == len(pairs)-1 {
					add(asked{p, nil})
				}
			}
			continue
		}
		a := asked{term: search.Stem(search.Fold(token.text))}
		if i == len(found)-1 {
			for _, s := range []string{search.Fold(token.text), a.term} {
				if utf8.RuneCountInString(s) > 1 {
					a.starts = append(a.starts, s)
				}
			}
		}
		add(a)
	}
	weighty := slices.DeleteFunc(slices.Clone(list), func(a asked) bool { return slight[a.term] })
	if len(weighty) > 0 {
		return weighty
	}
	return list
}

// slight are words that decide nothing beside others.
var slight = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq("а в з і й о у із зі та на до за по від для про при the of and in at") {
		set[search.Stem(w)] = true
	}
	return set
}()

func (x *searcher) place(term string) int {
	n, found := slices.BinarySearch(x.directory.Terms, term)
	if !found {
		n--
	}
	return max(n, 0)
}

func (x *searcher) answer(t *testing.T, a asked) map[int]int {
	wanted := []int{x.place(a.term)}
	for _, s := range a.starts {
		first := x.place(s)
		for n := first; n < first+3 && n < len(x.directory.Terms); n++ {
			if n == first || strings.HasPrefix(x.directory.Terms[n], s) {
				wanted = append(wanted, n)
			}
		}
	}
	slices.Sort(wanted)
	best := map[int]int{}
	for _, n := range slices.Compact(wanted) {
		var part map[string][][]int
		x.part(t, "t", n, &part)
		for term, places := range part {
			step := 1
			if term == a.term {
				step = 2
			} else if !slices.ContainsFunc(a.starts, func(s string) bool { return strings.HasPrefix(term, s) }) {
				continue
			}
			often, rarity := 0, step
			for _, docs := range places {
				often += len(docs)
			}
			for ; often*2 <= x.directory.Documents; often *= 2 {
				rarity += step
			}
			for p, docs := range places {
				at := 0
				for _, distance := range docs {
					at += distance
					best[at] = max(best[at], []int{24, 16, 6, 2}[p]*rarity)
				}
			}
		}
	}
	return best
}

// ask returns the numbers of documents, the best first.
func (x *searcher) ask(t *testing.T, query string) []int {
	type found struct{ doc, cover, worth int }
	all := map[int]found{}
	q := questions(query)
	most := 0
	for _, a := range q {
		for doc, worth := range x.answer(t, a) {
			f := all[doc]
			all[doc] = found{doc, f.cover + 1, f.worth + worth}
			most = max(most, f.cover+1)
		}
	}
	least := most
	if len(q) > 2 {
		least = max(most-1, 1)
	}
	var list []found
	for _, f := range all {
		if f.cover >= least {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b found) int { return cmp.Or(b.cover-a.cover, b.worth-a.worth, a.doc-b.doc) })
	var docs []int
	for _, f := range list {
		docs = append(docs, f.doc)
	}
	return docs
}

// first returns the addresses of the first ten results as they are shown, and
// how many there are in all. What the other layout of the keyboard would have
// spelt is asked where nothing is found.
func (x *searcher) first(t *testing.T, query string) ([]string, int) {
	docs := x.ask(t, query)
	if len(docs) == 0 {
		query = otherLayout(query)
		docs = x.ask(t, query)
	}
	type shown struct {
		url   string
		holds int
	}
	var list []shown
	for _, doc := range docs[:min(len(docs), 10)] {
		var records [][]string
		x.part(t, "d", (doc-1)/x.directory.Each, &records)
		r := records[(doc-1)%x.directory.Each]
		s := shown{url: r[0]}
		for i := 6; i < len(r); i += 2 {
			switch name := phrase(r[i]); {
			case name == phrase(query):
				s.holds = 2
			case strings.Contains(name, phrase(query)):
				s.holds = max(s.holds, 1)
			}
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b shown) int { return b.holds - a.holds })
	var urls []string
	for _, s := range list {
		urls = append(urls, s.url)
	}
	return urls, len(docs)
}

func phrase(s string) string {
	var words []string
	for _, token := range tokensOf(s) {
		if token.han {
			words = append(words, token.text)
		} else {
			words = append(words, search.Fold(token.text))
		}
	}
	return strings.Join(words, " ")
}

const (
	latinKeys    = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.\\~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>|"
	cyrillicKeys = "'йцукенгшщзхїфівапролджєячсмитьбюґ'ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮҐ"
)

func otherLayout(s string) string {
	from, to := []rune(latinKeys), []rune(cyrillicKeys)
	if strings.ContainsFunc(s, func(r rune) bool { return r >= 0x400 && r <= 0x4FF }) {
		from, to = to, from
	}
	return strings.Map(func(r rune) rune {
		for i := len(from) - 1; i >= 0; i-- {
			if from[i] == r {
				return to[i]
			}
		}
		return r
	}, s)
}

// sought is a question of a file of testdata/search, and the pages that may be
// found first.
type sought struct {
	query string
	right []string // addresses; the first one must be among the first ten results
}

// soughtIn reads the questions of a site and language: "query = address", and
// others that may stand first.
func soughtIn(t *testing.T, site, key string) []sought {
	t.Helper()
	b, err := os.ReadFile("testdata/search/" + site + "." + key + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []sought
	for line := range strings.Lines(string(b)) {
		query, right, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		s := sought{query: query}
		for r := range strings.FieldsSeq(right) {
			s.right = append(s.right, "/"+key+"/"+r)
		}
		list = append(list, s)
	}
	return list
}

// searched are the sites that are searched: the shipped one, and one of 49
// Ukrainian and 92 Chinese members.
func searched(t *testing.T) map[string]*published {
	t.Helper()
	return map[string]*published{"shipped": shipped(t), "declared": mustBuild(t, declared(t), "")}
}

// judge counts how often what was sought is among the first ten results, and
// how often it is the first.
type judge struct{ asked, found, first int }

func (j *judge) hear(s sought, urls []string) (fault string) {
	j.asked++
	in, first := slices.Contains(urls, s.right[0]), len(urls) > 0 && slices.Contains(s.right, urls[0])
	if in {
		j.found++
	}
	if first {
		j.first++
	}
	switch {
	case !in:
		return fmt.Sprintf("%q does not find %s but %q", s.query, s.right[0], urls[:min(3, len(urls))])
	case !first:
		return fmt.Sprintf("%q finds first %s", s.query, urls[0])
	}
	return ""
}

func (j *judge) pass(t *testing.T, where string) {
	t.Helper()
	t.Logf("%s: %d questions, found %.3f, first %.3f", where, j.asked, float64(j.found)/float64(j.asked), float64(j.first)/float64(j.asked))
	if j.found*100 < j.asked*95 || j.first*100 < j.asked*85 {
		t.Errorf("%s: of %d questions %d found what they seek, %d as the first", where, j.asked, j.found, j.first)
	}
}

// Planted bugs this test has caught: names in the page's own language alone;
// no transliteration; no stems.
func TestWhatIsSoughtIsFound(t *testing.T) {
	for _, key := range []string{"uk", "zh"} {
		all := 0
		for name, s := range searched(t) {
			x := openIndex(t, s, key)
			j := judge{}
			for _, q := range soughtIn(t, name, key) {
				urls, _ := x.first(t, q.query)
				if fault := j.hear(q, urls); fault != "" {
					t.Logf("%s %s: %s", name, key, fault)
				}
			}
			j.pass(t, name+" "+key)
			all += j.asked
		}
		if all < 60 {
			t.Errorf("only %d questions are asked in %s", all, key)
		}
	}
}

// What the site says about itself is found by its name, and first.
func TestThePagesAboutTheSiteAreFound(t *testing.T) {
	for key, questions := range map[string]map[string]string{
		"uk": {"відкриті дані": "data/", "відкритих даних": "data/", "доступність": "accessibility/"},
		"zh": {"开放数据": "data/", "数据": "data/", "无障碍": "accessibility/"},
	} {
		x := openIndex(t, shipped(t), key)
		for query, page := range questions {
			if urls, _ := x.first(t, query); len(urls) == 0 || urls[0] != "/"+key+"/"+page {
				t.Errorf("%q finds %q", query, urls[:min(3, len(urls))])
			}
		}
	}
}
