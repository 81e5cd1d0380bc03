package record

import (
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // not every system has time zones: Windows, small containers

	"golang.org/x/text/language"
)

// codeForm is a form that a code must have.
type codeForm struct {
	want    string // in words, for authors
	is      func(string) bool
	pattern string // a regular expression that all of them match; "" for none
}

// CodePattern returns a regular expression that every code of a form matches,
// and that other languages read alike (ECMA-262); "" where there is none.
func CodePattern(name string) string { return codes[name].pattern }

// codes are the forms of codes by name. A language is checked against the site
// instead.
var codes = map[string]codeForm{
	"slug":      {want: "small Latin letters, digits and single hyphens, such as khpi-joins", is: IsID},
	"path":      {want: "an address on this site that begins and ends with a slash, such as /uk/news/opening/", is: isSitePath},
	"file":      {want: "the name of a file in the record's folder, such as signing.jpg", is: isFileName},
	"url":       {want: "a web address that begins with https:// or http://", is: isURL, pattern: "^[Hh][Tt][Tt][Pp][Ss]?://"},
	"email":     {want: "an e-mail address, such as press@example.org", is: isEmail},
	"telephone": matching("a number in international form, such as +380 57 700 00 00", `^\+[0-9][0-9 ()-]{5,20}$`),
	"tag":       {want: "a language tag, such as uk or zh-Hans", is: isTag},
	"country":   matching("two capital letters, such as UA or CN", `^[A-Z]{2}$`),
	"timezone":  {want: "the name of a time zone, such as Europe/Kyiv", is: isZone},
	"clock":     matching("an hour such as 09:30", `^([01][0-9]|2[0-3]):[0-5][0-9]$`),
	"direction": matching("two countries such as CN-UA, or the word both", `^([A-Z]{2}-[A-Z]{2}|both)$`),
	"ror":       matching("nine letters and digits beginning with 0, such as 00yp5c433", `^0[a-z0-9]{6}[0-9]{2}$`),
	"wikidata":  matching("the letter Q and digits, such as Q1234", `^Q[1-9][0-9]*$`),
	"edrpou":    matching("eight digits, such as 02071180", `^[0-9]{8}$`),
	"licence":   matching("the SPDX identifier of a licence, such as CC-BY-4.0", `^[A-Za-z0-9.+-]+$`),
	"translation": matching("a language, a date and groups of four letters and digits, such as uk 2021-07-07 k3f9-2mx1",
		`^[a-z0-9-]+ [0-9]{4}(-[0-9]{2}){0,2} [0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4})*$`),
	"section": {want: "the name of a section, such as members", is: func(s string) bool { return KindOf(s) != nil || s == "timeline" || s == "names" }},
}

func matching(want, pattern string) codeForm {
	return codeForm{want, regexp.MustCompile(pattern).MatchString, pattern}
}

func isSitePath(s string) bool {
	if !strings.HasPrefix(s, "/") || !strings.HasSuffix(s, "/") || len(s) < 3 {
		return false
	}
	for _, part := range strings.Split(s[1:len(s)-1], "/") {
		if part == "" || part == "." || part == ".." || strings.ContainsFunc(part, unfitForPath) {
			return false
		}
	}
	return true
}

func unfitForPath(r rune) bool {
	return r <= ' ' || r == 0x7f || strings.ContainsRune(`\?#%:*"<>|`, r)
}

func isFileName(s string) bool {
	return s != "" && s[0] != '.' && !strings.Contains(s, "..") && !strings.HasPrefix(s, "/") && !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || strings.ContainsRune(`\?#%:*"<>|`, r)
	})
}

func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil &&
		!strings.ContainsAny(s, " \t\"<>\\")
}

var hostForm = regexp.MustCompile(`^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$`)

// MeantURL returns the web address that a text without https:// was meant as, or
// "" where it does not look like one.
func MeantURL(text string) string {
	host, _, deep := strings.Cut(text, "/")
	if !deep && !strings.HasPrefix(text, "www.") || !hostForm.MatchString(host) || !isURL("https://"+text) {
		return ""
	}
	return "https://" + text
}

func isEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s
}

func isTag(s string) bool {
	_, err := language.Parse(s)
	return err == nil
}

func isZone(s string) bool { return zone(s) != nil }

// zone finds a time zone by its name in the IANA database; nil where there is
// none. What systems keep beside it under names of their own is none: it is
// another zone on another machine, or counts leap seconds.
func zone(name string) *time.Location {
	switch top, _, _ := strings.Cut(name, "/"); top {
	case "", "Local", "localtime", "posix", "posixrules", "right":
		return nil
	}
	found, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return found
}
