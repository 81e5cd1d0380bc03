package sitetest

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Attribute returns the value of an element's attribute.
func Attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// HasWord reports whether an attribute holds a word among others, as class and
// rel do.
func HasWord(n *html.Node, key, word string) bool {
	value, _ := Attribute(n, key)
	return n.Type == html.ElementNode && slices.Contains(strings.Fields(value), word)
}

// Named fits elements of a name.
func Named(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Type == html.ElementNode && n.Data == name }
}

// Classed fits elements of a class.
func Classed(class string) func(*html.Node) bool {
	return func(n *html.Node) bool { return HasWord(n, "class", class) }
}

// First returns the first descendant that fits, or nil.
func First(n *html.Node, fits func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if fits(d) {
			return d
		}
	}
	return nil
}

// All returns the descendants that fit, in their order.
func All(n *html.Node, fits func(*html.Node) bool) []*html.Node {
	var list []*html.Node
	for d := range n.Descendants() {
		if fits(d) {
			list = append(list, d)
		}
	}
	return list
}

// separate are elements whose text does not run on into what follows.
var separate = regexp.MustCompile(`^(address|article|aside|blockquote|br|caption|dd|div|dl|dt|figure|figcaption|footer|h[1-6]|header|li|main|nav|ol|p|section|table|tbody|td|th|thead|tr|ul)$`)

// TextOf is an element's text as a reader sees it: runs of white space are one
// space, a no-break space is a space, soft hyphens are not there.
func TextOf(n *html.Node) string {
	return TextWithout(n, func(*html.Node) bool { return false })
}

// TextWithout is the same without the text of some elements.
func TextWithout(n *html.Node, leaveOut func(*html.Node) bool) string {
	var b strings.Builder
	var write func(*html.Node)
	write = func(n *html.Node) {
		if leaveOut(n) {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		block := n.Type == html.ElementNode && separate.MatchString(n.Data)
		if block {
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			write(c)
		}
		if block {
			b.WriteByte(' ')
		}
	}
	write(n)
	return Fold(b.String())
}

var invisible = strings.NewReplacer("\u00ad", "", "\u2060", "", "\u200b", "")

// Fold folds white space; strings.Fields takes U+00A0 for white space, too.
func Fold(s string) string { return strings.Join(strings.Fields(invisible.Replace(s)), " ") }
