package markdown

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"diglot/generator/internal/diag"
)

// elements are all that the writer and the resolver of holes may put out, with
// the attributes that each may have.
var elements = map[string]string{
	"html": "", "head": "", "body": "",
	"a": "href role", "blockquote": "", "br": "", "code": "class", "dd": "", "div": "class", "dl": "", "dt": "",
	"em": "", "figcaption": "", "figure": "class", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
	"hr": "", "img": "alt src", "li": "id", "ol": "start", "p": "", "pre": "", "section": "class role", "span": "lang",
	"strong": "", "sup": "id", "table": "", "tbody": "", "td": "class", "th": "class scope", "thead": "", "tr": "", "ul": "",
}

// Whatever the bytes, the markup is what the writer means and nothing else: no
// element, attribute or nesting comes from the author.
//
// Planted bugs this test has caught: code appended without escapes; a code
// block's language printed as written; an autolink, and a footnote's number,
// given a tag of its own within a link; the closing tag of a refused link; a
// caption for quotations without a source; an id taken as it was written;
// columns that depend on what else was counted, from within a character.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"## А {#a}\n\n![б](c.jpg \"г\")\n\n> д\n>\n> — е\n", "|а|б|\n|-|:-:|\n|`\\|`|<b>|\n", "а[^1]\n\n[^1]: - б\n",
		"а\n: б\n\n    в\n\n```x\"y\n&\n```", "[<https://a.b>](c) [[^1]](d) [![](e)](f)\n\n[^1]: г", "　　大学\n联盟 **“协议”**是 «Слово»\r\n",
		"<a@b.c>&#0;&Tab;&lt;script>\x00\xff", "[a](javascript:b) [](member:x) ![]( )", "1. а\n\n   - б\n\n2. в\n***\n",
		"[a]: b 'c\n\n- [^1]: x\n\n  y", "\t- a\n\t\t- b\n> * c\n>\n> d",
		"## А {#\"onclick=\"x}\n\nа\xff&#xD800;", "- хé，\n\t>．’—[^1]学",
	} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, src []byte, inChinese bool) {
		o := ukrainian
		if inChinese {
			o = chinese
		}
		b, found := Parse(src, o)
		for _, d := range found {
			if d.Code == "markdown-unreadable" {
				t.Fatal("the parser failed")
			}
			if d.Span.Line < 1 || d.Span.Col < 1 {
				t.Fatalf("no place: %+v", d)
			}
		}
		wellFormed(t, b)
		sameWithoutBlocks(t, src, o, b, found)
		onlyKnownMarkup(t, b)
	})
}

// sameWithoutBlocks checks that a body is the same where nobody asks for its
// blocks.
func sameWithoutBlocks(t *testing.T, src []byte, o Options, b *Body, found []diag.Diagnostic) {
	o.Blocks = false
	bare, told := Parse(src, o)
	if len(bare.Blocks) > 0 || bare.Words > 0 {
		t.Fatal("blocks nobody asked for")
	}
	bare.Blocks, bare.Words = b.Blocks, b.Words
	if !reflect.DeepEqual(bare, b) || !reflect.DeepEqual(told, found) {
		t.Fatalf("without blocks the body is\n%s\nnot\n%s", show(bare), show(b))
	}
}

// wellFormed checks the offsets of a body.
func wellFormed(t *testing.T, b *Body) {
	if !utf8.Valid(b.HTML) {
		t.Fatal("the markup is not UTF-8")
	}
	last := 0
	for _, h := range b.Holes {
		if h.At < last || h.At > len(b.HTML) {
			t.Fatalf("a hole at %d, behind one at %d of %d", h.At, last, len(b.HTML))
		}
		last = h.At
	}
	ids := map[string]bool{}
	for i, block := range b.Blocks {
		if block.Start > block.End || block.End > len(b.HTML) || block.Parent >= int32(i) || ids[block.ID] {
			t.Fatalf("block %d is %+v", i, block)
		}
		ids[block.ID] = true
		if p := block.Parent; p >= 0 && (block.Start < b.Blocks[p].Start || block.End > b.Blocks[p].End) {
			t.Fatalf("block %d reaches out of its parent", i)
		}
	}
}

// onlyKnownMarkup fills the holes and reads the result as a browser does.
func onlyKnownMarkup(t *testing.T, b *Body) {
	out := b.AppendHTML(nil, 0, len(b.HTML), func(dst []byte, h *Hole) []byte {
		switch h.Kind {
		case LinkOpen:
			return append(appendAttribute(append(dst, `<a href="`...), h.Target), `">`...)
		case LinkName:
			return append(dst, "name"...)
		case Image:
			return append(appendAttribute(append(dst, `<img src="x" alt="`...), h.Alt), `">`...)
		}
		return append(dst, ` id="`+h.Target+`"`...)
	})
	root, err := html.Parse(bytes.NewReader(out))
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	for n := range root.Descendants() {
		if n.Type == html.CommentNode || n.Type == html.DoctypeNode {
			t.Fatalf("a comment:\n%s", out)
		}
		if n.Type != html.ElementNode {
			continue
		}
		allowed, known := elements[n.Data]
		if !known {
			t.Fatalf("an element %q:\n%s", n.Data, out)
		}
		for _, a := range n.Attr {
			if !strings.Contains(" "+allowed+" ", " "+a.Key+" ") {
				t.Fatalf("an attribute %q of %q:\n%s", a.Key, n.Data, out)
			}
		}
	}
	balanced(t, out)
}

// balanced checks that every element is closed within the one that holds it,
// and that no link stands in a link: a browser would mend both, each in its way.
func balanced(t *testing.T, out []byte) {
	var open []string
	for tokens := html.NewTokenizer(bytes.NewReader(out)); ; {
		kind := tokens.Next()
		name, _ := tokens.TagName()
		tag := string(name)
		switch kind {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("%q is left open:\n%s", open, out)
			}
			return
		case html.StartTagToken:
			if tag == "a" && slices.Contains(open, "a") {
				t.Fatalf("a link within a link:\n%s", out)
			}
			if tag != "br" && tag != "hr" && tag != "img" {
				open = append(open, tag)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tag {
				t.Fatalf("%q closes %q:\n%s", tag, open, out)
			}
			open = open[:len(open)-1]
		}
	}
}
