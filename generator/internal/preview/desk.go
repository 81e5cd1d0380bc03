package preview

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/freshness"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// filter leads to the dashboards of the languages.
func (b *sheet) filter() {
	g := b.desk.State.Graph()
	if g == nil {
		return
	}
	fmt.Fprintf(b, "<nav aria-label=\"%s\"><ul class=\"filter\">\n", html.EscapeString(b.say.Say("serve-filter")))
	b.choice("", b.say.Say("serve-all"), b.say.String())
	for _, l := range g.Config.Languages {
		b.choice(l.Key, l.Name, l.Tag)
	}
	b.WriteString("</ul></nav>\n")
}

func (b *sheet) choice(key, name, tag string) {
	current := ""
	if key == b.language {
		current = ` aria-current="page"`
	}
	fmt.Fprintf(b, "<li><a href=\"%s\" lang=\"%s\"%s>%s</a></li>\n", boardOf(key), html.EscapeString(tag), current, html.EscapeString(name))
}

// boardOf is the address of a dashboard.
func boardOf(language string) string {
	if language == "" {
		return own
	}
	return own + language + "/"
}

// freshness says how the texts stand, what is to be done about them, and takes
// word that it is done.
func (b *sheet) freshness() {
	status, err := b.desk.Status(nil)
	if err != nil {
		return // there is no graph: its problems are above
	}
	items := slices.DeleteFunc(status.Items, func(i freshness.Item) bool { return b.language != "" && i.Language != b.language })
	b.counts(status)
	b.behind(of(items, freshness.Parted, freshness.Stale))
	missing := of(items, freshness.Missing, freshness.FactsOnly)
	isName := func(i freshness.Item) bool { return i.State == freshness.Missing && !i.NoText }
	b.items("serve-missing", slices.DeleteFunc(slices.Clone(missing), isName))
	b.items("serve-nameless", slices.DeleteFunc(missing, func(i freshness.Item) bool { return !isName(i) }))
	b.unaccepted(of(items, freshness.Unaccepted))
	b.items("serve-unreviewed", of(items, freshness.Review))
}

// of are the items in one of some states.
func of(items []freshness.Item, states ...freshness.State) []freshness.Item {
	return slices.DeleteFunc(slices.Clone(items), func(i freshness.Item) bool { return !slices.Contains(states, i.State) })
}

