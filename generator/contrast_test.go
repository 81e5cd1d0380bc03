package main

import (
	"fmt"
	"maps"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Pairs of colours that stand on each other, with the contrast that they need:
// 4.5 for text and 3 for the parts of a drawing or a control (WCAG 2.2, 1.4.3
// and 1.4.11); running text has 7 (1.4.6). Another alliance changes two colours;
// this test says what else it would have to change.
var contrasts = []struct {
	front  string
	behind []string
	least  float64
}{
	{"ink", []string{"paper", "leaf", "wash"}, 7},
	{"ink-2", []string{"paper", "leaf", "wash"}, 4.5},
	{"indigo", []string{"paper", "leaf", "wash"}, 4.5},
	{"cinnabar", []string{"paper", "leaf", "wash"}, 4.5},
	{"ok", []string{"paper", "leaf", "wash"}, 4.5},
	{"warn", []string{"paper", "leaf", "wash"}, 4.5},
	{"paper", []string{"indigo"}, 4.5}, // buttons
	{"edge", []string{"paper", "leaf", "wash"}, 3},
	{"strand-a", []string{"paper", "leaf"}, 3},
	{"strand-b", []string{"paper", "leaf"}, 3},
}

// themes are the blocks of the file of tokens that give colours as numbers.
var themes = map[string]string{
	"light": `^:root \{([^}]*)\}`,
	"dark":  `prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}`,
	"print": `@media print \{\s*:root \{([^}]*)\}`,
}

func TestColoursHaveTheirContrast(t *testing.T) {
	tokens, err := os.ReadFile("../layouts/css/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range slices.Sorted(maps.Keys(themes)) {
		for _, fault := range contrastFaults(t, string(tokens), themes[theme]) {
			t.Errorf("%s: %s", theme, fault)
		}
	}
}

// A colour that is too pale is named with what it stands on.
func TestAPaleColourIsNamed(t *testing.T) {
	tokens, err := os.ReadFile("../layouts/css/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	pale := strings.Replace(string(tokens), "--cinnabar: #a9291c", "--cinnabar: #e08070", 1)
	faults := contrastFaults(t, pale, themes["light"])
	if len(faults) == 0 || !strings.Contains(faults[0], "cinnabar on paper") {
		t.Errorf("a pale cinnabar was not found: %v", faults)
	}
}

func contrastFaults(t *testing.T, css, block string) (faults []string) {
	t.Helper()
	css = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(css, "")
	luminance := map[string]float64{}
	for _, block := range []string{themes["light"], block} { // what a theme does not name is as in the light
		found := regexp.MustCompile(`(?m)` + block).FindStringSubmatch(css)
		if found == nil {
			t.Fatalf("no block %s among the tokens", block)
		}
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(found[1], -1) {
			luminance[m[1]] = relativeLuminance(t, m[2])
		}
	}
	for _, c := range contrasts {
		for _, behind := range c.behind {
			front, ok := luminance[c.front]
			back, also := luminance[behind]
			if !ok || !also {
				t.Fatalf("%s or %s has no colour", c.front, behind)
			}
			ratio := (max(front, back) + .05) / (min(front, back) + .05)
			if ratio < c.least {
				faults = append(faults, fmt.Sprintf("%s on %s has a contrast of %.2f, and needs %.1f", c.front, behind, ratio, c.least))
			}
		}
	}
	return faults
}

// relativeLuminance is that of WCAG 2.2 for a colour in sRGB.
func relativeLuminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
