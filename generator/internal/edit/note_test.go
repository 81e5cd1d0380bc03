package edit

import (
	"errors"
	"strings"
	"testing"

	"diglot/generator/internal/frontmatter"
)

// Planted bugs this test has caught: a comment behind the note taken with it; the
// note before the byte order mark; lines that end in LF in a file of CRLF; a
// quoted note that loses one of its quotes.
func TestSealWritesItsLineAndNothingElse(t *testing.T) {
	const note = "uk 2021-12-01 k3f9-2mx1"
	for name, c := range map[string]struct{ before, after string }{
		"no front matter":       {"正文。\n", "---\ntranslationOf: NOTE\n---\n正文。\n"},
		"no end of line":        {"正文。", "---\ntranslationOf: NOTE\n---\n正文。"},
		"a byte order mark":     {"\uFEFF正文。\n", "\uFEFF---\ntranslationOf: NOTE\n---\n正文。\n"},
		"the same with CRLF":    {"\uFEFF---\r\ntitle: 题 # 注\r\n---\r\n正文。\r\n", "\uFEFF---\r\ntitle: 题 # 注\r\ntranslationOf: NOTE\r\n---\r\n正文。\r\n"},
		"empty front matter":    {"---\n---\n正文。\n", "---\ntranslationOf: NOTE\n---\n正文。\n"},
		"comments at the end":   {"---\ntitle: 题\n\n# 完\n---  \n正文。\n", "---\ntitle: 题\n\n# 完\ntranslationOf: NOTE\n---  \n正文。\n"},
		"a block at the end":    {"---\ndescription: |\n  一\n\n---\n正文。\n", "---\ndescription: |\n  一\n\ntranslationOf: NOTE\n---\n正文。\n"},
		"indented fields":       {"---\n  title: 题\n  draft: true\n---\n正文。\n", "---\n  title: 题\n  draft: true\n  translationOf: NOTE\n---\n正文。\n"},
		"an earlier note":       {"---\ntranslationOf:   uk 2021-07-07 aaaa   # 旧\ntitle: 题\n---\n正文。\n", "---\ntranslationOf:   NOTE   # 旧\ntitle: 题\n---\n正文。\n"},
		"one in quotes":         {"---\ntranslationOf: \"uk 2021-07-07 aaaa\"\n---\n正文。\n", "---\ntranslationOf: NOTE\n---\n正文。\n"},
		"one in a map":          {"---\ntranslationOf:\n  zh: uk 2021-07-07 aaaa\n---\n正文。\n", "---\ntranslationOf:\n  zh: NOTE\n---\n正文。\n"},
		"one of two in a map":   {"---\ntranslationOf:\n  zh: uk 2021-07-07 aaaa # 中\n  en: uk 2021-07-07 aaaa\n---\n", "---\ntranslationOf:\n  zh: NOTE # 中\n  en: uk 2021-07-07 aaaa\n---\n"},
		"a rule in the text":    {"正文。\n\n---\n\n续。\n", "---\ntranslationOf: NOTE\n---\n正文。\n\n---\n\n续。\n"},
		"the same bytes twice":  {"---\ntitle: 题\n---\ntitle: 题\n", "---\ntitle: 题\ntranslationOf: NOTE\n---\ntitle: 题\n"},
		"all in braces":         {"---\n{title: 题}\n---\n正文。\n", ""},
		"a note on two lines":   {"---\ntranslationOf: uk 2021-07-07\n  aaaa\n---\n正文。\n", ""},
		"a note as a list":      {"---\ntranslationOf: [uk]\n---\n正文。\n", ""},
		"front matter unclosed": {"---\ntitle: 题\n正文。\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := Seal("content/pages/a.zh.md", []byte(c.before), "zh", note)
			if c.after == "" {
				if _, refused := errors.AsType[*Refused](err); !refused {
					t.Fatalf("%q, %v", e.After, err)
				}
				return
			}
			if want := strings.ReplaceAll(c.after, "NOTE", note); err != nil || string(e.After) != want || string(e.Before) != c.before {
				t.Fatalf("%q, %v\nwant %q", e.After, err, want)
			}
		})
	}
}

// Whatever the file: the note is written and all else is kept, or nothing is done.
func FuzzSeal(f *testing.F) {
	for _, s := range []string{"---\ntitle: a\n---\nb", "\uFEFF---\r\n{a: b}\r\n---\r\n", "---\ntranslationOf: |\n  x\n---\n", "---\n? a\n: b\n---\n", "---\na: &x 1\nb: *x\n...\n---\n"} {
		f.Add(s)
	}
	const note = "uk 2021-12-01 k3f9"
	f.Fuzz(func(t *testing.T, src string) {
		e, err := Seal("a.zh.md", []byte(src), "zh", note)
		if err != nil {
			return
		}
		after := string(e.After)
		i := strings.Index(after, note)
		was, bad := frontmatter.Split("a.zh.md", []byte(src))
		is, worse := frontmatter.Split("a.zh.md", e.After)
		if i < 0 || len(bad)+len(worse) > 0 || string(was.Body) != string(is.Body) || !strings.HasPrefix(src, after[:strings.LastIndex(after[:i], "\n")+1]) && was.Meta != nil {
			t.Fatalf("%q became %q", src, after)
		}
	})
}
