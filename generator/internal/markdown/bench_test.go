package markdown

import (
	"strings"
	"testing"
	"unicode"
)

// article returns a text of eight sections, each a heading, two paragraphs, a
// list and a quotation.
func article(heading, prose, item, quote string) []byte {
	section := "## " + heading + "\n\n" + prose + "\n\n- " + item + "\n- " + item + "\n\n" + prose + "\n\n> " + quote + "\n\n"
	return []byte(strings.Repeat(section, 8))
}

var articles = map[string][]byte{
	"uk": article("Підписання угод",
		"Під час церемонії ректори **дванадцяти університетів** підписали угоди про співпрацю з "+
			"[партнерами](../members/khpi.md), а заступники міністрів наголосили на значенні обмінів "+
			"студентами й викладачами для обох країн.",
		"спільні *освітні* та наукові проєкти: лабораторії, видання, конференції",
		"Альянс відкриває нову сторінку нашої співпраці, і ми раді бути її частиною з першого дня."),
	"zh": article("签署协议",
		"在成立仪式上，**十二所大学**的校长与[合作院校](../members/khpi.md)签署了合作协议，两国教育部副部长强调了师生交流对两国的重要意义，"+
			"并祝愿联盟各成员在科研、教学与人文交流方面取得丰硕成果。",
		"联合*教育*与科研项目：实验室、出版物与学术会议",
		"联盟为我们的合作翻开了新的一页，我们很高兴从第一天起就成为其中的一员。"),
}

var benchOptions = map[string]Options{
	"uk": {Tag: "uk", Typography: true, Foreign: []Foreign{{unicode.Han, "zh-Hans"}}},
	"zh": {Tag: "zh-Hans", Typography: true, Foreign: []Foreign{{unicode.Cyrillic, "uk"}}},
}

func BenchmarkParse(b *testing.B) {
	for _, key := range []string{"uk", "zh"} {
		b.Run(key, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(articles[key])))
			for b.Loop() {
				Parse(articles[key], benchOptions[key])
			}
		})
	}
}

// tree parses a text as Parse does.
func tree(src []byte) {
	w := newWriter(src, Options{Into: new(Body)})
	parse(w.src, &w.context)
	w.release()
}

// BenchmarkTree is what goldmark takes of BenchmarkParse.
func BenchmarkTree(b *testing.B) {
	for _, key := range []string{"uk", "zh"} {
		b.Run(key, func(b *testing.B) {
			for b.Loop() {
				tree(articles[key])
			}
		})
	}
}

// The allocations of goldmark's tree are most of the cost; ours must stay a
// small part of them.
func TestParseAllocatesLittleBesidesTheTree(t *testing.T) {
	for key, src := range articles {
		tree := testing.AllocsPerRun(20, func() { tree(src) })
		all := testing.AllocsPerRun(20, func() { Parse(src, benchOptions[key]) })
		t.Logf("%s: %.0f allocations, %.0f of them for the tree", key, all, tree)
		if all > tree*1.5 {
			t.Errorf("%s: %.0f allocations, %.0f of them for the tree", key, all, tree)
		}
	}
}
