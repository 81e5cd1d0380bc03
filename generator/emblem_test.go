package main

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// The emblem for the press is the one of the masthead, in the colours of light
// pages.
func TestTheEmblemOfThePressIsThatOfTheMasthead(t *testing.T) {
	read := func(name, pattern string) (found []string) {
		b, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(b), -1) {
			found = append(found, m[1])
		}
		return found
	}
	const file = "content/alliance/alliance/emblem.svg"
	if drawn, shown := read(file, ` d="([^"]*)"`), read("layouts/partial/emblem.html", ` d="([^"]*)"`); len(drawn) == 0 || !slices.Equal(drawn, shown) {
		t.Errorf("%s draws other lines than the masthead:\n%q\n%q", file, drawn, shown)
	}
	colours := read(file, ` stroke="(#[0-9a-f]{6})"`)
	for _, name := range []string{"strand-a", "strand-b"} {
		if token := read("layouts/css/00-tokens.css", `--`+name+`: (#[0-9a-f]{6})`); !slices.Contains(colours, token[0]) {
			t.Errorf("%s has no %s, %s", file, name, token[0])
		}
	}
}
