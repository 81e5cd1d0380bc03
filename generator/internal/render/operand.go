package render

import (
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// commands compiles the commands of a pipeline: each takes the value before it
// as its last argument.
func (s *scope) commands(p *parse.PipeNode, cmds []*parse.CommandNode) (v value) {
	for i, cmd := range cmds {
		if i == 0 {
			v = s.command(cmd, nil)
		} else if v.typ != nil {
			v = s.command(cmd, &v)
		}
	}
	return v
}

// command compiles a function with its arguments, or a value that stands alone.
func (s *scope) command(cmd *parse.CommandNode, last *value) value {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return s.function(cmd, id.Ident, last)
	}
	if len(cmd.Args) > 1 || last != nil {
		s.tell(cmd, "layout-not-function", "value", cmd.Args[0].String())
		return value{}
	}
	return s.operand(cmd.Args[0])
}

// operand compiles one value.
func (s *scope) operand(n parse.Node) value {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.here()
	case *parse.FieldNode:
		return s.fields(s.here(), n, n.Ident)
	case *parse.VariableNode:
		return s.variable(n)
	case *parse.ChainNode:
		return s.fields(s.operand(n.Node), n, n.Field)
	case *parse.PipeNode:
		return s.commands(n, n.Cmds)
	case *parse.IdentifierNode:
		return s.function(&parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{n}}, n.Ident, nil)
	case *parse.StringNode:
		return knownText(n.Text)
	case *parse.BoolNode:
		return truthValue(func(*run) bool { return n.True })
	case *parse.NumberNode:
		if n.IsInt {
			return numberValue(func(*run) int { return int(n.Int64) })
		}
	}
	s.tell(n, "layout-constant", "value", n.String())
	return value{}
}

// here is the dot.
func (s *scope) here() value {
	if s.dot == nil {
		return value{}
	}
	v := typed(s.dot, func(r *run) reflect.Value { return r.dot })
	v.path = []int{}
	return v
}

// variable compiles a variable and what is taken of it.
func (s *scope) variable(n *parse.VariableNode) value {
	v, ok := s.lookup(n.Ident[0])
	if !ok || v.typ == nil {
		return value{} // the parser knows the names of variables; a wrong value has been told
	}
	slot := v.slot
	whole := typed(v.typ, func(r *run) reflect.Value { return r.vars[r.base+slot] })
	return s.fields(whole, n, n.Ident[1:])
}

// fields compiles a chain of fields.
func (s *scope) fields(v value, n parse.Node, names []string) value {
	for i, name := range names {
		if v.typ == nil {
			return value{}
		}
		f, ok := fieldOf(v.typ, name)
		if !ok {
			s.unknownField(v.typ, n, names, i)
			return value{}
		}
		v = v.field(f)
	}
	return v
}

// fieldOf finds a field of a struct, or one that an embedded struct gives it.
func fieldOf(t reflect.Type, name string) (reflect.StructField, bool) {
	if t.Kind() != reflect.Struct {
		return reflect.StructField{}, false
	}
	f, ok := t.FieldByName(name)
	return f, ok && f.IsExported()
}

// fieldNames lists what a layout may take of a struct.
func fieldNames(t reflect.Type) (names []string) {
	if t.Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(t) {
		if _, ok := fieldOf(t, f.Name); ok {
			names = append(names, f.Name)
		}
	}
	return names
}

// unknownField tells of the i-th name of a chain. The parser gives a chain of
// fields the place of its second name, so the place is looked for in the text.
func (s *scope) unknownField(t reflect.Type, n parse.Node, names []string, i int) {
	at, text := int(n.Position()), s.unit.file.text
	chain := "." + strings.Join(names, ".")
	for _, start := range []int{at - len(names[0]) - 1, at} {
		if start >= 0 && strings.HasPrefix(text[start:], chain) {
			at = start
			break
		}
	}
	if found := strings.Index(text[at:], chain); found >= 0 {
		at += found + len("."+strings.Join(names[:i], "."))
		if i > 0 {
			at++
		}
	}
	place := &parse.IdentifierNode{NodeType: parse.NodeIdentifier, Pos: parse.Pos(at), Ident: names[i]}
	s.tellNear(place, len(names[i]), "layout-field-unknown", names[i], fieldNames(t), "field", names[i], "type", typeName(t))
}

// function compiles the call of a function that has a value.
func (s *scope) function(cmd *parse.CommandNode, name string, last *value) value {
	f, ok := functions[name]
	if !ok {
		if _, writes := writers[name]; writes {
			s.tell(cmd, "layout-function-alone", "function", name)
		} else {
			s.tellNear(cmd, len(name), "layout-function-unknown", name, functionNames(), "function", name)
		}
		return value{}
	}
	call := &call{scope: s, node: cmd, name: name, usage: f.usage}
	for _, n := range cmd.Args[1:] {
		call.args = append(call.args, s.operand(n))
	}
	if last != nil {
		call.args = append(call.args, *last)
	}
	if slices.ContainsFunc(call.args, func(v value) bool { return v.typ == nil }) {
		return value{}
	}
	return f.compile(call)
}

func functionNames() (names []string) {
	for name := range functions {
		names = append(names, name)
	}
	for name := range writers {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
