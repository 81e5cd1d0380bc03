package compare_test

import (
	"strings"
	"testing"

	"diglot/generator/internal/align"
	"diglot/generator/internal/compare"
	"diglot/generator/internal/markdown"
)

// long are texts in both languages, of some 600 Ukrainian words: mostly
// sentences without numbers, as announcements have them.
func long(b *testing.B) (uk, zh string) {
	var us, zs []string
	list := pairs(b)
	for i, p := range list {
		plain := !strings.ContainsAny(p.uk+p.zh, "0123456789[")
		if plain || i%12 == 0 {
			us, zs = append(us, p.uk), append(zs, p.zh)
		}
	}
	paragraphs := func(list []string, gap string) string {
		var b strings.Builder
		for i, s := range list {
			b.WriteString(s)
			if i%6 == 5 {
				b.WriteString("\n\n")
			} else {
				b.WriteString(gap)
			}
		}
		return b.String()
	}
	return paragraphs(us, " "), paragraphs(zs, "")
}

func BenchmarkRead(b *testing.B) {
	r := readers(b)
	uk, zh := long(b)
	for key, text := range map[string]string{"uk": uk, "zh": zh} {
		b.Run(key, func(b *testing.B) {
			body, _ := markdown.Parse([]byte(text), markdown.Options{File: "a." + key + ".md", Tag: key, Blocks: true, Text: true})
			t := compare.Text{Source: []byte(text), File: "a.md", Line: 1, Body: body}
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				r[key].Read(t)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	uk, _ := long(b)
	for name, o := range map[string]markdown.Options{"plain": {Tag: "uk", Blocks: true}, "text": {Tag: "uk", Blocks: true, Text: true}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				markdown.Parse([]byte(uk), o)
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	r := readers(b)
	uk, zh := long(b)
	one, other := side(r, "uk", "uk", "", uk), side(r, "zh", "zh-Hans", "", zh)
	rows := align.Pair(one.Blocks, other.Blocks)
	b.ReportAllocs()
	for b.Loop() {
		compare.Compare(one, other, rows)
	}
}
