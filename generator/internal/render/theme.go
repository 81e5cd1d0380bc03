// Package render turns views into bytes: pages through the layouts, and what
// machines read through writers of its own.
//
// A page is a pure function of its view, the bodies that the view names and
// the theme. Nothing here reads the site, a file or the clock, or knows a
// record. Layouts are html/template's language without its surprises: every
// field, function and string that a layout names is checked when the theme is
// loaded, against the Go type that the layout is given, and a place in which a
// value could become code is refused. html/template is imported here only: it
// decides, once, how the value in each place is escaped, and a page is then
// rendered by steps that know the types and do what it decided.
package render

import (
	"errors"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// File is one file of the layouts folder: "base.html", "member.html" or
// "partial/masthead.html". The path is slash-separated and relative to the
// site's folder, "layouts/" included, since diagnostics name it. Files that
// are not HTML are ignored.
type File struct {
	Path  string
	Bytes []byte
}

// Theme is the layouts, checked and bound to the strings of every language. It
// is immutable and safe for use by several goroutines.
type Theme struct {
	languages map[string]int // index by key
	pages     []map[string]*program
	types     map[reflect.Type][]int // where view.Page is in a view
}

// Load checks the layouts against the view types and binds them to the
// catalogues, one for each language, at least one. All mistakes are told at
// once, with their places; where there is any, there is no theme.
func Load(files []File, catalogues []*lang.Catalogue) (*Theme, []diag.Diagnostic) {
	return load(files, catalogues, layouts)
}

// Traced is Load for a theme that tells which of its files a page is made of:
// trace is called with the file of every template that is used while a page is
// rendered. Only a theme made here has the steps that tell.
func Traced(files []File, catalogues []*lang.Catalogue, trace func(file string)) (*Theme, []diag.Diagnostic) {
	l := newLoader(catalogues, layouts)
	l.trace = trace
	return l.load(files)
}

func load(files []File, catalogues []*lang.Catalogue, kinds []layout) (*Theme, []diag.Diagnostic) {
	return newLoader(catalogues, kinds).load(files)
}

func (l *loader) load(files []File) (*Theme, []diag.Diagnostic) {
	catalogues, kinds := l.catalogues, l.layouts
	l.read(files)
	l.assemble()
	l.compile(catalogues[0], false)
	l.tidy()
	if len(l.findings) == 0 {
		l.place()
	}
	theme := &Theme{languages: map[string]int{}, types: map[reflect.Type][]int{}}
	for i, c := range catalogues {
		if len(l.findings) > 0 {
			break
		}
		theme.languages[c.Key] = i
		theme.pages = append(theme.pages, l.compile(c, true))
	}
	if len(l.findings) > 0 {
		diag.Sort(l.findings)
		return nil, l.findings
	}
	for _, k := range kinds {
		f, _ := k.view.FieldByName("Page")
		theme.types[k.view] = f.Index
	}
	return theme, nil
}

// compile makes the programs of all pages in one language.
func (l *loader) compile(catalogue *lang.Catalogue, placed bool) map[string]*program {
	c := &compiler{theme: l, catalogue: catalogue, placed: placed, programs: map[programKey]*program{}}
	pages := map[string]*program{}
	for _, k := range l.layouts {
		if u := l.units[skeleton+"@"+k.name]; u != nil && l.units["main@"+k.name] != nil {
			pages[k.name] = c.program(u, k.view, nil, nil)
		}
	}
	return pages
}

// place has html/template find out how each value is escaped, and write it into
// the templates. It does so when a template is executed for the first time;
// the execution itself is stopped at its first byte.
func (l *loader) place() {
	set := template.New("")
	for _, name := range l.unitNames() {
		if _, err := set.AddParseTree(name, l.units[name].tree); err != nil {
			panic("render: " + err.Error()) // names are unique and nothing has been executed
		}
	}
	for _, name := range l.roots() {
		var mistake *template.Error
		err := set.ExecuteTemplate(stopped{}, name, nil)
		if errors.As(err, &mistake) && mistake.ErrorCode != template.OK {
			l.misplaced(name, mistake)
		}
	}
}

// stopped is a writer that takes nothing.
type stopped struct{}

func (stopped) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// roots lists the templates with which html begins: pages, and the partials of
// fragments and slots, which are rendered by themselves.
func (l *loader) roots() (names []string) {
	for _, name := range l.unitNames() {
		if l.units[name].short == skeleton && strings.Contains(name, "@") {
			names = append(names, name)
		}
		for _, n := range l.units[name].tree.Root.Nodes {
			names = rootsOf(n, names)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func rootsOf(n parse.Node, names []string) []string {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				names = rootsOf(child, names)
			}
		}
	case *parse.IfNode:
		return rootsOf(n.ElseList, rootsOf(n.List, names))
	case *parse.WithNode:
		return rootsOf(n.ElseList, rootsOf(n.List, names))
	case *parse.RangeNode:
		return rootsOf(n.ElseList, rootsOf(n.List, names))
	case *parse.ActionNode:
		cmd := n.Pipe.Cmds[0]
		if f := cmd.Args[0].String(); (f == "fragment" || f == "slot") && len(cmd.Args) > 1 {
			if name, ok := cmd.Args[1].(*parse.StringNode); ok {
				names = append(names, name.Text)
			}
		}
	}
	return names
}

// misplaced tells what html/template says of a template. It names the page, and
// the mistake may stand in any template that the page is made of.
func (l *loader) misplaced(root string, mistake *template.Error) {
	name, _, _ := strings.Cut(mistake.Name, "$htmltemplate_")
	u := l.units[name]
	if u == nil {
		u = l.units[root]
	}
	at := diag.Span{File: u.file.path, Line: int32(mistake.Line)}
	if mistake.Node != nil {
		u = l.holder(u, mistake.Node)
		at = u.file.span(mistake.Node.Position(), len(mistake.Node.String()))
	}
	// What follows is the state of html/template itself.
	what, _, _ := strings.Cut(mistake.Description, ": {state")
	l.tell(diag.New("layout-html", at, "what", strings.NewReplacer("{{", "", "}}", "").Replace(what)))
}

// holder returns the template in which a node stands: the one supposed, if it
// has such a node in that place.
func (l *loader) holder(supposed *unit, n parse.Node) *unit {
	if holds(supposed.tree.Root, n) {
		return supposed
	}
	for _, name := range l.unitNames() {
		if u := l.units[name]; holds(u.tree.Root, n) {
			return u
		}
	}
	return supposed
}

func holds(l *parse.ListNode, want parse.Node) bool {
	if l == nil {
		return false
	}
	for _, n := range l.Nodes {
		if n.Position() == want.Position() && n.String() == want.String() {
			return true
		}
		found := false
		switch n := n.(type) {
		case *parse.IfNode:
			found = holds(n.List, want) || holds(n.ElseList, want)
		case *parse.WithNode:
			found = holds(n.List, want) || holds(n.ElseList, want)
		case *parse.RangeNode:
			found = holds(n.List, want) || holds(n.ElseList, want)
		}
		if found {
			return true
		}
	}
	return false
}
