package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"diglot/generator/internal/view"
)

// importTable says what each package may import: of ours, and which outside
// packages only those may import that name them. A package that is not here may import
// nothing of ours.
var importTable = map[string]struct{ ours, alone []string }{
	"diag":        {},
	"lang":        {ours: []string{"diag"}},
	"source":      {ours: []string{"diag"}},
	"frontmatter": {ours: []string{"diag"}, alone: []string{"gopkg.in/yaml.v3"}},
	"markdown":    {ours: []string{"diag", "lang"}, alone: []string{"github.com/yuin/goldmark"}},
	"record":      {ours: []string{"diag", "lang", "frontmatter", "source"}},
	"site":        {ours: []string{"diag", "lang", "record", "source"}},
	"roster":      {ours: []string{"diag", "lang", "record", "source"}},
	"draft":       {ours: []string{"diag", "lang", "record", "roster"}},
	"schema":      {ours: []string{"diag", "record", "roster"}},
	"tidy":        {ours: []string{"diag", "frontmatter", "record"}},
	"figure":      {},
	"align":       {ours: []string{"lang", "markdown"}},
	"compare":     {ours: []string{"align", "diag", "lang", "markdown"}},
	"search":      {},
	"view":        {ours: []string{"align", "diag", "figure", "lang", "markdown", "record", "search", "site"}},
	"render":      {ours: []string{"diag", "lang", "markdown", "view"}, alone: []string{"html/template", "github.com/arran4/golang-ical"}},
	"asset":       {ours: []string{"figure"}, alone: []string{"github.com/tdewolff/minify"}},
	"inspect":     {},
	"build":       {ours: []string{"align", "asset", "compare", "diag", "frontmatter", "inspect", "lang", "markdown", "record", "render", "search", "site", "source", "view"}},
	"why":         {ours: []string{"build", "frontmatter", "lang", "record", "search", "site", "source", "view"}},
	"lock":        {},
	"output":      {ours: []string{"lock"}},
	"sample":      {ours: []string{"frontmatter"}},
	"sitetest":    {ours: []string{"build", "diag", "frontmatter", "record", "sample", "site"}},
	"edit":        {ours: []string{"diag", "frontmatter", "lang", "lock", "markdown", "record", "site", "source"}},
	"freshness":   {ours: []string{"align", "build", "diag", "edit", "lang", "markdown", "record", "roster", "site", "source"}},
	"history":     {alone: []string{"os/exec"}},
	"editor":      {alone: []string{"os/exec"}},
	"preview":     {ours: []string{"build", "diag", "edit", "freshness", "lang", "record", "site", "source"}, alone: []string{"github.com/fsnotify/fsnotify", "net/http"}},
	"webp":        {alone: []string{"os/exec"}},
	"cli":         {ours: []string{"build", "diag", "draft", "edit", "editor", "freshness", "history", "lang", "output", "preview", "record", "roster", "schema", "site", "source", "tidy", "webp", "why"}, alone: []string{"github.com/spf13/cobra"}},
	"main":        {ours: []string{"cli"}},
}

// Planted bugs this test has caught: view imports render; site imports
// gopkg.in/yaml.v3; a package that is not in the table.
func TestImportTable(t *testing.T) {
	const prefix = "diglot/generator/internal/"
	for file, syntax := range sources(t, parser.ImportsOnly) {
		name := packageOf(file)
		row, known := importTable[name]
		if !known {
			t.Errorf("%s: the package %s is not in the table", file, name)
		}
		for _, spec := range syntax.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			if ours, ok := strings.CutPrefix(path, prefix); ok && !slices.Contains(row.ours, ours) {
				t.Errorf("%s: %s must not import %s", file, name, ours)
			}
			for owner, other := range importTable {
				for _, lib := range other.alone {
					if (path == lib || strings.HasPrefix(path, lib+"/")) && !slices.Contains(row.alone, lib) {
						t.Errorf("%s: only %s may import %s", file, owner, lib)
					}
				}
			}
		}
	}
}

// Planted bugs this test has caught: a go statement in source; a sync.WaitGroup's
// Go in render.
func TestGoOnlyInBuildAndPreview(t *testing.T) {
	for file, syntax := range sources(t, parser.SkipObjectResolution) {
		if p := packageOf(file); p == "build" || p == "preview" {
			continue
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", file)
			case *ast.SelectorExpr:
				if n.Sel.Name == "Go" {
					t.Errorf("%s calls a method Go", file)
				}
			}
			return true
		})
	}
}

// Planted bugs this test has caught: a map in Item; a method on Name; a
// time.Time in Date.
func TestViewTypesAreClosed(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, page := range view.Pages {
		closed(t, reflect.TypeOf(page).Elem(), seen)
	}
	if len(seen) < 40 {
		t.Errorf("only %d types were looked at", len(seen))
	}
}

func closed(t *testing.T, typ reflect.Type, seen map[reflect.Type]bool) {
	if seen[typ] {
		return
	}
	seen[typ] = true
	if typ.NumMethod()+reflect.PointerTo(typ).NumMethod() > 0 {
		t.Errorf("%s has methods", typ)
	}
	switch typ.Kind() {
	case reflect.String, reflect.Int, reflect.Bool:
	case reflect.Slice:
		closed(t, typ.Elem(), seen)
	case reflect.Struct:
		for i := range typ.NumField() {
			closed(t, typ.Field(i).Type, seen)
		}
	default:
		t.Errorf("%s is a %s: a view cannot hold it", typ, typ.Kind())
	}
}

// sources parses every Go file of the generator that is no test.
func sources(t *testing.T, mode parser.Mode) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files[filepath.ToSlash(path)], err = parser.ParseFile(token.NewFileSet(), path, nil, mode)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Fatalf("only %d files were found", len(files))
	}
	return files
}

func packageOf(file string) string {
	if parts := strings.Split(file, "/"); len(parts) > 2 {
		return parts[1]
	}
	return "main"
}
