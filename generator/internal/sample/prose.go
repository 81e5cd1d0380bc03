package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// text is a text that is written in both languages at once.
type text struct {
	w      *writer
	r      *rand.Rand
	self   int // announcement that must not lead to itself; -1 for another record
	uk, zh strings.Builder
}

// add writes the same in both languages.
func (t *text) add(b both) {
	t.uk.WriteString(b.uk)
	t.zh.WriteString(b.zh)
}

func (t *text) same(s string) { t.add(both{s, s}) }

// article writes an announcement: an opening, six sections and two lists.
// Thirty-six sentences make about 660 words.
func (t *text) article() {
	t.paragraph(3)
	for i, s := range sections {
		t.add(both{fmt.Sprintf("## %s {#%s}\n\n", s.uk, s.id), fmt.Sprintf("## %s {#%s}\n\n", s.zh, s.id)})
		t.paragraph(3)
		switch i {
		case 2:
			t.list()
		case 4:
			t.members()
		default:
			t.paragraph(3)
		}
	}
}

// paragraph writes sentences of which no two neighbours are equal.
func (t *text) paragraph(n int) {
	at := t.r.IntN(len(sentences))
	for i := range n {
		if i > 0 {
			t.uk.WriteString(" ") // Chinese sentences follow without
		}
		t.sentence(sentences[at%len(sentences)])
		at += 1 + t.r.IntN(len(sentences)-1)
	}
	t.same("\n\n")
}

// list writes works as a list.
func (t *text) list() {
	first := t.r.IntN(len(works))
	const items = 4
	for i := range items {
		w := works[(first+i)%len(works)]
		ends := [2]string{";", "；"}
		if i == items-1 {
			ends = [2]string{".", "。"}
		}
		t.add(both{"- **" + w.uk + "**" + ends[0] + "\n", "- **" + w.zh + "**" + ends[1] + "\n"})
	}
	t.same("\n")
}

// members writes a list of links that take their words from the records.
func (t *text) members() {
	for range 3 {
		t.same("- [](member:" + t.w.member(t.r.IntN(t.w.plan.members)).id + ")\n")
	}
	t.same("\n")
}

// sentence fills in the marks of one sentence, alike in both languages.
func (t *text) sentence(s both) {
	fill := map[byte]both{}
	for i := 0; i < len(s.uk)-1; i++ {
		if s.uk[i] == '%' {
			if _, done := fill[s.uk[i+1]]; !done {
				fill[s.uk[i+1]] = t.mark(s.uk[i+1])
			}
		}
	}
	var pairs [2][]string
	for mark, b := range fill {
		pairs[0] = append(pairs[0], "%"+string(mark), b.uk)
		pairs[1] = append(pairs[1], "%"+string(mark), b.zh)
	}
	t.add(both{upper(strings.NewReplacer(pairs[0]...).Replace(s.uk)), strings.NewReplacer(pairs[1]...).Replace(s.zh)})
}

// upper begins a sentence with a capital; one that begins with a link or a day
// is left as it is.
func upper(s string) string {
	first := []rune(s)[:1]
	return strings.ToUpper(string(first)) + s[len(string(first)):]
}

func (t *text) mark(mark byte) both {
	switch mark {
	case 'F':
		return pick(t.r, fields)
	case 'W', 'V':
		half := len(works) / 2
		if mark == 'W' {
			return pick(t.r, works[:half])
		}
		return pick(t.r, works[half:])
	case 'G':
		return pick(t.r, groups)
	case 'D':
		return dayWords(2022+t.r.IntN(5), 1+t.r.IntN(12), 1+t.r.IntN(28))
	case 'N':
		n := fmt.Sprint(12 + t.r.IntN(180))
		return both{n, n}
	case 'M', 'P':
		m := t.w.member(t.r.IntN(t.w.plan.members))
		return both{"[" + m.uk + "](../members/" + m.id + ".md)", "[" + m.zh + "](../members/" + m.id + ".md)"}
	case 'A':
		return t.announcementLink()
	case 'C':
		c := t.w.ceremony(t.r.IntN(t.w.plan.ceremonies))
		return both{"[«" + c.uk + "»](../ceremonies/" + c.id + ".md)", "[" + c.zh + "](../ceremonies/" + c.id + ".md)"}
	}
	panic("sample: no mark %" + string(mark))
}

func (t *text) announcementLink() both {
	n := t.r.IntN(t.w.plan.announcements)
	if n == t.self {
		n = (n + 1) % t.w.plan.announcements
	}
	a := t.w.announcement(n)
	target := "(../announcements/" + a.id + ".md#results)"
	return both{"[повідомлення від " + a.day.words().uk + "]" + target, "[" + a.day.words().zh + "的消息]" + target}
}

// day is a civil date.
type day struct{ year, month, day int }

func (d day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

func (d day) words() both { return dayWords(d.year, d.month, d.day) }

func dayWords(year, month, day int) both {
	return both{fmt.Sprintf("%d %s %d року", day, months[month-1], year), fmt.Sprintf("%d年%d月%d日", year, month, day)}
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
