package render

import (
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/lang"
)

// unit is a template: the content of a partial, or a definition in a layout.
type unit struct {
	name  string // in the set
	short string // as layouts call it
	file  *layoutFile
	tree  *parse.Tree
}

// compiler makes programs of templates, and finds their mistakes while it does.
// It runs once over the templates as they are written and then, for each
// language, over those whose places html/template has found out.
type compiler struct {
	theme     *loader
	catalogue *lang.Catalogue
	placed    bool // the templates say how each value is escaped
	programs  map[programKey]*program
}

// programKey identifies a program: one template is made ready for every type
// of dot that it is called with, and a fragment for every type of page.
type programKey struct {
	name string
	dot  reflect.Type
	page reflect.Type // that the slots of a fragment are filled for
}

// scope is one template while it is compiled.
type scope struct {
	*compiler
	unit   *unit
	prog   *program
	dot    reflect.Type
	page   reflect.Type
	vars   []variable
	chain  []string // the templates that led here
	rooted bool     // $ is used
}

type variable struct {
	name string
	typ  reflect.Type
	slot int
}

// code collects the steps of a list; texts that follow one another become one.
type code struct {
	steps []step
	text  []byte
	loose bool
}

func (c *code) literal(text string, loose bool) {
	if loose && len(c.text) > 0 && isSpace(c.text[len(c.text)-1]) {
		text, loose = text[1:], false
	}
	if len(c.text) == 0 {
		c.loose = loose
	}
	c.text = append(c.text, text...)
}

func (c *code) add(s step) {
	c.flush()
	c.steps = append(c.steps, s)
}

func (c *code) flush() {
	if len(c.text) == 0 {
		return
	}
	text := string(c.text)
	if c.loose {
		c.steps = append(c.steps, func(r *run) { r.loose(text) })
	} else {
		c.steps = append(c.steps, func(r *run) { r.out = append(r.out, text...) })
	}
	c.text = c.text[:0]
}

// program returns the program of a template for a type of dot.
func (c *compiler) program(u *unit, dot, page reflect.Type, chain []string) *program {
	key := programKey{u.name, dot, page}
	if p := c.programs[key]; p != nil {
		return p
	}
	p := &program{name: u.short, dot: dot}
	c.programs[key] = p
	s := &scope{compiler: c, unit: u, prog: p, dot: dot, page: page, chain: append(chain[:len(chain):len(chain)], u.name)}
	s.declare("$", dot)
	p.steps = s.list(u.tree.Root)
	if !s.rooted && p.slots == 1 {
		p.slots = 0
	}
	if trace := c.theme.trace; trace != nil {
		p.steps = append([]step{func(*run) { trace(u.file.path) }}, p.steps...)
	}
	return p
}

// declare makes a variable that lasts until its block ends.
func (s *scope) declare(name string, typ reflect.Type) int {
	slot := s.prog.slots
	s.prog.slots++
	s.vars = append(s.vars, variable{name, typ, slot})
	return slot
}

func (s *scope) lookup(name string) (variable, bool) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			s.rooted = s.rooted || i == 0
			return s.vars[i], true
		}
	}
	return variable{}, false
}

// block compiles a list in which the dot is of another type; what it declares
// ends with it.
func (s *scope) block(l *parse.ListNode, dot reflect.Type) []step {
	oldDot, oldVars := s.dot, len(s.vars)
	s.dot = dot
	steps := s.list(l)
	s.dot, s.vars = oldDot, s.vars[:oldVars]
	return steps
}

// list compiles the nodes of a list.
func (s *scope) list(l *parse.ListNode) []step {
	if l == nil {
		return nil
	}
	var c code
	for _, n := range l.Nodes {
		s.node(&c, n)
	}
	c.flush()
	return c.steps
}

func (s *scope) node(c *code, n parse.Node) {
	switch n := n.(type) {
	case *parse.TextNode:
		c.literal(string(n.Text), s.theme.loose[n] && len(n.Text) > 0 && isSpace(n.Text[0]))
	case *parse.ActionNode:
		s.action(c, n)
	case *parse.IfNode:
		s.condition(c, n)
	case *parse.WithNode:
		s.with(c, n)
	case *parse.RangeNode:
		s.loop(c, n)
	case *parse.TemplateNode:
		s.template(c, n)
	case *parse.CommentNode:
	default:
		word := strings.Trim(n.String(), "{}")
		s.tellAt(n, len(word), "layout-action", "action", word)
	}
}

