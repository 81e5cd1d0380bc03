package asset

import "testing"

// Planted bugs this test has caught: names in texts renamed; those of classes;
// a short name that another property has.
func TestCustomPropertiesHaveShortNames(t *testing.T) {
	for src, want := range map[string]string{
		":root{--ink:#111;--paper:#fff}p{color:var(--ink);fill:var(--ink,red)}": ":root{--a:#111;--b:#fff}p{color:var(--a);fill:var(--a,red)}",
		`p{--x-y:1;content:";--x-y:2"}`:                                         `p{--a:1;content:";--x-y:2"}`,
		"p{--word:1}.card--word{color:var( --word )}":                           "p{--a:1}.card--word{color:var( --a )}",
		"@property --angle{syntax:'*'}p{--angle:1;--other:2}":                   "@property --angle{syntax:'*'}p{--angle:1;--a:2}",
		"@property --a{syntax:'*'}p{--other:var(--a)}":                          "@property --a{syntax:'*'}p{--b:var(--a)}",
		"p{width:calc(var(--one) - var(--two-three))}":                          "p{width:calc(var(--a) - var(--b))}",
		"p{color:red}": "p{color:red}",
	} {
		if got := shortNames(src); got != want {
			t.Errorf("%s\n got %s\nwant %s", src, got, want)
		}
	}
}
