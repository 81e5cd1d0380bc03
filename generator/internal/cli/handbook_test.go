package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"diglot/generator/internal/cli"
)

var shownCommand = regexp.MustCompile(`(?m)^    \$ diglot (.*)\n(\n*    .*\n)*`)

// TestHandbookShowsWhatIsPrinted runs the commands that the handbook shows
// behind a "$", one after the other, on the site of testdata/handbook.txtar.
func TestHandbookShowsWhatIsPrinted(t *testing.T) {
	dir := t.TempDir()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "handbook.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	for _, more := range []map[string]string{files, sameForAll, theme()} {
		if err := complete(dir, more); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", "1638360000")
	program := os.Args[0]
	os.Args[0] = "diglot"
	defer func() { os.Args[0] = program }()
	name := filepath.Join("..", "..", "docs", "handbook.md")
	handbook, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	commands := 0
	want := shownCommand.ReplaceAllFunc(handbook, func(block []byte) []byte {
		commands++
		line, _, _ := strings.Cut(string(block), "\n")
		var out bytes.Buffer
		cli.Main(append(strings.Fields(line)[2:], "--source", dir), &out, &out)
		text := line + "\n"
		for l := range strings.Lines(out.String()) {
			text += strings.TrimRight("    "+l, " \n") + "\n"
		}
		return []byte(text)
	})
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(handbook, want) {
		t.Errorf("%s does not show what is printed: run go test ./generator/internal/cli -run Handbook -update\n%s", name, want)
	}
	if commands < 4 {
		t.Errorf("%d commands were run", commands)
	}
}
