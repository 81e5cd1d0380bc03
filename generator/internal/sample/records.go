package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math/rand/v2"
	"strings"
)

// writer writes the files of one site.
type writer struct {
	plan
	seed  int64
	yield func(string, []byte) bool
	ended bool
}

// file hands one file over, unless nobody wants more.
func (w *writer) file(name string, content []byte) {
	w.ended = w.ended || !w.yield(name, content)
}

// facts writes a record's file of facts.
func (w *writer) facts(section, id string, lines ...string) {
	w.file("content/"+section+"/"+id+".md", []byte("---\n"+strings.Join(lines, "\n")+"\n---\n"))
}

// texts writes a record's text in both languages.
func (w *writer) texts(section, id string, t *text) {
	w.file("content/"+section+"/"+id+".uk.md", []byte(strings.TrimSpace(t.uk.String())+"\n"))
	w.file("content/"+section+"/"+id+".zh.md", []byte(strings.TrimSpace(t.zh.String())+"\n"))
}

// random is the source of one record's choices: other records do not change
// them.
func (w *writer) random(kind string, n int) *rand.Rand {
	h := uint64(n)
	for _, b := range []byte(kind) {
		h = h*1099511628211 ^ uint64(b)
	}
	return rand.New(rand.NewPCG(uint64(w.seed), h))
}

func (w *writer) text(kind string, n int) *text {
	t := &text{w: w, r: w.random(kind+" text", n), self: -1}
	if kind == "announcement" {
		t.self = n
	}
	return t
}

// field writes a text in both languages.
func field(key string, b both) string {
	return key + ":\n  uk: " + b.uk + "\n  zh: " + b.zh
}

// item writes an item of a list of texts in both languages.
func item(b both) string { return "  - uk: " + b.uk + "\n    zh: " + b.zh }

func (w *writer) site() {
	w.places()
	w.bodies()
	w.few()
	for _, kind := range []struct {
		n     int
		write func(int)
	}{
		{w.plan.people, w.writePerson}, {w.plan.members, w.writeMember}, {w.plan.ceremonies, w.writeCeremony},
		{w.plan.agreements, w.writeAgreement}, {w.plan.announcements, w.writeAnnouncement},
	} {
		for n := 0; n < kind.n && !w.ended; n++ {
			kind.write(n)
		}
	}
}

func (w *writer) places() {
	zones := map[string]string{"UA": "Europe/Kyiv", "CN": "Asia/Shanghai"}
	for _, c := range cities {
		w.facts("places", c.id, field("name", c.both), "country: "+c.country, "timezone: "+zones[c.country])
	}
}

func (w *writer) bodies() {
	w.facts("bodies", "education-ua", field("name", both{"Управління вищої освіти України", "乌克兰高等教育管理处"}), "country: UA")
	w.facts("bodies", "education-cn", field("name", both{"Управління вищої освіти Китаю", "中国高等教育管理处"}), "country: CN")
}

// few writes the records of which every site has a handful.
func (w *writer) few() {
	w.facts("alliance", "alliance", field("name", both{"Альянс університетів двох країн", "两国大学联盟"}),
		field("description", both{"Об’єднання університетів, створене для випробування цього сайту.", "为测试本站而设的大学联盟。"}),
		"purpose:", item(both{"підвищувати якість освіти", "提高教育质量"}), item(both{"розширювати співпрацю", "拓展合作"}),
		"coordinator: ["+w.member(0).id+", "+w.member(1).id+"]",
		field("boilerplate", both{"Альянс об’єднує університети двох країн, які навчають і досліджують разом.", "联盟由两国共同开展教学与科研的大学组成。"}))
	t := w.text("alliance", 0)
	t.paragraph(4)
	t.paragraph(4)
	w.texts("alliance", "alliance", t)
	for i, id := range []string{"work-plan", "research-plan", "mobility-plan"} {
		r := w.random("programme", i)
		lines := []string{field("name", both{"План роботи в галузі " + fields[i].uk, fields[i].zh + "工作计划"}), "item:"}
		for range 6 {
			name, who := pick(r, works), pick(r, groups)
			lines = append(lines, "  - name:\n      uk: "+name.uk+"\n      zh: "+name.zh, "    direction: both",
				"    beneficiary:\n      - uk: "+who.uk+"\n        zh: "+who.zh)
		}
		w.facts("programmes", id, lines...)
		t := w.text("programme", i)
		t.paragraph(5)
		w.texts("programmes", id, t)
	}
	for i, id := range []string{"about-this-site", "accessibility", "sources"} {
		w.facts("pages", id, field("title", both{"Про сайт, частина " + fmt.Sprint(i+1), "关于本站之" + fmt.Sprint(i+1)}))
		t := w.text("page", i)
		t.paragraph(6)
		t.paragraph(6)
		w.texts("pages", id, t)
	}
}

// named is a record that others name.
type named struct {
	id string
	both
	day  day
	city city
}

func (w *writer) person(n int) named {
	family, given, side := familyUA, givenUA, "ua"
	if n%2 == 1 {
		family, given, side = familyCN, givenCN, "cn"
	}
	f, g := family[n/2%len(family)], given[n/2/len(family)%len(given)]
	id := fmt.Sprintf("person-%s-%d", side, n/2)
	if side == "cn" {
		return named{id: id, both: both{f.uk + " " + g.uk, f.zh + g.zh}}
	}
	return named{id: id, both: both{g.uk + " " + f.uk, g.zh + "·" + f.zh}}
}

