package record

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
)

// text reads a text per language: a map in a file of facts; in a language file
// also a plain text, which speaks that file's language.
func (d *decoder) text(f *Field, n *frontmatter.Node) lang.Text {
	switch {
	case n.Kind == frontmatter.Map:
		return d.variants(f, n)
	case n.Kind != frontmatter.Scalar:
		d.wrongForm(f, n)
	case empty(n):
		d.report("field-empty", n.Span, "field", f.Key)
	case f.Code != "" && (d.speaks != "" || f.Code != "translation"):
		return lang.Text{{Lang: d.speaks, Value: d.code(f, n), At: n.Span}}
	case d.speaks == "":
		d.speechless(f, n)
	default:
		return lang.Text{d.config.variant(d.speaks, n)}
	}
	return nil
}

// speechless reports a text that does not say in which language it is.
func (d *decoder) speechless(f *Field, n *frontmatter.Node) {
	keys := d.config.editionKeys()
	args := []string{"field", f.Key, "text", n.Text, "languages", strings.Join(keys, ", ")}
	if f.List && len(keys) > 1 {
		args = append(args, "first", keys[0], "others", strings.Join(keys[1:], ", "))
	}
	d.report("text-language-missing", n.Span, args...)
}

func (d *decoder) variants(f *Field, n *frontmatter.Node) lang.Text {
	var t lang.Text
	for _, k := range n.Keys {
		switch {
		case n.Flow && k.Value.Kind == frontmatter.Null:
			d.split(k)
		case !d.knowsLanguage(k.Key, k.KeySpan):
		case d.speaks != "" && k.Key != d.speaks && d.config.isEdition(k.Key):
			d.report("text-language-foreign", k.KeySpan, "field", f.Key, "speaks", d.speaks, "language", k.Key)
		case empty(k.Value):
			d.blank(k, f, d.needs(f) && d.config.isEdition(k.Key))
		case k.Value.Kind != frontmatter.Scalar:
			d.report("field-form", k.KeySpan, "field", k.Key, "want", wants["text"])
		case f.Code != "":
			t = append(t, lang.Variant{Lang: k.Key, Value: d.code(f, k.Value), At: k.Value.Span})
		default:
			t = append(t, d.config.variant(k.Key, k.Value))
		}
	}
	return t
}

// knowsLanguage reports a key that is no language of the site.
func (d *decoder) knowsLanguage(key string, at diag.Span) bool {
	if d.config.knows(key) {
		return true
	}
	keys := d.config.textKeys()
	if d.speaks != "" { // which holds no other edition's
		keys = append([]string{d.speaks}, d.config.ReferenceLanguages...)
	}
	d.unknownLanguage(key, at, keys)
	return false
}

// date reads a civil date.
func (d *decoder) date(f *Field, n *frontmatter.Node) lang.Date {
	if n.Kind != frontmatter.Scalar {
		d.wrongForm(f, n)
		return lang.Date{}
	}
	date, bad := lang.ParseDate(n.Text)
	if bad != nil {
		d.badDate(f, bad, n.Span)
	}
	return date
}

func (d *decoder) badDate(f *Field, bad *lang.BadDate, at diag.Span) {
	switch bad.Fault {
	case lang.NoSuchDay:
		month := time.Month(bad.Month).String()
		if bad.Month == 2 {
			month += " " + strconv.Itoa(bad.Year)
		}
		d.report("date-impossible", at, "date", bad.Text, "month", month, "days", strconv.Itoa(bad.Days))
	case lang.NoSuchMonth:
		d.report("date-no-month", at, "date", bad.Text, "month", strconv.Itoa(bad.Month))
	case lang.YearOutOfRange:
		d.report("date-year", at, "date", bad.Text)
	default:
		d.badDateForm(f, bad, at)
	}
}

