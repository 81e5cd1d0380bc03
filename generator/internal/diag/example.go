package diag

import (
	_ "embed"
	"encoding/json"
	"fmt"
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
