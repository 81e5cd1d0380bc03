package record

import (
	"reflect"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/frontmatter"
)

// SpellingsFile holds the site's rules for names in its texts.
const SpellingsFile = ContentDir + "/spellings.yaml"

// Spellings is what SpellingsFile says. A form is a word or several, as it
// stands in a text; * at the end of a word stands for any ending.
type Spellings struct {
	Spelling []Spelling `field:"spelling" doc:"names, and forms of them that are not to be used"`
	Confused []Confused `field:"confused" doc:"pairs of names that readers take for each other"`
}

// Spelling is a name as it is written here, and how it is not.
type Spelling struct {
	Write string   `field:"write" req:"true" doc:"the form to be used"`
	Not   []string `field:"not" req:"true" doc:"forms that are not to be used"`
	At    diag.Span
}

// Confused are two things by the forms of their names, in all languages.
type Confused struct {
	One   []string `field:"one" req:"true" doc:"forms of the name of one"`
	Other []string `field:"other" req:"true" doc:"forms of the name of the other"`
	At    diag.Span
}

// ParseSpellings reads SpellingsFile.
func ParseSpellings(src []byte, c *Config) (Spellings, []diag.Diagnostic) {
	var s Spellings
	root, bad := frontmatter.ParseFile(SpellingsFile, src)
	if len(bad) > 0 || root == nil {
		return s, bad
	}
	d := &decoder{file: SpellingsFile, config: c}
	d.group(reflect.ValueOf(&s).Elem(), readFields(reflect.TypeFor[Spellings](), "spellings."), root, SpellingsFile)
	for _, x := range s.Spelling {
		d.wantsBoth(x.At, "write", x.Write != "", "not", len(x.Not) > 0)
	}
	for _, x := range s.Confused {
		d.wantsBoth(x.At, "one", len(x.One) > 0, "other", len(x.Other) > 0)
	}
	return s, d.bad
}

// wantsBoth reports the first of two fields that is missing, unless something
// else was found there.
func (d *decoder) wantsBoth(at diag.Span, one string, hasOne bool, other string, hasOther bool) {
	missing := one
	if hasOne {
		missing = other
	}
	if !(hasOne && hasOther) && len(d.bad) == 0 {
		d.report("field-missing", at, "field", missing, "kind", SpellingsFile)
	}
}
