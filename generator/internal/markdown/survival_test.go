package markdown

import (
	"reflect"
	"sync"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

type brokenParser struct{ parser.Parser }

func (brokenParser) Parse(text.Reader, ...parser.ParseOption) ast.Node { panic("a fault in goldmark") }

func TestFaultInTheParserIsADiagnostic(t *testing.T) {
	working := shared
	shared = brokenParser{}
	defer func() { shared = working }()
	b, found := Parse([]byte("Слово"), ukrainian)
	if b == nil || len(b.HTML) > 0 || len(found) != 1 || found[0].Code != "markdown-unreadable" || found[0].Span.Line != 5 {
		t.Errorf("the body is %+v, the findings %+v", b, found)
	}
}

// The parser and the writers' buffers are shared: a text must not see what was
// parsed before it or is parsed beside it.
func TestTextsDoNotDisturbEachOther(t *testing.T) {
	sources := []string{string(articles["uk"]), string(articles["zh"]), "а[^1] <b>\n\n[^1]: б", "", "[](member:a)\n\n# ![](b)", "[а][]\nб\nв", "[а][]\n\n[а]: б.md"}
	alone := make([]*Body, len(sources))
	for i, src := range sources {
		alone[i], _ = Parse([]byte(src), ukrainian)
	}
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for round := range 40 {
				i := (worker + round) % len(sources)
				if b, _ := Parse([]byte(sources[i]), ukrainian); !reflect.DeepEqual(b, alone[i]) {
					t.Errorf("text %d differs", i)
				}
			}
		})
	}
	all.Wait()
}
