package asset

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// In a stylesheet without comments: a text, the definition of a custom property
// or its use, or its name in any other place.
var propertyNames = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:[{;]\s*|var\(\s*)--[\w-]+|[\w-]*--[\w-]+`)

// shortNames gives the custom properties of a stylesheet names of one letter or
// two: nothing else names them, and they are a tenth of its bytes. A name that
// stands where it is neither defined nor used, as after @property, is left.
func shortNames(style string) string {
	used, left := map[string]int{}, map[string]bool{}
	for _, s := range propertyNames.FindAllString(style, -1) {
		if at := property(s); at > 0 {
			used[s[at:]]++
		} else {
			left[s] = true
		}
	}
	var names []string
	for name := range used {
		if !left[name] {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(used[b]-used[a], strings.Compare(a, b)) })
	short := map[string]string{}
	for n := 0; len(short) < len(names); n++ {
		if s := "--" + letters(n); !left[s] {
			short[names[len(short)]] = s
		}
	}
	return propertyNames.ReplaceAllStringFunc(style, func(s string) string {
		if at := property(s); at > 0 && short[s[at:]] != "" {
			return s[:at] + short[s[at:]]
		}
		return s
	})
}

// property returns where, in a match of propertyNames, the name of a property
// begins that is defined or used there, or 0.
func property(s string) int {
	if strings.ContainsAny(s[:1], "{;") || strings.HasPrefix(s, "var(") {
		return strings.Index(s, "--")
	}
	return 0
}

// letters numbers names: a to z, then ba, bb and so on.
func letters(n int) string {
	s := string(rune('a' + n%26))
	if n >= 26 {
		s = letters(n/26) + s
	}
	return s
}
