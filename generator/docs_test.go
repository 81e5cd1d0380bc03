package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the generated documents and golden files")

// TestLayoutsDocumentIsCurrent compares docs/layouts.md with the comments of
// the view types, from which it is generated.
func TestLayoutsDocumentIsCurrent(t *testing.T) {
	current(t, filepath.Join("docs", "layouts.md"), layoutsDocument(t))
}

// current compares a generated file with what it should be.
func current(t *testing.T, name, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != want {
		t.Errorf("%s is not what it is generated from: run go test ./generator -run 'Document|Examples|Manual' -update", name)
	}
}

// TestDependenciesAreJustified compares the direct dependencies of go.mod with
// the table in DECISIONS.md.
func TestDependenciesAreJustified(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := os.ReadFile("DECISIONS.md")
	if err != nil {
		t.Fatal(err)
	}
	var direct, told []string
	for _, m := range regexp.MustCompile(`(?m)^\s+(\S+\.\S+/\S+) v\S+$`).FindAllSubmatch(mod, -1) {
		direct = append(direct, string(m[1]))
	}
	for _, m := range regexp.MustCompile(`(?m)^\| (\S+\.\S+/\S+) \|`).FindAllSubmatch(decisions, -1) {
		told = append(told, string(m[1]))
	}
	slices.Sort(direct)
	slices.Sort(told)
	if len(direct) == 0 || !slices.Equal(direct, told) {
		t.Errorf("go.mod and DECISIONS.md differ:\n%q\n%q", direct, told)
	}
}

// TestFunctionsAreShort holds the limits of CONTRIBUTING.md.
func TestFunctionsAreShort(t *testing.T) {
	var lengths []int
	for file := range sources(t, parser.SkipObjectResolution) {
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if lines := set.Position(syntax.FileEnd).Line; lines > 500 {
			t.Errorf("%s has %d lines, over 500", file, lines)
		}
		for _, d := range syntax.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			n := set.Position(f.Body.Rbrace).Line - set.Position(f.Body.Lbrace).Line
			lengths = append(lengths, n)
			if n > 120 {
				t.Errorf("%s: %s has %d lines, over 120", file, f.Name.Name, n)
			}
		}
	}
	slices.Sort(lengths)
	if median := lengths[len(lengths)/2]; median > 10 {
		t.Errorf("the median function has %d lines, over 10", median)
	}
	if most := lengths[len(lengths)*95/100]; most > 60 {
		t.Errorf("one function in twenty has over %d lines", most)
	}
}

// layoutsDocument writes what layouts see.
func layoutsDocument(t *testing.T) string {
	var b strings.Builder
	b.WriteString(`# What layouts see

This page is generated from the types in ` + "`internal/view`" + `. A layout is given one value, its dot; each field below can be printed or passed on.
An unknown field, string or function is an error with its line when the layouts are loaded.

A layout is written in the language of Go's [html/template](https://pkg.go.dev/html/template). ` + "`base.html`" + ` is the skeleton of every page and calls
` + "`{{template \"main\" .}}`" + `; each layout defines ` + "`main`" + `; each file of ` + "`partial/`" + ` is a template of its own name. Besides the comparisons and ` + "`and or not len index print`" + `
there are these functions and no others:

| call | gives |
|---|---|
| ` + "`{{t \"fact.number\"}}`" + `, ` + "`{{t \"list.year\" \"year\" .Year}}`" + ` | a string of the page's language, with values in place of ` + "`{year}`" + ` |
| ` + "`{{tn \"count.members\" .Number}}`" + ` | a counted string in the right plural; the number stands for ` + "`{n}`" + ` |
| ` + "`{{prose .Prose}}`" + ` | the text of a publication |
| ` + "`{{jsonld .Linked}}`" + ` | the linked data of the page, as a script element |
| ` + "`{{fragment \"masthead\" .Frame .}}`" + ` | a partial that is rendered once for each frame |
| ` + "`{{slot \"switch\"}}`" + ` | within a fragment: a partial that is rendered for each page |

## Layouts

| layout | its dot |
|---|---|
`)
	table, err := os.ReadFile(filepath.Join("internal", "render", "layout.go"))
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`\{"(\w+)", reflect\.TypeFor\[view\.(\w+)\]`).FindAllSubmatch(table, -1)
	if len(rows) < 10 {
		t.Fatal("the table of layouts was not found")
	}
	for _, m := range rows {
		fmt.Fprintf(&b, "| `%s.html` | [%s](#%s) |\n", m[1], m[2], strings.ToLower(string(m[2])))
	}
	for _, file := range []string{"publications.go", "lists.go", "page.go"} {
		describeTypes(t, &b, filepath.Join("internal", "view", file))
	}
	return b.String()
}

// describeTypes writes a section for each type of a file.
func describeTypes(t *testing.T, b *strings.Builder, file string) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, file, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range syntax.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.TYPE {
			continue
		}
		spec := g.Specs[0].(*ast.TypeSpec)
		fmt.Fprintf(b, "\n## %s\n\n%s", spec.Name.Name, paragraphs(g.Doc.Text()))
		if s, ok := spec.Type.(*ast.StructType); ok {
			b.WriteString("\n| field | type | |\n|---|---|---|\n")
			describeFields(b, set, s)
		}
	}
}

// paragraphs keeps indented lines of a comment as a list.
func paragraphs(comment string) string {
	var b strings.Builder
	for line := range strings.Lines(comment) {
		if word, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok && strings.HasPrefix(line, "\t") {
			fmt.Fprintf(&b, "- `%s`: %s\n", word, strings.TrimSpace(rest))
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

func describeFields(b *strings.Builder, set *token.FileSet, s *ast.StructType) {
	for _, f := range s.Fields.List {
		var typ bytes.Buffer
		_ = printer.Fprint(&typ, set, f.Type)
		names := make([]string, 0, len(f.Names))
		for _, n := range f.Names {
			names = append(names, "`."+n.Name+"`")
		}
		if len(names) == 0 {
			names = []string{"all of " + typ.String()}
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", strings.Join(names, ", "), typ.String(), strings.ReplaceAll(strings.TrimSpace(f.Comment.Text()), "|", `\|`))
	}
}
