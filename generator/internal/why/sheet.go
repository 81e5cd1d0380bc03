package why

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/record"
	"diglot/generator/internal/source"
)

// sheet is a file of fields, in whose tree something else can be written.
type sheet struct {
	file   string
	root   *frontmatter.Node
	body   string // the text below the fields
	values []*value
}

// value is what stands under a name: a field, of a text that of one language.
// All items of a list share one.
type value struct {
	Field
	text   string            // what stands there, for comparison
	node   *frontmatter.Node // the first of its texts
	others []edit
}

// edit writes something else into a tree, and returns what takes it back.
type edit func() (undo func())

// open reads a file of the site.
func open(file string, src []byte, w writer) *sheet {
	s := &sheet{file: file}
	if path.Ext(file) != ".md" {
		s.root, _ = frontmatter.ParseFile(file, src)
	} else if parts, bad := frontmatter.Split(file, src); len(bad) == 0 {
		s.root, _ = frontmatter.Parse(file, parts.MetaLine, parts.Meta)
		s.body = string(parts.Body)
	}
	if s.root == nil {
		s.root = &frontmatter.Node{Kind: frontmatter.Map}
	}
	w.sheet = s
	w.group(s.root, w.fields, "")
	if strings.TrimSpace(s.body) != "" {
		v := w.at(Field{Name: HasText, Lang: w.speaks})
		v.others = append(v.others, func() func() {
			was := s.body
			s.body = ""
			return func() { s.body = was }
		})
	}
	return s
}

// with is the file with edits.
func (s *sheet) with(edits ...edit) source.File {
	var undo []func()
	for _, e := range edits {
		undo = append(undo, e())
	}
	b := []byte("---\n" + written(s.root) + "\n---\n" + s.body)
	if path.Ext(s.file) != ".md" {
		b = []byte(written(s.root))
	}
	for _, u := range slices.Backward(undo) {
		u()
	}
	return source.File{Path: s.file, Bytes: b}
}

var plain = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

