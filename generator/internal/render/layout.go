package render

import (
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
	"diglot/generator/internal/view"
)

// layout is a kind of page: its name, which is that of its file, and the type
// of its views.
type layout struct {
	name string
	view reflect.Type
}

// layouts are all kinds of pages there are. The address that does not exist has
// the entrance's.
var layouts = []layout{
	{"home", reflect.TypeFor[view.HomePage]()},
	{"announcement", reflect.TypeFor[view.AnnouncementPage]()},
	{"ceremony", reflect.TypeFor[view.CeremonyPage]()},
	{"member", reflect.TypeFor[view.MemberPage]()},
	{"agreement", reflect.TypeFor[view.AgreementPage]()},
	{"programme", reflect.TypeFor[view.ProgrammePage]()},
	{"fund", reflect.TypeFor[view.FundPage]()},
	{"alliance", reflect.TypeFor[view.AlliancePage]()},
	{"page", reflect.TypeFor[view.ArticlePage]()},
	{"list", reflect.TypeFor[view.ListPage]()},
	{"timeline", reflect.TypeFor[view.TimelinePage]()},
	{"names", reflect.TypeFor[view.NamesPage]()},
	{"data", reflect.TypeFor[view.DataPage]()},
	{"search", reflect.TypeFor[view.SearchPage]()},
	{"entrance", reflect.TypeFor[view.EntrancePage]()},
	{"parallel", reflect.TypeFor[view.ParallelPage]()},
	{"redirect", reflect.TypeFor[view.RedirectPage]()},
}

const (
	folder    = "layouts/"
	skeleton  = "base"     // the layout around every other
	partials  = "partial/" // folder of the templates that layouts call
	extension = ".html"
)

// layoutFile is a file of the layouts with the templates in it.
type layoutFile struct {
	path  string // "layouts/partial/link.html"
	name  string // "partial/link"
	text  string
	trees map[string]*parse.Tree
	order []string // names of the trees, as diagnostics are told in it
}

// span is a place of so many bytes in the file.
func (f *layoutFile) span(at parse.Pos, length int) diag.Span {
	start := min(max(int(at), 0), len(f.text))
	line := 1 + strings.Count(f.text[:start], "\n")
	col := 1 + utf8.RuneCountInString(f.text[strings.LastIndexByte(f.text[:start], '\n')+1:start])
	what := f.text[start:min(start+max(length, 1), len(f.text))]
	if end := strings.IndexByte(what, '\n'); end >= 0 {
		what = what[:end]
	}
	return diag.Span{File: f.path, Line: int32(line), Col: int32(col), End: int32(col + max(utf8.RuneCountInString(what), 1))}
}

// loader is a theme while it is loaded.
type loader struct {
	layouts    []layout
	catalogues []*lang.Catalogue
	files      map[string]*layoutFile
	names      []string         // of the files, in order
	units      map[string]*unit // what templates may call, by its name in the set
	loose      map[*parse.TextNode]bool
	told       map[string]bool
	findings   []diag.Diagnostic
	trace      func(file string) // told of every template that is used; nil in themes that publish
}

func newLoader(catalogues []*lang.Catalogue, kinds []layout) *loader {
	return &loader{
		layouts: kinds, catalogues: catalogues, files: map[string]*layoutFile{}, units: map[string]*unit{},
		loose: map[*parse.TextNode]bool{}, told: map[string]bool{},
	}
}

// tell notes a diagnostic; a partial that is checked for several types tells the
// same only once.
func (l *loader) tell(d diag.Diagnostic) {
	key := string(d.Code) + "\x00" + d.Span.File + "\x00" + strconv.Itoa(int(d.Span.Line)) + ":" + strconv.Itoa(int(d.Span.Col))
	for _, a := range d.Args {
		key += "\x00" + a.Value
	}
	if !l.told[key] {
		l.told[key] = true
		l.findings = append(l.findings, d)
	}
}

// read parses the files. What is no layout is told; what the folder holds
// besides layouts and partials, such as styles, is left alone.
func (l *loader) read(files []File) {
	for _, f := range files {
		name, ok := strings.CutSuffix(strings.TrimPrefix(f.Path, folder), extension)
		if !ok {
			continue
		}
		file := &layoutFile{path: f.Path, name: name, text: string(f.Bytes), trees: map[string]*parse.Tree{}}
		if !l.known(name) {
			l.unknownFile(file)
			continue
		}
		l.parse(file)
		l.files[name] = file
		l.names = append(l.names, name)
	}
	slices.Sort(l.names)
	for _, name := range l.layoutNames() {
		if l.files[name] == nil {
			l.tell(diag.New("layout-missing", diag.Span{File: folder + name + extension}, "layout", name))
		}
	}
}

// layoutNames lists the files that must exist.
func (l *loader) layoutNames() []string {
	names := []string{skeleton}
	for _, k := range l.layouts {
		names = append(names, k.name)
	}
	return names
}

func (l *loader) known(name string) bool {
	partial, ok := strings.CutPrefix(name, partials)
	return ok && !strings.Contains(partial, "/") || slices.Contains(l.layoutNames(), name)
}

func (l *loader) unknownFile(f *layoutFile) {
	d := diag.New("layout-file-unknown", diag.Span{File: f.path}, "name", f.name)
	if near, ok := lang.Nearest(f.name, l.layoutNames()); ok {
		d = d.WithFix(path.Join(folder, near+extension))
	}
	l.tell(d)
}

