package sample

import (
	"html"
	"regexp"
	"strings"

	"diglot/generator/internal/frontmatter"
)

// Strings are what the layouts of the repository say to readers, under the
// language and the key: uk.fact.status.
func Strings() map[string]string {
	texts, files := map[string]string{}, Dress()
	var read func(key string, n *frontmatter.Node)
	read = func(key string, n *frontmatter.Node) {
		if n.Kind == frontmatter.Scalar {
			texts[key] = strings.TrimSpace(n.Text)
		}
		for _, k := range n.Keys {
			read(key+"."+k.Key, k.Value)
		}
	}
	for _, lang := range []string{"uk", "zh"} {
		name := "layouts/strings/" + lang + ".yaml"
		root, bad := frontmatter.ParseFile(name, files[name].Data)
		if len(bad) > 0 {
			panic("sample: " + name + " has mistakes")
		}
		read(lang, root)
	}
	return texts
}

var (
	mainPart  = regexp.MustCompile(`(?s)<main[^>]*>(.*)</main>`)
	blockTag  = regexp.MustCompile(`</?(article|section|header|div|p|h[1-6]|ul|ol|li|dl|dd|table|thead|tbody|tr|figure|figcaption|nav|blockquote|pre|br)\b[^>]*>|<span class="note">`)
	termEnd   = regexp.MustCompile(`</dt>\s*<dd[^>]*>`)
	cellEnd   = regexp.MustCompile(`</t[hd]>\s*<t[hd][^>]*>`)
	anyTag    = regexp.MustCompile(`<[^>]*>`)
	betweenIt = regexp.MustCompile(`\s*\x01\s*`)
	lineEnd   = regexp.MustCompile(`[ \t]*\n\s*`)
)

// Readable returns what a reader sees of the main part of a page, a block to a
// line: “term: value” in lists of facts, “cell | cell” in tables.
func Readable(page string) string {
	part := mainPart.FindStringSubmatch(page)
	if part == nil {
		return ""
	}
	s := strings.ReplaceAll(part[1], "\n", " ")
	s = cellEnd.ReplaceAllString(termEnd.ReplaceAllString(s, ": "), "\x01")
	s = anyTag.ReplaceAllString(blockTag.ReplaceAllString(s, "\n"), "")
	s = strings.ReplaceAll(html.UnescapeString(s), "\u00a0", " ")
	s = lineEnd.ReplaceAllString(betweenIt.ReplaceAllString(s, " | "), "\n")
	return strings.TrimSpace(s)
}
