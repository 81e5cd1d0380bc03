package view

import (
	"strconv"
	"strings"

	"diglot/generator/internal/align"
	"diglot/generator/internal/markdown"
	"diglot/generator/internal/record"
	"diglot/generator/internal/site"
)

// original is the text that a translation was made from, as the translation
// notes it.
type original struct {
	align.Sealed
	e *edition // of the original
}

// originalOf returns the text that the entry's text in the edition's language was
// made from; false where that is not noted, or not published.
func (e *edition) originalOf(x *site.Entry) (original, bool) {
	sealed, ok := align.Read(x.TranslationOf.In(e.Key))
	if !ok || sealed.Lang == e.Key || !e.hasText(x) {
		return original{}, false
	}
	for _, o := range e.Maker.editions {
		if o.Key == sealed.Lang && o.hasText(x) {
			return original{sealed, o}, true
		}
	}
	return original{}, false
}

// hasText reports whether an entry is published with a text in the edition's
// language.
func (e *edition) hasText(x *site.Entry) bool { return x.In(e.Key) && x.ProseIn(e.Key).File != "" }

// shows are the texts that an entry's page is made from: its own, and the one
// that it was translated from.
func (e *edition) shows(x *site.Entry) []record.Prose {
	var list []record.Prose
	if p := x.ProseIn(e.Key); p.File != "" {
		list = append(list, p)
	}
	if o, ok := e.originalOf(x); ok {
		list = append(list, x.ProseIn(o.e.Key))
	}
	return list
}

// written is a text with its parts, as it is laid beside another.
type written struct {
	e *edition
	Text
	blocks  []align.Block
	units   []align.Unit
	numbers []string // of the body's blocks, for readers
}

func (e *edition) written(x *site.Entry, bodies Bodies) written {
	t := bodies(x.ProseIn(e.Key))
	return written{e, t, align.Blocks(t.Body), align.Units(t.Body), numbers(t.Body)}
}

// numbers are what readers know the blocks of a text by: "§ 2" is the second
// section, "2.3" the third block in it. It does not depend on the ids that
// authors gave.
func numbers(body *markdown.Body) []string {
	list := make([]string, len(body.Blocks))
	var levels [7]int
	section := ""
	for i := range body.Blocks {
		b := &body.Blocks[i]
		if b.Kind == markdown.HeadingBlock {
			levels[b.Level]++
			clear(levels[b.Level+1:])
			section = ""
			for _, n := range levels[2 : b.Level+1] {
				section += strconv.Itoa(n) + "."
			}
			list[i] = "§\u00a0" + strings.TrimSuffix(section, ".")
			continue
		}
		_, within, _ := strings.Cut(b.ID, ".")
		list[i] = section + within
	}
	return list
}

// freshness says of a text which of its units its original has left behind. The
// rows are of units; those of the original come first.
func (w *written) freshness(o original, of written) []align.Row {
	rows, _ := align.Compare(of.blocks, w.blocks, o.Marks)
	return align.Join(rows, of.units, w.units)
}

// age is how a text stands to its original.
type age struct {
	original
	text written
	rows []align.Row
}

// ageOf compares an entry's text in the edition's language with its original;
// false where it has none.
func (e *edition) ageOf(x *site.Entry, bodies Bodies) (age, bool) {
	o, ok := e.originalOf(x)
	if !ok {
		return age{}, false
	}
	w := e.written(x, bodies)
	return age{o, w, w.freshness(o, o.e.written(x, bodies))}, true
}

// lags are the units that the original has left behind.
func (a age) lags() []align.Row {
	var list []align.Row
	for _, r := range a.rows {
		if r.Target >= 0 && r.State != align.Current {
			list = append(list, r)
		}
	}
	return list
}

// block is the body's block with which a unit begins.
func (w *written) block(unit int) *markdown.Block { return &w.Blocks[w.units[unit].Block] }

// markID is the id of the mark at a unit.
func (w *written) markID(unit int) string { return "lag." + w.block(unit).ID }

// notice is the remark above a translation: which text it matches, or which one
// is newer and where it lags behind.
func (a age) notice(x *site.Entry) Notice {
	e := a.text.e
	n := Notice{Key: "matches", Date: e.date(a.Date), Text: e.textOf("to", a.e)}
	if align.Stale(a.rows) {
		n.Key = "stale"
		for _, r := range a.lags() {
			number := Name{Text: a.text.numbers[a.text.units[r.Target].Block]}
			n.Places = append(n.Places, Link{Name: number, URL: "#" + a.text.markID(r.Target)})
		}
		n.Links = []Link{{Name{a.e.Language.Name, a.e.Tag}, e.at(x.Path(a.e.Key)), a.e.Tag, false}}
	}
	return n
}

// textOf names the text of another edition in a form that a sentence needs: the
// string "translation.<form>.<language>", or one for any language.
func (e *edition) textOf(form string, o *edition) string {
	key := "translation." + form + "."
	return e.sayIf(key+o.Key, e.say(key+"other", "language", e.locale.LanguageName(o.Tag)))
}

// lagKeys are the strings that say what an original has done to a block.
var lagKeys = map[align.State]string{
	align.Changed: "translation.changed", align.Moved: "translation.moved", align.Removed: "translation.removed",
}

// lag says in the edition's language what has become of the original of a unit;
// "" where it is as it was.
func (e *edition) lag(s align.State, o *edition) string {
	if s == align.Current {
		return ""
	}
	return e.say(lagKeys[s], "text", e.textOf("text", o))
}

// marks are the places of a text at which its original is newer.
func (a age) marks() []Mark {
	var list []Mark
	for _, r := range a.lags() {
		at := a.text.inside(r.Target)
		list = append(list, Mark{at, a.text.markID(r.Target), a.text.e.lag(r.State, a.text.e)})
	}
	return list
}

// inside is the offset behind the tag with which a unit begins.
func (w *written) inside(unit int) int {
	at := w.units[unit].Start
	for w.HTML[at] != '>' {
		at++
	}
	return at + 1
}
