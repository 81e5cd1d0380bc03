package hostile

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"diglot/generator/internal/sitetest"
)

// The parsers of these judges are not those of the generator.

// inert fails the test for whatever is active in a published site, which is
// given whole. Only the page of the search loads a script, once: its own.
func inert(t *testing.T, out map[string][]byte) {
	t.Helper()
	for name, b := range out {
		if path.Ext(name) != ".html" {
			continue
		}
		root, err := html.Parse(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		loaded := 0
		for n := range root.Descendants() {
			if searchPage.MatchString(name) && isSearchScript(n, out) {
				loaded++
				continue
			}
			if what := activeNode(n); what != "" {
				t.Errorf("%s has %s", name, what)
				return
			}
		}
		if searchPage.MatchString(name) && loaded != 1 {
			t.Errorf("%s loads its script %d times", name, loaded)
		}
	}
}

var (
	searchPage   = regexp.MustCompile(`^(uk|zh)/search/index\.html$`)
	searchScript = regexp.MustCompile(`^(?:/site)?/(assets/search\.[0-9a-f]{12}\.js)$`) // the site everything is in a folder
)

// isSearchScript reports whether a node loads the script of the search, which
// is published, and is nothing else.
func isSearchScript(n *html.Node, out map[string][]byte) bool {
	if n.Type != html.ElementNode || n.Data != "script" || n.Namespace != "" || n.FirstChild != nil || len(n.Attr) != 2 {
		return false
	}
	kind, _ := sitetest.Attribute(n, "type")
	src, _ := sitetest.Attribute(n, "src")
	address := searchScript.FindStringSubmatch(src)
	return kind == "module" && address != nil && out[address[1]] != nil
}

// activeNode returns what is active in a node, or "".
func activeNode(n *html.Node) string {
	switch {
	case n.Type == html.CommentNode:
		return "a comment"
	case n.Type != html.ElementNode:
		return ""
	case n.Data == "script":
		if kind, _ := sitetest.Attribute(n, "type"); kind != "application/ld+json" || !json.Valid([]byte(scriptText(n))) {
			return "a script"
		}
	case slices.Contains([]string{"style", "iframe", "frame", "object", "embed", "base", "template", "noscript", "math", "foreignobject"}, n.Data):
		return n.Data
	}
	for _, a := range n.Attr {
		value := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, a.Val))
		scheme, _, found := strings.Cut(value, ":")
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "formaction":
			return "the attribute " + a.Key
		case a.Key != "href" && a.Key != "src" && a.Key != "action" && a.Key != "cite":
		case strings.HasPrefix(strings.ReplaceAll(value, `\`, "/"), "//"):
			return "the address " + a.Val
		case found && !strings.ContainsAny(scheme, "/?#") && !slices.Contains([]string{"https", "http", "mailto", "tel"}, scheme):
			return "the address " + a.Val
		}
	}
	return ""
}

func scriptText(n *html.Node) string {
	if n.FirstChild == nil {
		return ""
	}
	return n.FirstChild.Data
}

// shapes say of each file what it is made of, without its texts.
type shapes map[string]map[string]int

func shapesOf(t *testing.T, out map[string][]byte) shapes {
	t.Helper()
	all := shapes{}
	searchShapes(t, out, all)
	for name, b := range out {
		if isOfIndex(name) {
			continue
		}
		shape := map[string]int{}
		switch path.Ext(name) {
		case ".html":
			root, _ := html.Parse(bytes.NewReader(b))
			for n := range root.Descendants() {
				if !sitetest.HasWord(n, "class", "whole") && !isNextLine(n) { // a name in a heading: it depends on the words
					shape[kindOfNode(n)]++
				}
			}
		case ".xml":
			for d := xml.NewDecoder(bytes.NewReader(b)); ; {
				token, err := d.Token()
				if err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %v", name, err)
					break
				}
				switch token := token.(type) {
				case xml.StartElement:
					shape[fmt.Sprint(token.Name.Local, len(token.Attr))]++
				case xml.CharData:
				default:
					shape[fmt.Sprintf("%T", token)]++
				}
			}
		case ".csv":
			rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, row := range rows {
				shape[fmt.Sprint(len(row))]++
				for _, cell := range row {
					if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") && !json.Valid([]byte(cell)) {
						t.Errorf("%s has the formula %q", name, cell)
					}
				}
			}
		case ".ics":
			for line := range strings.SplitSeq(unfolded(b), "\r\n") {
				property, _, _ := strings.Cut(line, ":")
				shape[property]++
			}
		case ".json", ".jsonld":
			var v any
			if err := json.Unmarshal(b, &v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			countJSON(v, shape)
		case ".txt", "":
			shape[string(b)]++
		}
		all[name] = shape
	}
	return all
}

// isNextLine reports whether an element is the second line of a label in the
// drawing of the network: whether it has one depends on the words.
func isNextLine(n *html.Node) bool {
	if n.Type != html.ElementNode || n.Data != "text" || n.Parent.Data != "svg" || !sitetest.HasWord(n.Parent.Parent, "class", "network") {
		return false
	}
	before := n.PrevSibling
	for before != nil && before.Type == html.TextNode {
		before = before.PrevSibling
	}
	return before != nil && kindOfNode(before) == kindOfNode(n) && !isNextLine(before)
}

// isOfIndex reports whether a file is one of the index of the search. How many
// there are, and their names, depends on the words.
func isOfIndex(name string) bool {
	return strings.HasPrefix(name, "assets/search/") || strings.HasSuffix(name, "/search/index.json")
}

// searchShapes adds the shapes of the indexes, by their language and kind: which
// documents they show, without their words. The directories must name all parts
// and no others, and every part must hold what it should.
func searchShapes(t *testing.T, out map[string][]byte, all shapes) {
	t.Helper()
	named := map[string]bool{}
	for name, b := range out {
		if !strings.HasSuffix(name, "/search/index.json") {
			continue
		}
		var d struct {
			Documents, Each       int
			Parts, Digests, Shown string
			Terms                 []string
		}
		strictJSON(t, name, b, &d)
		all[name] = map[string]int{"documents": d.Documents, "each": d.Each, d.Parts: 1}
		part := func(kind, digests string, i int, v any) string {
			file := fmt.Sprintf("%s%s.%s.json", strings.TrimPrefix(strings.TrimPrefix(d.Parts, "/site"), "/"), kind, digests[10*i:10*i+10])
			named[file] = true
			if sum := fmt.Sprintf("%x", sha256.Sum256(out[file])); sum[:10] != digests[10*i:10*i+10] {
				t.Errorf("%s is not what %s names", file, name)
			}
			strictJSON(t, file, out[file], v)
			return file
		}
		if len(d.Digests) != 10*len(d.Terms) || len(d.Shown) != 10*((d.Documents+d.Each-1)/max(d.Each, 1)) {
			t.Errorf("%s has %d parts with %d digests, and %d digests of what is shown", name, len(d.Terms), len(d.Digests)/10, len(d.Shown)/10)
			continue
		}
		for i, begins := range d.Terms {
			var terms map[string][][]int
			file := part("t", d.Digests, i, &terms)
			if terms[begins] == nil {
				t.Errorf("%s does not have %q", file, begins)
			}
			for term, lists := range terms {
				if term == "" || strings.ContainsAny(term, "<>&=\"'`\\/:; \t\r\n") || len(lists) > 4 {
					t.Errorf("%s has the term %q with %d lists", file, term, len(lists))
				}
				for _, list := range lists {
					document := 0
					for _, distance := range list {
						if document += distance; distance < 1 || document > d.Documents {
							t.Errorf("%s has %q in %v", file, term, list)
						}
					}
				}
			}
		}
		all[d.Parts+"t"] = map[string]int{}
		shown := map[string]int{}
		for i := range len(d.Shown) / 10 {
			var records [][]string
			file := part("d", d.Shown, i, &records)
			for _, r := range records {
				if len(r) < 7 {
					t.Errorf("%s has a record of %d texts: %q", file, len(r), r)
					continue
				}
				code := append(slices.Clone(r[:4]), r[5], fmt.Sprint(len(r))) // all but the lede and the names
				for i := 7; i < len(r); i += 2 {
					code = append(code, r[i])
				}
				shown[strings.Join(code, " ")]++
				shown["documents"]++
			}
		}
		if shown["documents"] != d.Documents {
			t.Errorf("%s has %d documents, and %d are shown", name, d.Documents, shown["documents"])
		}
		all[d.Parts+"d"] = shown
	}
	for name := range out {
		if isOfIndex(name) && strings.HasPrefix(name, "assets/") && !named[name] {
			t.Errorf("%s is named by no index", name)
		}
	}
}

