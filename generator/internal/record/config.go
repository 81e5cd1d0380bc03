package record

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
	"diglot/generator/internal/lang"
)

// ConfigFile is the site's own file, beside content/.
const ConfigFile = "site.yaml"

// Config is what site.yaml says.
type Config struct {
	About              Ref             `field:"about" req:"true" ref:"alliance" doc:"the record whose name is the site's name"`
	BaseURL            string          `field:"baseURL" req:"true" code:"url" doc:"where the site is published, with its path"`
	Timezone           string          `field:"timezone" req:"true" code:"timezone" doc:"decides on which day a dated announcement becomes public"`
	Languages          []lang.Language `doc:"the editions, in order"` // field "languages", a map in order: read by languages
	ReferenceLanguages []string        `field:"referenceLanguages" doc:"languages that texts may also have, without an edition of their own"`
	Navigation         []string        `field:"navigation" code:"section" doc:"sections in the order of the menu"`
	Parallel           []string        `field:"parallel" code:"section" doc:"sections whose publications have a parallel edition"`
	Typography         bool            `field:"typography" doc:"whether texts are set as their languages print them; yes, where it is left out"`
	Licence            LicenceTerms    `field:"licence" doc:"terms of use"`
}

// LicenceTerms are SPDX identifiers.
type LicenceTerms struct {
	Text string `field:"text" code:"licence" doc:"of the texts"`
	Data string `field:"data" code:"licence" doc:"of the open data"`
}

// ParseConfig reads site.yaml. With errors among the diagnostics the Config is
// not fit for use.
func ParseConfig(src []byte) (*Config, []diag.Diagnostic) {
	root, bad := frontmatter.ParseFile(ConfigFile, src)
	c := &Config{Typography: true}
	d := &decoder{file: ConfigFile, config: c, bad: bad}
	if len(bad) > 0 {
		return c, bad
	}
	c.languages(d, root)
	fields := fieldsOf(reflect.TypeFor[Config]())
	rest := *root
	rest.Keys = slices.DeleteFunc(slices.Clone(root.Keys), func(k frontmatter.Key) bool { return k.Key == "languages" })
	d.group(reflect.ValueOf(c).Elem(), fields, &rest, ConfigFile)
	for _, f := range fields {
		if f.Required && root.Get(f.Key) == nil && !d.mistyped(f.Key) {
			d.report("field-missing", diag.Span{File: ConfigFile}, "field", f.Key, "kind", ConfigFile)
		}
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/") + "/"
	for i := range c.Languages {
		c.Languages[i].AsWritten = !c.Typography
	}
	return c, d.bad
}

var languageFields = []Field{
	{Key: "tag", Form: "code", Code: "tag"}, {Key: "name", Form: "text"}, {Key: "country", Form: "code", Code: "country"},
}

// languages reads the map of editions.
func (c *Config) languages(d *decoder, root *frontmatter.Node) {
	k, ok := root.Lookup("languages")
	if !ok || k.Value.Kind != frontmatter.Map || len(k.Value.Keys) == 0 {
		d.report("field-missing", diag.Span{File: ConfigFile}, "field", "languages", "kind", ConfigFile)
		return
	}
	for _, l := range k.Value.Keys {
		if !IsID(l.Key) || l.Value.Kind != frontmatter.Map {
			d.report("field-form", l.KeySpan, "field", l.Key, "want", "the fields tag, name and country")
			continue
		}
		c.Languages = append(c.Languages, d.language(l))
	}
}

func (d *decoder) language(l frontmatter.Key) lang.Language {
	made := lang.Language{Key: l.Key}
	into := map[string]*string{"tag": &made.Tag, "name": &made.Name, "country": &made.Country}
	for _, k := range l.Value.Keys {
		f := fieldNamed(languageFields, k.Key)
		if f == nil {
			d.unknownField(k, languageFields, "language")
			continue
		}
		*into[k.Key] = d.code(f, k.Value)
	}
	for _, key := range []string{"tag", "name"} {
		if *into[key] == "" && !d.mistyped(key) {
			d.report("field-missing", l.KeySpan, "field", key, "kind", l.Key)
		}
	}
	return made
}

// mistyped reports whether a field was found under a wrong name already: it is
// not missed as well.
func (d *decoder) mistyped(key string) bool {
	return slices.ContainsFunc(d.bad, func(b diag.Diagnostic) bool { return b.Code == "field-unknown" && b.Fix == key })
}

// editionKeys returns the keys of the editions, in order.
func (c *Config) editionKeys() []string {
	var keys []string
	for _, l := range c.Languages {
		keys = append(keys, l.Key)
	}
	return keys
}

// textKeys returns the keys that a text may have: editions, then references.
func (c *Config) textKeys() []string { return append(c.editionKeys(), c.ReferenceLanguages...) }

func (c *Config) isEdition(key string) bool { return slices.Contains(c.editionKeys(), key) }
func (c *Config) knows(key string) bool     { return slices.Contains(c.textKeys(), key) }

// Language returns the edition of a key.
func (c *Config) Language(key string) (lang.Language, bool) {
	i := slices.IndexFunc(c.Languages, func(l lang.Language) bool { return l.Key == key })
	if i < 0 {
		return lang.Language{}, false
	}
	return c.Languages[i], true
}

// Spoken returns the first language of the site in whose letters a text is
// written, going by the first letter that is one of any language's; without
// such a letter, the first language.
func (c *Config) Spoken(text string) lang.Language {
	scripts := make([]lang.Script, len(c.Languages))
	for i, l := range c.Languages {
		scripts[i] = lang.ScriptOf(l.Tag)
	}
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if i := slices.Index(scripts, lang.ScriptIn(string(r))); i >= 0 {
			return c.Languages[i]
		}
	}
	return c.Languages[0]
}

// variant is a text in a language, with the form in which it is printed. A
// reference language is its own tag.
func (c *Config) variant(key string, n *frontmatter.Node) lang.Variant {
	l, ok := c.Language(key)
	if !ok {
		l = lang.Language{Tag: key, AsWritten: !c.Typography}
	}
	return lang.NewVariant(l, key, n.Text, n.Span)
}

// meantLanguage returns the key that was probably meant: that of the country's
// language, of the tag, or of a neighbour.
func (c *Config) meantLanguage(key string) string {
	for _, l := range c.Languages {
		if strings.EqualFold(l.Country, key) || strings.EqualFold(l.Tag, key) || strings.EqualFold(l.Key, key) {
			return l.Key
		}
	}
	near, _ := lang.Nearest(key, c.textKeys())
	return near
}
