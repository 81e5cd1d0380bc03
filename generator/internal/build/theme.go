package build

import (
	"errors"
	"path"
	"slices"
	"strings"

	"diglot/generator/internal/asset"
	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/render"
	"diglot/generator/internal/source"
	"diglot/generator/internal/view"
)

// dress makes the theme: layouts, strings and stylesheet.
func (r *run) dress() error {
	r.next.theme.key = r.themeKey()
	if r.prev.theme.key == r.next.theme.key {
		r.next.theme = r.prev.theme
		r.tell(r.next.theme.found...)
		r.stopped = r.next.theme.value.Theme == nil
		return nil
	}
	words, found := catalogues(r.inputs.strings, r.next.config.value.Languages)
	style, err := asset.Stylesheet(r.inputs.styles)
	if err != nil {
		found = append(found, unsound(err))
	}
	found = append(found, overweight(style, r.inputs.styles)...)
	made := theme{style: style, script: asset.Script(r.inputs.script), words: words}
	made.share = r.share()
	if len(r.inputs.script) == 0 {
		found = append(found, diag.New("layout-missing", diag.Span{File: asset.ScriptPath}, "layout", "search.js"))
	}
	if len(words) == len(r.next.config.value.Languages) {
		loaded, bad := render.Load(r.inputs.layouts, words)
		found = append(found, bad...)
		if !slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Severity == diag.Error }) {
			made.Theme = loaded
		}
	}
	r.next.theme.value, r.next.theme.found = made, found
	r.tell(found...)
	r.stopped = made.Theme == nil
	return nil
}

// emblem is the layout whose knot is drawn large in the picture of the site.
const emblem = "layouts/partial/emblem.html"

// share prepares the picture of the site, if the layouts have an emblem.
func (r *run) share() asset.Share {
	for _, f := range r.inputs.layouts {
		if f.Path == emblem {
			share, _ := asset.NewShare(f.Bytes, r.inputs.styles)
			return share
		}
	}
	return asset.Share{}
}

// assets are the theme's files that pages name.
func (t theme) assets() view.Assets {
	a := view.Assets{Stylesheet: "/" + t.style.Path, Script: "/" + t.script.Path, Icon: icon}
	if t.share.Path != "" {
		a.Share = "/" + t.share.Path
		a.ShareWidth, a.ShareHeight = asset.ShareSize()
	}
	return a
}

// unsound tells what is wrong with the stylesheet.
func unsound(err error) diag.Diagnostic {
	if style, ok := errors.AsType[*asset.StyleError](err); ok {
		return diag.New("stylesheet", diag.Span{File: style.Path, Line: int32(style.Line)}, "reason", style.What)
	}
	return diag.New("stylesheet", diag.Span{File: asset.StyleDir}, "reason", err.Error())
}

// themeKey covers every file of the layouts, site.yaml, and how WebP is made.
func (r *run) themeKey() source.Digest {
	parts := []any{r.next.config.key, r.in.Version, r.in.WebP.Manner}
	for _, f := range r.inputs.theme {
		parts = append(parts, f.from, f.digest)
	}
	return digestOf(parts...)
}

// catalogues reads the strings of every language of the site.
func catalogues(files []source.File, languages []lang.Language) ([]*lang.Catalogue, []diag.Diagnostic) {
	var list []*lang.Catalogue
	var found []diag.Diagnostic
	for _, l := range languages {
		name := stringsDir + l.Key + ".yaml"
		i := slices.IndexFunc(files, func(f source.File) bool { return f.Path == name })
		if i < 0 {
			found = append(found, diag.New("strings-missing", diag.Span{File: path.Clean(stringsDir)}, "file", name, "inLanguage", l.Name))
			continue
		}
		root, bad := frontmatter.ParseFile(name, files[i].Bytes)
		found = append(found, bad...)
		if len(bad) > 0 {
			continue
		}
		p := phrases{file: name, locale: lang.For(l.Tag)}
		p.read("", root)
		c := lang.NewCatalogue(l, p.list)
		for _, key := range view.Strings {
			if !c.Has(key) {
				p.found = append(p.found, diag.New("string-missing", diag.Span{File: name}, "key", key))
			}
		}
		found = append(found, p.found...)
		list = append(list, c)
	}
	return list, found
}

// phrases collects the strings of one file.
type phrases struct {
	file   string
	locale *lang.Locale
	list   []lang.Phrase
	found  []diag.Diagnostic
}

// categories are the plural categories of the CLDR.
var categories = []string{"zero", "one", "two", "few", "many", "other"}

// read adds the strings below a key. A map of plural categories is a counted
// phrase; any other map is a level of the key.
func (p *phrases) read(key string, n *frontmatter.Node) {
	switch {
	case n.Kind == frontmatter.Scalar:
		p.list = append(p.list, lang.Phrase{Key: key, Text: n.Text})
	case n.Kind != frontmatter.Map:
		p.found = append(p.found, diag.New("field-form", n.Span, "field", key, "want", "a text"))
	case counted(n):
		p.counted(key, n)
	default:
		for _, k := range n.Keys {
			p.read(strings.TrimPrefix(key+"."+k.Key, "."), k.Value)
		}
	}
}

func counted(n *frontmatter.Node) bool {
	return len(n.Keys) > 0 && !slices.ContainsFunc(n.Keys, func(k frontmatter.Key) bool { return !slices.Contains(categories, k.Key) })
}

func (p *phrases) counted(key string, n *frontmatter.Node) {
	for _, k := range n.Keys {
		p.list = append(p.list, lang.Phrase{Key: key, Category: k.Key, Text: k.Value.Text})
	}
	for _, c := range p.locale.PluralCategories() {
		if n.Get(c) == nil {
			p.found = append(p.found, diag.New("plural-missing", n.Span, "key", key, "category", c))
		}
	}
}
