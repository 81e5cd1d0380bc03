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
}

// Confused are two things by the forms of their names, in all languages.
type Confused struct {
	One   []string `field:"one" req:"true" doc:"forms of the name of one"`
	Other []string `field:"other" req:"true" doc:"forms of the name of the other"`
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
	return s, d.bad
}