// written is a tree in YAML of one line.
func written(n *frontmatter.Node) string {
	var parts []string
	switch n.Kind {
	case frontmatter.Map:
		for _, k := range n.Keys {
			if k.Value.Kind != frontmatter.Null {
				parts = append(parts, k.Key+": "+written(k.Value))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case frontmatter.List:
		for _, item := range n.Items {
			parts = append(parts, written(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	if !n.Quoted && plain.MatchString(n.Text) {
		return n.Text
	}
	b, _ := json.Marshal(n.Text)
	return string(b)
}

// writer finds what could stand in a sheet instead.
type writer struct {
	sheet  *sheet
	fields []record.Field // of the schema
	speaks string         // the language of the file
	isLang func(key string) bool
	refs   map[string][]string // the ids of the records of a kind
	today  lang.Date
	turn   int // neighbours get the alternatives to each in another order
}

// at returns the value of a field, and notes it where it is met first.
func (w *writer) at(f Field) *value {
	for _, v := range w.sheet.values {
		if v.is(f) {
			return v
		}
	}
	v := &value{Field: f}
	w.sheet.values = append(w.sheet.values, v)
	return v
}

// group goes through the keys of a map.
func (w *writer) group(n *frontmatter.Node, fields []record.Field, prefix string) {
	for i, k := range n.Keys {
		f := &record.Field{Code: k.Key} // in site.yaml: languages.uk.tag, languages.uk.country
		if j := slices.IndexFunc(fields, func(f record.Field) bool { return f.Key == k.Key }); j >= 0 {
			f = &fields[j]
		}
		at := Field{Name: strings.TrimPrefix(prefix+"."+k.Key, "."), Line: int(k.KeySpan.Line)}
		if f.Form == "text per language" && k.Value.Kind != frontmatter.Map {
			at.Lang = w.speaks
		}
		if f.Fact {
			w.known(k.Value, at)
		}
		w.node(k.Value, f, at)
		w.without(n, i, at)
	}
}

// without takes a key out of a map.
func (w *writer) without(n *frontmatter.Node, i int, at Field) {
	if len(n.Keys[i].Value.Keys) > 0 && !slices.ContainsFunc(w.sheet.values, func(v *value) bool { return v.is(at) }) {
		return // what stands below it is told
	}
	v := w.at(at)
	v.others = append(v.others, func() func() {
		was := n.Keys
		n.Keys = slices.Delete(slices.Clone(was), i, i+1)
		return func() { n.Keys = was }
	})
}

// known are other ways in which a fact could be known: not at all, or derived.
func (w *writer) known(n *frontmatter.Node, at Field) {
	unknown := frontmatter.Node{Kind: frontmatter.Scalar, Text: string(record.NotStated)}
	derived := frontmatter.Node{Kind: frontmatter.Map, Keys: []frontmatter.Key{{Key: "value"},
		{Key: "certainty", Value: &frontmatter.Node{Kind: frontmatter.Scalar, Text: string(record.Derived)}}}}
	v := w.at(at)
	for _, other := range []frontmatter.Node{unknown, derived} {
		v.others = append(v.others, func() func() {
			was := *n
			if other.Keys != nil {
				other.Keys[0].Value = &was
			}
			*n = other
			return func() { *n = was }
		})
	}
}

// node goes through what stands for a field.
func (w *writer) node(n *frontmatter.Node, f *record.Field, at Field) {
	switch n.Kind {
	case frontmatter.Scalar:
		w.scalar(n, f, at)
	case frontmatter.List:
		w.list(n, f, at)
	case frontmatter.Map:
		if len(f.Fields) > 0 || f.Key == "" {
			w.group(n, f.Fields, at.Name)
			return
		}
		for i, k := range n.Keys {
			at.Line = int(k.KeySpan.Line)
			of := f
			switch {
			case w.isLang(k.Key):
				at.Lang = k.Key
			case f.Fact && k.Key == "certainty":
				of = &record.Field{Enum: []string{string(record.Stated), string(record.Derived)}}
			}
			w.node(k.Value, of, at)
			w.without(n, i, at)
		}
	}
}

// list: the list in reverse, without its first or last item, and other items.
func (w *writer) list(n *frontmatter.Node, f *record.Field, at Field) {
	back := slices.Clone(n.Items)
	slices.Reverse(back)
	v := w.at(at)
	if last := len(back) - 1; last > 0 {
		for _, other := range [][]*frontmatter.Node{back, n.Items[1:], n.Items[:last]} {
			v.others = append(v.others, func() func() {
				was := n.Items
				n.Items = other
				return func() { n.Items = was }
			})
		}
	}
	for _, item := range n.Items {
		if item.Kind == frontmatter.Map {
			at.Line = int(item.Span.Line)
		}
		w.node(item, f, at)
	}
}

// scalar writes other words for a text.
func (w *writer) scalar(n *frontmatter.Node, f *record.Field, at Field) {
	v := w.at(at)
	v.text += n.Text + "\n"
	if v.node == nil {
		v.node = n
	}
	for _, text := range w.instead(n.Text, f) {
		if text != n.Text {
			v.others = append(v.others, func() func() {
				was := *n
				n.Text = text
				return func() { *n = was }
			})
		}
	}
}

// admitted are codes by their forms, where a made-up one would not do.
var admitted = map[string][]string{
	"timezone":  {"Asia/Shanghai", "Europe/Kyiv", "UTC"},
	"country":   {"UA", "CN", "PL"},
	"tag":       {"uk", "zh-Hans", "en"},
	"language":  {"uk", "zh", "en"},
	"clock":     {"00:01", "23:59"},
	"direction": {"CN-UA", "UA-CN", "both"},
	"section":   {"announcements", "members", "timeline"},
	"licence":   {"CC0-1.0", "CC-BY-4.0"},
	"url":       {"https://other.example/a/", "https://another.example/"},
	"path":      {"/was/here/"},
	"wikidata":  {"Q1", "Q99999"},
	"ror":       {"00yp5c433"},
	"edrpou":    {"00000001"},
}

// instead are words that may stand for others: those that the schema admits,
// one that comes first in every order and one that comes last. Digits stand
// before letters, and 座 is among the last in Chinese and after the letters of
// other scripts.
func (w *writer) instead(is string, f *record.Field) []string {
	known := slices.Concat(f.Enum, admitted[f.Code], w.others(is, f.Refs))
	n, err := strconv.Atoi(is)
	switch {
	case len(known) > 0:
		return known
	case strings.HasPrefix(f.Form, "da"): // a date or day, with an hour or without
		return w.dates(is)
	case is == "true" || is == "false":
		return []string{"true", "false"}
	case err == nil && strings.HasPrefix(f.Form, "number"):
		return []string{strconv.Itoa(n + 1)}
	}
	return append(w.inTurn("0"+is, "座"+is), is+"x")
}

// others are references to other records of the kinds.
func (w *writer) others(is string, kinds []string) []string {
	kind, _, full := strings.Cut(is, ":")
	if !full && len(kinds) > 0 {
		kind = kinds[0]
	}
	var list []string
	for _, id := range w.refs[kind] {
		if full {
			id = kind + ":" + id
		}
		list = append(list, id)
	}
	if len(kinds) == 0 || len(list) < 2 {
		return nil
	}
	first, last := list[0], list[len(list)-1]
	if first == is {
		first = list[1]
	}
	if last == is {
		last = list[len(list)-2]
	}
	return w.inTurn(first, last)
}

// dates keep the precision: the next day, one before all others, and today;
// then with another hour.
func (w *writer) dates(is string) []string {
	day, rest, timed := strings.Cut(is, " ")
	d, bad := lang.ParseDate(day)
	if bad != nil {
		return nil
	}
	size := len(day)
	next := d
	switch size {
	case len("2006"):
		next.Year++
	case len("2006-01"):
		next.Month = d.Month%12 + 1
	default:
		next.Day = d.Day%28 + 1
	}
	today := w.today.String()
	list := append(w.inTurn("1700-01-01"[:size], today[:size]), next.String())
	if !timed {
		return append(list, day+" 03:59")
	}
	for i := range list {
		list[i] += " " + rest
	}
	_, zone, _ := strings.Cut(rest, " ")
	return append(list, day, strings.TrimSpace(day+" 03:59 "+zone), strings.TrimSpace(day+" 09:58 "+zone))
}

func (w *writer) inTurn(a, b string) []string {
	if w.turn++; w.turn%2 == 0 {
		return []string{b, a}
	}
	return []string{a, b}
}