// badDateForm tells what is wrong with how a date is written.
func (d *decoder) badDateForm(f *Field, bad *lang.BadDate, at diag.Span) {
	first, second := lang.DateReadings(bad.Text)
	bare := strings.Trim(bad.Text, "“”„«»‘’\"'")
	_, worse := lang.ParseDate(bare)
	worded := strings.ContainsFunc(bad.Text, func(r rune) bool { return unicode.IsLetter(r) && r != 'T' && r != 'Z' })
	switch {
	case first != "":
		d.report("date-ambiguous", at, "date", bad.Text, "first", first, "second", second)
	case bare != bad.Text && worse == nil:
		d.reportFix("date-quoted", at, bare, "date", bad.Text)
	case worded && bad.Fix != "":
		d.reportFix("date-words", at, bad.Fix, "date", bad.Text)
	case f.Fact && unstated[strings.ToLower(strings.Trim(bare, " .。"))]:
		d.reportFix("date-form", at, string(NotStated), "date", bad.Text, "want", dateWant(f, bad.Text))
	default:
		d.reportFix("date-form", at, bad.Fix, "date", bad.Text, "want", dateWant(f, bad.Text))
	}
}

// unstated are words for what a source does not say, in small letters.
var unstated = map[string]bool{
	"notstated": true, "not stated": true, "not-stated": true, "not_stated": true, "unknown": true, "n/a": true,
	"не вказано": true, "не зазначено": true, "не вказана": true, "не зазначена": true, "невідомо": true, "невідома": true,
	"未说明": true, "没有说明": true, "未提及": true, "未注明": true, "不详": true, "未知": true,
}

// dateWant says in words how a date is written: what holds digits is one in
// another order, and where there are only words the source may not state any.
func dateWant(f *Field, text string) string {
	switch {
	case strings.ContainsFunc(text, unicode.IsDigit):
		return "it as 2021-06-23, with the month before the day"
	case f.Fact:
		return "a date such as 2021-06-23, or notStated where the source does not say it"
	}
	return wants["date"]
}

// when reads a date, with an hour if there is one.
func (d *decoder) when(f *Field, n *frontmatter.Node) When {
	day, clock, timed := strings.Cut(n.Text, " ")
	if n.Kind != frontmatter.Scalar || !timed {
		return When{Date: d.date(f, n)}
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		if _, bad := lang.ParseDate(n.Text); bad != nil && bad.Fix != "" && bad.Fix != day { // 23 червня 2021
			d.badDate(f, bad, n.Span)
		} else {
			d.wrongForm(f, n)
		}
		return When{}
	}
	dayNode := *n
	dayNode.Text = day
	return When{d.date(f, &dayNode), int8(t.Hour()), int8(t.Minute()), true}
}

// moment reads a day, an hour and a time zone.
func (d *decoder) moment(f *Field, n *frontmatter.Node) Moment {
	parts := strings.Fields(n.Text)
	if n.Kind != frontmatter.Scalar || len(parts) != 3 {
		d.report("moment-form", n.Span, "field", f.Key)
		return Moment{}
	}
	zone := zone(parts[2])
	if zone == nil {
		d.report("timezone-unknown", n.Span, "zone", parts[2])
		return Moment{}
	}
	if _, bad := lang.ParseDate(parts[0]); bad != nil {
		d.badDate(f, bad, n.Span)
		return Moment{}
	}
	const form = "2006-01-02 15:04"
	t, err := time.ParseInLocation(form, parts[0]+" "+parts[1], zone)
	if err != nil {
		d.report("moment-form", n.Span, "field", f.Key)
		return Moment{}
	}
	if civil, _ := time.Parse(form, parts[0]+" "+parts[1]); civil.Format(form) != t.Format(form) {
		d.report("moment-skipped", n.Span, "moment", parts[0]+" "+parts[1], "zone", parts[2])
		return Moment{}
	}
	return Moment{Unix: t.Unix(), Zone: parts[2], At: n.Span}
}

// likeRef reports whether a text may be meant as a reference, such as an id
// without its kind, and not as the name of something.
func likeRef(text string) bool {
	kind, _, full := strings.Cut(strings.ReplaceAll(text, "：", ":"), ":")
	return IsID(strings.TrimSpace(strings.ToLower(kind))) && (full || !strings.Contains(text, " "))
}