// strictJSON reads JSON that holds what v has a place for and nothing else.
func strictJSON(t *testing.T, name string, b []byte, v any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil || d.More() {
		t.Errorf("%s: %v, or more than one value", name, err)
	}
}

func unfolded(b []byte) string { return strings.ReplaceAll(string(b), "\r\n ", "") }

func countJSON(v any, shape map[string]int) {
	switch v := v.(type) {
	case map[string]any:
		shape[strings.Join(slices.Sorted(maps.Keys(v)), " ")]++
		for _, x := range v {
			countJSON(x, shape)
		}
	case []any:
		for _, x := range v {
			countJSON(x, shape)
		}
	default:
		shape[fmt.Sprintf("%T", v)]++
	}
}

// kindOfNode is an element with the names of its attributes.
func kindOfNode(n *html.Node) string {
	switch n.Type {
	case html.TextNode, html.DocumentNode:
		return "text"
	case html.ElementNode:
		var keys []string
		for _, a := range n.Attr {
			keys = append(keys, a.Key)
		}
		return n.Data + " " + strings.Join(keys, " ")
	}
	return fmt.Sprint("node ", n.Type)
}

// sameShapes fails the test where a site is made of other things than another.
// Texts may be torn apart by the space around them.
func sameShapes(t *testing.T, text string, want, got shapes) {
	t.Helper()
	for name := range want {
		for kind, n := range want[name] {
			if got[name][kind] != n && kind != "text" {
				t.Errorf("%q: %s has %d of %.60q and not %d", text, name, got[name][kind], kind, n)
				return
			}
		}
		for kind, n := range got[name] {
			if want[name][kind] == 0 && kind != "text" {
				t.Errorf("%q: %s has %d of %.60q", text, name, n, kind)
				return
			}
		}
	}
	if len(got) != len(want) {
		t.Errorf("%q: there are %d files and not %d", text, len(got), len(want))
	}
}