func (w *writer) writePerson(n int) {
	p := w.person(n)
	body := []string{"education-ua", "education-cn"}[n%2]
	w.facts("people", p.id, field("name", p.both), "office:",
		"  - title:\n      uk: керівник управління\n      zh: 管理处处长\n    organization: "+body)
}

// member is the n-th member: even ones are Ukrainian, odd ones Chinese.
func (w *writer) member(n int) named {
	c, s := cities[n%len(cities)], schools[n/len(cities)%len(schools)]
	return named{id: c.id + "-" + s.id, both: both{c.adjective + " " + s.uk, c.zh + s.zh}, city: c}
}

func (w *writer) writeMember(n int) {
	m, r := w.member(n), w.random("member", n)
	as := []string{"signatory", "accession"}[r.IntN(2)]
	w.facts("members", m.id, field("name", m.both), "location: "+m.city.id,
		fmt.Sprintf("foundingDate: %d", 1880+r.IntN(100)), "membership:\n  as: "+as,
		"url:\n  uk: https://"+m.id+".example/uk\n  zh: https://"+m.id+".example/zh")
	t := w.text("member", n)
	t.paragraph(4)
	w.texts("members", m.id, t)
}

func (w *writer) ceremony(n int) named {
	r := w.random("ceremony", n)
	d, c := date(r), pick(r, cities)
	name := both{"Церемонія підписання, " + c.uk + ", " + d.words().uk, d.words().zh + c.zh + "签署仪式"}
	return named{id: fmt.Sprintf("signing-%d-%d", d.year, n), both: name, day: d, city: c}
}

func (w *writer) writeCeremony(n int) {
	c, r := w.ceremony(n), w.random("ceremony facts", n)
	lines := []string{field("name", c.both), "startDate: " + c.day.String(), "attendanceMode: mixed", "location: [" + c.city.id + "]"}
	if w.plan.people > 1 {
		p := r.IntN(w.plan.people - 1)
		lines = append(lines, "participant: ["+w.person(p).id+", "+w.person(p+1).id+"]")
	}
	lines = append(lines, "signing:\n  signatories: ["+strings.Join(w.several(r, 6), ", ")+"]\n  agreementCount: notStated")
	w.facts("ceremonies", c.id, lines...)
	t := w.text("ceremony", n)
	t.paragraph(5)
	t.paragraph(5)
	w.texts("ceremonies", c.id, t)
}

// several are the ids of neighbouring members.
func (w *writer) several(r *rand.Rand, n int) []string {
	var list []string
	first := r.IntN(w.plan.members)
	for i := range min(n, w.plan.members) {
		list = append(list, w.member((first+i)%w.plan.members).id)
	}
	return list
}

func (w *writer) agreement(n int) string { return fmt.Sprintf("agreement-%d", n) }

func (w *writer) writeAgreement(n int) {
	r := w.random("agreement", n)
	lines := []string{"agreementType: " + pick(r, agreementTypes), "parties: [" + strings.Join(w.several(r, 2), ", ") + "]"}
	if r.IntN(2) == 0 {
		lines = append(lines, "signedAt: "+w.ceremony(r.IntN(w.plan.ceremonies)).id)
	} else {
		d := date(r)
		lines = append(lines, "dateSigned: "+d.String(), fmt.Sprintf("validThrough: %d-12-31", d.year+3))
	}
	lines = append(lines, "scope:", item(works[r.IntN(6)]), item(works[6+r.IntN(6)]))
	w.facts("agreements", w.agreement(n), lines...)
	t := w.text("agreement", n)
	t.paragraph(4)
	t.paragraph(4)
	w.texts("agreements", w.agreement(n), t)
}

func (w *writer) announcement(n int) named {
	r := w.random("announcement", n)
	d, f := date(r), pick(r, fields)
	title := pick(r, headlines)
	return named{id: fmt.Sprintf("news-%d-%d", d.year, n), day: d, city: pick(r, cities),
		both: both{strings.ReplaceAll(title.uk, "%F", f.uk), strings.ReplaceAll(title.zh, "%F", f.zh)}}
}

func (w *writer) writeAnnouncement(n int) {
	a, r := w.announcement(n), w.random("announcement facts", n)
	about := []string{"member:" + strings.Join(w.several(r, 2), ", member:"), "ceremony:" + w.ceremony(r.IntN(w.plan.ceremonies)).id,
		"agreement:" + w.agreement(r.IntN(w.plan.agreements))}
	who, what := pick(r, groups), pick(r, works)
	lines := []string{"date: " + a.day.String(), "dateline:\n  place: " + a.city.id, field("title", a.both),
		field("description", both{upper(who.uk) + " з обох країн розпочинають " + what.uk + ".", "两国" + who.zh + "将开展" + what.zh + "。"}),
		"about: [" + strings.Join(about, ", ") + "]"}
	if n%20 == 0 {
		w.file("content/announcements/"+a.id+"/photo.png", Picture(400+n%80, 300))
		lines = append(lines, "image:\n  - src: photo.png\n    alt:\n      uk: Учасники зустрічі за столом переговорів\n      zh: 与会者在会谈桌旁")
	}
	w.facts("announcements", a.id, lines...)
	t := w.text("announcement", n)
	t.article()
	w.texts("announcements", a.id, t)
}

// date is a day before Clock.
func date(r *rand.Rand) day { return day{2011 + r.IntN(15), 1 + r.IntN(12), 1 + r.IntN(28)} }

// Picture is a PNG of so many pixels.
func Picture(width, height int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		panic("sample: " + err.Error())
	}
	return b.Bytes()
}
