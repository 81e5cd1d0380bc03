package frontmatter

import (
	"regexp"
	"strconv"
	"strings"

	"diglot/generator/internal/diag"
)

// maxSearch bounds the text in which the line of an unexplained fault is
// searched for by reading ever closer parts of it, a millisecond each.
const maxSearch = 16 << 10 // bytes

var yamlLine = regexp.MustCompile(`line (\d+):`)

// unexplained returns the line at which the text stops being readable. yaml.v3
// names the start of the block around it, or none at all, so the line is
// searched for: the lines before it can be read, with it they cannot.
func (l *lines) unexplained(src []byte, err error) diag.Span {
	row := 0
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		row, _ = strconv.Atoi(m[1])
		row--
	}
	if len(src) <= maxSearch {
		good, bad := 0, len(l.text) // so many lines can be read, so many cannot
		for good+1 < bad {
			middle := (good + bad) / 2
			if _, err := decode([]byte(strings.Join(l.text[:middle], "\n"))); err == nil {
				good = middle
			} else {
				bad = middle
			}
		}
		row = good
	}
	row = min(max(row, 0), len(l.text)-1)
	return l.span(row, leading(l.text[row]), len(strings.TrimRight(l.text[row], " \t")))
}