// stringsIn are all texts that a file holds, as its readers read them.
func stringsIn(t *testing.T, name string, b []byte) (list []string) {
	switch path.Ext(name) {
	case ".html":
		root, _ := html.Parse(bytes.NewReader(b))
		return append(markupStrings(root), "")
	case ".xml":
		markup := false // within the content of an entry
		for d := xml.NewDecoder(bytes.NewReader(b)); ; {
			token, err := d.Token()
			if err != nil {
				return list
			}
			switch token := token.(type) {
			case xml.CharData:
				if markup {
					root, _ := html.Parse(bytes.NewReader(token))
					list = append(list, markupStrings(root)...)
					continue
				}
				list = append(list, string(token))
			case xml.StartElement:
				markup = token.Name.Local == "content"
				for _, a := range token.Attr {
					list = append(list, a.Value)
				}
			}
		}
	case ".csv":
		rows, _ := csv.NewReader(bytes.NewReader(b)).ReadAll()
		for _, row := range rows {
			list = append(list, row...)
		}
	case ".ics":
		for line := range strings.SplitSeq(unfolded(b), "\r\n") {
			list = append(list, strings.NewReplacer(`\n`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(line))
		}
	case ".json", ".jsonld":
		var v any
		_ = json.Unmarshal(b, &v) // told by shapesOf
		return jsonStrings(v)
	}
	return list
}

func jsonStrings(v any) (list []string) {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		for _, x := range v {
			list = append(list, jsonStrings(x)...)
		}
	case []any:
		for _, x := range v {
			list = append(list, jsonStrings(x)...)
		}
	}
	return list
}

// markupStrings are the text of a page as a whole, its attributes, and the
// strings of its linked data.
func markupStrings(root *html.Node) (list []string) {
	var text strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			for _, a := range n.Attr {
				list = append(list, a.Val)
			}
		}
		if n.Type != html.TextNode {
			continue
		}
		if n.Parent.Data == "script" {
			var v any
			_ = json.Unmarshal([]byte(n.Data), &v) // told by inert
			list = append(list, jsonStrings(v)...)
			continue
		}
		text.WriteString(n.Data)
	}
	return append(list, text.String())
}
