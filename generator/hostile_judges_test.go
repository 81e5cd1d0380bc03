package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The parsers of these judges are not those of the generator.

// inert fails the test for whatever is active in a published site.
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
		for n := range root.Descendants() {
			if what := activeNode(n); what != "" {
				t.Errorf("%s has %s", name, what)
				return
			}
		}
	}
}

// activeNode returns what is active in a node, or "".
func activeNode(n *html.Node) string {
	switch {
	case n.Type == html.CommentNode:
		return "a comment"
	case n.Type != html.ElementNode:
		return ""
	case n.Data == "script":
		if kind, _ := attribute(n, "type"); kind != "application/ld+json" || !json.Valid([]byte(scriptText(n))) {
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
	for name, b := range out {
		shape := map[string]int{}
		switch path.Ext(name) {
		case ".html":
			root, _ := html.Parse(bytes.NewReader(b))
			for n := range root.Descendants() {
				if !hasWord(n, "class", "whole") { // a name in a heading: it depends on the words
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
