package diag

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
)

// Example is a mistake as an author makes it, and the text that is mended.
// Both are a file's name and its lines, or several.
type Example struct {
	Mistake string `json:"mistake"`
	Mended  string `json:"mended"`
}

// examplesFile is generated from the fixtures that the tests build.
//
//go:embed examples.json
var examplesFile []byte

// ExampleOf returns the example of a code. Where there is none the error says
// so: it is a mistake in the program.
func ExampleOf(code Code) (Example, error) {
	var all map[Code]Example
	if err := json.Unmarshal(examplesFile, &all); err != nil {
		return Example{}, fmt.Errorf("read the examples: %w", err)
	}
	x, ok := all[code]
	if !ok {
		return Example{}, fmt.Errorf("read the examples: there is none of %s", code)
	}
	return x, nil
}

// In returns the example as a language says it: where it describes what no
// excerpt can show, that is translated.
func (x Example) In(l Language) Example {
	return Example{l.ofExample(x.Mistake), l.ofExample(x.Mended)}
}

func (l Language) ofExample(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = l.value("example", line)
	}
	return strings.Join(lines, "\n")
}