// ref reads a reference: an id where the field admits one kind, else kind:id.
func (d *decoder) ref(f *Field, n *frontmatter.Node) Ref {
	if n.Kind != frontmatter.Scalar {
		d.wrongForm(f, n)
		return Ref{}
	}
	if kind, id, wide := strings.Cut(n.Text, "："); wide {
		d.reportFix("colon-fullwidth", n.Span, strings.TrimSpace(kind)+":"+strings.TrimSpace(id), "field", kind)
		return Ref{}
	}
	kind, id, full := strings.Cut(n.Text, ":")
	if !full {
		kind, id = "", n.Text
	}
	kind, id = strings.TrimSpace(kind), strings.TrimSpace(id)
	switch {
	case !full && (len(f.Refs) != 1 || f.Refs[0] == "*"):
		d.report("ref-kind-missing", n.Span, "ref", n.Text, "kinds", strings.Join(f.kinds(), ", "))
		return Ref{}
	case !full:
		kind = f.Refs[0]
	case KindNamed(kind) == nil:
		fix := ""
		if near, ok := lang.Nearest(kind, f.kinds()); ok {
			fix = near + ":" + id
		}
		d.reportFix("ref-kind-unknown", n.Span, fix, "kind", kind, "kinds", strings.Join(f.kinds(), ", "))
		return Ref{}
	case !f.admits(kind):
		d.report("ref-kind-wrong", n.Span, "ref", n.Text, "kinds", strings.Join(f.kinds(), ", "))
		return Ref{}
	}
	if id == "" {
		d.wrongForm(f, n)
	}
	return Ref{kind, id, full, n.Span}
}

func (f *Field) admits(kind string) bool {
	return slices.Contains(f.Refs, "*") || slices.Contains(f.Refs, kind)
}

// kinds are those that a reference in the field may name.
func (f *Field) kinds() []string {
	if f.admits("*") {
		return KindNames()
	}
	return f.Refs
}

// code reads a plain text, and checks the form of a code or a word.
func (d *decoder) code(f *Field, n *frontmatter.Node) string {
	switch {
	case n.Kind != frontmatter.Scalar:
		d.wrongForm(f, n)
	case empty(n):
		d.report("field-empty", n.Span, "field", f.Key)
	case len(f.Enum) > 0 && !slices.Contains(f.Enum, n.Text):
		near, _ := lang.Nearest(n.Text, f.Enum)
		d.reportFix("word-unknown", n.Span, near, "field", f.Key, "word", n.Text, "words", strings.Join(f.Enum, ", "))
	case f.Code == "language":
		d.knowsEdition(n.Text, n.Span)
	case f.Code != "" && !codes[f.Code].is(n.Text):
		d.badCode(f, n)
	case f.Code == "translation":
		source, _, _ := strings.Cut(n.Text, " ")
		d.knowsEdition(source, n.Span)
	}
	return n.Text
}

// badCode reports a code of a wrong form, and how it is written where only the
// characters of a Chinese keyboard are in its way, or a web address lacks its
// beginning.
func (d *decoder) badCode(f *Field, n *frontmatter.Node) {
	form, fix := codes[f.Code], lang.Narrow(n.Text)
	if f.Code == "url" && !form.is(fix) {
		fix = MeantURL(fix)
	}
	if !form.is(fix) {
		fix = ""
	}
	d.reportFix("code-form", n.Span, fix, "field", f.Key, "text", n.Text, "want", form.want)
}

func (d *decoder) knowsEdition(key string, at diag.Span) {
	if !d.config.isEdition(key) {
		d.unknownLanguage(key, at, d.config.editionKeys())
	}
}

// unknownLanguage reports a language that is none of those that can stand here.
func (d *decoder) unknownLanguage(key string, at diag.Span, keys []string) {
	meant := d.config.meantLanguage(key)
	if !slices.Contains(keys, meant) {
		meant = ""
	}
	d.reportFix("language-unknown", at, meant, "language", key, "languages", strings.Join(keys, ", "))
}