// syntaxError parts the parser's message from the place before it.
var syntaxError = regexp.MustCompile(`^template: .*?:(\d+)(?::\d+)?: (?s:(.*))$`)

// parse reads the templates of a file. Names of functions are checked later,
// together with everything else.
func (l *loader) parse(f *layoutFile) {
	tree := parse.New(f.path)
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(f.text, "", "", f.trees); err != nil {
		line, what := 1, err.Error()
		if m := syntaxError.FindStringSubmatch(what); m != nil {
			line, _ = strconv.Atoi(m[1])
			what = m[2]
		}
		l.tell(diag.New("layout-syntax", diag.Span{File: f.path, Line: int32(line), Col: 1}, "what", what))
		f.trees = map[string]*parse.Tree{}
	}
	for name := range f.trees {
		f.order = append(f.order, name)
	}
	slices.Sort(f.order)
}

// assemble gives every template its name in the one set that html/template
// sees: partials are called by theirs, "main" of the layout "member" is
// "main@member", and the skeleton exists once for each layout.
func (l *loader) assemble() {
	for _, name := range l.names {
		if short, ok := strings.CutPrefix(name, partials); ok {
			l.partial(short, l.files[name])
		}
	}
	base := l.files[skeleton]
	for _, k := range l.layouts {
		if f := l.files[k.name]; f != nil && base != nil {
			l.page(k.name, base, f)
		}
	}
}

// partial adds a partial: the whole file, or the one template of the file's
// name that it defines.
func (l *loader) partial(short string, f *layoutFile) {
	tree := f.trees[f.path]
	for _, name := range f.order {
		switch {
		case name == short && (tree == nil || parse.IsEmptyTree(tree.Root)):
			tree = f.trees[name]
		case name != f.path:
			l.tell(diag.New("layout-define", f.span(f.trees[name].Root.Position(), 1), "name", name).WithFix(short))
		}
	}
	if tree != nil {
		l.units[short] = &unit{name: short, short: short, file: f, tree: tree}
	}
}

// page adds the templates of one layout: its own, and those of the skeleton
// that it does not define itself.
func (l *loader) page(name string, base, f *layoutFile) {
	scoped := func(short string) string { return short + "@" + name }
	own := map[string]bool{"main": true}
	for _, file := range []*layoutFile{base, f} {
		for _, short := range file.order {
			if short != file.path {
				own[short] = true
				l.add(scoped(short), short, file, file.trees[short].Copy())
			}
		}
	}
	if root := base.trees[base.path]; root != nil {
		l.add(scoped(skeleton), skeleton, base, root.Copy())
	}
	if root := f.trees[f.path]; root != nil && !parse.IsEmptyTree(root.Root) {
		l.tell(diag.New("layout-outside", f.span(outside(root.Root), 1)))
	}
	if l.units[scoped("main")] == nil && len(f.order) > 0 {
		l.tell(diag.New("layout-main-missing", diag.Span{File: f.path}))
	}
	for short := range own {
		if u := l.units[scoped(short)]; u != nil {
			rename(u.tree.Root, own, scoped)
		}
	}
	if u := l.units[scoped(skeleton)]; u != nil {
		rename(u.tree.Root, own, scoped)
	}
}

func (l *loader) add(name, short string, f *layoutFile, tree *parse.Tree) {
	l.units[name] = &unit{name: name, short: short, file: f, tree: tree}
}

// outside is the first place of a layout that stands in no definition.
func outside(l *parse.ListNode) parse.Pos {
	for _, n := range l.Nodes {
		if t, ok := n.(*parse.TextNode); !ok {
			return n.Position()
		} else if s := spaces(t.Text); s < len(t.Text) {
			return t.Pos + parse.Pos(s)
		}
	}
	return l.Pos
}

// rename makes calls of a layout's own templates call them by their full name.
func rename(l *parse.ListNode, own map[string]bool, scoped func(string) string) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TemplateNode:
			if own[n.Name] {
				n.Name = scoped(n.Name)
			}
		case *parse.IfNode:
			rename(n.List, own, scoped)
			rename(n.ElseList, own, scoped)
		case *parse.WithNode:
			rename(n.List, own, scoped)
			rename(n.ElseList, own, scoped)
		case *parse.RangeNode:
			rename(n.List, own, scoped)
			rename(n.ElseList, own, scoped)
		}
	}
}

// unitNames lists the templates of the set in order.
func (l *loader) unitNames() (names []string) {
	for name := range l.units {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (l *loader) partialNames() (names []string) {
	for _, name := range l.names {
		if short, ok := strings.CutPrefix(name, partials); ok {
			names = append(names, short)
		}
	}
	return names
}

// tidy takes needless white space out of all templates and tells of code.
func (l *loader) tidy() {
	for _, name := range l.unitNames() {
		u := l.units[name]
		t := tidier{loose: l.loose, module: strings.HasSuffix(name, "@search"), tell: func(at parse.Pos, length int, what string) {
			l.tell(diag.New("layout-inline-code", u.file.span(at, length), "what", what))
		}}
		t.block = u.short == skeleton
		t.list(u.tree.Root)
	}
}
