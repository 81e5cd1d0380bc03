package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// The examples of the CommonMark specification, as goldmark's module carries
// them, are read by the very parser that reads an author's text, with all its
// extensions. The tree is then printed by goldmark's own renderer, for ours
// refuses HTML, leaves holes for links and gives headings ids: what this test
// leaves out is our writer, which the other tests cover.
func TestParserPassesTheCommonMarkSuite(t *testing.T) {
	stock := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(html.NewRenderer(html.WithXHTML(), html.WithUnsafe()), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500),
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
	))
	examples := specification(t)
	for _, e := range examples {
		root, _ := parse([]byte(e.Markdown), new(context))
		var out bytes.Buffer
		if err := stock.Render(&out, []byte(e.Markdown), root); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); strings.TrimSpace(got) != strings.TrimSpace(e.HTML) {
			t.Errorf("example %d (%s)\n%s\nis read as\n%s\nnot\n%s", e.Example, e.Section, e.Markdown, got, e.HTML)
		}
	}
	if len(examples) < 600 {
		t.Errorf("only %d examples", len(examples))
	}
}

type example struct {
	Markdown, HTML, Section string
	Example                 int
}

// specification finds the examples in the module cache. Where there is no cache
// the test is skipped, but never in CI.
func specification(t *testing.T) (examples []example) {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("CI") != "" {
		missing = t.Fatalf
	}
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		missing("the CommonMark suite was not run: go list: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		missing("the CommonMark suite was not run: %v", err)
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	return examples
}
