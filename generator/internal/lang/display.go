package lang

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country returns the name of a country (ISO 3166-1 alpha-2) in the locale's
// language, after the CLDR; the code where there is none.
func (l *Locale) Country(code string) string {
	region, err := language.ParseRegion(code)
	if namer := display.Regions(language.Make(l.tag)); err == nil && namer != nil {
		if name := namer.Name(region); name != "" {
			return name
		}
	}
	return code
}

// LanguageName returns the name of a language (BCP 47) in the locale's
// language, after the CLDR; the tag where there is none.
func (l *Locale) LanguageName(tag string) string {
	t, err := language.Parse(tag)
	if namer := display.Languages(language.Make(l.tag)); err == nil && namer != nil {
		if name := namer.Name(t); name != "" {
			return name
		}
	}
	return tag
}
