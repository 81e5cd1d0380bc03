package render

import (
	"reflect"
	"text/template/parse"

	"diglot/generator/internal/diag"
	"diglot/generator/internal/view"
)

// writer compiles a function that writes HTML by itself and stands alone
// between tags: what it writes has no value that a layout could put elsewhere.
type writer struct {
	usage   string
	compile func(s *scope, c *code, cmd *parse.CommandNode, args []value) bool
}

var writers map[string]writer

func init() {
	writers = map[string]writer{
		"prose":    {`prose .Prose`, writeProse},
		"picture":  {`picture .`, writePicture},
		"jsonld":   {`jsonld .Linked`, writeLinked},
		"fragment": {`fragment "masthead" .Frame .`, writeFragment},
		"slot":     {`slot "switch"`, writeSlot},
	}
}

// writer returns how an action is compiled that is the call of a writer.
func (s *scope) writer(cmds []*parse.CommandNode) (func(*scope, *code, *parse.ActionNode, *parse.CommandNode, string), bool) {
	if len(cmds) != 1 {
		return nil, false
	}
	id, ok := cmds[0].Args[0].(*parse.IdentifierNode)
	if !ok {
		return nil, false
	}
	w, ok := writers[id.Ident]
	return w.action, ok
}

func (w writer) action(s *scope, c *code, n *parse.ActionNode, cmd *parse.CommandNode, place string) {
	name := cmd.Args[0].String()
	if s.placed && place != "_html_template_htmlescaper" {
		s.tellAt(n.Pipe, len(cmd.String()), "layout-place", "what", name)
		return
	}
	args := make([]value, 0, len(cmd.Args)-1)
	for _, a := range cmd.Args[1:] {
		v := s.operand(a)
		if v.typ == nil {
			return
		}
		args = append(args, v)
	}
	if !w.compile(s, c, cmd, args) {
		at := s.unit.file.span(cmd.Position(), len(cmd.String()))
		s.theme.tell(diag.New("layout-argument", at, "function", name).WithFix(w.usage))
	}
}

func writeProse(_ *scope, c *code, _ *parse.CommandNode, args []value) bool {
	if len(args) != 1 || args[0].typ != reflect.TypeFor[view.Prose]() {
		return false
	}
	c.add(func(r *run) { r.prose(args[0].of(r).Addr().Interface().(*view.Prose)) })
	return true
}

// writePicture compiles a picture of a record: the attributes that its widths
// need are the same in a text and beside it.
func writePicture(_ *scope, c *code, _ *parse.CommandNode, args []value) bool {
	if len(args) != 1 || args[0].typ != reflect.TypeFor[view.Image]() {
		return false
	}
	c.add(func(r *run) {
		i := args[0].of(r).Addr().Interface().(*view.Image)
		r.check(i.URL)
		r.out = appendPicture(r.out, &i.Picture, i.Alt, "", "")
	})
	return true
}

func writeLinked(_ *scope, c *code, _ *parse.CommandNode, args []value) bool {
	if len(args) != 1 || args[0].typ != reflect.TypeFor[view.JSON]() {
		return false
	}
	c.add(func(r *run) {
		r.out = appendLinked(r.out, args[0].of(r).String())
	})
	return true
}

// writeFragment compiles a partial that is rendered once for all pages whose
// second argument is the same, and whose slots are filled with the third.
func writeFragment(s *scope, c *code, cmd *parse.CommandNode, args []value) bool {
	if len(args) != 3 || args[0].known == nil || args[1].typ.Kind() != reflect.Struct {
		return false
	}
	u := s.find(cmd.Args[1], *args[0].known, len(cmd.Args[1].String()))
	if u == nil {
		return true
	}
	p := s.compiler.program(u, args[1].typ, args[2].typ, s.chain)
	c.add(func(r *run) {
		r.fill(r.w.fragments.get(r, p, args[1].of(r)), args[2].of(r))
	})
	return true
}

// writeSlot compiles the place in a fragment where each page puts a partial of
// its own.
func writeSlot(s *scope, c *code, cmd *parse.CommandNode, args []value) bool {
	if len(args) != 1 || args[0].known == nil {
		return false
	}
	if s.page == nil {
		s.tell(cmd, "layout-slot")
		return true
	}
	u := s.find(cmd.Args[1], *args[0].known, len(cmd.Args[1].String()))
	if u == nil {
		return true
	}
	p := s.compiler.program(u, s.page, nil, s.chain)
	c.add(func(r *run) { r.marks = append(r.marks, mark{len(r.out), p}) })
	return true
}