// counts is the table of sections by language.
func (b *sheet) counts(s freshness.Status) {
	if len(s.Sections) == 0 {
		return
	}
	heads := []string{b.say.Say("status-step"), b.say.Say("status-behind"), b.say.Say("status-unaccepted"), b.say.Say("status-missing")}
	fmt.Fprintf(b, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-labelledby=\"texts\">\n<table>\n<caption id=\"texts\">%s</caption>\n<thead><tr><th scope=\"col\">%s</th>",
		html.EscapeString(b.say.Say("serve-texts")), html.EscapeString(b.say.Say("serve-section")))
	for _, key := range s.Languages {
		l, _ := b.desk.State.Graph().Config.Language(key)
		fmt.Fprintf(b, `<th scope="col" lang="%s">%s</th>`, html.EscapeString(l.Tag), html.EscapeString(l.Name))
	}
	for _, h := range heads {
		fmt.Fprintf(b, `<th scope="col">%s</th>`, html.EscapeString(h))
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, section := range s.Sections {
		fmt.Fprintf(b, `<tr><th scope="row">%s</th>`, section.Section)
		for _, key := range s.Languages {
			fmt.Fprintf(b, "<td>%d</td>", section.Texts[key])
		}
		for _, n := range []int{section.InStep, section.Behind, section.Unaccepted, section.Missing} {
			fmt.Fprintf(b, "<td>%d</td>", n)
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n</div>\n")
}

// behind shows what has changed, beside the translation, with a button that
// says that this is done.
func (b *sheet) behind(items []freshness.Item) {
	for n, i := range first(items) {
		if n == 0 {
			b.text("h2", b.say.Say("serve-stale"))
		}
		e := b.entry(i.Record)
		id := "behind-" + strconv.Itoa(n+1)
		fmt.Fprintf(b, "<section aria-labelledby=\"%s\">\n<h3 id=\"%s\">%s</h3>\n<p>%s</p>\n", id, id, b.called(e),
			b.links(e)+" — "+html.EscapeString(b.standing(i)))
		diff, err := b.desk.Diff(i.Standing, nil)
		if err != nil {
			b.text("p", err.Error())
			b.WriteString("</section>\n")
			continue
		}
		b.changes(diff)
		if i.State == freshness.Stale {
			b.form(i.Standing.Text, i.Standing.Source, id, b.say.Say("serve-done"))
		} else {
			b.text("p", b.say.Say("serve-parted"))
		}
		b.WriteString("</section>\n")
	}
	b.more(items)
}

// many is how many of one sort are shown: a site that begins has hundreds.
const many = 50

func first(items []freshness.Item) []freshness.Item { return items[:min(many, len(items))] }

// more says how many are not shown.
func (b *sheet) more(items []freshness.Item) {
	if n := len(items) - many; n > 0 {
		b.text("p", b.say.Count(n, "more"))
	}
}

// changes is a table of blocks beside their translation.
func (b *sheet) changes(d freshness.Diff) {
	config := b.desk.State.Graph().Config
	from, _ := config.Language(d.From)
	to, _ := config.Language(d.Language)
	fmt.Fprintf(b, "<table class=\"beside\">\n<thead><tr><th scope=\"col\">%s</th><th scope=\"col\" lang=\"%s\">%s</th><th scope=\"col\" lang=\"%s\">%s</th></tr></thead>\n<tbody>\n",
		html.EscapeString(b.say.Say("status-state")), html.EscapeString(from.Tag), html.EscapeString(from.Name), html.EscapeString(to.Tag), html.EscapeString(to.Name))
	for _, c := range d.Changes {
		fmt.Fprintf(b, "<tr><th scope=\"row\">%s</th>%s%s</tr>\n", html.EscapeString(b.say.Say("row-"+c.State)), b.block(from, d.Source, c.Line, c.Now), b.block(to, d.File, c.TextLine, c.Text))
	}
	b.WriteString("</tbody>\n</table>\n")
}

// block is a cell with the words of a block and where they stand; where there is
// none, it says so.
func (b *sheet) block(l lang.Language, file string, line int, words string) string {
	if line == 0 {
		return "<td><span class=\"none\">" + html.EscapeString(b.say.Say("serve-none")) + "</span></td>"
	}
	return fmt.Sprintf("<td><p lang=\"%s\">%s</p><code>%s:%d</code></td>", html.EscapeString(l.Tag), html.EscapeString(words), html.EscapeString(file), line)
}

// unaccepted lists texts of which nobody has said how they stand to others, with
// a button for each way in which they may.
func (b *sheet) unaccepted(items []freshness.Item) {
	for n, i := range first(items) {
		if n == 0 {
			b.text("h2", b.say.Say("serve-unaccepted"))
			b.text("p", b.say.Say("serve-unaccepted-how"))
		}
		e := b.entry(i.Record)
		id := "unaccepted-" + strconv.Itoa(n+1)
		fmt.Fprintf(b, "<section aria-labelledby=\"%s\">\n<h3 id=\"%s\">%s</h3>\n<p>%s</p>\n", id, id, b.called(e), b.links(e))
		for _, p := range e.Prose {
			for _, o := range e.Prose {
				if p != o && (p.Lang == i.Language || o.Lang == i.Language) {
					b.form(p, o, id, b.say.Say("serve-made-from", "text", b.nameIn(p.Lang), "source", b.nameIn(o.Lang)))
				}
			}
		}
		b.WriteString("</section>\n")
	}
	b.more(items)
}

// nameIn is the name of a language in itself.
func (b *sheet) nameIn(key string) string {
	l, _ := b.desk.State.Graph().Config.Language(key)
	return l.Name
}

// form is a button that says that a text corresponds to another as both are now.
func (b *sheet) form(p, source record.Prose, about, button string) {
	if b.forms == "" {
		return
	}
	fmt.Fprintf(b, "<form method=\"post\" action=\"%s\">", acceptForm)
	for _, field := range [][2]string{{"token", b.forms}, {"file", p.File}, {"from", source.Lang}, {"board", b.language}, {"seen", b.seen(p.File, source.File)}} {
		fmt.Fprintf(b, `<input type="hidden" name="%s" value="%s">`, field[0], html.EscapeString(field[1]))
	}
	fmt.Fprintf(b, "<button aria-describedby=\"%s\">%s</button></form>\n", about, html.EscapeString(button))
}

// items lists what is to be done.
func (b *sheet) items(heading string, items []freshness.Item) {
	var lines []string
	for _, i := range first(items) {
		name := html.EscapeString(i.Record)
		if e := b.entry(i.Record); e != nil {
			name = b.called(e) + " " + b.links(e)
		}
		lines = append(lines, name+" — "+html.EscapeString(b.nameIn(i.Language)+b.say.Colon()+b.standing(i)))
	}
	b.list(b.say.Say(heading), lines)
	b.more(items)
}

// standing says what is to be done about a text, as the terminal does.
func (b *sheet) standing(i freshness.Item) string { return i.Say(b.say) }

// entry is the record of a name; nil where it is not on the site.
func (b *sheet) entry(name string) *site.Entry {
	section, id, _ := strings.Cut(name, "/")
	return b.desk.State.Graph().Find(record.Ref{Kind: record.KindOf(section).Name, ID: id})
}

// called is what a record is called in the language of the author, or in any.
func (b *sheet) called(e *site.Entry) string {
	g := b.desk.State.Graph()
	for _, l := range append([]lang.Language{{Key: b.say.String()}}, g.Config.Languages...) {
		if name := e.Called().In(l.Key); name != "" {
			l, _ = g.Config.Language(l.Key)
			return fmt.Sprintf(`<span lang="%s">%s</span>`, html.EscapeString(l.Tag), html.EscapeString(name))
		}
	}
	return html.EscapeString(e.ID)
}