// action compiles a value that is printed, a variable that is set, or a
// function that writes by itself.
func (s *scope) action(c *code, n *parse.ActionNode) {
	if len(n.Pipe.Decl) > 0 {
		if slot, v := s.setting(n.Pipe); v.typ != nil {
			c.add(func(r *run) { r.vars[r.base+slot] = v.of(r) })
		}
		return
	}
	cmds, place := splitPlace(n.Pipe.Cmds)
	if write, ok := s.writer(cmds); ok {
		write(s, c, n, cmds[0], place)
		return
	}
	v := s.commands(n.Pipe, cmds)
	if v.typ == nil {
		return
	}
	text := v.printed()
	if text == nil {
		s.tell(n.Pipe, "layout-value", "value", n.Pipe.String(), "type", typeName(v.typ))
		return
	}
	if !s.placed {
		return
	}
	emit, ok := emitters[place]
	if !ok {
		what := n.Pipe.Cmds[0].String()
		s.tellAt(n.Pipe, len(what), "layout-place", "what", what)
		return
	}
	s.print(c, v, text, emit)
}

// print compiles the printing of a value.
func (s *scope) print(c *code, v value, text func(*run) string, emit emitter) {
	if v.known != nil {
		var known run
		if emit(&known, *v.known); known.err == nil {
			c.literal(string(known.out), false)
			return
		}
	}
	c.add(func(r *run) { emit(r, text(r)) })
}

// splitPlace parts the commands of a pipeline that a layout wrote from those
// by which html/template says how the place is escaped.
func splitPlace(cmds []*parse.CommandNode) (written []*parse.CommandNode, place string) {
	end := len(cmds)
	var names []string
	for end > 0 {
		id, ok := cmds[end-1].Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(id.Ident, "_html_template_") {
			break
		}
		names = append([]string{id.Ident}, names...)
		end--
	}
	return cmds[:end], strings.Join(names, " ")
}

// setting compiles what a variable is set to, and returns its place.
func (s *scope) setting(p *parse.PipeNode) (slot int, v value) {
	v = s.commands(p, p.Cmds)
	name := p.Decl[0].Ident[0]
	if !p.IsAssign {
		// A variable of a wrong value is declared all the same, lest it be told twice.
		return s.declare(name, v.typ), v
	}
	old, ok := s.lookup(name)
	if !ok || v.typ == nil || old.typ == nil {
		return 0, value{}
	}
	if old.typ != v.typ {
		s.tell(p, "layout-variable", "name", name, "type", typeName(old.typ), "other", typeName(v.typ))
		return 0, value{}
	}
	return old.slot, v
}

// asked compiles the value of a condition, with the variable that it may
// declare.
func (s *scope) asked(p *parse.PipeNode) value {
	if len(p.Decl) == 0 {
		return s.commands(p, p.Cmds)
	}
	slot, v := s.setting(p)
	if v.typ == nil {
		return v
	}
	return typed(v.typ, func(r *run) reflect.Value {
		is := v.of(r)
		r.vars[r.base+slot] = is
		return is
	})
}

func (s *scope) condition(c *code, n *parse.IfNode) {
	vars := len(s.vars)
	v := s.asked(n.Pipe)
	then, otherwise := s.block(n.List, s.dot), s.block(n.ElseList, s.dot)
	s.vars = s.vars[:vars]
	if v.typ == nil {
		return
	}
	truth := v.truth
	if truth == nil {
		s.tell(n.Pipe, "layout-condition", "value", n.Pipe.String(), "type", typeName(v.typ))
		return
	}
	c.add(func(r *run) {
		if truth(r) {
			r.do(then)
		} else {
			r.do(otherwise)
		}
	})
}

func (s *scope) with(c *code, n *parse.WithNode) {
	vars := len(s.vars)
	v := s.asked(n.Pipe)
	if v.typ == nil {
		s.block(n.ElseList, s.dot)
		s.vars = s.vars[:vars]
		return
	}
	then, otherwise := s.block(n.List, v.typ), s.block(n.ElseList, s.dot)
	s.vars = s.vars[:vars]
	truth := v.truth
	if truth == nil && n.ElseList != nil {
		s.tell(n.Pipe, "layout-condition", "value", n.Pipe.String(), "type", typeName(v.typ))
		return
	}
	c.add(func(r *run) {
		if truth == nil || truth(r) {
			r.with(v.of(r), then)
		} else {
			r.do(otherwise)
		}
	})
}

