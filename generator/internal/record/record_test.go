package record

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"diglot/generator/internal/diag"
)

func TestTry(t *testing.T) {
	root := "../../.."
	src, err := os.ReadFile(filepath.Join(root, "site.yaml"))
	if err != nil {
		t.Skip(err)
	}
	c, bad := ParseConfig(src)
	for _, b := range bad {
		t.Error(b)
	}
	groups := map[string][]File{}
	filepath.Walk(filepath.Join(root, "content"), func(p string, i os.FileInfo, err error) error {
		if !strings.HasSuffix(p, ".md") {
			return nil
		}
		rel, _ := filepath.Rel(root, p)
		o, bad := OriginOf(rel, c)
		if len(bad) > 0 {
			t.Error(bad)
			return nil
		}
		b, _ := os.ReadFile(p)
		f := ParseFile(rel, o, b, c)
		for _, d := range f.Bad {
			t.Errorf("%v", d)
		}
		groups[o.Kind.Name+o.ID] = append(groups[o.Kind.Name+o.ID], f)
		return nil
	})
	for _, g := range groups {
		_, bad := Merge(g, c)
		for _, d := range bad {
			if d.Severity == diag.Error {
				t.Errorf("%v", d)
			}
		}
	}
}