// loop compiles a walk through a list. Of two variables the first is the index.
func (s *scope) loop(c *code, n *parse.RangeNode) {
	vars := len(s.vars)
	v := s.commands(n.Pipe, n.Pipe.Cmds)
	if v.typ == nil || v.typ.Kind() != reflect.Slice {
		if v.typ != nil {
			s.tell(n.Pipe, "layout-range", "value", n.Pipe.String(), "type", typeName(v.typ))
		}
		s.block(n.ElseList, s.dot)
		return
	}
	index, element := -1, -1
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		element = s.declare(d[0].Ident[0], v.typ.Elem())
	case 2:
		index = s.declare(d[0].Ident[0], intType)
		element = s.declare(d[1].Ident[0], v.typ.Elem())
	}
	body := s.block(n.List, v.typ.Elem())
	s.vars = s.vars[:vars]
	otherwise := s.block(n.ElseList, s.dot)
	c.add(func(r *run) {
		list := v.of(r)
		if list.Len() == 0 {
			r.do(otherwise)
			return
		}
		r.each(list, index, element, body)
	})
}

// each runs steps for every element of a list, and sets the variables of a loop
// that has any (-1 for none).
func (r *run) each(list reflect.Value, index, element int, body []step) {
	old := r.dot
	for i := range list.Len() {
		r.dot = list.Index(i)
		if index >= 0 {
			r.vars[r.base+index] = reflect.ValueOf(i)
		}
		if element >= 0 {
			r.vars[r.base+element] = r.dot
		}
		r.do(body)
	}
	r.dot = old
}

// template compiles a call of another template.
func (s *scope) template(c *code, n *parse.TemplateNode) {
	name, _, inside := strings.Cut(n.Name, "$htmltemplate_")
	short, _, _ := strings.Cut(name, "@")
	u := s.find(n, name, len(strconv.Quote(short)))
	if u == nil {
		return
	}
	if inside {
		s.tellAt(n, len(strconv.Quote(short)), "layout-place", "what", "template "+short)
		return
	}
	if n.Pipe == nil {
		s.tellAt(n, len(strconv.Quote(short)), "layout-partial-dot", "name", short)
		return
	}
	v := s.commands(n.Pipe, n.Pipe.Cmds)
	if v.typ == nil {
		return
	}
	p := s.compiler.program(u, v.typ, s.page, s.chain)
	c.add(func(r *run) { r.call(p, v.of(r)) })
}

// find returns a template by its name in the set, unless it leads back to
// itself.
func (s *scope) find(at parse.Node, name string, length int) *unit {
	u := s.theme.units[name]
	if u == nil {
		s.tellNear(at, length, "layout-partial-unknown", name, s.theme.partialNames(), "name", name)
		return nil
	}
	for _, led := range s.chain {
		if led == name {
			s.tellAt(at, length, "layout-partial-loop", "name", u.short)
			return nil
		}
	}
	return u
}

// tell reports a mistake at a node.
func (s *scope) tell(n parse.Node, code diag.Code, args ...string) {
	s.tellAt(n, len(n.String()), code, args...)
}

// tellAt reports a mistake in the first bytes of a node.
func (s *scope) tellAt(n parse.Node, length int, code diag.Code, args ...string) {
	s.theme.tell(diag.New(code, s.unit.file.span(n.Position(), length), args...))
}

// tellNear reports a wrong name with the one that was probably meant.
func (s *scope) tellNear(n parse.Node, length int, code diag.Code, name string, names []string, args ...string) {
	d := diag.New(code, s.unit.file.span(n.Position(), length), args...)
	if near, ok := lang.Nearest(name, names); ok {
		d = d.WithFix(near)
	}
	s.theme.tell(d)
}

// typeName is a type's name as the documentation of layouts has it.
func typeName(t reflect.Type) string {
	switch {
	case t == mixedType:
		return "condition"
	case t.Kind() == reflect.Slice:
		return "list of " + typeName(t.Elem())
	case t.Name() != "":
		return t.Name()
	}
	return t.String()
}
